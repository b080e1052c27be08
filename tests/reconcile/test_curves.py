"""A toll over time: one point for each origin and time, none for what stood still."""

from __future__ import annotations

import rashomon
from rashomon.export import as_json, markdown
from rashomon.model import Article, Report

FIRST = (
    "Ferry sinks off Vessa\n\nAt least 11 people were killed when a ferry sank off Vessa on Tuesday, the harbour authority said. "
    "The boat left the port in a storm with 231 people aboard.\n"
)
SECOND = (
    "Vessa ferry toll rises\n\nFourteen people were killed when the ferry sank off Vessa, the hospital said on Tuesday night. "
    "Divers went down to the wreck again.\n"
)
THIRD = (
    "Divers find three more bodies\n\nThe sinking of the ferry off Vessa killed 17 people, the ministry said on Wednesday. "
    "The search of the wreck is over, and the port reopens on Friday.\n"
)


def article(name: str, text: str, published: str) -> Article:
    return Article(id=name, text=text, title=text.partition("\n")[0], outlet=name, published=published)


def ferry(*more: Article) -> Report:
    told = [
        article("c", THIRD, "2026-03-11T17:30:00Z"),
        article("a", FIRST, "2026-03-10T12:00:00Z"),
        article("b", SECOND, "2026-03-10T21:00:00Z"),
    ]
    return rashomon.report([*told, *more], one_story=True)


def test_a_toll_that_rose_is_ordered_in_time_by_origin() -> None:
    (story,) = ferry().stories
    (toll,) = [f for f in story.figures if f.measure == "killed"]
    assert [(p.when[:10], p.origin, p.low, p.modifier) for p in toll.curve] == [
        ("2026-03-10", "a", 11, "at_least"),
        ("2026-03-10", "b", 14, "exact"),
        ("2026-03-11", "c", 17, "exact"),
    ]
    texts = {"a": FIRST, "b": SECOND, "c": THIRD}
    assert all(texts[p.article][p.start : p.end] == p.text for p in toll.curve)


def test_a_reprint_gives_no_point_of_its_own() -> None:
    (story,) = ferry(article("z", FIRST.replace("Ferry sinks", "Ferry lost"), "2026-03-12T08:00:00Z")).stories
    (toll,) = [f for f in story.figures if f.measure == "killed"]
    assert [p.origin for p in toll.curve] == ["a", "b", "c"]


def test_the_curve_is_in_the_json_and_on_the_pages() -> None:
    report = ferry()
    figures = as_json(report)["stories"][0]["figures"]
    assert [[p["low"] for p in f["curve"]] for f in figures if f["measure"] == "killed"] == [[11, 14, 17]]
    assert "at least 11 (1); 10 March 2026, 21:00: 14 (2); 11 March 2026, 17:30: 17 (3)" in markdown(report)


def test_a_toll_told_as_of_one_day_has_no_curve() -> None:
    told = [article("a", FIRST, "2026-03-10"), article("b", SECOND, "2026-03-10")]
    (story,) = rashomon.report(told, one_story=True).stories
    assert all(not f.curve for f in story.figures)
