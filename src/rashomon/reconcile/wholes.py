"""All of them or most of them: one report counts 40 nurses, another 40 people, most of them nurses.

The number is the same and no conflict of value; who the counted were is told otherwise. Only the same noun on both sides is held against
itself, so that nothing is guessed about who may be counted among whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.model import Conflict, Side
from rashomon.reconcile import values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.figures import Question
from rashomon.reconcile.identity import identify

# How a part of the counted is named right behind the number or its noun: "mostly civilians", "most of whom were civilians".
PART = re.compile(
    r"[\w\s'’-]{0,40}?,?\s(?P<words>(?:mostly|mainly|primarily|largely|predominantly|(?:most|many|some|half|more than half|the majority|"
    r"a majority) of (?:them|whom)(?: were| are)?)\s(?P<noun>\w+))",
    re.IGNORECASE,
)


def of_figures(evidence: Evidence, asked: Sequence[Question]) -> list[Conflict]:
    """Where one number is that of a whole group in one place and of a group with a part of that kind in another."""
    out = []
    for question in asked:
        parts = [(c, part) for c in question.answers if (part := _part(evidence, c)) is not None]
        for noun in sorted({noun for _, (noun, _) in parts}):
            some = [(c, words) for c, (n, words) in parts if n == noun]
            whole = [c for c in question.answers if c.quantity.head_lemma == noun and any(_same(c, other) for other, _ in some)]
            if whole:
                out.append(_conflict(evidence, question, whole, some))
    return out


def _part(evidence: Evidence, c: Count) -> tuple[str, str] | None:
    """(lemma of the noun, words) of the part that is named behind a number; None where none is, or where the whole has that noun."""
    analysis = evidence.analyses[c.article]
    s = analysis.sentences[c.quantity.sentence]
    match = PART.match(analysis.article.text, c.quantity.number.end, s.end)
    if match is None:
        return None
    noun = next((t for t in analysis.tokens[s.first : s.last] if t.start == match.start("noun")), None)
    if noun is None or noun.tag != "NOUN":
        return None
    lemma = (noun.lemma or noun.text).lower()
    return (lemma, " ".join(match["words"].split())) if lemma != c.quantity.head_lemma else None


def _same(one: Count, two: Count) -> bool:
    return one.relate(two)[0] != values.CONFLICT


def _conflict(evidence: Evidence, question: Question, whole: Sequence[Count], some: Sequence[tuple[Count, str]]) -> Conflict:
    def places(counts: Sequence[Count]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted({(c.article, c.quantity.sentence) for c in counts}))

    sides = (
        Side(" ".join(whole[0].quantity.text.split()), tuple(evidence.sentence_citation(a, s) for a, s in places(whole))),
        Side(some[0][1], tuple(evidence.sentence_citation(a, s) for a, s in places([c for c, _ in some]))),
    )
    return Conflict(
        identify("c", [c for s in sides for c in s.citations], "scope", question.figure.id),
        "scope",
        f"who was counted: {question.figure.what}" + (f" ({question.figure.event})" if question.figure.event else ""),
        False,
        sides,
        "With the same number one place counts all as of this kind, another only a part of them.",
        0.8,
        ("the number is the same, and the same noun is told of all and of a part",),
    )
