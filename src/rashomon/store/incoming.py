"""The rows of what came in, over an SQL database: articles with their raw bytes, rejected inputs, positions, runs."""

from __future__ import annotations

import abc
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from rashomon.errors import StoreError
from rashomon.model import Article, Rejected
from rashomon.store import codec
from rashomon.store.protocol import Head, Held, Outline, Position, RejectedRow, Run

ARTICLE = "text, rest, digest, raw, added"
MANY = 500  # ids in one statement
LEVEL = 4  # of compression: for a page 1.2 ms instead of the 2.1 ms of level 6, which saves 5 % of the bytes


class InputRows(abc.ABC):
    """The engine, its transactions, and what came in: articles, raw bytes, rejected inputs, positions, runs. Statements use `?`."""

    def __init__(self, now: Callable[[], str]) -> None:
        self._now = now
        self._open = False

    # The engine
    @abc.abstractmethod
    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; its rows, if it has any. Errors of the engine become StoreError."""

    @abc.abstractmethod
    def close(self) -> None:
        """See Store."""

    @abc.abstractmethod
    def _index(self, article: Article) -> None:
        """Make an article findable, where the engine does not do it by itself."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See Store."""
        if self._open:
            raise StoreError("a transaction is open already")
        self._run(self._begin())
        self._open = True
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._open = False

    def _begin(self) -> str:
        return "BEGIN"

    def _roll_back(self) -> None:
        try:
            self._run("ROLLBACK")
        except StoreError:  # the engine may have rolled back by itself; the first error is the one to tell
            return

    # Articles
    def add_article(self, article: Article, digest: str, raw: bytes) -> None:
        """See Store."""
        values = (
            article.id,
            article.text,
            article.title,
            article.outlet,
            article.published,
            article.url,
            article.source,
            name_of(article.id),
            codec.pack(without_text(article)),
            digest,
            self._keep(raw),
            self._now(),
            article.language,
            article.replaces,
        )
        columns = "id, text, title, outlet, published, url, source, name, rest, digest, raw, added, language, replaces"
        self._run(f"INSERT INTO articles ({columns}) VALUES ({', '.join('?' * len(values))})", values)
        self._index(article)

    def _keep(self, raw: bytes) -> str | None:
        if not raw:
            return None
        digest = hashlib.sha256(raw).hexdigest()
        self._run("INSERT INTO raw (digest, data) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", (digest, zlib.compress(raw, LEVEL)))
        return digest

    def held(self, id: str) -> Held | None:
        """See Store."""
        rows = self._run(f"SELECT {ARTICLE} FROM articles WHERE id = ?", (id,))
        return _held(rows[0]) if rows else None

    def versions(self, url: str | None, source: str, id: str) -> list[Head]:
        """See Store."""
        same = "(source = ? AND name = ?) OR (url IS NOT NULL AND url = ?) OR id = ?"
        rows = self._run(f"SELECT id, url, source, digest FROM articles WHERE {same} ORDER BY number", (source, name_of(id), url, id))
        return [Head(*row) for row in rows]

    def articles(self, ids: Sequence[str] | None = None) -> list[Article]:
        """See Store."""
        if ids is None:
            return [_held(row).article for row in self._run(f"SELECT {ARTICLE} FROM articles ORDER BY id")]
        found = [_held(row).article for row in self._of(f"SELECT {ARTICLE} FROM articles WHERE id IN", ids)]
        return sorted(found, key=lambda article: article.id)

    def outlines(self) -> list[Outline]:
        """See Store."""
        return [Outline(*row) for row in self._run("SELECT id, published, language, replaces FROM articles ORDER BY id")]

    def raw(self, digest: str) -> bytes | None:
        """See Store."""
        rows = self._run("SELECT data FROM raw WHERE digest = ?", (digest,))
        try:
            return zlib.decompress(bytes(rows[0][0])) if rows else None
        except zlib.error as error:
            raise StoreError("stored bytes are damaged", where=digest, why=str(error)) from error

    def _of(self, statement: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(ids), MANY):
            part = list(ids[start : start + MANY])
            yield from self._run(f"{statement} ({', '.join('?' * len(part))})", part)

    # Rejected and positions
    def add_rejected(self, rejected: Rejected, raw: bytes) -> None:
        """See Store."""
        digest = self._keep(raw)
        values = (rejected.source, rejected.reason, digest)
        known = self._run("SELECT id FROM rejected WHERE source = ? AND reason = ? AND COALESCE(raw, '') = COALESCE(?, '')", values)
        if not known:
            self._run("INSERT INTO rejected (source, reason, raw, added) VALUES (?, ?, ?, ?)", (*values, self._now()))

    def rejected(self) -> list[RejectedRow]:
        """See Store."""
        return [RejectedRow(*row) for row in self._run("SELECT id, source, reason, raw, added FROM rejected ORDER BY id")]

    def forget_rejected(self, id: int) -> None:
        """See Store."""
        self._run("DELETE FROM rejected WHERE id = ?", (id,))

    def position(self, source: str) -> Position | None:
        """See Store."""
        rows = self._run("SELECT source, state, items, done FROM positions WHERE source = ?", (source,))
        return Position(rows[0][0], rows[0][1], rows[0][2], bool(rows[0][3])) if rows else None

    def save_position(self, position: Position) -> None:
        """See Store."""
        self._run(
            "INSERT INTO positions (source, state, items, done) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (source) DO UPDATE SET state = excluded.state, items = excluded.items, done = excluded.done",
            (position.source, position.state, position.items, int(position.done)),
        )

    def positions(self) -> list[Position]:
        """See Store."""
        return [
            Position(r[0], r[1], r[2], bool(r[3])) for r in self._run("SELECT source, state, items, done FROM positions ORDER BY source")
        ]

    def save_run(self, run: Run) -> int:
        """See Store."""
        numbers = (run.seen, run.stored, run.duplicate, run.rejected, run.unchanged)
        if run.id:
            self._run("UPDATE runs SET seen = ?, stored = ?, duplicate = ?, rejected = ?, unchanged = ? WHERE id = ?", (*numbers, run.id))
            return run.id
        statement = "INSERT INTO runs (started, seen, stored, duplicate, rejected, unchanged) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
        return int(self._run(statement, (self._now(), *numbers))[0][0])

    def runs(self) -> list[Run]:
        """See Store."""
        return [Run(*row) for row in self._run("SELECT id, started, seen, stored, duplicate, rejected, unchanged FROM runs ORDER BY id")]


def name_of(id: str) -> str:
    """An id without the number of its version."""
    head, mark, tail = id.rpartition("~")
    return head if mark and tail.isdigit() else id


def without_text(article: Article) -> Article:
    """The article as it is kept beside its text."""
    return replace(article, text="")


def _held(row: tuple[Any, ...]) -> Held:
    text, rest, digest, raw, added = row
    return Held(replace(codec.unpack(Article, bytes(rest)), text=text), digest, raw, added)
