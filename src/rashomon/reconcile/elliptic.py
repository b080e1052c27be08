"""Bare numbers that answer the question of the number before them: "71 are still held, their lawyers say; the police say 38".

Such a number has no noun of its own. It takes what is counted from the number before, and the two stand for two sources, which the report
itself sets against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rashomon.lang import resources
from rashomon.model import Analysis, Quantity, Sentence

GIVING = "reconcile/data/giving.txt"
# Characters looked at before a number, enough for a verb and the words of a bound.
BEFORE = 48
# Two counts of one thing by two sources differ by less than this factor.
FACTOR = 12.0
ENDED = re.compile(r"[.;)!?”\"—–]|,? (?:and|but|while|or|nearer)\b|, ")
COUNTED = frozenset({"count", "derived"})


@lru_cache(maxsize=1)
def _given() -> re.Pattern[str]:
    verbs = "|".join(re.escape(v) for v in sorted(resources.lines(GIVING), key=lambda v: (-len(v), v)))
    bound = (
        r"(?:(?:only|just|some|about|around|nearly|almost|perhaps|roughly|over|up to|as many as|at least|more than|fewer than|less than) )?"
    )
    return re.compile(rf"(?P<who>[\w’'.)]+,?) (?:now |later |only )?(?:{verbs}) {bound}\Z", re.IGNORECASE)


def whole(analysis: Analysis, quantity: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """The number whose question a bare one answers, None where it has a noun of its own or no source gives it.

    `before` are the quantities before it, in the order of the text.
    """
    if quantity.role not in COUNTED or (quantity.unit and quantity.measure != "money") or (quantity.head_lemma and not _state(quantity)):
        return None
    sentence = _sentence(analysis, quantity.number.start)
    if sentence is None or not _is_given(analysis.article.text, sentence, quantity):
        return None
    for other in reversed(before):
        there = _sentence(analysis, other.number.start)
        if there is None or not _next_to(analysis, there, sentence):
            return None
        if _answers(other, quantity):
            return other
    return None


def _is_given(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the number, with or without its bound, stands after a verb of giving and ends its clause."""
    left = max(sentence.start, quantity.start - BEFORE)
    return bool(ENDED.match(text, quantity.end)) and any(
        _given().search(text, left, end) for end in (quantity.start, quantity.number.start)
    )


def _state(quantity: Quantity) -> bool:
    return quantity.head is not None and quantity.number.start <= quantity.head.start < quantity.number.end


def _sentence(analysis: Analysis, position: int) -> Sentence | None:
    low, high = 0, len(analysis.sentences)
    while low < high:
        middle = (low + high) // 2
        if analysis.sentences[middle].end <= position:
            low = middle + 1
        else:
            high = middle
    return analysis.sentences[low] if low < len(analysis.sentences) else None


def _next_to(analysis: Analysis, one: Sentence, two: Sentence) -> bool:
    """Whether two sentences are one or neighbours of one paragraph."""
    return one is two or (one.last == two.first and "\n" not in analysis.article.text[one.end : two.start])


def _answers(whole_: Quantity, bare: Quantity) -> bool:
    if bare.measure == "money" or whole_.measure == "money":
        if not (bare.measure == whole_.measure and bare.unit == whole_.unit):
            return False
    elif whole_.role not in COUNTED or not (whole_.measure or whole_.unit == "persons"):
        return False
    one, two = whole_.low or whole_.high or 0.0, bare.low or bare.high or 0.0
    return min(one, two) > 0 and max(one, two) <= FACTOR * min(one, two)


def completed(quantity: Quantity, whole_: Quantity) -> Quantity:
    """The bare number with what the other counts."""
    return replace(
        quantity,
        unit=quantity.unit or whole_.unit,
        head_lemma=whole_.head_lemma,
        qualifiers=whole_.qualifiers,
        measure=quantity.measure or whole_.measure,
        event=whole_.event,
    )
