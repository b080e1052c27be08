"""Where pages and feeds are parsed: in this process, or under guard for as long as inputs of others are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from rashomon.ingest import feeds, page

if TYPE_CHECKING:
    from rashomon.ingest.guard import Guard

_guard: ContextVar[Guard | None] = ContextVar("guard", default=None)


def read_page(markup: str) -> page.Page:
    """See `page.read_page`."""
    guard = _guard.get()
    return page.read_page(markup) if guard is None else guard.page(markup)


def read_feed(data: bytes) -> feeds.Feed:
    """See `feeds.read_feed`."""
    guard = _guard.get()
    return feeds.read_feed(data) if guard is None else guard.feed(data)


@contextmanager
def guarded() -> Iterator[None]:
    """Parse in a process that can be killed while the block lasts; in this one where no process can be started."""
    if _guard.get() is not None or not sys.executable:
        yield
        return
    from rashomon.ingest.guard import Guard

    guard = Guard()
    token = _guard.set(guard)
    try:
        yield
    finally:
        _guard.reset(token)
        guard.close()
