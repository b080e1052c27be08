"""Dates, times, durations and sets in one article, with ISO 8601 values anchored in its date and in its own dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.analysis.annotator import Annotator
from rashomon.analysis.times.anchors import anchors
from rashomon.analysis.times.clocks import HALF_DAY
from rashomon.analysis.times.grammar import find
from rashomon.analysis.times.resolve import Resolver
from rashomon.analysis.times.spec import Found
from rashomon.model import Analysis, Mention, TimeExpression

_CLOCK_THEN_DAY = re.compile(r"(?:,| local time| \w{2,4},?)?(?: (?:on|this|in the \w+ (?:of|on)))? ?\Z")
_DAY_THEN_CLOCK = re.compile(
    r",?(?: (?:at|around|about|by|from|just after|just before|shortly after|shortly before|before|after|-|–|at about|at around))? ?\Z"
)
_LATE = re.compile(r"\b(?:afternoon|evening|night|tonight)\Z", re.IGNORECASE)
_JOINED = 24  # longest text between a clock time and its day


def _join_clocks(text: str, found: Sequence[Found]) -> list[Found]:
    """Join a clock time and the day next to it into one date-time."""
    out: list[Found] = []
    for one in found:
        last = out[-1] if out else None
        gap = text[last.end : one.start] if last and one.start - last.end <= _JOINED else None
        if last and gap is not None and _is_clock(last) and _is_day(one) and _CLOCK_THEN_DAY.match(gap):
            out[-1] = Found(last.start, one.end, replace(one.spec, hour=_hour(text, last, one), minute=last.spec.minute))
        elif last and gap is not None and _is_day(last) and _is_clock(one) and _DAY_THEN_CLOCK.match(gap) and last.spec.hour is None:
            out[-1] = Found(last.start, one.end, replace(last.spec, hour=_hour(text, one, last), minute=one.spec.minute))
        elif last and gap == " (" and last.spec.shape == "holiday" and _is_day(one) and text[one.end : one.end + 1] == ")":
            out[-1] = Found(last.start, one.end + 1, one.spec)
        else:
            out.append(one)
    return out


def _hour(text: str, clock: Found, day: Found) -> int | None:
    """The hour of a clock time that stands with a day; the part of the day there decides between its halves ("six on Friday evening")."""
    hour = clock.spec.hour
    if clock.spec.name == HALF_DAY and hour is not None and hour < 12 and _LATE.search(text[day.start : day.end]):
        return hour + 12
    return hour


def _is_clock(one: Found) -> bool:
    return one.spec.shape == "clock"


def _is_day(one: Found) -> bool:
    spec = one.spec
    return spec.shape in ("weekday", "day") or (spec.shape == "date" and spec.day is not None and spec.until is None)


def _not_names(found: Sequence[Found], mentions: Sequence[Mention]) -> list[Found]:
    """Leave out months and holidays that are part of a person's name ("April Jones")."""
    people = sorted((m.start, m.end) for m in mentions if m.type == "person" and m.kind == "name")
    out, at = [], 0
    for one in found:
        while at < len(people) and people[at][1] <= one.start:
            at += 1
        inside = at < len(people) and people[at][0] < one.end
        if not (inside and one.spec.shape in ("date", "holiday", "season") and one.spec.day is None):
            out.append(one)
    return out


def located(analysis: Analysis) -> list[Found]:
    """The time expressions of an analysis before anything anchors them, in order."""
    return _located(analysis.article.text, analysis.mentions)


def _located(text: str, mentions: Sequence[Mention]) -> list[Found]:
    return _join_clocks(text, _not_names(list(find(text)), mentions))


def read_times(text: str, published: str | None = None, mentions: Sequence[Mention] = ()) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in order. Values are None where nothing anchors them."""
    found = _located(text, mentions)
    return tuple(Resolver(text, anchors(text, published, found)).run(found))


def _run(analysis: Analysis) -> Analysis:
    article = analysis.article
    return replace(analysis, times=read_times(article.text, article.published, analysis.mentions))


ANNOTATOR = Annotator("times", "1", requires=("article",), assigns=("times",), run=_run)
