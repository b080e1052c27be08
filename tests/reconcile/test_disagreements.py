"""Disagreements of a few reports, read and reconciled as a reader would hand them over; the texts are made up."""

from __future__ import annotations

import pytest

import rashomon
from rashomon.model import Account, Article, Conflict


def account_of(*texts: str, published: tuple[str, ...] = ()) -> Account:
    dates = published or ("2024-03-05",) * len(texts)
    articles = [Article(id=f"{n}.txt", text=text, outlet=f"Paper {n}", published=dates[n]) for n, text in enumerate(texts)]
    (story,) = rashomon.report(articles, one_story=True).stories
    return story


def cited(conflict: Conflict) -> list[str]:
    return [c.text for side in conflict.sides for c in side.citations]


COURT = "Harold Binns{age} was found guilty of fraud at Wexley Crown Court on Tuesday. He will be sentenced next month, the judge said.\n"
LATER = "The jury in Wexley took two days to convict Harold Binns{age} of cheating pensioners. His lawyer declined to comment.\n"


def test_two_ages_of_one_person_conflict() -> None:
    story = account_of(COURT.format(age=", 61,"), LATER.format(age=", 64,"))
    (conflict,) = [c for c in story.conflicts if c.about == "the age of Harold Binns"]
    assert {s.says for s in conflict.sides} == {"61", "64"}
    assert {c.article for s in conflict.sides for c in s.citations} == {"0.txt", "1.txt"}


def test_one_age_and_the_age_of_another_person_do_not_conflict() -> None:
    story = account_of(COURT.format(age=", 61,"), LATER.format(age=", 61,") + "Joan Binns, 58, wept in the gallery.\n")
    assert not story.conflicts


def test_a_person_who_grows_older_between_two_reports_is_no_conflict() -> None:
    story = account_of(COURT.format(age=", 61,"), LATER.format(age=", 64,"), published=("2021-03-05", "2024-03-05"))
    assert not [c for c in story.conflicts if c.about.startswith("the age of")]


def test_numbers_that_a_report_sets_against_each_other_conflict() -> None:
    story = account_of("After the march in Brell 71 people are still held, according to their lawyers; the police say 38.\n")
    (conflict,) = story.conflicts
    assert conflict.kind == "value"
    assert {s.says for s in conflict.sides} == {"71 people", "38"}


def test_what_is_said_and_denied_in_one_report_is_a_dispute() -> None:
    story = account_of(
        "The brakes of the coach failed near Ostrey. A mechanic, Tom Reed, says that he told the firm. The firm says that he did not.\n"
    )
    (conflict,) = story.conflicts
    assert (conflict.kind, conflict.hard) == ("status", False)
    assert cited(conflict) == ["A mechanic, Tom Reed, says that he told the firm.", "The firm says that he did not."]


def test_a_denial_without_anybody_who_said_it_is_no_dispute() -> None:
    assert not account_of("The brakes of the coach failed near Ostrey on Monday. The firm denied it.\n").conflicts


def test_one_sentence_printed_with_another_date_is_a_conflict_of_date() -> None:
    line = "The physics paper will be taken again on May {day} in every school of the two provinces, the education minister said."
    story = account_of(line.format(day=19) + " He was sorry.\n", "Pupils are angry.\n\n" + line.format(day=26) + "\n")
    assert [c.kind for c in story.conflicts] == ["date"]
    assert {s.says for s in story.conflicts[0].sides} == {"2024-05-19", "2024-05-26"}


def test_one_sentence_printed_twice_is_no_conflict() -> None:
    line = "The physics paper will be taken again on May 19 in every school of the two provinces, the education minister said.\n"
    assert not account_of(line, "Pupils are angry.\n\n" + line).conflicts


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Chief executive Carla Voss resigned on Monday.", "Carla Voss, the chief executive, was dismissed by the board on Monday."),
        ("Conductor Emil Haas died in hospital on Monday.", "The conductor, Emil Haas, woke from his coma on Monday, doctors said."),
    ],
)
def test_ends_that_exclude_each_other_conflict(one: str, two: str) -> None:
    story = account_of(one + " The company in Tarn said no more.\n", two + " The company in Tarn said no more.\n")
    assert [c.kind for c in story.conflicts] == ["status"]


def test_a_part_of_the_dead_is_no_rival_of_all_the_dead() -> None:
    story = account_of(
        "Twelve people were killed when a plane crashed near Liria on Sunday, officials said.\n",
        "A plane carrying tourists crashed near Liria on Sunday, killing 10 foreigners and two pilots, officials said.\n",
    )
    assert not story.conflicts


def test_nobody_arrested_yet_is_explained_by_a_later_report() -> None:
    story = account_of(
        "Thieves broke into the museum in Harve on Tuesday. No arrests have been made.\n",
        "Police investigating the theft from the museum in Harve have arrested two men.\n",
        published=("2024-03-05", "2024-03-09"),
    )
    assert not story.conflicts


def test_the_same_words_in_two_mouths_are_a_conflict_of_attribution() -> None:
    words = "“We shall not close a single school in this valley,” {name} said on Tuesday.\n"
    story = account_of(
        "The council of Tarn met.\n" + words.format(name="Karin Holt"), "Tarn keeps its schools.\n" + words.format(name="Piet Braun")
    )
    (conflict,) = [c for c in story.conflicts if c.kind == "attribution"]
    assert {s.says for s in conflict.sides} == {"Karin Holt", "Piet Braun"}


def test_a_shared_number_changed_in_one_report_is_raised_there() -> None:
    line = "The blaze in the harbour of Sunde destroyed {n} fishing boats on Monday night, the mayor said.\n"
    story = account_of(
        line.format(n=40),
        "Fire in Sunde\n\n" + line.format(n=40),
        "A night of fire in Sunde harbour cost 48 fishing boats.\n",
    )
    (conflict,) = story.conflicts
    assert {c.article for s in conflict.sides if "48" in s.says for c in s.citations} == {"2.txt"}


TARN = " The company in Tarn said no more.\n"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("A patrol boat not only repulsed the attack off Tarn, but took nine men.", "A patrol boat repulsed the attack off Tarn."),
        ("Chief executive Carla Voss left the company in 1998.", "Carla Voss remains a legend in Tarn."),
        ("The pair spent thousands of dollars on hotels in Tarn.", "In Tarn the pair spent tens of thousands of dollars on hotels."),
        ("Ana and Bea Voss, aged 16 and 13 respectively, came to Tarn.", "Ana Voss, 16, came to Tarn on Monday with Bea Voss, 13."),
        ("Nobody was hurt. Call the police on 0845 125 2222.", "Nobody was hurt. Call the police on 0845 177 4040."),
        (
            "The minister resigned over the failure to prevent the attack on Tarn.",
            "The minister resigned on Monday over the attack on Tarn.",
        ),
        ("One man was killed at a party on Monday and no one else was killed.", "A gunman killed one man at a party on Monday."),
    ],
)
def test_what_only_reads_like_a_disagreement_is_none(one: str, two: str) -> None:
    assert not account_of(one + TARN, two + TARN).conflicts


def test_one_weekday_in_reports_of_two_weeks_is_no_conflict() -> None:
    line = "The ferry to Brell sank off Ostrey on Saturday with nine people aboard, the coastguard said.\n"
    later = "Divers work off Ostrey, where the ferry to Brell sank on Saturday with nine people aboard, the coastguard said.\n"
    assert not account_of(line, later, published=("2024-03-04", "2024-03-12")).conflicts
