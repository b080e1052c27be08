"""Logistic regression with an L2 penalty by Newton's method (iteratively reweighted least squares), and its weights as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def weights(x: Floats, y: Floats, weight: Floats, penalty: float) -> Floats:
    """Weights [k + 1] with the bias last, of features [n, k], labels [n] and the weight [n] of each case."""
    x = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    penalties = np.full(x.shape[1], penalty)
    penalties[-1] = 0.01
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalties), x.T @ (weight * (y - p)) - penalties * w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def write(path: Path, name: str, stories: Sequence[str], names: Sequence[str], w: Floats) -> None:
    """The decision as the product loads it."""
    out = {
        "name": name,
        "stories": list(stories),
        "threshold": 0.5,
        "bias": round(float(w[-1]), 5),
        "weights": {n: round(float(v), 5) for n, v in zip(names, w[:-1], strict=True)},
    }
    path.write_text(json.dumps(out, indent=1) + "\n", encoding="utf8")
