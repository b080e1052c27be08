"""Sentence vectors: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) as int8 ONNX, for telling what two sentences share in meaning.

The model is as its makers trained it: fine-tuning it for syntax and names spoils its vectors, so the reader is a model of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon.lang import sessions, wordpieces

if TYPE_CHECKING:
    import onnxruntime

SIZE = 384
LONGEST = 192  # word pieces that are read of one text, about 140 words; the rest of a longer text is left out
LONGEST_CHARACTERS = LONGEST * 40


@functools.cache
def _session() -> onnxruntime.InferenceSession:
    return sessions.open_session("vectors.onnx")


def _one(text: str) -> NDArray[np.float32]:
    ids = [wordpieces.CLS]
    for word in text[:LONGEST_CHARACTERS].split():
        ids.extend(wordpieces.pieces(word))
        if len(ids) >= LONGEST:
            break
    ids = [*ids[: LONGEST - 1], wordpieces.SEP]
    embedded = wordpieces.embeddings(ids)[None]
    vector: NDArray[np.float32] = _session().run(["vector"], {"embedded": embedded})[0]
    return vector


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors [len(texts), 384] of unit length, float32; the dot product of two is their cosine.

    Each text is read by itself, so a vector never depends on the other texts. Only the first 192 word pieces of a text count.
    """
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    _session()
    wordpieces.embeddings([0])
    return np.stack(list(sessions.in_order(_one, texts)))
