"""From an answer of the web, fetched or kept in an archive, to items: a page, a text, or a feed with its entries."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from rashomon.errors import InputError
from rashomon.ingest import archives, entries, make, page, parsing, sitemaps, wacz
from rashomon.ingest.decode import decode
from rashomon.ingest.items import Fetched, Item
from rashomon.model import Rejected

HEAD = 4096
FEED = re.compile(sitemaps.PROLOGUE + rb"<(?:rss|feed|rdf:RDF|channel|\w{1,10}:feed)\b", re.DOTALL | re.IGNORECASE)
JSON_FEED = re.compile(rb'\s*\{.{0,300}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)
OPML = re.compile(sitemaps.PROLOGUE + rb"<opml\b", re.DOTALL | re.IGNORECASE)
PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def read_fetched(fetched: Fetched, url: str) -> Iterator[Item]:
    """The items of an answer from the web: a page, a feed or a text, named by the address that was asked for."""
    data, head = fetched.body, fetched.body[:HEAD]
    name = Name(url, url, url, "")
    if FEED.match(head) or JSON_FEED.match(head):
        yield from rejecting(read_feed_items(data, name), data, name)
    else:
        yield from rejecting(read_answer(fetched, url), data, name)


def read_answer(fetched: Fetched, url: str) -> Iterator[Item]:
    """The article of an answer that is a page or a text; InputError when it is neither."""
    head = fetched.body[:HEAD]
    refuse_lists(head)
    is_page = "html" in fetched.kind or page.looks_like_html(head.decode("latin-1"))
    text, notes = decode(fetched.body, html=is_page, charset=fetched.charset)
    if fetched.url != url:
        notes = (*notes, f"fetched: redirected to {fetched.url}")
    article = make.from_page(url, text, url, notes, url=url) if is_page else make.from_plain(url, text, url, notes)
    yield Item(dataclasses.replace(article, url=url), fetched.body)


def refuse_lists(head: bytes) -> None:
    """InputError for a list of feeds or of pages, told by its first bytes."""
    if OPML.match(head) or sitemaps.looks_like_sitemap(head):
        raise InputError("a list of pages, not an article", hint="give the pages, or a feed to rashomon watch")


def rejecting(items: Iterator[Item], data: bytes, name: Name) -> Iterator[Item]:
    """The items; where an InputError ends them, a last one that says so and keeps the bytes."""
    try:
        yield from items
    except InputError as error:
        yield Item(Rejected(name.source, str(error)), data)


@dataclass(frozen=True, slots=True)
class Name:
    """How one input is called: to people, as an id, as the beginning of its records' ids, and by its ending."""

    source: str
    name: str
    stem: str
    suffix: str


def archive_items(stream: BinaryIO, name: Name, max_bytes: int) -> Iterator[Item]:
    """The pages of a web archive, and what was lost of it."""
    found = ((record, name.source) for record in archives.read_archive(stream, max_bytes))
    yield from _all_items(found, max_bytes)


def wacz_items(stream: BinaryIO, name: Name, max_bytes: int) -> Iterator[Item]:
    """The same of every archive in a WACZ file; InputError when it holds none."""
    found = ((record, f"{name.source} {member}") for member, record in wacz.read_wacz(stream, max_bytes))
    yield from _all_items(found, max_bytes)


def _all_items(records: Iterator[tuple[archives.Record | archives.Lost, str]], max_bytes: int) -> Iterator[Item]:
    """The items of records, several of which are parsed at once."""

    def read(given: tuple[int, tuple[archives.Record | archives.Lost, str]]) -> list[Item]:
        position, (record, source) = given
        return list(_record_items(record, source, max_bytes, position))

    for items in parsing.each(read, enumerate(records, 1), lambda given: isinstance(given[1][0], archives.Record)):
        yield from items


def _record_items(found: archives.Record | archives.Lost, source: str, max_bytes: int, position: int) -> Iterator[Item]:
    """What one record of an archive is read as. Pictures, styles, requests and answers other than 200 are no articles."""
    if isinstance(found, archives.Lost):
        yield Item(Rejected(f"{source} bytes {found.start} to {found.end}", f"lost: {found.why}"), b"", position)
        return
    answer = archives.http_body(found.body) if found.kind == "response" and found.url else None
    if answer is None or found.url is None:
        return
    status, headers, content = answer
    kind, _, parameters = headers.get("content-type", "").lower().partition(";")
    if status != 200 or kind.strip() not in PAGE_KINDS or not content.strip():
        return
    charset = parameters.partition("charset=")[2].strip(" \"'") or None
    inner = Name(found.url, found.url, found.url, "")
    fetched = Fetched(found.url, archives.unpacked(content, headers, max_bytes), kind.strip(), charset)
    for item in rejecting(read_answer(fetched, found.url), content, inner):
        yield replace(item, position=position)


def read_feed_items(data: bytes, name: Name) -> Iterator[Item]:
    """The articles that the entries of a feed carry."""
    feed = parsing.read_feed(data)
    if not feed.entries:
        raise InputError("the feed holds no entries")
    yield from entry_items(feed, name.source)


def entry_items(feed: entries.Feed, source: str, first: int = 1) -> Iterator[Item]:
    """The items of a feed's entries; the first has the position `first`."""
    for number, entry in enumerate(feed.entries, first):
        raw = json.dumps(dataclasses.asdict(entry), ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            yield Item(make.from_entry(entry, feed, source), raw, number)
        except InputError as error:
            yield Item(Rejected(f"{source} entry {number}", str(error)), raw, number)
