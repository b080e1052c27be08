"""What a library hands out: what a run did, how the library is, and its stories."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import StoreError
from rashomon.export.check import verify
from rashomon.model import Account, Article, Rejected, Report
from rashomon.store import Counts, Run, Store, StoryRow


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: the run that took the inputs in, what it rejected, and the stories that changed by it."""

    run: Run
    changed: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at feeds brought: `unchanged` of `feeds` said that they have nothing new, `failed` say why."""

    added: Added
    feeds: int
    unchanged: int
    failed: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """How a library is: what it holds, what waits to be read, and its last runs."""

    counts: Counts
    waiting: int
    runs: tuple[Run, ...]


class Story:
    """One story of a library. Its account is read when it is asked for."""

    def __init__(self, row: StoryRow, store: Store) -> None:
        self.row = row
        self._store = store

    @property
    def id(self) -> str:
        """The id of its oldest report."""
        return self.row.id

    def account(self) -> Account:
        """What the reports say, with a citation for every statement."""
        found = self._store.account(self.row.id)
        if found is None:
            raise StoreError("the story has gone", where=self.row.id, hint="list the stories again")
        return found

    def news(self) -> str:
        """What its account has that the one before it had not, in words."""
        rows = self._store.ledger(1, subject=self.row.id)
        return rows[0].detail if rows else ""

    def articles(self) -> list[Article]:
        """Its reports, by id."""
        return self._store.articles(self.row.articles)

    def report(self) -> Report:
        """The story as a report of its own, ready for every form of export; its citations are checked.

        Versions that its articles replaced are among the articles: where a later version says otherwise, both are cited.
        """
        from rashomon.pipeline.checking import told_in

        account = self.account()
        origins = tuple(sorted((article, members[0]) for members in account.origins for article in members))
        found = Report(told_in(self._store, self.row.articles), (), (account,), origins)
        verify(found)
        return found
