"""Declared layers: what an annotator needs, what it adds, and which version made it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rashomon.model import Analysis


@dataclass(frozen=True, slots=True)
class Annotator:
    """One step of reading. `run` returns the analysis with the fields of `assigns` filled; it changes nothing else."""

    name: str
    version: str
    requires: tuple[str, ...]
    assigns: tuple[str, ...]
    run: Callable[[Analysis], Analysis]


def check_order(annotators: Sequence[Annotator]) -> None:
    """Raise ValueError when a step needs a layer that no earlier step assigns."""
    have: set[str] = {"article"}
    for step in annotators:
        missing = [layer for layer in step.requires if layer not in have]
        if missing:
            raise ValueError(f"{step.name} needs {', '.join(missing)}, which no earlier step assigns")
        have.update(step.assigns)


def run_all(annotators: Sequence[Annotator], analysis: Analysis) -> Analysis:
    """The analysis after every step, with the producers recorded."""
    for step in annotators:
        analysis = step.run(analysis)
    return replace(analysis, producers=tuple((step.name, step.version) for step in annotators))
