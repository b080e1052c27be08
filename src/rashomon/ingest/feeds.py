"""RSS, Atom and JSON feeds: the reader of XML first, the patient parser for what it does not know, a few lines for JSON.

An entry becomes an article when it carries its text. One that carries only a teaser is an article too, with a note: its page may be
gone later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest.entries import MOST_ENTRIES, Entry, Feed, line, plain_text
from rashomon.ingest.page import looks_like_html

ROOT = re.compile(r"\s*(?:<[?!][^<>]{0,300}>\s*|<!--.{0,3000}?-->\s*){0,9}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
NOTHING = re.compile(r"\s*(?:<\?xml[^<>]{0,300}>\s*)?(?:<!--.{0,3000}?-->\s*){1,9}\Z", re.DOTALL)  # a document without an element
LONG_NAME = re.compile(
    rb"(<(?:[\w.-]{1,20}:)?(?:author|creator|contributor|name|email|owner|publisher|managingEditor|webMaster)\b[^<>]{0,300}>"
    rb"(?:<!\[CDATA\[)?[^<>]{500})[^<>]+",
    re.IGNORECASE,
)  # a field of a person that goes on after what is kept


def read_feed(data: bytes) -> Feed:
    """The feed in the bytes; InputError when they hold none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(data)
    from rashomon.ingest import xml_feeds

    feed = xml_feeds.read_xml(data)
    if feed is not None:
        return feed
    head = data[:4096].decode("latin-1").lstrip("\xef\xbb\xbf")
    if looks_like_html(head) and not ROOT.match(head):
        raise InputError("a web page, not a feed", hint="give the address of its feed")
    if len(data) < len(head) + 4 and NOTHING.match(head):
        return Feed(None, None, ())
    feed = xml_feeds.read_broken(data)
    return feed if feed is not None else _patient(data)


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
    return Feed(line(parsed.feed.get("title")), line(parsed.feed.get("language")), tuple(_entries(parsed.entries)))


def _entries(found: list[Any]) -> Iterator[Entry]:
    for one in found[:MOST_ENTRIES]:
        bodies = [part.get("value") for part in one.get("content") or [] if isinstance(part, dict)]
        bodies += [one.get("summary"), one.get("description")]
        told = dict.fromkeys(body for body in bodies if isinstance(body, str))  # the parsers give one body under several names
        text = max(map(plain_text, told), key=len, default="")
        link = line(one.get("link"))
        title = plain_text(one.get("title") or "").replace("\n", " ") or None
        day = line(one.get("published")) or line(one.get("updated"))
        yield Entry(line(one.get("id")) or link or title or "", link, title, text, day, line(one.get("author")))


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
        link = line(one.get("url")) or line(one.get("external_url"))
        day = line(one.get("date_published")) or line(one.get("date_modified"))
        author = ", ".join(n for n in names if isinstance(n, str)) or None
        entries.append(Entry(line(str(one.get("id") or "")) or link or "", link, line(one.get("title")), text, day, author))
    return Feed(line(value.get("title")), line(value.get("language")), tuple(entries))
