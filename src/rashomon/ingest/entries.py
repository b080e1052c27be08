"""What a feed holds: its entries, and their markup as plain text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

TAG = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>")
BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|figure|figcaption|section|article)\b[^>]{0,500}>", re.IGNORECASE)
DROPPED = re.compile(r"<(script|style|iframe|noscript)\b[^>]{0,500}>.{0,100000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
TEASER_WORDS = 60
MOST_ENTRIES = 5000
LONGEST_FIELD = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `text` is what it carries of its article, as paragraphs; `published` as the feed writes it, or ISO 8601."""

    id: str
    link: str | None
    title: str | None
    text: str
    published: str | None
    author: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: who it is of, and its entries in the feed's order."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]


def is_teaser(entry: Entry) -> bool:
    """Whether the entry carries too little to be the article itself."""
    return len(entry.text.split()) < TEASER_WORDS


def plain_text(markup: str) -> str:
    """HTML of an entry as plain paragraphs, one a line. In one pass; nothing in it is trusted."""
    if "<" not in markup:
        return " ".join((html.unescape(markup) if "&" in markup else markup).split())
    text = DROPPED.sub(" ", markup.replace("\n", " ").replace("\r", " "))
    text = TAG.sub("", BLOCK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    return "\n".join(filter(None, [" ".join(part.split()) for part in text.split("\n")]))


def line(value: Any) -> str | None:
    """A field on one line, its references to characters opened; None when it is no text or empty."""
    if not isinstance(value, str):
        return None
    value = value[:LONGEST_FIELD]
    return " ".join((html.unescape(value) if "&" in value else value).split()) or None
