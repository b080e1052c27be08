"""A fact that the others tell and a report does not; told in other words, it is no omission."""

from hand_made import reading, story

from rashomon.model import Omission
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.facts import facts
from rashomon.reconcile.omissions import omissions

LEAD = [
    "The ferry Marigold ran aground off Port Ellis on Friday with 212 people aboard.",
    "The ferry Marigold hit rocks off Port Ellis on Friday, 212 people aboard.",
]
HURT = ["Eleven passengers were taken to hospital with broken bones.", "Eleven passengers with broken bones were brought to hospital."]


def missing(evidence: Evidence, word: str) -> set[str]:
    comparison = Comparison(evidence)
    found = facts(comparison)
    told = {f.id: f for f in found}
    listed: tuple[Omission, ...] = omissions(comparison, found)
    return {a for o in listed if word in told[o.fact].text for a in o.articles}


def test_what_two_others_tell_is_an_omission() -> None:
    silent = reading("c", [LEAD[0], "Tourists love the island for its beaches."])
    assert missing(story(reading("a", [LEAD[0], HURT[0]]), reading("b", [LEAD[1], HURT[1]]), silent), "broken") == {"c"}


def test_what_one_other_tells_is_none() -> None:
    assert missing(story(reading("a", [LEAD[0], HURT[0]]), reading("b", [LEAD[1]]), reading("c", [LEAD[0]])), "broken") == set()


def test_told_over_two_sentences_is_told() -> None:
    scattered = reading("c", [LEAD[0], "Eleven passengers had broken bones.", "They were taken to hospital by helicopter."])
    assert missing(story(reading("a", [LEAD[0], HURT[0]]), reading("b", [LEAD[1], HURT[1]]), scattered), "broken") == set()


def test_a_caption_tells_too() -> None:
    caption = reading("c", [LEAD[0], "Eleven passengers with broken bones were brought to hospital on Friday."], roles={1: "caption"})
    assert missing(story(reading("a", [LEAD[0], HURT[0]]), reading("b", [LEAD[1], HURT[1]]), caption), "broken") == set()


def test_reprints_are_no_second_voice() -> None:
    a, b = reading("a", [LEAD[0], HURT[0]]), reading("b", [LEAD[0], HURT[0]])
    silent = reading("c", [LEAD[1], "Tourists love the island for its beaches."])
    assert missing(story(a, b, silent, origins=[["a", "b"]]), "broken") == set()
