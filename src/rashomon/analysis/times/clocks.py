"""Times of the day: in words ("half past six"), with a dot ("at 16.12"), as the ends of a range ("from 4 to 6 p.m.").

A number is a time of the day only where the words around it say so; prices, rates and scores look alike.
"""

from __future__ import annotations

import functools
import re

from rashomon.analysis.times.patterns import PART, S0, WEEKDAY, WORD_NUMBER, ZONE, S
from rashomon.analysis.times.spec import Spec
from rashomon.lang.numbers import word_value

HALF_DAY = "half-day"  # name of a reading that may be twelve hours later
_HOUR_WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HOUR = rf"(?:{_HOUR_WORD}|1[0-2]|[1-9])(?![\d%-]|[.,:]\d)"
_IN_PART = rf"(?:in{S}the{S}(?P<part>morning|afternoon|evening)|at{S}(?P<night>night))"
_DAY = rf"(?:(?:on{S})?{WEEKDAY}|(?:this|yesterday|tomorrow){S}{PART}|on{S}the{S}(?:morning|afternoon|evening))"


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PAST_TO_RX = _rx(
    rf"(?P<m>half|(?:a{S})?quarter|(?:\d{{1,2}}|{WORD_NUMBER}(?:-{WORD_NUMBER})?){S}minutes?|twenty(?:-|{S})five|five|ten|twenty){S}"
    rf"(?P<way>past|to){S}(?P<h>{_HOUR})\b(?:{S}{_IN_PART})?"
)
HOUR_RX = _rx(rf"(?P<h>{_HOUR})\b(?:{S}{_IN_PART}|(?={S}{_DAY})|(?=[.,;]))")
DOTTED_RX = _rx(rf"(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d)(?![\d%]|\.\d|[a-z])(?:{S}{_IN_PART}|(?={S}(?P<day>{_DAY})))?")
RANGE_RX = _rx(
    rf"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?(?={S0}(?P<glue>to|and|until|[-–—]){S0}(?P<h2>1[0-2]|0?[1-9])(?:[:.][0-5]\d)?{S0}"
    r"(?P<ap>[ap])\.?[^\S\n]?m\b)"
)
LINE_RX = _rx(r"(?P<h>[01]?\d|2[0-3])(?P<sep>[:.])(?P<m>[0-5]\d)(?=[^\S\n]?[-–—:|\])]|[^\S\n]|\n|$)")
SINGLE_RX = _rx(rf"(?P<h>[1-9]):(?P<m>[0-5]\d)(?![\d:])(?:{S}{_IN_PART}|(?:{S}{ZONE}\b)|(?={S}{_DAY}))")
LOCAL_RX = _rx(rf"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d){S}local(?:{S}time)?\b")

