"""Where pages, feeds, sitemaps, mails and tables are parsed: in this process, or under guard for as long as inputs of others are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from rashomon.ingest import feeds, mail, page, sitemaps, tables

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


def read_sitemap(data: bytes) -> sitemaps.Sitemap:
    """See `sitemaps.read_sitemap`."""
    guard = _guard.get()
    return sitemaps.read_sitemap(data) if guard is None else guard.sitemap(data)


def read_mail(data: bytes) -> mail.Mail:
    """See `mail.read_mail`."""
    guard = _guard.get()
    return mail.read_mail(data) if guard is None else guard.mail(data)


def read_rows(path: str, start: int, max_bytes: int) -> list[dict[str, Any]]:
    """See `tables.rows`."""
    guard = _guard.get()
    return tables.rows(path, start, max_bytes) if guard is None else guard.rows(path, start, max_bytes)


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
