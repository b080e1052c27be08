"""The last check before anything is printed: every citation slices to its text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from rashomon.errors import CitationError
from rashomon.model import Citation, Report


def citations(value: Any) -> Iterator[Citation]:
    """Every citation inside a value of the model, however deep."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from citations(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from citations(getattr(value, field.name))


def verify(report: Report) -> int:
    """Slice every citation out of its article and compare; returns how many were checked.

    Raises CitationError that names the story, the article and the range at the first one that lies.
    """
    texts = {article.id: article.text for article in report.articles}
    checked = 0
    for story in report.stories:
        for article in story.articles:
            if article not in texts:
                raise CitationError("a story names an article that is not in the report", where=story.id, why=article)
        for citation in citations(story):
            _check(story.id, citation, texts)
            checked += 1
    return checked


def _check(story: str, citation: Citation, texts: dict[str, str]) -> None:
    where = f"story {story}, article {citation.article} [{citation.start}, {citation.end})"
    if citation.article not in texts:
        raise CitationError("a citation points to an article that is not in the report", where=where)
    if not 0 <= citation.start < citation.end:
        raise CitationError("a citation holds no character", where=where)
    found = texts[citation.article][citation.start : citation.end]
    if found != citation.text:
        raise CitationError("a citation does not slice to its text", where=where, why=f"{found[:60]!r} is not {citation.text[:60]!r}")
