"""Words for people and groups: titles, roles, family words and given names, with the gender they show."""

from __future__ import annotations

import functools
import unicodedata

from rashomon.lang.resources import rows

ROLES = "lang/data/roles.tsv"
NAMES = "lang/data/given_names.tsv"
ALIASES = "lang/data/aliases.tsv"


@functools.cache
def roles() -> dict[str, tuple[str, str]]:
    """Word (lower case, no stop) to its kind (honorific, military, role, person, group, place) and gender ("m", "f" or "")."""
    return {word: (kind, "" if gender == "-" else gender) for word, kind, gender in rows(ROLES)}


@functools.cache
def given_names() -> dict[str, str]:
    """Given name, folded, to "m" or "f"."""
    return {fold(name): gender for name, gender in rows(NAMES)}


@functools.cache
def aliases() -> dict[str, str]:
    """Folded name to the folded name under which its referent is kept ("u.s." -> "united states")."""
    return {fold(other): fold(first) for first, *others in rows(ALIASES) for other in others}


def kind(word: str) -> str | None:
    """The kind of a title or role word, in singular or plural, or None."""
    word = word.lower().rstrip(".")
    found = roles().get(word) or (roles().get(singular(word)) if word.endswith("s") else None)
    return found[0] if found else None


def gender(word: str) -> str:
    """The gender that a title or role word shows: "m", "f" or ""."""
    found = roles().get(word.lower().rstrip("."))
    return found[1] if found else ""


def gender_of_name(given: str) -> str:
    """The gender that a given name mostly goes with, or ""."""
    return given_names().get(fold(given), "")


def singular(word: str) -> str:
    """The singular of a regular plural; the word itself where it is none."""
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("wives"):
        return word[:-3] + "fe"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def fold(name: str) -> str:
    """A name for comparing: lower case, no accents, no stops, one space, typewriter marks, no possessive ending."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    plain = plain.replace("’", "'").replace("‐", "-").replace("‑", "-")
    if plain.endswith("'s"):
        plain = plain[:-2]
    return " ".join(plain.replace(".", "").split())
