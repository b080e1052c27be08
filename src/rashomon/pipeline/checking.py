"""Verifies a store: what it holds is whole, and every citation of every account slices to its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from rashomon.errors import CitationError, StoreError
from rashomon.export.check import verify
from rashomon.model import Article, Report
from rashomon.pipeline.intake import digest_of
from rashomon.store import Store, StoryRow


def faults(store: Store) -> Iterator[str]:
    """Every fault as one sentence."""
    yield from store.faults()
    for outline in store.outlines():
        held = store.held(outline.id)
        if held is None:
            yield f"article {outline.id}: listed but not there"
            continue
        if digest_of(held.article.text) != held.digest:
            yield f"article {outline.id}: its text was changed (its digest differs)"
        if held.raw:
            yield from _raw(store, f"article {outline.id}", held.raw)
    counted, there = sum(run.stored for run in store.runs()), store.counts().articles
    if counted != there:
        yield f"the runs stored {counted} articles, and {there} are there"
    for refused in store.rejected():
        if refused.raw:
            yield from _raw(store, f"rejected {refused.source}", refused.raw)
    seen: dict[str, str] = {}
    for row in store.stories():
        yield from _story(store, row)
        for article in row.articles:
            if article in seen:
                yield f"article {article}: it is in two stories, {seen[article]} and {row.id}"
            seen[article] = row.id


def _raw(store: Store, what: str, digest: str) -> Iterator[str]:
    try:
        data = store.raw(digest)
    except StoreError as error:
        yield f"{what}: {error}"
        return
    if data is None:
        yield f"{what}: its raw bytes are gone"
    elif hashlib.sha256(data).hexdigest() != digest:
        yield f"{what}: its raw bytes were changed"


def _story(store: Store, row: StoryRow) -> Iterator[str]:
    try:
        account = store.account(row.id)
        if account is None:
            return
        verify(Report(told_in(store, row.articles), (), (account,)))
        counted = (tuple(account.articles), len(account.origins), len(account.conflicts))
        if counted != (row.articles, row.origins, row.conflicts):
            yield f"story {row.id}: the list does not show the articles, origins and conflicts that its account has"
    except (CitationError, StoreError) as error:
        yield f"story {row.id}: {error}"


def told_in(store: Store, ids: tuple[str, ...]) -> tuple[Article, ...]:
    """The articles of a story with the versions that they replace, which its account may cite too."""
    articles = store.articles(ids)
    return (*articles, *store.articles([one.replaces for one in articles if one.replaces]))
