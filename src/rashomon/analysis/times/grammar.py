"""Finds time expressions in text and says what their words mean, unanchored.

A scan over words looks up which patterns a word can begin; each pattern is tried at that place only and looks a bounded way ahead, so
the whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from rashomon.analysis.times.arithmetic import holidays
from rashomon.analysis.times.spec import Found, Spec
from rashomon.lang.numbers import FRACTIONS, ONES, TENS, word_value

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH_OF = {m: i for i, m in enumerate(MONTHS, 1)} | {m[:3]: i for i, m in enumerate(MONTHS, 1)} | {"sept": 9}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY_OF = (
    {w: i for i, w in enumerate(WEEKDAYS)} | {w[:3]: i for i, w in enumerate(WEEKDAYS)} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)

S = r"[^\S\n]{1,3}"
S0 = r"[^\S\n]{0,2}"
DASH = r"[^\S\n]?[-‐‑–—][^\S\n]?"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
SHORT_WEEKDAY = r"(?:(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])(?!,\d{3}|\.\d|[^\S\n]?(?:percent|per cent|million|billion|people|[ap]\.?m\b))\b"
YEAR = r"(?:1\d{3}|20\d{2}|21\d{2})(?!\d|,\d{3}|\.\d|[^\S\n]?(?:percent|per cent|%|million|billion|people\b))"
UNIT = r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|centur(?:y|ies))"
PART = r"(?:morning|afternoon|evening|night|noon|midday|lunchtime|dawn|dusk)"
EDGE = r"(?:early|mid|late|mid-to-late|early-to-mid)"
WORD_NUMBER = "(?:" + "|".join(sorted([*ONES, *TENS], key=len, reverse=True)) + ")"
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?(?:[^\S\n]1/2|½)?|{WORD_NUMBER}(?:-{WORD_NUMBER})?(?:{S}and{S}a{S}half)?"
    rf"|(?:a|an)(?:{S}(?:few|couple(?:{S}of)?|dozen|hundred|half))?|several|few|many|some|half{S}an?|couple(?:{S}of)?)"
)
ZONE = r"(?:ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|GMT|UTC|BST|CET|CEST|AEST|AEDT|IST|local time)"

Rule = Callable[[re.Match[str]], "Spec | None"]
SEASON = r"(?:spring|summer|autumn|fall|winter)"


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _month(name: str | None) -> int | None:
    return MONTH_OF.get(name.lower().rstrip(".")) if name else None


def _int(text: str | None) -> int | None:
    digits = re.match(r"\d{1,4}", text) if text else None
    return int(digits.group()) if digits else None


def _capital(match: re.Match[str]) -> bool:
    return match.group()[0].isupper()


def amount(text: str) -> float | None:
    """The number in front of a unit; None for "several" and its like."""
    words = text.lower().replace("-", " ").split()
    if not words or words[0] in ("several", "few", "many", "some") or "few" in words:
        return None
    if words[0] == "half" or words[1:2] == ["half"]:
        return 0.5
    if "couple" in words:
        return None
    if words[-1] in ("dozen", "hundred"):
        return 12.0 if words[-1] == "dozen" else 100.0
    if words[0] in ("a", "an"):
        return 1.0
    extra = 0.0
    if words[-3:] == ["and", "a", "half"]:
        words, extra = words[:-3], 0.5
    if words[-1] == "1/2" or words[-1].endswith("½"):
        extra = 0.5
        words = words[:-1] if words[-1] == "1/2" else [words[-1][:-1]]
    values = [word_value(word) for word in words]
    return sum(v for v in values if v is not None) + extra if all(v is not None for v in values) else None


def _unit(text: str) -> str:
    lower = text.lower()
    return "century" if lower.startswith("centur") else lower.rstrip("s")


_MDY = _rx(
    rf"(?P<month>{MONTH}){S0}(?:the{S})?(?P<day>{DAY})(?:(?:{DASH}|{S}(?:to|through|until){S})(?:(?P<month2>{MONTH}){S0})?(?P<day2>{DAY}))?"
    rf"(?:(?:{S0},{S0}|{S}(?:of{S}|in{S})?)(?P<year>{YEAR}))?"
)
_DMY = _rx(
    rf"(?P<day>{DAY})(?:(?:{DASH}|{S}(?:to|through){S})(?P<day2>{DAY}))?{S}(?:of{S})?(?P<month>{MONTH})\b(?:(?:{S0},{S0}|{S})(?P<year>{YEAR}|\d{{3}}\b))?"
)
_MY = _rx(rf"(?P<month>{MONTH})(?:{S0},{S0}|{S}(?:of{S})?|{DASH})(?P<year>{YEAR}|(?<=of )\d{{3}}\b|[’']\d\d\b)")
_MM = _rx(rf"(?P<month>{MONTH})(?:{DASH}|{S}(?:to|and|or|through){S})(?P<month2>{MONTH})(?:{S}(?:in{S}|of{S})?|{S0},{S0})(?P<year>{YEAR})")
_MSAME = _rx(rf"(?P<month>{MONTH}){S}(?:of{S})?(?:the{S})?(?P<way>same|that|this|next|last|following){S}year\b")
_M = _rx(rf"(?P<month>{MONTH})\b")
_ISO = _rx(
    r"(?P<year>[12]\d{3})([-/.])(?P<month>0[1-9]|1[0-2])\2(?P<day>[0-2]\d|3[01])(?!\d)(?:[T ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d))?"
)
_SLASHED = _rx(r"(?P<a>\d{1,2})([/.])(?P<b>\d{1,2})\2(?P<year>\d{4}|\d\d)(?![\d/.])")
_YEAR = _rx(rf"(?P<year>{YEAR})(?:{S}(?P<era>AD|CE|BCE|BC)\b)?(?![-/]\d{{2}}[-/])")
_SHORT_SPAN = _rx(rf"(?P<year>{YEAR})(?P<dash>[^\S\n]?[-–/][^\S\n]?)(?P<short>\d\d)(?![\d-])")
_OLD_YEAR = _rx(rf"(?P<year>\d{{1,4}}){S}(?P<era>AD|CE|BCE|BC)\b")
_ERA_YEAR = _rx(rf"(?:AD|A\.D\.){S}(?P<year>\d{{1,4}})\b")
_DECADE = _rx(r"(?P<year>(?:1\d|20)\d0)(?:s|(?<=0)[’']s(?=[^\S\n][a-z]|[^\w\s]))\b")
_SHORT_DECADE = _rx(r"[’'](?P<year>[2-9]0)[’']?s\b")
_WORD_DECADE = _rx(
    rf"(?:(?P<edge>{EDGE})(?:{S}|-))?(?P<name>nineteen-|)(?P<decade>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
_CENTURY = _rx(r"(?P<n>\d{1,2})(?:st|nd|rd|th)" + rf"(?:{S}|{DASH})century\b")
_EDGED = _rx(rf"(?P<edge>{EDGE})(?:{DASH}|{S})(?:(?:on|in|the){S}){{0,2}}")
_EDGE_OF = _rx(
    rf"(?P<edge>beginning|start|middle|end|close|turn){S}of{S}(?:the{S})?(?:(?P<way>this|last|next|that|previous|following){S})?(?P<unit>year|month|week|decade|century)\b"
)
_WEEKDAY = _rx(rf"(?P<weekday>{WEEKDAY})\b(?!s)(?:{S}(?:last{S}week|(?P<part>{PART})))?")
_WEEKDAYS = _rx(rf"(?P<weekday>{WEEKDAY})s\b")
_AFTER_WEEKDAY = _rx(rf"{S0},?{S0}(?:the{S})?")
_SHORT_WEEKDAY = _rx(rf"{SHORT_WEEKDAY}{S0},?{S0}(?={MONTH}{S0}\d|\d{{1,2}}(?:st|nd|rd|th)?{S}{MONTH}\b)")
_WAY = _rx(
    rf"(?P<way>last|next|this|past|previous|following|coming|same|that|current|earlier{S}(?:this|that|in{S}the)|later{S}(?:this|that|in{S}the)|late{S}(?:this|last)|early{S}(?:this|next|last)){S}"
    rf"(?P<what>{WEEKDAY}|{MONTH}(?!\w)|{SEASON}\b|{UNIT}(?!s\b|-)\b|{PART}\b|holiday{S}season)(?:{S}(?P<part>{PART}))?"
)
_STRETCH = _rx(
    rf"(?P<way>last|past|next|coming|previous|following|first|final)(?:{S}(?:about|nearly|some|roughly))?{S}(?P<n>{NUMBER}){S}(?P<unit>{UNIT})s?\b(?!-)"
)
_VAGUE_WAY = _rx(rf"(?:recent|coming|past|last|later|earlier|previous|next){S}(?P<unit>{UNIT})s\b")
_RELATIVE = _rx(
    rf"(?P<n>{NUMBER})(?:{S}(?:full|more|short|long))?(?:{S}|-)(?P<unit>{UNIT})s?\b(?:{S}and{S}(?P<n2>{NUMBER}){S}(?P<unit2>{UNIT})s?\b(?!-))?(?!-)"
    rf"(?:{S}(?P<way>ago|back|later|earlier|before|after|prior|beforehand|afterwards|previously|hence|from{S}now|from{S}today|into|since|old)\b)?"
)
_HYPHENED = _rx(
    rf"(?P<n>\d{{1,4}}(?:\.\d)?|{WORD_NUMBER}(?:-{WORD_NUMBER})?|half|multi)-(?P<unit>{UNIT})s?(?P<old>-old)?(?P<long>-long)?\b(?!-)"
)
_SPACED_HYPHEN = _rx(rf"(?P<n>\d{{1,4}}(?:\.\d)?|{WORD_NUMBER}){S0}-{S0}(?P<unit>{UNIT})s?(?P<old>{S0}-?{S0}old)?\b")
_MANY_UNITS = _rx(rf"(?P<unit>{UNIT}s)(?:{S}(?P<way>ago|later|earlier|before|after))?\b")
_EVERY = _rx(rf"(?:every|each)(?:{S}other)?(?:{S}(?P<n>{NUMBER}))?{S}(?P<unit>{UNIT}|{WEEKDAY}|{MONTH}|{PART})s?\b")
_TODAY = _rx(rf"(?P<day>today|tonight|yesterday|tomorrow)\b(?:{S}(?P<part>{PART}))?")
_DAY_BEFORE = _rx(
    rf"day{S}(?P<way>before{S}yesterday|after{S}tomorrow|before|after|earlier|later)\b(?!{S}(?:the|a|an|his|her|its|their|he|she|it|they|\w+(?:’|')s)\b)"
)
_QUARTER = _rx(
    rf"(?P<n>first|second|third|fourth|final|last|1st|2nd|3rd|4th)(?:{S}|-)(?:fiscal{S}|financial{S})?(?P<what>quarter|half|semester)\b(?:{S}(?:of{S})?(?:the{S}(?P<way>year)|(?P<year>{YEAR})|(?P<way2>last|this|next){S}year))?"
)
_Q = _rx(rf"Q(?P<n>[1-4])(?:{S}(?:of{S})?(?P<year>{YEAR}))?\b")
_NQ = _rx(r"(?P<n>[1-4])Q(?:(?P<year>[12]\d{3}|\d\d))?\b")
_SEASON = _rx(rf"(?P<season>{SEASON})(?:{S}(?:of{S}|in{S})?)(?P<year>{YEAR})\b")
_CLOCK12 = _rx(
    rf"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?(?:[:.][0-5]\d)?{S0}(?P<ap>[ap])\.?[^\S\n]?m\b\.?(?:{S}(?P<zone>\(?{ZONE}\b\)?))?"
)
_CLOCK24 = _rx(rf"(?P<h>[01]?\d|2[0-3])[:](?P<m>[0-5]\d)(?![\d:])(?:{S0}(?P<hrs>hrs|hours|h)\b)?(?:{S}(?P<zone>\(?{ZONE}\b\)?))?")
_MILITARY = _rx(rf"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d){S0}(?:(?P<zone>GMT|UTC)|hrs|hours)\b")
_OCLOCK = _rx(rf"(?P<n>\d{{1,2}}|{WORD_NUMBER}){S}o[’']clock\b(?:{S}in{S}the{S}(?P<part>{PART}))?")
_NOON = _rx(rf"(?P<name>noon|midday|midnight)\b(?:{S}(?P<zone>local time))?")
_ATTACKS = _rx(r"9/11\b")
_WAR = _rx(rf"(?:World{S}War{S}(?P<n>II|Two|I|One)\b|(?P<name>Second|First){S}World{S}War\b)")
_VAGUE = _rx(r"(?:recently|lately|nowadays|currently|long ago)\b")
_HOLIDAY = _rx(
    "(?P<name>"
    + "|".join(re.escape(n) for n in sorted(holidays(), key=len, reverse=True))
    + rf")\b(?:(?:,?{S}|{S}(?:of|in){S})(?P<year>{YEAR}))?(?:{S}{PART})?"
)


def _day_pair(match: re.Match[str], swap: bool = False) -> Spec | None:
    g = match.groupdict()
    year = _year(g.get("year"))
    spec = Spec("date", year=year, month=_month(g["month"]), day=_int(g["day"]))
    if g.get("day2"):
        spec = replace(spec, until=Spec("date", year=year, month=_month(g.get("month2")) or spec.month, day=_int(g["day2"])))
    return spec


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if text[0] in "’'":
        short = int(text[1:])
        return 2000 + short if short < 50 else 1900 + short
    return int(text)


def _month_year(match: re.Match[str]) -> Spec | None:
    return Spec("date", year=_year(match["year"]), month=_month(match["month"]))


def _months(match: re.Match[str]) -> Spec | None:
    year = int(match["year"])
    return Spec("date", year=year, month=_month(match["month"]), until=Spec("date", year=year, month=_month(match["month2"])))


def _month_same(match: re.Match[str]) -> Spec | None:
    way = match["way"].lower()
    return Spec("date", month=_month(match["month"]), way="same" if way in ("same", "that") else way, unit="year")


_MONTH_LEFT = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|during|through|throughout|before|after|and|or|between|for|on|around|last|this|next|early|late|mid|each|every)[^\S\n]|[(\-–/,][^\S\n]?)$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][”\"’']?\s{0,3}|[“\"])$")


def _bare_month(match: re.Match[str]) -> Spec | None:
    word = match["month"]
    if not word[0].isupper():
        return None
    left = match.string[max(0, match.start() - 12) : match.start()]
    short = len(word.rstrip(".")) <= 4 and word.lower().rstrip(".") not in ("may", "june", "july")
    ambiguous = short or word.lower() in ("may", "march", "april", "june", "august")
    if ambiguous:
        if short and not word.endswith("."):
            return None
        if (
            not _MONTH_LEFT.search(left)
            or left.endswith((", ", "for "))
            or re.match(r"\s[A-Z]", match.string[match.end() : match.end() + 2])
        ):
            return None
        if word.lower() in ("may", "march") and re.search(r"\b(?:to|or|and)\s$", left, re.IGNORECASE):
            return None
    return Spec("date", month=_month(word))


def _iso_date(match: re.Match[str]) -> Spec | None:
    return Spec("date", int(match["year"]), int(match["month"]), int(match["day"]), hour=_int(match["hour"]), minute=_int(match["minute"]))


def _slashed(match: re.Match[str]) -> Spec | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match[2] == "." and len(match["year"]) != 4:
        return None
    year = year if year > 99 else 2000 + year if year < 50 else 1900 + year
    if a > 12 >= b >= 1 and a <= 31:
        return Spec("date", year, b, a)
    if 1 <= a <= 12 and 1 <= b <= 31:
        return Spec("date", year, a, b, name="" if b > 12 or a == b else "ambiguous")
    return None


_NOT_A_YEAR_LEFT = re.compile(
    r"(?:[$£€#§№+]|\b(?:than|least|most|some|about|nearly|almost|over|approximately|roughly|up to|as many as|total of|no|number|room|route|flight|page|section|vol|volume|act|model|boeing|resolution|article|rule|case|paragraph|unit)\.?[^\S\n]?|\d[.,/]|[\w]-|(?<![A-Za-z\d])\d{1,4}[^\S\n])$",
    re.IGNORECASE,
)
_YEAR_LEFT = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|during|before|after|and|or|between|the|of|around|circa|c|ca|a|an|this|its|his|her|their|our|early|late|mid|year|summer|winter|spring|autumn|fall|born|copyright|fiscal|through|for|was|is|ending)\.?[^\S\n]|[(\[–—\-/,;:*©’'\"“][^\S\n]?|[.!?]\s{1,3}|\n|^)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[^\S\n]?(?:-[a-z]|people|persons|men|women|children|troops|soldiers|civilians|homes|houses|jobs|workers|employees|members|residents|families|deaths|dollars|euros|pounds|miles|km|kilometers|kilometres|meters|metres|feet|ft|kg|tons|tonnes|acres|hectares|square|rpm|hp|mm|mAh|votes|points|seats|parts|rpm|metres|yards|degrees|calories|words|copies|cases|units|times|hours|days|years?\b|yen|yuan|rubles|roubles|rupees|shares|barrels|more)",
    re.IGNORECASE,
)


def _bare_year(match: re.Match[str]) -> Spec | None:
    year = int(match["year"])
    era = (match["era"] or "").upper()
    if era.startswith("B"):
        return None
    left = match.string[max(0, match.start() - 24) : match.start()]
    right = match.string[match.end() : match.end() + 14]
    if not era:
        if _NOT_A_YEAR_LEFT.search(left) and not re.search(r"\b(?:over|about|around|for)[^\S\n]$", left):
            return None
        if _COUNTED.match(right) and not right.startswith("-"):
            return None
        if not 1900 <= year <= 2099:
            if not _YEAR_LEFT.search(left) and not re.match(r"[^\S\n]?[-–—,;.)]", right):
                return None
            if re.match(r"[^\S\n][a-z]+(?:s|ren)\b(?!’|')", right):
                return None
        if right[:1] in ("%", "$", "€", "£", "°") or (right[:1].isalpha()):
            return None
        if re.search(r"[A-Z]\w*[^\S\n]$", left) and not 1990 <= year <= 2040 and re.match(r"[^\S\n][a-z]+s\b", right):
            return None
    return Spec("date", year=year)


def _old_year(match: re.Match[str]) -> Spec | None:
    groups = match.groupdict()
    return None if str(groups.get("era") or "").upper().startswith("B") else Spec("date", year=int(match["year"]))


def _decade(match: re.Match[str]) -> Spec | None:
    if not match.group().endswith("0s") and match.string[max(0, match.start() - 4) : match.start()].lower() != "the ":
        return None
    return Spec("decade", year=int(match["year"]))


def _short_decade(match: re.Match[str]) -> Spec | None:
    return Spec("decade", year=1900 + int(match["year"]))


def _word_decade(match: re.Match[str]) -> Spec | None:
    left = match.string[max(0, match.start() - 8) : match.start()].lower()
    if not re.search(r"\bthe[^\S\n]$", left):
        return None
    index = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"].index(match["decade"].lower())
    return Spec("decade", year=1920 + 10 * index, edge=(match["edge"] or "").lower())


def _century(match: re.Match[str]) -> Spec | None:
    return Spec("century", n=float(match["n"]))


def _weekday(match: re.Match[str]) -> Spec | None:
    """A weekday; None inside a title ("Saturday Morning Breakfast"), vague where any such day is meant ("on a Monday")."""
    right = match.string[match.end() : match.end() + 12]
    if not _capital(match) or re.match(r"[^\S\n]the[^\S\n]\d", right):
        return None
    part = match["part"]
    if part and part[0].isupper() and re.match(r"[^\S\n][A-Z][a-z]", right):
        return None
    if re.search(r"\b(?:a|an|any|every|each)[^\S\n]$", match.string[max(0, match.start() - 7) : match.start()], re.IGNORECASE):
        return Spec("vague")
    return Spec("weekday", weekday=WEEKDAY_OF[match["weekday"].lower()])


def _way(match: re.Match[str]) -> Spec | None:
    way, what = " ".join(match["way"].lower().split()), match["what"].lower().rstrip(".")
    if what in MONTH_OF and re.match(r"[^\S\n]?\d", match.string[match.end() : match.end() + 2]):
        return None
    edge = ""
    for lead in ("earlier", "later", "late", "early"):
        if way.startswith(lead + " "):
            edge, way = lead, way.split(" ", 1)[1]
    way = {"in the": "that", "current": "this"}.get(way, way)
    if what in WEEKDAY_OF:
        return Spec("weekday", weekday=WEEKDAY_OF[what], way=way)
    if what in MONTH_OF:
        return Spec("date", month=MONTH_OF[what], way=way) if match["what"][0].isupper() else None
    if what in ("spring", "summer", "autumn", "fall", "winter"):
        return Spec("season", unit=what, way=way)
    if what.startswith("holiday"):
        return Spec("vague")
    if way in ("same", "that") or (edge and way == "that"):
        return Spec("unit", unit="day" if what in ("morning", "afternoon", "evening") else what, way="same")
    if what in ("second", "minute", "hour", "moment"):
        return None
    if what in ("morning", "afternoon", "evening", "night", "noon", "midday", "dawn", "dusk", "lunchtime"):
        return Spec("unit", unit="day" if what != "night" or way != "last" else "night", way=way)
    if way == "past" and what not in ("year", "month", "week", "weekend", "decade", "century", "quarter"):
        return None
    return Spec("unit", unit=_unit(what), way=way, edge=edge)


def _stretch(match: re.Match[str]) -> Spec | None:
    way = match["way"].lower()
    if way in ("first", "final") or re.search(
        r"\b(?:to|will|would|can|could|must)[^\S\n]$", match.string[max(0, match.start() - 7) : match.start()]
    ):
        return Spec("duration", n=amount(match["n"]), unit=_unit(match["unit"]))
    return Spec("stretch", n=amount(match["n"]), unit=_unit(match["unit"]), way=way)


def _relative(match: re.Match[str]) -> Spec | None:
    way = " ".join((match["way"] or "").lower().split())
    unit, n = _unit(match["unit"]), amount(match["n"])
    if (
        match["n"].lower() in ("a", "an", "some")
        and not way
        and unit not in ("year", "week", "month", "decade", "fortnight", "century", "day", "hour")
    ):
        return None
    if way == "old":
        return None
    if way in ("ago", "back"):
        return Spec("ago", n=n, unit=unit)
    if way in ("later", "after", "afterwards", "hence", "from now", "from today"):
        return Spec("later", n=n, unit=unit, way="deictic" if way in ("hence", "from now", "from today") else way)
    if way in ("earlier", "before", "prior", "beforehand", "previously"):
        return Spec("earlier", n=n, unit=unit, way=way)
    if match["n"].lower() in ("a", "an") and re.search(
        r"\b(?:times|per|once|twice)[^\S\n]$", match.string[max(0, match.start() - 8) : match.start()]
    ):
        return Spec("set", unit=unit)
    if match["unit2"] and n is not None:
        more = amount(match["n2"])
        return Spec("duration", n=n, unit=unit, until=Spec("duration", n=more, unit=_unit(match["unit2"])))
    if n is not None and 1000 <= n <= 2100 and unit in ("day",):
        return None
    return Spec("duration", n=n, unit=unit)


def _hyphened(match: re.Match[str]) -> Spec | None:
    if match["old"]:
        return None
    return Spec("duration", n=FRACTIONS.get(match["n"].lower()) or word_value(match["n"]), unit=_unit(match["unit"]))


def _many_units(match: re.Match[str]) -> Spec | None:
    unit = match["unit"].lower()
    if not match["way"] and unit in ("seconds", "minutes", "nights", "quarters", "days"):
        return None
    return Spec("vague")


def _every(match: re.Match[str]) -> Spec | None:
    return Spec("set", unit=match["unit"].lower())


_TIMELESS = re.compile(
    r"\b(?:still|known|used|available|of|than|even|alive|exists?|remains?|world|society|like)\b[^.\n]{0,24}$|\bto(?:[^\S\n]this)?[^\S\n]$",
    re.I,
)


def _today(match: re.Match[str]) -> Spec | None:
    """The day of publishing; vague where "today" means nowadays ("still in use today")."""
    if match["day"].lower() == "today" and _TIMELESS.search(match.string[max(0, match.start() - 40) : match.start()]):
        return Spec("vague")
    return Spec("day", n={"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[match["day"].lower()])


def _day_before(match: re.Match[str]) -> Spec | None:
    way = match["way"].lower()
    if " " in way:
        return Spec("day", n=-2 if way.startswith("before") else 2)
    if not re.search(r"\b(?:the|a)[^\S\n]$", match.string[max(0, match.start() - 5) : match.start()], re.IGNORECASE):
        return None
    return Spec("earlier" if way in ("before", "earlier") else "later", n=1, unit="day")


def _quarter(match: re.Match[str]) -> Spec | None:
    what, order = match["what"].lower(), match["n"].lower()
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(order)
    if what == "semester" or (order == "last" and not match["year"]):
        return Spec("unit", unit="quarter", way="last") if what == "quarter" else None
    if what == "half" and not (match["year"] or match["way"] or match["way2"]):
        return None
    n = n or (4 if what == "quarter" else 2)
    way = (match["way2"] or "").lower()
    return Spec("quarter" if what == "quarter" else "half", n=min(n, 4 if what == "quarter" else 2), year=_year(match["year"]), way=way)


def _q(match: re.Match[str]) -> Spec | None:
    year = _year(match["year"])
    return Spec("quarter", n=int(match["n"]), year=2000 + year if year is not None and year < 100 else year)


def _season(match: re.Match[str]) -> Spec | None:
    return Spec("season", unit=match["season"].lower(), year=int(match["year"]))


def _clock12(match: re.Match[str]) -> Spec | None:
    hour = int(match["h"]) % 12 + (12 if match["ap"].lower() == "p" else 0)
    return Spec("clock", hour=hour, minute=_int(match["m"]) or 0)


_CLOCK_LEFT = re.compile(
    r"\b(?:at|by|around|about|until|till|from|between|since|before|after|to|and|just)[^\S\n]$|[|,(][^\S\n]?$", re.IGNORECASE
)


def _clock24(match: re.Match[str]) -> Spec | None:
    marked = match["zone"] or match["hrs"]
    left = match.string[max(0, match.start() - 10) : match.start()]
    if left[-1:] in ("-", "–", ":", ".") or (not marked and (len(match["h"]) < 2 or not _CLOCK_LEFT.search(left))):
        return None
    return Spec("clock", hour=int(match["h"]), minute=int(match["m"]))


def _military(match: re.Match[str]) -> Spec | None:
    return Spec("clock", hour=int(match["h"]), minute=int(match["m"]))


def _oclock(match: re.Match[str]) -> Spec | None:
    hour = word_value(match["n"])
    if hour is None or not 1 <= hour <= 12:
        return None
    part = (match["part"] or "").lower()
    return Spec(
        "clock", hour=int(hour) % 12 + 12 if part in ("afternoon", "evening") else int(hour), minute=0, name="" if part else "half-day"
    )


def _noon(match: re.Match[str]) -> Spec | None:
    return Spec("clock", hour=0 if match["name"].lower() == "midnight" else 12, minute=0)


def _fixed(value: str) -> Rule:
    return lambda match: Spec("fixed", name=value)


def _war(match: re.Match[str]) -> Spec | None:
    second = (match["n"] or match["name"]).lower() in ("ii", "two", "second")
    return Spec("fixed", name="1939-09-01/1945-09-02" if second else "1914-07-28/1918-11-11")


_FUNCTION_LEFT = re.compile(
    r"(?:(?:^|[.!?:;,(\n—–-]|[“\"‘'])\s{0,2}|\b[a-z]\w*[^\S\n]|\b(?:On|In|Last|This|Next|Since|Until|Before|After|By|For|During|Every|The|Late|Early)[^\S\n])$"
)


def _holiday(match: re.Match[str]) -> Spec | None:
    """A named day, but not a surname ("Johnnie Christmas") or part of a title ("The Christmas Cottage")."""
    if not (_capital(match) or match.group()[0].isdigit()):
        return None
    left, right = match.string[max(0, match.start() - 12) : match.start()], match.string[match.end() : match.end() + 3]
    bare = match["name"].lower() in ("christmas", "easter", "thanksgiving", "halloween")
    if bare and (not _FUNCTION_LEFT.search(left) or re.match(r"[^\S\n][A-Z]", right)):
        return None
    return Spec("holiday", name=match["name"].lower(), year=_year(match["year"]))


def _edge_of(match: re.Match[str]) -> Spec | None:
    edge = "end" if match["edge"].lower() in ("end", "close") else "mid" if match["edge"].lower() == "middle" else "start"
    way = (match["way"] or "this").lower()
    return Spec("unit", unit=match["unit"].lower(), way="same" if way == "that" else way, edge=edge)


def _plural_weekday(match: re.Match[str]) -> Spec | None:
    return Spec("set", unit=match["weekday"].lower()) if _capital(match) else None


def _vague(match: re.Match[str]) -> Spec | None:
    return Spec("vague")


_DIGIT_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_ATTACKS, _fixed("2001-09-11")),
    (_ISO, _iso_date),
    (_SLASHED, _slashed),
    (_HOLIDAY, _holiday),
    (_DMY, _day_pair),
    (_CLOCK12, _clock12),
    (_CLOCK24, _clock24),
    (_MILITARY, _military),
    (_OCLOCK, _oclock),
    (_QUARTER, _quarter),
    (_NQ, _q),
    (_CENTURY, _century),
    (_DECADE, _decade),
    (_HYPHENED, _hyphened),
    (_RELATIVE, _relative),
    (_SPACED_HYPHEN, _hyphened),
    (_OLD_YEAR, _old_year),
    (_YEAR, _bare_year),
)
_NUMBER_RULES = ((_OCLOCK, _oclock), (_HYPHENED, _hyphened), (_RELATIVE, _relative), (_SPACED_HYPHEN, _hyphened))
_MONTH_RULES = ((_HOLIDAY, _holiday), (_MM, _months), (_MDY, _day_pair), (_MY, _month_year), (_MSAME, _month_same), (_M, _bare_month))
_WAY_RULES = ((_QUARTER, _quarter), (_WAY, _way), (_STRETCH, _stretch), (_VAGUE_WAY, _vague))


def _word_rules() -> dict[str, tuple[tuple[re.Pattern[str], Rule], ...]]:
    rules: dict[str, tuple[tuple[re.Pattern[str], Rule], ...]] = {}
    for name in holidays():
        first = re.match(r"\w+", name)
        if first and not first.group().isdigit():
            rules[first.group()] = ((_HOLIDAY, _holiday),)
    for word in [*ONES, *TENS, "a", "an", "several", "few", "many", "some", "half", "couple", "multi"]:
        rules[word] = (*rules.get(word, ()), *_NUMBER_RULES)
    for word in MONTH_OF:
        rules[word] = (*rules.get(word, ()), *_MONTH_RULES)
    for word in WEEKDAYS:
        rules[word] = ((_WEEKDAY, _weekday),)
        rules[word + "s"] = ((_WEEKDAYS, _plural_weekday),)
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
        rules[word] = (*rules.get(word, ()), (_WAR, _war), (_QUARTER, _quarter), (_STRETCH, _stretch))
    for word in ("early", "late"):
        rules[word] = ((_WAY, _way), (_WORD_DECADE, _word_decade))
    rules["mid"] = ((_WORD_DECADE, _word_decade),)
    for word in ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"):
        rules[word] = ((_WORD_DECADE, _word_decade),)
    for word in ("today", "tonight", "yesterday", "tomorrow"):
        rules[word] = ((_TODAY, _today),)
    for word in ("every", "each"):
        rules[word] = ((_EVERY, _every),)
    for word in ("beginning", "start", "middle", "end", "close", "turn"):
        rules[word] = ((_EDGE_OF, _edge_of),)
    for word in ("years", "months", "weeks", "decades", "centuries", "hours", "days", "minutes"):
        rules[word] = ((_MANY_UNITS, _many_units),)
    for word in ("spring", "summer", "autumn", "fall", "winter"):
        rules[word] = ((_SEASON, _season),)
    for word in ("noon", "midday", "midnight"):
        rules[word] = ((_NOON, _noon),)
    for word in ("recently", "lately", "nowadays", "currently", "long"):
        rules[word] = ((_VAGUE, _vague),)
    rules["day"] = ((_DAY_BEFORE, _day_before),)
    rules["world"] = ((_WAR, _war),)
    rules["ad"] = ((_ERA_YEAR, _old_year),)
    for quarter in "1234":
        rules["q" + quarter] = ((_Q, _q),)
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
        return _match(text, at, ((_SHORT_DECADE, _short_decade),))
    if word[0].isdigit():
        return _match(text, at, _DIGIT_RULES)
    lower = word.lower()
    rules = _RULES.get(lower)
    if rules is None and lower in ("q",) and _SCAN_Q.match(text, at):
        rules = _RULES["q1"]
    found = _match(text, at, rules) if rules else None
    if found and found[1].shape == "weekday" and not found[1].way:
        return _dated_weekday(text, found)
    if found is None and lower in WEEKDAY_OF and word[0].isupper():
        lead = _SHORT_WEEKDAY.match(text, at)
        rest = _date_at(text, lead.end()) if lead else None
        if rest:
            return rest[0], replace(rest[1], weekday=WEEKDAY_OF[lower])
    return found


def _date_at(text: str, at: int) -> tuple[int, Spec] | None:
    found = _match(text, at, ((_ISO, _iso_date), (_DMY, _day_pair), (_MDY, _day_pair)))
    return found if found and found[1].day is not None else None


def _dated_weekday(text: str, found: tuple[int, Spec]) -> tuple[int, Spec]:
    """A weekday joined with the date that follows it ("Sunday, Dec. 31, 2017")."""
    glue = _AFTER_WEEKDAY.match(text, found[0])
    rest = _date_at(text, glue.end()) if glue else None
    return (rest[0], replace(rest[1], weekday=found[1].weekday)) if rest else found


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
            lead = _EDGED.match(text, at)
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
        yield Found(start, end, spec)
        done = end
        if spec.shape == "date" and spec.month is None and spec.year is not None:
            short = _SHORT_SPAN.match(text, at)
            if short and int(short["short"]) > spec.year % 100:
                yield Found(short.start("short"), short.end("short"), Spec("date", year=spec.year // 100 * 100 + int(short["short"])))
                done = short.end()
