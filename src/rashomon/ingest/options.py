"""What a reader of inputs may be told: limits, and where standard input comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from rashomon.errors import SettingError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Limits for reading: `max_bytes` is the size of one article as it arrives (a file, a line of JSON Lines); `stdin` is read for "-"."""

    max_bytes: int = 10 * MEGABYTE
    stdin: BinaryIO | None = None

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise SettingError("max_bytes must be at least 1", why=f"it is {self.max_bytes}")
