"""RSS, Atom and JSON feeds: the fast parser first, the patient one where it refuses, a few lines of our own for JSON.

An entry becomes an article when it carries its text. One that carries only a teaser is an article too, with a note: its page may be
gone later.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest.page import looks_like_html

TAG = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>")
BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|figure|figcaption|section|article)\b[^>]{0,500}>", re.IGNORECASE)
DROPPED = re.compile(r"<(script|style|iframe|noscript)\b[^>]{0,500}>.{0,100000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
ROOT = re.compile(r"\s*(?:<[?!][^<>]{0,300}>\s*|<!--.{0,3000}?-->\s*){0,9}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
NOTHING = re.compile(r"\s*(?:<\?xml[^<>]{0,300}>\s*)?(?:<!--.{0,3000}?-->\s*){1,9}\Z", re.DOTALL)  # a document without an element
LONG_NAME = re.compile(
    rb"(<(?:[\w.-]{1,20}:)?(?:author|creator|contributor|name|email|owner|publisher|managingEditor|webMaster)\b[^<>]{0,300}>"
    rb"(?:<!\[CDATA\[)?[^<>]{500})[^<>]+",
    re.IGNORECASE,
)  # a field of a person that goes on after what is kept
TEASER_WORDS = 60
MOST_ENTRIES = 5000
LONGEST_FIELD = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `text` is what it carries of its article, as paragraphs; `published` as the feed writes it."""

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


def read_feed(data: bytes) -> Feed:
    """The feed in the bytes; InputError when they hold none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(data)
    head = data[:4096].decode("latin-1").lstrip("\xef\xbb\xbf")
    if looks_like_html(head) and not ROOT.match(head):
        raise InputError("a web page, not a feed", hint="give the address of its feed")
    if len(data) < len(head) + 4 and NOTHING.match(head):
        return Feed(None, None, ())
    fast = _fast(data)
    return fast if fast is not None else _patient(data)


def is_teaser(entry: Entry) -> bool:
    """Whether the entry carries too little to be the article itself."""
    return len(entry.text.split()) < TEASER_WORDS


def _fast(data: bytes) -> Feed | None:
    import fastfeedparser

    try:
        parsed = fastfeedparser.parse(data, include_media=False, include_enclosures=False, include_tags=False)
    except Exception:  # whatever it refuses is tried by the patient parser
        return None
    feed = parsed.get("feed") or {}
    return Feed(_line(feed.get("title")), _line(feed.get("language")), tuple(_entries(parsed.get("entries") or [])))


def _patient(data: bytes) -> Feed:
    import feedparser

    try:
        # Its pattern for addresses takes the square of the length of an author: 13 s for 20,000 letters.
        data = LONG_NAME.sub(rb"\1", data)
        parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise InputError("the feed cannot be parsed", why=f"{type(error).__name__}: {str(error)[:100]}") from error
    if not parsed.get("version") and not parsed.entries and not parsed.feed:
        why = str(parsed.get("bozo_exception") or "no channel and no entries").splitlines()[0][:120]
        raise InputError("not a feed that can be read", why=why)
    return Feed(_line(parsed.feed.get("title")), _line(parsed.feed.get("language")), tuple(_entries(parsed.entries)))


def _entries(found: list[Any]) -> Iterator[Entry]:
    for one in found[:MOST_ENTRIES]:
        bodies = [part.get("value") for part in one.get("content") or [] if isinstance(part, dict)]
        bodies += [one.get("summary"), one.get("description")]
        told = dict.fromkeys(body for body in bodies if isinstance(body, str))  # the parsers give one body under several names
        text = max(map(plain_text, told), key=len, default="")
        link = _line(one.get("link"))
        title = plain_text(one.get("title") or "").replace("\n", " ") or None
        day = _line(one.get("published")) or _line(one.get("updated"))
        yield Entry(_line(one.get("id")) or link or title or "", link, title, text, day, _line(one.get("author")))


def _json(data: bytes) -> Feed:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError("the JSON feed is broken", why=str(error)[:100]) from error
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise InputError("not a feed that can be read", why='no list of "items"')
    entries = []
    for one in items[:MOST_ENTRIES]:
        if not isinstance(one, dict):
            continue
        body = one.get("content_html")
        text = plain_text(body) if isinstance(body, str) else str(one.get("content_text") or one.get("summary") or "")
        authors = one.get("authors") if isinstance(one.get("authors"), list) else [one.get("author")]
        names = [a.get("name") for a in authors or [] if isinstance(a, dict)]
        link = _line(one.get("url")) or _line(one.get("external_url"))
        day = _line(one.get("date_published")) or _line(one.get("date_modified"))
        author = ", ".join(n for n in names if isinstance(n, str)) or None
        entries.append(Entry(_line(str(one.get("id") or "")) or link or "", link, _line(one.get("title")), text, day, author))
    return Feed(_line(value.get("title")), _line(value.get("language")), tuple(entries))


def plain_text(markup: str) -> str:
    """HTML of an entry as plain paragraphs, one a line. In one pass; nothing in it is trusted."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    text = DROPPED.sub(" ", markup)
    text = BLOCK.sub("\n", re.sub(r"[\r\n]+", " ", text))
    text = html.unescape(TAG.sub("", text))
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


def _line(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    value = value[:LONGEST_FIELD]
    return " ".join((html.unescape(value) if "&" in value else value).split()) or None
