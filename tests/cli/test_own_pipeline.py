"""A spaCy pipeline of the user's own reads names and syntax; what it does not give comes from the shipped reader."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.errors import ModelError, SettingError
from rashomon.model import Analysis, Token

TEXT = (
    "Wolk Harbour reopened\n\n"
    "The Brisk Heron shipped Dr. Oda Prell's crates to Lower Wolk on Monday. She was a pilot.\n"
    "Crates were opened by guards in the hall of Wolk. Prell 🙂 thanked the Wolkish."
)
TOLD = "Guards opened crates in the hall of Wolk.\nCrates were opened by guards.\nPrell was a pilot, cook and clerk."
NAMES = (("ORG", "The Brisk Heron"), ("PERSON", "Dr. Oda Prell's"), ("GPE", "Lower Wolk"), ("FAC", "the hall"), ("NORP", "Wolkish"))


def words(tokens: tuple[Token, ...], sentence: int) -> dict[str, tuple[str, str]]:
    """Word to its relation and the word that it hangs on."""
    return {t.text: (t.relation, tokens[t.head].text if t.head >= 0 else "") for t in tokens if t.sentence == sentence}


def exact(analysis: Analysis) -> None:
    """Every place slices to its words, and every sentence is one tree."""
    text = analysis.article.text
    for one in (*analysis.tokens, *analysis.mentions):
        assert text[one.start : one.end] == one.text
    assert "".join(t.text for t in analysis.tokens) == re.sub(r"\s", "", text)
    for number, sentence in enumerate(analysis.sentences):
        inside = analysis.tokens[sentence.first : sentence.last]
        assert [t.head for t in inside].count(-1) == 1
        for t in inside:
            steps = 0
            while t.head >= 0:
                assert sentence.first <= t.head < sentence.last
                t, steps = analysis.tokens[t.head], steps + 1
                assert steps <= len(inside)
            assert t.sentence == number
            assert t.relation == "root"


def ruled() -> Any:
    """Sentences, tags and names by rules; no parser."""
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    tagger = nlp.add_pipe("attribute_ruler")
    tagger.add([[{"LOWER": "crates"}]], {"POS": "NOUN", "TAG": "NNS", "LEMMA": "box"})
    names = nlp.add_pipe("entity_ruler")
    names.add_patterns([{"label": label, "pattern": pattern} for label, pattern in NAMES])
    names.add_patterns([{"label": "DATE", "pattern": "Monday"}])
    return nlp


# word, head (number in the sentence), label in the style of ClearNLP, tag, fine tag, lemma
TREES = (
    "Guards 1 nsubj NOUN NNS guard|opened 1 ROOT VERB VBD open|crates 1 dobj NOUN NNS crate|in 1 prep ADP IN in|the 5 det DET DT the"
    "|hall 3 pobj NOUN NN hall|of 5 prep ADP IN of|Wolk 6 pobj PROPN NNP Wolk|. 1 punct PUNCT . .",
    "Crates 2 nsubjpass NOUN NNS crate|were 2 auxpass AUX VBD be|opened 2 ROOT VERB VBN open|by 2 agent ADP IN by"
    "|guards 3 pobj NOUN NNS guard|. 2 punct PUNCT . .",
    "Prell 1 nsubj PROPN NNP Prell|was 1 ROOT AUX VBD be|a 3 det DET DT a|pilot 1 attr NOUN NN pilot|, 3 punct PUNCT , ,"
    "|cook 3 conj NOUN NN cook|and 5 cc CCONJ CC and|clerk 5 conj NOUN NN clerk|. 1 punct PUNCT . .",
)


def trained(folder: Path) -> Any:
    """A parser and a tagger that learnt the sentences of TREES by heart; no names."""
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Doc
    from spacy.training import Example

    spacy.util.fix_random_seed(7)
    nlp = spacy.blank("en")
    config = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 32, "depth": 1, "embed_size": 400, "window_size": 1, "maxout_pieces": 2}
    config |= {"subword_features": True, "pretrained_vectors": None}
    model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False}
    model |= {"hidden_width": 32, "maxout_pieces": 2, "use_upper": True, "tok2vec": config}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": config}})
    nlp.add_pipe("parser", config={"model": model, "min_action_freq": 1})
    examples = []
    for tree in TREES:
        rows = [row.split(" ") for row in tree.split("|")]
        told = Doc(
            nlp.vocab,
            [row[0] for row in rows],
            [row[0] != "pilot" and i + 2 < len(rows) for i, row in enumerate(rows)],
            heads=[int(row[1]) for row in rows],
            deps=[row[2] for row in rows],
            tags=[row[4] for row in rows],
        )
        examples.append(Example(nlp.make_doc(told.text), told))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(folder)
    return nlp


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parser")
    trained(folder)
    return folder


def test_names_come_from_the_pipeline(tmp_path: Path, run: Any) -> None:
    ruled().to_disk(tmp_path / "own")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = run("annotate", tmp_path / "a.txt", "--model", f"spacy:{tmp_path / 'own'}", "--layers", "tokens,mentions")
    assert ran.code == 0, ran.err
    layers = json.loads(ran.out)["layers"]
    assert [(m["text"], m["type"]) for m in layers["mentions"]] == [
        ("The Brisk Heron", "organisation"),
        ("Oda Prell", "person"),
        ("Lower Wolk", "place"),
        ("hall", "place"),
        ("Wolkish", "nationality"),
    ]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in layers["mentions"] + layers["tokens"])
    assert [t["lemma"] for t in layers["tokens"] if t["text"].lower() == "crates"] == ["box", "box"]


def test_what_the_pipeline_lacks_comes_from_the_shipped_reader() -> None:
    made = rashomon.annotate(TEXT, model=ruled())
    exact(made)
    opened = next(t for t in made.tokens if t.text == "opened")
    assert (opened.tag, opened.fine, opened.lemma) == ("VERB", "VBN", "open")
    assert words(made.tokens, opened.sentence)["Crates"] == ("nsubj:pass", "opened")


def test_a_pipeline_of_names_alone_leaves_sentences_and_syntax_alone() -> None:
    nlp = ruled()
    nlp.remove_pipe("sentencizer")
    own, made = rashomon.annotate(TEXT), rashomon.annotate(TEXT, model=nlp)
    assert (made.tokens, made.sentences) == (own.tokens, own.sentences)
    assert ("The Brisk Heron", "organisation") in {(m.text, m.type) for m in made.mentions if m.kind == "name"}


def test_syntax_comes_from_the_pipeline_and_takes_the_shape_of_universal_dependencies(parser: Path) -> None:
    made = rashomon.annotate(
        "Guards opened crates in the hall of Wolk.\nCrates were opened by guards.\nPrell was a pilot, cook and clerk.",
        model=f"spacy:{parser}",
    )
    exact(made)
    assert len(made.sentences) == 3
    first, second, third = (words(made.tokens, k) for k in range(3))
    assert first["crates"] == ("obj", "opened")
    assert (first["hall"], first["in"]) == (("obl", "opened"), ("case", "hall"))
    assert (first["Wolk"], first["of"]) == (("nmod", "hall"), ("case", "Wolk"))
    assert (second["Crates"], second["were"]) == (("nsubj:pass", "opened"), ("aux:pass", "opened"))
    assert (second["guards"], second["by"]) == (("obl:agent", "opened"), ("case", "guards"))
    assert (third["pilot"], third["was"], third["Prell"]) == (("root", ""), ("cop", "pilot"), ("nsubj", "pilot"))
    assert (third["cook"], third["clerk"], third["and"]) == (("conj", "pilot"), ("conj", "pilot"), ("cc", "clerk"))
    assert made.producers[1][0] == "spacy"


def test_a_text_longer_than_the_pipeline_takes_is_read_in_parts() -> None:
    nlp = ruled()
    nlp.max_length = 30
    made = rashomon.annotate(TEXT, model=nlp)
    exact(made)
    assert "Wolkish" in {m.text for m in made.mentions}


def test_broken_trees_and_endless_sentences_are_made_whole() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Doc

    class Flat:
        """One sentence a line, in which every word hangs on the first."""

        max_length = 10**6
        meta = {"lang": "en", "name": "flat", "version": "1"}  # noqa: RUF012
        vocab = spacy.blank("en").vocab

        def __call__(self, text: str) -> Any:
            made = text.split(" ")
            return Doc(self.vocab, made, [True] * (len(made) - 1) + [False], heads=[0] * len(made), deps=["odd"] * len(made))

    made = rashomon.annotate("the crew of the boat said that it was cold and " * 60 + "wet", model=Flat())
    exact(made)
    assert max(s.last - s.first for s in made.sentences) <= 250


def test_a_report_reads_with_the_pipeline(tmp_path: Path, run: Any) -> None:
    nlp = ruled()
    nlp.get_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Zzyx Qorvath"}])
    nlp.to_disk(tmp_path / "own")
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Zzyx Qorvath shut the mill in Lower Wolk on Monday, report {name}.", encoding="utf-8")
    ran = run("report", tmp_path / "a.txt", tmp_path / "b.txt", "--one-story", "--format", "json", "--model", f"spacy:{tmp_path / 'own'}")
    assert ran.code == 0, ran.err
    (story,) = json.loads(ran.out)["stories"]
    assert ("Zzyx Qorvath", "person") in {(one["name"], one["type"]) for one in story["entities"]}


def test_a_pipeline_that_fails_is_named_with_the_article() -> None:
    nlp = ruled()
    pytest.importorskip("spacy").Language.component("breaks_here", func=_breaks)
    nlp.add_pipe("breaks_here")
    with pytest.raises(ModelError, match=r"^text: the spaCy pipeline failed \(ZeroDivisionError"):
        rashomon.annotate(TEXT, model=nlp)


def _breaks(doc: Any) -> Any:
    return 1 // 0


def test_an_unknown_pipeline_is_a_setting_error(tmp_path: Path, run: Any) -> None:
    pytest.importorskip("spacy")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = run("annotate", tmp_path / "a.txt", "--model", "spacy:no_such_pipeline")
    assert (ran.code, ran.out) == (2, "")
    assert 'no spaCy pipeline is called "no_such_pipeline"; install it' in ran.err
    assert "://" not in ran.err


def test_a_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("spacy").blank("de").to_disk(tmp_path / "german")
    with pytest.raises(SettingError, match="not for English"):
        rashomon.annotate(TEXT, model=f"spacy:{tmp_path / 'german'}")


def test_without_spacy_the_extra_is_named(tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = run("report", tmp_path / "a.txt", "--model", "spacy:en_core_web_trf")
    assert (ran.code, ran.out) == (2, "")
    assert "spaCy is not installed; pip install 'rashomon[spacy]'" in ran.err


def test_another_kind_of_model_is_a_setting_error(tmp_path: Path, run: Any) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = run("annotate", tmp_path / "a.txt", "--model", "en_core_web_trf")
    assert ran.code == 2
    assert "write spacy:NAME" in ran.err
