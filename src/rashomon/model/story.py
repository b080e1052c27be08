"""Groups of articles: origins (one text), copies, and stories (one event)."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.span import Citation


@dataclass(frozen=True, slots=True)
class SharedSpan:
    """The same words in two articles, by their places in each."""

    here: Citation
    there: Citation


@dataclass(frozen=True, slots=True)
class Copies:
    """Articles that share one text. `kind`: identical, light-edit, truncated, excerpt. `origin` is the likely first article, `agency` the
    wire that a dateline or credit names.

    `differences` are places where versions of the text part, a figure first: `here` in the origin, `there` in another member.
    """

    members: tuple[str, ...]
    kind: str
    origin: str
    agency: str | None
    shared: tuple[SharedSpan, ...]
    reasons: tuple[str, ...] = ()
    differences: tuple[SharedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """The articles that report one event. `id` is that of its oldest member; `origins` partitions `articles` by shared text."""

    id: str
    articles: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    copies: tuple[Copies, ...] = ()
    storyline: str | None = None
    notes: tuple[str, ...] = ()