_LEFT = re.compile(
    r"\b(?:at|by|around|about|until|till|from|since|before|after|between|just|nearly|almost|exactly|shortly|only)[^\S\n]$", re.IGNORECASE
)
_TO_LEFT = re.compile(r"\b(?:at|until|till|since|before|after|(?:it|time)[^\S\n](?:was|is))[^\S\n]$", re.IGNORECASE)
_AT = re.compile(r"\bat[^\S\n](?:about[^\S\n]|around[^\S\n]|exactly[^\S\n]|just[^\S\n](?:after|before)[^\S\n])?$", re.IGNORECASE)
_FREE = re.compile(
    r"\s*$|[^\S\n]?[.,;:!?)\n”\"’'–—]|[^\S\n](?:on|in the|when|and|as"
    r"|that|this|local|but|with|the|before|after|to|until|while|because|for|he"
    r"|she|they|it|police|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_NUMERIC_LEFT = re.compile(
    r"[$€£¥]|\b(?:trad(?:e|es|ed|ing)|pric(?:e|es|ed)|shares?|stocks?|stood|stands?|standing|rose|risen|fell|fallen|grew|grown"
    r"|climb\w*|dropp?\w*|gain\w*|rates?|rating|index|yields?|inflation|versions?|magnitude|valued?|market[^\S\n]closed|euros?|dollars?|pounds?|per[^\S\n]?cent|tolls?"
    r"|tall(?:y|ies)|total\w*|counts?|numbers?|figures?|put|remain\w*|average\w*|odds|scores?|points?|estimated|capped|level|levels|priced"
    r"|measur\w*|quoted|settled|ranked|aged|age|sections?|chapters?|ratio|record)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
_UNIT_RIGHT = re.compile(
    r"[^\S\n]?(?:%|°|[$€£])|[^\S\n](?:per|percent|points?|met(?:er|re)s?|seconds?|minutes?|hours?|days?|years?|km|kms|kilomet\w+|miles?|feet|foot"
    r"|inch\w*|kg|kilo\w*|gram\w*|tons?|tonnes?|lit(?:er|re)s?|dollars?|euros?|pounds?|cents?|pence|yen|million|billion|trillion|thousand|degrees?"
    r"|magnitude|times|against|on the richter|[a-z]+s a |a (?:share|barrel|litre|gallon|ounce|pound|tonne|ton|head))\b",
    re.IGNORECASE,
)
_BEGIN = re.compile(
    r"\b(?:opens?|opened|opening|begins?|began|beginning|starts?|started|starting|ends?|ended|meets?|met|leaves?|left|arrives?|arrived|resumes?"
    r"|resumed|woke|home|rang|gather|gathered|doors|kick-?off|kicks? off|curfew)[^\S\n](?:[a-z]+[^\S\n]){0,2}at[^\S\n]$"
    r"|\b(?:until|till)[^\S\n]$",
    re.IGNORECASE,
)
_DOTTED_STYLE = re.compile(
    r"\b(?:[01]?\d|2[0-3])\.[0-5]\d[^\S\n]?[ap]\.?m\b|\bat[^\S\n](?:1\d|2[0-3])\.[0-5]\d[^\S\n](?:on|in the|local)\b", re.I
)


def _left(match: re.Match[str], reach: int = 30) -> str:
    return match.string[max(0, match.start() - reach) : match.start()]


def _right(match: re.Match[str], reach: int = 24) -> str:
    return match.string[match.end() : match.end() + reach]


def _numeric(match: re.Match[str]) -> bool:
    """Whether the words around a number with a fraction make it a price, a rate or another measured value."""
    return bool(_NUMERIC_LEFT.search(_left(match, 70)) or _UNIT_RIGHT.match(_right(match)))


@functools.lru_cache(maxsize=2)
def _dotted_style(text: str) -> bool:
    """Whether a text writes its times of the day with a dot."""
    return bool(_DOTTED_STYLE.search(text))


def _spec(match: re.Match[str], hour: int, minute: int) -> Spec:
    """A reading with the part of the day that the words give."""
    groups = match.groupdict()
    part = (groups.get("part") or "").lower()
    if groups.get("night"):
        return Spec("clock", hour=hour % 12 + 12 if 5 <= hour < 12 else hour % 12 if hour == 12 else hour, minute=minute)
    if part in ("afternoon", "evening") and hour < 12:
        return Spec("clock", hour=hour + 12, minute=minute)
    return Spec("clock", hour=hour, minute=minute, name="" if part or hour > 12 or hour == 0 else HALF_DAY)


def past_to(match: re.Match[str]) -> Spec | None:
    """ "half past six", "a quarter to nine", "ten to seven", "twelve minutes past five"."""
    words, way = match["m"].lower().replace("-", " ").split(), match["way"].lower()
    hour = word_value(match["h"])
    if words[-1] in ("half", "quarter"):
        minute = 30.0 if words[-1] == "half" else 15.0
    else:
        values = [word_value(w) for w in words if not w.startswith("minute")]
        minute = sum(v for v in values if v is not None)
    if hour is None or not 0 < minute < 60 or (words == ["half"] and way == "to"):
        return None
    if way == "to" and not (match["part"] or match["night"]) and not (_TO_LEFT.search(_left(match)) and _FREE.match(_right(match))):
        return None
    if way == "to":
        return _spec(match, (int(hour) + 10) % 12 + 1, 60 - int(minute))
    return _spec(match, int(hour), int(minute))


def hour(match: re.Match[str]) -> Spec | None:
    """ "at seven in the morning", "at ten on Thursday morning", "opened at eight"."""
    value, left = word_value(match["h"]), _left(match)
    if value is None or _NUMERIC_LEFT.search(_left(match, 70)):
        return None
    if match["part"] or match["night"]:
        if not (_LEFT.search(left) and _FREE.match(_right(match))):
            return None
    elif match.string[match.end() : match.end() + 1] in (".", ",", ";"):
        if not (_BEGIN.search(_left(match, 50)) and match["h"].isalpha()):
            return None
    elif not _AT.search(left):
        return None
    return _spec(match, int(value), 0)


def dotted(match: re.Match[str]) -> Spec | None:
    """ "at 16.12", "7.30 on Friday morning"; with other words before it only where the text writes its times so."""
    left = _left(match)
    following = re.match(
        r"[^\S\n](?:and|to)[^\S\n]\d{1,2}\.[0-5]\d(?:[^\S\n](?:in the (?P<part>\w+)|(?:on )?[A-Z]\w+day))", _right(match, 40)
    )
    if not _LEFT.search(left) and not re.search(r"\b(?:to|and)[^\S\n]$", left):
        return None
    told = match["part"] or match["night"] or match["day"] or _AT.search(left) or following
    if _numeric(match) or not (told or _dotted_style(match.string)):
        return None
    if not told and not _FREE.match(_right(match)):
        return None
    spec = _spec(match, int(match["h"]), int(match["m"]))
    if following and following["part"] in ("afternoon", "evening") and spec.name:
        return Spec("clock", hour=(spec.hour or 0) % 12 + 12, minute=spec.minute)
    return spec


def range_start(match: re.Match[str]) -> Spec | None:
    """The first end of "from 4 to 6 p.m.", which takes its half of the day from the second."""
    left, glue = _left(match), match["glue"].lower()
    if left[-1:] in ("$", "€", "£", ".", ",", ":", "-", "/") or (
        glue == "and" and not re.search(r"\bbetween[^\S\n]$", left, re.IGNORECASE)
    ):
        return None
    first, last = int(match["h"]) % 12, int(match["h2"]) % 12
    evening = (match["ap"].lower() == "p") == (first <= last)
    return Spec("clock", hour=first + (12 if evening else 0), minute=int(match["m"] or 0))


def line(match: re.Match[str]) -> Spec | None:
    """The time that opens a line of a live log ("09:08 Police arrive")."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    if not (before == "" or before[-1] == "\n" or (before[-1] in "[(" and (len(before) == 1 or before[0] == "\n"))):
        return None
    right = match.string[match.end() : match.end() + 4]
    plain = match["sep"] == ":" and len(match["h"]) == 2
    if not plain and not (re.match(r"[^\S\n]?[-–—:|]?[^\S\n]?[A-Z]", right) and (match["sep"] == ":" or _dotted_style(match.string))):
        return None
    return Spec("clock", hour=int(match["h"]), minute=int(match["m"]))


def single(match: re.Match[str]) -> Spec | None:
    """ "9:05 on Monday": one digit before the colon, where a day or a part of the day follows."""
    if not _LEFT.search(_left(match)) or re.search(r"\b(?:bout|fight|round|quarter|half|period|game)\b", _left(match, 40), re.IGNORECASE):
        return None
    return _spec(match, int(match["h"]), int(match["m"]))


def local(match: re.Match[str]) -> Spec | None:
    """ "0310 local time"."""
    return Spec("clock", hour=int(match["h"]), minute=int(match["m"]))


DIGIT_RULES = (
    (LINE_RX, line),
    (RANGE_RX, range_start),
    (PAST_TO_RX, past_to),
    (LOCAL_RX, local),
    (SINGLE_RX, single),
    (DOTTED_RX, dotted),
    (HOUR_RX, hour),
)
WORD_RULES = ((PAST_TO_RX, past_to), (HOUR_RX, hour))
