"""Parquet files, read a few rows at a time. The reader is pyarrow, which comes with `rashomon[parquet]`.

A small file may unfold into rows without end, so the rows are read in the process that can be killed: `rows` is asked again and again
for the next ones and keeps its place between the questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from rashomon.errors import InputError

START = b"PAR1"
COLUMNS = ("id", "url", "outlet", "title", "text", "html", "published", "language", "story")
ROWS = 50  # in one answer
MISSING = InputError("a Parquet file needs pyarrow", hint="install it with: pip install 'rashomon[parquet]'")

_open: dict[str, tuple[int, Iterator[dict[str, Any]]]] = {}


def rows(path: str, start: int, max_bytes: int) -> list[dict[str, Any]]:
    """The next rows of the file from row `start` on, at most fifty, with the columns that an article can have; none at the end.

    A row over `max_bytes` is `{"large": True}`. InputError when the file cannot be read or has no column of text.
    """
    try:
        reached, found = _open.pop(path, (-1, iter(())))
        if reached != start:
            found = _rows(path)
            for _ in range(start):
                next(found, None)
        taken: list[dict[str, Any]] = []
        size = 0
        while len(taken) < ROWS and size < max_bytes:
            row = next(found, None)
            if row is None:
                return taken
            length = sum(len(value) for value in row.values() if isinstance(value, str))
            size += length
            taken.append(row if length <= max_bytes else {"large": True})
    except InputError:
        raise
    except ImportError as error:
        raise MISSING from error
    except Exception as error:  # pyarrow raises many kinds on a damaged file; each is that file's fault
        raise InputError("the Parquet file cannot be read", why=(str(error) or type(error).__name__).splitlines()[0][:120]) from error
    _open.clear()
    _open[path] = (start + len(taken), found)
    return taken


def _rows(path: str) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    file = parquet.ParquetFile(path, memory_map=False, pre_buffer=False, buffer_size=1 << 16)
    known = [name for name in file.schema_arrow.names if name.lower() in COLUMNS]
    if not {"text", "html", "title"} & {name.lower() for name in known}:
        raise InputError('the Parquet file has no column "text" or "html"', hint="name the columns as the fields of JSON Lines are named")
    for batch in file.iter_batches(batch_size=ROWS, columns=known, use_threads=False):
        for row in batch.to_pylist():
            yield {name.lower(): _value(value) for name, value in row.items() if value is not None}


def _value(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return str(value)[:1000]
    return value
