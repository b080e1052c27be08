"""The tables, as numbered steps: forward only, run when a store is opened. A step that was published is never changed.

Each step is a list of statements, with the words that differ between engines left open: {serial}, {blob}, {text_index},
{words_in_place}. What a statement cannot fill in is filled by the method of the store that `FILLS` names for the step.
"""

from __future__ import annotations

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE articles (
            number {serial},
            id TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL,
            title TEXT,
            outlet TEXT,
            published TEXT,
            url TEXT,
            source TEXT NOT NULL,
            name TEXT NOT NULL,
            rest {blob} NOT NULL,
            digest TEXT NOT NULL,
            raw TEXT,
            added TEXT NOT NULL
        )""",
        "CREATE INDEX articles_url ON articles (url)",
        "CREATE INDEX articles_name ON articles (source, name)",
        "CREATE INDEX articles_published ON articles (published)",
        "CREATE TABLE raw (digest TEXT PRIMARY KEY, data {blob} NOT NULL)",
        "CREATE TABLE rejected (id {serial}, source TEXT NOT NULL, reason TEXT NOT NULL, raw TEXT, added TEXT NOT NULL)",
        "CREATE TABLE positions (source TEXT PRIMARY KEY, state TEXT NOT NULL, items INTEGER NOT NULL, done INTEGER NOT NULL)",
        """CREATE TABLE runs (
            id {serial},
            started TEXT NOT NULL,
            seen INTEGER NOT NULL,
            stored INTEGER NOT NULL,
            duplicate INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            unchanged INTEGER NOT NULL
        )""",
        "CREATE TABLE analyses (article TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, data {blob} NOT NULL)",
        "CREATE TABLE vectors (digest TEXT PRIMARY KEY, data {blob} NOT NULL)",
        """CREATE TABLE stories (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            articles TEXT NOT NULL,
            origins INTEGER NOT NULL,
            conflicts INTEGER NOT NULL,
            updated TEXT NOT NULL,
            state TEXT NOT NULL,
            locked INTEGER NOT NULL,
            data {blob} NOT NULL
        )""",
        """CREATE TABLE judgements (
            id {serial},
            kind TEXT NOT NULL,
            first TEXT NOT NULL,
            second TEXT NOT NULL,
            who TEXT NOT NULL,
            made TEXT NOT NULL,
            undone TEXT
        )""",
        "CREATE TABLE ledger (id {serial}, made TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL)",
        "{text_index}",
    ),
    (
        # What a list of articles needs without their texts, what a search by person, place or figure needs, and stories by their words.
        "ALTER TABLE articles ADD COLUMN language TEXT",
        "ALTER TABLE articles ADD COLUMN replaces TEXT",
        "CREATE TABLE said (kind TEXT NOT NULL, value TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (kind, value, number))",
        "CREATE INDEX said_number ON said (number)",
        "CREATE INDEX analyses_made ON analyses (article, fingerprint)",
        "CREATE INDEX ledger_subject ON ledger (subject)",
        "ALTER TABLE stories ADD COLUMN told TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE stories ADD COLUMN disputed TEXT NOT NULL DEFAULT ''",
    ),
    (
        # The articles of an outlet by day, for a search that is bounded by both.
        "CREATE INDEX articles_outlet ON articles (lower(outlet), published)",
    ),
    # The words of an article beside its number, not in a place of their own that every look at them must find.
    ("{words_in_place}",),
)
# Number of a step (from 1) to the method that fills what it added from the rows that are there.
FILLS = {2: "fill_fields"}
