"""The library as a desk uses it: add, list, find, judge, check, and go on after a change."""

import json
import sqlite3
from pathlib import Path

import pytest

import rashomon
from rashomon.errors import SettingError

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"
BANK = ("13_northern-ledger.txt", "14_the-penny.txt", "15_crown-wire.txt")
LAKE = ("11_tarn-valley-post.txt", "12_lakeside-radio.html")


@pytest.fixture
def desk(tmp_path):
    with rashomon.open_library(tmp_path / "desk.db") as opened:
        yield opened


def add(desk, *names):
    return desk.add(*(SAMPLE / name for name in names))


def groups(desk):
    return sorted(sorted(story.row.articles) for story in desk.stories())


def test_what_is_added_becomes_stories_with_accounts(desk):
    added = add(desk, *BANK, *LAKE)
    assert (added.run.seen, added.run.stored) == (5, 5)
    assert groups(desk) == [sorted(LAKE), sorted(BANK)]
    story = desk.story(BANK[0])
    report = story.report()
    assert {a.id for a in report.articles} == set(BANK)
    assert story.account().figures
    assert desk.check() == ()


def test_adding_again_changes_nothing(desk):
    add(desk, *BANK)
    again = add(desk, *BANK)
    assert again.changed == ()
    assert again.run.unchanged == 3


def test_the_order_of_adding_does_not_matter(desk, tmp_path):
    add(desk, *BANK, *LAKE)
    with rashomon.open_library(tmp_path / "other.db") as other:
        for name in (*reversed(LAKE), *reversed(BANK)):
            add(other, name)
        assert groups(other) == groups(desk)
        for story in desk.stories():
            assert other.story(story.id).account() == story.account()


def test_only_stories_that_change_are_written(desk):
    add(desk, *BANK[:2])
    before = desk.story(BANK[0]).id
    assert add(desk, *LAKE).changed == (desk.story(LAKE[0]).id,)
    changed = add(desk, BANK[2]).changed
    assert changed == (desk.story(BANK[0]).id,)
    news = [row.detail for row in desk.ledger() if row.what in ("story changed", "story new")]
    assert BANK[2] in news[0] or desk.story(BANK[0]).id != before


def test_a_correction_replaces_the_article_in_its_story(desk, tmp_path):
    path = tmp_path / "a.txt"
    text = (SAMPLE / BANK[0]).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    desk.add(path)
    add(desk, *BANK[1:])
    path.write_text(text.replace("30,000", "35,000"), encoding="utf-8")
    desk.add(path)
    assert "a.txt~2" in desk.story(BANK[1]).row.articles
    assert "a.txt" not in desk.story(BANK[1]).row.articles
    assert desk.article("a.txt~2").replaces == "a.txt"
    lines = [change.line() for change in desk.changes("a.txt~2")]
    assert len(lines) == 1
    assert "35,000" in lines[0] and "earlier" in lines[0] and "30,000" in lines[0]
    assert desk.changes("a.txt") == ()
    assert desk.check() == ()
    story = desk.story(BANK[1])
    (update,) = [item for item in story.account().explained if item.reason == "update of the report"]
    assert [("35,000" in side.says, side.says.startswith("earlier ")) for side in update.sides] == [(True, False), (False, True)]
    assert [side.citations[0].article for side in update.sides] == ["a.txt~2", "a.txt"]
    for form in ("html", "json", "md", "text"):
        (path,) = desk.export(tmp_path / "out", [story], form=form)
        assert "earlier" in path.read_text(encoding="utf-8")
        assert "Kept, not analysed" not in path.read_text(encoding="utf-8")


def test_a_person_can_split_merge_and_take_it_back(desk):
    add(desk, *BANK, *LAKE)
    start = groups(desk)
    lake, bank = desk.story(LAKE[0]).id, desk.story(BANK[0]).id
    merged = desk.judge("merge", lake, bank, who="ada")
    desk.refresh()
    assert groups(desk) == [sorted((*BANK, *LAKE))]
    desk.undo(merged)
    desk.refresh()
    assert groups(desk) == start
    story = desk.story(BANK[0])
    outcast = next(name for name in BANK if name != story.id)
    desk.judge("split", outcast, story.id)
    desk.refresh()
    assert [outcast] in groups(desk)
    assert desk.judgements(undone=True)[0].who == "ada"
    assert desk.check() == ()


def test_a_locked_story_keeps_its_articles(desk):
    add(desk, *BANK[:2])
    desk.judge("lock", BANK[0])
    desk.refresh()
    assert desk.story(BANK[0]).row.locked
    add(desk, BANK[2])
    assert sorted(desk.story(BANK[0]).row.articles) == sorted(BANK[:2])


@pytest.mark.parametrize(
    ("kind", "ids"), [("perhaps", ("a", "b")), ("same", ("a", "")), ("same", ("nowhere", BANK[0])), ("lock", ("nowhere",))]
)
def test_judgements_about_nothing_are_refused(desk, kind, ids):
    add(desk, BANK[0])
    with pytest.raises(SettingError):
        desk.judge(kind, *ids)
    assert desk.judgements() == ()


