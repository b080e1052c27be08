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
    r"\b(?:is|are|was|were|going|set|due|expected|scheduled|planned|slated|about|hopes?|plans?|intends?|aims?|wants?) to\b|\bto be\b",
    re.IGNORECASE,
)

_SLOT = r"[^\S\n](?:[\w'’.:]+[^\S\n]){0,3}?(?:on[^\S\n]|at[^\S\n]|from[^\S\n]|of[^\S\n])?(?:late |early |the )?$"
_DIRECT = re.compile(
    r"\b(?:until|till|effective|effective on|effective from)\s(?:at |on |about |around |the )?"
    r"(?:(?:the )?(?:end|start|beginning|middle|close) of )?$"
    r"|\b(?:is|are)[^\S\n](?:on[^\S\n]|only[^\S\n]on[^\S\n])?$"
    r"|\b(?:is|are)[^\S\n](?:due|set|up|back|away|also)?[^\S\n]?\w{2,12}ing[^\S\n](?:(?!after|from|since|following|over|of|in)\w+[^\S\n]){0,2}(?:on[^\S\n])?$"
    r"|\bdeadline[^\S\n](?:of|is|for)[^\S\n](?:midnight[^\S\n]on[^\S\n]|noon[^\S\n]on[^\S\n])?$"
    r"|\b(?:set|called|planned|scheduled|announced|strikes?|meetings?|votes?|hearings?|sessions?|talks|summit|protests?|rally|rallies)[^\S\n]"
    r"(?:(?!\w+ed\b)[a-z]+[^\S\n]){0,3}for[^\S\n]$",
    re.IGNORECASE,
)
_TIMETABLE = re.compile(
    r"\b(?:begins?|starts|meets?|opens?|reopens?|ends|resumes?|continues?|closes|expires?|returns|departs|arrives|adjourns"
    r"|leaves(?=[^\S\n](?:the|for|from|at|on)\b)|takes?[^\S\n](?:effect|place)|go(?:es)?[^\S\n](?:to|on|into)|comes?[^\S\n]into[^\S\n]force)"
    + _SLOT,
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\bclosing[^\S\n](?:price|level|value)s?[^\S\n](?:on|of)[^\S\n]$", re.IGNORECASE)
_PASSIVE = re.compile(r"\bbe[^\S\n](?:\w+ly[^\S\n])?$", re.IGNORECASE)  # "will be held": the participle tells no time
_MODAL = re.compile(
    r"\b(?:(?:could|may|might|can|must|should)[^\S\n]be(?![^\S\n](?:seen|heard|felt|found|smelled))|must|may|might)\b", re.IGNORECASE
)


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
    before = [
        (m.start(), cue)
        for m in _WORD.finditer(left)
        if (cue := _cue(m.group())) and not (cue == PAST and _PASSIVE.search(left[max(0, m.start() - 20) : m.start()]))
    ]
    before += [(m.start(), FUTURE) for m in _MODAL.finditer(left)]
    before += [(m.start() + 1, FUTURE) for m in _GOING.finditer(left)]
    if _CLOSED.search(left):
        return PAST
    if _DIRECT.search(left) and not right.startswith(("'s", "’s")):
        return FUTURE
    timetable = _TIMETABLE.search(left)
    if timetable and not any(at > timetable.start() for at, _ in before):
        return FUTURE
    if before:
        return max(before)[1]
    after = [(m.start(), cue) for m in _WORD.finditer(right) if (cue := _cue(m.group()))]
    after += [(m.start() - 1, FUTURE) for m in _GOING.finditer(right)]
    return min(after)[1] if after else None
