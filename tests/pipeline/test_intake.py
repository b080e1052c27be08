"""Into the store exactly once, whatever happens on the way: seen = stored + duplicate + rejected."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rashomon.ingest import Options
from rashomon.pipeline import intake, retry
from rashomon.store import open_store

TEXT = "Bridge closed\n\nThe bridge over the Orle was closed on Monday, the council said. It is report number {}."


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "desk.db")
    yield opened
    opened.close()


def lines(path, numbers, **fields):
    rows = [json.dumps({"id": f"r{n}", "text": TEXT.format(n), **fields}) for n in numbers]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def numbers(run):
    return run.seen, run.stored, run.duplicate, run.rejected, run.unchanged


def take(store, *inputs, **options):
    return numbers(intake.take(store, [str(i) for i in inputs], Options(**options)))


def test_an_unchanged_input_is_not_read_again(store, tmp_path):
    path = lines(tmp_path / "a.jsonl", range(5))
    assert take(store, path) == (5, 5, 0, 0, 0)
    assert take(store, path) == (0, 0, 0, 0, 1)


def test_a_file_that_grows_gives_only_what_is_new(store, tmp_path):
    path = lines(tmp_path / "a.jsonl", range(5))
    take(store, path)
    lines(tmp_path / "a.jsonl", range(8))
    assert take(store, path) == (8, 3, 5, 0, 0)
    assert store.faults() == []


def test_a_changed_text_at_the_same_place_replaces_the_old_one(store, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT.format(1), encoding="utf-8")
    take(store, path)
    path.write_text(TEXT.format("1, corrected"), encoding="utf-8")
    assert take(store, path) == (1, 1, 0, 0, 0)
    assert {a.id: a.replaces for a in store.articles()} == {"a.txt": None, "a.txt~2": "a.txt"}
    path.write_text(TEXT.format(1), encoding="utf-8")
    assert take(store, path)[2] == 1


def test_a_changed_text_at_the_same_address_replaces_the_old_one(store, tmp_path):
    take(store, lines(tmp_path / "a.jsonl", [1], url="https://x.example/bridge"))
    take(store, lines(tmp_path / "b.jsonl", [2], url="https://x.example/bridge"))
    assert {a.id: a.replaces for a in store.articles()} == {"r1": None, "r2": "r1"}


def test_two_files_of_one_name_are_two_articles(store, tmp_path):
    for number, folder in enumerate(("x", "y")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT.format(number), encoding="utf-8")
    assert take(store, tmp_path / "x", tmp_path / "y") == (2, 2, 0, 0, 0)
    assert {a.id: a.replaces for a in store.articles()} == {"a.txt": None, "a.txt~2": None}


def test_what_fails_is_kept_with_its_bytes_and_can_be_retried(store, tmp_path):
    big = tmp_path / "big.txt"
    big.write_text(TEXT.format("big") * 20, encoding="utf-8")
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": \n' + json.dumps({"id": "ok", "text": TEXT.format(1)}), encoding="utf-8")
    assert take(store, big, bad, tmp_path / "nowhere", max_bytes=500) == (4, 1, 0, 3, 0)
    assert {row.source.rpartition("/")[2]: bool(row.raw) for row in store.rejected()} == {
        "big.txt": False,
        "bad.jsonl line 1": True,
        "nowhere": False,
    }
    assert numbers(retry.again(store, Options()))[:2] == (1, 1)
    assert [row.source.rpartition("/")[2] for row in store.rejected()] == ["bad.jsonl line 1", "nowhere"]
    assert sorted(a.id for a in store.articles()) == ["big.txt", "ok"]


def test_the_raw_bytes_are_kept(store, tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.format("caf\u00e9").encode("cp1252"))
    take(store, tmp_path / "a.txt")
    held = store.held("a.txt")
    assert held is not None and held.raw is not None
    assert store.raw(held.raw) == TEXT.format("caf\u00e9").encode("cp1252")
    assert any("windows-1252" in note for note in held.article.notes)


TAKE = """
import sys
from rashomon.ingest import Options
from rashomon.pipeline import intake
from rashomon.store import open_store
intake.BATCH = 7
store = open_store(sys.argv[1])
print("ready", flush=True)
intake.take(store, [sys.argv[2]], Options())
"""


def test_a_kill_at_any_moment_loses_and_doubles_nothing(tmp_path):
    count = 400
    path = lines(tmp_path / "a.jsonl", range(count))
    database = str(tmp_path / "desk.db")
    rng = random.Random(7)
    for _ in range(int(os.environ.get("RASHOMON_KILLS", "4"))):
        process = subprocess.Popen([sys.executable, "-c", TAKE, database, path], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        store = open_store(database)
        position = store.position(os.path.realpath(path))
        held = len(store.articles())
        assert held == (position.items if position else 0)
        assert sum(run.stored for run in store.runs()) == held
        assert store.faults() == []
        store.close()
    store = open_store(database)
    intake.take(store, [path], Options())
    assert sorted(a.id for a in store.articles()) == sorted(f"r{n}" for n in range(count))
    assert all(run.seen == run.stored + run.duplicate + run.rejected for run in store.runs())
    store.close()


def parsers_of(path):
    """The processes of a program that was started with this mark, which its parsers inherit."""
    mark = f"RASHOMON_TEST_MARK={path}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found by /proc")
def test_a_kill_while_several_parsers_work_loses_and_doubles_nothing_and_leaves_none_of_them(tmp_path):
    shelf, database = tmp_path / "pages", str(tmp_path / "desk.db")
    shelf.mkdir()
    body = "<p>The bridge over the Orle was closed on Monday after engineers found a crack, the council said.</p>"
    for n in range(40):
        text = f"<html><body><article><h1>Bridge {n}</h1>{body * (1 + n % 7 * 30)}</article></body></html>"
        (shelf / f"{n:02d}.html").write_text(text, encoding="utf-8")
    rng = random.Random(8)
    for _ in range(3):
        environment = os.environ | {"RASHOMON_TEST_MARK": str(tmp_path)}
        process = subprocess.Popen([sys.executable, "-c", TAKE, database, str(shelf)], stdout=subprocess.PIPE, env=environment)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0.5, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        until = time.monotonic() + 30
        while parsers_of(tmp_path) and time.monotonic() < until:
            time.sleep(0.05)
        assert parsers_of(tmp_path) == []
        store = open_store(database)
        assert len(store.articles()) == len(store.positions()) == sum(run.stored for run in store.runs())
        store.close()
    store = open_store(database)
    intake.take(store, [str(shelf)], Options())
    assert sorted(a.title for a in store.articles()) == sorted(f"Bridge {n}" for n in range(40))
    assert store.faults() == []
    store.close()
