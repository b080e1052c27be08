"""Sentence vectors for one story, the only thing that the grouping and the reconciliation take from a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.lang import vectors
from rashomon.model import Analysis

Vectors = dict[tuple[str, int], NDArray[np.float32]]
FURNITURE = "furniture"


def sentence_vectors(analyses: Sequence[Analysis]) -> Vectors:
    """A vector of unit length for every sentence that is reporting, by (article id, index of the sentence).

    Equal sentences are embedded once, so that a reprint costs nothing.
    """
    places: list[tuple[str, int, str]] = []
    for one in analyses:
        text = one.article.text
        for index, sentence in enumerate(one.sentences):
            if sentence.role != FURNITURE:
                places.append((one.article.id, index, text[sentence.start : sentence.end]))
    texts = sorted({text for _, _, text in places})
    rows: NDArray[Any] = vectors.embed(texts)
    row_of = {text: row for row, text in enumerate(texts)}
    return {(article, index): rows[row_of[text]] for article, index, text in places}
