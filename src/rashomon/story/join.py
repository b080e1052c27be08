"""The decision whether two reports are one story: evidence weighed by the packaged trees."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.story import decision, evidence
from rashomon.story.index import Index


@functools.cache
def _columns() -> list[int]:
    return [evidence.NAMES.index(name) for name in decision.load("join").features]


def weigh(rows: NDArray[np.float64]) -> list[float]:
    """Logits of rows of evidence [rows, len(evidence.NAMES)]."""
    return [float(value) for value in decision.load("join").logits(rows[:, _columns()])]


def logits(index: Index, number: int, others: Sequence[int]) -> list[float]:
    """Logits that report `number` and each of the others are one story; symmetric."""
    return weigh(evidence.gather(index, number, others)) if len(others) else []
