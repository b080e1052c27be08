"""JSON Lines, and JSON files with one article or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.errors import InputError
from rashomon.ingest import make, parsing
from rashomon.ingest.items import Item
from rashomon.model import Article, Rejected


def looks_like_json(head: bytes) -> bool:
    """Whether bytes begin as an object, or as a list of objects."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"]"))


def is_document(head: bytes) -> bool:
    """Whether a JSON text is one document rather than lines: a list, or an object that goes on after its first line."""
    lines = [line.strip() for line in head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n") if line.strip()]
    if not lines or lines[0].startswith(b"[") or lines[0] == b"{":
        return True
    return len(lines) > 1 and not lines[0].endswith(b"}") and not lines[1].startswith(b"{")


def read_lines(stream: BinaryIO, source: str, stem: str, max_bytes: int) -> Iterator[Item]:
    """The article, or the reason, of each line that is not blank. A line over the limit is skipped without being held."""
    lines = _lines(stream, max_bytes)

    def read(given: tuple[int, tuple[int, bytes | None]]) -> Item:
        count, (number, line) = given
        where = f"{source} line {number}"
        if line is None:
            return Item(Rejected(where, too_large(max_bytes)), b"", count)
        return Item(_record(line, source, where, stem), line, count)

    yield from parsing.each(read, enumerate(lines, 1), lambda given: b'"html"' in (given[1][1] or b""))


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers; None for one over the limit."""
    number = 0
    while line := stream.readline(max_bytes + 2):
        number += 1
        if len(line.rstrip(b"\r\n")) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield number, None
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def read_document(data: bytes, source: str, stem: str) -> Iterator[Item]:
    """The articles of a whole JSON document: one object, or a list of objects."""
    value = parse(data)
    if not isinstance(value, list):
        yield Item(_made(value, source, source, stem), data)
        return
    if not value:
        yield Item(Rejected(source, "the list is empty"), data)
    for number, record in enumerate(value, 1):
        raw = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        yield Item(_made(record, source, f"{source} item {number}", stem), raw, number)


def row_item(row: dict[str, Any], source: str, stem: str, number: int, max_bytes: int) -> Item:
    """The article, or the reason, of one row of a table."""
    where = f"{source} row {number}"
    if row.get("large") is True:
        return Item(Rejected(where, too_large(max_bytes)), b"", number)
    raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Item(_made(row, source, where, stem), raw, number)


def parse(data: bytes) -> Any:
    """One JSON value; InputError names the place where it breaks."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", why=f"byte {error.start + 1}", hint="save the file as UTF-8") from error
    except RecursionError as error:
        raise InputError("broken JSON", why="nested too deep") from error
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno} column {error.colno}"
        raise InputError("broken JSON", why=f"{error.msg.lower()} at {place}", hint="correct it or leave it out") from error
    except ValueError as error:
        raise InputError("broken JSON", why=str(error)[:120]) from error


def too_large(max_bytes: int) -> str:
    """The reason given for an input over the limit."""
    return f"larger than the limit of {max_bytes:,} bytes; raise it with --max-bytes"


def _record(line: bytes, source: str, where: str, stem: str) -> Article | Rejected:
    try:
        value = parse(line)
    except InputError as error:
        return Rejected(where, str(error))
    return _made(value, source, where, stem)


def _made(value: Any, source: str, where: str, stem: str) -> Article | Rejected:
    try:
        return make.from_record(value, source, stem)
    except InputError as error:
        return Rejected(where, str(error))
