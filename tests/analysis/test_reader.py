"""Syntax and names as the shipped reader gives them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.analysis import encoder, names, syntax, trees
from rashomon.analysis.segment import segment
from rashomon.errors import ModelError
from rashomon.lang import lemmas, resources
from rashomon.model import Mention, Token

NEWS = (
    "Lt. Gen. Amos Ferro resigned on Tuesday over the failures of Oct. 7. "
    '"We did not protect the people of Galilee," Ferro told reporters in Tel Aviv. '
    "The Defense Ministry said at least 1,139 people were killed by Hamas.\n"
    "Palestinian officials in Jenin did not comment. Ferro will leave in March."
)


def parsed(text: str) -> tuple[Token, ...]:
    sentences, tokens = segment(text)
    return syntax.parse(tokens, sentences)


def named(text: str) -> tuple[Mention, ...]:
    sentences, tokens = segment(text)
    return names.names(text, tokens, sentences)


def test_a_plain_sentence_is_parsed() -> None:
    tokens = parsed("The army killed eight people.")
    verb = next(t for t in tokens if t.text == "killed")
    assert (verb.tag, verb.lemma, verb.head, verb.relation, verb.fine) == ("VERB", "kill", -1, "root", "VBD")
    people = next(t for t in tokens if t.text == "people")
    eight = next(t for t in tokens if t.text == "eight")
    assert (people.lemma, people.relation, tokens[people.head].text) == ("people", "obj", "killed")
    assert (eight.tag, eight.relation, tokens[eight.head].text) == ("NUM", "nummod", "people")
    army = next(t for t in tokens if t.text == "army")
    assert (army.relation, tokens[army.head].text) == ("nsubj", "killed")


def test_a_passive_is_told_from_an_active() -> None:
    tokens = parsed("At least six people were killed by the soldiers on Tuesday.")
    relation = {t.text: t.relation for t in tokens}
    assert relation["people"] == "nsubj:pass"
    assert relation["were"] == "aux:pass"
    assert relation["soldiers"].startswith("obl")


def test_names_have_types_and_exact_places() -> None:
    found = {(m.text, m.type) for m in named(NEWS)}
    assert {("Amos Ferro", "person"), ("Tel Aviv", "place"), ("Hamas", "organisation"), ("Palestinian", "nationality")} <= found
    assert all(NEWS[m.start : m.end] == m.text for m in named(NEWS))


def test_one_name_has_one_type_in_an_article() -> None:
    types = {m.type for m in named(NEWS) if m.text == "Ferro"}
    assert types == {"person"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The report angered US President Ada Cole and UK officials.", ["US", "UK"]),
        ("The US troops left, and the US said little.", ["US", "US"]),
        ("Exports to the U. S. rose, and the U. S. said little.", ["U. S.", "U. S."]),
        ("The fund paid US$3 million.", []),
        ("The ferry line opened an office in Washington, D.C., on Monday.", ["Washington, D.C."]),
    ],
)
def test_countries_and_the_capital_are_places(text: str, places: list[str]) -> None:
    assert [m.text for m in named(text) if m.type == "place"] == places


def test_titles_are_no_part_of_a_name() -> None:
    assert "Amos Ferro" in {m.text for m in named("The court heard Lt. Gen. Amos Ferro on Monday.")}


def test_every_sentence_is_one_tree() -> None:
    text = NEWS + " " + "and the man who saw it, " * 120 + ". ,,, !!! ... \n— — —\n1 2 3"
    sentences, tokens = segment(text)
    tokens = syntax.parse(tokens, sentences)
    for s in sentences:
        roots = [t for t in tokens[s.first : s.last] if t.head == -1]
        assert len(roots) == 1
        for i in range(s.first, s.last):
            seen = set()
            while tokens[i].head != -1:
                assert i not in seen
                assert s.first <= tokens[i].head < s.last
                seen.add(i)
                i = tokens[i].head


def test_a_sentence_reads_the_same_among_others() -> None:
    alone = parsed("The mayor denied the report.")
    among = parsed("Nine people died in the flood near Lagos. The mayor denied the report. He left.")[9:]
    assert [(t.tag, t.relation, t.lemma) for t in alone] == [(t.tag, t.relation, t.lemma) for t in among[: len(alone)]]


@pytest.mark.parametrize(
    "text", ["", "\ud800\udfff", "\x00\x1b", "😀 😀", "مرحبا", "e\u0301" * 40, "- - -", "WAR ENDS IN SUDAN", "x" * 5000, "1,2,3 " * 300]
)
def test_hostile_text_is_read(text: str) -> None:
    tokens = parsed(text)
    assert all(t.tag for t in tokens)
    assert all(text[m.start : m.end] == m.text for m in named(text))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_any_text_is_read(text: str) -> None:
    tokens = parsed(text)
    assert all(-1 <= t.head < len(tokens) for t in tokens)
    assert all(text[m.start : m.end] == m.text for m in named(text))


@pytest.mark.parametrize(
    ("form", "fine", "tag", "lemma"),
    [
        ("killed", "VBN", "VERB", "kill"),
        ("hoping", "VBG", "VERB", "hope"),
        ("stopped", "VBD", "VERB", "stop"),
        ("opening", "VBG", "VERB", "open"),
        ("denied", "VBD", "VERB", "deny"),
        ("said", "VBD", "VERB", "say"),
        ("overthrown", "VBN", "VERB", "overthrow"),
        ("cities", "NNS", "NOUN", "city"),
        ("people", "NNS", "NOUN", "people"),
        ("hostages", "NNS", "NOUN", "hostage"),
        ("wives", "NNS", "NOUN", "wife"),
        ("churches", "NNS", "NOUN", "church"),
        ("was", "VBD", "AUX", "be"),
        ("n't", "RB", "PART", "not"),
        ("higher", "JJR", "ADJ", "high"),
        ("worst", "JJS", "ADJ", "bad"),
        ("Halevi", "NNP", "PROPN", "Halevi"),
        ("Fighters", "NNS", "NOUN", "fighter"),
    ],
)
def test_lemmas(form: str, fine: str, tag: str, lemma: str) -> None:
    assert lemmas.lemma(form, fine, tag) == lemma


@given(st.integers(1, 9), st.integers(0, 10_000))
def test_the_tree_search_finds_one_root_and_no_cycle(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    heads = trees.best_tree(scores).tolist()
    assert heads.count(0) == 1
    for word in range(1, n + 1):
        steps = 0
        while word:
            word = heads[word - 1]
            steps += 1
            assert steps <= n


def test_the_tree_search_keeps_a_tree_that_is_already_best() -> None:
    scores = np.full((3, 4), -5.0, np.float32)
    scores[0, 2], scores[1, 0], scores[2, 2] = 5.0, 5.0, 5.0
    assert trees.best_tree(scores).tolist() == [2, 0, 2]


def test_a_missing_reader_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "WEIGHTS", tmp_path)
    encoder.read.cache_clear()
    encoder._session.cache_clear()
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        encoder.read((("A", "sentence"),))
