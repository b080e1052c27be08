"""Dates that only the story can anchor: what one report leaves open, the others may say.

A report without a publishing date that says "on Tuesday" or "Oct. 7" is read again with the day of the story and the years that the other
reports give. It is the one step of reading that looks at several articles; it changes the times layer and nothing else.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.analysis.times import located
from rashomon.analysis.times.anchors import Anchors, anchors, published_day
from rashomon.analysis.times.arithmetic import as_day
from rashomon.analysis.times.resolve import Resolver
from rashomon.analysis.times.tense import FUTURE
from rashomon.model import Analysis, TimeExpression

NEAR = 3  # days between the event that a story opens with and its reports
LEAD = 700  # characters in which a report tells its event


def anchored(analyses: Sequence[Analysis]) -> tuple[Analysis, ...]:
    """The analyses of one story, in their order, with open dates filled in where the story gives their day or year.

    Values that an article gives by itself are never changed; the year that its publishing date only suggests gives way to that which others
    state for the same day. The result does not depend on the order of the articles.
    """
    years = _years(analyses)
    if not any(_open(a, years) for a in analyses):
        return tuple(analyses)
    day = story_day(analyses)
    return tuple(_read_again(a, day, years) if _open(a, years) else a for a in analyses)


def _open(analysis: Analysis, years: Mapping[tuple[int, int], int]) -> bool:
    return any((t.value is None and t.partial) or _suggested(t, years) for t in analysis.times)


def _suggested(t: TimeExpression, years: Mapping[tuple[int, int], int]) -> bool:
    """Whether a day got its year from the publishing date alone, and other reports state another one."""
    day = as_day(t.value) if t.anchor == "published" and t.partial and t.partial.startswith("--") else None
    return day is not None and years.get((day.month, day.day), day.year) != day.year


def story_day(analyses: Sequence[Analysis]) -> datetime.date | None:
    """The day on which a story's reports were published, as far as they say: a publishing date that is known or plain from a text; else the
    latest day told as past that falls on the weekday which the reports name in their leads.
    """
    known = sorted(d for a in analyses if (d := _own_day(a)))
    if known:
        return known[len(known) // 2]
    weekdays = Counter(
        int(t.partial[-1])
        for a in analyses
        for t in a.times
        if t.value is None and t.partial and t.partial.startswith("-W-") and t.tense != FUTURE and t.start < LEAD
    )
    if not weekdays:
        return None
    wanted = max(sorted(weekdays), key=lambda w: weekdays[w])
    told = sorted(
        day
        for a in analyses
        for t in a.times
        if t.kind in ("date", "time") and t.anchor == "explicit" and t.tense != FUTURE and (day := as_day(t.value))
    )
    return next((d for d in reversed(told) if d.isoweekday() == wanted and (told[-1] - d).days < 366), None)


def _own_day(analysis: Analysis) -> datetime.date | None:
    day = published_day(analysis.article.published)
    if day:
        return day
    return anchors(analysis.article.text, analysis.article.published, located(analysis)).published


def _years(analyses: Sequence[Analysis]) -> dict[tuple[int, int], int]:
    """The year of each day that some report gives with its year; days that reports put in different years are left out."""
    years: dict[tuple[int, int], set[int]] = {}
    for analysis in analyses:
        for t in analysis.times:
            day = as_day(t.value) if t.anchor == "explicit" else None
            if day:
                years.setdefault((day.month, day.day), set()).add(day.year)
    return {key: min(found) for key, found in years.items() if len(found) == 1}


def _read_again(analysis: Analysis, day: datetime.date | None, years: Mapping[tuple[int, int], int]) -> Analysis:
    article = analysis.article
    found = located(analysis)
    own = anchors(article.text, article.published, found)
    wider = Anchors(own.published or day, own.coarse, own.guessed, {**years, **own.years}, own.history)
    again = Resolver(article.text, wider).run(found)
    if len(again) != len(analysis.times):
        return analysis
    times = tuple(
        replace(new, anchor="story")
        if new.value is not None and (old.value is None or (new.value.endswith(old.value) and new != old) or _suggested(old, years))
        else old
        for old, new in zip(analysis.times, again, strict=True)
    )
    return replace(analysis, times=times)
