"""The account of one story: its title, its summary, its timeline, and what is never printed."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_analyses import analysis, cite, group, with_time

from rashomon import account
from rashomon.account.grounding import ungrounded
from rashomon.account.telling import Reader
from rashomon.account.title import clean_headline
from rashomon.model import Analysis, Citation, Conflict, DateFact, DateMention, Fact, Figure, FigureMention, Findings, Side, Statement

WIRE = analysis(
    "1",
    "Tram derails on Corn Hill in Belmar, four dead\n\n"
    "BELMAR, May 4 (NW) - Four people were killed on Monday when a tram left the rails on Corn Hill in Belmar, police said.\n"
    "The tram was climbing towards the university when it rolled back and hit a wall. But the line had been checked in March.\n"
    "He said nothing more. Traffic in the old town stood still until the evening.\n",
    "North Wire",
)
STAR = analysis(
    "2",
    "SLOPE OF DEATH: six die as Belmar tram flies off\n\n"
    "Six people are dead after a tram flew off the rails on Corn Hill on Monday.\n"
    "The tram was climbing towards the university when it rolled back and smashed into a wall.\n"
    "Transport chief Ada Munk has quit, the Star understands.\n",
    "The Star",
)
RADIO = analysis(
    "3",
    "Tram crash on Corn Hill shakes Belmar | Radio Belmar\n\n"
    "A tram rolled back on Corn Hill while climbing towards the university and hit a wall on Monday morning.\n"
    "Ada Munk said she would stay as head of transport. The tram line was opened in 1911.\n",
    "Radio Belmar",
)
ROLLED = "The tram was climbing towards the university when it rolled back and hit a wall."
SMASHED = "The tram was climbing towards the university when it rolled back and smashed into a wall."
AGAIN = "A tram rolled back on Corn Hill while climbing towards the university and hit a wall on Monday morning."
KILLED, DEAD = "Four people were killed on Monday", "Six people are dead after a tram flew off the rails on Corn Hill on Monday."


def number(at: Citation, value: float, source: str | None = None) -> FigureMention:
    return FigureMention(at.article, at.start, at.end, at.text, value, value, attributed_to=source)


FINDINGS = Findings(
    figures=(
        Figure(
            "q",
            "people killed",
            None,
            "killed",
            "conflict",
            4,
            6,
            (number(cite(WIRE, "Four people"), 4, "police"), number(cite(STAR, "Six people"), 6)),
        ),
    ),
    facts=(
        Fact("f1", ROLLED, "agreed", 3, (cite(WIRE, ROLLED), cite(STAR, SMASHED), cite(RADIO, AGAIN)), (), ()),
        Fact("f2", KILLED, "disputed", 1, (cite(WIRE, KILLED),), (cite(STAR, DEAD),), ("3",)),
        Fact("f3", "x", "single_source", 1, (cite(WIRE, "He said nothing more."),), (), ("2", "3")),
    ),
    conflicts=(
        Conflict("c1", "value", "people killed", True, (Side("four", (cite(WIRE, KILLED),)), Side("six", (cite(STAR, DEAD),))), ""),
        Conflict(
            "c2",
            "status",
            "whether Ada Munk goes",
            True,
            (
                Side("Ada Munk has quit", (cite(STAR, "Transport chief Ada Munk has quit"),)),
                Side("Mayor Ortiz keeps 77 chairs", (cite(RADIO, "Ada Munk said she would stay as head of transport."),)),
            ),
            "",
        ),
    ),
)
STORY = group(WIRE, STAR, RADIO)


def test_the_title_is_a_headline_that_takes_no_side_and_carries_no_furniture() -> None:
    assert account.write(STORY, (WIRE, STAR, RADIO), FINDINGS).title == "Tram crash on Corn Hill shakes Belmar"


def test_furniture_around_a_headline_goes_and_the_rest_stays() -> None:
    assert clean_headline("Storm hits coast - live | World | The Daily Planet", "Daily Planet") == "Storm hits coast - live | World"
    assert clean_headline("Storm hits coast - and minister quits", None) == "Storm hits coast - and minister quits"
    assert clean_headline("The Daily Planet | Storm  hits\ncoast", "The Daily Planet") == "Storm hits coast"


def test_the_summary_leads_with_what_is_agreed_then_says_what_is_disputed() -> None:
    summary = account.write(STORY, (WIRE, STAR, RADIO), FINDINGS).summary
    assert summary[0].text in (ROLLED, SMASHED, AGAIN)
    assert {at.article for at in summary[0].citations} == {"1", "2", "3"}
    assert summary[-2].text == "Reports differ on how many people were killed: North Wire, citing police, says four; The Star says six."
    assert len(summary) <= 8


def test_a_side_whose_words_its_citation_does_not_hold_is_quoted_instead() -> None:
    text = account.write(STORY, (WIRE, STAR, RADIO), FINDINGS).summary[-1].text
    assert "Ortiz" not in text
    assert "77" not in text
    assert "Ada Munk said she would stay as head of transport" in text


def test_a_disputed_number_is_not_told_as_a_fact() -> None:
    summary = account.write(STORY, (WIRE, STAR, RADIO), FINDINGS).summary
    assert not any("Four people" in s.text or "Six people" in s.text for s in summary if not s.text.startswith("Reports differ"))


def test_a_sentence_that_leans_on_another_is_not_told() -> None:
    summary = account.write(STORY, (WIRE, STAR, RADIO), FINDINGS).summary
    assert not any(s.text.startswith("He said") for s in summary)


def test_a_linking_word_and_a_dateline_are_left_out() -> None:
    told = [sentence.text for sentence in Reader([WIRE]).body("1", 9)]
    assert "The line had been checked in March." in [text[0].upper() + text[1:] for text in told]
    assert told[0].startswith("Four people were killed")


def test_any_order_gives_the_same_account() -> None:
    first = account.write(STORY, (WIRE, STAR, RADIO), FINDINGS)
    for seed in range(5):
        shuffled = random.Random(seed).sample([WIRE, STAR, RADIO], 3)
        assert account.write(STORY, shuffled, FINDINGS) == first


def test_one_report_alone_is_told_from_its_first_sentences() -> None:
    made = account.write(group(WIRE), (WIRE,), Findings())
    assert made.summary[0].text.startswith("Four people were killed on Monday")
    assert not any(s.text.startswith("Reports differ") for s in made.summary)


def test_an_article_in_another_language_is_kept_and_not_told() -> None:
    german = analysis("0", "Straßenbahn entgleist\n\nIn Belmar ist eine Straßenbahn entgleist.\n", "Bote", "de")
    made = account.write(group(german, WIRE), (german, WIRE), Findings())
    assert made.articles == ("0", "1")
    assert made.title.startswith("Tram derails")
    assert {at.article for s in made.summary for at in s.citations} == {"1"}


def test_a_story_without_anything_to_tell_has_an_empty_summary() -> None:
    german = analysis("0", "Straßenbahn entgleist\n\nIn Belmar.\n", "Bote", "de")
    assert account.write(group(german), (german,), Findings()).summary == ()


def test_numbers_and_names_that_the_sources_do_not_hold_are_named() -> None:
    cited = ["Police in Belmar counted 4 dead near Corn Hill."]
    assert (
        ungrounded("In Belmar, 4 died near Corn Hill.", cited) == ["In Belmar"] or ungrounded("Belmar: 4 died near Corn Hill.", cited) == []
    )
    assert ungrounded("Belmar: 14 died.", cited) == ["14"]
    assert ungrounded("Belmar: four died.", cited) == ["four"]
    assert ungrounded("Ada Munk counted 4.", cited) == ["Ada Munk"]
    assert ungrounded("Hill Corn", cited) == ["Hill Corn"]


NAMES = st.sampled_from(["Ada Munk", "Belmar", "14", "1,200", "seventeen", "Ortiz", "2024", "Corn Hill", "NATO", "6.5"])


@given(NAMES, st.sampled_from([WIRE, STAR, RADIO]), st.integers(0, 5))
def test_a_name_or_number_put_into_a_sentence_is_found_out_unless_the_source_holds_it(word: str, source: Analysis, place: int) -> None:
    sentence = next(s for s in source.sentences if s.role == "body")
    at = source.article.cite(sentence.start, sentence.end)
    words = at.text.split()
    told = " ".join([*words[:place], f", {word} ,", *words[place:]])
    holds = word.casefold() in at.text.casefold()
    assert account.grounded(Statement(told, (at,)), Reader([source])) is holds


def test_the_timeline_is_sorted_merged_and_without_datelines() -> None:
    wire = with_time(WIRE, "May 4", "2026-05-04")
    wire = with_time(wire, "Monday", "2026-05-04", clause="a tram left the rails on Corn Hill in Belmar", subject="a tram", verb="leave")
    wire = with_time(wire, "March", "2026-03")
    star = with_time(
        STAR, "on Monday.", "2026-05-04", clause="a tram flew off the rails on Corn Hill on Monday", subject="a tram", verb="fly"
    )
    radio = with_time(RADIO, "1911", "1911", clause="The tram line was opened in 1911", subject="The tram line", verb="open")
    rows = account.write(STORY, (wire, star, radio), FINDINGS).timeline
    assert [(row.when, row.precision, row.relation) for row in rows] == [
        ("1911", "year", "single"),
        ("2026-03", "month", "single"),
        ("2026-05-04", "day", "agree"),
    ]
    assert rows[0].text == "The tram line was opened in 1911."
    assert rows[1].text == "The line had been checked in March."
    assert [at.article for at in rows[2].citations] in (["1", "2"], ["2", "1"])


def test_two_dates_for_one_thing_are_two_rows_marked_as_a_conflict() -> None:
    one = analysis("1", "Bridge opens\n\nThe new bridge opened on 3 June.\n")
    two = analysis("2", "Bridge open\n\nThe new bridge opened on 4 June.\n")
    one, two = with_time(one, "3 June", "2026-06-03"), with_time(two, "4 June", "2026-06-04")
    mentions = tuple(
        DateMention(at.article, at.start, at.end, at.text, value)
        for at, value in ((cite(one, "3 June"), "2026-06-03"), (cite(two, "4 June"), "2026-06-04"))
    )
    findings = Findings(dates=(DateFact("d", "the opening", "conflict", mentions),))
    rows = account.write(group(one, two), (one, two), findings).timeline
    assert [(row.when, row.relation) for row in rows] == [("2026-06-03", "conflict"), ("2026-06-04", "conflict")]


def test_an_endless_line_takes_no_endless_time() -> None:
    huge = analysis("1", "Title\n\n" + "Aa " * 60_000 + "end.\n")
    assert account.write(group(huge), (huge,), Findings()).title == "Title"


def test_a_sentence_with_a_disputed_number_is_told_by_its_clause_that_has_none() -> None:
    one = analysis("1", "Tram falls\n\nFour people were killed when a tram left the rails on Corn Hill in Belmar.\n")
    two = analysis("2", "Tram falls\n\nSix people were killed when the tram fell.\n")
    clause = "a tram left the rails on Corn Hill in Belmar"
    one = with_time(one, "Belmar", "2026-05-04", clause=clause, subject="a tram", verb="leave")
    mentions = (number(cite(one, "Four people"), 4), number(cite(two, "Six people"), 6))
    findings = Findings(figures=(Figure("q", "people killed", None, "killed", "conflict", 4, 6, mentions),))
    opening = account.write(group(one, two), (one, two), findings).summary[0]
    assert opening.text == "A tram left the rails on Corn Hill in Belmar."
    assert opening.citations[0].text == clause


def test_an_event_that_only_disputed_sentences_tell_is_told_as_what_an_outlet_reports() -> None:
    one = analysis("1", "Four dead in Belmar\n\nFour people were killed by a tram in Belmar on Monday.\n", "North Wire")
    two = analysis("2", "Six dead in Belmar\n\nSix people were killed by a tram in Belmar on Monday.\n")
    mentions = (number(cite(one, "Four people"), 4), number(cite(two, "Six people"), 6))
    sides = tuple(Side(m.text.lower(), (cite(a, a.article.text.split("\n")[2]),)) for m, a in zip(mentions, (one, two), strict=True))
    findings = Findings(
        figures=(Figure("q", "people killed", None, "killed", "conflict", 4, 6, mentions),),
        conflicts=(Conflict("c", "value", "people killed", True, sides, ""),),
    )
    texts = [s.text for s in account.write(group(one, two), (one, two), findings).summary]
    assert texts == [
        "North Wire reports: Four people were killed by a tram in Belmar on Monday.",
        "Reports differ on how many people were killed: North Wire says four people; another says six people.",
    ]


def test_a_long_side_is_quoted_around_its_number() -> None:
    padding = "which the council had wanted to close for years and which nobody had ever thought of as dangerous at all"
    one = analysis("1", f"Tram\n\nThe tram, {padding}, fell and killed 14 people, {padding}, said the mayor of the town.\n", "North Wire")
    two = analysis("2", "Tram\n\nThe fall of the tram killed 17 people, said a nurse.\n", "The Star")
    mentions = (number(cite(one, "14 people"), 14), number(cite(two, "17 people"), 17))
    sides = tuple(Side("", (a.article.cite(a.sentences[1].start, a.sentences[1].end),)) for a in (one, two))
    findings = Findings(
        figures=(Figure("q", "people killed", None, "killed", "conflict", 14, 17, mentions),),
        conflicts=(Conflict("c", "value", "people killed", True, sides, ""),),
    )
    said = account.write(group(one, two), (one, two), findings).summary[-1].text
    assert "killed 14 people" in said
    assert "17 people" in said
    assert "…" in said
    assert len(said) < 300


@pytest.mark.parametrize("change", [{"attributed_to": "police"}, {"status": "threatened"}, {"quote": 0}])
def test_a_clause_that_others_say_or_that_did_not_happen_is_not_told_without_that(change: dict[str, object]) -> None:
    one = analysis("1", "Tram falls\n\nFour people were killed when a tram left the rails on Corn Hill in Belmar.\n")
    two = analysis("2", "Tram falls\n\nSix people were killed when the tram fell.\n")
    one = with_time(one, "Belmar", "2026-05-04", clause="a tram left the rails on Corn Hill in Belmar", subject="a tram", verb="leave")
    one = dataclasses.replace(one, claims=(dataclasses.replace(one.claims[0], **change),))  # type: ignore[arg-type]
    mentions = (number(cite(one, "Four people"), 4), number(cite(two, "Six people"), 6))
    findings = Findings(figures=(Figure("q", "people killed", None, "killed", "conflict", 4, 6, mentions),))
    assert not any(s.text.startswith("A tram left") for s in account.write(group(one, two), (one, two), findings).summary)


def test_two_tolls_are_told_apart_by_a_name() -> None:
    one = analysis("1", "Storm\n\nThe storm killed 4 people in Belmar.\n\nThe flood killed 11 people in Tarn.\n")
    two = analysis("2", "Storm\n\nThe storm killed 6 people in Belmar.\n\nThe flood killed 13 people in Tarn.\n")
    first = (number(cite(one, "4 people"), 4), number(cite(two, "6 people"), 6))
    second = (number(cite(one, "11 people"), 11), number(cite(two, "13 people"), 13))
    findings = Findings(
        figures=tuple(Figure(f"q{i}", "people killed", None, "killed", "conflict", 4, 13, m) for i, m in enumerate((first, second))),
        conflicts=tuple(
            Conflict(f"c{i}", "value", "people killed", True, tuple(Side(m.text, (m,)) for m in mentions), "")
            for i, mentions in enumerate((first, second))
        ),
    )
    disputed = [s.text for s in account.write(group(one, two), (one, two), findings).summary if s.text.startswith("Reports differ")]
    assert disputed == [
        "Reports differ on how many people were killed: a report says 4 people; another says 6 people.",
        "Reports differ on how many people were killed (Tarn): a report says 11 people; another says 13 people.",
    ]
