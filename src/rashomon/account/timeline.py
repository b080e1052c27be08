"""The timeline: what happened when, each row a clause or a sentence of an article with its places."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.account.telling import FAR_SUBJECT, PRONOUNS, Reader, capitalised, closed, content_words, one_line
from rashomon.model import Analysis, Citation, Claim, Findings, Span, StoryGroup, TimelineRow

ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}){0,2}\S{0,6})?)?)?")
INTERVAL = re.compile(rf"{ISO.pattern}/{ISO.pattern}")
PRECISIONS = {4: "year", 7: "month", 10: "day", 13: "hour"}
SAME_THING = 0.5
MOST_ROWS = 40
MOST_COMPARED = 200
SHORTEST_CLAUSE = 5
LONGEST_TEXT = 240
SPEECH = frozenset({"say", "tell", "announce", "report", "add", "speak", "write", "state", "post", "tweet", "confirm"})


@dataclass(slots=True)
class Dated:
    """One dated clause: `when` as in a TimelineRow, [start, end) its place, `weight` how well it can stand alone (lower is better)."""

    when: str
    precision: str
    article: str
    place: Citation
    text: str
    words: frozenset[str]
    weight: float
    group: str | None
    conflict: bool


def rows(group: StoryGroup, reader: Reader, findings: Findings) -> tuple[TimelineRow, ...]:
    """The rows in the order of time. Datelines, bylines and times of speaking are no events and are left out."""
    origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
    found = [dated for id in sorted(reader.analyses) for dated in _dated(reader, id, findings)]
    merged = _merge(found)
    made = [(len({origin_of.get(item.article, -1) for item in items}), _row(items, origin_of)) for items in merged]
    kept = sorted(made, key=lambda item: (-item[0], item[1].when, item[1].text))[:MOST_ROWS]
    return tuple(sorted((row for _, row in kept), key=lambda row: (_first(row.when), row.when, row.text)))


def _first(when: str) -> str:
    return when.split("/", 1)[0]


def precision(value: str) -> str | None:
    """How fine an ISO value is, None when it is not a date on a calendar (a duration, a season, a week)."""
    if INTERVAL.fullmatch(value):
        return "interval"
    if not ISO.fullmatch(value):
        return None
    return PRECISIONS.get(len(value), "minute")


def _dated(reader: Reader, id: str, findings: Findings) -> Iterable[Dated]:
    analysis = reader.analyses[id]
    article = analysis.article
    facts = {(m.start, m.end): (fact, m) for fact in findings.dates for m in fact.mentions if m.article == id}
    furniture = sorted((line.start, line.end) for line in analysis.boilerplate)
    for index, time in enumerate(analysis.times):
        fact, mention = facts.get((time.start, time.end), (None, None))
        value = mention.value if mention else time.value
        fine = precision(value) if value and time.kind in ("date", "time", "interval") else None
        touched = reader.touched(id, time.start, time.end)
        if value is None or fine is None or not touched or touched[0][1].role != "body" or _inside(furniture, time.start):
            continue
        clause = _clause(reader, id, touched[0][0], index)
        if clause is None:
            continue
        text = closed(capitalised(one_line(article.text[clause.start : clause.end])))
        place = article.cite(clause.start, clause.end)
        weight = abs(len(text) - 110) / 110
        fact_id, conflict = (fact.id, fact.relation == "conflict") if fact else (None, False)
        yield Dated(value, fine, article.id, place, text, content_words(text), weight, fact_id, conflict)


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    place = bisect.bisect_right(ranges, (at, math.inf)) - 1
    return place >= 0 and ranges[place][0] <= at < ranges[place][1]


def _clause(reader: Reader, id: str, sentence: int, time: int) -> Span | None:
    """The smallest clause that holds the time and can stand alone, else the sentence; None for a dateline and for a time of speaking."""
    analysis = reader.analyses[id]
    text, start, end = analysis.article.text, analysis.times[time].start, analysis.times[time].end
    whole = reader.telling(id, sentence)
    if whole is None or start < whole.start:
        return None
    claims = reader.claims(id, sentence)
    holding = sorted((c for c in claims if time in c.times or (c.start <= start and end <= c.end)), key=_size)
    own = [claim for claim in holding if time in claim.times]
    if own and own[0].verb in SPEECH and not _says_more(analysis, own[0]):
        return None
    for claim in holding:
        if claim.verb not in SPEECH and _stands_alone(text, claim):
            return Span(claim.start, claim.end)
    return Span(whole.start, whole.end) if whole.end - whole.start <= LONGEST_TEXT else None


def _says_more(analysis: Analysis, claim: Claim) -> bool:
    """Whether an utterance's day is told with what was said, so that the row still tells something."""
    text = analysis.article.text[claim.start : claim.end]
    return len(content_words(text)) >= 8


def _size(claim: Claim) -> tuple[int, int]:
    return claim.end - claim.start, claim.start


def _stands_alone(text: str, claim: Claim) -> bool:
    words = text[claim.start : claim.end].split()
    if claim.subject is None or not SHORTEST_CLAUSE <= len(words) <= 40:
        return False
    return claim.start <= claim.subject.start < claim.start + FAR_SUBJECT and claim.subject.text.casefold() not in PRONOUNS


def _merge(found: Sequence[Dated]) -> list[list[Dated]]:
    """Rows that tell one thing: the same time, and either one date question or like words."""
    groups: list[list[Dated]] = []
    by_when: dict[str, list[list[Dated]]] = {}
    for item in sorted(found, key=lambda d: (d.when, d.article, d.place.start, d.place.end)):
        for candidate in by_when.setdefault(item.when, [])[:MOST_COMPARED]:
            if any(_same(item, other) for other in candidate[:3]):
                candidate.append(item)
                break
        else:
            groups.append([item])
            by_when[item.when].append(groups[-1])
    return groups


def _same(one: Dated, other: Dated) -> bool:
    if one.place == other.place:
        return True
    shared = len(one.words & other.words)
    smaller = min(len(one.words), len(other.words)) or 1
    if one.group is not None and one.group == other.group:
        return shared / smaller >= SAME_THING / 2
    return shared / smaller >= SAME_THING


def _row(items: Sequence[Dated], origin_of: dict[str, int]) -> TimelineRow:
    words = [item.words for item in items]
    best = min(
        items, key=lambda d: (-sum(len(d.words & other) for other in words) / (len(d.words) + 4), d.weight, d.article, d.place.start)
    )
    origins = {origin_of.get(item.article, -1) for item in items}
    relation = "conflict" if any(item.conflict for item in items) else "agree" if len(origins) > 1 else "single"
    others = sorted({item.place for item in items if item.place != best.place})
    return TimelineRow(best.when, best.precision, best.text, relation, (best.place, *others))
