"""Small learned decisions: a logistic regression over named numeric features, with its weights in a JSON file.

The probability is calibrated on held-out stories when the weights are fitted (`training/questions`). `reasons` names the features that
moved the decision
most, so that a person can ask why two mentions were joined.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rashomon.errors import ModelError
from rashomon.lang import resources


@dataclass(frozen=True, slots=True)
class Decision:
    """A fitted decision: `weights` by feature name, `bias`, and the probability from which the answer is yes."""

    name: str
    weights: Mapping[str, float]
    bias: float
    threshold: float
    wording: Mapping[str, str]

    def logit(self, features: Mapping[str, float]) -> float:
        """The decision's score on the log-odds scale; features that the weights do not know count nothing."""
        weights = self.weights  # the sum is exact, so the order of the features does not matter
        return self.bias + math.fsum([weights[name] * value for name, value in features.items() if name in weights])

    def probability(self, features: Mapping[str, float]) -> float:
        """The belief in yes, in [0, 1]."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit(features)))))

    def reasons(self, features: Mapping[str, float], most: int = 3) -> tuple[str, ...]:
        """The features that spoke most strongly, for or against, in plain words."""
        moved = sorted(((self.weights.get(n, 0.0) * v, n) for n, v in features.items()), key=lambda x: (-abs(x[0]), x[1]))
        return tuple(f"{self.wording.get(n, n)} ({w:+.1f})" for w, n in moved[:most] if abs(w) >= 0.2)


@lru_cache(maxsize=16)
def load(name: str) -> Decision:
    """The decision whose weights lie in the packaged file `name`, e.g. "reconcile/data/question.json"."""
    raw = resources.document(name)
    try:
        return Decision(raw["name"], raw["weights"], float(raw["bias"]), float(raw["threshold"]), raw.get("wording", {}))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("a packaged decision model is damaged", where=name, why=str(error), hint=resources.HINT) from error
