"""Reads inputs into articles. Nothing is dropped in silence: what is no article is a `Rejected` with its reason."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from rashomon.errors import InputError
from rashomon.ingest import answers, archives, identity, listed, mail, make, page, parsing, records, sitemaps, tables, wacz
from rashomon.ingest.answers import FEED, HEAD, JSON_FEED, Name
from rashomon.ingest.decode import decode
from rashomon.ingest.items import Fetched, Item
from rashomon.ingest.options import Options
from rashomon.ingest.sources import STANDARD_INPUT, Found, expand, is_address
from rashomon.model import Article, Rejected

PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
AHEAD = PAGES | {".eml"}
MOST_AHEAD = 2_000_000  # bytes of a file that is read before it is needed
FIRST = 50  # items of such a file that are; a page has one
LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
WACZ = frozenset({".wacz", ".zip"})
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
    for found, items in read_ahead(expand(inputs, options.skip), options):
        for item in items:
            yield Found(found.source) if isinstance(found, Rejected) else found, item


def read_ahead(
    found: Iterable[Found | Rejected], options: Options, wanted: Callable[[Found], bool] = lambda _: True
) -> Iterator[tuple[Found | Rejected, Iterator[Item]]]:
    """Each input with its items, in the order of the inputs. Those of pages may be read a little ahead, several at once; others when asked.

    `wanted` tells which inputs will be read at all, as far as it is known beforehand.
    """

    def read(given: tuple[Found | Rejected, bool]) -> tuple[Found | Rejected, Iterator[Item]]:
        one, ahead = given
        if isinstance(one, Rejected):
            return one, iter([Item(one)])
        items = read_found(one, options)
        return (one, chain(list(islice(items, FIRST)), items)) if ahead else (one, items)

    pages = ((one, isinstance(one, Found) and _is_page(one) and wanted(one)) for one in found)
    return parsing.each(read, pages, lambda given: given[1])


def _is_page(found: Found) -> bool:
    """Whether the name of a file says that it is one page or mail, and it is not large enough to be left until it is needed."""
    if found.path is None or found.path.suffix.lower() not in AHEAD:
        return False
    try:
        return found.path.stat().st_size <= MOST_AHEAD
    except OSError:
        return False


def read_found(found: Found, options: Options) -> Iterator[Item]:
    """The items of one file, or of standard input. What stops the reading is the last item, a rejected one."""
    count = 0
    try:
        if found.url is not None:
            yield from _read_url(found.url, options)
        elif found.path is None:
            if options.stdin is None:
                raise InputError("standard input is not connected")
            for item in _read_stream(_with_head(options.stdin), found, options):
                count = item.position
                yield item
        else:
            with found.path.open("rb") as stream:
                for item in _read_stream(stream, found, options):
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
        if not any(is_address(given) for given in inputs):
            yield options
            return
        with _fetching(options) as complete:
            yield complete


@contextmanager
def _fetching(options: Options) -> Iterator[Options]:
    """The options with a fetcher for as long as the block lasts."""
    if options.fetcher is not None:
        yield options
        return
    from rashomon.ingest.web import Fetcher, Manners

    fetcher = Fetcher(Manners(max_bytes=options.max_bytes, allow_private=options.allow_private))
    try:
        yield replace(options, fetcher=fetcher)
    finally:
        fetcher.close()


def _read_url(url: str, options: Options) -> Iterator[Item]:
    if options.fetcher is None:
        raise InputError("addresses on the web are not fetched here", where=url)
    yield from read_fetched(options.fetcher.get(url), url, options)


def read_fetched(fetched: Fetched, url: str, options: Options) -> Iterator[Item]:
    """The items of an answer from the web: a page, a feed or a text, named by the address that was asked for; the pages of a sitemap."""
    if sitemaps.looks_like_sitemap(fetched.body[:HEAD]):
        name = Name(url, url, url, "")
        yield from answers.rejecting(listed.sitemap_items(fetched.body, url, options), fetched.body, name)
    else:
        yield from answers.read_fetched(fetched, url)


def read_bytes(data: bytes, source: str, options: Options) -> Iterator[Item]:
    """The items of bytes that were kept or fetched; `source` names them, and its ending tells their kind as a file's does."""
    yield from read_found(Found(source), replace(options, stdin=io.BytesIO(data)))


