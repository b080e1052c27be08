"""Sentences that two reports print alike but for a number or a date: an edited wire text, whose editor knew better or slipped.

Sentences are found by what is left of them when numbers and dates are taken out, so that the cost follows their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.model import Analysis, Conflict, Side
from rashomon.reconcile import dates, units, values
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.known import shared_sides
from rashomon.reconcile.values import Stated

# Words that two sentences must share: shorter ones are alike by chance ("Three men were arrested").
SHARED = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A number or date in a sentence: where it stands, its words, and its value."""

    start: int
    end: int
    text: str
    number: Stated | None
    unit: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Printed:
    """A sentence at its place, with what was taken out of it."""

    article: int
    sentence: int
    places: tuple[Place, ...]


def of_texts(evidence: Evidence, raised: Sequence[Conflict]) -> list[Conflict]:
    """The numbers and dates in which sentences differ that are otherwise one, in the order of the articles and of the text.

    What is `raised` already is left out.
    """
    alike: dict[tuple[str, ...], list[Printed]] = defaultdict(list)
    for article, analysis in enumerate(evidence.analyses):
        for number, key, places in _sentences(analysis):
            alike[key].append(Printed(article, number, places))
    out: list[Conflict] = []
    for printed in sorted(alike.values(), key=lambda found: (found[0].article, found[0].sentence)):
        for at in range(len(printed[0].places)):
            conflict = _conflict(evidence, printed, at)
            if conflict is not None and not any(_holds(known, conflict) for known in (*raised, *out)):
                out.append(conflict)
    return out


def _holds(known: Conflict, conflict: Conflict) -> bool:
    """Whether two sides of a known conflict lie in this one's sentences, or in its reports where both are of one kind and number."""
    says = {s.says.split(" ")[0] for s in conflict.sides}
    return shared_sides(known, conflict) > 1 or says <= {s.says.split(" ")[0] for s in known.sides}


def _sentences(analysis: Analysis) -> Iterator[tuple[int, tuple[str, ...], tuple[Place, ...]]]:
    """(index, words without numbers and dates, the numbers and dates) of each sentence with enough words and one of them."""
    places = _places(analysis)
    at = 0
    for number, sentence in enumerate(analysis.sentences):
        while at < len(places) and places[at].start < sentence.start:
            at += 1
        own = []
        while at < len(places) and places[at].start < sentence.end:
            own.append(places[at])
            at += 1
        if own and sentence.role in ("body", "headline"):
            text, position, words = analysis.article.text, sentence.start, []
            for place in own:
                words += [*text[position : place.start].lower().split(), f"#{'date' if place.date else 'number'}"]
                position = place.end
            words += text[position : sentence.end].lower().split()
            if len(words) - len(own) >= SHARED:
                yield number, tuple(words), tuple(own)


def _places(analysis: Analysis) -> list[Place]:
    text = analysis.article.text
    found = [Place(t.start, t.end, text[t.start : t.end], None, "", t.value) for t in analysis.times if t.value and t.kind in dates.DATED]
    found += [
        Place(q.number.start, q.number.end, text[q.start : q.end], Stated(q.low, q.high, q.modifier), q.unit, None)
        for q in analysis.quantities
        if q.number.end > q.number.start and q.role != "derived"
    ]
    out: list[Place] = []
    for place in sorted(found, key=lambda p: (p.start, -p.end)):
        if not out or place.start >= out[-1].end:
            out.append(place)
    return out


def _differ(one: Place, two: Place) -> bool:
    if one.text.casefold() == two.text.casefold():
        return False  # "that day" is another day only for what was cut before it
    if one.date is not None and two.date is not None:
        return dates.compare(one.date, two.date) == "conflict"
    if one.number is None or two.number is None or units.base(one.unit)[0] != units.base(two.unit)[0]:
        return False
    a, b = units.in_base(one.number, one.unit), units.in_base(two.number, two.unit)
    return values.relate(a, b)[0] == values.CONFLICT


def _conflict(evidence: Evidence, printed: Sequence[Printed], at: int) -> Conflict | None:
    sides: list[list[Printed]] = []
    for one in printed:
        side = next((s for s in sides if not _differ(s[0].places[at], one.places[at])), None)
        if side is None:
            sides.append([one])
        else:
            side.append(one)
    if len(sides) < 2 or len({p.article for s in sides for p in s}) < 2 or _both(sides):
        return None
    shown = tuple(Side(s[0].places[at].text, tuple(evidence.sentence_citation(p.article, p.sentence) for p in s)) for s in sides)
    date = sides[0][0].places[at].date is not None
    analysis = evidence.analyses[sides[0][0].article]
    sentence = analysis.sentences[sides[0][0].sentence]
    about = " ".join(analysis.article.text[sentence.start : sentence.end].split())
    return Conflict(
        identify("c", [c for s in shown for c in s.citations], "edited", str(at)),
        "date" if date else "value",
        about if len(about) <= 90 else about[:90].rsplit(" ", 1)[0] + " …",
        True,
        shown,
        f"The reports print one sentence with another {'date' if date else 'number'}.",
        0.95,
        ("the sentences are the same but for this",),
    )


def _both(sides: Sequence[Sequence[Printed]]) -> bool:
    """Whether one report prints the sentence in both forms: a list or a table, no editing."""
    articles = [{p.article for p in side} for side in sides]
    return any(one & two for i, one in enumerate(articles) for two in articles[i + 1 :])
