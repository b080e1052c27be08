"""When an article was published, as ISO 8601 cut to what is known."""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from rashomon.lang import resources

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
CUT = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")
DAY_MONTH_YEAR = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]{{1,3}}{MONTH}[\s,-]{{1,3}}(\d{{4}})\b", re.IGNORECASE)
MONTH_DAY_YEAR = re.compile(rf"\b{MONTH}\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?[\s,]{{1,3}}(\d{{4}})\b", re.IGNORECASE)
SLASHED = re.compile(r"\b(\d{1,4})[/.](\d{1,2})[/.](\d{2,4})\b")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
OFFSET = re.compile(r"([+-]\d{2})(\d{2})\Z")
ZONE = r"(?:\s*([+-]\d{2}):?(\d{2})|\s+\(?([A-Za-z]{1,5})\)?)?"
# Dates of feeds with their time: RFC 822 with the liberties that are taken with it, and the order of C's asctime.
MAILED = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s*)?(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]{{3,9}})[\s-]+(?P<year>\d{{4}}|\d{{2}})[\s,]+"
    rf"(?P<clock>\d{{1,2}}:\d{{2}}(?::\d{{2}})?){ZONE}(?:\s+\([A-Za-z ]{{1,40}}\))?\Z"
)
PRINTED = re.compile(
    rf"[A-Za-z]{{3}},?\s+(?P<month>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}})\s+(?P<clock>\d{{2}}:\d{{2}}:\d{{2}}){ZONE}\s+(?P<year>\d{{4}})\Z"
)
CENTURY = 50  # two digits of a year below it are of this century (RFC 2822)
EARLIEST, LATEST = 1500, 2200


def iso(value: object) -> str | None:
    """`value` as ISO 8601; None when it is no date or could be two.

    Reads ISO 8601, RFC 2822, "10 March 2026", "March 10, 2026", 2026/03/10 and seconds since 1970.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(float(value))
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = " ".join(value.split())
    return _cut(text) or _standard(text) or _mail(text) or written(text)


def moment(value: str) -> str | None:
    """The same of a feed's date, in UTC where it tells its zone. A day without a time stays a day, a time without a zone without one."""
    text = value.strip()
    if len(text) > 100:
        return None
    if text[10:11] == "T" and text[4] == "-":
        try:
            return _shown(_in_utc(datetime.fromisoformat(text)))
        except (ValueError, OverflowError):
            pass
    found = MAILED.match(text) or PRINTED.match(text)
    if found:
        return _timed(found)
    known = iso(text)
    return _shown(_in_utc(datetime.fromisoformat(known))) if known and ":" in known else known


def _timed(found: re.Match[str]) -> str | None:
    ahead, minutes, name = found.group(*[found.re.groupindex["clock"] + n for n in (1, 2, 3)])
    year, month = found["year"], found["month"][:3].lower()
    hour, minute, *second = found["clock"].split(":")
    offset = _zones().get(name.upper()) if name else int(ahead) * 60 + int(ahead[0] + minutes) if ahead else None
    if month not in MONTHS:
        return None
    whole = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < CENTURY else 1900)
    try:
        zone = None if offset is None else timezone(timedelta(minutes=offset))
        day = datetime(whole, MONTHS.index(month) + 1, int(found["day"]), int(hour), int(minute), int(*second or "0"), tzinfo=zone)
        return _shown(_in_utc(day))
    except (ValueError, OverflowError):
        return None


@functools.cache
def _zones() -> dict[str, int]:
    """Names of time zones, each with its minutes east of Greenwich."""
    return {name: int(minutes) for name, minutes in resources.rows("ingest/data/zones.tsv")}


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _epoch(seconds: float) -> str | None:
    seconds = seconds / 1000 if seconds > 1e11 else seconds  # milliseconds
    if not 0 < seconds < 7e9:
        return None
    return _shown(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds)))


def _cut(text: str) -> str | None:
    found = CUT.match(text)
    if not found or not EARLIEST <= int(found.group(1)) <= LATEST:
        return None
    if found.group(2) and not 1 <= int(found.group(2)) <= 12:
        return None
    return text


def _standard(text: str) -> str | None:
    if COMPACT.match(text):
        text = COMPACT.sub(r"\1-\2-\3", text)
    if not re.match(r"\d{4}-\d", text):
        return None
    text = re.sub(r"\s?(UTC|GMT)\Z", "Z", text)
    text = re.sub(r"\s([+-]\d{2}:?\d{2})\Z", r"\1", text)
    text = re.sub(r"(\.\d{6})\d+", r"\1", text)
    text = OFFSET.sub(r"\1:\2", text) if "T" in text or ":" in text else text
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return day.isoformat() if EARLIEST <= day.year <= LATEST else None
        return _shown(datetime.fromisoformat(text))
    except ValueError:
        return None


def _mail(text: str) -> str | None:
    if not re.search(r"\d:\d\d", text) or not re.match(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4}", text):
        return None
    try:
        return _shown(parsedate_to_datetime(text))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _shown(moment: datetime) -> str | None:
    if not EARLIEST <= moment.year <= LATEST:
        return None
    shown = moment.replace(microsecond=0).isoformat()
    return shown.removesuffix("+00:00") + "Z" if shown.endswith("+00:00") else shown


def written(text: str) -> str | None:
    """The one day that is written out in `text`; None when there is none, or more than one."""
    days = {_day(y, m, d) for d, m, y in DAY_MONTH_YEAR.findall(text)} | {_day(y, m, d) for m, d, y in MONTH_DAY_YEAR.findall(text)}
    days |= {_slashed(*parts) for parts in SLASHED.findall(text)}
    known = sorted(d for d in days if d)
    return known[0] if len(known) == 1 and None not in days else None


def without(text: str) -> str:
    """`text` with its written days blanked."""
    return SLASHED.sub(" ", MONTH_DAY_YEAR.sub(" ", DAY_MONTH_YEAR.sub(" ", text)))


def _day(year: str, month: str, day: str) -> str | None:
    number = MONTHS.index(month[:3].lower()) + 1 if month.isalpha() else int(month)
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found.isoformat() if EARLIEST <= found.year <= LATEST else None


def _slashed(first: str, second: str, third: str) -> str | None:
    """2026/03/10, or 25/03/2026 where only one order makes a date; 03/04/2026 could be two days and is none."""
    if len(first) == 4:
        return _day(first, second, third)
    if len(third) != 4:
        return None
    both = {_day(third, second, first), _day(third, first, second)} - {None}
    return both.pop() if len(both) == 1 else None
