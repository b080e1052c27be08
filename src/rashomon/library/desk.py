"""The library on disk: articles, stories and judgements that stay. `rashomon.open_library(path)` is the way in."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rashomon import ingest
from rashomon.errors import InputError, SettingError, StoreError
from rashomon.library.deciding import KINDS, Meaning, story_row
from rashomon.library.values import Added, Looked, Status, Story
from rashomon.model import Article, Change, Rejected
from rashomon.store import Fields, Hit, Judgement, LedgerRow, Position, RejectedRow, Run, Store, open_store

if TYPE_CHECKING:
    from rashomon.ingest.web import Fetcher
    from rashomon.pipeline.options import Progress


class Library:
    """An open library; use it in a `with` block. All methods raise StoreError when the database cannot be used."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def add(
        self,
        *inputs: str | PathLike[str],
        max_bytes: int | None = None,
        refresh: bool = True,
        allow_private: bool = False,
        fetcher: Fetcher | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read files, folders, addresses or "-" into the library, and bring its stories up to date.

        What was there already is counted as duplicate; what cannot be read is kept with its reason. Safe to interrupt and to call again.
        """
        from rashomon.pipeline import intake
        from rashomon.pipeline.options import silent

        options = ingest.Options(
            max_bytes=ingest.DEFAULT_LIMIT if max_bytes is None else max_bytes,
            stdin=sys.stdin.buffer if "-" in map(str, inputs) else None,
            allow_private=allow_private,
            fetcher=fetcher,
        )
        refused: list[Rejected] = []
        run = intake.take(self._store, [str(given) for given in inputs], options, progress or silent, refused.append)
        return replace(self._brought_up(run, refresh, progress), rejected=tuple(refused))

    def look(self, feeds: Sequence[str | PathLike[str]], *, allow_private: bool = False, fetcher: Fetcher | None = None) -> Looked:
        """Look once at feeds (addresses, or OPML files of them), take in what is new, and bring the stories up to date.

        What an older version read is left to `catch_up`.

        Pass one `fetcher` to every look of a watch: it remembers which hosts asked for time.
        """
        from rashomon.ingest.web import Fetcher, Manners
        from rashomon.pipeline import watching

        opened = fetcher or Fetcher(Manners(allow_private=allow_private))
        try:
            found = watching.look(self._store, addresses(feeds), ingest.Options(), opened)
        finally:
            if fetcher is None:
                opened.close()
        return Looked(self._brought_up(found.run, True, None, pressing=True), found.feeds, found.unchanged, found.failed)

    def refresh(self, progress: Progress | None = None, *, whole: bool = False) -> Added:
        """Read again what an older version read, and write the accounts that change.

        Of a large library only what is near in time to new articles is grouped again; `whole` groups all of it, as if it had come at once.
        """
        return self._brought_up(Run(), True, progress, whole=whole)

    def catch_up(self, seconds: float, progress: Progress | None = None) -> Added:
        """Read again what an older version read, and write accounts that this makes stale, for about so many seconds."""
        from rashomon.pipeline.options import silent
        from rashomon.pipeline.refresh import catch_up

        done = catch_up(self._store, seconds, progress or silent)
        return Added(Run(), done.written, done.dropped)

    def _brought_up(self, run: Run, refresh: bool, progress: Progress | None, *, whole: bool = False, pressing: bool = False) -> Added:
        if not refresh:
            return Added(run)
        from rashomon.pipeline.options import silent
        from rashomon.pipeline.refresh import refresh as bring_up

        done = bring_up(self._store, progress or silent, whole=whole, pressing=pressing)
        return Added(run, done.written, done.dropped)

    def stories(self, *, about: str | None = None, conflicting: bool = False) -> tuple[Story, ...]:
        """The stories, the last updated first: those with a conflict, or those whose title, summary or conflicts hold the words."""
        return tuple(Story(row, self._store) for row in self._store.stories(about=about, conflicting=conflicting))

    def story(self, id: str) -> Story:
        """The story with this id, or the one that holds the article with this id; SettingError when there is none."""
        return Story(story_row(self._store, id), self._store)

    def search(
        self,
        query: str = "",
        *,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        person: str | None = None,
        place: str | None = None,
        figure: str | None = None,
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Articles that hold all the words (phrases in double quotes), the best first; without words the last published first.

        They are of one outlet, published `since` a day or before (`until`) one, name a person or a place (in full or by one word of the
        name), tell a figure ("8", "8 killed"). The last three know only what has been read.
        """
        return tuple(self._store.search(query, Fields(outlet, since, until, person, place, figure), limit))

    def article(self, id: str) -> Article:
        """An article by its id; SettingError when there is none."""
        held = self._store.held(id)
        if held is None:
            raise SettingError(f'no article has the id "{id}"', hint="find it with rashomon search")
        return held.article

    def changes(self, id: str) -> tuple[Change, ...]:
        """What an article says otherwise than the version that it replaces; nothing for a first version. SettingError for no article."""
        from rashomon.pipeline.versions import changes

        article = self.article(id)
        if article.replaces is None:
            return ()
        read = {one.article.id: one for one in self._store.analyses([id, article.replaces])}
        if len(read) < 2:
            raise StoreError("the versions have not been read yet", where=id, hint="run rashomon add or rashomon watch once")
        return changes(read[id], read[article.replaces])

    def judge(self, kind: str, first: str, second: str = "", *, who: str | None = None) -> int:
        """Keep a person's decision, which the next refresh obeys; returns its number, by which it can be undone.

        same, different, unsure: of two articles, or of two items of one story's account (figures, dates, quotes, names, facts), each by its
        id or as one mention "ARTICLE:START-END". merge: of two stories. split: an article out of a story. lock: a story keeps its articles.
        """
        if kind not in KINDS:
            raise SettingError(f'"{kind}" is no kind of judgement', hint=f"one of {', '.join(KINDS)}")
        first, second, kind = Meaning(self._store).of(kind, first, second)
        with self._store.transaction():
            number = self._store.add_judgement(kind, first, second, who or _user())
            self._store.log("judgement", str(number), f"{kind} {first} {second}")
        return number

    def undo(self, number: int) -> None:
        """Take a judgement back; its row stays. SettingError when there is none with this number."""
        with self._store.transaction():
            if not self._store.undo_judgement(number):
                raise SettingError(f"no judgement that holds has the number {number}", hint="list them with rashomon judge --list")
            self._store.log("judgement undone", str(number), "")

    def judgements(self, *, undone: bool = False) -> tuple[Judgement, ...]:
        """The decisions that hold; with `undone` those taken back too."""
        return tuple(self._store.judgements(undone=undone))

    def rejected(self) -> tuple[RejectedRow, ...]:
        """What could not be read, with its reason."""
        return tuple(self._store.rejected())

    def retry(self, *, max_bytes: int | None = None) -> Added:
        """Read again what was rejected, from its kept bytes or from its file; what can be read now is stored and no longer rejected."""
        from rashomon.pipeline import retry

        options = ingest.Options(max_bytes=ingest.DEFAULT_LIMIT if max_bytes is None else max_bytes)
        return self._brought_up(retry.again(self._store, options), True, None)

    def sources(self) -> tuple[Position, ...]:
        """The inputs that were read, and how far."""
        return tuple(self._store.positions())

    def opml(self) -> str:
        """The feeds and sitemaps that were watched, as an OPML list; `look` and other readers of feeds take it."""
        return ingest.to_opml([position.source for position in self._store.positions() if ingest.is_address(position.source)])

    def ledger(self, limit: int = 100) -> tuple[LedgerRow, ...]:
        """What happened, newest first."""
        return tuple(self._store.ledger(limit))

    def status(self) -> Status:
        """How the library is."""
        from rashomon.pipeline.refresh import fingerprint

        return Status(self._store.counts(), len(self._store.stale(fingerprint())), tuple(self._store.runs()[-5:]))

    def export(self, folder: str | PathLike[str], stories: Sequence[Story], *, form: str = "html") -> tuple[Path, ...]:
        """Write the accounts as files, one a story; returns their paths. `form`: html, json, md, text.

        Names are plain letters of the title and digits that follow from the id. SettingError when a file cannot be written.
        """
        from rashomon.library import files

        if form not in files.ENDINGS:
            raise SettingError(f'"{form}" is no form of an account', hint=f"one of {', '.join(files.ENDINGS)}")
        found = []
        for story in stories:
            name = files.name_of(story.row.title, story.id, form)
            found.append(files.write(Path(folder), name, files.as_text(story.report(), form)))
        return tuple(found)

    def check(self) -> tuple[str, ...]:
        """Everything that is wrong, one sentence each; nothing when all is well.

        Looks at the database, the search index, the digests of texts and raw bytes, and the sums of the runs; slices every citation.
        """
        from rashomon.pipeline.checking import faults

        return tuple(faults(self._store))


def open_library(where: str | PathLike[str] = "rashomon.db", *, create: bool = True) -> Library:
    """The library in a file (SQLite), in memory (":memory:"), or at a postgresql:// address."""
    return Library(open_store(where, create=create))


def addresses(feeds: Sequence[str | PathLike[str]]) -> tuple[str, ...]:
    """The addresses behind a list of addresses and OPML files; InputError for a file that lists none."""
    found: dict[str, None] = {}
    for given in map(str, feeds):
        if "://" in given:
            found[given] = None
            continue
        try:
            listed = ingest.from_opml(Path(given).read_text(encoding="utf-8-sig", errors="replace"))
        except OSError as error:
            raise InputError("the list of feeds cannot be read", where=given, why=error.strerror or str(error)) from error
        if not listed:
            raise InputError("no feeds are listed", where=given, hint="give an OPML file or addresses")
        found.update(dict.fromkeys(listed))
    return tuple(found)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


__all__ = ["Added", "Library", "Status", "Story", "open_library"]