def _read_stream(stream: BinaryIO, found: Found, options: Options) -> Iterator[Item]:
    path = found.path or Path("stdin" if found.source == STANDARD_INPUT else found.source)
    name, max_bytes = Name(found.source, path.name, path.stem, path.suffix.lower()), options.max_bytes
    head = _peek(stream)
    if sitemaps.looks_like_sitemap(head):
        yield from _read_sitemap(stream, found, options)
        return
    if archives.looks_like_archive(head):
        yield from answers.archive_items(stream, name, max_bytes)
        return
    if head.startswith(tables.START):
        yield from _read_table(stream, found, name, max_bytes)
        return
    if head.startswith(wacz.START) and name.suffix in WACZ:
        with _seekable(stream, max_bytes) as whole:
            yield from answers.wacz_items(whole, name, max_bytes)
        return
    wide = head.startswith(WIDE_MARKS)
    is_feed = FEED.match(head) is not None or JSON_FEED.match(head) is not None
    if not wide and not is_feed and (name.suffix in LINES or records.looks_like_json(head)):
        yield from _read_json(stream, head, name, max_bytes)
        return
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(records.too_large(max_bytes))
    if is_feed:
        items = answers.read_feed_items(data, name)
    elif name.suffix == ".eml" or mail.looks_like_mail(head):
        items = iter([Item(make.from_mail(name.name, data, name.source), data)])
    else:
        answers.refuse_lists(head)
        items = _read_text(data, head, name)
    yield from answers.rejecting(items, data, name)


def _read_sitemap(stream: BinaryIO, found: Found, options: Options) -> Iterator[Item]:
    """The pages behind a sitemap that was named by itself; one that merely lies in a folder makes nothing be fetched."""
    data = stream.read(sitemaps.LARGEST + 1)
    if not found.named:
        options = replace(options, fetcher=None)
    with _fetching(options) if found.named else nullcontext(options) as complete:
        yield from listed.sitemap_items(data, found.source, complete)


def _read_table(stream: BinaryIO, found: Found, name: Name, max_bytes: int) -> Iterator[Item]:
    """The rows of a Parquet file. After rows that cannot be read the file is left, and the last item says from where on."""
    with nullcontext(str(found.path)) if found.path else _as_file(stream, max_bytes) as path:
        count = 0
        while True:
            try:
                taken = parsing.read_rows(path, count, max_bytes)
            except InputError as error:
                if count == 0:
                    raise
                yield Item(Rejected(f"{name.source} rows from {count + 1}", str(error)), b"", count + 1)
                return
            for row in taken:
                count += 1
                yield records.row_item(row, name.source, name.stem, count, max_bytes)
            if not taken:
                break
    if count == 0:
        raise InputError("the Parquet file holds no rows")


def _read_text(data: bytes, head: bytes, name: Name) -> Iterator[Item]:
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


def _read_json(stream: BinaryIO, head: bytes, name: Name, max_bytes: int) -> Iterator[Item]:
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


@contextmanager
def _as_file(stream: BinaryIO, max_bytes: int) -> Iterator[str]:
    """The path of a file with what standard input gives, for as long as the block lasts; InputError over the limit."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(records.too_large(max_bytes), hint="or give it as a file, which may be of any size")
    handle, path = tempfile.mkstemp(prefix="rashomon-")
    try:
        with open(handle, "wb") as file:
            file.write(data)
        yield path
    finally:
        os.unlink(path)


@contextmanager
def _seekable(stream: BinaryIO, max_bytes: int) -> Iterator[BinaryIO]:
    """The stream where it can be read from any place, else all of it in memory, up to the limit."""
    if stream.seekable():
        yield stream
        return
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(records.too_large(max_bytes), hint="or give it as a file, which may be of any size")
    yield io.BytesIO(data)


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
