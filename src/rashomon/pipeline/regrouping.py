"""Which articles of a store tell one event: all of them at once, or in a large store those near in time to what is new.

A report near in time can only join stories near in time, so of a large store a window around the new articles is grouped, with every story
that reaches into it as a whole. Grouping the whole anew gives the canonical stories, whatever the order in which articles came.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rashomon import story
from rashomon.lang import resources, vectors
from rashomon.model import StoryGroup
from rashomon.pipeline.judging import decisions
from rashomon.store import Outline, Store, StoryRow

LARGE = 5_000  # articles up to which a store is always grouped as a whole: some ten seconds
WINDOW = 14  # days before and after a new article, as in the stream
MOST = 3_000  # articles of a window, the nearest in time
UNDATED = 7  # days that an article without a date is taken to be away


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Stories as they are now, of the whole store or of the part that was looked at, and the ids of those that are no more."""

    groups: tuple[StoryGroup, ...]
    ended: tuple[str, ...]


def regroup(store: Store, *, whole: bool = False) -> Regrouped:
    """The stories of the articles as they are now: of an article in several versions only the last."""
    outlines = current(store.outlines())
    rows = store.stories()
    ids = [one.id for one in outlines]
    if not whole and len(ids) > LARGE and rows:
        ids = _around(store, outlines, rows)
    groups = _group(store, ids)
    seen, kept = set(ids), {group.id for group in groups}
    known = {one.id for one in outlines}
    ended = sorted(row.id for row in rows if row.id not in kept and (not seen.isdisjoint(row.articles) or known.isdisjoint(row.articles)))
    return Regrouped(groups, tuple(ended))


def as_it_is(store: Store, row: StoryRow) -> tuple[StoryGroup, ...]:
    """A story with the articles that it has, its origins found again; none when they are gone."""
    collection = story.collect(store.articles(row.articles))
    if not collection.articles:
        return ()
    keys = tuple(article.id for article in collection.articles)
    return (StoryGroup(keys[0], keys, collection.origins, collection.copies),)


def current(outlines: Sequence[Outline]) -> list[Outline]:
    """The articles in English that no later version replaces."""
    replaced = {one.replaces for one in outlines}
    return [one for one in outlines if one.id not in replaced and one.language == "en"]


def _around(store: Store, outlines: Sequence[Outline], rows: Sequence[StoryRow]) -> list[str]:
    """The articles to group again: those near in time to articles without a story, and whole stories that reach among them.

    Stories with a replaced article, or with one that a person judged, are among them.
    """
    story_of = {id: row for row in rows for id in row.articles}
    known = {one.id for one in outlines}
    fresh = [one for one in outlines if one.id not in story_of]
    days = sorted({day for one in fresh if (day := _day(one)) is not None})
    near = {one.id for one in fresh}
    if fresh:
        away = sorted((_distance(days, _day(one)), one.id) for one in outlines)
        near |= {id for distance, id in away[:MOST] if distance <= WINDOW}
    for judgement in store.judgements(undone=True):
        near |= {judgement.first, judgement.second, *_listed(judgement.second)} & known
    touched = {row.id: row for row in rows if not known.issuperset(row.articles) or not near.isdisjoint(row.articles)}
    return sorted((near | {id for row in touched.values() for id in row.articles}) & known)


def _listed(text: str) -> set[str]:
    return {id for id in json.loads(text) if isinstance(id, str)} if text.startswith("[") else set()


def _day(one: Outline) -> int | None:
    try:
        return date.fromisoformat((one.published or "")[:10]).toordinal()
    except ValueError:
        return None


def _distance(days: Sequence[int], day: int | None) -> int:
    """Days to the nearest of the days."""
    if day is None or not days:
        return UNDATED
    at = bisect_left(days, day)
    return min(abs(day - other) for other in days[max(0, at - 1) : at + 1])


def _group(store: Store, ids: Sequence[str]) -> tuple[StoryGroup, ...]:
    articles = store.articles(ids)
    if not articles:
        return ()
    collection = story.collect(articles)
    rows = _embedded(store, collection.embedded)
    return story.group(collection, rows, decisions(store.judgements(), [article.id for article in articles]))


def _embedded(store: Store, texts: dict[str, str]) -> dict[str, NDArray[np.float32]]:
    """The vector of each text by article id, from the store where it is there."""
    model = resources.digests()["vectors.onnx"]
    keys = {id: hashlib.sha256(f"{model}\0{text}".encode("utf-8", "surrogatepass")).hexdigest() for id, text in texts.items()}
    kept = store.vectors(sorted(set(keys.values())))
    missing = sorted({key: texts[id] for id, key in sorted(keys.items()) if key not in kept}.items())
    for start in range(0, len(missing), 256):
        part = missing[start : start + 256]
        rows = vectors.embed([text for _, text in part])
        fresh = {key: row.astype(np.float32).tobytes() for (key, _), row in zip(part, rows, strict=True)}
        with store.transaction():
            store.save_vectors(fresh)
        kept.update(fresh)
    return {id: np.frombuffer(kept[key], dtype=np.float32) for id, key in keys.items()}
