"""JSON Lines: ids and texts come back as given; what the input says stands above what the text says."""

import json
import random
import re

from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest import from_record, read_inputs
from rashomon.ingest.dates import iso

TEXT = "Bridge closed\n\nBy Ada Quill, The Orle Courier, 10 March 2026\n\nThe bridge was closed on Monday, the council said."


def read(tmp_path, records, name="a.jsonl"):
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    return read_inputs([str(path)])


def test_given_fields_stand_above_found_ones(tmp_path):
    record = {
        "id": "x",
        "text": TEXT,
        "outlet": "Wire",
        "published": "2026-03-11T08:00:00Z",
        "title": "Bridge closed",
        "story": "bridge",
        "url": "https://a.example/1",
    }
    (article,), _ = read(tmp_path, [record])
    assert (article.id, article.text, article.outlet, article.story) == ("x", TEXT, "Wire", "bridge")
    assert article.published == "2026-03-11T08:00:00Z"
    assert article.headline is not None and article.text[article.headline.start : article.headline.end] == "Bridge closed"


def test_null_fields_are_as_good_as_none(tmp_path):
    (article,), _ = read(tmp_path, [{"id": "x", "text": TEXT, "outlet": None, "published": None, "title": None, "language": None}])
    assert article.outlet == "The Orle Courier"
    assert article.published == "2026-03-10"


def test_the_address_is_the_id_where_none_is_given(tmp_path):
    (article,), _ = read(tmp_path, [{"url": "https://a.example/1", "text": TEXT}])
    assert article.id == "https://a.example/1"


def test_ids_without_a_name_do_not_depend_on_the_order_of_lines(tmp_path):
    records = [{"text": f"{TEXT} {i}."} for i in range(9)]
    first = {a.text: a.id for a in read(tmp_path, records)[0]}
    random.Random(1).shuffle(records)
    assert {a.text: a.id for a in read(tmp_path, records)[0]} == first
    assert len(set(first.values())) == 9


def test_a_title_that_is_not_in_the_text_has_no_place_there(tmp_path):
    (article,), _ = read(tmp_path, [{"text": TEXT, "title": "A quite different title"}])
    assert article.title == "A quite different title"
    assert article.headline is None


def test_an_unreadable_date_is_noted_not_guessed(tmp_path):
    (article,), _ = read(tmp_path, [{"text": "The bridge was closed.", "published": "03/04/2026"}])
    assert article.published is None
    assert any("published" in note for note in article.notes)


def test_html_in_a_record(tmp_path):
    body = "<p>The bridge was closed on Monday after a crack was found.</p><p>It may stay closed for weeks, the council said.</p>"
    page = f"<html><body><article><h1>Bridge closed</h1>{body}</article></body></html>"
    (article,), _ = read(tmp_path, [{"id": "p", "html": page, "outlet": "Wire"}])
    assert article.title == "Bridge closed"
    assert article.outlet == "Wire"


def test_one_object_and_a_list_of_objects_as_documents(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps({"id": "x", "text": TEXT}, indent=2), encoding="utf-8")
    (tmp_path / "many.json").write_text(
        json.dumps([{"id": "y", "text": TEXT}, {"id": "z", "text": TEXT + "!"}], indent=2), encoding="utf-8"
    )
    articles, rejected = read_inputs([str(tmp_path)])
    assert sorted(a.id for a in articles) == ["x", "y", "z"]
    assert rejected == []


@given(st.text(min_size=1).filter(lambda t: t.strip() and not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in t)))
def test_any_text_comes_back_unchanged(text):
    article = from_record({"id": "x", "text": text}, "test")
    assert article.text == text
    if article.headline:
        headline = text[article.headline.start : article.headline.end]
        assert re.findall(r"\w+", headline) == re.findall(r"\w+", article.title or "")


@given(st.datetimes(min_value=__import__("datetime").datetime(1900, 1, 1), max_value=__import__("datetime").datetime(2100, 1, 1)))
def test_dates_round_trip(moment):
    day = moment.date()
    assert iso(day.isoformat()) == day.isoformat()
    assert iso(f"{day.day} {day:%B} {day.year}") == day.isoformat()
    assert iso(f"{day:%B} {day.day}, {day.year}") == day.isoformat()
    assert iso(moment.replace(microsecond=0).isoformat() + "Z") == moment.replace(microsecond=0).isoformat() + "Z"


@given(st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.none(), st.booleans()))
def test_any_value_is_a_date_or_none(value):
    found = iso(value)
    assert found is None or found[:4].isdigit()
