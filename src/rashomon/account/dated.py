"""Finds what articles date: clauses and sentences that tell an event together with its time."""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.account.clauses import alone
from rashomon.account.telling import Reader, Telling, capitalised, closed, content_words, one_line
from rashomon.lang import resources
from rashomon.model import Citation, Claim, Findings, Span, TimeExpression

ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}){0,2}\S{0,6})?)?)?")
INTERVAL = re.compile(rf"{ISO.pattern}/{ISO.pattern}")
PRECISIONS = {4: "year", 7: "month", 10: "day", 13: "hour"}
LONGEST_TEXT = 260
LEANING = 1.5
NAME = re.compile(r"\b[A-Z][\w.’'-]*")
DEEPEST = 60
NOMINAL = ("compound", "nmod", "amod", "nummod", "appos")
# A time behind these words bounds something; the event told beside it was not then.
BOUNDING = ("since", "until", "till", "before", "after")


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that one article dates. `when` and `precision` as in a TimelineRow, `place` what tells it.

    `plain` are its words that are no names; `weight` says how badly it stands alone; `question` is the id of its time's date question and
    `disputed` whether that has conflicting answers; `aside` that the time only names a thing ("the 7 October attack").
    """

    when: str
    precision: str
    place: Citation
    text: str
    words: frozenset[str]
    plain: frozenset[str]
    weight: float
    question: str | None
    disputed: bool
    aside: bool


def precision(value: str) -> str | None:
    """How fine an ISO value is, None when it is not a date on a calendar (a duration, a season, a week)."""
    if INTERVAL.fullmatch(value):
        return "interval"
    if not ISO.fullmatch(value):
        return None
    return PRECISIONS.get(len(value), "minute")


def dated(reader: Reader, id: str, findings: Findings) -> Iterator[Dated]:
    """What an article dates, in the order of the text. Datelines, bylines, bounds ("since 2009") and times of speaking are left out.

    A sentence that is told whole is told once, at the time that belongs to its main clause.
    """
    analysis = reader.analyses[id]
    article = analysis.article
    facts = {(m.start, m.end): (fact, m) for fact in findings.dates for m in fact.mentions if m.article == id}
    furniture = sorted((line.start, line.end) for line in analysis.boilerplate)
    told: set[tuple[int, int]] = set()
    dates_in = _values_in(reader, id)
    for index, depth in _main_first(reader, id):
        time = analysis.times[index]
        sentence = _sentence(reader, id, time)
        if sentence is None or _inside(furniture, time.start) or _bounds(article.text, time):
            continue
        clause = _clause(reader, sentence, index, whole=depth == 0 or (depth == 1 and dates_in[sentence.sentence] < 2))
        if clause is None or (clause.start, clause.end) in told:
            continue
        told.add((clause.start, clause.end))
        fact, mention = facts.get((time.start, time.end), (None, None))
        value = mention.value if mention else time.value
        fine = precision(value) if value and time.kind in ("date", "time", "interval") else None
        if value is None or fine is None:
            continue
        text = closed(capitalised(one_line(article.text[clause.start : clause.end])))
        weight = abs(len(text) - 110) / 110 + sentence.cost
        question, disputed = (fact.id, fact.relation == "conflict") if fact else (None, False)
        place, aside = article.cite(clause.start, clause.end), _names_a_thing(reader, id, time)
        yield Dated(value, fine, place, text, content_words(text), content_words(NAME.sub("", text)), weight, question, disputed, aside)


def _values_in(reader: Reader, id: str) -> Counter[int]:
    """How many different dates each sentence of an article holds."""
    values: set[tuple[int, str]] = set()
    for time in reader.analyses[id].times:
        for index, _ in reader.touched(id, time.start, time.end)[:1]:
            if time.kind in ("date", "time", "interval"):
                values.add((index, time.value or time.text))
    return Counter(index for index, _ in values)


def _main_first(reader: Reader, id: str) -> Iterable[tuple[int, int]]:
    """The times of an article with their depth: in each sentence those nearest to the root of its tree first, else as they stand."""
    analysis = reader.analyses[id]
    tokens, found = analysis.tokens, []
    starts = [token.start for token in tokens]
    for index, time in enumerate(analysis.times):
        touched = reader.touched(id, time.start, time.end)
        at, depth, steps = bisect.bisect_left(starts, time.start), 0, 0
        while at < len(tokens) and 0 <= tokens[at].head < len(tokens) and steps < DEEPEST:
            depth += not time.start <= tokens[at].start < time.end
            at, steps = tokens[at].head, steps + 1
        found.append((touched[0][0] if touched else -1, depth, index))
    return [(index, depth) for _, depth, index in sorted(found)]


def _names_a_thing(reader: Reader, id: str, time: TimeExpression) -> bool:
    """Whether a time stands before a noun or hangs on one: "the 7 October attack", "Tuesday's crash", "the attack of 7 October"."""
    tokens = reader.analyses[id].tokens
    at = bisect.bisect_left(tokens, time.start, key=lambda token: token.start)
    for token in tokens[at : at + 12]:
        if token.start >= time.end:
            break
        outside = 0 <= token.head < len(tokens) and not time.start <= tokens[token.head].start < time.end
        if outside:
            return token.relation.partition(":")[0] in NOMINAL and tokens[token.head].tag in ("NOUN", "PROPN")
    return False


def _sentence(reader: Reader, id: str, time: TimeExpression) -> Telling | None:
    touched = reader.touched(id, time.start, time.end)
    if not touched or touched[0][1].role != "body":
        return None
    whole = reader.telling(id, touched[0][0])
    return whole if whole is not None and whole.start <= time.start else None


def _bounds(text: str, time: TimeExpression) -> bool:
    words = text[max(0, time.start - 24) : time.start].casefold().split()
    this = time.text.casefold().startswith("this ") and time.precision not in ("day", "hour", "minute")
    return this or (bool(words) and words[-1] in BOUNDING)


def _inside(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    place = bisect.bisect_right(ranges, (at, math.inf)) - 1
    return place >= 0 and ranges[place][0] <= at < ranges[place][1]


def _clause(reader: Reader, sentence: Telling, time: int, *, whole: bool) -> Span | None:
    """The smallest clause that holds the time and can stand alone, else, with `whole`, the sentence; None for a time of speaking."""
    analysis = reader.analyses[sentence.article]
    text, expression = analysis.article.text, analysis.times[time]
    claims = reader.claims(sentence.article, sentence.sentence)
    own = sorted((claim for claim in claims if time in claim.times), key=_size)
    if own and _speaks(own[0]) and len(content_words(text[own[0].start : own[0].end])) < 8:
        return None
    for claim in own:
        span = None if _speaks(claim) else alone(analysis, claim, sentence)
        if span is not None and span.start <= expression.start and expression.end <= span.end:
            return span
    if not whole or sentence.end - sentence.start > LONGEST_TEXT or sentence.cost >= LEANING:
        return None
    return Span(sentence.start, sentence.end)


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    return frozenset(row[0] for row in resources.rows("lang/data/speech.tsv") if row[1:3] == ("verb", "say"))


def _speaks(claim: Claim) -> bool:
    return claim.verb in _speech()


def _size(claim: Claim) -> tuple[int, int]:
    return claim.end - claim.start, claim.start
