"""The numbers of a story as they bear on one another: every quantity worth comparing, with its context."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Quantity
from rashomon.reconcile import units
from rashomon.reconcile.evidence import Context, Evidence
from rashomon.reconcile.values import Stated

# Roles of numbers that answer a question of the story; list numbers and page furniture answer none.
ASKED = frozenset({"count", "share", "money", "measure", "duration", "age", "score", "ordinal", "time"})
# A report with thousands of numbers (a table) is cut to its first ones: an editor compares none beyond them either.
MOST_PER_ARTICLE = 400


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity at its place: article index, its reading in a base unit, what is counted, and its context."""

    article: int
    quantity: Quantity
    stated: Stated
    unit: str
    context: Context
    people: bool


def counts(evidence: Evidence) -> list[Count]:
    """All comparable quantities, in the order of the articles and of the text."""
    out: list[Count] = []
    for article, analysis in enumerate(evidence.analyses):
        taken = 0
        for q in analysis.quantities:
            if q.role not in ASKED or taken >= MOST_PER_ARTICLE or not analysis.sentences:
                continue
            sentence = evidence.sentence_at(article, q.number.start)
            if analysis.sentences[sentence].role == "furniture":
                continue
            taken += 1
            place = q.head or q.number
            start, end = min(place.start, q.number.start), max(place.end, q.number.end)
            stated = units.in_base(Stated(q.low, q.high, q.modifier), q.unit)
            context = evidence.context(article, sentence, start, end)
            out.append(Count(article, q, stated, units.base(q.unit)[0], context, q.unit in ("persons", "person", "people")))
    return out
