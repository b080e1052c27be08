"""Where pages, feeds, sitemaps, mails and tables are parsed: in this process, or under guard for as long as inputs of others are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from rashomon.ingest import feeds, mail, page, sitemaps, tables
from rashomon.ingest.entries import Feed

if TYPE_CHECKING:
    from rashomon.ingest.pool import Pool

V = TypeVar("V")
R = TypeVar("R")

_pool: ContextVar[Pool | None] = ContextVar("pool", default=None)


def read_page(markup: str) -> page.Page:
    """See `page.read_page`."""
    pool = _pool.get()
    if pool is None:
        return page.read_page(markup)
    with pool.guard() as guard:
        return guard.page(markup)


def read_feed(data: bytes) -> Feed:
    """See `feeds.read_feed`."""
    pool = _pool.get()
    if pool is None:
        return feeds.read_feed(data)
    with pool.guard() as guard:
        return guard.feed(data)


def read_sitemap(data: bytes) -> sitemaps.Sitemap:
    """See `sitemaps.read_sitemap`."""
    pool = _pool.get()
    if pool is None:
        return sitemaps.read_sitemap(data)
    with pool.guard() as guard:
        return guard.sitemap(data)


def read_mail(data: bytes) -> mail.Mail:
    """See `mail.read_mail`."""
    pool = _pool.get()
    if pool is None:
        return mail.read_mail(data)
    with pool.guard() as guard:
        return guard.mail(data)


def read_rows(path: str, start: int, max_bytes: int) -> list[dict[str, Any]]:
    """See `tables.rows`."""
    pool = _pool.get()
    if pool is None:
        return tables.rows(path, start, max_bytes)
    with pool.guard() as guard:
        return guard.rows(path, start, max_bytes)


def each(function: Callable[[V], R], values: Iterable[V], worth: Callable[[V], bool]) -> Iterator[R]:
    """`function` of every value, in their order; under guard several of those that are `worth` it at once."""
    pool = _pool.get()
    return map(function, values) if pool is None else pool.each(function, values, worth)


@contextmanager
def guarded() -> Iterator[None]:
    """Parse in processes that can be killed while the block lasts; in this one where no process can be started."""
    if _pool.get() is not None or not sys.executable:
        yield
        return
    from rashomon.ingest.pool import Pool

    pool = Pool()
    token = _pool.set(pool)
    try:
        yield
    finally:
        _pool.reset(token)
        pool.close()
