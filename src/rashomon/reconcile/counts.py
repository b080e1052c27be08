"""The numbers of a story as they bear on one another: every quantity worth comparing, with its context."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Quantity
from rashomon.reconcile import elliptic, units, values
from rashomon.reconcile.clauses import Clause
from rashomon.reconcile.evidence import Context, Evidence
from rashomon.reconcile.values import Stated

# Roles of numbers that answer a question of the story; list numbers and page furniture answer none.
ASKED = frozenset({"count", "share", "money", "measure", "duration", "age", "score", "ordinal", "time", "derived"})
# Measures of which only people are counted, so that a bare "35" beside "injured" is comparable with "35 people".
PEOPLE = frozenset(
    {"killed", "injured", "missing", "abducted", "arrested", "displaced", "rescued", "evacuated", "released", "hospitalised"}
)
# Sentences at the head of a report that tell the event itself.
LEAD = 3
# A report with thousands of numbers (a table) is cut to its first ones: an editor compares none beyond them either.
MOST_PER_ARTICLE = 400
# A bare number answers the question of one of so many numbers before it.
LOOKED_BACK = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity at its place: article index, its reading in a base unit, what is counted, and its context.

    `beside` is the number of another source that a bare one is set against in the same report ("lawyers say 71; the police say 38").
    """

    article: int
    quantity: Quantity
    stated: Stated
    unit: str
    context: Context
    people: bool
    lead: bool
    years: frozenset[str]
    told: tuple[str, float] | None
    beside: Quantity | None = None

    def relate(self, other: Count) -> tuple[str, str]:
        """How this reading and another relate, with the reason."""
        return values.relate(self.stated, other.stated, measured=self.unit in units.MEASURED and other.unit in units.MEASURED)

    @property
    def kind(self) -> str:
        """What it can be compared with: people, or its unit."""
        return "people" if self.people else self.unit


def counts(evidence: Evidence) -> list[Count]:
    """All comparable quantities, in the order of the articles and of the text."""
    out: list[Count] = []
    for article, analysis in enumerate(evidence.analyses):
        taken = 0
        before: list[Quantity] = []
        for q in analysis.quantities:
            if q.role not in ASKED or taken >= MOST_PER_ARTICLE or not analysis.sentences:
                continue
            sentence = evidence.sentence_at(article, q.number.start)
            if analysis.sentences[sentence].role == "furniture":
                continue
            taken += 1
            beside = elliptic.whole(analysis, q, before[-LOOKED_BACK:])
            q = elliptic.completed(q, beside) if beside is not None else q
            before.append(q)
            place = q.head or q.number
            start, end = min(place.start, q.number.start), max(place.end, q.number.end)
            stated = units.in_base(Stated(q.low, q.high, q.modifier), q.unit)
            if q.role == "age":  # nobody rounds an age: 40 is no other word for 36
                stated = Stated(stated.low, stated.high, stated.modifier)
            unit, people = units.base(q.unit)[0], q.unit == "persons" or (not q.unit and q.measure in PEOPLE)
            told = None if stated.point is None or q.modifier == "vague" else ("people" if people else unit, round(stated.point, 4))
            context = evidence.context(article, sentence, start, end)
            lead = sentence < LEAD or analysis.sentences[sentence].role == "headline"
            years = _years(evidence, article, sentence, q.number.start)
            out.append(Count(article, q, stated, unit, context, people, lead, years, told, beside))
    return out


def _years(evidence: Evidence, article: int, sentence: int, number: int) -> frozenset[str]:
    """The years in which the number is told to have been so, other than by a day or a word that means now: a count of another year is of
    another event. The year of another clause ("since 2017", "when the law of 2019 was passed") is none of the number's.
    """
    analysis = evidence.analyses[article]
    s = analysis.sentences[sentence]
    now = (analysis.article.published or "")[:4]
    dated = [t for t in analysis.times if s.start <= t.start < s.end and t.kind in ("date", "interval", "time")]
    other = [(y, t) for t in dated if (y := (t.value or "")[:4]).isdigit() and y != now]
    if not other:
        return frozenset()
    clause = Clause(analysis, s, number)
    return frozenset(year for year, t in other if clause.holds(t.start, t.end))
