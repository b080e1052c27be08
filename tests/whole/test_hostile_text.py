"""The whole reading of text that no newsroom would print: nothing raises, and every offset slices to what it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import rashomon
from rashomon.library.layers import LAYERS, as_layers
from rashomon.model import Analysis

PIECES = [
    "Mara Quill said",
    "at least 12 people were killed",
    "on Tuesday",
    "the ministry",
    "\N{LEFT DOUBLE QUOTATION MARK}We will stay",
    "go home\N{RIGHT DOUBLE QUOTATION MARK}",
    '"',
    "'",
    "''",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    " ",
    ", ",
    ". ",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x1b",
    "\x0b",
    "\u2028",
    "\ud800",
    "\udfff",
    "e\u0301\u0323\u0308",
    "\u202e",
    "\u200f",
    "\ufeff",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1eb\U0001f1ee",
    "THE MAYOR RESIGNED",
    "3.5 | 17 | 2024-02-30 | $1,2,3",
    "99999999999999999999999999",
    "31 February 0000",
    "---",
    "(((",
    "%",
]
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no store keeps these; one mark stands for each, so that no offset moves
TABLE = "Town\tKilled\tInjured\n" + "\n".join(f"Place {n}\t{n}\t{n * 3}" for n in range(60))


def exact(analysis: Analysis) -> None:
    """Every row of every layer lies in the text, and its words are those between its offsets."""
    text = analysis.article.text

    def visit(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("start"), int) and isinstance(node.get("end"), int):
                assert 0 <= node["start"] < node["end"] <= len(text)
                if "text" in node:
                    assert node["text"] == text[node["start"] : node["end"]]
            for child in node.values():
                visit(child)
        elif isinstance(node, list):
            for child in node:
                visit(child)

    visit(as_layers(analysis, LAYERS)["layers"])


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("")
@example("\ud800")
@example('"' * 50)
def test_pieces_of_news_in_any_order_keep_exact_offsets(text: str) -> None:
    analysis = rashomon.annotate(f"A{text}", published="2026-03-11")
    assert analysis.article.text == UNSTORABLE.sub("\ufffd", f"A{text}")
    exact(analysis)


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_any_characters_keep_exact_offsets(text: str) -> None:
    exact(rashomon.annotate(f"A{text}"))


@pytest.mark.parametrize("text", ["", " \n\t\r\n "])
def test_an_article_of_nothing_is_turned_away_by_name(text: str) -> None:
    with pytest.raises(rashomon.InputError, match="empty"):
        rashomon.annotate(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("12 345 ... 6,7 -- !!! " * 20, id="no letters"),
        pytest.param("THE MAYOR OF HALVERN RESIGNED ON TUESDAY. SHE SAID 12 PEOPLE DIED. " * 5, id="only capitals"),
        pytest.param("\u05e8\u05d0\u05e9 \u05d4\u05e2\u05d9\u05e8 \u05d4\u05ea\u05e4\u05d8\u05e8. " * 20, id="right to left"),
        pytest.param("Quill" + "\u0301" * 400 + " said she would resign.", id="combining marks"),
        pytest.param("\U0001f600" * 300 + " Quill resigned.", id="emoji"),
        pytest.param("Quill\x00 said\x07 12\x1b people\x7f died.", id="control characters"),
        pytest.param("\ud83d Quill said \udc00 that \ud83d.", id="lone surrogates"),
        pytest.param(
            '"Stay, she said. \N{LEFT DOUBLE QUOTATION MARK}Go" he said. \'No\N{RIGHT DOUBLE QUOTATION MARK} ' * 20, id="mismatched quotes"
        ),
        pytest.param(" ".join(str(n) for n in range(10_000)), id="ten thousand numbers"),
        pytest.param(TABLE, id="a pasted table"),
        pytest.param("word" * 5_000, id="one long word"),
    ],
)
def test_hostile_text_keeps_exact_offsets(text: str) -> None:
    exact(rashomon.annotate(text, published="2026-03-11"))
