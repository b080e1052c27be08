"""What only the SQLite file can go through: other files, newer files, older files, a second writer, a broken index, a full disk."""

import sqlite3

import pytest

from rashomon.errors import StoreError
from rashomon.model import Article
from rashomon.store import open_store
from rashomon.store.sqlite import SqliteStore


def test_a_library_that_is_not_there_is_not_made_by_reading(tmp_path):
    with pytest.raises(StoreError, match="no library"):
        open_store(tmp_path / "x.db", create=False)
    assert not (tmp_path / "x.db").exists()


def test_other_files_are_refused(tmp_path):
    (tmp_path / "text.db").write_text("not a database, a text that is long enough to have a header " * 20, encoding="utf-8")
    with pytest.raises(StoreError):
        open_store(tmp_path / "text.db")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(StoreError, match="no library of Rashomon"):
        open_store(tmp_path / "other.db")
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="folder does not exist"):
        open_store(tmp_path / "nowhere" / "x.db")


def test_a_newer_library_is_refused(tmp_path):
    open_store(tmp_path / "x.db").close()
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(StoreError, match="newer Rashomon"):
        open_store(tmp_path / "x.db")


def test_a_second_writer_is_told_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr("rashomon.store.sqlite.WAIT_SECONDS", 0.05)
    first, second = open_store(tmp_path / "x.db"), open_store(tmp_path / "x.db")
    with first.transaction():
        first.log("x", "y", "z")
        with pytest.raises(StoreError, match="another rashomon is writing"), second.transaction():
            second.log("x", "y", "z")
        assert second.ledger() == []
    assert len(second.ledger()) == 1
    first.close()
    second.close()


def test_an_index_that_differs_is_found(tmp_path):
    store = open_store(tmp_path / "x.db")
    with store.transaction():
        store.add_article(Article("a", "The bridge was closed."), "d", b"")
    store.close()
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("UPDATE articles SET text = 'The ferry sank.'")
    connection.close()
    store = open_store(tmp_path / "x.db")
    assert any("search index" in fault for fault in store.faults())
    store.close()


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    store = open_store(tmp_path / "x.db")
    assert isinstance(store, SqliteStore)
    pages = int(store._run("PRAGMA page_count")[0][0])
    store._run(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="full"), store.transaction():
        store.add_article(Article("small", "The bridge was closed."), "d", b"")
        store.add_article(Article("large", "The bridge was closed. " * 5000), "e", b"")
    assert store.articles() == []
    store._run("PRAGMA max_page_count = 100000")
    with store.transaction():
        store.add_article(Article("small", "The bridge was closed."), "d", b"")
    assert [one.id for one in store.articles()] == ["small"]
    assert store.faults() == []
    store.close()
