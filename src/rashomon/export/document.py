"""The account as JSON values: the dataclasses field by field, in a fixed order, with numbers in one form."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from typing import Any, Final

from rashomon.export.check import verify
from rashomon.model import Article, Report

SCHEMA_NAME: Final = "rashomon.account/1"
ARTICLE_FIELDS: Final = ("id", "source", "outlet", "title", "published", "language", "origin", "text")
SURROGATE = re.compile("[\ud800-\udfff]")


def ordered(report: Report) -> Report:
    """The same report with articles, rejected inputs and stories in an order that does not depend on that of the inputs.

    Stories that more origins tell come first.
    """
    return Report(
        articles=tuple(sorted(report.articles, key=lambda article: (article.id, article.source))),
        rejected=tuple(sorted(report.rejected)),
        stories=tuple(sorted(report.stories, key=lambda story: (-len(story.origins), -len(story.articles), story.id))),
        origins=tuple(sorted(report.origins)),
    )


def as_json(report: Report) -> dict[str, Any]:
    """The whole report as plain values. Positions are code points into `articles[].text`. Checks every citation first (CitationError)."""
    verify(report)
    report = ordered(report)
    origins = dict(report.origins)
    return {
        "schema": SCHEMA_NAME,
        "articles": [_article(article, origins.get(article.id, article.id)) for article in report.articles],
        "rejected": [_plain(item) for item in report.rejected],
        "stories": [_plain(story) for story in report.stories],
    }


def as_text(report: Report) -> str:
    """`as_json` in its one canonical form: indented by one, UTF-8 without escapes, ending in a line break.

    A lone surrogate cannot be written in UTF-8 and is escaped.
    """
    text = json.dumps(as_json(report), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _article(article: Article, origin: str) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in ARTICLE_FIELDS if name != "origin"} | {"origin": origin}
    return {name: values[name] for name in ARTICLE_FIELDS}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return number(value)
    return value


def number(value: float) -> int | float:
    """One form for one number: whole numbers as integers, others rounded to six places. Raises ValueError for what JSON cannot hold."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number that the account can hold")
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
