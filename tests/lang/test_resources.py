"""Packaged files: a missing or damaged one is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.errors import ModelError
from rashomon.lang import resources


def test_a_missing_weight_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx.*missing"):
        resources.weights("reader.onnx", tmp_path)


def test_a_damaged_weight_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "digests.json").write_text(json.dumps({"reader.onnx": "0" * 64}))
    (tmp_path / "reader.onnx").write_bytes(b"cut")
    with pytest.raises(ModelError, match=r"reader\.onnx.*damaged"):
        resources.weights("reader.onnx", tmp_path)


def test_damaged_digests_are_named(tmp_path: Path) -> None:
    (tmp_path / "digests.json").write_text("{")
    (tmp_path / "reader.onnx").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"digests\.json"):
        resources.weights("reader.onnx", tmp_path)


def test_every_shipped_weight_file_matches_its_digest() -> None:
    for name in resources.digests():
        assert resources.weights(name)


def test_a_missing_word_list_is_named() -> None:
    with pytest.raises(ModelError, match="nothing-here"):
        resources.lines("lang/data/nothing-here.txt")
