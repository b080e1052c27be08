"""The store over an SQL database: the statements that all engines share. Engines add their way to connect, to lock and to search."""

from __future__ import annotations

import abc
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from rashomon.errors import StoreError
from rashomon.model import Account, Analysis, Article
from rashomon.store import codec, terms
from rashomon.store.incoming import InputRows, without_text
from rashomon.store.migrations import FILLS
from rashomon.store.protocol import Counts, Fields, Hit, Judgement, LedgerRow, StoryRow


class SqlStore(InputRows):
    """What SQLite and PostgreSQL have in common: `InputRows`, and what was made of the articles, decided by people, and happened."""

    @abc.abstractmethod
    def search(self, query: str, fields: Fields, limit: int) -> list[Hit]:
        """See Store."""

    @abc.abstractmethod
    def faults(self) -> list[str]:
        """See Store."""

    def _advance(self, steps: Sequence[Sequence[str]], version: int, words: Mapping[str, str]) -> None:
        """Run the steps after a version, and fill what each of them added."""
        for number, step in enumerate(steps[version:], version + 1):
            for statement in step:
                self._run(statement.format(**words))
            if version and number in FILLS:
                getattr(self, FILLS[number])()

    def fill_fields(self) -> None:
        """Step 2 for the rows that are there. An analysis in an older form is left out: it is stale and will be made again."""
        for (id,) in self._run("SELECT id FROM articles ORDER BY number"):
            ((rest,),) = self._run("SELECT rest FROM articles WHERE id = ?", (id,))
            about = codec.unpack(Article, bytes(rest))
            self._run("UPDATE articles SET language = ?, replaces = ? WHERE id = ?", (about.language, about.replaces, id))
            for (data,) in self._run("SELECT data FROM analyses WHERE article = ?", (id,)):
                with suppress(StoreError):
                    self._save_fields(id, codec.unpack(Analysis, bytes(data)))
        for (id,) in self._run("SELECT id FROM stories ORDER BY id"):
            with suppress(StoreError):
                account = self.account(id)
                if account is not None:
                    self._run("UPDATE stories SET told = ?, disputed = ? WHERE id = ?", (*terms.of_account(account), id))

    # What was read out
    def save_analysis(self, analysis: Analysis, fingerprint: str) -> None:
        """See Store."""
        data = codec.pack(replace(analysis, article=without_text(analysis.article)))
        self._run(
            "INSERT INTO analyses (article, fingerprint, data) VALUES (?, ?, ?) "
            "ON CONFLICT (article) DO UPDATE SET fingerprint = excluded.fingerprint, data = excluded.data",
            (analysis.article.id, fingerprint, data),
        )
        self._save_fields(analysis.article.id, analysis)

    def _save_fields(self, id: str, analysis: Analysis) -> None:
        """Make an article findable by the persons, places and figures that it tells of."""
        rows = self._run("SELECT number FROM articles WHERE id = ?", (id,))
        if not rows:
            return
        number = int(rows[0][0])
        self._run("DELETE FROM said WHERE number = ?", (number,))
        for kind, value in terms.of_analysis(analysis):
            self._run("INSERT INTO said (kind, value, number) VALUES (?, ?, ?)", (kind, value, number))

    def _bounds(self, fields: Fields) -> tuple[list[str], list[Any]]:
        """What the fields ask of an article `a`, as conditions and their values."""
        where, values = [], []
        bounds = (("lower(a.outlet) = lower(?)", fields.outlet), ("a.published >= ?", fields.since), ("a.published < ?", fields.until))
        for condition, value in bounds:
            if value is not None:
                where.append(condition)
                values.append(value)
        for kind, asked in (("person", fields.person), ("place", fields.place), ("figure", fields.figure)):
            if asked is not None:
                where.append("a.number IN (SELECT number FROM said WHERE kind = ? AND value = ?)")
                values += [kind, terms.asked(kind, asked)]
        return where, values

    def _listed(self, where: Sequence[str], values: Sequence[Any], limit: int) -> list[Hit]:
        """The articles that fit the fields alone, the last published first."""
        rows = self._run(
            f"SELECT a.id, a.title, a.outlet, a.published, substr(a.text, 1, 160) FROM articles a WHERE {' AND '.join(where)} "
            "ORDER BY COALESCE(a.published, '') DESC, a.id LIMIT ?",
            (*values, limit),
        )
        return [Hit(r[0], r[1] or r[0], r[2], r[3], " ".join(r[4].split()), 0.0) for r in rows]

    def analyses(self, ids: Sequence[str]) -> list[Analysis]:
        """See Store."""
        texts = {article.id: article for article in self.articles(ids)}
        found = []
        for article, data in self._of("SELECT article, data FROM analyses WHERE article IN", ids):
            if article in texts:
                found.append(replace(codec.unpack(Analysis, bytes(data)), article=texts[article]))
        return sorted(found, key=lambda one: one.article.id)

    def stale(self, fingerprint: str) -> list[str]:
        """See Store."""
        rows = self._run(
            "SELECT a.id FROM articles a LEFT JOIN analyses n ON n.article = a.id "
            "WHERE n.article IS NULL OR n.fingerprint <> ? ORDER BY a.id",
            (fingerprint,),
        )
        return [row[0] for row in rows]

    def unread(self) -> list[str]:
        """See Store."""
        rows = self._run("SELECT a.id FROM articles a LEFT JOIN analyses n ON n.article = a.id WHERE n.article IS NULL ORDER BY a.id")
        return [row[0] for row in rows]

    def save_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """See Store."""
        for digest in sorted(vectors):
            self._run("INSERT INTO vectors (digest, data) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", (digest, vectors[digest]))

    def vectors(self, digests: Sequence[str]) -> dict[str, bytes]:
        """See Store."""
        return {row[0]: bytes(row[1]) for row in self._of("SELECT digest, data FROM vectors WHERE digest IN", digests)}

    # Stories
    def save_story(self, row: StoryRow, account: Account) -> None:
        """See Store."""
        columns = ("title", "articles", "origins", "conflicts", "updated", "state", "locked", "data", "told", "disputed")
        values = (
            row.id,
            row.title,
            json.dumps(row.articles),
            row.origins,
            row.conflicts,
            row.updated or self._now(),
            row.state,
            int(row.locked),
        )
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns)
        self._run(
            f"INSERT INTO stories (id, {', '.join(columns)}) VALUES ({', '.join('?' * 11)}) ON CONFLICT (id) DO UPDATE SET {changes}",
            (*values, codec.pack(account), *terms.of_account(account)),
        )

    def drop_stories(self, ids: Iterable[str]) -> None:
        """See Store."""
        for id in ids:
            self._run("DELETE FROM stories WHERE id = ?", (id,))

    def stories(self, *, about: str | None = None, conflicting: bool = False) -> list[StoryRow]:
        """See Store."""
        where, values = ["conflicts > 0"] if conflicting else [], []
        for word in (about or "").lower().replace("\0", " ").split():
            where.append(f"{'disputed' if conflicting else 'told'} LIKE ? ESCAPE '!'")
            values.append("%" + "".join(f"!{c}" if c in "!%_" else c for c in word) + "%")
        condition = f"WHERE {' AND '.join(where)} " if where else ""
        rows = self._run(
            f"SELECT id, title, articles, origins, conflicts, updated, state, locked FROM stories {condition}ORDER BY updated DESC, id",
            values,
        )
        return [StoryRow(r[0], r[1], tuple(json.loads(r[2])), r[3], r[4], r[5], r[6], bool(r[7])) for r in rows]

    def account(self, story: str) -> Account | None:
        """See Store."""
        rows = self._run("SELECT data FROM stories WHERE id = ?", (story,))
        return codec.unpack(Account, bytes(rows[0][0])) if rows else None

    # People
    def add_judgement(self, kind: str, first: str, second: str, who: str) -> int:
        """See Store."""
        statement = "INSERT INTO judgements (kind, first, second, who, made) VALUES (?, ?, ?, ?, ?) RETURNING id"
        return int(self._run(statement, (kind, first, second, who, self._now()))[0][0])

    def undo_judgement(self, id: int) -> bool:
        """See Store."""
        return bool(self._run("UPDATE judgements SET undone = ? WHERE id = ? AND undone IS NULL RETURNING id", (self._now(), id)))

    def judgements(self, *, undone: bool = False) -> list[Judgement]:
        """See Store."""
        which = "" if undone else "WHERE undone IS NULL "
        return [
            Judgement(*row) for row in self._run(f"SELECT id, kind, first, second, who, made, undone FROM judgements {which}ORDER BY id")
        ]

    # Health
    def log(self, what: str, subject: str, detail: str) -> None:
        """See Store."""
        self._run("INSERT INTO ledger (made, what, subject, detail) VALUES (?, ?, ?, ?)", (self._now(), what, subject, detail))

    def ledger(self, limit: int = 100, subject: str | None = None) -> list[LedgerRow]:
        """See Store."""
        where, values = ("", ()) if subject is None else ("WHERE subject = ? ", (subject,))
        rows = self._run(f"SELECT id, made, what, subject, detail FROM ledger {where}ORDER BY id DESC LIMIT ?", (*values, limit))
        return [LedgerRow(*row) for row in rows]

    def counts(self) -> Counts:
        """See Store."""
        tables = ("articles", "rejected", "analyses", "stories")
        articles, rejected, analyses, stories = (int(self._run(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in tables)
        duplicates = int(self._run("SELECT COALESCE(SUM(duplicate), 0) FROM runs")[0][0])
        judgements = int(self._run("SELECT COUNT(*) FROM judgements WHERE undone IS NULL")[0][0])
        return Counts(articles, rejected, duplicates, analyses, stories, judgements)

    def _lost_rows(self) -> list[str]:
        """Rows whose partner is missing, as sentences."""
        checks = (
            ("analyses of articles that are not there", "SELECT COUNT(*) FROM analyses WHERE article NOT IN (SELECT id FROM articles)"),
            (
                "articles whose raw bytes are gone",
                "SELECT COUNT(*) FROM articles WHERE raw IS NOT NULL AND raw NOT IN (SELECT digest FROM raw)",
            ),
            ("search fields of articles that are not there", "SELECT COUNT(*) FROM said WHERE number NOT IN (SELECT number FROM articles)"),
            ("runs that do not add up", "SELECT COUNT(*) FROM runs WHERE seen <> stored + duplicate + rejected"),
        )
        found = [(what, int(self._run(statement)[0][0])) for what, statement in checks]
        return [f"{number} {what}" for what, number in found if number]
