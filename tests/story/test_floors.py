"""Floors for the figures that are claimed, on the labelled sets that RASHOMON_EVAL points to."""

from __future__ import annotations

import importlib.util
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from rashomon import story
from rashomon.model import Article

GIVEN = os.environ.get("RASHOMON_EVAL")
pytestmark = [
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),  # the scorer leaves files open
    pytest.mark.shared,
    pytest.mark.skipif(not GIVEN, reason="RASHOMON_EVAL does not name the folder with the labelled sets"),
]
FOLDER = Path(GIVEN or ".")


def scorer(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, FOLDER / "eval" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_copies_are_found_without_error() -> None:
    found: dict[str, dict[str, dict[str, str]]] = {}
    negatives = FOLDER / "data" / "stories" / "negatives"
    for kind in ("syndicated-real", "syndicated-synthetic"):
        found[kind] = {}
        for meta in sorted((negatives / kind).glob("*/meta.json")):
            items = [Article(id=path.name, text=path.read_text(encoding="utf-8")) for path in sorted(meta.parent.glob("*.txt"))]
            found[kind][meta.parent.name] = {key: members[0] for members in story.origins(items) for key in members}
    result = scorer("score_account").score_negatives(str(FOLDER / "data" / "stories"), {"syndicated": found})
    assert result["syndicated-real: copy pairs"]["F1"] >= 0.97
    assert result["syndicated-synthetic: copy pairs"]["F1"] >= 0.97


@pytest.mark.parametrize(("name", "floor"), [("ecbplus_982", 0.93), ("basil_300", 0.96)])
def test_stories_keep_their_floor_without_vectors(name: str, floor: float) -> None:
    rows = [json.loads(line) for line in (FOLDER / "data" / "clustering" / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]
    items = [Article(id=row["id"], text=row["text"], title=row["title"] or None) for row in rows]
    groups = story.group(random.Random(1).sample(items, len(items)))
    predicted = {key: group.id for group in groups for key in group.articles}
    assert scorer("clusters").score({row["id"]: row["story"] for row in rows}, predicted)["bcubed_f1"] >= floor
