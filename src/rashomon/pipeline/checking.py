"""Verifies a store: what it holds is whole, and every citation of every account slices to its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from rashomon.errors import CitationError, StoreError
from rashomon.export.check import verify
from rashomon.model import Report
from rashomon.pipeline.intake import digest_of
from rashomon.store import Store


def faults(store: Store) -> Iterator[str]:
    """Every fault as one sentence."""
    yield from store.faults()
    for article in store.articles():
        held = store.held(article.id)
        if held is None:
            yield f"article {article.id}: listed but not there"
            continue
        if digest_of(article.text) != held.digest:
            yield f"article {article.id}: its text was changed (its digest differs)"
        if held.raw:
            yield from _raw(store, article.id, held.raw)
    for row in store.stories():
        yield from _story(store, row.id, row.articles)


def _raw(store: Store, article: str, digest: str) -> Iterator[str]:
    try:
        data = store.raw(digest)
    except StoreError as error:
        yield f"article {article}: {error}"
        return
    if data is not None and hashlib.sha256(data).hexdigest() != digest:
        yield f"article {article}: its raw bytes were changed"


def _story(store: Store, id: str, articles: tuple[str, ...]) -> Iterator[str]:
    try:
        account = store.account(id)
        if account is not None:
            verify(Report(tuple(store.articles(articles)), (), (account,)))
    except (CitationError, StoreError) as error:
        yield f"story {id}: {error}"
