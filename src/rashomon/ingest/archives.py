"""Web archives (WARC): every whole record, also of a damaged file. What is lost is told as a range of bytes.

Readers that trust a gzip stream lose all that follows a broken record without a word. Here each member is opened by itself: where
one is broken, the reading goes on at the next place that begins like a member and opens like one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MEMBER = b"\x1f\x8b\x08"
RECORD = re.compile(rb"WARC/[01]\.\d+\r?\n")
PIECE = 1 << 20
HEADER_END = re.compile(rb"\r?\n\r?\n")
LONGEST_HEADER = 100_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its headers by lower-case name, its body, and where in the file it stands."""

    headers: dict[str, str]
    body: bytes
    start: int
    end: int

    @property
    def kind(self) -> str:
        """response, request, warcinfo, ..."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str | None:
        """The address that the record is of."""
        return self.headers.get("warc-target-uri", "").strip("<>") or None


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes of the file that gave no record, and why."""

    start: int
    end: int
    why: str


def read_archive(stream: BinaryIO, max_bytes: int) -> Iterator[Record | Lost]:
    """The records of a WARC file, packed or not, in their order, and what was lost between them. A record over `max_bytes` is lost."""
    source = _Source(stream)
    head = source.at(0, 3)
    yield from _packed(source, max_bytes) if head == MEMBER else _plain(source, max_bytes)


class _Source:
    """Bytes of a stream by their place, held in a window that moves on."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._start = 0
        self._data = b""
        self._ended = False

    def at(self, place: int, size: int) -> bytes:
        """Up to `size` bytes from `place`, which is never before one that was let go."""
        while not self._ended and self._start + len(self._data) < place + size:
            piece = self._stream.read(PIECE)
            self._ended = not piece
            self._data += piece
        return self._data[place - self._start : place - self._start + size]

    def let_go(self, place: int) -> None:
        """Forget what stands before `place`."""
        if place - self._start > PIECE:
            self._data = self._data[place - self._start :]
            self._start = place

    def find(self, what: bytes, place: int) -> int:
        """Where `what` stands next, from `place` on; -1 at the end."""
        while True:
            window = self.at(place, PIECE)
            found = window.find(what)
            if found >= 0:
                return place + found
            if len(window) < PIECE:
                return -1
            place += PIECE - len(what) + 1
            self.let_go(place)


def _packed(source: _Source, max_bytes: int) -> Iterator[Record | Lost]:
    place, lost_from, why = 0, -1, ""
    while source.at(place, 1):
        opened, end, error = (
            _open_member(source, place, max_bytes) if source.at(place, 3) == MEMBER else (None, place + 1, "no gzip member")
        )
        records = list(_records(opened, place, end)) if opened is not None else []
        if records:
            if lost_from >= 0:
                yield Lost(lost_from, place, why)
                lost_from = -1
            yield from records
            place = end
            source.let_go(place)
            continue
        if lost_from < 0:
            lost_from, why = place, error or "no record in the member"
        if opened is not None:
            place = end
        else:
            place = source.find(MEMBER, place + 1)
            if place < 0:
                break
        source.let_go(place)
    if lost_from >= 0:
        size = lost_from
        while source.at(size, PIECE):
            size += len(source.at(size, PIECE))
        yield Lost(lost_from, size, why)


def _open_member(source: _Source, start: int, max_bytes: int) -> tuple[bytes | None, int, str]:
    """The content of one gzip member and where it ends; no content and the reason when it is broken, cut or too large."""
    if source.at(start, 3) != MEMBER:
        return None, start + 1, "no gzip member"
    unpack = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    size, place = 0, start
    while not unpack.eof:
        piece = source.at(place, PIECE)
        if not piece:
            return None, place, "cut off"
        try:
            part = unpack.decompress(piece, max_bytes + LONGEST_HEADER - size + 1)
            while unpack.unconsumed_tail and size + len(part) <= max_bytes + LONGEST_HEADER:
                part += unpack.decompress(unpack.unconsumed_tail, max_bytes)
        except zlib.error as error:
            return None, place, f"broken gzip ({str(error)[:60]})"
        size += len(part)
        if size > max_bytes + LONGEST_HEADER:
            return None, place, f"a record larger than {max_bytes:,} bytes"
        parts.append(part)
        place += len(piece) - len(unpack.unused_data)
    return b"".join(parts), place, ""


def _plain(source: _Source, max_bytes: int) -> Iterator[Record | Lost]:
    place, lost_from, why = 0, -1, ""
    while True:
        start = source.find(b"WARC/", place)
        if start < 0:
            break
        head = source.at(start, LONGEST_HEADER)
        ends = HEADER_END.search(head)
        headers = _headers(head[: ends.start()]) if ends and RECORD.match(head) else None
        length = _length(headers) if headers else None
        if ends is None or headers is None or length is None or length > max_bytes:
            lost_from = place if lost_from < 0 else lost_from
            why = why or (f"a record larger than {max_bytes:,} bytes" if length else "a record without a length")
            place = start + 5
            continue
        body = source.at(start + ends.end(), length)
        if len(body) < length:
            lost_from, why = (place if lost_from < 0 else lost_from), "cut off"
            place = start + 5
            continue
        gap = source.at(place, start - place)
        if lost_from >= 0 or gap.strip():
            yield Lost(lost_from if lost_from >= 0 else place, start, why or "no record")
            lost_from, why = -1, ""
        place = start + ends.end() + length
        yield Record(headers, body, start, place)
        ending = source.at(place, 4)
        place += len(ending) - len(ending.lstrip(b"\r\n"))
        source.let_go(place)
    rest = source.at(place, PIECE)
    if lost_from >= 0 or rest.strip():
        size = place
        while source.at(size, PIECE):
            size += len(source.at(size, PIECE))
        yield Lost(lost_from if lost_from >= 0 else place, size, why or "no record")


def _records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """The records inside one opened member; a well-made file has one in each."""
    place = 0
    while found := RECORD.match(data, place):
        ends = HEADER_END.search(data, found.end() - 2, place + LONGEST_HEADER)
        headers = _headers(data[place : ends.start()]) if ends else None
        length = _length(headers) if headers else None
        if ends is None or headers is None or length is None or ends.end() + length > len(data):
            return
        yield Record(headers, data[ends.end() : ends.end() + length], start, end)
        place = ends.end() + length
        while data[place : place + 1] in (b"\r", b"\n"):
            place += 1


def _headers(block: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _length(headers: dict[str, str]) -> int | None:
    text = headers.get("content-length", "")
    return int(text) if text.isdigit() and len(text) < 16 else None


def looks_like_archive(head: bytes) -> bool:
    """Whether a file's first bytes are those of a web archive, packed or not."""
    if head.startswith(MEMBER):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return False
    return RECORD.match(head + b"\n") is not None or head.startswith((b"WARC/0.", b"WARC/1."))


