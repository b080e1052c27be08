"""Stories online: joins, doubts, the ledger, the window, decisions of persons."""

from __future__ import annotations

import random

import pytest

from rashomon import library, story
from rashomon.model import Article

from .reports import FERRY, FIRE_A, FIRE_A_OTHER, RESIGNS, article, two_fires


def feed(items: list[Article], **options: object) -> story.Stream:
    stream = story.Stream(**options)  # type: ignore[arg-type]
    for item in items:
        stream.add(story.read_features(item))
    return stream


def test_a_report_joins_its_story_or_opens_one() -> None:
    stream = story.Stream()
    kinds = [stream.add(story.read_features(item)).kind for item in two_fires()]
    assert kinds[0] == "new" and kinds[1] == "join" and kinds[3] == "join"
    assert stream.stories() == {"a1": ("a1", "a2"), "b1": ("b1", "b2")}


def test_the_stories_do_not_depend_on_the_order_of_arrival() -> None:
    for seed in range(4):
        stream = feed(random.Random(seed).sample(two_fires(), 4))
        stream.revise()
        assert sorted(stream.stories().values()) == [("a1", "a2"), ("b1", "b2")]


def test_a_locked_pair_joins_and_a_parted_pair_stays_apart() -> None:
    decisions = story.Decisions(same=frozenset({("r", "a1")}), different=frozenset({("a2", "a1")}))
    stream = feed([*two_fires(), article("r", RESIGNS)], decisions=decisions)
    stream.revise()
    found = stream.stories()
    assert any({"a1", "r"} <= set(members) for members in found.values())
    assert all(not {"a1", "a2"} <= set(members) for members in found.values())


def test_the_window_lets_old_reports_go_and_keeps_the_rest() -> None:
    stream = feed([article("a1", FIRE_A, "2024-01-01"), article("r", RESIGNS, "2024-03-01"), article("f", FERRY, "2024-03-02")], window=14)
    assert stream.stories() == {"f": ("f",), "r": ("r",)}
    assert stream.index.active == 2


def test_one_clock_from_the_future_does_not_empty_the_window() -> None:
    items = [article(f"n{i}", f"Story {i} of Port {chr(65 + i)}allow: the council met on item {i}.", "2024-02-01") for i in range(9)]
    stream = feed([*items, article("odd", FERRY, "2091-01-01"), article("r", RESIGNS, "2024-02-02")])
    assert "r" in {key for members in stream.stories().values() for key in members}
    assert len([key for members in stream.stories().values() for key in members]) == 11


@pytest.mark.parametrize("wrong", ["2093-01-01", "1990-05-05", "0001-01-01"])
@pytest.mark.parametrize("online", [False, True])
def test_a_clock_that_jumped_tears_no_report_away_and_is_named(wrong: str, online: bool) -> None:
    towns = "Ardmore Brennick Corrin Dunmore Ellerby Falmore Gorsham Hollin Ister Jarrow Kelby Lornay".split()
    fillers = [
        article(f"n{i:02}", f"The council of {town} will repair bridge {70 + i} next summer.", f"2024-02-{i + 1:02}")
        for i, town in enumerate(towns)
    ]
    items = [*fillers, article("a1", FIRE_A, "2024-02-12"), article("a2", FIRE_A_OTHER, wrong)]
    found = next(
        group for group in library.cluster_articles(items, online=online, revise=not online, with_vectors=False) if "a1" in group.articles
    )
    assert set(found.articles) == {"a1", "a2"}
    assert any("a2" in note and "not credible" in note for note in found.notes)


def test_the_most_reports_are_kept_and_the_index_is_rebuilt() -> None:
    items = [article(f"n{i:04}", f"Clerk {chr(65 + i % 26)}{chr(97 + i // 26)}nner filed form {i}.") for i in range(400)]
    stream = feed(items, most=40)
    assert stream.index.active == 40
    assert len(stream.index) < 400
    assert "n0399" in {key for members in stream.stories().values() for key in members}


def test_changes_go_to_the_ledger_and_old_names_stay_as_aliases() -> None:
    stream = feed([article("b", FIRE_A_OTHER, "2024-02-02"), article("a", FIRE_A, "2024-02-01"), article("r", RESIGNS, "2024-02-01")])
    stream.revise()
    assert stream.stories() == {"a": ("a", "b"), "r": ("r",)}
    for change in stream.ledger:
        assert change.kind in {"merge", "split"}
        assert change.story in change.members
        assert all(stream.aliases[other] == change.story for other in change.others)
