"""From a sitemap to the items behind it: the newest pages are fetched, and what is left is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.errors import InputError
from rashomon.ingest import answers, dates, parsing
from rashomon.ingest.items import Item
from rashomon.ingest.options import Options
from rashomon.ingest.sitemaps import Listed, looks_like_sitemap
from rashomon.model import Article, Rejected

if TYPE_CHECKING:
    from rashomon.ingest.web import Fetcher

MOST_PAGES = 100  # fetched for one sitemap; with a second between two, that is under two minutes of a host's time
MOST_SITEMAPS = 20  # fetched for one index


def sitemap_items(data: bytes, source: str, options: Options) -> Iterator[Item]:
    """The pages that a sitemap lists, newest first, or those of the sitemaps that an index lists; InputError when it lists none."""
    fetcher = options.fetcher
    if fetcher is None:
        raise InputError("a list of pages, not an article", hint="give the sitemap by itself or by its address, and its pages are fetched")
    rejected: list[Item] = []
    pages = newest(data, source, fetcher, rejected)
    if not pages and not rejected:
        raise InputError("the sitemap lists no pages")
    count = 0
    for count, item in enumerate(rejected, 1):
        yield replace(item, position=count)
    for page in pages[:MOST_PAGES]:
        count += 1
        yield replace(page_item(page, options, fetcher), position=count)
    if len(pages) > MOST_PAGES:
        reason = f"{len(pages) - MOST_PAGES:,} older pages of the sitemap were not fetched; give their addresses to have them"
        yield Item(Rejected(source, reason), b"", count + 1)


def newest(data: bytes, source: str, fetcher: Fetcher, rejected: list[Item]) -> list[Listed]:
    """The pages that a sitemap lists, or the sitemaps of an index, each once, the newest first; `rejected` is given what cannot be had."""
    pages = list(_pages(data, source, fetcher, rejected))
    return sorted({page.url: page for page in reversed(pages)}.values(), key=_age)


def page_item(listed: Listed, options: Options, fetcher: Fetcher) -> Item:
    """The page with what the sitemap says where the page is silent; a headline that differs is kept as a note."""
    try:
        item = next(answers.read_fetched(fetcher.get(listed.url), listed.url))
    except InputError as error:
        bare = InputError(error.what, where="" if error.where == listed.url else error.where, why=error.why, hint=error.hint)
        return Item(Rejected(listed.url, bare.line()))
    if not isinstance(item.result, Article):
        return item
    return replace(item, result=filled(item.result, listed))


def filled(article: Article, listed: Listed) -> Article:
    """The article of a page with what a sitemap says of it where the page is silent."""
    found = dict(article.found)
    notes = article.notes
    if listed.title and article.title and listed.title != article.title:
        notes = (*notes, f"headline: the sitemap says {listed.title[:200]!r}")
    published = dates.iso(listed.published)
    for name, own, told in (("outlet", article.outlet, listed.outlet), ("published", article.published, published)):
        if told and not own:
            found[name] = "sitemap"
    return replace(
        article,
        outlet=article.outlet or listed.outlet,
        published=article.published or published,
        notes=notes,
        found=tuple(sorted(found.items())),
    )


def _pages(data: bytes, source: str, fetcher: Fetcher, rejected: list[Item]) -> Iterator[Listed]:
    """The pages of a sitemap; of an index, those of its newest sitemaps. An index inside an index is not followed."""
    sitemap = parsing.read_sitemap(data)
    yield from sitemap.pages
    newest = sorted({one.url: one for one in reversed(sitemap.sitemaps)}.values(), key=_age)
    for one in newest[:MOST_SITEMAPS]:
        try:
            body = fetcher.get(one.url).body
            if not looks_like_sitemap(body[: answers.HEAD]):
                raise InputError("not a sitemap")
            yield from parsing.read_sitemap(body).pages
        except InputError as error:
            rejected.append(Item(Rejected(one.url, str(error))))
    if len(newest) > MOST_SITEMAPS:
        reason = f"{len(newest) - MOST_SITEMAPS:,} older sitemaps of the index were not fetched; give their addresses to have them"
        rejected.append(Item(Rejected(source, reason)))


def _age(listed: Listed) -> tuple[tuple[int, ...], str]:
    """The newest first, those without a day last, then by address."""
    day = dates.iso(listed.published) or dates.iso(listed.modified) or ""
    return tuple(-ord(letter) for letter in day) or (0,), listed.url
