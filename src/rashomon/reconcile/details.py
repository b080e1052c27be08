"""Details left out: a number that the other origins give and a report does not, a person whom it never names.

Facts are whole statements. What a report leaves out is often less than that: it tells of the fight and not how many watched it. The whole
text is searched first: for the number in any place, for the count of the same misfortune, for any part of the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.model import Citation, Entity, Fact, Omission, Utterance
from rashomon.reconcile import dates, naming
from rashomon.reconcile.dates import Dated
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.figures import Question
from rashomon.reconcile.omissions import LEAST, told_enough
from rashomon.reconcile.questions import TOLLS

# An age belongs to a person, who is listed, and a sum or a rate to what it is made of.
BESIDE = frozenset({"age", "derived"})
HEADS = frozenset({"headline", "furniture"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the reports of a story tell below the sentence."""

    asked: Sequence[Question]
    dated: Sequence[Dated]
    said: Sequence[Utterance]
    people: Sequence[Entity]


def details(evidence: Evidence, told: Told, facts: Sequence[Fact], omitted: Sequence[Omission]) -> tuple[Omission, ...]:
    """Each detail with the reports that leave it out, and where the others tell it: numbers, dates, sayings, persons.

    `omitted` are the facts that reports leave out; a detail most of whose tellings are that fact's is not listed again for the same report.
    """
    listed = (
        *_numbers(evidence, told.asked),
        *_dates(evidence, told.dated),
        *_sayings(evidence, told.said),
        *_persons(evidence, told.people),
    )
    support = {fact.id: fact.support for fact in facts}
    without: dict[str, set[Citation]] = defaultdict(set)
    for omission in omitted:
        for article in omission.articles:
            without[article].update(support[omission.fact])
    out = []
    for detail in listed:
        left = tuple(a for a in detail.articles if 2 * len(without[a].intersection(detail.told)) <= len(detail.told))
        if left:
            out.append(Omission(detail.fact, left, detail.told))
    return tuple(out)


def _silent(evidence: Evidence, telling: Collection[int]) -> list[int]:
    """The reports outside `telling` beside which enough other origins tell something; none that shares its text with a telling one."""
    ids = [a.article.id for a in evidence.analyses]
    origins = {evidence.origin_of[id] for id in ids}
    told = {evidence.origin_of[ids[i]] for i in telling}
    return [i for i, id in enumerate(ids) if evidence.origin_of[id] not in told and told_enough(len(told), len(origins))]


def _numbers(evidence: Evidence, asked: Sequence[Question]) -> Iterator[Omission]:
    suffered: dict[int, set[str]] = defaultdict(set)
    for c in asked[0].numbers.items if asked else ():
        if c.quantity.measure in TOLLS:
            suffered[c.article].add(c.quantity.measure)
    for question in asked:
        answers = [c for c in question.answers if c.quantity.role not in BESIDE]
        if len({c.article for c in answers}) < LEAST:
            continue
        given = {c.told for c in question.answers if c.told is not None}
        silent = [
            i
            for i in _silent(evidence, {c.article for c in question.answers})
            if not given & question.numbers.told[i] and question.figure.measure not in suffered[i]
        ]
        if silent:
            yield _omission(evidence, [(c.article, c.quantity.sentence, " ".join(c.quantity.text.split())) for c in answers], silent)


def _dates(evidence: Evidence, dated: Sequence[Dated]) -> Iterator[Omission]:
    for one in dated:
        telling = {w.article for w in one.answers}
        if len(telling) < LEAST:
            continue
        values = {w.value for w in one.answers}
        silent = [i for i in _silent(evidence, telling) if not any(_within(value, one.places.told[i]) for value in values)]
        if silent:
            yield _omission(evidence, [(w.article, w.sentence, " ".join(w.time.text.split())) for w in one.answers], silent)


def _within(value: str, told: Collection[str]) -> bool:
    """Whether any of the dates that a report gives is the date, or holds it, or lies in it."""
    return any(dates.compare(value, other) != "conflict" for other in told)


def _sayings(evidence: Evidence, said: Sequence[Utterance]) -> Iterator[Omission]:
    number = {a.article.id: i for i, a in enumerate(evidence.analyses)}
    for utterance in said:
        telling = {number[v.article] for v in utterance.variants}
        spoken = [v for v in utterance.variants if v.direct]
        if len(telling) < LEAST or not spoken:
            continue
        silent = _silent(evidence, telling)
        if silent:
            places = [(number[v.article], evidence.sentence_at(number[v.article], v.start), "") for v in spoken]
            yield _omission(evidence, places, silent)


def _persons(evidence: Evidence, people: Sequence[Entity]) -> Iterator[Omission]:
    number = {a.article.id: i for i, a in enumerate(evidence.analyses)}
    words = [_words(evidence, i) for i in range(len(evidence.analyses))]
    for person in people:
        if person.type != "person":
            continue
        places: dict[int, int] = {}
        for m in person.mentions:
            places.setdefault(number[m.article], evidence.sentence_at(number[m.article], m.start))
        parts = {part for name in (person.name, *person.aliases) for part in naming.parts(name)}
        silent = [i for i in _silent(evidence, places) if not parts & words[i]]
        if silent:
            yield _omission(evidence, [(article, sentence, person.name) for article, sentence in places.items()], silent)


def _words(evidence: Evidence, article: int) -> frozenset[str]:
    """The words of a report that begin with a capital letter, folded as the parts of names are."""
    analysis = evidence.analyses[article]
    found: set[str] = set()
    for t in analysis.tokens:
        if t.text[:1].isupper():
            found.update(naming.parts(t.text))
    return frozenset(found)


def _omission(evidence: Evidence, places: Iterable[tuple[int, int, str]], silent: Sequence[int]) -> Omission:
    """The detail: its own words and the shortest sentence that tells them, with one sentence of every report that tells it.

    `places` are (article, sentence, the words of the detail; empty where the whole sentence is meant).
    """
    told: dict[int, list[tuple[bool, int, Citation, str]]] = defaultdict(list)
    for article, sentence, words in sorted(places):
        cited = evidence.sentence_citation(article, sentence)
        told[article].append((evidence.analyses[article].sentences[sentence].role in HEADS, len(cited.text), cited, words))
    first = {article: min(told[article]) for article in sorted(told)}
    *_, brief, words = min(first.values())
    text = " ".join(brief.text.split())
    ids = tuple(sorted(evidence.analyses[i].article.id for i in silent))
    return Omission(f"{words}: {text}" if words and words != text else text, ids, tuple(cited for _, _, cited, _ in first.values()))
