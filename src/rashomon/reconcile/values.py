"""How two stated numbers relate: same, coarser, bounded, or in conflict.

Interval logic alone would hide the main disagreement of most stories: "at least 1,139" admits 1,400. So bounds are kept, but the *stated*
numbers are
compared: a bound excuses a difference only where its number is the rounder one and the other lies within the step it was rounded to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

SAME, COARSER, BOUNDED, CONFLICT = "same", "coarser", "bounded", "conflict"

# The numbers that a vague word leaves open, as (from, to): a newsroom that writes "dozens" does not mean 250.
VAGUE_REACH = {24.0: (20.0, 120.0), 40.0: (35.0, 130.0), 200.0: (150.0, 1200.0), 2000.0: (1500.0, 12000.0), 20000.0: (15000.0, 120000.0)}
VAGUE_REACH |= {2e5: (1.5e5, 1.2e6), 2e6: (1.5e6, 1.2e7), 2e9: (1.5e9, 1.2e10)}

LOWER = frozenset({"at_least", "over"})
UPPER = frozenset({"at_most", "under"})
# Relative differences below this are one number told in two units: a converted number is rounded again.
CONVERTED = 0.02
EQUAL = 1e-6
# A length of time told in another unit is told in round numbers of it: 19 months, a year and a half.
OTHER_UNIT = 0.08
# Pairs of readings of which the relation is kept: the same few numbers meet again and again in a large story.
KNOWN = 1 << 16
# "A little under a million and a half" and 1.4 million: how far below its bound a number lies of which only that is said.
JUST_UNDER = 0.1
# How far two rough statements of one size lie apart in reports that do not mean to disagree.
ROUGH = 0.2


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as stated: its bounds and the modifier that came with it, and the factor by which it was brought to a base unit."""

    low: float | None
    high: float | None
    modifier: str
    scale: float = 1.0

    @property
    def point(self) -> float | None:
        """The number that was said, whatever its bound; the middle of a range; None for a word without one."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high

    @property
    def ranged(self) -> bool:
        """Whether two different ends were stated."""
        return self.low is not None and self.high is not None and self.low != self.high


@lru_cache(maxsize=KNOWN)
def granularity(number: float) -> float:
    """The step of a number's last significant digit: 1200 -> 100, 1139 -> 1, 0.5 -> 0.1."""
    if number == 0:
        return 1.0
    scaled = abs(number)
    step = 10.0 ** math.floor(math.log10(scaled) + 1e-9)
    for _ in range(12):
        if math.isclose(scaled / step, round(scaled / step), rel_tol=0, abs_tol=1e-6):
            return step
        step /= 10
    return step


def distance(a: Stated, b: Stated) -> float:
    """How far apart two readings lie, in powers of ten; a vague word stands for all numbers that it reaches.

    0 where one has no number, or counts none.
    """
    one, two = (_reach(s) if s.modifier == "vague" else (s.point or 0.0, s.point or 0.0) for s in (a, b))
    if min(*one, *two) <= 0 or (one[0] <= two[1] and two[0] <= one[1]):
        return 0.0
    return math.log10(two[0] / one[1]) if one[1] < two[0] else math.log10(one[0] / two[1])


def near(a: float, b: float, tolerance: float = EQUAL) -> bool:
    """Equal but for the noise of arithmetic, or within the tolerance of a conversion."""
    return abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-9)


def step(s: Stated, number: float) -> float:
    """The step of a number's last digit in the unit in which it was said: "13 miles" is exact to the mile, whatever that is in metres."""
    return granularity(round(number / s.scale, 9)) * s.scale


def rounds_to(fine: float, rough: float, finer: float, step: float) -> bool:
    """Whether `rough` may be `fine` rounded (to nearest, up or down by less than one step of the rough number).

    `finer` and `step` are the steps of the last digits that were said of `fine` and of `rough`.
    """
    if math.isinf(fine) or math.isinf(rough) or finer >= step:
        return False
    return abs(fine - rough) <= 0.5 * step + 1e-9 and abs(fine - rough) <= 0.1 * max(abs(fine), abs(rough))


