"""The whole library over every engine: the same stories, the same accounts, no fault."""

from pathlib import Path

import rashomon
from rashomon.store import open_store

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"
BANK = [SAMPLE / name for name in ("13_northern-ledger.txt", "14_the-penny.txt", "15_crown-wire.txt")]


def test_a_library_is_the_same_over_every_engine(where, tmp_path):
    with rashomon.open_library(where) as desk, rashomon.open_library(tmp_path / "other.db") as other:
        for library in (desk, other):
            assert library.add(*BANK).run.stored == 3
            assert library.add(*BANK).run.unchanged == 3
        assert [story.account() for story in desk.stories()] == [story.account() for story in other.stories()]
        assert [hit.article for hit in desk.search("halder bank", limit=1)]
        number = desk.judge("lock", BANK[0].name)
        assert desk.refresh().changed
        desk.undo(number)
        assert desk.check() == ()
        assert desk.status().waiting == 0


def test_a_library_that_was_closed_is_as_it_was(where):
    if where == ":memory:":
        return
    with rashomon.open_library(where) as desk:
        desk.add(*BANK, refresh=False)
    store = open_store(where)
    assert [article.id for article in store.articles()] == [path.name for path in BANK]
    store.close()
