"""English numerals in running text: where they stand and what they are worth.

Reads digits ("1,200", "2.5", "1 1/2"), words ("twenty-one", "two and a half"), scales ("$2.44 million", "25k"), fractions ("a third"),
vague counts ("dozens", "tens of thousands") and ordinals ("11th"). It knows nothing of what is counted. One pass, linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rashomon.lang.resources import rows


def _table(kind: str) -> dict[str, float]:
    return {word: float(value) for word, its_kind, value in rows("lang/data/numbers.tsv") if its_kind == kind}


ONES, TENS, SCALES, SHORT_SCALES = _table("one"), _table("ten"), _table("scale"), _table("short")
VAGUE, FRACTIONS, ORDINALS, GLYPHS = _table("vague"), _table("fraction"), _table("ordinal"), _table("glyph")
MINUS = "-−–"
LONGEST_DIGITS = 24  # longer runs of digits are identifiers

_LEXEME = re.compile(
    r"\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: , \d{3})+(?! ?\d)"
    r"|\d+(?:\.\d+)?|\.\d+|[A-Za-zÀ-ɏ]+(?:[’'][A-Za-z]{1,2}\b)?|[½¼¾⅓⅔⅛⅜⅝⅞]|[^\w\s]|\w",
)
_PLURALS = frozenset({"people", "men", "women", "children", "viewers", "euro", "dollar", "pound", "yen", "yuan", "won", "kroner", "kronor"})
_RACES = frozenset({"hurdles", "heats", "finals", "races", "runners", "sprints", "relays", "swimmers", "medals", "metres", "meters"})
_NO_PLURAL_AFTER = frozenset(
    "high tall long wide deep thick away above below from in on at to by with for of off up down the a an who that which is was".split()
)
_OWNERS = frozenset({"the", "its", "their", "those", "these", "our", "his", "her"})
_UNDERS = frozenset({"2", "3", "4", "5", "6", "8", "10", "16"})
_OPENERS = frozenset([*ONES, *TENS, *VAGUE, *ORDINALS, "a", "an", "few", "several", "couple", "half", "tens"])
_ORDINAL_SUFFIX = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A run of letters, a number in digits, or one other character. `kind`: word, digits, glyph, mark."""

    start: int
    end: int
    text: str
    lower: str
    kind: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end). An open bound is None. `form`: digits, words, fraction, vague, ordinal.

    [first, last) are its lexemes.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    form: str
    first: int
    last: int


def lexemes(text: str) -> list[Lexeme]:
    """The text cut into words, digits and marks, white space left out."""
    found = []
    for match in _LEXEME.finditer(text):
        piece = match.group()
        head = piece[0]
        if "0" <= head <= "9" or (head == "." and len(piece) > 1):
            kind = "digits"
        elif head in GLYPHS:
            kind = "glyph"
        elif head.isalpha():
            kind = "word"
        else:
            kind = "mark"
        found.append(Lexeme(match.start(), match.end(), piece, piece.lower() if kind == "word" else piece, kind))
    return found


def digits_value(text: str) -> float | None:
    """The value of a number written in digits with thousands separators, None for what is too long to be one."""
    if len(text) > LONGEST_DIGITS:
        return None
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None


def clean(value: float) -> float:
    """A computed value without the dust of binary fractions, to 12 significant digits (2.07 billion is 2070000000)."""
    return float(f"{value:.12g}")


def word_value(word: str) -> float | None:
    """The value of one plain number word ("twelve", "forty"), or of digits."""
    lower = word.lower()
    if lower in ONES:
        return ONES[lower]
    if lower in TENS:
        return TENS[lower]
    if lower[:1].isdigit() and lower.isascii():
        return digits_value(lower)
    return None


