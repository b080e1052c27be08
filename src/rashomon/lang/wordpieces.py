"""Word pieces: the 30,522 pieces of BERT's uncased vocabulary and their embeddings, which both neural models share.

The algorithm is that of Devlin et al. 2019 (lower case, accents stripped, punctuation split, greedy longest match), in plain Python with
a cache: it loads in a few milliseconds, and a news text repeats its words.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.lang import resources

UNKNOWN, CLS, SEP = 100, 101, 102
LONGEST_WORD = 100  # letters; a longer "word" is no word and becomes one unknown piece
PARTS = re.compile(r"[^\W_]+|[^\s]")


@functools.cache
def vocabulary() -> dict[str, int]:
    """Piece to row of the embedding table."""
    return {piece: i for i, piece in enumerate(resources.weights("vocab.txt").decode("utf-8").split("\n")) if piece}


@functools.cache
def _table() -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    return resources.array("wordpieces.npy"), resources.array("wordpieces.scale.npy")


def embeddings(ids: Sequence[int]) -> NDArray[np.float32]:
    """Word-piece embeddings [len(ids), 384] of rows of the vocabulary."""
    values, scale = _table()
    rows = np.asarray(ids, dtype=np.int64)
    return values[rows].astype(np.float32) * scale[rows, None]


def plain(word: str) -> str:
    """Lower case without accents and control characters, as the vocabulary was made."""
    if word.isascii():
        lowered = word.lower()
        return lowered if lowered.isprintable() else "".join(c for c in lowered if c.isprintable())
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cc", "Cf", "Cs", "Co", "Cn"})


@functools.lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[int, ...]:
    """Rows of the vocabulary for one token; at least one."""
    found: list[int] = []
    for part in PARTS.findall(plain(word)):
        found.extend(_longest_match(part))
    return tuple(found) or (UNKNOWN,)


def _longest_match(part: str) -> list[int]:
    table = vocabulary()
    whole = table.get(part)
    if whole is not None:
        return [whole]
    if len(part) > LONGEST_WORD:
        return [UNKNOWN]
    found = []
    start = 0
    while start < len(part):
        end = len(part)
        while end > start:
            row = table.get(part[start:end] if start == 0 else "##" + part[start:end])
            if row is not None:
                break
            end -= 1
        else:
            return [UNKNOWN]
        found.append(row)
        start = end
    return [row for row in found if row is not None]
