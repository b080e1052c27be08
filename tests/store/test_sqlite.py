"""What only the SQLite file can go through: other files, newer files, older files, a second writer, a broken index, a full disk."""

import sqlite3
import subprocess
import sys

import pytest

from rashomon.errors import StoreError
from rashomon.model import Article
from rashomon.store import Run, open_store
from rashomon.store.sqlite import SqliteStore, open_sqlite


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


LIMITED = """
import resource, signal, sys
from rashomon.errors import StoreError
from rashomon.model import Article
from rashomon.store import Fields, Run, open_store
store = open_store(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write over the limit fails as on a failing disk, and does not end the program
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    for number in range(1000):
        with store.transaction():
            store.add_article(Article(f"a{number}", f"{number} bridges were closed. " * 400), "d", b"")
except StoreError as error:
    print(error)
"""


def test_a_disk_that_fails_is_told_and_leaves_nothing_half_written(tmp_path):
    path = tmp_path / "x.db"
    ran = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    assert str(path) in ran.stdout
    assert "I/O error" in ran.stdout or "full" in ran.stdout
    store = open_store(path)
    assert store.faults() == []
    held = len(store.articles())
    assert held < 1000
    with store.transaction():
        store.add_article(Article("after", "The bridge was opened."), "d", b"")
    assert len(store.articles()) == held + 1
    store.close()


def test_a_clock_that_jumps_changes_nothing_but_the_times(tmp_path):
    times = iter(["2026-03-10T12:00:00Z", "1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] * 20)
    store = open_sqlite(str(tmp_path / "x.db"), clock=lambda: next(times))
    for number in range(6):
        with store.transaction():
            store.save_run(Run(seen=1, stored=1))
            store.add_article(Article(f"a{number}", f"{number} bridges were closed."), "d", b"")
            store.log("stored", f"a{number}", "")
    assert [run.id for run in store.runs()] == [1, 2, 3, 4, 5, 6]
    assert [row.subject for row in store.ledger()] == [f"a{number}" for number in reversed(range(6))]
    assert [head.id for head in store.versions(None, "", "a3")] == ["a3"]
    assert store.faults() == []
    store.close()