@lru_cache(maxsize=KNOWN)
def relate(a: Stated, b: Stated, *, measured: bool = False) -> tuple[str, str]:
    """(relation, reason in plain words) of two readings of one question. Symmetric.

    `measured` marks sizes that are paced out or read off a map (lengths, areas, weights, speeds), which are told roughly.
    """
    if a.point is None or b.point is None:
        return COARSER, "one report gives no number"
    if "vague" in (a.modifier, b.modifier):
        return _vague(a, b)
    if a.ranged or b.ranged:
        return _ranges(a, b)
    p, q = a.point, b.point
    if near(p, q, CONVERTED if a.scale != b.scale else EQUAL):
        if a.modifier == b.modifier:
            return SAME, "the same number"
        return (
            (BOUNDED, "the same number, with and without a bound")
            if {a.modifier, b.modifier} & (LOWER | UPPER)
            else (SAME, "the same number")
        )
    if a.scale != b.scale and abs(p - q) <= OTHER_UNIT * max(abs(p), abs(q)):
        return COARSER, "a size that is told roughly"
    if measured and abs(p - q) <= ROUGH * max(abs(p), abs(q)) and max(step(s, x) / abs(x) for s, x in ((a, p), (b, q)) if x) >= 0.04:
        return COARSER, "a size that is told roughly"
    return _points(a, b, p, q)


def _vague(a: Stated, b: Stated) -> tuple[str, str]:
    word, other = (a, b) if a.modifier == "vague" else (b, a)
    if a.modifier == b.modifier == "vague":
        one, two = _reach(a), _reach(b)
        apart = one[1] < two[0] or two[1] < one[0]
        return (CONFLICT, "words of different size") if apart else (COARSER, "two vague words of like size")
    low, high = _reach(word)
    point = other.point or 0.0
    if low <= point <= high:
        return COARSER, "a vague word and a number that it covers"
    return CONFLICT, "a vague word that does not reach the stated number"


def _reach(word: Stated) -> tuple[float, float]:
    floor = word.low if word.low is not None else word.high or 0.0
    return VAGUE_REACH.get(floor, (0.75 * floor, 6 * floor))


def _ranges(a: Stated, b: Stated) -> tuple[str, str]:
    a_low, a_high = _ends(a)
    b_low, b_high = _ends(b)
    slack = CONVERTED if a.scale != b.scale else EQUAL
    if near(a_low, b_low, slack) and near(a_high, b_high, slack):
        return SAME, "the same range"
    if a_low <= b_high and b_low <= a_high:
        return COARSER, "a range and a number inside it"
    near_edge = any(
        rounds_to(x, y, step(a, x), step(b, y)) or rounds_to(y, x, step(b, y), step(a, x))
        for x in (a_low, a_high)
        for y in (b_low, b_high)
        if math.isfinite(x) and math.isfinite(y)
    )
    return (COARSER, "a range and a rounded number at its edge") if near_edge else (CONFLICT, "the ranges do not meet")


def _ends(s: Stated) -> tuple[float, float]:
    low = s.low if s.low is not None else -math.inf
    high = s.high if s.high is not None else math.inf
    return low, high


def _points(a: Stated, b: Stated, p: float, q: float) -> tuple[str, str]:
    small, large = (a, b) if p < q else (b, a)
    lo, hi = min(p, q), max(p, q)
    fine, coarse = step(small, lo), step(large, hi)
    if small.modifier in LOWER and math.isclose(lo, 0.5) and hi <= 1:
        return BOUNDED, "a majority and a share above one half"
    if small.modifier in LOWER and fine > coarse and hi < lo + fine:
        return BOUNDED, "a round lower bound just under the number"
    if large.modifier in UPPER and lo >= hi - coarse and (coarse > fine or hi - lo <= JUST_UNDER * hi):
        return BOUNDED, "a round upper bound just over the number"
    if rounds_to(lo, hi, fine, coarse) or rounds_to(hi, lo, coarse, fine):
        return COARSER, "one number is the other rounded"
    if "fraction" in (a.modifier, b.modifier) and hi - lo <= 0.05 * max(1.0, hi):
        return COARSER, "a fraction in words"
    if "about" in (a.modifier, b.modifier):
        rough = a if a.modifier == "about" else b
        if rough.point is not None and hi - lo <= 0.5 * step(rough, rough.point) and hi - lo <= 0.1 * hi:
            return COARSER, "an approximate number and one that it covers"
    return CONFLICT, "different numbers"


def summary(readings: Sequence[Stated]) -> tuple[float | None, float | None]:
    """The outer bounds that the readings leave together: an open end is open when any reading leaves it open."""
    lows = [r.low for r in readings if r.low is not None]
    highs = [r.high for r in readings]
    low = min(lows) if lows else None
    high = None if any(h is None for h in highs) else max((h for h in highs if h is not None), default=None)
    return low, high