def test_search_and_stories_by_their_words(desk):
    add(desk, *BANK, *LAKE)
    assert {hit.article for hit in desk.search("halder bank")} == set(BANK)
    assert [hit.article for hit in desk.search("bank", outlet="the penny")] == [BANK[1]]
    assert {story.id for story in desk.stories(about="bank")} == {desk.story(BANK[0]).id}
    assert desk.search("zeppelin") == ()


def test_rejected_inputs_are_kept_and_counted(desk, tmp_path):
    (tmp_path / "rows.jsonl").write_text(
        '{"text": 1}\n' + json.dumps({"id": "x", "text": "A bridge was closed on Monday."}), encoding="utf-8"
    )
    run = desk.add(tmp_path / "rows.jsonl", tmp_path / "nowhere").run
    assert (run.seen, run.stored, run.rejected) == (3, 1, 2)
    assert len(desk.rejected()) == 2
    assert desk.retry().run.stored == 0
    status = desk.status()
    assert (status.counts.articles, status.counts.rejected, status.waiting) == (1, 2, 0)
    assert [source.items for source in desk.sources()] == [2]


def test_check_finds_a_changed_text_a_changed_account_and_changed_bytes(tmp_path):
    path = tmp_path / "desk.db"
    with rashomon.open_library(path) as desk:
        add(desk, *BANK)
        (tmp_path / "broken.json").write_text("{broken", encoding="utf-8")
        desk.add(tmp_path / "broken.json")
        assert desk.check() == ()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM raw WHERE digest = (SELECT raw FROM rejected)")
    connection.execute("UPDATE runs SET stored = 2, duplicate = 1 WHERE id = 1")
    connection.execute("UPDATE articles SET text = replace(text, 'Bank', 'Bonk') WHERE id = ?", (BANK[0],))
    connection.execute("UPDATE raw SET data = x'00' WHERE digest = (SELECT raw FROM articles WHERE id = ?)", (BANK[1],))
    connection.commit()
    connection.close()
    with rashomon.open_library(path) as desk:
        faults = desk.check()
    assert any("search index" in fault for fault in faults)
    assert any(BANK[0] in fault and "digest" in fault for fault in faults)
    assert any(BANK[1] in fault and "damaged" in fault for fault in faults)
    assert any("slice" in fault for fault in faults)
    assert any("broken.json" in fault and "gone" in fault for fault in faults)
    assert "the runs stored 2 articles, and 3 are there" in faults


def test_a_newer_reader_reads_everything_again(desk, monkeypatch):
    add(desk, *LAKE)
    assert desk.status().waiting == 0
    monkeypatch.setattr("rashomon.pipeline.refresh.fingerprint", lambda: "a later version")
    assert desk.status().waiting == 2
    assert desk.refresh().changed == (desk.story(LAKE[0]).id,)
    assert desk.status().waiting == 0


def test_a_large_library_is_grouped_near_what_is_new(tmp_path, monkeypatch):
    monkeypatch.setattr("rashomon.pipeline.regrouping.LARGE", 1)
    with rashomon.open_library(tmp_path / "desk.db") as desk, rashomon.open_library(tmp_path / "other.db") as other:
        add(desk, BANK[0], *LAKE)
        lake = desk.story(LAKE[0])
        before = lake.row.updated, lake.account()
        assert add(desk, *BANK[1:]).changed == (desk.story(BANK[0]).id,)
        assert (desk.story(LAKE[0]).row.updated, desk.story(LAKE[0]).account()) == before
        for name in (*reversed(BANK), *LAKE):
            add(other, name)
        for library in (desk, other):
            library.refresh(whole=True)
            assert library.check() == ()
        assert groups(desk) == groups(other) == [sorted(LAKE), sorted(BANK)]
        split = desk.judge("split", BANK[1], desk.story(BANK[0]).id)
        desk.refresh()
        assert [BANK[1]] in groups(desk)
        desk.undo(split)
        desk.refresh()
        assert groups(desk) == groups(other)


def test_what_an_older_version_read_is_redone_in_the_background(desk, monkeypatch):
    add(desk, *LAKE, BANK[0])
    before = desk.story(LAKE[0]).account()
    monkeypatch.setattr("rashomon.pipeline.refresh.fingerprint", lambda: "a later version")
    assert desk.catch_up(0).changed == ()
    assert desk.status().waiting == 3
    assert set(desk.catch_up(300).changed) == {desk.story(LAKE[0]).id, BANK[0]}
    assert desk.status().waiting == 0
    assert desk.catch_up(300).changed == ()
    assert desk.refresh().changed == ()
    assert desk.story(LAKE[0]).account() == before
    assert desk.check() == ()


def test_every_public_name_can_be_had():
    for name in rashomon.__all__:
        assert getattr(rashomon, name) is not None
    with pytest.raises(AttributeError):
        _ = rashomon.nothing_of_the_kind


def test_a_text_can_be_annotated_without_a_library():
    found = rashomon.annotate("Eleven people died on Tuesday in Vessa, the mayor said.", published="2026-03-11")
    assert [t.value for t in found.times] == ["2026-03-10"]
    assert [(q.low, q.high) for q in found.quantities] == [(11, 11)]
