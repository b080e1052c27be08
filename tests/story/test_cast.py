"""A few reports of one event are one story when they share their people and places; a shared company is not enough."""

from rashomon.model import StoryGroup
from rashomon.story.cast import Cast, joined


def group(*articles: str) -> StoryGroup:
    return StoryGroup(articles[0], articles, tuple((a,) for a in articles))


def cast(people_and_places: str, others: str = "", day: str = "") -> Cast:
    return Cast(frozenset(people_and_places.split()), frozenset(others.split()), day)


def test_groups_with_shared_people_and_places_become_one_under_the_earliest_report() -> None:
    casts = {"b": cast("ruzhek vessa ellery", "maren", "2026-03-11"), "a": cast("vessa ellery skarn", "maren ruzhek", "2026-03-12")}
    casts["c"] = cast("vessa ruzhek ellery", "maren lines", "2026-03-10")
    (story,) = joined([group("a"), group("b"), group("c")], casts)
    assert story.articles == ("a", "b", "c")
    assert story.id == "c"


def test_a_company_with_its_products_is_not_one_story() -> None:
    casts = {"a": cast("harlow", "nordwave chips corp opal"), "b": cast("petrie", "nordwave chips corp opal")}
    assert len(joined([group("a"), group("b")], casts)) == 2


def test_the_same_place_weeks_later_is_another_story() -> None:
    casts = {"a": cast("vessa port ellery skarn", day="2026-03-01"), "b": cast("vessa port ellery skarn", day="2026-04-01")}
    assert len(joined([group("a"), group("b")], casts)) == 2


def test_the_order_of_groups_does_not_matter() -> None:
    casts = {n: cast("vessa port ellery skarn") for n in "abc"}
    assert joined([group("a"), group("b"), group("c")], casts) == joined([group("c"), group("a"), group("b")], casts)
