"""Finds time expressions in text and says what their words mean, unanchored.

A scan over words looks up which patterns a word can begin; each pattern is tried at that place only and looks a bounded way ahead, so
the whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rashomon.analysis.times import clocks, patterns, readings
from rashomon.analysis.times.arithmetic import holidays
from rashomon.analysis.times.readings import Rule
from rashomon.analysis.times.spec import Found, Spec
from rashomon.lang.numbers import ONES, TENS

_DIGIT_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (patterns.ATTACKS_RX, readings.fixed("2001-09-11")),
    (patterns.ISO_RX, readings.iso_date),
    (patterns.SLASHED_RX, readings.slashed),
    (patterns.HOLIDAY_RX, readings.holiday),
    (patterns.DMY_RX, readings.day_pair),
    (patterns.CLOCK12_RX, readings.clock12),
    *clocks.DIGIT_RULES,
    (patterns.CLOCK24_RX, readings.clock24),
    (patterns.MILITARY_RX, readings.military),
    (patterns.OCLOCK_RX, readings.oclock),
    (patterns.QUARTER_RX, readings.quarter),
    (patterns.NQ_RX, readings.q),
    (patterns.CENTURY_RX, readings.century),
    (patterns.NTH_RX, readings.nth),
    (patterns.DECADE_RX, readings.decade),
    (patterns.HYPHENED_RX, readings.hyphened),
    (patterns.RELATIVE_RX, readings.relative),
    (patterns.SPACED_HYPHEN_RX, readings.hyphened),
    (patterns.OLD_YEAR_RX, readings.old_year),
    (patterns.YEAR_RX, readings.bare_year),
)
_NUMBER_RULES = (
    *clocks.WORD_RULES,
    (patterns.OCLOCK_RX, readings.oclock),
    (patterns.HYPHENED_RX, readings.hyphened),
    (patterns.RELATIVE_RX, readings.relative),
    (patterns.SPACED_HYPHEN_RX, readings.hyphened),
)
_MONTH_RULES = (
    (patterns.HOLIDAY_RX, readings.holiday),
    (patterns.MM_RX, readings.months),
    (patterns.MDY_RX, readings.day_pair),
    (patterns.MY_RX, readings.month_year),
    (patterns.MSAME_RX, readings.month_same),
    (patterns.M_RX, readings.bare_month),
)
_WAY_RULES = (
    (patterns.QUARTER_RX, readings.quarter),
    (patterns.WAY_RX, readings.way),
    (patterns.STRETCH_RX, readings.stretch),
    (patterns.VAGUE_WAY_RX, readings.vague),
)


def _word_rules() -> dict[str, tuple[tuple[re.Pattern[str], Rule], ...]]:
    rules: dict[str, tuple[tuple[re.Pattern[str], Rule], ...]] = {}
    for name in holidays():
        first = re.match(r"\w+", name)
        if first and not first.group().isdigit():
            rules[first.group()] = ((patterns.HOLIDAY_RX, readings.holiday),)
    for word in [*ONES, *TENS, "a", "an", "several", "few", "many", "some", "half", "couple", "multi"]:
        rules[word] = (*rules.get(word, ()), *_NUMBER_RULES)
    for word in patterns.MONTH_OF:
        rules[word] = (*rules.get(word, ()), *_MONTH_RULES)
    for word in patterns.WEEKDAYS:
        rules[word] = ((patterns.WEEKDAY_RX, readings.weekday),)
        rules[word + "s"] = ((patterns.WEEKDAYS_RX, readings.plural_weekday),)
    for word in (
        "last",
        "next",
        "this",
        "past",
        "previous",
        "following",
        "coming",
        "same",
        "that",
        "current",
        "earlier",
        "later",
        "recent",
        "final",
    ):
        rules[word] = _WAY_RULES
    for word in ("first", "second", "third", "fourth"):
        rules[word] = (
            *rules.get(word, ()),
            (patterns.WAR_RX, readings.war),
            (patterns.QUARTER_RX, readings.quarter),
            (patterns.STRETCH_RX, readings.stretch),
        )
    for word in ("early", "late"):
        rules[word] = ((patterns.WAY_RX, readings.way), (patterns.WORD_DECADE_RX, readings.word_decade))
    rules["mid"] = ((patterns.WORD_DECADE_RX, readings.word_decade),)
    for word in ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"):
        rules[word] = ((patterns.WORD_DECADE_RX, readings.word_decade),)
    for word in ("today", "tonight", "yesterday", "tomorrow"):
        rules[word] = ((patterns.TODAY_RX, readings.today),)
    for word in ("every", "each"):
        rules[word] = ((patterns.EVERY_RX, readings.every),)
    for word in ("beginning", "start", "middle", "end", "close", "turn"):
        rules[word] = ((patterns.EDGE_OF_RX, readings.edge_of),)
    for word in ("years", "months", "weeks", "decades", "centuries", "hours", "days", "minutes"):
        rules[word] = ((patterns.MANY_UNITS_RX, readings.many_units),)
    for word in ("spring", "summer", "autumn", "fall", "winter"):
        rules[word] = ((patterns.SEASON_RX, readings.season), (patterns.BARE_SEASON_RX, readings.bare_season))
    rules["quarter"] = clocks.WORD_RULES
    for word in ("noon", "midday", "midnight"):
        rules[word] = ((patterns.NOON_RX, readings.noon),)
    for word in ("recently", "lately", "nowadays", "currently", "long"):
        rules[word] = ((patterns.VAGUE_RX, readings.vague),)
    for word in ("day", "night", "evening", "week", "month", "year"):
        rules[word] = ((patterns.DAY_BEFORE_RX, readings.day_before),)
    rules["year"] = ((patterns.YEAR_END_RX, readings.year_end), *rules["year"])
    rules["world"] = ((patterns.WAR_RX, readings.war),)
    rules["ad"] = ((patterns.ERA_YEAR_RX, readings.old_year),)
    for quarter in "1234":
        rules["q" + quarter] = ((patterns.Q_RX, readings.q),)
    return rules


_RULES = _word_rules()
_SCAN = re.compile(r"[A-Za-z]+|[’']?\d+")
_SCAN_Q = re.compile(r"[Qq][1-4](?!\d)")


def _match(text: str, at: int, rules: tuple[tuple[re.Pattern[str], Rule], ...]) -> tuple[int, Spec] | None:
    for pattern, build in rules:
        match = pattern.match(text, at)
        if match:
            spec = build(match)
            if spec:
                return match.end(), spec
    return None


def _at(text: str, at: int, word: str) -> tuple[int, Spec] | None:
    if word[0] in "’'":
        return _match(text, at, ((patterns.SHORT_DECADE_RX, readings.short_decade),))
    if word[0].isdigit():
        return _match(text, at, _DIGIT_RULES)
    lower = word.lower()
    rules = _RULES.get(lower)
    if rules is None and lower in ("q",) and _SCAN_Q.match(text, at):
        rules = _RULES["q1"]
    found = _match(text, at, rules) if rules else None
    if found and found[1].shape == "weekday" and not found[1].way:
        return _dated_weekday(text, found)
    if found is None and lower in patterns.WEEKDAY_OF and word[0].isupper():
        lead = patterns.SHORT_WEEKDAY_RX.match(text, at)
        rest = _date_at(text, lead.end()) if lead else None
        if rest:
            return rest[0], replace(rest[1], weekday=patterns.WEEKDAY_OF[lower])
    return found


def _date_at(text: str, at: int) -> tuple[int, Spec] | None:
    found = _match(
        text, at, ((patterns.ISO_RX, readings.iso_date), (patterns.DMY_RX, readings.day_pair), (patterns.MDY_RX, readings.day_pair))
    )
    return found if found and found[1].day is not None else None


def _dated_weekday(text: str, found: tuple[int, Spec]) -> tuple[int, Spec]:
    """A weekday joined with the date that follows it ("Sunday, Dec. 31, 2017")."""
    glue = patterns.AFTER_WEEKDAY_RX.match(text, found[0])
    rest = _date_at(text, glue.end()) if glue else None
    return (rest[0], replace(rest[1], weekday=found[1].weekday)) if rest else found


def _two_days(text: str, at: int, spec: Spec) -> list[Found]:
    """Two days of different months told as a range ("January 23 to March 9, 2014"), as two expressions; none for anything else."""
    if spec.shape != "date" or spec.until is None or spec.day is None or spec.until.month == spec.month or spec.weekday is not None:
        return []
    match = patterns.MDY_RX.match(text, at)
    if match is None or not match["month2"] or not spec.month or not spec.until.month:
        return []
    year = spec.year - 1 if spec.year and spec.month > spec.until.month else spec.year
    first = Found(at, match.end("day"), replace(spec, year=year, until=None))
    return [first, Found(match.start("month2"), match.end(), spec.until)]


def find(text: str) -> Iterator[Found]:
    """The time expressions of a text, in order, none overlapping."""
    done = 0
    edge = ""
    edge_start = edge_end = -1
    for match in _SCAN.finditer(text):
        at = match.start()
        if at < done:
            continue
        word = match.group()
        if at and (text[at - 1].isalnum() or text[at - 1] in "_@#/") and text[at - 1 : at] != "/":
            continue
        if word.lower() in ("early", "mid", "late"):
            lead = patterns.EDGED_RX.match(text, at)
            if lead and _match(text, at, _RULES.get(word.lower(), ())) is None:
                edge, edge_start, edge_end = word.lower(), at, lead.end()
                continue
        found = _at(text, at, word)
        if found is None:
            continue
        end, spec = found
        start = at
        if edge and at == edge_end and spec.shape in ("date", "weekday", "decade", "century", "season", "unit", "day"):
            start, spec = edge_start, replace(spec, edge=spec.edge or edge)
        edge, edge_end = "", -1
        done = end
        parts = _two_days(text, at, spec)
        if parts:
            yield from parts
            continue
        yield Found(start, end, spec)
        if spec.shape == "date" and spec.month is None and spec.year is not None:
            short = patterns.SHORT_SPAN_RX.match(text, at)
            if short and int(short["short"]) > spec.year % 100:
                yield Found(short.start("short"), short.end("short"), Spec("date", year=spec.year // 100 * 100 + int(short["short"])))
                done = short.end()
