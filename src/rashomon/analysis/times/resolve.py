"""Gives time expressions their ISO values, in reading order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.analysis.times.anchors import Anchors
from rashomon.analysis.times.arithmetic import (
    SEASONS,
    as_day,
    between,
    duration,
    holiday,
    iso,
    shift,
    shift_days,
    shift_months,
    week_of,
    weekend_of,
)
from rashomon.analysis.times.days import with_days
from rashomon.analysis.times.spec import Found, Spec
from rashomon.analysis.times.tense import FUTURE, PAST, tense
from rashomon.model import TimeExpression

NEAR_MONTH = 300  # characters within which "the 19th" takes the month told before
_EDGE_MONTHS = {"early": (1, 6), "late": (7, 12)}


@dataclass(frozen=True, slots=True)
class _Reading:
    value: str | None
    anchor: str
    partial: str | None = None


class Resolver:
    """Resolves the expressions of one article one after the other; remembers the last date told, which "later" and "that day" lean on."""

    def __init__(self, text: str, anchors: Anchors) -> None:
        self.text = text
        self.anchors = anchors
        self.reference: str | None = None
        self.reference_day: str | None = None
        self.reference_end = 0
        self.at = 0

    def run(self, found: Sequence[Found]) -> list[TimeExpression]:
        """The resolved expressions."""
        out = []
        for one in found:
            self.at = one.start
            way = tense(self.text, one.start, one.end) if _needs_tense(one.spec) else None
            reading = self.read(one.spec, way)
            value = reading.value
            kind = _kind(one.spec, value)
            if (
                self.reference
                and one.spec.shape == "date"
                and one.spec.day is None
                and one.spec.month
                and not way
                and one.start - self.reference_end < 120
            ):
                reading = self._after_reference(one.spec, reading)
                value = reading.value
            if (
                value
                and kind in ("date", "time", "interval")
                and "/" not in value
                and one.spec.shape not in ("decade", "century", "fixed", "clock")
            ):
                self.remember(value, one.spec)
                self.reference_end = one.end
            elif value and kind == "interval" and one.spec.shape == "date":
                self.remember(value.split("/")[0], one.spec)
            out.append(
                TimeExpression(
                    one.start,
                    one.end,
                    self.text[one.start : one.end],
                    value,
                    kind,
                    _precision(value, kind),
                    reading.anchor if value else "none",
                    reading.partial,
                    way or "",
                )
            )
        return with_days(self.text, found, out, self.today)

    def remember(self, value: str, spec: Spec) -> None:
        """Keep a date as what later expressions refer to; a year in passing does not displace the year of a history."""
        self.reference = value
        if len(value) >= 10:
            self.reference_day = value[:10]
        elif spec.shape == "date":
            self.reference_day = None

    def read(self, spec: Spec, way: str | None) -> _Reading:
        """The value of one reading; `way` is the tense around it."""
        method = getattr(self, "_" + spec.shape, None)
        return method(spec, way) if method else _Reading(None, "none")

    @property
    def today(self) -> datetime.date | None:
        return self.anchors.published

    @property
    def origin(self) -> str:
        return "article" if self.anchors.guessed else "published"

    def _date(self, spec: Spec, way: str | None) -> _Reading:
        first = self._one_date(spec, way)
        if spec.until is None or first.value is None:
            return first
        last = spec.until
        if last.year is None:
            year = int(first.value[:4])
            value = iso(year + (1 if last.month and spec.month and last.month < spec.month else 0), last.month, last.day)
        else:
            value = iso(last.year, last.month, last.day)
        return _Reading(between(first.value, value), first.anchor, first.partial)

    def _one_date(self, spec: Spec, way: str | None) -> _Reading:
        if spec.year is not None:
            value = iso(spec.year, spec.month, spec.day)
            if value and spec.month is None and spec.edge == "end":
                value = iso(spec.year, 12, 31)
            return _Reading(_with_clock(value, spec), "explicit")
        month, day = spec.month, spec.day
        if month is None:
            return self._nth(spec, way)
        partial = f"--{month:02d}" + (f"-{day:02d}" if day else "")
        if iso(2000, month, day) is None:
            return _Reading(None, "none")
        if spec.way == "same" and self.reference:
            return _Reading(iso(int(self.reference[:4]), month, day), "article", partial)
        known = self.anchors.years.get((month, day)) if day else None
        if known is not None:
            return _Reading(_with_clock(iso(known, month, day), spec), "article", partial)
        if self.anchors.history and self.reference and not spec.way:
            return _Reading(iso(int(self.reference[:4]), month, day), "article", partial)
        if self.today is None:
            year = int(self.anchors.coarse[:4]) if self.anchors.coarse else None
            return _Reading(iso(year, month, day) if year else None, "published", partial)
        if day is None:
            return _Reading(self._month_near(month, spec, way), self.origin, partial)
        return _Reading(_with_clock(self._day_near(month, day, spec.weekday, way), spec), self.origin, partial)

    def _nth(self, spec: Spec, way: str | None) -> _Reading:
        """A bare day of the month, in the month told just before or in that of publishing."""
        day = spec.day
        if day is None:
            return _Reading(None, "none")
        near = self.reference and len(self.reference) >= 7 and 0 <= self.at - self.reference_end < NEAR_MONTH
        if near and self.reference:
            year, month = int(self.reference[:4]), int(self.reference[5:7])
            told = as_day(self.reference)
            ahead = way == FUTURE and told is not None and day < told.day
            return _Reading(_with_clock(iso(*shift_months(year, month, 1 if ahead else 0), day), spec), "article")
        if self.today is None or self.anchors.history:
            return _Reading(None, "none")
        step = -1 if way == PAST and day > self.today.day else 1 if way == FUTURE and day < self.today.day else 0
        return _Reading(_with_clock(iso(*shift_months(self.today.year, self.today.month, step), day), spec), self.origin)

    def _after_reference(self, spec: Spec, reading: _Reading) -> _Reading:
        """A month told right after one that is still to come lies ahead too ("Italy in November, Mexico in January")."""
        if self.today is None or spec.year or spec.way or not self.reference or len(self.reference) < 7 or not reading.value:
            return reading
        if self.reference[:7] <= self.today.isoformat()[:7] or reading.value >= self.reference[:7]:
            return reading
        year = int(self.reference[:4])
        ahead = iso(year + (1 if spec.month and spec.month < int(self.reference[5:7]) else 0), spec.month)
        return _Reading(ahead, reading.anchor, reading.partial) if ahead else reading

    def _month_near(self, month: int, spec: Spec, way: str | None) -> str | None:
        assert self.today is not None
        this = self.today
        if spec.way in ("last", "past"):
            year = this.year if month < this.month else this.year - 1
        elif spec.way == "next":
            year = this.year if month > this.month else this.year + 1
        elif spec.way == "this" or month == this.month:
            year = this.year
        else:
            behind, ahead = (this.month - month) % 12, (month - this.month) % 12
            forward = way == FUTURE or (way is None and ahead <= 4 and behind > ahead)
            year = shift_months(this.year, this.month, ahead if forward else -behind)[0]
        return iso(year, month)

    def _day_near(self, month: int, day: int, weekday: int | None, way: str | None) -> str | None:
        assert self.today is not None
        options = [d for y in (-1, 0, 1) if (d := as_day(iso(self.today.year + y, month, day)))]
        if weekday is not None:
            fitting = [d for d in options if d.weekday() == weekday]
            options = fitting or options
        if not options:
            return None
        today = self.today

        def cost(d: datetime.date) -> tuple[int, int]:
            gap = (d - today).days
            wrong = (way == FUTURE and gap < -30) or (way == PAST and gap > 3) or (way is None and gap > 200)
            return (1 if wrong else 0, abs(gap))

        return min(options, key=cost).isoformat()

    def _weekday(self, spec: Spec, way: str | None) -> _Reading:
        weekday = spec.weekday or 0
        partial = f"-W-{weekday + 1}"
        if self.today is None:
            return _Reading(None, "none", partial)
        behind, ahead = (self.today.weekday() - weekday) % 7, (weekday - self.today.weekday()) % 7
        if spec.way in ("last", "past", "previous"):
            days = -(behind or 7)
        elif spec.way in ("next", "coming"):
            days = ahead or 7
        elif spec.way == "this":
            days = ahead if way != PAST else -behind
        else:
            days = ahead if way == FUTURE else -behind
        return _Reading(_with_clock(shift_days(self.today, days), spec), self.origin, partial)

    def _day(self, spec: Spec, way: str | None) -> _Reading:
        if self.anchors.history and spec.n == 0:
            return _Reading(None, "none")
        if self.today is None:
            return _Reading(None, "none", f"P{spec.n or 0:g}D")
        return _Reading(_with_clock(shift_days(self.today, spec.n or 0), spec), self.origin)

    def _unit(self, spec: Spec, way: str | None) -> _Reading:
        if spec.way in ("same", "previous", "following"):
            return self._unit_of_reference(spec)
        if self.today is None:
            if self.anchors.coarse and spec.unit == "year":
                step = {"last": -1, "next": 1}.get(spec.way, 0)
                return _Reading(iso(int(self.anchors.coarse[:4]) + step), "published")
            return _Reading(None, "none")
        step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(spec.way, 0)
        return _Reading(self._unit_value(spec, self.today, step, way), self.origin)

    def _unit_value(self, spec: Spec, day: datetime.date, step: int, way: str | None) -> str | None:
        unit = spec.unit
        if unit in ("day", "night"):
            return shift_days(day, step)
        if unit == "week":
            return week_of(day, step)
        if unit == "weekend":
            if step == 0 and day.weekday() < 4 and way != FUTURE:
                step = -1 if day.weekday() < 3 else 0
            elif step == -1 and day.weekday() >= 5:
                step = -1
            return weekend_of(day, step)
        if unit == "fortnight":
            return between(shift_days(day, -14), day.isoformat()) if step < 0 else None
        if unit == "month":
            value = iso(*shift_months(day.year, day.month, step))
            return _last_day(value) if spec.edge == "end" else value
        if unit == "quarter":
            return _quarter_of(*shift_months(day.year, (day.month - 1) // 3 * 3 + 1, 3 * step))
        if unit == "year":
            return iso(day.year + step, 12, 31) if spec.edge == "end" else iso(day.year + step)
        if unit == "decade":
            decade = day.year // 10 * 10 + 10 * step
            return _years(decade, decade + 9)
        if unit == "century":
            century = day.year // 100 * 100 + 100 * step
            return _years(century, century + 99)
        return None

    def _unit_of_reference(self, spec: Spec) -> _Reading:
        base = self.reference_day if spec.unit in ("day", "night", "week", "weekend") else self.reference
        step = {"previous": -1, "following": 1}.get(spec.way, 0)
        if spec.unit in ("day", "night") and base is None and self.today and not self.anchors.history:
            return _Reading(shift_days(self.today, step) if step == 0 else None, self.origin)
        if base is None:
            return _Reading(None, "none")
        if spec.unit == "year":
            return _Reading(iso(int(base[:4]) + step), "article")
        if spec.unit == "month" and len(base) >= 7:
            return _Reading(iso(*shift_months(int(base[:4]), int(base[5:7]), step)), "article")
        day = as_day(base)
        return _Reading(self._unit_value(spec, day, step, None) if day else None, "article")

    def _ago(self, spec: Spec, way: str | None) -> _Reading:
        if spec.n is None:
            return _Reading(None, "none")
        return _Reading(self._moved(-spec.n, spec.unit), self.origin)

    def _moved(self, n: float, unit: str) -> str | None:
        base = self.today.isoformat() if self.today else self.anchors.coarse
        return shift(base, n, unit) if base else None

    def _later(self, spec: Spec, way: str | None) -> _Reading:
        if spec.n is None:
            return _Reading(None, "none")
        if spec.way == "deictic":
            return _Reading(self._moved(spec.n, spec.unit), self.origin)
        if spec.way == "after":
            return _Reading(duration(spec.n, spec.unit), "explicit")
        return self._from_reference(spec.n, spec.unit)

    def _earlier(self, spec: Spec, way: str | None) -> _Reading:
        if spec.n is None:
            return _Reading(None, "none")
        if spec.way == "before":
            return _Reading(duration(spec.n, spec.unit), "explicit")
        reading = self._from_reference(-spec.n, spec.unit)
        if reading.value is None and spec.unit == "year":
            return _Reading(self._moved(-spec.n, spec.unit), self.origin)
        return reading

    def _from_reference(self, n: float, unit: str) -> _Reading:
        if unit in ("second", "minute", "hour"):
            return _Reading(duration(abs(n), unit), "explicit")
        base = self.reference_day if unit in ("day", "night", "week", "fortnight") else self.reference
        return _Reading(shift(base, n, unit) if base else None, "article")

    def _stretch(self, spec: Spec, way: str | None) -> _Reading:
        if spec.n is None or self.today is None or spec.way in ("previous", "following"):
            return _Reading(duration(spec.n, spec.unit), "explicit")
        back = spec.way in ("last", "past")
        if self.anchors.history and self.reference and not back:
            return _Reading(between(self.reference, shift(self.reference, spec.n, spec.unit)), "article")
        if spec.unit in ("second", "minute", "hour"):
            return _Reading(duration(spec.n, spec.unit), "explicit")
        base = self.today.isoformat()
        other = shift(base, -spec.n if back else spec.n, spec.unit)
        if other and len(other) < len(base):
            base = base[: len(other)]
        return _Reading(between(other, base) if back else between(base, other), self.origin)

    def _decade(self, spec: Spec, way: str | None) -> _Reading:
        first = spec.year or 0
        low, high = {"early": (0, 4), "late": (5, 9), "mid": (4, 6)}.get(spec.edge, (0, 9))
        return _Reading(_years(first + low, first + high), "explicit")

    def _century(self, spec: Spec, way: str | None) -> _Reading:
        first = int(((spec.n or 1) - 1) * 100)
        low, high = {"early": (0, 49), "late": (50, 99)}.get(spec.edge, (0, 99))
        return _Reading(_years(max(first + low, 1), first + high), "explicit")

    def _season(self, spec: Spec, way: str | None) -> _Reading:
        year = spec.year or self._season_year(spec, way)
        if year is None:
            return _Reading(None, "none")
        first, last = SEASONS[spec.unit]
        end = _last_day(iso(*shift_months(year, 1, last - 1)))
        return _Reading(between(iso(year, first, 1), end), "explicit" if spec.year else self.origin)

    def _season_year(self, spec: Spec, way: str | None) -> int | None:
        """The year in which a season without one began."""
        if not spec.way and self.anchors.history:
            return int(self.reference[:4]) if self.reference else None
        if self.today is None:
            return None
        if spec.name == "year":
            return self.today.year + {"last": -1, "next": 1}.get(spec.way, 0)
        first, last = SEASONS[spec.unit]
        month, year = self.today.month, self.today.year
        if month + 12 <= last:  # January of the winter that began in December
            month, year = month + 12, year - 1
        step = {"last": 0 if month > last else -1, "next": 1 if month >= first else 0}.get(spec.way, 0)
        if not spec.way and way == PAST and month < first:
            step = -1
        elif not spec.way and way != PAST and month > last:
            step = 1 if way == FUTURE or first + 12 - month < month - last else 0
        return year + step

    def _quarter(self, spec: Spec, way: str | None) -> _Reading:
        year = self._year_of(spec, way)
        return _Reading(_quarter_of(year, 3 * int(spec.n or 1) - 2) if year else None, "explicit" if spec.year else self.origin)

    def _half(self, spec: Spec, way: str | None) -> _Reading:
        year = self._year_of(spec, way)
        if not year:
            return _Reading(None, "none")
        first, last = (1, 6) if spec.n == 1 else (7, 12)
        return _Reading(between(iso(year, first, 1), _last_day(iso(year, last))), "explicit" if spec.year else self.origin)

    def _year_of(self, spec: Spec, way: str | None) -> int | None:
        if spec.year or not self.today:
            return spec.year
        if spec.way:
            return self.today.year + {"last": -1, "next": 1}.get(spec.way, 0)
        if spec.shape == "quarter" and spec.n and 3 * spec.n - 2 > self.today.month and way == PAST:
            return self.today.year - 1
        return self.today.year

    def _holiday(self, spec: Spec, way: str | None) -> _Reading:
        partial = holiday(spec.name, 2001)
        hint = "-" + partial[4:] if partial and holiday(spec.name, 2002) == "2002" + partial[4:] else None
        if spec.year:
            return _Reading(holiday(spec.name, spec.year), "explicit")
        if self.today is None:
            return _Reading(None, "none", hint)
        today = self.today
        options = [d for y in (-1, 0, 1) if (d := as_day(holiday(spec.name, today.year + y)))]
        if not options:
            return _Reading(None, "none")

        def cost(d: datetime.date) -> tuple[bool, int]:
            gap = (d - today).days
            return (way == FUTURE and gap < -7) or (way == PAST and gap > 3), abs(gap)

        return _Reading(min(options, key=cost).isoformat(), self.origin, hint)

    def _clock(self, spec: Spec, way: str | None) -> _Reading:
        return _Reading(f"T{spec.hour:02d}:{spec.minute or 0:02d}", "none")

    def _duration(self, spec: Spec, way: str | None) -> _Reading:
        value = duration(spec.n, spec.unit)
        more = duration(spec.until.n, spec.until.unit) if spec.until else None
        if value and more:
            value += more[2:] if "T" in value else more[1:]
        return _Reading(value, "explicit")

    def _fixed(self, spec: Spec, way: str | None) -> _Reading:
        return _Reading(spec.name, "explicit")


def _needs_tense(spec: Spec) -> bool:
    if spec.shape == "date":
        return spec.year is None
    if spec.shape == "season":
        return spec.year is None and not spec.way
    return spec.shape in ("weekday", "holiday", "quarter") or (spec.shape == "unit" and spec.unit == "weekend")


def _with_clock(value: str | None, spec: Spec) -> str | None:
    return f"{value}T{spec.hour:02d}:{spec.minute or 0:02d}" if value and len(value) == 10 and spec.hour is not None else value


def _years(first: int, last: int) -> str | None:
    return between(iso(first, 1, 1), iso(last, 12, 31))


def _last_day(value: str | None) -> str | None:
    if value is None:
        return None
    year, month = shift_months(int(value[:4]), int(value[5:7]), 1)
    first = as_day(iso(year, month, 1))
    return shift_days(first, -1) if first else None


def _quarter_of(year: int, month: int) -> str | None:
    return between(iso(year, month, 1), _last_day(iso(*shift_months(year, month, 2))))


def _kind(spec: Spec, value: str | None) -> str:
    if spec.shape in ("set", "vague"):
        return spec.shape
    if value is None:
        return "duration" if spec.shape in ("duration", "stretch") else "time" if spec.shape == "clock" else "date"
    if value.startswith("P"):
        return "duration"
    if "/" in value:
        return "interval"
    return "time" if "T" in value else "date"


def _precision(value: str | None, kind: str) -> str:
    if value is None or kind in ("duration", "set", "vague"):
        return kind
    if "/" in value:
        return "interval"
    if "T" in value:
        return "minute"
    return {4: "year", 7: "month"}.get(len(value), "day")
