"""Reads inputs into articles. Nothing is dropped in silence: what is no article is a `Rejected` with its reason."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from rashomon.errors import InputError
from rashomon.ingest import archives, feeds, identity, make, page, parsing, records
from rashomon.ingest.decode import decode
from rashomon.ingest.items import Fetched, Item
from rashomon.ingest.options import Options
from rashomon.ingest.sources import STANDARD_INPUT, Found, expand, is_address
from rashomon.model import Article, Rejected

HEAD = 4096
PROLOGUE = rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,3000}?-->\s*|<\?[^>]{0,300}\?>\s*)*"
FEED = re.compile(PROLOGUE + rb"<(?:rss|feed|rdf:RDF|channel|\w{1,10}:feed)\b", re.DOTALL | re.IGNORECASE)
SITEMAP = re.compile(PROLOGUE + rb"<(?:opml|urlset|sitemapindex)\b", re.DOTALL | re.IGNORECASE)
JSON_FEED = re.compile(rb'\s*\{.{0,300}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)
PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_inputs(
    inputs: Sequence[str],
    options: Options | None = None,
    *,
    given: Sequence[Article] = (),
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Article], list[Rejected]]:
    """The articles behind `inputs` (paths, folders, "-"), in the order found, and what was rejected.

    Every file or line that was found is in one of the two lists. Never raises for a bad input.
    `given` are articles made elsewhere, which join those that are read; `progress` is called with the number read so far.
    """
    options = options or Options()
    articles: list[Article] = list(given)
    rejected: list[Rejected] = []
    with ready(inputs, options) as complete:
        for _, item in read_each(inputs, complete):
            if isinstance(item.result, Article):
                articles.append(item.result)
            else:
                rejected.append(item.result)
            if progress:
                progress(len(articles) + len(rejected))
    kept, duplicates = identity.settle(articles)
    return kept, sorted([*rejected, *duplicates])


def read_each(inputs: Sequence[str], options: Options) -> Iterator[tuple[Found, Item]]:
    """Every item behind the inputs with the input that it came from, one at a time as they are read; ids may repeat."""
    for found in expand(inputs, options.skip):
        if isinstance(found, Rejected):
            yield Found(found.source), Item(found)
            continue
        for item in read_found(found, options):
            yield found, item


def read_found(found: Found, options: Options) -> Iterator[Item]:
    """The items of one file, or of standard input. What stops the reading is the last item, a rejected one."""
    count = 0
    try:
        if found.url is not None:
            yield from read_fetched(_fetch(found.url, options), found.url, options)
        elif found.path is None:
            if options.stdin is None:
                raise InputError("standard input is not connected")
            for item in _read_stream(_with_head(options.stdin), found, options.max_bytes):
                count = item.position
                yield item
        else:
            with found.path.open("rb") as stream:
                for item in _read_stream(stream, found, options.max_bytes):
                    count = item.position
                    yield item
    except InputError as error:
        yield Item(Rejected(found.source, _reason(error, found.source)), b"", count + 1)
    except OSError as error:
        yield Item(Rejected(found.source, f"cannot be read: {error.strerror or error}"), b"", count + 1)


def _reason(error: InputError, source: str) -> str:
    """The error's line without the name of the source, which stands beside it."""
    return InputError(error.what, where="" if error.where == source else error.where, why=error.why, hint=error.hint).line()


@contextmanager
def ready(inputs: Sequence[str], options: Options) -> Iterator[Options]:
    """What reading needs for as long as the block lasts: parsers that can be killed, and a fetcher where an address is among the inputs."""
    with parsing.guarded():
        if options.fetcher is not None or not any(is_address(given) for given in inputs):
            yield options
            return
        from rashomon.ingest.web import Fetcher, Manners

        fetcher = Fetcher(Manners(max_bytes=options.max_bytes, allow_private=options.allow_private))
        try:
            yield replace(options, fetcher=fetcher)
        finally:
            fetcher.close()


def _fetch(url: str, options: Options) -> Fetched:
    if options.fetcher is None:
        raise InputError("addresses on the web are not fetched here", where=url)
    return options.fetcher.get(url)


def read_fetched(fetched: Fetched, url: str, options: Options) -> Iterator[Item]:
    """The items of an answer from the web: a page, a feed or a text, named by the address that was asked for."""
    data, head = fetched.body, fetched.body[:HEAD]
    name = _Name(url, url, url, "")
    if FEED.match(head) or JSON_FEED.match(head):
        yield from _rejecting(_read_feed(data, name), data, name)
    else:
        yield from _rejecting(_read_answer(fetched, url, name), data, name)


def _read_answer(fetched: Fetched, url: str, name: _Name) -> Iterator[Item]:
    head = fetched.body[:HEAD]
    if SITEMAP.match(head):
        raise InputError("a list of pages, not an article", hint="give the pages, or a feed to rashomon watch")
    is_page = "html" in fetched.kind or page.looks_like_html(head.decode("latin-1"))
    text, notes = decode(fetched.body, html=is_page, charset=fetched.charset)
    if fetched.url != url:
        notes = (*notes, f"fetched: redirected to {fetched.url}")
    article = make.from_page(url, text, url, notes, url=url) if is_page else make.from_plain(url, text, url, notes)
    yield Item(dataclasses.replace(article, url=url), fetched.body)


