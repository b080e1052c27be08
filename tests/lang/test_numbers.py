"""Numerals in running text: places and values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.lang.numbers import lexemes, numerals


def values(text: str) -> list[tuple[str, float | None, float | None]]:
    return [(text[n.start : n.end], n.low, n.high) for n in numerals(lexemes(text)) if n.form != "ordinal"]


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("1,200 people", "1,200", 1200),
        ("12,34,567 rupees", "12,34,567", 1234567),
        ("twenty-one trucks", "twenty-one", 21),
        ("two hundred and five thousand three hundred votes", "two hundred and five thousand three hundred", 205300),
        ("a hundred homes", "a hundred", 100),
        ("2.44 million euros", "2.44 million", 2.44e6),
        ("2.7bn", "2.7bn", 2.7e9),
        ("25k runners", "25k", 25000),
        ("two and a half hours", "two and a half", 2.5),
        ("4 1/2 miles", "4 1/2", 4.5),
        ("3½ years", "3½", 3.5),
        ("half a million", "half a million", 5e5),
        ("half a dozen", "half a dozen", 6),
        ("two dozen", "two dozen", 24),
        ("a couple hundred", "couple hundred", 200),
        ("two-thirds of them", "two-thirds", 2 / 3),
        ("a quarter of them", "a quarter", 0.25),
        ("three quarters", "three quarters", 0.75),
    ],
)
def test_one_numeral(text: str, number: str, value: float) -> None:
    assert values(text) == [(number, pytest.approx(value), pytest.approx(value))]


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("dozens", 24),
        ("scores", 40),
        ("hundreds", 200),
        ("thousands", 2000),
        ("tens of thousands", 20000),
        ("hundreds of thousands", 200000),
    ],
)
def test_vague_counts_have_a_floor_and_no_ceiling(text: str, floor: float) -> None:
    assert values(f"{text} of people") == [(text, floor, None)]


@pytest.mark.parametrize("text", ["the third man", "a hundredth", "second thoughts", "the man", "1" * 60])
def test_what_is_no_count(text: str) -> None:
    assert values(text) == []


def test_ordinals_are_told_apart() -> None:
    found = numerals(lexemes("the 11th and the twenty-first"))
    assert [(n.low, n.form) for n in found] == [(11, "ordinal"), (21, "ordinal")]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_separators_keep_their_value(number: int) -> None:
    assert values(f"about {number:,} of them") == [(f"{number:,}", number, number)]


@given(st.text(max_size=200))
def test_lexemes_are_exact_and_ordered(text: str) -> None:
    at = 0
    for lexeme in lexemes(text):
        assert lexeme.start >= at
        assert text[lexeme.start : lexeme.end] == lexeme.text
        at = lexeme.end
    for numeral in numerals(lexemes(text)):
        assert 0 <= numeral.start < numeral.end <= len(text)
