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


def test_what_hangs_is_killed_and_the_next_is_read(guarded, monkeypatch):
    hanging = Guard(seconds=0.3, starting=0)
    monkeypatch.setattr(guard, "COMMAND", HANGS)
    with pytest.raises(InputError, match="longer than"):
        hanging.page(PAGE)
    monkeypatch.undo()
    hanging._seconds = 30
    assert hanging.page(PAGE).title == "Bridge closed"
    hanging.close()


def test_the_first_input_of_a_process_may_wait_until_the_parsers_are_loaded(monkeypatch):
    slow = "import time; time.sleep(0.5); " + guard.COMMAND
    monkeypatch.setattr(guard, "COMMAND", slow)
    patient, hasty = Guard(seconds=0.1, starting=60), Guard(seconds=0.1, starting=0)
    assert patient.feed(FEED) == read_feed(FEED)
    with pytest.raises(InputError, match="longer than"):
        hasty.feed(FEED)
    patient.close()
    hasty.close()


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
