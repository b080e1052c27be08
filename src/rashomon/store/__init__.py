"""Keeps articles, what was read out of them, stories and judgements: one protocol, over SQLite or PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.store.protocol import (
    Counts,
    Fields,
    Head,
    Held,
    Hit,
    Judgement,
    LedgerRow,
    Outline,
    Position,
    RejectedRow,
    Run,
    Store,
    StoryRow,
)

if TYPE_CHECKING:
    from os import PathLike

__all__ = [
    "Counts",
    "Fields",
    "Head",
    "Held",
    "Hit",
    "Judgement",
    "LedgerRow",
    "Outline",
    "Position",
    "RejectedRow",
    "Run",
    "Store",
    "StoryRow",
    "open_store",
]


def open_store(where: str | PathLike[str], *, create: bool = True) -> Store:
    """The store at a path (SQLite), at ":memory:", or at a postgresql:// address; StoreError when it cannot be opened.

    `create` makes a new one where the path holds none.
    """
    address = str(where)
    if address.startswith(("postgresql://", "postgres://")):
        from rashomon.store.postgres import open_postgres

        return open_postgres(address)
    from rashomon.store.sqlite import open_sqlite

    return open_sqlite(address, create=create)
