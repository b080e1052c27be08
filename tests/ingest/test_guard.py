"""Parsing under guard: what hangs, dies or swells costs its own reading and nothing else."""

import os
import signal
import threading
import time

import pytest

from rashomon.errors import InputError
from rashomon.ingest import guard, page, read_inputs
from rashomon.ingest.feeds import read_feed
from rashomon.ingest.guard import Guard

PAGE = (
    "<html><head><meta name='author' content='Ada Quill'></head><body><article><h1>Bridge closed</h1>"
    "<p>The bridge over the Orle was closed on Monday after engineers found a crack, the council said. \ud800</p></article></body></html>"
)
FEED = b"<rss version='2.0'><channel><title>Orle</title><item><title>Bridge closed</title></item></channel></rss>"
HANGS = "import sys, time; sys.stdin.buffer.readline(); time.sleep(60)"


@pytest.fixture
def guarded():
    opened = Guard(seconds=30)
    yield opened
    opened.close()


def test_the_result_is_that_of_parsing_here(guarded):
    assert guarded.page(PAGE) == page.read_page(PAGE)
    assert guarded.feed(FEED) == read_feed(FEED)
    assert guarded.page(PAGE) == page.read_page(PAGE)


def test_what_is_no_article_is_told_as_here(guarded):
    with pytest.raises(InputError) as there:
        guarded.page("<html><body>menu</body></html>")
    with pytest.raises(InputError) as here:
        page.read_page("<html><body>menu</body></html>")
    assert str(there.value) == str(here.value)


def test_what_hangs_is_killed_and_the_next_is_read(monkeypatch):
    hanging = Guard(seconds=30, waiting=0.3)
    monkeypatch.setattr(guard, "COMMAND", HANGS)
    with pytest.raises(InputError, match="longer than"):
        hanging.page(PAGE)
    monkeypatch.undo()
    hanging._waiting = 180
    assert hanging.page(PAGE).title == "Bridge closed"
    hanging.close()


def test_what_computes_for_too_long_ends_and_the_next_is_read(monkeypatch):
    busy = Guard(seconds=0.3, waiting=180)
    monkeypatch.setattr(
        guard, "COMMAND", "from rashomon.ingest import feeds; feeds.read_feed = lambda data: list(iter(int, 1)); " + guard.COMMAND
    )
    with pytest.raises(InputError, match=r"longer than 0\.3 seconds"):
        busy.feed(FEED)
    monkeypatch.undo()
    assert busy.feed(FEED) == read_feed(FEED)
    busy.close()


def test_an_input_is_not_blamed_for_a_process_that_is_kept_from_running(monkeypatch):
    kept = Guard(seconds=0.2, waiting=180)
    monkeypatch.setattr(guard, "COMMAND", "import time; time.sleep(0.5); " + guard.COMMAND)
    assert kept.feed(FEED) == read_feed(FEED)
    kept.close()


def test_a_worker_that_dies_costs_one_input(guarded):
    process = guarded._started()
    threading.Timer(0.05, os.kill, (process.pid, signal.SIGKILL)).start()
    time.sleep(0.2)
    assert guarded.page(PAGE).title == "Bridge closed"


def test_a_request_that_no_worker_survives_is_an_input_error(guarded, monkeypatch):
    monkeypatch.setattr(guard, "COMMAND", "import sys; sys.stdin.buffer.readline(); sys.exit(3)")
    with pytest.raises(InputError, match="gave up"):
        guarded.page(PAGE)


def test_a_large_page_goes_through_the_pipe(guarded):
    paragraphs = "".join(f"<p>The council of Orle said in sentence {n} that the bridge was closed for good.</p>" for n in range(8_000))
    found = guarded.page(f"<html><body><article><h1>Bridge closed</h1>{paragraphs}</article></body></html>")
    assert len(found.text) > 500_000


def test_no_process_is_left_behind(tmp_path):
    (tmp_path / "a.html").write_text(PAGE.replace("\ud800", ""), encoding="utf-8")
    articles, _ = read_inputs([str(tmp_path)])
    assert articles[0].authors == ("Ada Quill",)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_modules_among_the_inputs_are_not_imported(guarded, tmp_path, monkeypatch):
    for name in ("trafilatura", "json", "lxml", "rashomon"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert guarded.page(PAGE).title == "Bridge closed"
