"""The summary: at most eight sentences, what is agreed and most told first, then what is disputed.

Each is taken from an article or built from a fixed pattern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.account import disputes
from rashomon.account.grounding import grounded
from rashomon.account.telling import Reader, Telling, capitalised, closed, content_words, one_line
from rashomon.model import Citation, Findings, Span, Statement, StoryGroup

MOST_SENTENCES = 8
MOST_TOLD = 5
LEAST_TOLD = 3
LEAD_SENTENCES = 4
MOST_COST = 1.5
MOST_DISPUTES = 3
REPEATS = 0.55
MOST_CITATIONS = 6
LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, or a clause of one, that may be told, with the places that say the same.

    `worth` orders the choice, `place` in [0, 1] the telling.
    """

    key: str
    own: Citation
    text: str
    words: frozenset[str]
    support: tuple[Citation, ...]
    worth: float
    place: float


def write(group: StoryGroup, reader: Reader, findings: Findings, title: str) -> tuple[Statement, ...]:
    """The summary of one story. A sentence with a number or a name that its citations do not hold is dropped."""
    disputed = [
        made for conflict in disputes.ranked(findings) if (made := disputes.statement(conflict, group, reader, findings)) is not None
    ]
    told = _told(group, reader, findings, title)
    kept = [*told, *disputed[: max(MOST_DISPUTES, MOST_SENTENCES - len(told))]][:MOST_SENTENCES]
    return tuple(made for made in kept if grounded(made, reader))


def _told(group: StoryGroup, reader: Reader, findings: Findings, title: str) -> list[Statement]:
    origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
    candidates = _from_facts(reader, findings, origin_of, content_words(title))
    agreed = [c for c in candidates if c.worth >= 1]
    chosen = _choose(agreed, (), MOST_TOLD)
    if len(chosen) < LEAST_TOLD:
        others = [c for c in candidates if c.worth < 1] + _from_leads(reader, findings, content_words(title))
        chosen = _choose(others, chosen, LEAST_TOLD if len(origin_of) > 1 else MOST_TOLD)
    chosen = sorted(chosen, key=lambda c: (c.place, c.own))
    return [Statement(candidate.text, _citations(candidate, origin_of)) for candidate in chosen]


def _choose(candidates: Sequence[Candidate], chosen: Sequence[Candidate], most: int) -> list[Candidate]:
    """The worthiest that do not repeat each other."""
    found = list(chosen)
    for candidate in sorted(candidates, key=lambda c: (-c.worth, c.place, c.key, c.own)):
        if len(found) >= most:
            break
        if not any(_repeats(candidate.words, other.words) for other in found):
            found.append(candidate)
    return found


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller == 0 or len(one & other) / smaller >= REPEATS


def _from_facts(reader: Reader, findings: Findings, origin_of: Mapping[str, int], about: frozenset[str]) -> list[Candidate]:
    """One candidate a fact: its best sentence. An agreed fact is worth 1 or more, any other less."""
    ranges = _disputed_ranges(findings)
    found = []
    for fact in findings.facts:
        tellings = [(at, told) for at in fact.support for told in reader.tellings(at)]
        if not tellings:
            continue
        place = sum(told.place for _, told in tellings) / len(tellings)
        common = [told.words for _, told in tellings]
        options = [option for _, told in tellings if (option := _undisputed(told, reader, ranges)) is not None]
        if not options:
            continue
        own, text, cost = min(options, key=lambda o: (o[2] - _centrality(content_words(o[1]), common), o[0]))
        words = content_words(text)
        if cost >= MOST_COST or len(text.split()) < LEAST_WORDS:
            continue
        shared = len({origin_of.get(at.article, -1) for at in fact.support}) / max(1, len(set(origin_of.values())))
        worth = 0.6 * shared + 0.5 * (1 - place) + 0.6 * _centrality(about, [words]) - 0.3 * cost
        worth = 1 + max(0.0, worth) if fact.status == "agreed" else min(0.99, worth / 2)
        found.append(Candidate(fact.id, own, text, words, fact.support, worth, place))
    return found


def _from_leads(reader: Reader, findings: Findings, about: frozenset[str]) -> list[Candidate]:
    """The first sentences of each article, for a story in which too little is agreed."""
    ranges, found = _disputed_ranges(findings), []
    for article in sorted(reader.analyses):
        for told in reader.body(article, LEAD_SENTENCES):
            option = _undisputed(told, reader, ranges)
            if option is not None and option[2] < MOST_COST and len(option[1].split()) >= LEAST_WORDS:
                own, text, cost = option
                words = content_words(text)
                worth = 0.2 * (1 - told.place) + 0.2 * _centrality(about, [words]) - 0.15 * cost
                found.append(Candidate("", own, text, words, (own,), min(0.49, worth), told.place))
    return found


def _centrality(words: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    return sum(len(words & other) / (len(words) or 1) for other in others) / (len(others) or 1)


def _disputed_ranges(findings: Findings) -> dict[str, list[Span]]:
    """By article, the ranges that give one side of a conflict; the number alone where a figure is in conflict."""
    found: dict[str, list[Span]] = {}
    numbers = [mention for figure in findings.figures if figure.relation == "conflict" for mention in figure.mentions]
    dates = [mention for fact in findings.dates if fact.relation == "conflict" for mention in fact.mentions]
    fine: list[Citation] = [*numbers, *dates]
    for at in fine:
        found.setdefault(at.article, []).append(at.span)
    for conflict in findings.conflicts:
        for side in conflict.sides:
            for at in side.citations:
                if not any(at.span.contains(span) for span in found.get(at.article, ())):
                    found.setdefault(at.article, []).append(at.span)
    return found


def _undisputed(told: Telling, reader: Reader, ranges: Mapping[str, list[Span]]) -> tuple[Citation, str, float] | None:
    """The sentence, or its longest clause that leaves the disputed words out; None when there is none."""
    article = reader.analyses[told.article].article
    clashing = [span for span in ranges.get(told.article, ()) if span.start < told.end and told.start < span.end]
    if not clashing:
        return article.cite(told.start, told.end), closed(capitalised(told.text)), told.cost
    for start, end in reader.clauses(told):
        if any(span.start < end and start < span.end for span in clashing):
            continue
        text = one_line(article.text[start:end])
        return article.cite(start, end), closed(capitalised(text)), 0.3
    return None


def _citations(candidate: Candidate, origin_of: Mapping[str, int]) -> tuple[Citation, ...]:
    """The sentence told first, then one of each other origin that says the same."""
    seen = {origin_of.get(candidate.own.article, -1)}
    found = [candidate.own]
    for at in candidate.support:
        origin = origin_of.get(at.article, -1)
        if origin not in seen:
            seen.add(origin)
            found.append(Citation(at.article, at.start, at.end, at.text))
    return tuple(found[:MOST_CITATIONS])