def http_body(body: bytes) -> tuple[int, dict[str, str], bytes] | None:
    """Status, headers and content of a stored HTTP answer, with its transfer coding undone; None when it is no answer."""
    ends = HEADER_END.search(body, 0, LONGEST_HEADER)
    first = re.match(rb"HTTP/\d(?:\.\d)? (\d{3})", body)
    if not ends or not first:
        return None
    headers = _headers(body[: ends.start()])
    content = body[ends.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        content = _unchunked(content)
    return int(first.group(1)), headers, content


def unpacked(content: bytes, headers: dict[str, str], max_bytes: int) -> bytes:
    """The content without its gzip or deflate coding, cut at `max_bytes`; as it is where it was not packed after all."""
    coding = headers.get("content-encoding", "").lower()
    if "gzip" not in coding and "deflate" not in coding:
        return content
    for bits in (47, -15):  # gzip or zlib, then bare deflate
        try:
            return zlib.decompressobj(wbits=bits).decompress(content, max_bytes)
        except zlib.error:
            continue
    return content


def _unchunked(content: bytes) -> bytes:
    """The content without its chunks' sizes; as it is where it is not chunked after all, as many archives store it."""
    parts: list[bytes] = []
    place = 0
    while size := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r?\n").match(content, place):
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(parts)
        parts.append(content[size.end() : size.end() + length])
        place = size.end() + length
        place += 2 if content[place : place + 2] == b"\r\n" else 1
    return b"".join(parts) if parts else content
