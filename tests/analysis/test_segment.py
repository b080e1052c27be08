"""Sentences and tokens: hard news cases, exact places, hostile text."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.analysis import tokenise
from rashomon.analysis.segment import LONGEST, segment

CASES = Path(__file__).with_name("sentences.tsv")
MARK = "‖"


def cases() -> list[tuple[str, list[str]]]:
    """Each text with the sentences it should fall into."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            marked = line.replace("\\n", "\n")
            found.append((marked.replace(MARK, ""), [part.strip() for part in marked.split(MARK)]))
    return found


def test_hard_cases_break_where_they_should() -> None:
    wrong = []
    for text, expected in cases():
        got = [text[s.start : s.end] for s in segment(text)[0]]
        if got != expected:
            wrong.append((expected, got))
    assert len(cases()) >= 300
    assert len(wrong) * 100 <= len(cases()), wrong


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He didn't say she'd've gone.", ["He", "did", "n't", "say", "she", "'d", "'ve", "gone", "."]),
        ("They can’t; we cannot.", ["They", "ca", "n’t", ";", "we", "can", "not", "."]),
        ("Israel's well-known $1.2bn deal", ["Israel", "'s", "well", "-", "known", "$", "1.2", "bn", "deal"]),
        ("the workers' non-lethal arms", ["the", "workers", "'", "non-lethal", "arms"]),
        ("pro-Beijing and anti-U.S. groups", ["pro", "-", "Beijing", "and", "anti", "-", "U.S.", "groups"]),
        ("On Oct. 7, 1,139 died (47%).", ["On", "Oct.", "7", ",", "1,139", "died", "(", "47", "%", ")", "."]),
        ("at 5pm the 20th F-16 of the 1990s", ["at", "5", "pm", "the", "20th", "F", "-", "16", "of", "the", "1990s"]),
        ("see www.example.org/a?b=c.", ["see", "www.example.org/a?b=c", "."]),
        ("“Gone” – said al-Masri…", ["“", "Gone", "”", "–", "said", "al", "-", "Masri", "…"]),
        ("US$5m and HK$7", ["US$", "5", "m", "and", "HK$", "7"]),
        ("etc... Inc.? e.g., one", ["etc", "...", "Inc.", "?", "e.g.", ",", "one"]),
    ],
)
def test_words_are_cut_as_universal_dependencies_cuts_them(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in tokenise.tokens(text, 0, len(text))] == words


def check(text: str) -> None:
    """Offsets are exact; every visible character is in exactly one token; sentences cover all tokens in order."""
    sentences, tokens = segment(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert [i for s in sentences for i in range(s.first, s.last)] == list(range(len(tokens)))
    for k, s in enumerate(sentences):
        assert (s.start, s.end) == (tokens[s.first].start, tokens[s.last - 1].end)
        assert s.last - s.first <= LONGEST + 1
        assert all(t.sentence == k for t in tokens[s.first : s.last])


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_keeps_its_offsets(text: str) -> None:
    check(text)


@given(
    st.lists(
        st.sampled_from(
            ["Lt. ", "Gen. ", "Ada ", "said ", '"', "”", "no. ", "5", "!", ". ", "? ", "...", "\n", "U.S. ", "’s ", "a.m. ", "(", ") "]
        ),
        max_size=60,
    )
)
def test_news_like_text_keeps_its_offsets(parts: list[str]) -> None:
    check("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "word, " * 30_000,
        "x" * 1_000_000,
        "'" * 50_000,
        "A." * 50_000,
        "non-" * 40_000,
        "e\u0301\u0302" * 50_000,
        "\U0001f469\u200d\U0001f467" * 5_000,
        "\ud800 abc \udfff. Hello. " * 2_000,
        "\x00\x1b[31mabc\x07 " * 3_000,
        "مرحبا بالعالم. " * 3_000,
        "a@" * 50_000,
        ". " * 50_000,
        "\n" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_cut_without_loss(text: str) -> None:
    check(text)


def test_an_empty_text_has_no_sentences() -> None:
    assert segment("") == ((), ())
    assert segment(" \n\t ") == ((), ())


def test_a_title_and_its_name_stay_in_one_sentence() -> None:
    for title in ("Lt.", "Gen.", "Maj.", "Col.", "Sen.", "Dr.", "Mr.", "Prof.", "Sgt."):
        text = f"The army named {title} Ada Cole.\nShe agreed."
        assert len(segment(text)[0]) == 2
