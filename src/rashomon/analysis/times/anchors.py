"""What an article's own dates say about its undated ones."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.analysis.times.arithmetic import as_day, iso
from rashomon.analysis.times.spec import Found
from rashomon.analysis.times.tense import FUTURE, tense

FIRST_LINES = 700  # characters in which a publishing date may stand
HISTORY_GAP = 2  # years between an article and what it tells for it to be history
_POSTED = re.compile(
    r"\b(?:posted|published|updated|filed|date|modified|written|created|first published|last updated)\b[^\n]{0,30}$", re.IGNORECASE
)
_LOWER = re.compile(r"\b[a-z]+\b")
_ATTRIBUTIVE = re.compile(r"[^\S\n][a-z]+(?:[^\S\n][a-z]+)?\b")


@dataclass(frozen=True, slots=True)
class Anchors:
    """What anchors an article: the day it was published (None when unknown; `guessed` when its own text gave it), the years of its
    day-dates, and whether it tells history.
    """

    published: datetime.date | None
    coarse: str | None = None
    guessed: bool = False
    years: dict[tuple[int, int], int] = field(default_factory=dict)
    history: bool = False


def published_day(value: str | None) -> datetime.date | None:
    """The day of an Article's `published`, None when it is coarser than a day or not a date."""
    if not value:
        return None
    try:
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).date()
    except ValueError:
        return as_day(value)


def _dates(found: Sequence[Found]) -> list[tuple[Found, str]]:
    dates = []
    for one in found:
        spec = one.spec
        if spec.shape == "date" and spec.year is not None:
            value = iso(spec.year, spec.month, spec.day)
            if value:
                dates.append((one, value))
    return dates


def guess_published(text: str, found: Sequence[Found]) -> datetime.date | None:
    """The publishing date that the first lines of an article give, None where none is plainly one.

    A day that stands on a line with hardly anything else, or after "posted" or "updated", is one. A day in the lead is one when it is the
    latest that the article tells of as past, does not come back without its year as an event's name, and no bare weekday competes with it.
    """
    days = [(one, value) for one, value in _dates(found) if len(value) == 10]
    for one, value in days:
        if one.start > FIRST_LINES:
            break
        line_start = text.rfind("\n", max(0, one.start - 200), one.start) + 1
        line_end = text.find("\n", one.end, one.end + 200)
        line = text[line_start : line_end if line_end >= 0 else one.end + 200]
        rest = text[line_start : one.start] + text[one.end : line_start + len(line)]
        bare = len(rest) <= 24 and not rest.rstrip().endswith(".") and len(_LOWER.findall(rest)) <= 2
        if bare or _POSTED.search(text[line_start : one.start]):
            return as_day(value)
    lead = [(one, value) for one, value in days if one.start <= FIRST_LINES and tense(text, one.start, one.end) != FUTURE]
    if not lead or any(one.spec.shape == "weekday" and one.start <= FIRST_LINES for one in found):
        return None
    one, value = max(lead, key=lambda pair: (pair[1], -pair[0].start))
    later = [
        v
        for o, v in days
        if v > value and tense(text, o.start, o.end) != FUTURE and "effective" not in text[max(0, o.start - 20) : o.start]
    ]
    undated = {(o.spec.month, o.spec.day) for o in found if o.spec.shape == "date" and o.spec.year is None}
    again = sum(v == value for _, v in days) > 1
    if later or again or (one.spec.month, one.spec.day) in undated or _ATTRIBUTIVE.match(text[one.end : one.end + 30]):
        return None
    return as_day(value)


def anchors(text: str, published: str | None, found: Sequence[Found]) -> Anchors:
    """The anchors of one article."""
    day = published_day(published)
    guessed = False
    if day is None and not published:
        day = guess_published(text, found)
        guessed = day is not None
    dates = _dates(found)
    counts: dict[tuple[int, int], Counter[int]] = {}
    for one, value in dates:
        if len(value) == 10 and one.spec.month and one.spec.day and one.spec.year:
            counts.setdefault((one.spec.month, one.spec.day), Counter())[one.spec.year] += 1
    years = {key: max(sorted(c), key=lambda y, c=c: c[y]) for key, c in counts.items()}  # type: ignore[misc]
    coarse = published if published and day is None and re.fullmatch(r"\d{4}(-\d{2})?", published) else None
    this_year = day.year if day else int(coarse[:4]) if coarse else None
    told = [int(value[:4]) for _, value in dates]
    old = sum(this_year is not None and year < this_year - HISTORY_GAP for year in told)
    history = len(told) >= 4 and old >= 0.6 * len(told)
    return Anchors(day, coarse, guessed, years, history)
