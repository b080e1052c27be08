"""Whether a conflict is known already: the same sentences are not set against each other twice."""

from __future__ import annotations

from rashomon.model import Conflict


def shared_sides(known: Conflict, conflict: Conflict) -> int:
    """How many sides of a conflict cite a sentence that a known one cites too."""
    places = [{(c.article, c.start) for c in s.citations} for s in conflict.sides]
    there = [{(c.article, c.start) for c in s.citations} for s in known.sides]
    return sum(any(p & t for t in there) for p in places)
