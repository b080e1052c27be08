"""Quotes: marks, speech or not, and who speaks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.analysis import quotes
from rashomon.analysis.quotes import marks
from rashomon.analysis.read import read
from rashomon.analysis.tokenise import tokens
from rashomon.model import Analysis, Article, Quote, Token


def inner(text: str) -> list[str]:
    return [text[q.start : q.end] for q in marks.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The bridge is safe," she said.', ["The bridge is safe,"]),
        ("“The bridge is safe,” she said.", ["The bridge is safe,"]),
        ('“The bridge is safe," she said.', ["The bridge is safe,"]),
        ("''The bridge is safe,'' she said.", ["The bridge is safe,"]),
        ("``The bridge is safe,'' she said.", ["The bridge is safe,"]),
        ("'The bridge is safe,' she said.", ["The bridge is safe,"]),
        ("‘The bridge is safe,’ she said.", ["The bridge is safe,"]),
        ("«The bridge is safe», she said.", ["The bridge is safe"]),
        ("The trains 'bumped into each other' at the players' entrance.", ["bumped into each other"]),
        ("'The players' union won't sign,' he said.", ["The players' union won't sign,"]),
        ("The workers' and the owners' claims", []),
        ("Rock 'n' roll in the '90s", []),
        ("He is 6'2\" tall.", []),
        ("“He told me ‘go away’ and left,” she said.", ["He told me ‘go away’ and left,"]),
        ('"He said “go” to me," she said.', ["He said “go” to me,"]),
        ('"One," he said, "two."', ["One,", "two."]),
        ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
        ("She said, “I never left.\nThe end", ["I never left."]),
        ("“”", []),
        ('" "', []),
    ],
)
def test_stretches_between_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quote_that_goes_on_in_the_next_paragraph_is_known() -> None:
    first, second = marks.find("“One.\n\n“Two,” he said.")
    assert (first.closed, first.onward, second.closed) == (False, True, True)


@example("'\"'\n'\"")
@given(st.lists(st.sampled_from([*"\"“”'‘’`«» .,?\naAs5", "he said", "\ud800", "''", "é"]), max_size=120).map("".join))
def test_stretches_are_ordered_apart_and_inside(text: str) -> None:
    found = marks.find(text)
    assert all(0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text) for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))
    assert all(text[q.start : q.end] == text[q.start : q.end].strip() for q in found)


def plain(text: str) -> Analysis:
    """An analysis with words but no parse and no names."""
    words = tuple(
        Token(s, e, text[s:e], sentence=n) for n, m in enumerate(re.finditer(r"[^\n]+", text)) for s, e in tokens(text, m.start(), m.end())
    )
    return Analysis(Article("a", text), tokens=words)


def said(text: str) -> list[tuple[str, str | None]]:
    return [(q.text, q.speaker) for q in quotes.ANNOTATOR.run(plain(text)).quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The ferry is late again today,” Mara Quill said.", "Quill"),
        ("“The ferry is late again today,” said Mara Quill.", "Quill"),
        ("Quill said: “The ferry is late again today.”", "Quill"),
        ("Quill told reporters, “The ferry is late again today.”", "Quill"),
        ("“The ferry is late again today,” she added.", "she"),
    ],
)
def test_speaker_without_a_parse(text: str, speaker: str) -> None:
    [(words, found)] = said(text)
    assert words.startswith("The ferry is late") and found is not None and speaker in found


def test_the_halves_of_a_split_quote_are_linked_and_joined() -> None:
    text = "“The ferry,” Quill said on Monday, “will sail again before the winter comes.”"
    first, second = quotes.ANNOTATOR.run(plain(text)).quotes
    assert (first.continues, second.continues) == (-1, 0)
    assert second.source == first.source
    [row] = quotes.joined((first, second))
    assert (row["start"], row["end"]) == (first.start, second.end)
    assert [text[p["start"] : p["end"]] for p in row["parts"]] == [first.text, second.text]


def test_a_nickname_in_marks_is_no_utterance() -> None:
    assert [q for q in said("The ship, which sailors nicknamed “The Duck”, lay in the harbour.") if q[1]] == [] or not [
        q for q in quotes.ANNOTATOR.run(plain("Tony “The Duck” Marsh lay in bed.")).quotes if not q.mixed
    ]


@given(
    st.lists(st.sampled_from([*"\"“”'‘’ .,?:\n-", " Quill ", " said ", " according to ", " he ", "The ferry sank"]), max_size=80).map(
        "".join
    )
)
def test_quotes_slice_their_text(text: str) -> None:
    analysis = quotes.ANNOTATOR.run(plain(text))
    for quote in analysis.quotes:
        assert quote.text == text[quote.start : quote.end]
        if quote.source:
            assert quote.speaker == text[quote.source.start : quote.source.end]
        assert -1 <= quote.continues < len(analysis.quotes)


def test_joining_keeps_quotes_that_stand_alone() -> None:
    quote = Quote(1, 3, "ab", True)
    rows = quotes.joined((quote, replace(quote, start=5, end=7)))
    assert [(r["start"], r["direct"]) for r in rows] == [(1, True), (5, True)]


def parsed(text: str) -> list[dict[str, Any]]:
    return quotes.joined(read(Article("a", text)).quotes)


def test_a_fragment_under_a_cue_is_somebodys_words() -> None:
    [row] = [r for r in parsed("Mayor Mara Quill called the new toll “a disgrace” on Friday.") if r["direct"]]
    assert (row["mixed"], row["speaker"]) == (True, "Mara Quill")


@pytest.mark.parametrize(
    "text",
    [
        "The council bought a “smart” bench for the harbour, and Mara Quill said the bill was paid.",
        "Mara Quill said on Channel 9's “Morning Hour” that the bill was paid.",
        "Tony “The Duck” Marsh said the bill was paid.",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_nobodys_words(text: str) -> None:
    assert [r for r in parsed(text) if r["direct"]] == []


def test_an_utterance_that_a_new_cue_brings_in_stands_alone() -> None:
    text = "“The ferry is late again,” Mara Quill said, adding: “Nobody told the passengers about it.”"
    rows = [r for r in parsed(text) if r["direct"]]
    assert [text[r["start"] : r["end"]] for r in rows] == ["The ferry is late again,", "Nobody told the passengers about it."]


def test_indirect_speech_of_people_known_by_what_they_say() -> None:
    text = "Residents who say the toll is too high met the mayor on Friday."
    assert "the toll is too high" in [text[r["start"] : r["end"]] for r in parsed(text) if not r["direct"]]


POST = (
    "The council answered on its own page.\n"
    "We hear you. The pool stays open this winter. https://t.co/a1B2 — Orford Council (@OrfordCouncil) March 3, 2026\n"
    "Cold but lovely! pic.twitter.com/xyz — Mina Petrov (@minap) 4 March 2026"
)


def test_an_embedded_post_is_a_direct_quote_of_who_signs_it() -> None:
    said = [(q.speaker, q.text) for q in read(Article("a", POST)).quotes if q.direct]
    assert ("Orford Council", "We hear you. The pool stays open this winter.") in said
    assert any(speaker == "Mina Petrov" and text == "Cold but lovely!" for speaker, text in said)


@pytest.mark.parametrize(
    "text",
    [
        "Photo — Mina Petrov (@minap)",  # a credit
        "The pool stays open — Mina Petrov said so on Monday.",
        '"We hear you, and the pool stays open," — Mina Petrov (@minap) March 3, 2026',  # marks make it a quote already
    ],
)
def test_a_credit_and_a_quote_in_marks_are_no_posts(text: str) -> None:
    assert sum(q.direct for q in read(Article("a", text)).quotes) == text.count('"') // 2


def test_who_is_told_is_not_who_speaks() -> None:
    text = "“I cannot imagine what this port would be ― I cannot imagine the town ― without the ferry,” Quill told The Gazette on Sunday."
    assert [q.speaker for q in read(Article("a", text)).quotes if q.direct] == ["Quill"]


def told(text: str) -> list[tuple[str, str | None]]:
    return [(text[r["start"] : r["end"]], r["speaker"]) for r in parsed(text) if not r["direct"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is safe, as engineer Dora Quill noted in her report.", ("The bridge is safe", "Dora Quill")),
        ("It was never about the money, his aides argued in interviews this week.", ("It was never about the money", "his aides")),
        ("The new toll was criticised by the lorry drivers' union.", ("The new toll", "the lorry drivers' union")),
        ("In Quill's view, the council should sell the old mill.", ("the council should sell the old mill", "Quill")),
        (
            "Before the storm hit on Sunday night, on local radio and in two statements, Quill said the dam would hold.",
            ("the dam would hold", "Quill"),
        ),
    ],
)
def test_indirect_speech_beside_its_cue(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


def test_two_reports_in_one_sentence_have_one_speaker() -> None:
    text = "The harbour board said on Monday that it would close the northern quay and warned against sailing after dark."
    assert told(text) == [
        ("that it would close the northern quay", "The harbour board"),
        ("against sailing after dark", "The harbour board"),
    ]


def test_a_participle_goes_on_with_the_speaker() -> None:
    text = "Mayor Dora Quill said that the engine failed twice and that the crew acted correctly, adding that an inquiry had begun."
    assert ("that an inquiry had begun", "Dora Quill") in told(text)


def test_a_headline_repeats_the_words_of_a_speaker() -> None:
    text = "'You hold its head up': a night on the beach\n\nHelp came. “You hold its head up and you talk to it,” Kel Andrews said.\n"
    rows = [r for r in parsed(text) if r["direct"]]
    assert next((text[r["start"] : r["end"]], r["speaker"]) for r in rows) == ("You hold its head up", "Kel Andrews")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Mayor Freya Lund flew home.\n\nA senior aide to Mayor Freya Lund said: “The plan is dead and gone.”",
            "A senior aide to Mayor Freya Lund",
        ),
        ("“You hold its head up and talk,” said the 26-year-old fish farm diver.", "the 26-year-old fish farm diver"),
        ("The minister, Paul Ardent, has apologised. “I am angry for every pupil who was awake,” he said.", "Paul Ardent"),
    ],
)
def test_who_speaks(text: str, speaker: str) -> None:
    assert [r["speaker"] for r in parsed(text) if r["direct"]] == [speaker]
