"""Words at two different numbers that say whether they are rivals at all: two sources set against each other, or two things counted."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.lang import resources
from rashomon.reconcile import values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.questions import TOLLS, Numbers

# Measures that are told without a noun.
BARE = frozenset({"money", "share"})
# The percent of two shares together.
WHOLE = 100.0
# Words after or before a number that make it a part of a whole, or a further number.
OF_A_WHOLE = re.compile(r"\s*(?:[a-z]+\s){0,2}?of (?:the|them|whom|those|these|its|their|his|which|us)\b", re.IGNORECASE)
IN_A_WHOLE = re.compile(r"\b(?:of whom|of which|including|among them|of them|among the)\W{0,3}(?:\w+\W+)?\Z", re.IGNORECASE)
ON_TOP = re.compile(r"\s*(?:more|additional|further)\b", re.IGNORECASE)
ON_TOP_BEFORE = re.compile(r"\b(?:another|a further)\W{0,3}(?:\w+\W+)?\Z", re.IGNORECASE)


def set_against(a: Count, b: Count) -> bool:
    """Whether one report itself gives the two as the numbers of two sources ("lawyers say 71; the police say 38")."""
    return a.article == b.article and any(x.beside is not None and x.beside.number == y.quantity.number for x, y in ((a, b), (b, a)))


def bare(a: Count, b: Count) -> bool:
    """Whether both are sums of money or shares of which one at least does not say what it is a sum or a share of."""
    known = [c.quantity.head_lemma for c in (a, b) if c.quantity.head_lemma and c.quantity.unit != c.quantity.head_lemma]
    return a.kind == b.kind and a.quantity.measure == b.quantity.measure and a.quantity.measure in BARE and len(set(known)) < 2


def two_things(numbers: Numbers, a: Count, b: Count) -> bool:
    """Whether words at the numbers say that they count two things: a part of a whole, a further number, another year, a sum."""
    if a.years != b.years and not a.years & b.years:
        return True
    if _is_label(numbers.evidence, a) != _is_label(numbers.evidence, b) or _part_of(numbers.evidence, a, b):
        return True
    if _known_there(numbers, a, b) or _known_there(numbers, b, a) or _narrower(a, b) or _narrower(b, a):
        return True
    if any(c.quantity.role == "derived" and not c.lead for c in (a, b)):
        return True  # "a child dies of it every minute" counts nobody of the event
    if _sums(numbers, a, b) or _sums(numbers, b, a):
        return True
    return a.quantity.measure not in TOLLS and (_both_told(numbers, a, b) or _shares_of_one(numbers, a) or _shares_of_one(numbers, b))


def _both_told(numbers: Numbers, a: Count, b: Count) -> bool:
    """Whether any sentence gives both numbers: then they count two things, unless it is a toll that rose."""
    return a.told is not None and b.told is not None and numbers.together(a.told, b.told)


def _shares_of_one(numbers: Numbers, c: Count) -> bool:
    """Whether the number is one of two shares that make up the whole ("51 to 49 percent"), of which either may be meant."""
    if c.unit not in ("percent", "") or c.stated.point is None:
        return False
    others = [x.stated.point for x in numbers.beside((c.article, c.quantity.sentence)) if x is not c and x.stated.point is not None]
    return any(abs(c.stated.point + x - WHOLE) <= 1 for x in others if min(x, c.stated.point) > 5)


def _known_there(numbers: Numbers, a: Count, b: Count) -> bool:
    """Whether the report of one number gives the other too: it tells the two apart, unless one of them counts nobody."""
    return bool(a.stated.point) and bool(b.stated.point) and a.told in numbers.told[b.article]


def _narrower(a: Count, b: Count) -> bool:
    """Whether one counts some of the people that the other counts: "ten foreigners" of "12 people"."""
    some, other = a.quantity.head_lemma, b.quantity.head_lemma
    return (
        some in narrow_nouns()
        and other != some
        and a.stated.point is not None
        and b.stated.point is not None
        and a.stated.point < b.stated.point
    )


@lru_cache(maxsize=1)
def narrow_nouns() -> frozenset[str]:
    """Nouns that stand for some of the people of an event by age, sex, origin or office."""
    return frozenset(resources.lines("reconcile/data/some_people.txt"))


def _is_label(evidence: Evidence, c: Count) -> bool:
    """Whether the number names one of its kind ("question nine")."""
    if c.quantity.head is not None or c.quantity.unit:
        return False
    analysis, number = evidence.analyses[c.article], c.quantity.number
    sentence = analysis.sentences[c.quantity.sentence]
    return any(t.tag == "NOUN" and t.end + 1 == number.start for t in analysis.tokens[sentence.first : sentence.last])


def _part_of(evidence: Evidence, a: Count, b: Count) -> bool:
    """Whether one of the two is a part of a whole, which the other may be, or comes on top of it. No part is more than its whole."""
    parts, further = [_is_part(evidence, c) for c in (a, b)], [_is_further(evidence, c) for c in (a, b)]
    part, whole = (a, b) if parts[0] else (b, a)
    one_kind = part.quantity.measure is not None and part.quantity.measure == whole.quantity.measure
    more = (part.stated.point or 0.0) > (whole.stated.point or 0.0)
    return further[0] != further[1] or (parts[0] != parts[1] and not (one_kind and more))


def _is_part(evidence: Evidence, c: Count) -> bool:
    text, n = evidence.analyses[c.article].article.text, c.quantity.number
    return bool(OF_A_WHOLE.match(text, n.end, n.end + 40) or IN_A_WHOLE.search(text, max(0, c.quantity.start - 30), c.quantity.start))


def _is_further(evidence: Evidence, c: Count) -> bool:
    text, n = evidence.analyses[c.article].article.text, c.quantity.number
    return bool(ON_TOP.match(text, n.end, n.end + 40) or ON_TOP_BEFORE.search(text, max(0, c.quantity.start - 30), c.quantity.start))


def _sums(numbers: Numbers, small: Count, large: Count) -> bool:
    """Whether the large number is the small one and a further one of its sentence: a part, not a rival."""
    if small.stated.point is None or large.stated.point is None:
        return False
    rest = large.stated.point - small.stated.point
    place = (small.article, small.quantity.sentence)
    return rest > 0 and any(
        c.stated.point is not None and values.near(c.stated.point, rest) and c.quantity.number != small.quantity.number
        for c in numbers.beside(place)
        if c.kind in (small.kind, "")
    )
