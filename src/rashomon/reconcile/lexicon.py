"""Words as reports share them: cut from text, brought to a common form, and mapped to the concepts that they name.

Everything here works on the plain text, so that it holds for an article whose reading lacks a layer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rashomon.lang import resources

WORD = re.compile(r"[^\W_]+(?:[’'‑-][^\W\d_]+)*", re.UNICODE)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?")
_SCALE = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
_NEGATION = frozenset("not no never none n't nobody nothing without neither nor cannot denied denies deny".split())
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place, and its common form (`stem`)."""

    start: int
    end: int
    text: str
    stem: str


@cache
def function_words() -> frozenset[str]:
    """Words that carry no news of their own."""
    return frozenset(word for line in resources.lines("reconcile/data/function_words.txt") for word in line.split())


@cache
def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in resources.rows("reconcile/data/irregular_forms.tsv")}


@cache
def _number_words() -> dict[str, float]:
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    )
    tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    ordinal = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    found = {word: float(i) for i, word in enumerate(small.split())}
    found.update({word: 10.0 * (i + 2) for i, word in enumerate(tens.split())})
    found.update({word: float(i + 1) for i, word in enumerate(ordinal.split())})
    return found


def _plain(word: str) -> str:
    word = word.lower().replace("’", "'").replace("‑", "-")
    if word.endswith("'s"):
        return word[:-2]
    return word.strip("'")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word's common form: irregular forms by table, regular endings by rule. Not always a word; equal for forms of one word as a rule."""
    word = _plain(word)
    known = _irregular().get(word)
    if known is not None:
        return known
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= 3 and _VOWELS & set(base):
            if ending == "ed" and base.endswith("i"):
                base = base[:-1] + "y"
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                base = base[:-1]
            word = base
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of text[start:end] with their places in the whole text."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(m.start(), m.end(), m.group(), stem(m.group())) for m in found]


def content(text: str) -> list[str]:
    """The stems of a text's content words, in order."""
    stop = function_words()
    return [w.stem for w in words(text) if _plain(w.text) not in stop and not w.text.isdigit()]


def numbers(text: str) -> tuple[float, ...]:
    """The numbers of a text, sorted: digits with their scale ("3.2 million") and number words above two."""
    found: set[float] = set()
    for match in _NUMBER.finditer(text):
        try:
            value = float(match.group().replace(",", ""))
        except ValueError:  # pragma: no cover - the pattern only lets numbers through
            continue
        after = WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] in (" ", "-", "\u00a0") else None
        found.add(value * _SCALE.get(after.group().lower(), 1.0) if after else value)
    for match in WORD.finditer(text):
        value_of = _number_words().get(match.group().lower())
        if value_of is not None and value_of > 2:
            found.add(value_of)
    return tuple(sorted(found))


def negated(text: str) -> bool:
    """Whether a clause holds a word of negation."""
    return any(m.group().lower().replace("’", "'") in _NEGATION or m.group().lower().endswith(("n't", "n’t")) for m in WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Concepts:
    """The packaged concepts: which concepts a stem names, and the kind of each concept (event, actor, thing, act)."""

    of: dict[str, tuple[str, ...]]
    kinds: dict[str, str]


@cache
def concepts() -> Concepts:
    """The packaged concepts; a concept's name is "kind:concept", so that nouns of an event and verbs of an act stay apart."""
    of: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for kind, name, listed in resources.rows("reconcile/data/concepts.tsv"):
        key = f"{kind}:{name}"
        kinds[key] = kind
        for word in listed.split():
            names = of.setdefault(stem(word), [])
            if key not in names:
                names.append(key)
    return Concepts({word: tuple(names) for word, names in of.items()}, kinds)
