"""Which way a sentence looks in time, from its verb forms alone."""

from __future__ import annotations

import functools
import re

from rashomon.lang.resources import rows

PAST, FUTURE = "past", "future"
REACH_BEFORE = 110  # characters of the sentence looked at before the expression
REACH_AFTER = 80
_WORD = re.compile(r"[’']?[A-Za-z]+")
_STOP = re.compile(r"[.!?;][”\"’')]?\s|\n|—|–")
_GOING = re.compile(
    r"\b(?:going|set|due|expected|scheduled|planned|slated|about|hopes?|plans?|intends?|aims?|wants?) to\b|\bto be\b", re.IGNORECASE
)

_DIRECT = re.compile(r"\b(?:until|till|effective|effective on|effective from)\s(?:at |on |about |around |the )?$", re.IGNORECASE)


@functools.lru_cache(maxsize=1)
def _cues() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("analysis/data/tense.tsv")}


def _cue(word: str) -> str | None:
    lower = word.lower()
    known = _cues().get(lower)
    if known:
        return known
    return PAST if len(lower) > 4 and lower.endswith("ed") and not lower.endswith(("eed", "hundred")) else None


def tense(text: str, start: int, end: int) -> str | None:
    """past or future as the words around [start, end) have it, None where they do not say.

    The nearest verb before the expression in its sentence counts ("said he will leave on Friday"); without one, the nearest after it.
    """
    left = text[max(0, start - REACH_BEFORE) : start]
    stops = list(_STOP.finditer(left))
    left = left[stops[-1].end() :] if stops else left
    right = text[end : end + REACH_AFTER]
    stop = _STOP.search(right)
    right = right[: stop.start()] if stop else right
    before = [(m.start(), cue) for m in _WORD.finditer(left) if (cue := _cue(m.group()))]
    before += [(m.start() + 1, FUTURE) for m in _GOING.finditer(left)]
    if _DIRECT.search(left):
        return FUTURE
    if before:
        return max(before)[1]
    after = [(m.start(), cue) for m in _WORD.finditer(right) if (cue := _cue(m.group()))]
    after += [(m.start() - 1, FUTURE) for m in _GOING.finditer(right)]
    return min(after)[1] if after else None
