"""How a run is asked to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.analysis.foreign import Language

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how many are done, and how many there are (0: nobody knows)."""


def silent(step: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Options:
    """`one_story` takes all articles as reports of one event, whatever the grouping would say.

    `model` is a loaded spaCy pipeline to read with.
    """

    one_story: bool = False
    progress: Progress = silent
    model: Language | None = None
