"""What the words of a time expression say, before anything anchors them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spec:
    """The reading of one time expression.

    `shape`: date, weekday, day (an offset from today), unit ("this year"), ago, later, earlier, stretch ("the past 30 days"), decade,
    century, season, quarter, half, holiday, clock, duration, set, vague, fixed. `way`: last, next, this, past, coming, previous,
    following, same, every. `edge`: early, mid, late, start, end. `until` is the other end of an interval. Fields that the words leave
    open are None.
    """

    shape: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    n: float | None = None
    unit: str = ""
    way: str = ""
    edge: str = ""
    name: str = ""
    until: Spec | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression at [start, end) of the text, with its reading."""

    start: int
    end: int
    spec: Spec
