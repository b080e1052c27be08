"""The store in one SQLite file: write-ahead log, full-text search by FTS5. One writer at a time, any number of readers."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rashomon.errors import StoreError
from rashomon.model import Article
from rashomon.store.migrations import STEPS
from rashomon.store.protocol import RANKED, Fields, Hit
from rashomon.store.sql import SqlStore

WORDS = {
    "serial": "INTEGER PRIMARY KEY",
    "blob": "BLOB",
    "text_index": "CREATE VIRTUAL TABLE found USING fts5 (title, text, content='articles', content_rowid='number', tokenize='unicode61')",
    "words_in_place": "SELECT 1",  # they are
}
WAIT_SECONDS = 10
MARK = 0x5241_5348  # "RASH" in the file's header, so that another program's database is not taken for ours
TERM = re.compile(r'"([^"]*)"|(\S+)')


def now() -> str:
    """The time, as UTC to the second."""
    return datetime.now(UTC).replace(microsecond=0).isoformat().removesuffix("+00:00") + "Z"


def open_sqlite(path: str, *, create: bool = True, clock: Callable[[], str] = now) -> SqliteStore:
    """The store in the file, brought to the newest form; StoreError when it cannot be."""
    if path != ":memory:":
        folder = Path(path).resolve().parent
        if not Path(path).exists() and not create:
            raise StoreError("there is no library here", where=path, hint="make one with rashomon add")
        if not folder.is_dir():
            raise StoreError("the library cannot be made", where=path, why="its folder does not exist", hint="make the folder first")
        if Path(path).is_dir():
            raise StoreError("the library cannot be opened", where=path, why="it is a folder", hint="name a file")
    store = SqliteStore(path, clock)
    store.migrate()
    return store


class SqliteStore(SqlStore):
    """See Store."""

    def __init__(self, path: str, clock: Callable[[], str]) -> None:
        super().__init__(clock)
        self._path = path
        try:
            self._connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError("the library cannot be opened", where=path, why=str(error)) from error
        self._run("PRAGMA journal_mode = WAL")
        self._run("PRAGMA synchronous = NORMAL" if os.environ.get("RASHOMON_FAST_DISK") else "PRAGMA synchronous = FULL")
        self._run("PRAGMA foreign_keys = ON")

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> StoreError:
        text = str(error)
        hints = {
            "locked": "another rashomon is writing; try again when it has finished",
            "full": "make room on the disk; nothing was half-written",
            "malformed": "restore the file from a copy",
            "not a database": "name another file",
            "readonly": "check the permissions of the file and its folder",
            "closed": "open the library again",
        }
        hint = next((told for word, told in hints.items() if word in text), "run rashomon check")
        return StoreError("the library cannot be read or written", where=self._path, why=text, hint=hint)

    def _begin(self) -> str:
        return "BEGIN IMMEDIATE"

    def migrate(self, steps: Sequence[Sequence[str]] = STEPS) -> None:
        """Run the steps that this file has not seen; StoreError for a file of a newer Rashomon or of another program."""
        mark, version = (int(self._run(f"PRAGMA {name}")[0][0]) for name in ("application_id", "user_version"))
        if (mark and mark != MARK) or (not mark and self._run("SELECT 1 FROM sqlite_master LIMIT 1")):
            raise StoreError("the file is no library of Rashomon", where=self._path, hint="name another file")
        if version > len(steps):
            raise StoreError("the library was made by a newer Rashomon", where=self._path, hint="install that version")
        if version == len(steps):
            return
        with self.transaction():
            version = int(self._run("PRAGMA user_version")[0][0])  # another process may have been first
            self._advance(steps, version, WORDS)
            self._run(f"PRAGMA application_id = {MARK}")
            self._run(f"PRAGMA user_version = {len(steps)}")

    def _index(self, article: Article) -> None:
        self._run("INSERT INTO found (rowid, title, text) SELECT number, title, text FROM articles WHERE id = ?", (article.id,))

    def search(self, query: str, fields: Fields, limit: int) -> list[Hit]:
        """See Store."""
        terms = [phrase or word for phrase, word in TERM.findall(query.replace("\0", " "))]
        quoted = [f'"{term.replace(chr(34), " ")}"' for term in terms if re.search(r"\w", term)]
        where, values = self._bounds(fields)
        if not quoted:
            return self._listed(where, values, limit) if where and not terms else []
        matched = " ".join(quoted)
        # The plus keeps the index of words in the lead: asked for one row after the other, it would weigh all words anew for each.
        fits = f" AND +found.rowid IN (SELECT a.number FROM articles a WHERE {' AND '.join(where)})" if where else ""
        rows = self._run(  # in the order of the index, which ends the search after so many
            "SELECT bm25(found, 4.0, 1.0), o.id, o.number FROM found JOIN articles o ON o.number = found.rowid "
            f"WHERE found MATCH ?{fits} ORDER BY found.rowid DESC LIMIT ?",
            (matched, *values, RANKED),
        )
        best = [(number, score) for score, _, number in sorted(rows)[:limit]]
        return [self._hit(int(number), -float(score), matched) for number, score in best]

    def _hit(self, number: int, rank: float, query: str) -> Hit:
        ((id, title, outlet, published, passage),) = self._run(
            "SELECT a.id, a.title, a.outlet, a.published, snippet(found, 1, '[', ']', '…', 24) "
            "FROM found JOIN articles a ON a.number = found.rowid WHERE found MATCH ? AND found.rowid = ?",
            (query, number),
        )
        return Hit(id, title or id, outlet, published, " ".join(passage.split()), rank)

    def faults(self) -> list[str]:
        """See Store."""
        found = [f"damage: {row[0]}" for row in self._run("PRAGMA integrity_check(20)") if row[0] != "ok"]
        if found:
            return found
        try:
            self._run("INSERT INTO found (found, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            found.append(f"the search index differs from the articles ({error.why})")
        return [*found, *self._lost_rows()]

    def close(self) -> None:
        """See Store."""
        self._connection.close()
