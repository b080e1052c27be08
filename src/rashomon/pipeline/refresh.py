"""Brings a store up to date: reads what is new or was read by an older version, groups, and writes the accounts that changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon import analysis, story
from rashomon.export.check import verify
from rashomon.lang import resources, vectors
from rashomon.model import Account, Analysis, Article, Report, Ruling, StoryGroup
from rashomon.pipeline.accounts import write
from rashomon.pipeline.judging import decisions, rulings, touching
from rashomon.pipeline.options import Progress, silent
from rashomon.store import Store, StoryRow, codec

BATCH = 20  # articles in one transaction; a kill loses at most the reading of these, never an article


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did."""

    read: int
    written: tuple[str, ...]
    dropped: tuple[str, ...]


def fingerprint() -> str:
    """What made an analysis: every step with its version, the weights, and the form of the values. A change makes everything stale."""
    steps = [f"{step.name} {step.version}" for step in analysis.annotators()]
    weights = [f"{name} {digest}" for name, digest in sorted(resources.digests().items())]
    return codec.fingerprint(Analysis, *steps, *weights)


def refresh(store: Store, progress: Progress = silent) -> Refreshed:
    """Read, group, reconcile whatever needs it. Can be stopped at any moment and called again."""
    made_by = fingerprint()
    stale = store.stale(made_by)
    for start in range(0, len(stale), BATCH):
        read = [analysis.read(article) for article in store.articles(stale[start : start + BATCH])]
        with store.transaction():
            for one in read:
                store.save_analysis(one, made_by)
        progress("read", min(start + BATCH, len(stale)), len(stale))
    groups = _groups(store)
    written = _write_changed(store, groups, made_by, progress)
    gone = sorted({row.id for row in store.stories()} - {group.id for group in groups})
    if gone:
        with store.transaction():
            store.drop_stories(gone)
            for id in gone:
                store.log("story ended", id, "its articles belong to another story now")
    return Refreshed(len(stale), tuple(written), tuple(gone))


def _groups(store: Store) -> tuple[StoryGroup, ...]:
    """The stories of the articles as they are now: of an article in several versions only the last."""
    articles = [article for article in current(store.articles()) if article.language == "en"]
    if not articles:
        return ()
    collection = story.collect(articles)
    rows = _embedded(store, collection.embedded)
    return story.group(collection, rows, decisions(store.judgements(), [article.id for article in articles]))


def current(articles: Sequence[Article]) -> list[Article]:
    """The articles that no later version replaces."""
    replaced = {article.replaces for article in articles}
    return [article for article in articles if article.id not in replaced]


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


def _write_changed(store: Store, groups: Sequence[StoryGroup], made_by: str, progress: Progress) -> list[str]:
    rows = {row.id: row for row in store.stories()}
    locked = {judgement.first for judgement in store.judgements() if judgement.kind == "lock"}
    decided = rulings(store.judgements())
    changed = []
    for group in groups:
        about = touching(decided, group.articles)
        state = _state(group, made_by, about)
        if _needs(rows.get(group.id), state, group.id in locked):
            changed.append((group, state, about))
    for done, (group, state, about) in enumerate(changed, 1):
        analyses = store.analyses(group.articles)
        made = write(group, analyses, about)
        verify(Report(tuple(one.article for one in analyses), (), (made,)))
        old = store.account(group.id) if group.id in rows else None
        row = StoryRow(group.id, made.title, tuple(made.articles), len(made.origins), len(made.conflicts), "", state, group.id in locked)
        with store.transaction():
            store.save_story(row, made)
            store.log("story changed" if old else "story new", group.id, "; ".join(news(old, made)) or "rewritten")
        progress("reconciled", done, len(changed))
    return [group.id for group, _, _ in changed]


def _needs(row: StoryRow | None, state: str, locked: bool) -> bool:
    return row is None or row.state != state or row.locked != locked


def _state(group: StoryGroup, made_by: str, decided: Sequence[Ruling]) -> str:
    """What an account is made of: its articles, their origins, persons' rulings, and the version of everything that reads them."""
    ruled = [[r.kind, r.same, r.first, r.second] for r in decided]
    parts = json.dumps([group.articles, group.origins, made_by, codec.fingerprint(Account), ruled])
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def news(old: Account | None, new: Account) -> list[str]:
    """What an account has that the last one had not, in words."""
    if old is None:
        return [f"{len(new.articles)} report{'s' if len(new.articles) > 1 else ''}"]
    found = [f"report {id}" for id in new.articles if id not in old.articles]
    for name, word in (("conflicts", "conflict"), ("figures", "figure"), ("facts", "fact"), ("quotes", "quote")):
        before = {item.id for item in getattr(old, name)}
        fresh = [item for item in getattr(new, name) if item.id not in before]
        found += [f"{word}: {_about(item)}" for item in fresh[:5]]
    return found


def _about(item: object) -> str:
    for name in ("about", "what", "text", "speaker", "id"):
        value = getattr(item, name, None)
        if value:
            return str(value)[:80]
    return ""
