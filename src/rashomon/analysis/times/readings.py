"""What the words of one matched time expression say; None where they turn out to tell no time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rashomon.analysis.times.patterns import MONTH_OF, WEEKDAY_OF
from rashomon.analysis.times.spec import Spec
from rashomon.lang.numbers import FRACTIONS, word_value

Rule = Callable[[re.Match[str]], "Spec | None"]


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


def day_pair(match: re.Match[str], swap: bool = False) -> Spec | None:
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


def month_year(match: re.Match[str]) -> Spec | None:
    return Spec("date", year=_year(match["year"]), month=_month(match["month"]))


def months(match: re.Match[str]) -> Spec | None:
    year = int(match["year"])
    return Spec("date", year=year, month=_month(match["month"]), until=Spec("date", year=year, month=_month(match["month2"])))


def month_same(match: re.Match[str]) -> Spec | None:
    way = match["way"].lower()
    return Spec("date", month=_month(match["month"]), way="same" if way in ("same", "that") else way, unit="year")


_MONTH_LEFT = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|during|through|throughout|before|after|and|or|between|for|on|around|last|this"
    r"|next|early|late|mid|each|every|(?:soon|early|late)[^\S\n]as)[^\S\n]|[(\-–/,][^\S\n]?)$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][”\"’']?\s{0,3}|[“\"])$")


def bare_month(match: re.Match[str]) -> Spec | None:
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


def iso_date(match: re.Match[str]) -> Spec | None:
    return Spec("date", int(match["year"]), int(match["month"]), int(match["day"]), hour=_int(match["hour"]), minute=_int(match["minute"]))


def slashed(match: re.Match[str]) -> Spec | None:
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
    r"(?:[$£€#§№+]|\b(?:than|least|most|some|about|nearly|almost|over|approximately|roughly|up to|as many as|(?:total|average"
    r"|maximum|minimum|number|record|sum|cost|price|speed|rate|median|mean) of|no"
    r"|number|room|route|flight|page|section|vol|volume|act|model|boeing|resolution|article|rule|case|paragraph"
    r"|unit)\.?[^\S\n]?|\d[.,/]|[A-Za-z_]-|(?<!\d)\d{1,3}-|(?<![A-Za-z\d])\d{1,4}[^\S\n])$",
    re.IGNORECASE,
)
_YEAR_LEFT = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|during|before|after|and|or|between|the|of|around|circa|c|ca|a|an|this|its|his|her"
    r"|their|our|early|late|mid|year|summer|winter|spring|autumn|fall|born|fiscal|through|for|was|is"
    r"|ending)\.?[^\S\n]|[(\[–—\-/,;:*©’'\"“][^\S\n]?|[.!?]\s{1,3}|\n|^)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[^\S\n]?(?:-[a-z]|people|persons|men|women|children|troops|soldiers|civilians|homes|houses|jobs|workers|employees"
    r"|members|residents|families|deaths|dollars|euros|pounds|miles|km|kilometers|kilometres|meters|metres|feet|ft|kg|tons"
    r"|tonnes|acres|hectares|square|rpm|hp|mm|mAh|votes|points|seats|parts|rpm|metres|yards|degrees|calories|words|copies"
    r"|cases|units|times|hours|days|years?\b|yen|yuan|rubles|roubles|rupees|shares|barrels|more)",
    re.IGNORECASE,
)


def bare_year(match: re.Match[str]) -> Spec | None:
    year = int(match["year"])
    era = (match["era"] or "").upper()
    if era.startswith("B"):
        return None
    left = match.string[max(0, match.start() - 24) : match.start()]
    right = match.string[match.end() : match.end() + 14]
    if not era:
        if re.search(r"(?:copyright|\(c\)|©)[^\S\n]?(?:\(c\)|©)?[^\S\n]?$", left, re.IGNORECASE):
            return None
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


def old_year(match: re.Match[str]) -> Spec | None:
    groups = match.groupdict()
    return None if str(groups.get("era") or "").upper().startswith("B") else Spec("date", year=int(match["year"]))


def decade(match: re.Match[str]) -> Spec | None:
    if not match.group().endswith("0s") and match.string[max(0, match.start() - 4) : match.start()].lower() != "the ":
        return None
    return Spec("decade", year=int(match["year"]))


def short_decade(match: re.Match[str]) -> Spec | None:
    return Spec("decade", year=1900 + int(match["year"]))


def word_decade(match: re.Match[str]) -> Spec | None:
    left = match.string[max(0, match.start() - 8) : match.start()].lower()
    if not re.search(r"\bthe[^\S\n]$", left):
        return None
    index = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"].index(match["decade"].lower())
    return Spec("decade", year=1920 + 10 * index, edge=(match["edge"] or "").lower())


def century(match: re.Match[str]) -> Spec | None:
    return Spec("century", n=float(match["n"]))


def weekday(match: re.Match[str]) -> Spec | None:
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


def _the(match: re.Match[str]) -> bool:
    return match.string[max(0, match.start() - 4) : match.start()].lower() == "the "


def way(match: re.Match[str]) -> Spec | None:
    way, what = " ".join(match["way"].lower().split()), match["what"].lower().rstrip(".")
    if what in MONTH_OF and re.match(r"[^\S\n]?\d", match.string[match.end() : match.end() + 2]):
        return None
    edge = ""
    for lead in ("earlier", "later", "late", "early"):
        if way.startswith(lead + " "):
            edge, way = lead, way.split(" ", 1)[1]
    way = {"in the": "that", "current": "this"}.get(way, way)
    if way == "next" and what in ("day", "morning", "afternoon", "evening", "night") and _the(match):
        way = "following"
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


def stretch(match: re.Match[str]) -> Spec | None:
    way = match["way"].lower()
    if way in ("first", "final") or re.search(
        r"\b(?:to|will|would|can|could|must)[^\S\n]$", match.string[max(0, match.start() - 7) : match.start()]
    ):
        return Spec("duration", n=amount(match["n"]), unit=_unit(match["unit"]))
    return Spec("stretch", n=amount(match["n"]), unit=_unit(match["unit"]), way=way)


def relative(match: re.Match[str]) -> Spec | None:
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
        if _unit(match["unit2"]) == "quarter":
            return Spec("duration", n=n + 0.25 * (more or 0), unit=unit)
        return Spec("duration", n=n, unit=unit, until=Spec("duration", n=more, unit=_unit(match["unit2"])))
    if n is not None and 1000 <= n <= 2100 and unit in ("day",):
        return None
    return Spec("duration", n=n, unit=unit)


def hyphened(match: re.Match[str]) -> Spec | None:
    if match["old"]:
        return None
    return Spec("duration", n=FRACTIONS.get(match["n"].lower()) or word_value(match["n"]), unit=_unit(match["unit"]))


def many_units(match: re.Match[str]) -> Spec | None:
    unit = match["unit"].lower()
    if not match["way"] and unit in ("seconds", "minutes", "nights", "quarters", "days"):
        return None
    return Spec("vague")


def every(match: re.Match[str]) -> Spec | None:
    return Spec("set", unit=match["unit"].lower())


_TIMELESS = re.compile(
    r"\b(?:still|known|used|available|of|than|even|alive|exists?|remains?|world|society|like)\b[^.\n]{0,24}$|\bto(?:[^\S\n]this)?[^\S\n]$",
    re.I,
)


def today(match: re.Match[str]) -> Spec | None:
    """The day of publishing; vague where "today" means nowadays ("still in use today")."""
    if match["day"].lower() == "today" and _TIMELESS.search(match.string[max(0, match.start() - 40) : match.start()]):
        return Spec("vague")
    return Spec("day", n={"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[match["day"].lower()])


def day_before(match: re.Match[str]) -> Spec | None:
    way = match["way"].lower()
    if " " in way:
        return Spec("day", n=-2 if way.startswith("before") else 2)
    if not re.search(r"\b(?:the|a)[^\S\n]$", match.string[max(0, match.start() - 5) : match.start()], re.IGNORECASE):
        return None
    return Spec("earlier" if way in ("before", "earlier") else "later", n=1, unit=match["unit"].lower().replace("evening", "day"))


def quarter(match: re.Match[str]) -> Spec | None:
    what, order = match["what"].lower(), match["n"].lower()
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(order)
    if what == "semester" or (order == "last" and not match["year"]):
        return Spec("unit", unit="quarter", way="last") if what == "quarter" else None
    if what == "half" and not (match["year"] or match["way"] or match["way2"]):
        return None
    n = n or (4 if what == "quarter" else 2)
    way = (match["way2"] or "").lower()
    return Spec("quarter" if what == "quarter" else "half", n=min(n, 4 if what == "quarter" else 2), year=_year(match["year"]), way=way)


def q(match: re.Match[str]) -> Spec | None:
    year = _year(match["year"])
    return Spec("quarter", n=int(match["n"]), year=2000 + year if year is not None and year < 100 else year)


def season(match: re.Match[str]) -> Spec | None:
    return Spec("season", unit=match["season"].lower(), year=int(match["year"]))


_SEASON_LEFT = re.compile(r"\b(?:in|by|since|until|till|during|before)[^\S\n]the[^\S\n]$|\b(?:by|since|until|till)[^\S\n]$", re.IGNORECASE)
_PLAIN_RIGHT = re.compile(
    r"\s*$|[^\S\n]?[.,;:!?)\n”\"’'–—]|[^\S\n](?:at|when|and|but|or|to|as|after|before|because|while|with|from|for|if|he|she|they|it|we|was|were"
    r"|is|will|would|had|has|the|that|unless|once)\b",
    re.IGNORECASE,
)


def bare_season(match: re.Match[str]) -> Spec | None:
    """ "in the spring", "by autumn", "the spring of next year"; words that also mean a fall or a source are left alone."""
    unit, way = match["season"].lower(), (match["way"] or "").lower()
    if way:
        return Spec("season", unit=unit, way=way, name="year")
    if match["season"][0].isupper() or not _PLAIN_RIGHT.match(match.string[match.end() : match.end() + 12]):
        return None
    left = match.string[max(0, match.start() - 12) : match.start()]
    if not _SEASON_LEFT.search(left) or (unit == "fall" and not re.search(r"\b(?:in|by)[^\S\n]the[^\S\n]$", left)):
        return None
    return Spec("season", unit=unit)


def year_end(match: re.Match[str]) -> Spec | None:
    """ "by year-end"; not "year-end results"."""
    left = match.string[max(0, match.start() - 10) : match.start()]
    if not re.search(r"\b(?:by|at|before|until|till|to|since|around|the)[^\S\n]$", left, re.IGNORECASE):
        return None
    return Spec("unit", unit="year", way="this", edge="end") if _PLAIN_RIGHT.match(match.string[match.end() : match.end() + 12]) else None


def nth(match: re.Match[str]) -> Spec | None:
    """ "on the 19th", a day whose month stands elsewhere."""
    left = match.string[max(0, match.start() - 80) : match.start()]
    if not re.search(r"\b(?:on|by|until|till|since|before|after|from)[^\S\n]the[^\S\n]$", left, re.IGNORECASE):
        return None
    if re.search(r"\b(?:holes?|birdies?|bogeys?|pars?|putts?|tees?|eagles?|greens?|floors?|laps?|ranked)\b", left, re.IGNORECASE):
        return None
    return Spec("date", day=int(match["n"])) if _PLAIN_RIGHT.match(match.string[match.end() : match.end() + 12]) else None


def clock12(match: re.Match[str]) -> Spec | None:
    hour = int(match["h"]) % 12 + (12 if match["ap"].lower() == "p" else 0)
    return Spec("clock", hour=hour, minute=_int(match["m"]) or 0)


_CLOCK_LEFT = re.compile(
    r"\b(?:at|by|around|about|until|till|from|between|since|before|after|to|and|just)[^\S\n]$|[|,(\[][^\S\n]?$|\d\d:\d\d[-–—]$",
    re.IGNORECASE,
)


def clock24(match: re.Match[str]) -> Spec | None:
    marked = match["zone"] or match["hrs"]
    left = match.string[max(0, match.start() - 10) : match.start()]
    if (left[-1:] in ("-", "–", ":", ".") and not re.search(r"\d\d:\d\d[-–]$", left)) or (
        not marked and (len(match["h"]) < 2 or not _CLOCK_LEFT.search(left))
    ):
        return None
    return Spec("clock", hour=int(match["h"]), minute=int(match["m"]))


def military(match: re.Match[str]) -> Spec | None:
    return Spec("clock", hour=int(match["h"]), minute=int(match["m"]))


def oclock(match: re.Match[str]) -> Spec | None:
    hour = word_value(match["n"])
    if hour is None or not 1 <= hour <= 12:
        return None
    part = (match["part"] or "").lower()
    return Spec(
        "clock", hour=int(hour) % 12 + 12 if part in ("afternoon", "evening") else int(hour), minute=0, name="" if part else "half-day"
    )


def noon(match: re.Match[str]) -> Spec | None:
    return Spec("clock", hour=0 if match["name"].lower() == "midnight" else 12, minute=0)


def fixed(value: str) -> Rule:
    return lambda match: Spec("fixed", name=value)


def war(match: re.Match[str]) -> Spec | None:
    second = (match["n"] or match["name"]).lower() in ("ii", "two", "second")
    return Spec("fixed", name="1939-09-01/1945-09-02" if second else "1914-07-28/1918-11-11")


_FUNCTION_LEFT = re.compile(
    r"(?:(?:^|[.!?:;,(\n—–-]|[“\"‘'])\s{0,2}|\b[a-z]\w*[^\S\n]|\b(?:On|In|Last|This|Next|Since|Until|Before|After|By|For"
    r"|During|Every|The|Late|Early)[^\S\n])$"
)


def holiday(match: re.Match[str]) -> Spec | None:
    """A named day, but not a surname ("Johnnie Christmas") or part of a title ("The Christmas Cottage")."""
    if not (_capital(match) or match.group()[0].isdigit()):
        return None
    left, right = match.string[max(0, match.start() - 12) : match.start()], match.string[match.end() : match.end() + 3]
    bare = match["name"].lower() in ("christmas", "easter", "thanksgiving", "halloween")
    if bare and (not _FUNCTION_LEFT.search(left) or re.match(r"[^\S\n][A-Z]", right)):
        return None
    return Spec("holiday", name=match["name"].lower(), year=_year(match["year"]))


def edge_of(match: re.Match[str]) -> Spec | None:
    edge = "end" if match["edge"].lower() in ("end", "close") else "mid" if match["edge"].lower() == "middle" else "start"
    way = (match["way"] or "this").lower()
    return Spec("unit", unit=match["unit"].lower(), way="same" if way == "that" else way, edge=edge)


def plural_weekday(match: re.Match[str]) -> Spec | None:
    return Spec("set", unit=match["weekday"].lower()) if _capital(match) else None


def vague(match: re.Match[str]) -> Spec | None:
    return Spec("vague")
