"""What a store can do, and the rows that it hands out. Methods are grouped by topic; each names its caller.

Every method that writes must run inside `transaction()`: nothing is visible to others before it ends, and all is undone when it fails.
All of them raise StoreError when the disk is full, the database is locked or damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from rashomon.model import Account, Analysis, Article, Rejected

RANKED = 1_000  # articles that are weighed against each other: of more that match, the last stored ones


@dataclass(frozen=True, slots=True)
class Position:
    """How far an input was read. `state` is what tells a changed input from an unchanged one; `done` is false while it is being read."""

    source: str
    state: str
    items: int
    done: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `add`: seen = stored + duplicate + rejected; `unchanged` inputs were not read again."""

    id: int = 0
    started: str = ""
    seen: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """An article as it lies in the store: with the digest of its text, of its raw bytes, and when it came."""

    article: Article
    digest: str
    raw: str | None
    added: str


@dataclass(frozen=True, slots=True)
class Head:
    """An article without its text: what tells whether another one is a version of it."""

    id: str
    url: str | None
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Outline:
    """An article without its text: what is needed to know which stories it may belong to."""

    id: str
    published: str | None
    language: str
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Fields:
    """What a search asks beside its words. `since` and `until` are days (or ISO 8601 times), the second exclusive.

    `person` and `place` are a whole name or one word of it; `figure` is a number, alone or with what it counts: "8", "8 killed".
    """

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    person: str | None = None
    place: str | None = None
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """An input that did not become an article, kept with its bytes so that it can be tried again."""

    id: int
    source: str
    reason: str
    raw: str | None
    added: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story without its account: what a list shows. `state` is what its account was made of; `locked` keeps its articles as they are."""

    id: str
    title: str
    articles: tuple[str, ...]
    origins: int
    conflicts: int
    updated: str
    state: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision. `kind`: same, different, unsure (of two articles or two items), merge, split, lock (of stories)."""

    id: int
    kind: str
    first: str
    second: str
    who: str
    at: str
    undone: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Something that happened, never changed afterwards."""

    id: int
    at: str
    what: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found; `passage` is the best place, in which `[` and `]` stand around the words found."""

    article: str
    title: str
    outlet: str | None
    published: str | None
    passage: str
    rank: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    articles: int
    rejected: int
    duplicates: int
    analyses: int
    stories: int
    judgements: int


class Store(Protocol):
    """A library's memory."""

    # Lifecycle: library
    def close(self) -> None:
        """Let go of the database."""

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing; may not be nested."""

    # Articles: pipeline.intake
    def add_article(self, article: Article, digest: str, raw: bytes) -> None:
        """A new article with its bytes; its id must be new."""

    def held(self, id: str) -> Held | None:
        """An article by its id."""

    def versions(self, url: str | None, source: str, id: str) -> list[Head]:
        """The articles that came from the same address, or from the same place under the same id (with any `~n`), oldest first."""

    def articles(self, ids: Sequence[str] | None = None) -> list[Article]:
        """The articles with these ids, or all, by id."""

    def outlines(self) -> list[Outline]:
        """All articles without their texts, by id."""

    def raw(self, digest: str) -> bytes | None:
        """Raw bytes by their digest."""

    # Rejected and positions: pipeline.intake
    def add_rejected(self, rejected: Rejected, raw: bytes) -> None:
        """An input that failed; the same failure of the same bytes is kept once."""

    def rejected(self) -> list[RejectedRow]:
        """All that failed, oldest first."""

    def forget_rejected(self, id: int) -> None:
        """Remove a row that has been read after all."""

    def position(self, source: str) -> Position | None:
        """How far an input was read."""

    def save_position(self, position: Position) -> None:
        """Remember it; in the same transaction as what was read."""

    def positions(self) -> list[Position]:
        """All inputs, by name."""

    def save_run(self, run: Run) -> int:
        """Begin a run (id 0) or bring it up to date; returns its id."""

    def runs(self) -> list[Run]:
        """All runs, oldest first."""

    # What was read out: pipeline.refresh
    def save_analysis(self, analysis: Analysis, fingerprint: str) -> None:
        """Keep an analysis, replacing the article's last one."""

    def analyses(self, ids: Sequence[str]) -> list[Analysis]:
        """The analyses of these articles, by id; those without one are left out."""

    def stale(self, fingerprint: str) -> list[str]:
        """The articles without an analysis of this fingerprint, by id."""

    def unread(self) -> list[str]:
        """The articles without any analysis, by id."""

    def save_vectors(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of texts by the digest of text and model, so that no text is embedded twice."""

    def vectors(self, digests: Sequence[str]) -> dict[str, bytes]:
        """Those of these vectors that are kept."""

    # Stories: pipeline.refresh, library
    def save_story(self, row: StoryRow, account: Account) -> None:
        """Keep a story's account, replacing its last one."""

    def drop_stories(self, ids: Iterable[str]) -> None:
        """Forget stories that are no more."""

    def stories(self, *, about: str | None = None, conflicting: bool = False) -> list[StoryRow]:
        """The stories, the last updated first: those with a conflict, those whose title, summary or conflicts hold all words of `about`;
        with both, those whose conflicts hold them."""

    def account(self, story: str) -> Account | None:
        """A story's account."""

    # People: library
    def add_judgement(self, kind: str, first: str, second: str, who: str) -> int:
        """Keep a decision; returns its id."""

    def undo_judgement(self, id: int) -> bool:
        """Take a decision back, keeping its row; False when there is none to take back."""

    def judgements(self, *, undone: bool = False) -> list[Judgement]:
        """Decisions that hold, or with `undone` all, oldest first."""

    # Finding: library
    def search(self, query: str, fields: Fields, limit: int) -> list[Hit]:
        """Articles whose headline or text holds all the words, phrases in double quotes; the best first.

        Without words those that fit the fields, the last published first.
        """

    # Health: library
    def log(self, what: str, subject: str, detail: str) -> None:
        """A row in the ledger."""

    def ledger(self, limit: int = 100, subject: str | None = None) -> list[LedgerRow]:
        """The last rows, of one subject or of all, newest first."""

    def counts(self) -> Counts:
        """How much there is."""

    def faults(self) -> list[str]:
        """What is wrong with the database itself: damage, an index that differs from its table, rows without their partner."""
