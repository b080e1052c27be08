"""The commands around the library: export, metrics, the log, what is new."""

import json
import re
from pathlib import Path

import pytest

import web_server
from rashomon.library.files import name_of

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"
BANK = [SAMPLE / name for name in ("13_northern-ledger.txt", "14_the-penny.txt", "15_crown-wire.txt")]


@pytest.fixture
def site():
    with web_server.running() as opened:
        yield opened


@pytest.mark.parametrize(
    ("form", "ending", "holds"),
    [("html", ".html", "<html"), ("json", ".json", '"schema"'), ("md", ".md", "[^1]"), ("text", ".txt", "Sources")],
)
def test_accounts_are_exported_as_files(run, tmp_path, form, ending, holds):
    db = ("--db", tmp_path / "desk.db")
    run("add", *BANK, *db)
    for chosen in (("--all",), (BANK[0].name,), ("--about", "bank")):
        ran = run("export", *chosen, *db, "-o", tmp_path / "out", "--format", form)
        assert ran.code == 0, ran.err
        (path,) = [Path(line) for line in ran.out.splitlines()]
        assert path.suffix == ending
        assert holds in path.read_text(encoding="utf-8")
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert run("export", *db, "-o", tmp_path / "out").code == 2


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "CON", "a/b\\c:d*?", "\u202egnp.exe", "", "é" * 400, "x\0y", "-rf *", ".hidden", "con.txt"]
)
def test_no_title_chooses_a_file(title):
    name = name_of(title, title, "html")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,80}-[0-9a-f]{8}\.html", name)
    assert name != name_of(title, title + "~2", "html")


def test_a_watch_tells_prometheus_and_the_log(run, tmp_path, site):
    metrics = tmp_path / "rashomon.prom"
    db = ("--db", tmp_path / "desk.db")
    ran = run(
        "watch", f"{site.url}/feed", f"{site.url}/nothing", "--once", "--allow-private", "--metrics-file", metrics, "--log", "json", *db
    )
    assert ran.out == ""
    rows = [json.loads(line) for line in ran.err.splitlines()]
    assert all({"time", "level", "event"} <= row.keys() for row in rows)
    (look,) = [row for row in rows if row["event"] == "look"]
    assert (look["stored"], look["failed"]) == (2, 1)
    assert [row["source"] for row in rows if row["event"] == "rejected"] == [f"{site.url}/nothing"]
    assert [row for row in rows if row["event"] == "story"]
    text = metrics.read_text(encoding="utf-8")
    for line in ("rashomon_articles 2.0", "rashomon_looks_total 1.0", "rashomon_looks_stored_total 2.0", "rashomon_feeds_failed 1.0"):
        assert line in text.splitlines()
    assert "rashomon_articles 2.0" in run("status", "--metrics", *db).out.splitlines()


def test_a_watch_says_what_is_new_in_a_story(run, tmp_path):
    db = ("--db", tmp_path / "desk.db")
    run("add", *BANK[:2], *db)
    run("add", BANK[2], *db)
    assert f"report {BANK[2].name}" in run("story", BANK[0].name, "--news", *db).out
    assert "story changed" in run("status", "--ledger", 5, *db).out


def test_add_writes_a_log_for_programs(run, tmp_path):
    ran = run("add", BANK[0], tmp_path / "nowhere", "--no-read", "--log", "json", "--db", tmp_path / "desk.db")
    rows = [json.loads(line) for line in ran.err.splitlines()]
    assert [row["event"] for row in rows] == ["rejected", "added"]
    assert (rows[1]["seen"], rows[1]["stored"], rows[1]["rejected"]) == (2, 1, 1)
    assert run("add", tmp_path / "nowhere", "--db", tmp_path / "desk.db").err.startswith("rashomon: ")


def test_search_by_fields_alone(run, tmp_path):
    db = ("--db", tmp_path / "desk.db")
    run("add", *BANK, *db)
    assert run("search", *db).code == 2
    assert BANK[1].name in run("search", "--outlet", "the penny", *db).out
    assert run("search", "--person", "nobody of this name", *db).out == ""
