"""What reading yields: an article or a reason, the bytes it came from, and where in its input that was."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Article, Rejected


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read. `raw` are its bytes; `position` counts the items of its input up to this one, from 1."""

    result: Article | Rejected
    raw: bytes = b""
    position: int = 1
