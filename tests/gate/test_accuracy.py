"""Accuracy has a floor: a figure that falls under the one pinned in benchmarks/floors.json fails here.

The labelled stories lie outside of the repository; without them this is skipped, and says so.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FLOORS: dict[str, dict[str, float]] = json.loads((BENCHMARKS / "floors.json").read_text(encoding="utf-8"))["floors"]


def load_runner(name: str = "run") -> ModuleType:
    """A script of benchmarks/, which is no part of the package."""
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


RUNNER = load_runner()
READING = load_runner("reading")
READ = [figure for figure in READING.figures() if "floor" in figure]


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    """Each tool's JSON, measured once."""
    if RUNNER.shared() is None:
        pytest.skip("accuracy not measured: RASHOMON_EVAL does not name the labelled data")
    return {}


@pytest.mark.shared
@pytest.mark.parametrize(("tool", "name"), [(tool, name) for tool, figures in FLOORS.items() for name in figures])
def test_no_figure_falls_under_its_floor(measured: dict[str, Any], tool: str, name: str) -> None:
    if tool not in measured:
        measured[tool] = RUNNER.measure(tool)
    (figure,) = [f for f in RUNNER.figures() if f["name"] == name and f["tool"] == tool]
    value, floor = RUNNER.value_of(figure, measured[tool]), FLOORS[tool][name]
    if figure["better"] == "more":
        assert value >= floor, f"{name}: {value:.3f} is under its floor of {floor}"
    else:
        assert value <= floor, f"{name}: {value:.3f} is over its ceiling of {floor}"


def test_every_floor_belongs_to_a_figure_that_is_measured() -> None:
    known = {(figure["tool"], figure["name"]) for figure in RUNNER.figures()}
    assert {(tool, name) for tool, figures in FLOORS.items() for name in figures} <= known
    assert FLOORS


@pytest.mark.shared
@pytest.mark.parametrize("figure", READ, ids=lambda figure: figure["name"])
def test_no_figure_of_reading_falls_under_its_floor(measured: dict[str, Any], figure: dict[str, Any]) -> None:
    part = figure["part"]
    if part not in measured:
        measured[part] = READING.measure(part)
    value = RUNNER.value_of(figure, measured[part])
    assert value >= figure["floor"], f"{figure['name']}: {value:.3f} is under its floor of {figure['floor']}"


def test_every_part_of_reading_that_the_gate_runs_has_floors_under_its_figures() -> None:
    assert {figure["part"] for figure in READ} == set(READING.GATED)
    assert all(0 < figure["floor"] <= 1 and figure["better"] == "more" for figure in READ)
