"""Stories: what joins, what stays apart, and what is set aside."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from rashomon import story
from rashomon.errors import SettingError
from rashomon.model import Article

from .reports import FERRY, FIRE_A, FIRE_A_OTHER, FIRE_B, RESIGNS, article, two_fires


def groups(items: list[Article], decisions: story.Decisions | None = None) -> list[tuple[str, ...]]:
    return [found.articles for found in story.group(items, decisions=decisions)]


def test_two_fires_of_one_kind_stay_apart_and_their_reports_join() -> None:
    assert groups(two_fires()) == [("a1", "a2"), ("b1", "b2")]


def test_another_toll_alone_does_not_split() -> None:
    later = FIRE_A_OTHER.replace("Two firefighters", "Five firefighters").replace("some 200", "some 350")
    assert groups([article("a1", FIRE_A), article("a2", later), article("b1", FIRE_B)]) == [("a1", "a2"), ("b1",)]


def test_the_order_of_arrival_does_not_matter() -> None:
    items = [*two_fires(), article("f1", FERRY), article("f2", FERRY.replace("Eleven", "Twelve")), article("r", RESIGNS)]
    expected = story.group(items)
    for seed in range(6):
        assert story.group(random.Random(seed).sample(items, len(items))) == expected


def test_a_story_is_named_by_its_oldest_article_and_lists_its_origins() -> None:
    items = [article("z", FERRY, "2024-02-01"), article("a", FERRY, "2024-02-02"), article("r", RESIGNS, "2024-02-02")]
    first, second = story.group(items)
    assert (first.id, first.articles, first.origins) == ("z", ("z", "a"), (("z", "a"),))
    assert first.copies[0].members == ("z", "a")
    assert second.copies == ()


def test_a_story_given_by_the_input_is_fixed() -> None:
    items = [replace(item, story=label) for item, label in zip(two_fires(), ("x", "y", "x", "y"), strict=True)]
    assert groups(items) == [("a1", "b1"), ("a2", "b2")]


def test_a_persons_decision_stands_above_the_grouping() -> None:
    joined = story.Decisions(same=frozenset({("a1", "b1")}))
    assert {"a1", "b1"} <= set(groups(two_fires(), joined)[0])
    parted = story.Decisions(different=frozenset({("a2", "a1")}))
    assert all(not {"a1", "a2"} <= set(members) for members in groups(two_fires(), parted))


def test_texts_without_reporting_stay_alone_with_a_note() -> None:
    wall = "We use cookies to improve your experience.\nAccept cookies\nPrivacy policy"
    items = [article("empty", "  \n"), *(article(f"wall{i}", wall) for i in range(5)), *two_fires()]
    found = {group.articles[0]: group for group in story.group(items)}
    assert found["empty"].notes == ("empty: set aside: no words in the text",)
    assert all(found[f"wall{i}"].articles == (f"wall{i}",) and "furniture" in found[f"wall{i}"].notes[0] for i in range(5))
    assert found["a1"].articles == ("a1", "a2")


def test_a_round_up_of_many_events_ties_nothing_together() -> None:
    heads = [
        "The mayor of Port Callan, Edwina Strand, resigned after an audit led by Hugo Pellerin.",
        "A fire destroyed a furniture warehouse of Tollmann Furnishings in Harrowby.",
        "The ferry company Western Isles Lines said the Maid of Ardmore would sail again on Monday.",
        "A court in Brennick sentenced the banker Olof Tarn to six years for fraud.",
        "The striker Dario Venn left the club Alba Rovers for Sturmfeld.",
        "Scientists at Corrin College found a fossil fish in the Dunmore quarry.",
        "In Vallmera, farmers blocked the road to the port with Kubarin tractors.",
        "The singer Lene Ashgrove cancelled her concert at the Merrow theatre.",
    ]
    items = [article("round", "News in short\n\n" + "\n".join(heads)), *two_fires(), article("r", RESIGNS), article("f", FERRY)]
    found = {group.articles: group for group in story.group(items)}
    assert "several events" in found[("round",)].notes[0]
    assert ("a1", "a2") in found


def test_a_live_page_is_read_in_part_and_says_so() -> None:
    entries = "\n".join(f"{8 + i}:15 Firefighters in Harrowby pour water on the Tollmann warehouse in Quay Street." for i in range(8))
    (found,) = story.group([article("live", "Harrowby fire: live updates\n\n" + entries)])
    assert "live page" in found.notes[0]


def test_an_id_with_several_texts_is_taken_in_its_latest_version() -> None:
    items = [article("x", FERRY, "2024-02-01"), article("x", RESIGNS, "2024-02-02"), article("y", RESIGNS, "2024-02-02")]
    (found,) = story.group(items)
    assert found.articles == ("x", "y")
    assert "several texts" in found.notes[0]


def test_a_clock_that_jumped_does_not_tear_a_report_away() -> None:
    fillers = [article(f"n{i}", RESIGNS.replace("Port Callan", f"Port {chr(65 + i)}allow"), f"2024-02-{i + 1:02}") for i in range(20)]
    items = [article("a1", FIRE_A, "2024-02-03"), article("a2", FIRE_A_OTHER, "2031-05-05"), *fillers]
    found = next(group for group in story.group(items) if "a1" in group.articles)
    assert found.articles == ("a1", "a2")
    assert any("not credible" in note for note in found.notes)


@pytest.mark.parametrize("published", ["yesterday", "0001-01-01", "2024-13-45", "9999-12-31T00:00:00Z", ""])
def test_times_that_mean_nothing_do_no_harm(published: str) -> None:
    assert groups([article("a1", FIRE_A, published), article("a2", FIRE_A_OTHER)]) in ([("a1", "a2")], [("a2", "a1")])


def test_hostile_texts_do_no_harm() -> None:
    texts = [
        "“" * 5000,
        "1" * 10_000,
        "\x00\x1b[31m red",
        "A" * 50_000,
        "ﬁ " * 3000,
        "\ud800 lone surrogate",
        "Ω≈ç√∫ " * 100,
        "\n" * 10_000,
    ]
    items = [article(f"h{i}", text) for i, text in enumerate(texts)]
    assert sorted(key for found in story.group(items) for key in found.articles) == sorted(item.id for item in items)


def test_nothing_in_gives_nothing_out() -> None:
    assert story.group([]) == ()
    assert story.origins([]) == ()


def test_an_explanation_names_what_is_shared_and_what_is_not() -> None:
    collection = story.collect(two_fires())
    alike = story.explain(collection, "a1", "a2")
    assert alike.together and alike.belief > 0.5
    assert any("Tollmann" in line for line in alike.speaks_for)
    unlike = story.explain(collection, "a1", "b1")
    assert not unlike.together
    assert any("only in the first" in line and "Harrowby" in line for line in (*unlike.speaks_for, *unlike.speaks_against))
    assert unlike.lines()[0].startswith("two stories")
    with pytest.raises(SettingError, match="no article has the id"):
        story.explain(collection, "a1", "nobody")


def test_copies_explain_themselves() -> None:
    found = story.explain(story.collect([article("one", FERRY), article("two", FERRY)]), "one", "two")
    assert found.together and found.one_text


def test_given_stories_stand_although_they_share_the_furniture_of_a_site() -> None:
    notice = (
        "We have sent you a message.\n\nPlease check your mail and click on the link to activate your profile at the Herald of the valley. "
        * 4
    )
    one = [replace(article("a1", notice), story="fire"), replace(article("a2", FIRE_A), story="fire")]
    two = [replace(article("b1", notice), story="ferry"), replace(article("b2", FERRY), story="ferry")]
    assert {group.articles for group in story.group([*one, *two])} == {("a1", "a2"), ("b1", "b2")}


def test_a_few_words_that_many_reports_have_tie_nothing_together() -> None:
    items = [*(article(f"n{i:02}", "Markets wrap") for i in range(40)), *two_fires()]
    found = {group.articles: group for group in story.group(items)}
    assert all("few words" in found[(f"n{i:02}",)].notes[0] for i in range(40))
    assert ("a1", "a2") in found
    assert not any("few words" in note for group in story.group([article("x", "Markets wrap"), *two_fires()]) for note in group.notes)


def test_a_title_with_other_spaces_than_the_text_is_read_once() -> None:
    plain = story.read_features(
        article("a", "Ferry runs aground  off Skelligan ...\n" + FERRY, title="Ferry runs aground off Skelligan ...")
    )
    assert plain == story.read_features(
        article("a", "Ferry runs aground off Skelligan ...\n" + FERRY, title="Ferry runs aground off Skelligan ...")
    )


def test_reports_hours_apart_are_likelier_one_story_than_reports_days_apart() -> None:
    def belief(later: str) -> float:
        found = story.collect(
            [article("a1", FIRE_A, "2024-02-05T08:00:00Z"), article("a2", FIRE_A_OTHER, later), article("f", FERRY, later)]
        )
        return story.explain(found, "a1", "a2").belief

    assert belief("2024-02-05T11:00:00Z") >= belief("2024-02-08T11:00:00Z") >= belief("2024-03-08T11:00:00Z")
    assert belief("2024-02-05T11:00:00Z") > belief("2024-03-08T11:00:00Z")
