"""The store in PostgreSQL 13 or later, for a team: the same tables, with its own full-text search and no extension."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rashomon.errors import StoreError
from rashomon.model import Article
from rashomon.store.migrations import STEPS
from rashomon.store.protocol import RANKED, Fields, Hit
from rashomon.store.sql import SqlStore
from rashomon.store.sqlite import now

if TYPE_CHECKING:
    import psycopg

WORDS = {
    "serial": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "blob": "BYTEA",
    # The vector is cut: PostgreSQL refuses one of more than a megabyte.
    "text_index": "CREATE TABLE found (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    # A vector of up to a page stays in its row: looking for a phrase among thousands of rows takes a third of the time.
    "words_in_place": """DO $$ BEGIN
        CREATE TABLE placed (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL) WITH (toast_tuple_target = 8160);
        ALTER TABLE placed ALTER COLUMN words SET STORAGE MAIN;
        INSERT INTO placed SELECT number, words FROM found;
        DROP TABLE found;
        ALTER TABLE placed RENAME TO found;
        ALTER INDEX placed_pkey RENAME TO found_pkey;
    END $$""",
}
INDEX = "CREATE INDEX IF NOT EXISTS found_words ON found USING gin (words)"
INDEXED = 400_000
LOCK = 0x5241_5348  # the advisory lock that one migration holds
TERM = re.compile(r'"([^"]*)"|(\S+)')


def open_postgres(address: str, *, clock: Callable[[], str] = now) -> PostgresStore:
    """The store at an address, brought to the newest form; StoreError when it cannot be reached."""
    try:
        import psycopg
    except ImportError as error:
        raise StoreError("PostgreSQL needs the package psycopg", hint="pip install 'rashomon[postgres]'") from error
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise StoreError("the library cannot be reached", where=_without_password(address), why=_first_line(error)) from error
    store = PostgresStore(connection, _without_password(address), clock)
    store.migrate()
    return store


class PostgresStore(SqlStore):
    """See Store."""

    def __init__(self, connection: psycopg.Connection[Any], name: str, clock: Callable[[], str]) -> None:
        super().__init__(clock)
        self._connection = connection
        self._name = name
        # How rare its words are decides how a query is best answered: each is planned for itself, never once for all that look like it.
        self._run("SET plan_cache_mode = force_custom_plan")
        self._run("SET max_parallel_workers_per_gather = 0")  # a search is over before its helpers have started

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        import psycopg

        try:
            cursor = self._connection.execute(statement.replace("%", "%%").replace("?", "%s").encode(), values)
            return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            raise StoreError("the library cannot be read or written", where=self._name, why=_first_line(error)) from error

    def migrate(self, steps: Sequence[Sequence[str]] = STEPS) -> None:
        """Run the steps that this database has not seen; StoreError for one of a newer Rashomon."""
        self._run("CREATE TABLE IF NOT EXISTS rashomon_version (version INTEGER NOT NULL)")
        with self.transaction():
            self._run("SELECT pg_advisory_xact_lock(?)", (LOCK,))
            rows = self._run("SELECT version FROM rashomon_version")
            version = int(rows[0][0]) if rows else 0
            if version > len(steps):
                raise StoreError("the library was made by a newer Rashomon", where=self._name, hint="install that version")
            self._advance(steps, version, WORDS)
            if steps and version < len(steps):
                self._run(INDEX)
                self._run("ANALYZE found")  # else the planner takes every word for a rare one
            self._run("DELETE FROM rashomon_version")
            self._run("INSERT INTO rashomon_version (version) VALUES (?)", (len(steps),))

    def _begin(self) -> str:
        return "BEGIN ISOLATION LEVEL READ COMMITTED"

    def _index(self, article: Article) -> None:
        self._run(
            "INSERT INTO found (number, words) SELECT number, setweight(to_tsvector('simple', COALESCE(title, '')), 'A') || "
            "to_tsvector('simple', left(text, ?)) FROM articles WHERE id = ?",
            (INDEXED, article.id),
        )

    def search(self, query: str, fields: Fields, limit: int) -> list[Hit]:
        """See Store."""
        found = TERM.findall(query.replace("\0", " "))
        texts = [phrase or word for phrase, word in found if re.search(r"\w", phrase or word)]
        where, values = self._bounds(fields)
        if not texts:
            return self._listed(where, values, limit) if where and not found else []
        asked = " && ".join("phraseto_tsquery('simple', ?)" for _ in texts)
        # Of very many that match, the last stored are ranked, as in SQLite; a passage is cut for the few rows that are shown.
        fits = "JOIN articles a ON a.number = f.number " if where else ""
        last = (
            f"SELECT f.number, f.words FROM found f {fits}WHERE {' AND '.join([f'f.words @@ ({asked})', *where])} "
            f"ORDER BY f.number DESC LIMIT {RANKED}"
        )
        best = f"SELECT l.number, ts_rank(l.words, {asked}) AS rank FROM ({last}) l ORDER BY rank DESC, l.number DESC LIMIT ?"
        rows = self._run(
            f"SELECT a.id, a.title, a.outlet, a.published, ts_headline('simple', left(a.text, 100000), {asked}, "
            f"'StartSel=[, StopSel=], MaxWords=24, MinWords=12'), b.rank FROM ({best}) b JOIN articles a ON a.number = b.number "
            "ORDER BY b.rank DESC, b.number DESC",
            (*texts, *texts, *texts, *values, limit),
        )
        return [Hit(r[0], r[1] or r[0], r[2], r[3], " ".join(r[4].split()), float(r[5])) for r in rows]

    def faults(self) -> list[str]:
        """See Store."""
        missing = int(self._run("SELECT COUNT(*) FROM articles WHERE number NOT IN (SELECT number FROM found)")[0][0])
        found = [f"{missing} articles that the search does not find"] if missing else []
        return [*found, *self._lost_rows()]

    def close(self) -> None:
        """See Store."""
        self._connection.close()


def _without_password(address: str) -> str:
    return re.sub(r"(//[^/:@]*):[^@/]*@", r"\1@", address)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
