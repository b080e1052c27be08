"""Reads rejected inputs again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rashomon import ingest
from rashomon.model import Article, Rejected
from rashomon.pipeline.intake import take_items
from rashomon.store import RejectedRow, Run, Store


def again(store: Store, options: ingest.Options) -> Run:
    """Every rejected input once more; what becomes an article is no longer rejected, what fails stays as it was."""
    total = Run()
    rows = store.rejected()
    with ingest.ready([row.source for row in rows], options) as complete:
        for row in rows:
            items = [item for item in _read(store, row, complete) if isinstance(item.result, Article)]
            if not items:
                continue
            run = take_items(store, items)
            with store.transaction():
                store.forget_rejected(row.id)
                store.log("retried", row.source, row.reason)
            counts = {name: getattr(total, name) + getattr(run, name) for name in ("seen", "stored", "duplicate")}
            total = replace(total, **counts)
    return total


def _read(store: Store, row: RejectedRow, options: ingest.Options) -> list[ingest.Item]:
    """What the row's bytes are read as now; a row without bytes is read from its file."""
    raw = store.raw(row.raw) if row.raw else None
    if raw is not None:
        return list(ingest.read_bytes(raw, row.source, options))
    if not Path(row.source).exists() and "://" not in row.source:
        return []
    found = [one for one in ingest.expand([row.source]) if not isinstance(one, Rejected)]
    return [item for one in found for item in ingest.read_found(one, options)]
