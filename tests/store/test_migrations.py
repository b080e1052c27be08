"""A library of every earlier form is brought up when it is opened, and keeps its rows, over every engine."""

import pytest

from rashomon.model import Analysis, Article, Mention
from rashomon.store import Fields, Outline, codec, open_store
from rashomon.store.migrations import STEPS
from rashomon.store.postgres import PostgresStore
from rashomon.store.sqlite import SqliteStore, now

TEXT = "Bridge closed\n\nAda Berg closed the bridge."


def old_store(where, version):
    """A library as the release with so many steps made it."""
    if where.startswith("postgresql://"):
        import psycopg

        store = PostgresStore(psycopg.connect(where, autocommit=True), where, now)
    else:
        store = SqliteStore(where, now)
    store.migrate(STEPS[:version])
    return store


def put_old(store):
    """Rows as the first release wrote them."""
    about = Article("b", "", "/in/b", title="Bridge closed", language="de", replaces="a")
    for article in (Article("a", "", "/in/a", title="Bridge closed"), about):
        values = (article.id, TEXT, article.title, article.source, article.id, codec.pack(article), "d", "2026-03-10T00:00:00Z")
        store._run("INSERT INTO articles (id, text, title, source, name, rest, digest, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        store._index(article)
    start = TEXT.index("Ada Berg")
    read = Analysis(Article("a", "", "/in/a"), mentions=(Mention(start, start + 8, "Ada Berg", "person"),))
    for article, data in (("a", codec.pack(read)), ("b", b"of a form that nobody reads any more")):
        store._run("INSERT INTO analyses (article, fingerprint, data) VALUES (?, 'f', ?)", (article, data))


@pytest.mark.parametrize("version", range(len(STEPS) + 1))
def test_every_earlier_form_is_brought_up_and_keeps_its_rows(where, version):
    if where == ":memory:":  # it has no earlier form
        return
    old = old_store(where, version)
    if version == 1:
        with old.transaction():
            put_old(old)
    old.close()
    for _ in range(2):
        new = open_store(where)
        assert new.faults() == []
        if version == 1:
            assert new.outlines() == [Outline("a", None, "en", None), Outline("b", None, "de", "a")]
            assert [hit.article for hit in new.search("bridge", Fields(person="Berg"), 5)] == ["a"]
            assert new.stale("f") == []
        new.close()
