"""Takes in what feeds and sitemaps have that is new: a conditional request each, the pages behind teasers and those that a sitemap lists,
all of one feed in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon import ingest
from rashomon.errors import InputError
from rashomon.ingest import answers, listed
from rashomon.ingest.entries import Entry, Feed, is_teaser
from rashomon.ingest.items import Fetched
from rashomon.ingest.parsing import guarded, read_feed
from rashomon.ingest.sitemaps import looks_like_sitemap
from rashomon.ingest.web import Fetcher
from rashomon.model import Article, Rejected
from rashomon.pipeline.intake import take_items
from rashomon.store import Position, Run, Store

MOST_PAGES = 50  # fetched for one feed in one round; the rest waits for the next


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at all feeds brought: `failed` feeds with their reasons, `unchanged` ones that said so."""

    run: Run
    feeds: int
    unchanged: int
    failed: tuple[Rejected, ...]


def look(store: Store, feeds: Sequence[str], options: ingest.Options, fetcher: Fetcher) -> Round:
    """Look at every feed once. A feed that fails costs nothing of the others, and is looked at again in the next round."""
    total, unchanged, failed = Run(), 0, []
    for url in feeds:
        last = store.position(url)
        try:
            fetched = fetcher.get(url, **_remembered(last))
            if fetched.unchanged:
                unchanged += 1
                continue
            with guarded():
                run = _take(store, url, fetched, options, fetcher)
        except InputError as error:
            failed.append(Rejected(url, str(error)))
            continue
        total = replace(
            total,
            seen=total.seen + run.seen,
            stored=total.stored + run.stored,
            duplicate=total.duplicate + run.duplicate,
            rejected=total.rejected + run.rejected,
        )
    return Round(total, len(feeds), unchanged, tuple(failed))


def _remembered(last: Position | None) -> dict[str, str | None]:
    if last is None or not last.state.startswith("{"):
        return {}
    state = json.loads(last.state)
    return {"etag": state.get("etag"), "modified": state.get("modified")}


def _take(store: Store, url: str, fetched: Fetched, options: ingest.Options, fetcher: Fetcher) -> Run:
    if looks_like_sitemap(fetched.body[: answers.HEAD]):
        items = list(_listed(store, url, fetched.body, options, fetcher))
    else:
        items = list(_new_items(store, url, read_feed(fetched.body), options, fetcher))
    waiting = any(item.position < 0 for item in items)
    # While entries wait for their pages, the feed must be looked at again even if it has not changed.
    state = json.dumps({} if waiting else {"etag": fetched.etag, "modified": fetched.modified})
    known = store.position(url)
    position = Position(url, state, (known.items if known else 0) + len(items), True)
    return take_items(store, [item for item in items if item.position >= 0], position)


def _listed(store: Store, url: str, data: bytes, options: ingest.Options, fetcher: Fetcher) -> Iterator[ingest.Item]:
    """The pages of a sitemap that are not stored yet, the newest first. One that failed is left to `retry` and not asked for each time."""
    lost: list[ingest.Item] = []
    refused = {row.source for row in store.rejected()}
    fetched = 0
    for page in listed.newest(data, url, fetcher, lost):
        if page.url in refused or store.versions(page.url, page.url, page.url):
            continue
        if fetched == MOST_PAGES:
            yield ingest.Item(Rejected(page.url, "waits for the next look"), b"", -1)
            break
        fetched += 1
        yield replace(listed.page_item(page, options, fetcher), position=fetched)
    yield from lost


def _new_items(store: Store, url: str, feed: Feed, options: ingest.Options, fetcher: Fetcher) -> Iterator[ingest.Item]:
    """The entries that are not stored yet, oldest first; a teaser's page instead of the teaser where it can be had."""
    pages = 0
    for number, entry in enumerate(reversed(feed.entries), 1):
        if not entry.text and not entry.title:
            continue
        whole = not is_teaser(entry)
        if entry.link and not whole and store.versions(entry.link, url, entry.link):
            continue
        item = _entry(entry, feed, url, number)
        if not whole and entry.link:
            if pages == MOST_PAGES:
                yield replace(item, position=-1)
                continue
            pages += 1
            item = _page(entry.link, options, fetcher, item)
        yield item


def _entry(entry: Entry, feed: Feed, url: str, number: int) -> ingest.Item:
    return next(ingest.entry_items(replace(feed, entries=(entry,)), url, number))


def _page(link: str, options: ingest.Options, fetcher: Fetcher, teaser: ingest.Item) -> ingest.Item:
    """The page behind a teaser, with what the feed says where the page is silent; the teaser where the page cannot be had."""
    try:
        found = next(iter(ingest.read_fetched(fetcher.get(link), link, options)))
    except InputError as error:
        return _noted(teaser, f"page: {error}")
    if not isinstance(found.result, Article) or not isinstance(teaser.result, Article):
        return _noted(teaser, f"page: {found.result.reason}") if isinstance(found.result, Rejected) else found
    page, known = found.result, teaser.result
    notes = page.notes
    if page.title and known.title and page.title != known.title:
        notes = (*notes, f"headline: the feed says {known.title!r}")
    filled = replace(page, id=link, url=link, outlet=page.outlet or known.outlet, published=page.published or known.published, notes=notes)
    return replace(found, result=filled)


def _noted(item: ingest.Item, note: str) -> ingest.Item:
    if isinstance(item.result, Article):
        return replace(item, result=replace(item.result, notes=(*item.result.notes, note)))
    return item
