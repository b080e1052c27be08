"""A small learned decision over numbers: gradient-boosted trees read from JSON, evaluated for many rows at once.

The JSON holds one list an array of nodes: feature, threshold, left, right, missing_left, value. A NaN follows `missing_left`.
Output is a logit; `probability` makes it a calibrated belief.
"""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import ModelError
from rashomon.lang import resources

EARLY = 24  # trees after which a hopeless row is given up
HOPELESS = -3.0  # logits; rows below it after the first trees keep that value


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees as arrays [trees, nodes]; leaves point to themselves."""

    features: tuple[str, ...]
    base: float
    depth: int
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    missing_left: NDArray[np.bool_]
    value: NDArray[np.float64]

    def logits(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Logits [rows] of evidence rows [rows, features], rounded to four decimals."""
        total = self.base + self._sum(rows, 0, EARLY)
        going = np.flatnonzero(total > HOPELESS)
        if len(going):
            total[going] += self._sum(rows[going], EARLY, len(self.value))
        return np.round(total, 4)

    def _sum(self, rows: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
        trees = np.arange(min(first, len(self.value)), min(last, len(self.value)))
        if not len(rows) or not len(trees):
            return np.zeros(len(rows))
        offset = (trees * self.value.shape[1])[None, :]
        feature, threshold, left = self.feature.ravel(), self.threshold.ravel(), self.left.ravel()
        right, missing_left = self.right.ravel(), self.missing_left.ravel()
        width = rows.shape[1]
        flat = rows.ravel()
        base = (np.arange(len(rows)) * width)[:, None]
        at = np.broadcast_to(offset, (len(rows), len(trees)))
        for _ in range(self.depth):
            value = flat[base + feature[at]]
            goes_left = np.where(np.isnan(value), missing_left[at], value <= threshold[at])
            at = offset + np.where(goes_left, left[at], right[at])
        return self.value.ravel()[at].sum(axis=1)  # type: ignore[no-any-return]


def from_json(text: str, where: str) -> Trees:
    """Trees from their JSON; ModelError names the file when it is damaged."""
    try:
        data = json.loads(text)
        width = max(len(tree["value"]) for tree in data["trees"])
        shape = (len(data["trees"]), width)
        feature, left, right = (np.zeros(shape, dtype=np.int32) for _ in range(3))
        threshold, value = np.full(shape, np.inf), np.zeros(shape)
        missing_left = np.ones(shape, dtype=np.bool_)
        for i, tree in enumerate(data["trees"]):
            n = len(tree["value"])
            feature[i, :n], left[i, :n], right[i, :n] = tree["feature"], tree["left"], tree["right"]
            threshold[i, :n] = [math.inf if cut is None else cut for cut in tree["threshold"]]
            missing_left[i, :n], value[i, :n] = np.array(tree["missing_left"], dtype=np.bool_), tree["value"]
        return Trees(tuple(data["features"]), float(data["base"]), int(data["depth"]), feature, threshold, left, right, missing_left, value)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError("a packaged model is damaged", where=where, why=str(error), hint=resources.HINT) from error


@functools.cache
def load(name: str) -> Trees:
    """The packaged trees `story/data/<name>.json`."""
    path = f"story/data/{name}.json"
    return from_json("\n".join(resources.lines(path)), path)


def probability(logit: float) -> float:
    """The belief that belongs to a logit."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
