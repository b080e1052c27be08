"""What a person decided about two things of one story, as the places that stand for each of them."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[str, int, int]  # article id, start, end in code points


@dataclass(frozen=True, slots=True)
class Ruling:
    """Two items of one story are the same, or they are not. `kind`: figure, date, quote, entity, fact.

    Each side is named by its places, not by an id, so that it means the same when the story has grown.
    """

    kind: str
    same: bool
    first: tuple[Place, ...]
    second: tuple[Place, ...]
