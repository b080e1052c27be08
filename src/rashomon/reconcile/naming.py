"""When two names may be one: spellings, transliterations, initials, short first names, acronyms, and names cut short."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from rashomon.lang import resources

_PART = re.compile(r"[^\W_]+(?:[’'‑-][^\W_]+)*\.?")
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_COMPANY = frozenset(resources.lines("reconcile/data/company_forms.txt"))
PARTICLES = frozenset(resources.lines("reconcile/data/name_particles.txt"))
SPELLING = 74.0  # rapidfuzz ratio from which two spellings of a name part may be one


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case without accents and marks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower().replace("’", "'").replace("‑", "-")


@lru_cache(maxsize=16384)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a person's name, folded, without possessive endings and generation marks."""
    found = []
    for match in _PART.finditer(fold(name)):
        part = match.group().rstrip(".")
        part = part.removesuffix("'s")
        if part and part not in _SUFFIXES:
            found.append(part)
    return tuple(found)


def bare(text: str) -> str:
    """A name on one line, without common words before it and without a possessive ending."""
    words = text.split()
    while len(words) > 1 and words[0].islower() and words[0].isalpha() and words[0] not in PARTICLES:
        words = words[1:]
    name = " ".join(words)
    return name[:-2] if name.endswith(("'s", "’s")) else name.rstrip("'’")


def joined_by_and(between: str) -> bool:
    """Whether only "and" stands between two names."""
    return between.split() in (["and"], ["&"])


@lru_cache(maxsize=1)
def _short_names() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in resources.rows("reconcile/data/short_names.tsv"):
        group = {part for cell in row for part in cell.split()}
        for name in group:
            out.setdefault(name, set()).update(group)
    return {name: frozenset(group) for name, group in out.items()}


@lru_cache(maxsize=16384)
def skeleton(part: str) -> str:
    """The consonants of a name part with doubled and like-sounding letters made one: equal for most transliterations of one name."""
    text = fold(part).replace("-", "").replace("'", "")
    for old, new in (("ph", "f"), ("kh", "h"), ("ch", "h"), ("ck", "k"), ("tz", "z"), ("ts", "z"), ("sh", "s"), ("zh", "z"), ("th", "t")):
        text = text.replace(old, new)
    text = text.translate(str.maketrans("qcwxj", "kkvky"))
    bare = text[:1] + "".join(c for c in text[1:] if c not in "aeiouyh")
    return "".join(c for i, c in enumerate(bare) if not i or c != bare[i - 1])


def respelled(one: str, two: str) -> bool:
    """Whether two name parts are one in two spellings: one consonant skeleton and mostly the same letters."""
    if min(len(one), len(two)) < 4 or skeleton(one) != skeleton(two):
        return False
    return fuzz.ratio(one, two) >= SPELLING


def same_surname(one: str, two: str) -> bool:
    """Whether two surnames are one, or two spellings of one."""
    return one == two or respelled(one, two) or (min(len(one), len(two)) >= 6 and one[0] == two[0] and fuzz.ratio(one, two) >= 92)


def same_first(one: str, two: str) -> bool:
    """Whether two first names can be one person's: the same, an initial, a short form, or another spelling."""
    if one == two:
        return True
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    if two in _short_names().get(one, ()):
        return True
    shorter, longer = sorted((one, two), key=len)
    return (len(shorter) >= 3 and longer.startswith(shorter)) or respelled(one, two)


def same_person(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two full names (two parts or more each) can be one person's."""
    if len(one) < 2 or len(two) < 2:
        return False
    less, more = sorted((one, two), key=len)
    if len(more) > len(less) and more[-len(less) :] == less:  # a title taken for a first name
        return True
    if not same_first(one[0], two[0]):
        return False
    if same_surname(one[-1], two[-1]):
        return True
    shorter, longer = sorted((one, two), key=len)
    if len(longer) > len(shorter) and longer[: len(shorter)] == shorter:  # a second surname left out
        return True
    return "".join(one[1:]).replace("-", "") == "".join(two[1:]).replace("-", "")


def fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one part alone can stand for a full name: its surname (any spelling), its first name, or a short form of that."""
    if len(short) != 1 or len(full) < 2:
        return False
    part = short[0]
    return any(same_surname(part, other) for other in full[1:]) or same_first(part, full[0])


@lru_cache(maxsize=16384)
def plain_body(name: str) -> tuple[str, ...]:
    """An organisation's or a place's name, folded, without company forms and articles."""
    found = parts(name)
    kept = tuple(p for p in found if p not in _COMPANY)
    return kept or found


def acronym_of(short: str, full: str) -> bool:
    """Whether `short` is made of the first letters of `full` ("IDF", "Israel Defense Forces"), small words left out or not."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isupper()):
        return False
    words = full.split()
    if len(words) < 2:
        return False
    every = "".join(w[0] for w in words)
    big = "".join(w[0] for w in words if w[0].isupper())
    return letters in (every.upper(), big)


def same_body(one: str, two: str) -> bool:
    """Whether two names of organisations or places are one: equal but for company forms, an acronym, or a spelling."""
    a, b = plain_body(one), plain_body(two)
    if a == b:
        return True
    if acronym_of(one, two) or acronym_of(two, one):
        return True
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 2 and longer[: len(shorter)] == shorter and len(longer) - len(shorter) == 1:
        return True
    joined_a, joined_b = " ".join(a), " ".join(b)
    return min(len(joined_a), len(joined_b)) >= 6 and joined_a[0] == joined_b[0] and fuzz.ratio(joined_a, joined_b) >= 92
