"""Gives times of the day that are told without a day the day that the words before them mean."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from rashomon.analysis.times.arithmetic import as_day
from rashomon.analysis.times.spec import Found
from rashomon.analysis.times.tense import FUTURE, PAST, tense
from rashomon.model import TimeExpression

REACH = 300  # characters between a time and the day it takes
LEAD = 700  # characters in which a report tells its event
RECENT = 4  # days between an event and its report
_BREAK = re.compile(r"(?:(?<![A-Z][a-z])(?<![A-Z][a-z]{2})(?<![A-Z][a-z]{3})(?<![A-Z])[.!?][”\"’')]{0,2}\s{1,3}(?=[A-Z“\"‘0-9])|\n)")
_NEIGHBOURS = 4
_DAY_SHAPES = ("date", "weekday", "day", "holiday", "unit", "ago", "later", "earlier")


def with_days(text: str, found: Sequence[Found], times: Sequence[TimeExpression], published: datetime.date | None) -> list[TimeExpression]:
    """The times of a text, those without a day dated: by the nearest day of their sentence; by the one day of the sentence before when
    both tell what is past; by the one recent day that the lead tells of. Others stay as they are ("T10:25").
    """
    days = [i for i, t in enumerate(times) if found[i].spec.shape in _DAY_SHAPES and as_day(t.value) is not None]
    starts = [times[i].start for i in days]
    out = list(times)
    event: str | None = None
    for i, t in enumerate(times):
        if found[i].spec.shape != "clock" or not t.value or not t.value.startswith("T"):
            continue
        at = bisect_left(starts, t.start)
        near = [times[k] for k in days[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]]
        day = _in_sentence(text, t, near) or _in_sentence_before(text, t, near)
        if day is None:
            event = _event(text, [times[k] for k in days], published) or "" if event is None else event
            told_past = text[max(0, t.start - 1) : t.start] in ("", "\n") or tense(text, t.start, t.end) == PAST
            told_before = bool(days) and times[days[0]].start < t.start
            day = event if event and told_past and told_before else None
        if day:
            out[i] = replace(t, value=day + t.value, anchor="article", partial=t.value)
    return out


def _gap(text: str, a: TimeExpression, b: TimeExpression) -> str | None:
    """The text between two expressions, None when they stand far apart."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    return text[first.end : second.start] if second.start - first.end <= REACH else None


def _day(t: TimeExpression) -> str:
    return (t.value or "")[:10]


def _in_sentence(text: str, clock: TimeExpression, near: Sequence[TimeExpression]) -> str | None:
    same = [(len(gap), t.start, _day(t)) for t in near if (gap := _gap(text, clock, t)) is not None and not _BREAK.search(gap)]
    return min(same)[2] if same else None


def _in_sentence_before(text: str, clock: TimeExpression, near: Sequence[TimeExpression]) -> str | None:
    if tense(text, clock.start, clock.end) == FUTURE:
        return None
    before = [
        t
        for t in near
        if t.start < clock.start and (gap := _gap(text, clock, t)) is not None and "\n\n" not in gap and len(_BREAK.findall(gap)) == 1
    ]
    if not before or len({_day(t) for t in before}) > 1 or any(tense(text, t.start, t.end) == FUTURE for t in before):
        return None
    return _day(before[-1])


def _event(text: str, days: Sequence[TimeExpression], published: datetime.date | None) -> str | None:
    """The one recent day that the lead tells of as past, None where it tells of several or none."""
    told = set()
    for t in days:
        if t.start > LEAD:
            break
        day = as_day(t.value)
        if day and tense(text, t.start, t.end) != FUTURE and (published is None or 0 <= (published - day).days <= RECENT):
            told.add(day.isoformat())
    return min(told) if len(told) == 1 else None
