"""The turns of phrase that tell times, as patterns that look a bounded way ahead."""

from __future__ import annotations

import re

from rashomon.analysis.times.arithmetic import holidays
from rashomon.lang.numbers import ONES, TENS

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH_OF = {m: i for i, m in enumerate(MONTHS, 1)} | {m[:3]: i for i, m in enumerate(MONTHS, 1)} | {"sept": 9}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY_OF = (
    {w: i for i, w in enumerate(WEEKDAYS)} | {w[:3]: i for i, w in enumerate(WEEKDAYS)} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)

S = r"[^\S\n]{1,3}"
S0 = r"[^\S\n]{0,2}"
DASH = r"[^\S\n]?[-‐‑–—][^\S\n]?"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
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

SEASON = r"(?:spring|summer|autumn|fall|winter)"


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


MDY_RX = _rx(
    rf"(?P<month>{MONTH}){S0}(?:the{S})?(?P<day>{DAY})(?:(?:{DASH}|{S}(?:to|through|until){S})(?:(?P<month2>{MONTH}){S0})?(?P<day2>{DAY}))?"
    rf"(?:(?:{S0},{S0}|{S}(?:of{S}|in{S})?)(?P<year>{YEAR}))?"
)
DMY_RX = _rx(
    rf"(?P<day>{DAY})(?:(?:{DASH}|{S}(?:to|through){S})(?P<day2>{DAY}))?{S}(?:of{S})?(?P<month>{MONTH})\b(?:(?:{S0},{S0}"
    rf"|{S})(?P<year>{YEAR}|\d{{3}}\b))?"
)
MY_RX = _rx(rf"(?P<month>{MONTH})(?:{S0},{S0}|{S}(?:of{S})?|{DASH})(?P<year>{YEAR}|(?<=of )\d{{3}}\b|[’']\d\d\b)")
MM_RX = _rx(
    rf"(?P<month>{MONTH})(?:{DASH}|{S}(?:to|and|or|through){S})(?P<month2>{MONTH})(?:{S}(?:in{S}|of{S})?|{S0},{S0})(?P<year>{YEAR})"
)
MSAME_RX = _rx(rf"(?P<month>{MONTH}){S}(?:of{S})?(?:the{S})?(?P<way>same|that|this|next|last|following){S}year\b")
M_RX = _rx(rf"(?P<month>{MONTH})\b")
ISO_RX = _rx(
    r"(?P<year>[12]\d{3})([-/.])(?P<month>0[1-9]|1[0-2])\2(?P<day>[0-2]\d|3[01])(?!\d)(?:[T ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d))?"
)
SLASHED_RX = _rx(r"(?P<a>\d{1,2})([/.])(?P<b>\d{1,2})\2(?P<year>\d{4}|\d\d)(?![\d/]|\.\d)")
YEAR_RX = _rx(rf"(?P<year>{YEAR})(?:{S}(?P<era>AD|CE|BCE|BC)\b)?(?![-/]\d{{2}}[-/])")
SHORT_SPAN_RX = _rx(rf"(?P<year>{YEAR})(?P<dash>[^\S\n]?[-–/][^\S\n]?)(?P<short>\d\d)(?![\d-])")
OLD_YEAR_RX = _rx(rf"(?P<year>\d{{1,4}}){S}(?P<era>AD|CE|BCE|BC)\b")
ERA_YEAR_RX = _rx(rf"(?:AD|A\.D\.){S}(?P<year>\d{{1,4}})\b")
DECADE_RX = _rx(r"(?P<year>(?:1\d|20)\d0)(?:s|(?<=0)[’']s(?=[^\S\n][a-z]|[^\w\s]))\b")
SHORT_DECADE_RX = _rx(r"[’'](?P<year>[2-9]0)[’']?s\b")
WORD_DECADE_RX = _rx(
    rf"(?:(?P<edge>{EDGE})(?:{S}|-))?(?P<name>nineteen-|)(?P<decade>twenties|thirties|forties|fifties|sixties|seventies"
    rf"|eighties|nineties)\b"
)
CENTURY_RX = _rx(r"(?P<n>\d{1,2})(?:st|nd|rd|th)" + rf"(?:{S}|{DASH})century\b")
EDGED_RX = _rx(rf"(?P<edge>{EDGE})(?:{DASH}|{S})(?:(?:on|in|the){S}){{0,2}}")
EDGE_OF_RX = _rx(
    rf"(?P<edge>beginning|start|middle|end|close|turn){S}of{S}(?:the{S})?(?:(?P<way>this|last|next|that|previous"
    rf"|following){S})?(?P<unit>year|month|week|decade|century)\b"
)
WEEKDAY_RX = _rx(rf"(?P<weekday>{WEEKDAY})\b(?!s)(?:{S}(?:last{S}week|(?P<part>{PART})))?")
WEEKDAYS_RX = _rx(rf"(?P<weekday>{WEEKDAY})s\b")
AFTER_WEEKDAY_RX = _rx(rf"{S0},?{S0}(?:the{S})?")
SHORT_WEEKDAY_RX = _rx(rf"{SHORT_WEEKDAY}{S0},?{S0}(?={MONTH}{S0}\d|\d{{1,2}}(?:st|nd|rd|th)?{S}{MONTH}\b)")
WAY_RX = _rx(
    rf"(?P<way>last|next|this|past|previous|following|coming|same|that|current|earlier{S}(?:this|that|in{S}the)|later{S}(?:this"
    rf"|that|in{S}the)|late{S}(?:this|last)|early{S}(?:this|next|last)){S}"
    rf"(?P<what>{WEEKDAY}|{MONTH}(?!\w)|{SEASON}\b|{UNIT}(?!s\b|-)\b|{PART}\b|holiday{S}season)(?:{S}(?P<part>{PART}))?"
)
STRETCH_RX = _rx(
    rf"(?P<way>last|past|next|coming|previous|following|first|final)(?:{S}(?:about|nearly|some"
    rf"|roughly))?{S}(?P<n>{NUMBER}){S}(?P<unit>{UNIT})s?\b(?!-)"
)
VAGUE_WAY_RX = _rx(rf"(?:recent|coming|past|last|later|earlier|previous|next){S}(?P<unit>{UNIT})s\b")
RELATIVE_RX = _rx(
    rf"(?P<n>{NUMBER})(?:{S}(?:full|more|short|long))?(?:{S}"
    rf"|-)(?P<unit>{UNIT})s?\b(?:{S}and{S}(?P<n2>{NUMBER}){S}(?P<unit2>{UNIT})s?\b(?!-))?(?!-)"
    rf"(?:{S}(?P<way>ago|back|later|earlier|before|after|prior|beforehand|afterwards|previously|hence|from{S}now|from{S}today"
    rf"|into|since|old)\b)?"
)
HYPHENED_RX = _rx(
    rf"(?P<n>\d{{1,4}}(?:\.\d)?|{WORD_NUMBER}(?:-{WORD_NUMBER})?|half|multi)-(?P<unit>{UNIT})s?(?P<old>-old)?(?P<long>-long)?\b(?!-)"
)
SPACED_HYPHEN_RX = _rx(rf"(?P<n>\d{{1,4}}(?:\.\d)?|{WORD_NUMBER}){S0}-{S0}(?P<unit>{UNIT})s?(?P<old>{S0}-?{S0}old)?\b")
MANY_UNITS_RX = _rx(rf"(?P<unit>{UNIT}s)(?:{S}(?P<way>ago|later|earlier|before|after))?\b")
EVERY_RX = _rx(rf"(?:every|each)(?:{S}other)?(?:{S}(?P<n>{NUMBER}))?{S}(?P<unit>{UNIT}|{WEEKDAY}|{MONTH}|{PART})s?\b")
TODAY_RX = _rx(rf"(?P<day>today|tonight|yesterday|tomorrow)\b(?:{S}(?P<part>{PART}))?")
DAY_BEFORE_RX = _rx(
    rf"(?P<unit>day|night|evening|week|month|year){S}(?P<way>before{S}yesterday|after{S}tomorrow|before|after|earlier|later)\b(?!{S}(?:the|a|an|his|her|its|their|he"
    rf"|she|it|they|\w+(?:’|')s)\b)"
)
QUARTER_RX = _rx(
    rf"(?P<n>first|second|third|fourth|final|last|1st|2nd|3rd|4th)(?:{S}|-)(?:fiscal{S}|financial{S})?(?P<what>quarter|half"
    rf"|semester)\b(?:{S}(?:of{S})?(?:the{S}(?P<way>year)|(?P<year>{YEAR})|(?P<way2>last|this|next){S}year))?"
)
Q_RX = _rx(rf"Q(?P<n>[1-4])(?:{S}(?:of{S})?(?P<year>{YEAR}))?\b")
NQ_RX = _rx(r"(?P<n>[1-4])Q(?:(?P<year>[12]\d{3}|\d\d))?\b")
SEASON_RX = _rx(rf"(?P<season>{SEASON})(?:{S}(?:of{S}|in{S})?)(?P<year>{YEAR})\b")
BARE_SEASON_RX = _rx(rf"(?P<season>{SEASON})\b(?:{S}(?:of{S})?(?P<way>next|last|this){S}year\b)?")
YEAR_END_RX = _rx(rf"year(?:-|{S})end\b|year[’']s{S}end\b")
NTH_RX = _rx(r"(?P<n>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b")
CLOCK12_RX = _rx(
    rf"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?(?:[:.][0-5]\d)?{S0}(?P<ap>[ap])\.?[^\S\n]?m\b\.?(?:{S}(?P<zone>\(?{ZONE}\b\)?))?"
)
CLOCK24_RX = _rx(rf"(?P<h>[01]?\d|2[0-3])[:](?P<m>[0-5]\d)(?![\d:])(?:{S0}(?P<hrs>hrs|hours|h)\b)?(?:{S}(?P<zone>\(?{ZONE}\b\)?))?")
MILITARY_RX = _rx(rf"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d){S0}(?:(?P<zone>GMT|UTC)|hrs|hours)\b")
OCLOCK_RX = _rx(rf"(?P<n>\d{{1,2}}|{WORD_NUMBER}){S}o[’']clock\b(?:{S}in{S}the{S}(?P<part>{PART}))?")
NOON_RX = _rx(rf"(?P<name>noon|midday|midnight)\b(?:{S}(?P<zone>local time))?")
ATTACKS_RX = _rx(r"9/11\b")
WAR_RX = _rx(rf"(?:World{S}War{S}(?P<n>II|Two|I|One)\b|(?P<name>Second|First){S}World{S}War\b)")
VAGUE_RX = _rx(r"(?:recently|lately|nowadays|currently|long ago)\b")
HOLIDAY_RX = _rx(
    "(?P<name>"
    + "|".join(re.escape(n) for n in sorted(holidays(), key=len, reverse=True))
    + rf")\b(?:(?:,?{S}|{S}(?:of|in){S})(?P<year>{YEAR}))?(?:{S}{PART})?"
)
