"""Numbers with their signs, currencies, units and ranges, from the text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.tables import currencies, units, words
from rashomon.lang.numbers import Lexeme, Numeral, clean, numerals

_LONGEST_UNIT = 4  # lexemes
_PER = frozenset(["per", "a", "an", "each", "every"])
_DASHES = words("dashes")
_SMALLER = {  # how many of the smaller unit one of the larger has, in amounts told with both
    ("years", "months"): 12,
    ("weeks", "days"): 7,
    ("days", "hours"): 24,
    ("hours", "minutes"): 60,
    ("minutes", "seconds"): 60,
}
_LARGE = words("large")
_SIGN_WORDS = frozenset(["minus", "negative"])
_URL = re.compile(
    r"(?:https?://|www\.)\S{1,300}|\S{1,80}@\S{1,80}\.\S{1,20}|[\w.-]{2,60}\.(?:com|org|net|co\.uk|gov|edu)\b\S{0,200}|#\w{1,80}|@\w{1,60}"
)
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+?\d{1,3}[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.\s]\d{4}(?!\d)|(?<![\d-])\d{3}-\d{4}(?!\d)|\+\d[\d\s-]{7,16}\d"
    r"|(?<![\w.,$£€])0\d{2,4}(?:[ -]\d{3,6}){1,3}(?!\d)"  # 0845 125 2222
)
_DOTTED = re.compile(
    r"(?<![\w.])\.\d{3}(?!\d)|"  # a batting average
    r"(?<![\w$£€])\d+(?:\.\d+){2,8}(?![\w%])|(?<!\w)\d+(?:-\d+){2,6}(?!\w)|(?<!\w)\d{1,2}/\d{1,2}/\d{2,4}(?!\w)|\[\d{1,3}\]"
    r"|(?<!\w)\d+x\d+(?!\w)"
)


def barred_spans(text: str) -> list[tuple[int, int]]:
    """Addresses of the net, telephone numbers, version numbers, averages of a sport: digits that count nothing."""
    spans = [m.span() for pattern in (_URL, _PHONE, _DOTTED) for m in pattern.finditer(text)]
    return sorted(spans)


class Spans:
    """Sorted spans, asked in reading order."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.spans, self.at = merged, 0

    def hit(self, start: int, end: int) -> bool:
        """Whether [start, end) touches a span. Starts must not decrease from call to call."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] < end


class Candidates:
    """Finds the numbers of one text."""

    def __init__(self, text: str, lex: list[Lexeme], barred: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.lex = lex
        self.barred = Spans([*barred, *barred_spans(text)])

    def low(self, i: int) -> str:
        return self.lex[i].lower if 0 <= i < len(self.lex) else ""

    def glued(self, i: int) -> bool:
        """Whether lexeme i starts right where the one before ends."""
        return 0 < i < len(self.lex) and self.lex[i - 1].end == self.lex[i].start

    def same_line(self, i: int) -> bool:
        """Whether no line break and no gap parts lexeme i from the one before."""
        return (
            0 < i < len(self.lex)
            and self.lex[i].start - self.lex[i - 1].end <= 2
            and "\n" not in self.text[self.lex[i - 1].end : self.lex[i].start]
        )

    def run(self) -> list[Draft]:
        """All candidates, ranges merged, in order."""
        found: list[Draft] = []
        for numeral in numerals(self.lex):
            if self.barred.hit(numeral.start, numeral.end):
                continue
            draft = self.draft(numeral)
            if draft is None:
                continue
            self.after_one(draft)
            if found and (self.range(found[-1], draft) or self.round_time(found, draft) or self.compound(found[-1], draft)):
                continue
            found.append(draft)
        return found

    def round_time(self, found: list[Draft], right: Draft) -> bool:
        """ "2:56" as minutes and seconds; two digits before the colon are a clock time and no quantity. True where it is used up."""
        left = found[-1]
        if right.first - left.last != 1 or self.low(left.last) != ":" or not (self.glued(left.last) and self.glued(right.first)):
            return False
        minutes, seconds = self.text[left.number_start : left.number_end], self.text[right.number_start : right.number_end]
        if not (minutes.isdigit() and seconds.isdigit() and len(seconds) == 2 and int(seconds) < 60):
            return False
        if len(minutes) != 1 or left.currency:
            found.pop()
            return True
        left.low = left.high = 60.0 * int(minutes) + int(seconds)
        left.end, left.number_end, left.last = right.number_end, right.number_end, right.last
        left.unit, left.measure, left.role = "seconds", "duration", "time"
        return True

    def after_one(self, draft: Draft) -> None:
        """ "a year and three months", "an hour and ten minutes" as one duration in the smaller unit."""
        i = draft.first
        if draft.low is None or draft.high is None or draft.role != "count":
            return
        before = [x.lower for x in self.lex[max(0, i - 3) : i]]
        if len(before) < 3 or before[0] not in ("a", "an") or before[2] != "and":
            return
        factor = _SMALLER.get((before[1] + "s", draft.unit))
        if factor:
            draft.low, draft.high = draft.low + factor, draft.high + factor
            draft.start = draft.number_start = self.lex[i - 3].start
            draft.first = i - 3

    def compound(self, left: Draft, right: Draft) -> bool:
        """ "two years and two months", "six hours and ten minutes" as one duration in the smaller unit; whether it was done."""
        factor = _SMALLER.get((left.unit, right.unit))
        if factor is None or left.low is None or right.low is None or right.high is None or left.role != "count" or right.role != "count":
            return False
        between = [x.lower for x in self.lex[left.last : right.first]]
        if between not in (["and"], []) and not (between == [","] and left.unit == "years"):  # a comma may also part a list
            return False
        if not 0 <= right.high < factor or not self.same_line(right.first):
            return False
        left.low = clean(factor * left.low + right.low)
        left.high = clean(factor * (left.high or 0) + right.high)
        left.unit = right.unit
        left.end, left.number_end, left.last = right.end, right.number_end, right.last
        return True

    def draft(self, numeral: Numeral) -> Draft | None:
        """A numeral with its sign, currency and unit; None for one that is part of a word."""
        first, last = numeral.first, numeral.last
        draft = Draft(numeral.start, numeral.end, numeral.start, numeral.end, numeral.low, numeral.high, numeral.form, first, last)
        left = first - 1
        lex = self.lex[first]
        if lex.kind == "digits":
            self.currency_before(draft, left)
            if not draft.currency and self.glued(first) and not self.left_glue(draft, first):
                return None
        if self.low(left) == "minus" and not draft.currency and self.near(first) and not (left and self.lex[left - 1].kind == "digits"):
            self.negate(draft, left)
        if numeral.form == "vague" and numeral.low is not None:
            draft.modifier = "vague"
        if numeral.form == "words" and self.low(first) == "couple":
            draft.modifier = "about"
        self.unit_after(draft)
        if numeral.form == "ordinal":
            draft.role = "ordinal"
        return draft

    def currency_before(self, draft: Draft, left: int) -> None:
        """Take a currency mark, and a sign, that end at lexeme `left`, right before the number."""
        table = currencies()
        sign = left
        if self.low(left) in _DASHES and self.glued(draft.first) and self.lex[left - 1].end == self.lex[left].start and left > 0:
            sign = left - 1
        mark = self.lex[sign] if sign >= 0 else None
        if mark is not None and self.near(sign + 1):
            for width in (3, 2, 1):
                begin = sign - width + 1
                if begin < 0:
                    continue
                word = self.text[self.lex[begin].start : mark.end]
                if len(word) <= 4 and word in table and (self.clean_left(begin) or word in "$£€"):
                    compact = (
                        word.isalpha()
                        and not self.glued(sign + 1)
                        and word not in ("USD", "EUR", "GBP", "RM", "Rs", "INR", "NIS", "CHF", "RMB", "US")
                    )
                    if compact or (word == "PS" and not self.glued(sign + 1)):
                        break
                    draft.currency = draft.unit = table[word]
                    draft.measure = "money"
                    draft.start = self.lex[begin].start
                    draft.first = begin
                    if word in ("$",) and self.low(begin - 1) in ("us", "hk", "nz", "au", "ca") and self.near(begin):
                        draft.start, draft.first = self.lex[begin - 1].start, begin - 1
                        draft.unit = draft.currency = table[self.lex[begin - 1].text.upper() + "$"]
                    if self.low(begin - 1) in _DASHES and self.glued(begin) and not self.glued(begin - 1):
                        self.negate(draft, begin - 1)
                    elif sign != left:
                        self.negate(draft, begin)
                    return

    def near(self, i: int) -> bool:
        return 0 < i < len(self.lex) and self.lex[i].start - self.lex[i - 1].end <= 1

    def clean_left(self, i: int) -> bool:
        """Whether nothing word-like is glued to the left of lexeme i."""
        return not self.glued(i) or self.lex[i - 1].kind == "mark"

    def negate(self, draft: Draft, first: int) -> None:
        if draft.low is not None and draft.high is not None:
            draft.low, draft.high = -draft.high, -draft.low
            draft.number_start = draft.start = self.lex[first].start
            draft.first = first

    def left_glue(self, draft: Draft, first: int) -> bool:
        """What is glued to the left of a number in digits: signs and joints are fine, letters make it part of a name."""
        before = self.lex[first - 1]
        if before.kind in ("word", "digits", "glyph"):
            return False
        if before.text in _DASHES:
            outer = self.lex[first - 2] if self.glued(first - 1) and first >= 2 else None
            if outer is None:
                if before.text in ("-", "−") and (first < 2 or self.lex[first - 2].kind == "word" or self.lex[first - 2].text in "(:=,"):
                    nearest = self.lex[first - 2] if first >= 2 else None
                    if nearest is None or nearest.kind != "digits":
                        self.negate(draft, first - 1)
                return True
            if outer.kind == "digits" or outer.lower in units() or outer.text in ("$", "%", ")", "’", "”", '"', ","):
                return True
            if outer.lower in _SIGN_WORDS:
                self.negate(draft, first - 2)
                return True
            if outer.lower == "sub":
                draft.start, draft.first, draft.modifier = outer.start, first - 2, "under"
                draft.low = None
                return True
            return (
                outer.lower in ("now", "then", "over", "nearly", "about", "to", "only", "an", "a", "all", "mid", "post", "pre")
                or len(before.text) > 1
            )
        return before.text in "([{“”\"'‘’/~+=:;,.!?*|$£€¥·•—–&<>≈" or before.text not in "#@_№§"

    def unit_after(self, draft: Draft) -> None:
        """Take percent signs, currencies and units after the number."""
        i = draft.last
        if i >= len(self.lex) or not (self.same_line(i) or self.lex[i].text == "%"):
            return
        if self.low(i) in _DASHES and self.near(i) and i + 1 < len(self.lex) and self.near(i + 1) and self.lex[i + 1].kind == "word":
            draft.hyphened, i = True, i + 1
        table = units()
        glued = self.glued(i) and not draft.hyphened
        for width in range(min(_LONGEST_UNIT, len(self.lex) - i), 0, -1):
            if any(not self.same_line(k) for k in range(i + 1, i + width)):
                continue
            begin, end = self.lex[i].start, self.lex[i + width - 1].end
            if end - begin > 24:
                continue
            form = self.text[begin:end].lower()
            entry = table.get(form) or (table.get(form.replace("-", " ")) if "-" in form else None)
            if entry is None or (len(form) == 1 and form.isalpha() and not self.short_unit(form, i, glued)):
                continue
            if form in ("ps", "mi", "ha", "min", "sec", "pc", "bp", "a", "in", "nm") and not glued and self.lex[i].text not in ("PS",):
                continue
            if draft.form == "ordinal":
                return
            self.set_unit(draft, i, width, entry)
            return
        if draft.hyphened:
            draft.tags.add("hyphened")
        elif glued and self.lex[i].kind == "word" and draft.form == "digits":
            draft.tags.add("glued-right")

    def short_unit(self, form: str, i: int, glued: bool) -> bool:
        if form == "p":
            return glued and self.lex[i - 1].text not in ("1080", "720", "480", "360", "2160")
        return form in "%°" or (glued and form in "mgw") or (form in "mw" and self.lex[i].text in ("m", "W", "w") and self.near(i))

    def set_unit(self, draft: Draft, i: int, width: int, entry: tuple[str, str, float]) -> None:
        unit, measure, factor = entry
        if draft.currency and measure == "money":
            draft.end, draft.last = self.lex[i + width - 1].end, i + width
            return
        if draft.currency:
            return
        if unit == "pounds" and self.low(i - 1) in _LARGE and self.low(i + width) != "of":  # "40 million pounds a day", but "of fuel"
            unit, measure = "GBP", "money"
        if self.low(i + width) in _DASHES and self.glued(i + width) and self.low(i + width + 1) == "old":
            draft.role, measure = "age", "age"
            width += 2
        elif self.low(i + width) == "old" and self.same_line(i + width) and measure == "duration":
            draft.role, measure = "age", "age"
            width += 1
        elif self.low(i + width) in _DASHES and self.low(i + width + 1) == "old" and measure == "duration":
            draft.role, measure = "age", "age"
            width += 2
        draft.unit, draft.measure = unit, measure
        draft.low = clean(draft.low * factor) if draft.low is not None else None
        draft.high = clean(draft.high * factor) if draft.high is not None else None
        draft.end, draft.last = self.lex[i + width - 1].end, i + width
        if unit == "degrees":
            k = draft.last
            if self.low(k) in ("celsius", "fahrenheit", "c", "f") and self.same_line(k):
                draft.end, draft.last = self.lex[k].end, k + 1

    def range(self, left: Draft, right: Draft) -> bool:
        """Merge two neighbours into one range ("5-6,000", "between 8% and 15.5%", "three or four years"); whether it was done."""
        between = self.lex[left.last : right.first]
        if not 1 <= len(between) <= 3 or left.role != right.role or "ordinal" in (left.role, right.role) or "merged" in left.tags:
            return False
        words = [x.lower for x in between]
        if any(not self.same_line(k) for k in range(left.last, right.first + 1)):
            return False
        if not self.fits(left, right):
            return False
        if self.one_in(left, right, words):
            return True
        if words == ["to"] and self.is_vote(left, right):
            return False
        joined = words[-1] if words else ""
        dash = len(words) == 1 and joined in _DASHES and self.near(left.last) and self.near(right.first)
        before = self.low(left.first - 1)
        if before in ("to", "of", "at") and joined != "to":
            before = self.low(left.first - 2)
        ways = (
            dash
            or (words == ["to"] and self.to_is_range(left, right))
            or (words in (["to", "up"], ["up", "to"]) and before == "from")
            or (words in (["to", "-"], ["-", "to", "-"]))
            or (words == ["and"] and before == "between")
            or (
                words == ["or"]
                and right.form in ("words", "digits")
                and left.form == right.form
                and self.close(left, right)
                and not left.unit
                and not left.currency
            )
        )
        if not ways:
            return False
        if dash and self.is_score(left, right):
            return False
        self.merge(left, right)
        return True

    def fits(self, left: Draft, right: Draft) -> bool:
        """Whether two numbers can be the ends of one range: same unit, or only the second has one."""
        if left.low is None or right.high is None or left.modifier == "vague" or right.modifier == "vague":
            return False
        if left.unit and right.unit:
            return left.unit == right.unit
        return not left.unit or (bool(left.currency) and not right.unit)

    def to_is_range(self, left: Draft, right: Draft) -> bool:
        """ "from 5 to 7 percent" after a verb of change tells two values, not a range."""
        if self.low(left.first - 1) == "from":
            verbs = {x.lower for x in self.lex[max(0, left.first - 8) : left.first - 1]}
            return not any(v.startswith(_CHANGES) for v in verbs)
        return not (left.unit and left.unit == right.unit and self.low(left.first - 1) in ("percent", "by", "fell", "rose", "%"))

    @staticmethod
    def close(left: Draft, right: Draft) -> bool:
        """ "three or four", not "one or 50"."""
        if left.unit or left.currency or right.currency or left.low is None or right.low is None:
            return False
        return left.low < right.low <= max(1.5 * left.low, left.low + 2)

    def is_score(self, left: Draft, right: Draft) -> bool:
        """ "58-3" and "2-1" are scores; "5-6,000 people" and "15-22 miles" are ranges."""
        if left.form != "digits" or right.form != "digits" or left.low is None or right.low is None or left.unit or left.currency:
            return False
        plain = left.low < 250 and right.low < 250 and left.low == int(left.low) and right.low == int(right.low)
        if not plain or right.unit or right.currency:
            return False
        if (
            left.low < right.low
            and self.lex[right.last : right.last + 1]
            and self.lex[right.last].kind == "word"
            and self.same_line(right.last)
        ):
            follows = self.low(right.last)
            return follows in _SCORE_WORDS or self.low(left.first - 1) in _SCORE_LEFT
        left.role = right.role = "score"
        return True

    def one_in(self, left: Draft, right: Draft, words: list[str]) -> bool:
        """ "one in seven" and "nine out of 10" as shares; whether it was done."""
        if (
            words not in (["in"], ["out", "of"], ["in", "every"], ["of", "every"])
            or left.unit
            or right.unit
            or left.hyphened
            or right.hyphened
        ):
            return False
        over, under = left.low or 0.0, right.low or 0.0
        plain = words != ["in"] or over == 1 or under in (5, 10, 20, 100, 1000)
        if not (plain and 0 < over < under <= 1000 and over == int(over) and left.low == left.high and right.low == right.high):
            return False
        left.low = left.high = over / under
        left.form, left.end, left.number_end, left.last = "fraction", right.end, right.number_end, right.last
        left.tags.add("ratio")
        return True

    def is_vote(self, left: Draft, right: Draft) -> bool:
        """ "by a vote of 228 to 191": two counts, marked as a score."""
        if left.unit or right.unit or left.low is None or right.low is None or left.low <= right.low or left.currency:
            return False
        left.role = right.role = "score"
        return True

    def merge(self, left: Draft, right: Draft) -> None:
        low, high = left.low, right.high
        assert low is not None and high is not None
        raw = self.lex[right.last - 1 - (1 if right.unit and not right.currency else 0)]
        scale = high / self.plain(right) if self.plain(right) else 1.0
        if low < high and left.form == "digits" and scale >= 100 and low < 1000 and low * scale <= high * 1.0001 and not self.scaled(left):
            low *= scale
        elif low < high and not left.currency and not left.unit and low < 10 and high >= 1000 and raw.text.endswith(",000"):
            low *= 1000
        factor = units().get(self.low(right.last - 1), ("", "", 1.0))[2] if right.unit and not left.unit else 1.0
        low *= factor
        left.low, left.high = clean(min(low, high)), clean(max(low, high))
        left.end, left.number_end, left.last = right.end, right.number_end, right.last
        left.unit, left.measure = right.unit or left.unit, right.measure or left.measure
        left.currency = left.currency or right.currency
        left.role = right.role
        left.hyphened = right.hyphened
        left.tags |= right.tags | {"merged"}

    def plain(self, draft: Draft) -> float:
        """The number as its digits alone have it, without scale words; 0 when it is not in digits."""
        for lexeme in self.lex[draft.first : draft.last]:
            if lexeme.kind == "digits":
                return float(lexeme.text.replace(",", ""))
        return 0.0

    def scaled(self, draft: Draft) -> bool:
        return bool(self.plain(draft)) and draft.low is not None and abs(self.plain(draft)) != abs(draft.low)


_CHANGES = tuple(sorted(words("changes")))
_SCORE_WORDS = words("score_words")
_SCORE_LEFT = words("score_left")
