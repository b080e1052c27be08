"""What a reader of inputs may be told: limits, and where standard input comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rashomon.errors import SettingError

if TYPE_CHECKING:
    from rashomon.ingest.web import Fetcher

MEGABYTE = 1_000_000


DEFAULT_LIMIT = 10 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Options:
    """Limits for reading. `max_bytes` is the size of one article as it arrives: a file, or a line of JSON Lines.

    `stdin` is read for "-". Files in `skip` are passed over when a folder holds them. `allow_private` lets addresses inside this
    network be fetched; `fetcher` fetches addresses (see `ready`, which makes one).
    """

    max_bytes: int = DEFAULT_LIMIT
    stdin: BinaryIO | None = None
    skip: frozenset[Path] = frozenset()
    allow_private: bool = False
    fetcher: Fetcher | None = None

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise SettingError("the limit of bytes must be at least 1", why=f"it is {self.max_bytes}")
