"""Puts numbers, dates and kinds into the words that a reader sees."""

from __future__ import annotations

import re
from typing import Final

from rashomon.export.document import number
from rashomon.export.safe import one_line
from rashomon.model import CurvePoint, FigureMention

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
KINDS: Final = {
    "value": "Number",
    "date": "Date",
    "place": "Place",
    "role": "Role",
    "name": "Name",
    "status": "What was done",
    "attribution": "Who said it",
    "wording": "Wording",
    "scope": "What is counted",
    "precision": "Precision",
    "as_of": "As of when",
    "cause": "Cause",
}
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2}))?)?)?)?")
CLOCK = re.compile(r"T\d{2}(:\d{2})?")
ISO_VALUE = re.compile(r"T\d{2}(:\d{2})?|\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2})?)?(/\d{4}-\d{2}(-\d{2})?)?")
CREDITING = re.compile(r"^(?:according to|citing|per|said|says)\s+", re.IGNORECASE)
WHEN = re.compile(r"when: (.+)", re.IGNORECASE)
DONE = re.compile(r"([^:]+): (\w+(?: \w+)?)")
BRACKETS = re.compile(r"([^()]*\S) \(([^()]*)\)")
SILENT_UNITS: Final = {"", "persons", "person", "people", "count"}


def amount(value: float) -> str:
    """1,200 for 1200, 2.5 million for 2500000: as short as it can be without losing a digit."""
    plain = number(value)
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if abs(plain) >= size and plain * 1000 % size == 0:
            return f"{number(plain / size):,} {name}"
    return f"{plain:,}"


def reading(mention: FigureMention | CurvePoint) -> str:
    """One reading in words: "at least 9", "about 80", "70 to 90", "over 2.5 million crowns"."""
    low, high = mention.low, mention.high
    unit = one_line(mention.unit) if isinstance(mention, FigureMention) else ""
    tail = "" if unit.lower() in SILENT_UNITS else f" {unit}" if unit != "percent" else " %"
    if mention.modifier in ("vague", "fraction", "derived") or unit == "fraction":
        return one_line(mention.text)
    if low is not None and high is not None and low != high:
        text = f"{amount(low)} to {amount(high)}"
    elif low is not None and high is None:
        text = f"{'over' if mention.modifier == 'over' else 'at least'} {amount(low)}"
    elif low is None and high is not None:
        text = f"{'under' if mention.modifier == 'under' else 'at most'} {amount(high)}"
    elif low is not None:
        text = f"{'about ' if mention.modifier == 'about' else ''}{amount(low)}"
    else:
        return one_line(mention.text)
    return text + tail


def day(value: str | None) -> str:
    """An ISO value in words, as fine as it is: "14 January 2026", "14 January 2026, 16:50", "2024 to 2026".

    Other values come back as they are.
    """
    if not value:
        return ""
    if "/" in value:
        first, last = value.split("/", 1)
        return f"{day(first)} to {day(last)}"
    if CLOCK.fullmatch(value):
        return value[1:]
    match = ISO.match(value)
    if not match:
        return one_line(value)
    year, month, date, hour, minute = match.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return one_line(value)
    text = f"{MONTHS[int(month) - 1]} {year}"
    if date is not None:
        text = f"{int(date)} {text}"
    if hour is not None:
        text += f", {hour}:{minute}" if minute else f", {hour}h"
    return text


def kind(value: str) -> str:
    """The kind of a conflict, for a reader."""
    return KINDS.get(value, one_line(value).replace("_", " ").capitalize())


def credited(text: str | None) -> str:
    """Whom an article credits, without the words that credit: "the police" for "according to the police"."""
    return CREDITING.sub("", one_line(text or ""))


def says(text: str) -> str:
    """What a side says, with a bare ISO date in words."""
    line = one_line(text)
    return day(line) if ISO_VALUE.fullmatch(line) else line


def about(text: str) -> tuple[str, str]:
    """What something is about, and the words in brackets behind it that tell it from others of its kind."""
    line = one_line(text)
    if match := BRACKETS.fullmatch(line):
        return match.group(1), ", ".join(_calm(word) for word in match.group(2).split())
    if match := WHEN.fullmatch(line):
        return "When", ", ".join(_calm(word) for word in match.group(1).split())
    if match := DONE.fullmatch(line):
        return match.group(1), match.group(2)
    return line, ""


def _calm(word: str) -> str:
    """A word of a dateline in capitals with one capital; short ones may be abbreviations and stay."""
    return word.capitalize() if len(word) > 4 and word.isupper() else word


def credit(source: str | None) -> str:
    """That all who tell a fact credit one source, empty where they do not."""
    return f", all credit {one_line(source)}" if source else ""


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 report", "2 reports"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis, cut between words where it can be."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    return (short.rsplit(" ", 1)[0] if " " in short[most // 2 :] else short).rstrip(" ,;:.") + "…"
