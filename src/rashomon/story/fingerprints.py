"""Winnowing fingerprints (Schleimer, Wilkerson and Aiken 2003): hashes of word 5-grams, the least of each window of six.

Two texts that share a run of ten words share a fingerprint, wherever the run stands. Words inside quoted speech are left out first:
two reports that quote one statement have not copied each other.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

GRAM = 5
WINDOW = 6
FACTOR = np.uint64(0x9E3779B97F4A7C15)


@functools.lru_cache(maxsize=131072)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) * 0x9E3779B1 + 1


def codes(words: Sequence[str]) -> NDArray[np.uint64]:
    """One stable 64-bit number a word."""
    return np.fromiter((_code(word) for word in words), dtype=np.uint64, count=len(words))


def grams(word_codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash for each run of five words; empty when there are fewer."""
    n = len(word_codes) - GRAM + 1
    if n <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(n, dtype=np.uint64)
    for i in range(GRAM):
        mixed = mixed * FACTOR + word_codes[i : i + n]
    mixed ^= mixed >> np.uint64(29)
    mixed *= FACTOR
    mixed ^= mixed >> np.uint64(32)
    return mixed


def winnow(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Positions of the fingerprints among the gram hashes, ascending: the least of each window, the last one of equals."""
    if len(hashes) <= WINDOW:
        return np.array([int(np.argmin(hashes))], dtype=np.int64) if len(hashes) else np.zeros(0, dtype=np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)[:, ::-1]
    places = np.arange(len(windows)) + WINDOW - 1 - np.argmin(windows, axis=1)
    return np.unique(places)
