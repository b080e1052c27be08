"""What reading takes and yields: an answer from the web; an article or a reason, with its bytes and its place in the input."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Article, Rejected


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read. `raw` are its bytes; `position` counts the items of its input up to this one, from 1."""

    result: Article | Rejected
    raw: bytes = b""
    position: int = 1


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it came from in the end; `unchanged` when the host said that nothing is new, then without a body."""

    url: str
    body: bytes
    kind: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
