"""Brings a store up to date: reads what is new or was read by an older version, groups, and writes the accounts that changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon import analysis
from rashomon.export.check import verify
from rashomon.lang import resources
from rashomon.model import Account, Analysis, Report, Ruling, StoryGroup
from rashomon.pipeline.accounts import write
from rashomon.pipeline.judging import rulings, touching
from rashomon.pipeline.options import Progress, silent
from rashomon.pipeline.regrouping import as_it_is, regroup
from rashomon.pipeline.versions import with_changes
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


def refresh(store: Store, progress: Progress = silent, *, whole: bool = False, pressing: bool = False) -> Refreshed:
    """Read, group, reconcile whatever needs it. Can be stopped at any moment and called again.

    `whole` groups a large library anew from its first article. `pressing` leaves what an older version read, and accounts that only that
    makes stale, to `catch_up`.
    """
    made_by = fingerprint()
    waiting = store.unread() if pressing else store.stale(made_by)
    _read(store, waiting, made_by, progress)
    found = regroup(store, whole=whole)
    written = _write_changed(store, found.groups, made_by, progress, pressing=pressing)
    if found.ended:
        with store.transaction():
            store.drop_stories(found.ended)
            for id in found.ended:
                store.log("story ended", id, "its articles belong to another story now")
    return Refreshed(len(waiting), tuple(written), found.ended)


def catch_up(store: Store, seconds: float, progress: Progress = silent) -> Refreshed:
    """Read again what an older version read, and write the accounts that this makes stale, for about so many seconds."""
    made_by, until = fingerprint(), time.monotonic() + seconds
    stale = store.stale(made_by)
    done = 0
    while done < len(stale) and time.monotonic() < until:
        _read(store, stale[done : done + BATCH], made_by, silent)
        done = min(done + BATCH, len(stale))
        progress("read again", done, len(stale))
    old, written = set(stale[done:]), []
    for row in store.stories():
        if time.monotonic() >= until:
            break
        if row.state.partition(":")[2] != _version(made_by) and old.isdisjoint(row.articles):
            written += _write_changed(store, as_it_is(store, row), made_by, progress)
    return Refreshed(done, tuple(written), ())


def _read(store: Store, ids: Sequence[str], made_by: str, progress: Progress) -> None:
    for start in range(0, len(ids), BATCH):
        read = [analysis.read(article) for article in store.articles(ids[start : start + BATCH])]
        with store.transaction():
            for one in read:
                store.save_analysis(one, made_by)
        progress("read", min(start + BATCH, len(ids)), len(ids))


def _write_changed(store: Store, groups: Sequence[StoryGroup], made_by: str, progress: Progress, *, pressing: bool = False) -> list[str]:
    rows = {row.id: row for row in store.stories()}
    judgements = store.judgements()
    locked = {judgement.first for judgement in judgements if judgement.kind == "lock"}
    decided = rulings(judgements)
    changed = []
    for group in groups:
        about = touching(decided, group.articles)
        state = _state(group, made_by, about)
        if _needs(rows.get(group.id), state, group.id in locked, pressing):
            changed.append((group, state, about))
    told_in = {article: row.id for row in rows.values() for article in row.articles}
    stale = frozenset(store.stale(made_by)) if pressing and changed else frozenset()
    for done, (group, state, about) in enumerate(changed, 1):
        _read(store, [id for id in group.articles if id in stale], made_by, silent)
        analyses = store.analyses(group.articles)
        earlier = store.analyses([one.article.replaces for one in analyses if one.article.replaces])
        made = with_changes(write(group, analyses, about), analyses, earlier)
        verify(Report(tuple(one.article for one in (*analyses, *earlier)), (), (made,)))
        before = _before(group, rows, told_in)
        old = store.account(before) if before else None
        lock = group.id in locked
        row = StoryRow(group.id, made.title, tuple(made.articles), len(made.origins), len(made.conflicts), "", state, lock)
        with store.transaction():
            store.save_story(row, made)
            store.log("story changed" if old else "story new", group.id, "; ".join(news(old, made)) or "rewritten")
        progress("reconciled", done, len(changed))
    return [group.id for group, _, _ in changed]


def _before(group: StoryGroup, rows: Mapping[str, StoryRow], told_in: Mapping[str, str]) -> str | None:
    """The story that this one was: of the same id, else the one with most of its articles. An older report gives a story another id."""
    if group.id in rows:
        return group.id
    shares = Counter(told_in[article] for article in group.articles if article in told_in)
    return min(shares, key=lambda id: (-shares[id], id), default=None)


def _needs(row: StoryRow | None, state: str, locked: bool, pressing: bool) -> bool:
    if row is None or row.locked != locked:
        return True
    return row.state.partition(":")[0] != state.partition(":")[0] if pressing else row.state != state


def _version(made_by: str) -> str:
    return hashlib.sha256(f"{made_by} {codec.fingerprint(Account)}".encode()).hexdigest()[:16]


def _state(group: StoryGroup, made_by: str, decided: Sequence[Ruling]) -> str:
    """What an account is made of: its articles, their origins and persons' rulings; after a colon the version of all that makes it."""
    ruled = [[r.kind, r.same, r.first, r.second] for r in decided]
    parts = json.dumps([group.articles, group.origins, ruled])
    return f"{hashlib.sha256(parts.encode()).hexdigest()[:16]}:{_version(made_by)}"


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