class _Reader:
    """Reads one numeral at a place of the lexeme list."""

    __slots__ = ("lex",)

    def __init__(self, lex: list[Lexeme]) -> None:
        self.lex = lex

    def lower(self, i: int) -> str:
        return self.lex[i].lower if 0 <= i < len(self.lex) else ""

    def glued(self, i: int) -> bool:
        """Whether lexeme i starts right where the one before ends."""
        return 0 < i < len(self.lex) and self.lex[i - 1].end == self.lex[i].start

    def near(self, i: int) -> bool:
        """Whether only a few blanks, and no line break of two, part lexeme i from the one before."""
        return 0 < i < len(self.lex) and self.lex[i].start - self.lex[i - 1].end <= 2

    def joiner(self, i: int) -> int:
        """The index after an optional hyphen at i."""
        return i + 1 if self.lower(i) in ("-", "‐", "‑") and self.near(i) and self.near(i + 1) else i

    def under_thousand(self, i: int) -> tuple[float, int] | None:
        """Words up to 999 ("two hundred and five"), as (value, next index)."""
        start, value = i, 0.0
        word = self.lower(i)
        if word in TENS:
            value, i = TENS[word], i + 1
            j = self.joiner(i)
            if 1 <= ONES.get(self.lower(j), 0) <= 9 and self.near(j):
                value, i = value + ONES[self.lower(j)], j + 1
        elif word in ONES:
            value, i = ONES[word], i + 1
        elif word in ("a", "an") and self.lower(i + 1) in SCALES:
            value, i = 1.0, i + 1
        if i == start:
            return None
        if self.lower(i) in ("hundred", "hundred-") and self.near(i):
            value, i = value * 100, i + 1
            j = i + 1 if self.lower(i) == "and" else i
            rest = self.under_hundred(j)
            if rest and self.near(j):
                value, i = value + rest[0], rest[1]
        return value, i

    def under_hundred(self, i: int) -> tuple[float, int] | None:
        word = self.lower(i)
        if word in TENS:
            value, i = TENS[word], i + 1
            j = self.joiner(i)
            if 1 <= ONES.get(self.lower(j), 0) <= 9 and self.near(j):
                return value + ONES[self.lower(j)], j + 1
            return value, i
        if word in ONES:
            return ONES[word], i + 1
        return None

    def scale(self, i: int) -> tuple[float, int]:
        """Scale words at i ("hundred thousand", "million", "dozen"), as (factor, next index); factor 1 where there is none."""
        factor = 1.0
        j = self.joiner(i)
        while self.lower(j) in SCALES and self.near(j) and factor < 1e15:
            factor, i = factor * SCALES[self.lower(j)], j + 1
            j = i
        return factor, i

    def mixed_half(self, i: int) -> tuple[float, int]:
        """A fraction added after a whole number: "and a half", "1/2", "½"."""
        if [self.lower(i + k) for k in range(6)] == ["-", "and", "-", "a", "-", "half"]:
            return 0.5, i + 6
        if self.lower(i) == "and" and self.lower(i + 1) in ("a", "one") and self.lower(i + 2) in ("half", "quarter", "third"):
            return FRACTIONS[self.lower(i + 2)], i + 3
        if self.lower(i) == "and" and self.lower(i + 1) == "three" and self.lower(self.joiner(i + 2)) == "quarters":
            return 0.75, self.joiner(i + 2) + 1
        if self.lower(i) in GLYPHS and self.near(i):
            return GLYPHS[self.lower(i)], i + 1
        if self.near(i) and not self.glued(i):
            slash = self.slash(i)
            if slash:
                return slash
        return 0.0, i

    def slash(self, i: int) -> tuple[float, int] | None:
        """A fraction in digits, "3/4"."""
        if i + 2 >= len(self.lex) or self.lower(i + 1) not in ("/", "⁄") or not (self.glued(i + 1) and self.glued(i + 2)):
            return None
        if self.lower(i + 3) == "/" and self.glued(i + 3):
            return None
        over, under = self.lower(i), self.lower(i + 2)
        if over.isdigit() and under.isdigit() and len(over) == 1 and under in _UNDERS and 0 < int(over) < int(under):
            return int(over) / int(under), i + 3
        return None

    def numeral(self, i: int) -> Numeral | None:
        """The longest numeral that starts at lexeme i."""
        lex = self.lex[i]
        if lex.kind == "digits":
            return self.in_digits(i)
        if lex.kind == "glyph":
            return self.make(i, i + 1, GLYPHS[lex.text], "fraction")
        if lex.kind != "word" or lex.lower not in _OPENERS:
            return None
        return self.in_words(i)

    def in_digits(self, i: int) -> Numeral | None:
        value = digits_value(self.lex[i].text)
        if value is None:
            return None
        slash = self.slash(i)
        if slash:
            return self.make(i, slash[1], slash[0], "fraction")
        j = i + 1
        after = self.lower(j)
        if self.glued(j) and after in _ORDINAL_SUFFIX and not self.glued(j + 1 if self.lower(j + 1).isalnum() else -1):
            return self.make(i, j + 1, value, "ordinal")
        if after == "m" and self.glued(j) and not self.millions(i):
            return self.make(i, j, value, "digits")
        if after in SHORT_SCALES and (self.glued(j) or (self.near(j) and self.lex[j].text in ("B", "bn", "bln", "mn", "mln", "tn", "trn"))):
            if after in ("m", "b", "k") and not self.glued(j) and self.lex[j].text != "B":
                return self.make(i, j, value, "digits")
            return self.make(i, j + 1, value * SHORT_SCALES[after], "digits")
        if self.lower(j) in ("×", "x") and self.lower(j + 1) == "10" and self.glued(j + 1):
            return self.power(i, j + 2, value)
        half, j = self.mixed_half(j)
        factor, j = self.scale(j)
        return self.make(i, j, (value + half) * factor, "digits")

    def millions(self, i: int) -> bool:
        """Whether the "m" glued to the digits at i is million rather than metres: with a currency, or things counted ("29m users")."""
        text = self.lex[i].text
        if self.lex[i + 1].text == "M":
            return True
        if "," in text and "." not in text:
            return False
        mark = i - 1
        if self.lower(mark) in ("-", "–", "−", "to", "and", "or") and self.lower(mark - 1) == "m":
            mark -= 3  # the far end of "$2m to 3m"
        if 0 <= mark < len(self.lex) and self.near(mark + 1) and self.money(self.lex[mark]):
            return True
        at = i + 2
        for _ in range(2):
            if self.lower(at) in ("-", "–", "to", "and", "or") and at + 2 < len(self.lex) and self.lex[at + 1].kind == "digits":
                at = at + 3 if self.lower(at + 2) == "m" and self.glued(at + 2) else at
        if self.lower(at) == "-" and self.lower(at + 1) == "strong":
            return True
        if self.lower(at) in ("were", "are", "have"):
            return True
        if self.lower(at) == "of":
            return self.lower(at + 1) in _OWNERS
        first = self.lower(i - 1)
        most = 1 if first in ("a", "an", "the") else 5
        for k in range(at, at + most):
            if not self.lex_is_word(k) or self.lower(k) in _NO_PLURAL_AFTER:
                return False
            if self.counts(k):
                return True
        return False

    def lex_is_word(self, i: int) -> bool:
        return 0 < i < len(self.lex) and self.lex[i].kind == "word" and self.near(i)

    def counts(self, i: int) -> bool:
        """Whether the word at i is a plural that a count of millions may have."""
        word = self.lower(i)
        if word in _PLURALS:
            return True
        return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _RACES

    @staticmethod
    def money(lexeme: Lexeme) -> bool:
        """Whether a lexeme before a number is a currency's mark or code."""
        if lexeme.kind == "word":
            return 2 <= len(lexeme.text) <= 3 and (lexeme.text.isupper() or lexeme.text in ("Rs", "kr"))
        return len(lexeme.text) == 1 and unicodedata.category(lexeme.text) == "Sc"

    def power(self, i: int, j: int, value: float) -> Numeral:
        sign = 1
        if self.lower(j) in ("-", "−", "^") and self.glued(j):
            sign = -1 if self.lower(j) != "^" else 1
            j += 1
        exponent = self.lower(j)
        if exponent.isdigit() and len(exponent) <= 2 and self.glued(j):
            return self.make(i, j + 1, value * 10.0 ** (sign * int(exponent)), "digits")
        return self.make(i, i + 1, value, "digits")

    def in_words(self, i: int) -> Numeral | None:
        word = self.lower(i)
        if word in VAGUE:
            return self.vague(i)
        if word == "tens" and self.lower(i + 1) == "of" and self.lower(i + 2) in VAGUE:
            return self.make_vague(i, i + 3, VAGUE[self.lower(i + 2)] * 10)
        if word in ("few", "several") and self.lower(i + 1) in SCALES:
            factor, j = self.scale(i + 1)
            return self.make_vague(i, j, 2 * factor)
        if word == "couple" and self.lower(i + 1) in SCALES:
            factor, j = self.scale(i + 1)
            return self.make(i, j, 2 * factor, "words")
        if word == "half":
            return self.half(i)
        if word in ORDINALS and word not in ("second",):
            return self.make(i, i + 1, ORDINALS[word], "ordinal")
        total, j = 0.0, i
        fraction = self.fraction(i)
        if fraction:
            return fraction
        while True:
            part = self.under_thousand(j)
            if part is None:
                break
            value, k = part
            factor, k = self.scale(k)
            total, j = total + value * factor, k
            nxt = j + 1 if self.lower(j) == "and" and factor >= 100 else j
            if factor < 1000 or not self.near(nxt) or self.under_thousand(nxt) is None or self.lower(nxt) in ("a", "an"):
                break
            j = nxt
        if j == i or (self.lower(i) in ("a", "an") and total < 12):
            return None
        if j > i and total < 1000:
            half, k = self.mixed_half(j)
            factor, k = self.scale(k) if half else (1.0, k)
            total, j = (total + half) * factor, k
        ordinal = self.joiner(j)
        if self.lower(ordinal) in ORDINALS and self.near(ordinal) and self.lower(j - 1) in TENS:
            return self.make(i, ordinal + 1, total + ORDINALS[self.lower(ordinal)], "ordinal")
        return self.make(i, j, total, "words")

    def vague(self, i: int) -> Numeral:
        floor, j = VAGUE[self.lower(i)], i + 1
        if self.lower(j) == "of" and self.lower(j + 1) in VAGUE and VAGUE[self.lower(j + 1)] >= 1000:
            floor, j = floor * VAGUE[self.lower(j + 1)] / 2, j + 2
        return self.make_vague(i, j, floor)

    def half(self, i: int) -> Numeral | None:
        if self.lower(i + 1) in ("a", "an") and self.lower(i + 2) in SCALES:
            factor, j = self.scale(i + 2)
            return self.make(i, j, factor / 2, "words")
        if self.lower(i + 1) == "dozen":
            return self.make(i, i + 2, 6.0, "words")
        return self.make(i, i + 1, 0.5, "fraction")

    def fraction(self, i: int) -> Numeral | None:
        """Words such as "two-thirds", "one third", "a quarter"; a bare "third" is an ordinal."""
        over = ONES.get(self.lower(i), 1.0 if self.lower(i) in ("a", "one") else 0.0)
        j = self.joiner(i + 1)
        under = FRACTIONS.get(self.lower(j), 0.0)
        if not 0 < over <= 9 or not under or (self.lower(j) in ("half", "halves") and self.lower(i) != "one") or not self.near(j):
            return None
        plural = self.lower(j).endswith("s")
        if plural != (over > 1):
            return None
        if self.lower(i) in ("a", "one") and j == i + 1 and self.lower(j + 1) != "of" and self.lower(j) != "third":
            return None
        if self.lower(i) == "a" and self.lower(j + 1) != "of":
            return None
        return self.make(i, j + 1, over * under, "fraction")

    def make(self, first: int, last: int, value: float, form: str) -> Numeral:
        value = value if form == "fraction" else clean(value)
        return Numeral(self.lex[first].start, self.lex[last - 1].end, value, value, form, first, last)

    def make_vague(self, first: int, last: int, floor: float) -> Numeral:
        return Numeral(self.lex[first].start, self.lex[last - 1].end, floor, None, "vague", first, last)


def numerals(lex: list[Lexeme]) -> list[Numeral]:
    """All numerals of a lexeme list, in order, none overlapping."""
    reader, found, i = _Reader(lex), [], 0
    while i < len(lex):
        one = reader.numeral(i)
        if one is None:
            i += 1
        else:
            found.append(one)
            i = one.last
    return found
