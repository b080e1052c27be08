"""Tells counts apart from ages, scores, ranks, addresses, list numbers and the numbers in names."""

from __future__ import annotations

import re

from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.tables import is_person, labels, lemma_of, words
from rashomon.lang.numbers import Lexeme

_STREETS = words("streets")
_RANKED = words("ranked")
_NOT_AFTER_ONE = words("not_after_one")
_NOT_BEFORE_ONE = words("not_before_one")
_ONE_JOINED = words("one_joined")
_HALF_LEFT = words("half_left")
_HALF_RIGHT = words("half_right")
_AGE_LEFT = words("age_left")
_LOWER_LABELS = words("lower_labels")
_HALF_OF = words("half_of")
_HALF_BOUND = words("half_bound")
_YOUNG_AND_OLD = words("young_and_old")
_AGE_AFTER = words("age_after")
_LINE_NUMBER = re.compile(r"\s{0,8}[\[(]?\d{1,3}[.)\]:]\s")
_POSTCODE = re.compile(r"\b[A-Z]{2}\.?[^\S\n]$")
_TITLED = re.compile(r"[A-Z]")


class Roles:
    """Decides the role of each draft of one text; None means that it is no quantity at all."""

    def __init__(self, text: str, lex: list[Lexeme]) -> None:
        self.text = text
        self.lex = lex

    def low(self, i: int) -> str:
        return self.lex[i].lower if 0 <= i < len(self.lex) else ""

    def word(self, i: int) -> str:
        return self.lex[i].text if 0 <= i < len(self.lex) else ""

    def adjacent(self, i: int) -> bool:
        """Whether lexeme i follows the one before on the same line."""
        return 0 < i < len(self.lex) and "\n" not in self.text[self.lex[i - 1].end : self.lex[i].start]

    def role(self, draft: Draft, number: int) -> str | None:
        """The role of a draft whose numeral starts at lexeme `number` (bounds left of it left out)."""
        if draft.role == "age":
            return "age"
        if draft.role == "score":
            return "score"
        if draft.role == "ordinal":
            return self.ordinal(draft)
        if draft.hyphened and draft.unit == "times":
            return None
        if draft.unit:
            return "time" if draft.role == "time" else "count"
        if self.in_name(draft, number) or self.furniture(draft, number):
            return None
        if self.is_age(draft, number):
            return "age"
        if draft.form == "fraction" or self.low(number) == "half":
            return "share" if self.is_share(draft, number) else None
        if draft.hyphened and draft.low == draft.high == 1 and draft.form == "words":
            return None if self.low(draft.last + 1) in _ONE_JOINED else "count"
        if self.low(number - 1) == "-" and self.low(number - 2) == "on" and self.low(number - 4) == "one":
            return None
        if self.low(number - 1) == "aged" and "merged" in draft.tags:
            return None
        if draft.form == "words" and self.low(number) == "one" and draft.last == number + 1 and not self.one_counts(draft, number):
            return None
        if "glued-right" in draft.tags or (draft.low == 0 and draft.high == 0 and draft.form == "words"):
            return None
        return "count"

    def ordinal(self, draft: Draft) -> str | None:
        """Ranks that news counts with ("the sixth round", "16th straight win")."""
        after = self.low(draft.last)
        if after in ("-", "–"):
            return None
        following = {after, self.low(draft.last + 1)}
        if draft.low == 1:
            return "ordinal" if after in ("round", "inning") else None
        row = [self.low(draft.last + k) for k in range(3)] == ["in", "a", "row"]
        if (
            row
            or (following & _RANKED and after not in ("of", ",", ".", "and"))
            or ((after in ("of",)) and self.low(draft.first - 1) == "the" and draft.low and draft.low > 3)
        ):
            return "ordinal"
        return None

    def in_name(self, draft: Draft, number: int) -> bool:
        """Whether the number belongs to a name or a label ("Flight 93", "Covid-19", "S&P 500")."""
        before = self.lex[number - 1] if number > 0 else None
        if draft.form != "digits" or before is None:
            return (
                draft.form == "words"
                and before is not None
                and self.word(number)[:1].isupper()
                and before.lower in ("big", "chapter", "phase")
            )
        if before.text == "." and self.low(number - 2) in ("no", "nos", "vol"):
            return True
        if before.end == self.lex[number].start and before.text in ("-", "–") and number >= 2 and self.lex[number - 2].end == before.start:
            outer = self.lex[number - 2]
            if outer.kind == "word" and "merged" not in draft.tags:
                return outer.lower not in ("minus", "sub", "now", "then", "over", "nearly", "about", "only")
        if not self.adjacent(number):
            return False
        if before.lower in labels() and before.kind == "word":
            lowercase = before.text.islower() and before.lower not in (
                "flight",
                "page",
                "pages",
                "room",
                "route",
                "no",
                "number",
                "section",
                "article",
            )
            return not lowercase
        if self.word(number - 1) in ("№", "#", "@", "§"):
            return True
        if before.kind != "word" or not _TITLED.match(before.text) or "," in self.text[draft.number_start : draft.number_end]:
            return False
        return self.capital_name(draft, number)

    def capital_name(self, draft: Draft, number: int) -> bool:
        """Whether the capitalised word before a plain number makes a name of it ("Model 3", "Apollo 11"), headlines left alone."""
        before = self.lex[number - 1]
        opens = number < 2 or self.lex[number - 2].text in '.!?:;“"' or not self.adjacent(number - 1)
        after = self.word(draft.last) if self.adjacent(draft.last) else ""
        if opens and after[:1] in ("”", "’") and self.word(number - 2) in ("“", "‘"):
            return True
        if opens or before.lower in _SMALL_TITLED or before.text.endswith(("’s", "'s")):
            return False
        title_case = after[:1].isupper() and after[:1].isalpha() and _TITLED.match(self.word(number - 2)) is not None
        plural = after[:1].islower() and (after.endswith(("s", "men", "women", "people", "children", "dead", "ed")))
        if title_case or plural:
            return False
        value = draft.low or 0
        return value == int(value) and not (
            after in _AGE_AFTER and after not in (",", ".", ")", "and", "of", "from", "on") and 15 < value < 100
        )

    def furniture(self, draft: Draft, number: int) -> bool:
        """List numbers at the start of a line, street numbers, post codes, footnotes."""
        lexeme = self.lex[number]
        line = self.text.rfind("\n", max(0, lexeme.start - 12), lexeme.start)
        at_line_start = not self.text[line + 1 if line >= 0 else max(0, lexeme.start - 12) : lexeme.start].strip() and (
            line >= 0 or lexeme.start < 12
        )
        if at_line_start and draft.form == "digits" and _LINE_NUMBER.match(self.text, lexeme.start):
            return True
        if draft.form != "digits":
            return False
        if lexeme.text == "911" and self.low(draft.last).startswith(("call", "operator", "dispatcher")):
            return True
        if _POSTCODE.search(self.text[max(0, lexeme.start - 5) : lexeme.start]) and len(lexeme.text) == 5:
            return True
        if self.low(draft.last) == "block" and self.low(draft.last + 1) == "of":
            return True
        following = [self.lex[k] for k in range(draft.last, min(draft.last + 4, len(self.lex))) if self.adjacent(k)]
        for at, piece in enumerate(following):
            if piece.lower in _STREETS and piece.text[0].isupper() and at:
                return True
            if not (piece.text[0].isupper() or piece.lower in ("north", "south", "east", "west", "th", ".") or piece.kind == "digits"):
                return False
        return False

    def is_age(self, draft: Draft, number: int) -> bool:
        """ "Klitschko, 36, stopped"; "aged 36"; "turned 68"; "who is 40"."""
        value = draft.low if draft.low is not None else draft.high
        if value is None or not 0 < value < 120 or value != int(value) or "merged" in draft.tags:
            return False
        left, left2, after = self.low(number - 1), self.word(number - 2), self.low(draft.last)
        if draft.modifier in ("under", "over") and left in ("under", "over") and self.low(number - 2) in _YOUNG_AND_OLD:
            return True
        if left in _AGE_LEFT and (left != "age" or self.low(number - 2) not in ("over", "under")):
            return True
        if left == "and" and self.low(number - 3) in ("ages", "aged"):
            return True
        if left == "of" and self.low(number - 2) == "age":
            return True
        if left == "age":
            return True
        capital = left2[:1].isupper() and self.lex[number - 2].kind == "word" if number >= 2 else False
        if left2 == "." and self.low(number - 3) in ("jr", "sr"):
            capital, left2 = True, self.word(number - 3)
        if (
            left == ","
            and capital
            and after in (",", ".", ";", ")", "—", "–", "and")
            and draft.last == number + 1
            and left2.lower() not in _MONTHS
        ):
            return value >= 1 and draft.form == "digits"
        if left == "," and after == "," and draft.last == number + 1 and draft.form == "digits" and self.somebody(number - 2):
            return value >= 10
        if left == "(" and capital and after == ")" and draft.form == "digits":
            return True
        if left == "at" and self.low(number - 2) in ("dies", "died", "dead", "die") and draft.form == "digits":
            return self.low(number - 3) != "the"  # "put the dead at 112" gives no age
        somebody = self.low(number - 2) in ("he", "she", "who", "whose") or capital
        return (
            left in ("was", "is", "s")
            and somebody
            and after in ("when", "at", "years", ".", ",", "and", ";", "not")
            and value >= 10
            and draft.form == "digits"
        )

    def somebody(self, noun: int) -> bool:
        """Whether a lexeme is a person told of without a name ("the driver")."""
        word = self.low(noun)
        return self.low(noun - 1) in ("the", "his", "her", "their") and lemma_of(word) == word and is_person(self.word(noun), word)

    def is_share(self, draft: Draft, number: int) -> bool:
        """Whether a fraction tells a share ("half of the victims", "a third of them")."""
        word, after = self.low(number), self.low(draft.last)
        before = self.low(number - 1)
        if word in ("half", "quarter"):
            if before in _HALF_LEFT or after in _HALF_RIGHT or draft.hyphened or self.word(number) == "HALF":
                return False
            if before in ("and",) and word == "half":
                return False
            return after in _HALF_OF or before in _HALF_BOUND
        return not (before in ("first", "second", "the") and word == "third")

    def one_counts(self, draft: Draft, number: int) -> bool:
        """Whether "one" counts something rather than stands for somebody."""
        before, after = self.low(number - 1), self.low(draft.last)
        if before in _HARMING or after in _HARMED:
            return before not in ("no", "any", "every", "that")
        if before in _NOT_BEFORE_ONE and not (before in ("only", "just", "the") and after in ("of",)):
            return (
                before in ("only",)
                and after not in _NOT_AFTER_ONE
                and self.lex[draft.last : draft.last + 1] != []
                and self.lex[draft.last].kind == "word"
            )
        if draft.last >= len(self.lex) or self.lex[draft.last].kind != "word" or not self.adjacent(draft.last):
            return False
        if after.endswith("ed") and self.low(draft.last + 1) in ("by", "in", "to", "for", "as", "at", "on", "from", "with"):
            return False
        return after not in _NOT_AFTER_ONE and (after != "in" or self.low(draft.last + 1) in ("three", "four", "five", "ten"))


_HARMING = words("harming")
_HARMED = words("harmed")
_MONTHS = words("months")
_SMALL_TITLED = words("small_titled")
