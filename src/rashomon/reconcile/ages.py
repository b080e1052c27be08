"""Ages of persons: two reports that give one person two ages.

An age belongs to the name that it stands beside ("Pask, 61", "61-year-old Gerald Pask", "Gerald Pask is 61", "He was 21").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.model import Analysis, Conflict, Quantity, Side
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify

APPOSED = re.compile(
    r"(?:,|\s\(|, who (?:is|was)|\s(?:is|was|turned)|, (?:now )?aged|\s\(?aged|\s(?:has |had )?died (?:at the age of|aged|at))\s?\Z"
)
FOLLOWED = re.compile(r"(?:-|\s)?(?:years?(?:-|\s)old\s)?(?:[a-z]+,?\s){0,3}\Z")
# One of several ages in a row: "Ana and Bea Ruiz, aged 16 and 13".
LISTED = re.compile(r"(?:\s|-year-old\s|,\s?)*(?:and|,)\s\d{1,3}\b")
LISTED_BEFORE = re.compile(r"\d{1,3},?\s(?:and\s)?\Z")
# Verbs whose subject the age beside them is told of.
TOLD_OF = frozenset({"die", "turn", "be"})
# Characters between an age and its name: two or three words.
REACH = 40
# Years between two reports after which one person has two right ages.
LIFE = 1


@dataclass(frozen=True, slots=True)
class Aged:
    """An age at its place: article index, sentence, the person's name, and the number."""

    article: int
    sentence: int
    person: str
    age: int
    place: Quantity


def aged(evidence: Evidence, names: Mapping[tuple[int, int], str]) -> list[Aged]:
    """The ages that reports give to persons of the story."""
    out = []
    for article, analysis in enumerate(evidence.analyses):
        starts = [m.start for m in analysis.mentions]
        if starts != sorted(starts):
            continue
        for q in analysis.quantities:
            if q.role != "age" or q.low is None or q.low != q.high or q.modifier != "exact" or not q.low.is_integer():
                continue
            sentence = evidence.sentence_at(article, q.number.start)
            chain = _bearer(analysis, starts, q)
            chain = chain if chain >= 0 else _subject(analysis, q)
            person = names.get((article, chain)) if chain >= 0 else None
            if person and analysis.sentences[sentence].role != "furniture":
                out.append(Aged(article, sentence, person, int(q.low), q))
    return out


def _bearer(analysis: Analysis, starts: Sequence[int], q: Quantity) -> int:
    """The chain of the person whose age it is, -1 for none that is sure."""
    text = analysis.article.text
    number = q.number
    if LISTED.match(text, number.end) or LISTED_BEFORE.search(text, max(0, number.start - 20), number.start):
        return -1
    for m in reversed(analysis.mentions[bisect_left(starts, number.start - REACH - 40) : bisect_left(starts, number.start)]):
        if m.end > number.start:
            continue
        if m.type != "person" and m.kind != "pronoun":
            break
        gap = text[m.end : number.start]
        return m.chain if APPOSED.fullmatch(gap) else -1
    for m in analysis.mentions[bisect_right(starts, number.end - 1) : bisect_right(starts, number.end + REACH)]:
        gap = text[number.end : m.start]
        if m.kind == "name" and m.type == "person" and "old" in gap.lower() and FOLLOWED.fullmatch(gap):
            return m.chain
        break
    return -1


def _subject(analysis: Analysis, q: Quantity) -> int:
    """The chain of the person who died or turned that old, by the claim that holds the age; -1 for none."""
    for claim in analysis.claims:
        if claim.verb in TOLD_OF and claim.subject is not None and any(analysis.quantities[i].number == q.number for i in claim.quantities):
            return claim.subject.chain
    return -1


def of_persons(evidence: Evidence, names: Mapping[tuple[int, int], str]) -> list[Conflict]:
    """The persons to whom reports of different origin give different ages."""
    told: dict[str, list[Aged]] = defaultdict(list)
    for one in aged(evidence, names):
        told[one.person].append(one)
    out = []
    for person in sorted(told):
        sides: dict[int, list[Aged]] = defaultdict(list)
        for one in told[person]:
            sides[one.age].append(one)
        if len(sides) > 1 and _apart(evidence, sides):
            out.append(_conflict(evidence, person, sides))
    return out


def _apart(evidence: Evidence, sides: Mapping[int, Sequence[Aged]]) -> bool:
    """Whether two origins give two ages, in reports that are not years apart. A report that gives both knows why."""
    origin = [{evidence.origin_of[evidence.analyses[a.article].article.id] for a in side} for _, side in sorted(sides.items())]
    published = [evidence.analyses[a.article].article.published or "" for side in sides.values() for a in side]
    years = [int(p[:4]) for p in published if p[:4].isdigit()]
    return len(set.union(*origin)) > 1 and not set.intersection(*origin) and (not years or max(years) - min(years) <= LIFE)


def _conflict(evidence: Evidence, person: str, sides: Mapping[int, Sequence[Aged]]) -> Conflict:
    shown = tuple(
        Side(str(age), tuple(evidence.sentence_citation(a, s) for a, s in sorted({(x.article, x.sentence) for x in side})))
        for age, side in sorted(sides.items())
    )
    return Conflict(
        identify("c", [c for s in shown for c in s.citations], "age", person),
        "value",
        f"the age of {person}",
        True,
        shown,
        f"The reports give {person} different ages; they give no reason.",
        0.9,
        (f"the ages stand beside the name of {person}",),
    )
