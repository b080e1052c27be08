"""Tags, heads, relations and lemmas for the tokens of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.analysis import encoder
from rashomon.analysis.annotator import Annotator
from rashomon.lang import lemmas
from rashomon.model import Analysis, Sentence, Token


def words_of(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[tuple[str, ...], ...]:
    """The words of each sentence, as the encoder takes them."""
    words = [t.text for t in tokens]
    return tuple(tuple(words[s.first : s.last]) for s in sentences)


def parse(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """The tokens with tag, Penn tag, lemma, head and relation.

    Every sentence becomes one tree: one root with head -1, no cycles. Tags and relations are those of Universal Dependencies English.
    """
    made: list[Token] = []
    for sentence, read in zip(sentences, encoder.read(words_of(tokens, sentences)), strict=True):
        at = sentence.first
        for k in range(sentence.last - at):
            t, tag, fine, head = tokens[at + k], read.tags[k], read.fine[k], read.heads[k]
            made.append(
                Token(
                    t.start,
                    t.end,
                    t.text,
                    lemmas.lemma(t.text, fine, tag),
                    tag,
                    head + at if head >= 0 else -1,
                    read.relations[k],
                    t.sentence,
                    fine,
                )
            )
    return tuple(made)


def run(analysis: Analysis) -> Analysis:
    return replace(analysis, tokens=parse(analysis.tokens, analysis.sentences))


ANNOTATOR = Annotator("syntax", "1", ("tokens", "sentences"), ("syntax",), run)
