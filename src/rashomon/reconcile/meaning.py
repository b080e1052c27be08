"""Words alike in meaning, by the word-piece table of the packaged sentence model: "quit" and "resign", "ship" and "vessel".

The table is static, so a word has one vector whatever stands around it; that suffices to see that two sentences use related words.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from rashomon.lang import wordpieces

SAMPLE = range(1000, 30000, 13)  # rows of whole words and endings that give the table's centre
RELATED = 0.22  # cosine from which two words count as related

Floats = NDArray[np.float32]


@cache
def _centre() -> Floats:
    centre: Floats = wordpieces.embeddings(list(SAMPLE)).mean(axis=0)
    return centre


@lru_cache(maxsize=65536)
def vector(word: str) -> Floats:
    """The word's vector of unit length [384], float32; the mean of its pieces' rows."""
    raw: Floats = wordpieces.embeddings(wordpieces.pieces(word)).mean(axis=0) - _centre()
    size = float(np.linalg.norm(raw))
    return raw / size if size else raw


def vectors(words: tuple[str, ...]) -> Floats:
    """The vectors of words [len(words), 384]."""
    return np.stack([vector(w) for w in words]) if words else np.zeros((0, 384), dtype=np.float32)


def likeness(one: str, two: str) -> float:
    """The cosine of two words; 1 for equal words."""
    return 1.0 if one == two else round(float(vector(one) @ vector(two)), 4)


def covered(one: Floats, weights: Floats, two: Floats, others: Floats) -> tuple[float, float]:
    """How much of the weight of each side's words has a related word on the other side, each in [0, 1]."""
    if not len(one) or not len(two):
        return 0.0, 0.0
    table = one @ two.T
    table = np.where(table >= RELATED, np.minimum(table, 1.0), 0.0)
    here = float((table.max(axis=1) * weights).sum() / (weights.sum() or 1.0))
    there = float((table.max(axis=0) * others).sum() / (others.sum() or 1.0))
    return round(here, 4), round(there, 4)
