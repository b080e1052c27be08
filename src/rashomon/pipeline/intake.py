"""From inputs into a store, each thing exactly once: rows and the position in the input are written in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from rashomon import ingest
from rashomon.model import Article, Rejected
from rashomon.pipeline.options import Progress, silent
from rashomon.store import Head, Position, Run, Store
from rashomon.store.incoming import name_of

BATCH = 200  # items in one transaction


def ignored(rejected: Rejected) -> None:
    """Tell nobody."""


def take(
    store: Store, inputs: Sequence[str], options: ingest.Options, progress: Progress = silent, refused: Callable[[Rejected], None] = ignored
) -> Run:
    """Read the inputs into the store; returns what came of it. An input that was read to its end and has not changed is not read again.

    `refused` is called with what was rejected, once it is kept.

    After a kill at any moment the same call goes on where the last transaction ended: nothing is lost, nothing is there twice.
    """
    with store.transaction():
        run = replace(Run(), id=store.save_run(Run()))
    with ingest.ready(inputs, options) as complete:
        expanded = ingest.expand(inputs, options.skip)
        for found, items in ingest.read_ahead(expanded, complete, lambda found: not _is_read(store, *_state(found))):
            run = _take_one(store, run, found, items, refused)
            progress("added", run.seen, 0)
    with store.transaction():
        store.save_run(run)  # with the unchanged inputs at its end, which alone are worth no transaction each
    return run


def take_items(store: Store, items: Sequence[ingest.Item], position: Position | None = None) -> Run:
    """Put things that were read elsewhere into the store, with the position of their input, in one transaction."""
    with store.transaction():
        run = replace(Run(), id=store.save_run(Run()))
    return _store_batch(store, run, items, position)


def _take_one(
    store: Store, run: Run, found: ingest.Found | Rejected, items: Iterator[ingest.Item], refused: Callable[[Rejected], None]
) -> Run:
    if isinstance(found, Rejected):
        run = _store_batch(store, run, [ingest.Item(found)], None)
        refused(found)
        return run
    key, state = _state(found)
    if _is_read(store, key, state):
        return replace(run, unchanged=run.unchanged + 1)
    last = store.position(key) if key else None
    begin = last.items if last and last.state == state else 0
    for batch, is_last in _batches(item for item in items if item.position > begin):
        reached = batch[-1].position if batch else begin
        position = Position(key, state, reached, done=is_last) if key else None
        run = _store_batch(store, run, _renamed(batch, key), position)
        for item in batch:
            if isinstance(item.result, Rejected):
                refused(item.result)
    return run


def _is_read(store: Store, key: str | None, state: str) -> bool:
    """Whether an input was read to its end and has not changed since."""
    last = store.position(key) if key else None
    return last is not None and last.state == state and last.done


def _state(found: ingest.Found) -> tuple[str | None, str]:
    """The name under which a file's position is kept, and what tells whether it changed; no name for standard input."""
    if found.path is None:
        return None, ""  # standard input and addresses are read anew each time; what they give is recognised by its text
    try:
        path = found.path.resolve()
        stat = path.stat()
    except OSError:
        return str(found.path), "unknown"
    return str(path), f"{stat.st_size}:{stat.st_mtime_ns}"


def _batches(items: Iterator[ingest.Item]) -> Iterator[tuple[list[ingest.Item], bool]]:
    """The items in batches, each with whether it is the last: the end of an input is written with its last rows. At least one, if empty."""
    batch = list(islice(items, BATCH))
    while True:
        following = list(islice(items, 1)) if len(batch) == BATCH else []
        yield batch, not following
        if not following:
            return
        batch = [*following, *islice(items, BATCH - 1)]


def _renamed(batch: Sequence[ingest.Item], key: str | None) -> list[ingest.Item]:
    """The items with the whole path as their source, which means the same wherever the next run is started."""
    if key is None:
        return list(batch)
    return [replace(item, result=replace(item.result, source=key)) if isinstance(item.result, Article) else item for item in batch]


def _store_batch(store: Store, run: Run, items: Sequence[ingest.Item], position: Position | None) -> Run:
    with store.transaction():
        for item in items:
            run = _store_item(store, run, item)
        if position:
            store.save_position(position)
        store.save_run(run)
    return run


def _store_item(store: Store, run: Run, item: ingest.Item) -> Run:
    run = replace(run, seen=run.seen + 1)
    if isinstance(item.result, Rejected):
        store.add_rejected(item.result, item.raw)
        return replace(run, rejected=run.rejected + 1)
    article = item.result
    digest = digest_of(article.text)
    known = store.versions(article.url, article.source, article.id)
    if any(head.digest == digest for head in known):
        return replace(run, duplicate=run.duplicate + 1)
    earlier = [head for head in known if _same_place(head, article)]
    if earlier:
        article = replace(article, replaces=earlier[-1].id)
        store.log("version", article.id, f"replaces {earlier[-1].id}")
    if store.held(article.id):
        article = replace(article, id=_free(store, article.id))
    store.add_article(article, digest, item.raw)
    return replace(run, stored=run.stored + 1)


def _same_place(head: Head, new: Article) -> bool:
    if head.url and new.url:
        return head.url == new.url
    return head.source == new.source and name_of(head.id) == name_of(new.id)


def _free(store: Store, id: str) -> str:
    number = 2
    while store.held(f"{name_of(id)}~{number}"):
        number += 1
    return f"{name_of(id)}~{number}"


def digest_of(text: str) -> str:
    """The digest by which texts are compared."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
