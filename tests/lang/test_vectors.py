"""Sentence vectors: meaning, independence of the batch, hostile text."""

from __future__ import annotations

import numpy as np
import pytest

from rashomon.lang import vectors

SAID = "The general told reporters that he would step down in March."
SAME = "In March he will leave his post, the general said to journalists."
OTHER = "A flood destroyed two bridges in the northern province."


def test_closer_in_meaning_is_closer_in_the_space() -> None:
    a, b, c = vectors.embed([SAID, SAME, OTHER])
    assert a @ b > 0.7
    assert a @ c < 0.3


def test_vectors_have_unit_length() -> None:
    made = vectors.embed([SAID, "", "\u202eabc", "数", "x" * 100_000])
    assert made.shape == (5, vectors.SIZE)
    assert made.dtype == np.float32
    assert np.allclose(np.linalg.norm(made, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_vectors() -> None:
    assert vectors.embed([]).shape == (0, vectors.SIZE)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    alone = vectors.embed([SAID])[0]
    assert alone.tobytes() == vectors.embed([OTHER, SAID, SAME])[1].tobytes()


@pytest.mark.parametrize("text", ["\ud800", "\x00\x1b[31m", "e\u0301" * 50, "\U0001f600" * 500, "- - -"])
def test_hostile_text_gives_a_finite_vector(text: str) -> None:
    assert np.isfinite(vectors.embed([text])).all()
