"""Articles, and inputs that did not become one."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.span import Citation, Span


@dataclass(frozen=True, slots=True)
class Article:
    """One published text in one version; `text` is never edited.

    `text` holds the headline line where the input had one; `title` is the headline as known (from the text's first line or from metadata).
    `headline` is the headline's place in `text`, None when the headline is not part of the text. `published` is ISO 8601 cut to what is
    known.
    `story` is a grouping fixed by the input. `notes` says in plain words what was noticed on reading (a guessed encoding, a language not
    analysed).
    `found` says how each field was found, as (field, way) pairs, e.g. ("published", "json-ld").
    """

    id: str
    text: str
    source: str = ""
    outlet: str | None = None
    title: str | None = None
    headline: Span | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str = "en"
    url: str | None = None
    story: str | None = None
    replaces: str | None = None
    notes: tuple[str, ...] = ()
    found: tuple[tuple[str, str], ...] = ()

    def cite(self, start: int, end: int) -> Citation:
        """The citation of a range of this article's text."""
        span = Span(start, end)
        return Citation(self.id, span.start, span.end, self.text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """An input that did not become an article, and why."""

    source: str
    reason: str
