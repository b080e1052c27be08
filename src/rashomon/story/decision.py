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
LARGEST = float(np.finfo(np.float64).max)  # the threshold that only a NaN is above
HOPELESS = -3.0  # logits; rows below it after the first trees keep that value


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees as arrays [trees, places]: the children of place p are 2p + 1 and 2p + 2, the last `2 ** depth` places are leaves.

    Every column is there twice: in the second half a NaN is greater than any threshold, in the first it is less.
    """

    features: tuple[str, ...]
    base: float
    depth: int
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    value: NDArray[np.float64]

    def logits(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Logits [rows] of evidence rows [rows, features], rounded to four decimals."""
        unknown = np.isnan(rows)
        both = np.concatenate((np.where(unknown, -np.inf, rows), np.where(unknown, np.inf, rows)), axis=1)
        total = self.base + self._sum(both, 0, EARLY)
        going = np.flatnonzero(total > HOPELESS)
        if len(going):
            total[going] += self._sum(both[going], EARLY, len(self.value))
        return np.round(total, 4)

    def _sum(self, rows: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
        trees = np.arange(first, min(last, len(self.value)))
        if not len(rows) or not len(trees):
            return np.zeros(len(rows))
        inner = self.threshold.shape[1]
        offset = trees * inner
        feature, threshold, flat = self.feature.ravel(), self.threshold.ravel(), rows.ravel()
        base = (np.arange(len(rows)) * rows.shape[1])[:, None]
        at = np.zeros((len(rows), len(trees)), dtype=np.intp)
        for _ in range(self.depth):
            place = at + offset
            at += at
            at += 1
            at += flat[base + feature[place]] > threshold[place]
        leaf = at - inner + trees * self.value.shape[1]
        return self.value.ravel()[leaf].sum(axis=1)  # type: ignore[no-any-return]


def from_json(text: str, where: str) -> Trees:
    """Trees from their JSON; ModelError names the file when it is damaged."""
    try:
        data = json.loads(text)
        depth, columns = int(data["depth"]), len(data["features"])
        count, inner = len(data["trees"]), 2**depth - 1
        feature = np.zeros((count, inner), dtype=np.intp)
        threshold, value = np.full((count, inner), np.inf), np.zeros((count, 2**depth))
        for i, tree in enumerate(data["trees"]):
            going = [(0, 0)]  # node of the JSON, place here
            while going:
                node, place = going.pop()
                left, right = tree["left"][node], tree["right"][node]
                if place >= inner:
                    if left != node:
                        raise ValueError(f"tree {i} is deeper than {depth}")
                    value[i, place - inner] = tree["value"][node]
                    continue
                cut = tree["threshold"][node]
                if left != node:
                    feature[i, place] = int(tree["feature"][node]) + (0 if tree["missing_left"][node] else columns)
                    threshold[i, place] = LARGEST if cut is None else min(float(cut), LARGEST)
                going += [(left, 2 * place + 1), (right, 2 * place + 2)]
        return Trees(tuple(data["features"]), float(data["base"]), depth, feature, threshold, value)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ModelError("a packaged model is damaged", where=where, why=str(error), hint=resources.HINT) from error


@functools.cache
def load(name: str) -> Trees:
    """The packaged trees `story/data/<name>.json`."""
    path = f"story/data/{name}.json"
    return from_json("\n".join(resources.lines(path)), path)


def probability(logit: float) -> float:
    """The belief that belongs to a logit."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
