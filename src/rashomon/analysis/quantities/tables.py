"""Word tables of quantities, loaded once."""

from __future__ import annotations

import functools

from rashomon.lang.resources import lines, rows


def words(name: str) -> frozenset[str]:
    """One of the word sets of the quantity reader."""
    return _word_sets()[name]


@functools.lru_cache(maxsize=1)
def _word_sets() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split(" ")) for row in rows("analysis/data/quantity_words.tsv")}


@functools.lru_cache(maxsize=1)
def irregular() -> dict[str, str]:
    """Plural to singular, where no rule tells."""
    return {row[0]: row[1] for row in rows("analysis/data/irregular_plurals.tsv")}


_PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "eers", "isers", "izers", "keepers", "women", "men")
_NOT_PERSONS = words("not_persons")


@functools.lru_cache(maxsize=1)
def units() -> dict[str, tuple[str, str, float]]:
    """Surface form to canonical unit, measure, and the factor on its number."""
    table: dict[str, tuple[str, str, float]] = {}
    for forms, unit, measure, factor in rows("analysis/data/units.tsv"):
        for form in forms.split("|"):
            table.setdefault(form, (unit, measure, float(factor)))
    return table


@functools.lru_cache(maxsize=1)
def currencies() -> dict[str, str]:
    """Currency mark to ISO 4217 code."""
    return {row[0]: row[1] for row in rows("analysis/data/currencies.tsv")}


@functools.lru_cache(maxsize=1)
def persons() -> frozenset[str]:
    """Lemmas of nouns for people."""
    return frozenset(lines("analysis/data/persons.txt"))


@functools.lru_cache(maxsize=1)
def labels() -> frozenset[str]:
    """Words that make the number after them part of a name."""
    return frozenset(lines("analysis/data/not_counts.txt"))


@functools.lru_cache(maxsize=1)
def measures() -> dict[tuple[str, str], str]:
    """(word, how it takes what is counted) to the measure."""
    return {(row[0], row[2]): row[1] for row in rows("analysis/data/measures.tsv")}


def lemma_of(word: str) -> str:
    """A rough singular, where no parse gave a lemma."""
    lower = word.lower()
    if lower in irregular():
        return irregular()[lower]
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes")):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 3:
        return lower[:-1]
    return lower


def is_person(word: str, lemma: str) -> bool:
    """Whether a counted noun stands for people."""
    lower = word.lower()
    if lemma in persons() or lower in persons() or lemma_of(lower) in persons():
        return True
    if lower in _NOT_PERSONS:
        return False
    if word[:1].isupper() and lower.endswith(("ans", "ese", "is", "ians", "ish", "ards", "i")):
        return True
    return lower.endswith(_PERSON_ENDINGS) and len(lower) > 5