def _rejecting(items: Iterator[Item], data: bytes, name: _Name) -> Iterator[Item]:
    try:
        yield from items
    except InputError as error:
        yield Item(Rejected(name.source, str(error)), data)


def read_bytes(data: bytes, source: str, options: Options) -> Iterator[Item]:
    """The items of bytes that were kept or fetched; `source` names them, and its ending tells their kind as a file's does."""
    yield from read_found(Found(source), replace(options, stdin=io.BytesIO(data)))


@dataclass(frozen=True, slots=True)
class _Name:
    """How one input is called: to people, as an id, as the beginning of its records' ids, and by its ending."""

    source: str
    name: str
    stem: str
    suffix: str


def _read_stream(stream: BinaryIO, found: Found, max_bytes: int) -> Iterator[Item]:
    path = found.path or Path("stdin" if found.source == STANDARD_INPUT else found.source)
    name = _Name(found.source, path.name, path.stem, path.suffix.lower())
    head = _peek(stream)
    if archives.looks_like_archive(head):
        yield from _read_archive(stream, name, max_bytes)
        return
    if SITEMAP.match(head):
        raise InputError("a list of pages, not an article", hint="give the pages, or a feed to rashomon watch")
    wide = head.startswith(WIDE_MARKS)
    is_feed = FEED.match(head) is not None or JSON_FEED.match(head) is not None
    if not wide and not is_feed and (name.suffix in LINES or records.looks_like_json(head)):
        yield from _read_json(stream, head, name, max_bytes)
        return
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(records.too_large(max_bytes))
    yield from _rejecting(_read_feed(data, name) if is_feed else _read_text(data, head, name), data, name)


def _read_archive(stream: BinaryIO, name: _Name, max_bytes: int) -> Iterator[Item]:
    """The pages of a web archive, and what was lost of it. Pictures, styles, requests and answers other than 200 are no articles."""
    count = 0
    for found in archives.read_archive(stream, max_bytes):
        count += 1
        if isinstance(found, archives.Lost):
            where = f"{name.source} bytes {found.start} to {found.end}"
            yield Item(Rejected(where, f"lost: {found.why}"), b"", count)
            continue
        answer = archives.http_body(found.body) if found.kind == "response" and found.url else None
        if answer is None or found.url is None:
            continue
        status, headers, content = answer
        kind, _, parameters = headers.get("content-type", "").lower().partition(";")
        if status != 200 or kind.strip() not in PAGE_KINDS or not content.strip():
            continue
        charset = parameters.partition("charset=")[2].strip(" \"'") or None
        inner = _Name(found.url, found.url, found.url, "")
        fetched = Fetched(found.url, archives.unpacked(content, headers, max_bytes), kind.strip(), charset)
        for item in _rejecting(_read_answer(fetched, found.url, inner), content, inner):
            yield replace(item, position=count)


def _read_feed(data: bytes, name: _Name) -> Iterator[Item]:
    """The articles that the entries of a feed carry."""
    feed = parsing.read_feed(data)
    if not feed.entries:
        raise InputError("the feed holds no entries")
    yield from entry_items(feed, name.source)


def entry_items(feed: feeds.Feed, source: str, first: int = 1) -> Iterator[Item]:
    """The items of a feed's entries; the first has the position `first`."""
    for number, entry in enumerate(feed.entries, first):
        raw = json.dumps(dataclasses.asdict(entry), ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            yield Item(make.from_entry(entry, feed, source), raw, number)
        except InputError as error:
            yield Item(Rejected(f"{source} entry {number}", str(error)), raw, number)


def _read_text(data: bytes, head: bytes, name: _Name) -> Iterator[Item]:
    """A page or a plain text; JSON Lines where they were written in UTF-16."""
    wide = head.startswith(WIDE_MARKS)
    is_page = name.suffix in PAGES or page.looks_like_html(head.decode("latin-1").lstrip("\xef\xbb\xbf"))
    text, notes = decode(data, html=is_page)
    start = text[:HEAD]
    if wide and records.looks_like_json(start.encode("utf-8", "replace")):
        again = text.encode("utf-8", "surrogatepass")
        yield from _read_json(_with_head(io.BytesIO(again)), again[:HEAD], name, len(again))
    elif is_page or page.looks_like_html(start):
        yield Item(make.from_page(name.name, text, name.source, notes), data)
    else:
        yield Item(make.from_plain(name.name, text, name.source, notes), data)


def _read_json(stream: BinaryIO, head: bytes, name: _Name, max_bytes: int) -> Iterator[Item]:
    """JSON Lines, or one document where the first line does not hold a whole object."""
    if name.suffix not in LINES and records.is_document(head):
        data = stream.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise InputError(records.too_large(max_bytes))
        yield from records.read_document(data, name.source, name.stem)
        return
    seen = False
    for item in records.read_lines(stream, name.source, name.stem, max_bytes):
        seen = True
        yield item
    if not seen:
        raise InputError("the input is empty", hint="give one JSON object a line")


def _peek(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that can look ahead, left in it."""
    return stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) else b""


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already. A pipe shows at first only what was written so far, so its head is read, not peeked."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head or self._rest.read(len(buffer))
        self._head = data[len(buffer) :]
        data = data[: len(buffer)]
        buffer[: len(data)] = data
        return len(data)


def _with_head(stream: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Rejoined(stream.read(HEAD), stream), buffer_size=1 << 16)
