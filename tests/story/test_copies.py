"""Copies: one text in several articles, and what is no copy."""

from __future__ import annotations

import random

from rashomon.model import Article
from rashomon.story import copies

from .reports import FERRY, FIRE_A, FIRE_A_OTHER, RESIGNS, article


def only(items: list[Article]) -> copies.Copies:
    found = copies.find(items)
    assert len(found) == 1
    return found[0]


def check_spans(found: copies.Copies, items: list[Article]) -> None:
    texts = {item.id: item.text for item in items}
    for shared in (*found.shared, *found.differences):
        for side in (shared.here, shared.there):
            assert texts[side.article][side.start : side.end] == side.text


def test_equal_texts_are_identical() -> None:
    items = [article("one", FERRY), article("two", FERRY)]
    found = only(items)
    assert (found.kind, found.members) == ("identical", ("one", "two"))
    check_spans(found, items)
    assert found.shared[0].here.text.startswith("ARDMORE (Reuters)")


def test_new_headline_and_spelling_is_a_light_edit() -> None:
    edited = "Ferry stuck off Skelligan\n\n" + FERRY.replace("Thursday", "yesterday")
    items = [article("one", FERRY), article("two", edited)]
    found = only(items)
    assert found.kind == "light-edit"
    check_spans(found, items)
    assert any(pair.here.text == "Thursday" or pair.there.text == "Thursday" for pair in found.differences)


def test_a_cut_text_is_truncated() -> None:
    items = [article("long", FERRY), article("short", "\n".join(FERRY.split("\n")[:2]))]
    found = only(items)
    assert found.kind == "truncated"
    check_spans(found, items)


def test_versions_that_differ_in_a_figure_are_one_origin_and_show_it() -> None:
    items = [article("first", FERRY, "2024-02-01"), article("later", FERRY.replace("Eleven people", "Fourteen people"), "2024-02-02")]
    found = only(items)
    assert any("differs in a figure" in reason and "Fourteen" in reason and "Eleven" in reason for reason in found.reasons)
    assert found.differences[0].here.text == "Eleven"
    check_spans(found, items)


def test_the_dateline_names_the_wire_and_the_first_publication_the_origin() -> None:
    found = only([article("late", FERRY, "2024-02-03"), article("early", FERRY, "2024-02-01")])
    assert (found.agency, found.origin) == ("Reuters", "early")
    assert only([article("early", FERRY, "2024-02-01", "Daily"), article("wire", FERRY, "2024-02-03", "Reuters")]).origin == "wire"


def test_an_agency_that_is_only_quoted_is_no_credit() -> None:
    told = RESIGNS + "She told Reuters that she would appeal, and AFP reported a protest.\n"
    assert only([article("one", told), article("two", told)]).agency is None


def test_shared_quotes_are_no_shared_reporting() -> None:
    said = (
        "“I have served this town for eleven years, I have never taken a single crown that was not mine, and I leave with my head held "
        "high because the people of the harbour know what we built together in hard times,” she said."
    )
    one = article(
        "one", f"Strand spoke for two minutes outside the town hall in the rain.\n{said}\nThen she drove off without a word to the crowd."
    )
    two = article(
        "two", f"Reporters waited since dawn for the mayor's statement on the audit.\n{said}\nHer deputy starts work on Monday morning."
    )
    assert copies.find([one, two]) == ()
    assert copies.lifted([one, two]) == ()


def test_a_lifted_sentence_is_found_but_joins_nothing() -> None:
    sentence = FERRY.split("\n")[2].split(" Divers")[0]
    longer = FIRE_A + FIRE_A_OTHER + RESIGNS + sentence
    items = [article("ferry", FERRY), article("other", longer)]
    assert copies.find(items) == ()
    (found,) = copies.lifted(items)
    assert found.kind == "excerpt"
    assert found.shared[0].here.text == sentence.rstrip(".")
    check_spans(found, items)
    assert copies.origins(items) == (("ferry",), ("other",))


def test_two_reports_of_one_event_are_no_copies() -> None:
    assert copies.find([article("one", FIRE_A), article("two", FIRE_A_OTHER)]) == ()


def test_the_order_of_the_articles_does_not_matter() -> None:
    items = [article(f"c{i}", FERRY[i * 40 :]) for i in range(5)] + [
        article("f", FIRE_A),
        article("g", FIRE_A_OTHER),
        article("h", RESIGNS),
    ]
    expected = copies.examine(items)
    for seed in range(5):
        assert copies.examine(random.Random(seed).sample(items, len(items))) == expected


def test_thousands_of_equal_texts_are_one_origin() -> None:
    found = only([article(f"{i:05}", FERRY) for i in range(2000)])
    assert len(found.members) == 2000


def test_a_text_that_repeats_one_word_ends() -> None:
    assert copies.find([article("one", "word " * 20_000), article("two", "word " * 20_001)])[0].kind in {"identical", "light-edit"}


def test_credit_lines_alone_make_no_copy() -> None:
    credit = "Copyright 2024 The Associated Press. All rights reserved. This material may not be published, broadcast or redistributed."
    assert copies.find([article("one", FIRE_A + credit), article("two", RESIGNS + credit)]) == ()
