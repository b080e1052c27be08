"""Calendar arithmetic on ISO strings cut to their precision."""

from __future__ import annotations

import calendar
import datetime
import functools

from rashomon.lang.resources import rows

UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
DURATION = {
    "second": ("T", "S", 1),
    "minute": ("T", "M", 1),
    "hour": ("T", "H", 1),
    "day": ("", "D", 1),
    "night": ("", "D", 1),
    "weekend": ("", "W", 1),
    "week": ("", "W", 1),
    "fortnight": ("", "W", 2),
    "month": ("", "M", 1),
    "quarter": ("", "M", 3),
    "year": ("", "Y", 1),
    "decade": ("", "Y", 10),
    "century": ("", "Y", 100),
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}  # first and last month


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO date cut to what is given, None for a day that does not exist."""
    if not 0 < year < 10000:
        return None
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def as_day(value: str | None) -> datetime.date | None:
    """The day of an ISO date or date-time; None for anything coarser."""
    if value is None or len(value) < 10 or "/" in value:
        return None
    try:
        return datetime.date.fromisoformat(value[:10])
    except ValueError:
        return None


def shift_days(day: datetime.date, days: float) -> str | None:
    """The ISO day some days away, None outside the calendar."""
    try:
        return (day + datetime.timedelta(days=round(days))).isoformat()
    except (OverflowError, ValueError):
        return None


def shift_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month some months away."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def shift(value: str, n: float, unit: str) -> str | None:
    """An ISO date moved by n units; the result is as precise as the unit and the start allow."""
    if "/" in value or not abs(n) <= 1e6:
        return None
    day = as_day(value)
    if unit in UNIT_DAYS:
        return shift_days(day, n * UNIT_DAYS[unit]) if day else None
    if unit in ("second", "minute", "hour"):
        return shift_days(day, n / 24 if unit == "hour" else 0) if day else None
    try:
        year, month = int(value[:4]), int(value[5:7]) if len(value) >= 7 else None
    except ValueError:
        return None
    if unit in ("month", "quarter"):
        if month is None:
            return None
        moved = shift_months(year, month, round(n * (3 if unit == "quarter" else 1)))
        return iso(*moved)
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    return iso(year + round(n * years)) if years else None


def duration(n: float | None, unit: str) -> str | None:
    """An ISO 8601 duration such as P15M, None when the number is not known."""
    if unit not in DURATION:
        return None
    prefix, letter, factor = DURATION[unit]
    if n is None:
        return None
    amount = n * factor
    shown = f"{amount:.0f}" if amount == int(amount) else f"{amount:g}"
    return f"P{prefix}{shown}{letter}"


def week_of(day: datetime.date, weeks: int = 0) -> str | None:
    """Monday to Sunday of the week some weeks away, as an interval."""
    return between(shift_days(day, 7 * weeks - day.weekday()), shift_days(day, 7 * weeks - day.weekday() + 6))


def weekend_of(day: datetime.date, weeks: int = 0) -> str | None:
    """Saturday and Sunday of the week some weeks away, as an interval."""
    return between(shift_days(day, 7 * weeks - day.weekday() + 5), shift_days(day, 7 * weeks - day.weekday() + 6))


def between(first: str | None, last: str | None) -> str | None:
    """An interval of two values, None when one is missing."""
    return f"{first}/{last}" if first and last else None


def easter(year: int) -> datetime.date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm printed by J. Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ll = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ll) // 451
    month, day = divmod(h + ll - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


@functools.lru_cache(maxsize=1)
def holidays() -> dict[str, str]:
    """The rule of each named day."""
    return {row[0]: row[1] for row in rows("analysis/data/holidays.tsv")}


def holiday(name: str, year: int) -> str | None:
    """The date of a named day in one year."""
    rule = holidays().get(name)
    if rule is None or not 1583 <= year < 9999:
        return None
    parts = rule.split()
    if parts[0] == "easter":
        return shift_days(easter(year), int(parts[1]))
    if len(parts) == 1:
        month, day = rule.split("-")
        return iso(year, int(month), int(day))
    month_number, nth, weekday = (int(part) for part in parts)
    days = [d for d in calendar.Calendar().itermonthdates(year, month_number) if d.month == month_number and d.isoweekday() == weekday]
    return days[nth - 1 if nth > 0 else nth].isoformat()
