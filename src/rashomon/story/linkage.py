"""The decision whether two groups of reports are one story: a learned weighing of what their pairs, vectors and sizes say together.

A pair's own logit is weak evidence when the texts are short; what many pairs say together is strong. The weights are those of a logistic
regression over the numbers named in `NAMES`, read from `data/link.json`.
"""

from __future__ import annotations

import functools
import json
import math
import operator
from dataclasses import dataclass

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
)


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
class Group:
    """A group of reports: sorted members, the sum of their vectors and its squared length, the sum of log lengths, and the pairs inside.

    `mates` sums, over the members, the beliefs in the pairs that candidates brought: how many reports of one story there seem to be.
    """

    members: tuple[int, ...]
    vector: NDArray[np.float64] | None
    square: float
    length: float
    inner: Pairs
    mates: float

    def joined(self, other: Group, between: Pairs) -> Group:
        """Both groups as one."""
        vector = None if self.vector is None or other.vector is None else self.vector + other.vector
        square = 0.0 if vector is None else float(vector @ vector)
        members = tuple(sorted(self.members + other.members))
        inner = self.inner + other.inner + between
        return Group(members, vector, square, self.length + other.length, inner, self.mates + other.mates)


def single(member: int, vector: NDArray[np.float32] | None, length: float, mates: float) -> Group:
    """A report alone."""
    wide = None if vector is None else vector.astype(np.float64)
    return Group((member,), wide, 0.0 if wide is None else float(wide @ wide), length, Pairs(), mates)


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
    )


def logit(a: Group, b: Group, between: Pairs) -> float:
    """The logit that two groups are one story, rounded to five decimals."""
    weighed, bias = weights()
    total: float = sum(map(operator.mul, weighed, measure(a, b, between)))
    return round(total + bias, 5)
