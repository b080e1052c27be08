"""The decision whether two groups of reports are one story: a learned weighing of what their pairs, vectors and sizes say together.

A pair's own logit is weak evidence when the texts are short; what many pairs say together is strong. The weights are those of a logistic
regression over the numbers named in `NAMES`, read from `data/link.json`.
"""

from __future__ import annotations

import functools
import json
import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import ModelError
from rashomon.lang import resources

CEILING, FLOOR = 7.0, -4.0  # a single pair's say, in logits
NAMES = (
    "mean",
    "greatest",
    "least",
    "positive",
    "centre",
    "no_centre",
    "log_smaller",
    "log_larger",
    "mean_by_size",
    "centre_by_size",
    "length",
    "looser",
    "cohesion",
    "known",
    "mates_less",
    "mates_more",
    "mates_to_size",
    "single",
    "core_conflict",
    "core_missing_both",
    "cores",
    "alone",
    "dated",
)
CORE_SHARE = 0.6  # of the members have a name that is of the group's core
HEAVY = 30.0  # rarity of missing core names beyond which more says no more


@dataclass(frozen=True, slots=True)
class Pairs:
    """The known pairs between two groups, or inside one: of their clipped logits the sum, count, extremes, and how many are positive."""

    total: float = 0.0
    count: int = 0
    greatest: float = FLOOR
    least: float = CEILING
    positive: int = 0

    @property
    def mean(self) -> float:
        """The mean logit; the floor where no pair is known."""
        return self.total / self.count if self.count else FLOOR

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(
            self.total + other.total,
            self.count + other.count,
            max(self.greatest, other.greatest),
            min(self.least, other.least),
            self.positive + other.positive,
        )


def pair(logit: float) -> Pairs:
    """One pair, its logit clipped to floor and ceiling."""
    value = max(FLOOR, min(CEILING, logit))
    return Pairs(value, 1, value, value, int(value > 0))


@dataclass(frozen=True, slots=True)
class Node:
    """A report for the grouping: its vector, the logarithm of its length, its names with their rarity, and all its terms."""

    vector: NDArray[np.float32] | None
    length: float
    names: Mapping[int, float] = field(default_factory=dict)
    terms: frozenset[int] = frozenset()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of reports: sorted members, the sum of their vectors and its squared length, the sum of log lengths, and the pairs inside.

    `mates` sums, over the members, the beliefs in the pairs that candidates brought: how many reports of one story there seem to be.
    `names` maps a name to its rarity and the members that have it; the `core` are the names that most of two or more members have.
    """

    members: tuple[int, ...]
    vector: NDArray[np.float64] | None
    square: float
    length: float
    inner: Pairs
    mates: float
    names: Mapping[int, tuple[float, int]]
    terms: frozenset[int]
    core: tuple[tuple[int, float], ...]
    core_weight: float
    dated: bool = False

    def joined(self, other: Group, between: Pairs) -> Group:
        """Both groups as one."""
        vector = None if self.vector is None or other.vector is None else self.vector + other.vector
        square = 0.0 if vector is None else float(vector @ vector)
        members = tuple(sorted(self.members + other.members))
        names = dict(self.names)
        for name, (rarity, count) in other.names.items():
            names[name] = (rarity, count + names[name][1]) if name in names else (rarity, count)
        need = max(2, math.ceil(CORE_SHARE * len(members)))
        core = tuple((name, rarity) for name, (rarity, count) in names.items() if count >= need)
        weight = math.fsum(rarity for _, rarity in core)
        inner = self.inner + other.inner + between
        length, mates, terms = self.length + other.length, self.mates + other.mates, self.terms | other.terms
        return Group(members, vector, square, length, inner, mates, names, terms, core, weight, self.dated or other.dated)


def single(member: int, node: Node, mates: float) -> Group:
    """A report alone."""
    wide = None if node.vector is None else node.vector.astype(np.float64)
    names = {name: (rarity, 1) for name, rarity in node.names.items()}
    square = 0.0 if wide is None else float(wide @ wide)
    return Group((member,), wide, square, node.length, Pairs(), mates, names, node.terms, (), 0.0, node.dated)


@functools.cache
def weights() -> tuple[tuple[float, ...], float]:
    """The weights of `NAMES` and the bias."""
    where = "story/data/link.json"
    try:
        data = json.loads("\n".join(resources.lines(where)))
        return tuple(float(data["weights"][name]) for name in NAMES), float(data["bias"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError("a packaged model is damaged", where=where, why=str(error), hint=resources.HINT) from error


def measure(a: Group, b: Group, between: Pairs) -> tuple[float, ...]:
    """The numbers of `NAMES` for two groups."""
    small, large = len(a.members), len(b.members)
    if small > large:
        small, large = large, small
    log_small, log_large = math.log(small), math.log(large)
    size = log_small + log_large
    centre = 0.0
    if a.vector is not None and b.vector is not None:
        centre = float(a.vector @ b.vector) / (math.sqrt(a.square * b.square) + 1e-9)
    mean = between.mean
    cohesion = a.inner.mean if a.inner.count else b.inner.mean if b.inner.count else mean
    if a.inner.count and b.inner.count:
        cohesion = min(cohesion, b.inner.mean)
    fewer, more = math.log1p(a.mates / len(a.members)), math.log1p(b.mates / len(b.members))
    if fewer > more:
        fewer, more = more, fewer
    return (
        mean,
        between.greatest,
        between.least,
        between.positive / between.count,
        centre,
        float(a.vector is None or b.vector is None),
        log_small,
        log_large,
        mean * size,
        centre * size,
        (a.length + b.length) / (small + large),
        cohesion - mean,
        cohesion,
        math.log(between.count) / (size + 1),
        fewer,
        more,
        fewer - log_large,
        float(small == 1),
        *missing_core(a, b),
        float(large == 1),
        float(a.dated and b.dated),
    )


def missing_core(a: Group, b: Group) -> tuple[float, float, float]:
    """How much of either core no member of the other group has: share by weight of the worse side, lesser share of two cores, cores."""
    gone = []
    for one, other in ((a, b), (b, a)):
        if one.core:
            weight = math.fsum(rarity for name, rarity in one.core if name not in other.terms)
            gone.append((weight / one.core_weight if one.core_weight else 0.0, weight))
    if not gone:
        return 0.0, 0.0, 0.0
    shares = [share for share, _ in gone]
    conflict = max(shares) * min(HEAVY, max(weight for _, weight in gone)) / 10
    return conflict, min(shares) if len(gone) == 2 else 0.0, len(gone) / 2


def weigh(a: Group, b: Group, between: Pairs) -> float:
    """The logit that two groups are one story, rounded to five decimals."""
    weighed, bias = weights()
    total: float = sum(map(operator.mul, weighed, measure(a, b, between)))
    return round(total + bias, 5)
