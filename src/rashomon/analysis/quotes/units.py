"""Groups quoted stretches into units of speech, and tells speech from quoted words within a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.analysis.quotes.marks import Quoted

SENTENCE_END = frozenset(".!?…")
BREAK = re.compile(r"[\n\r\u2028\u2029\x0b\x0c]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A quoted stretch with where it stands.

    `line` numbers its paragraph. `opens_paragraph` and `closes_paragraph` say that nothing but space stands before or behind it there.
    `before` and `after` are the last character before and the first after the marks in the paragraph ("" at its edge);
    `capital` says that it begins with a capital letter, `last` is its last character, `words` counts its words.
    """

    quoted: Quoted
    line: int
    line_start: int
    line_end: int
    opens_paragraph: bool
    closes_paragraph: bool
    before: str
    after: str
    capital: bool
    last: str
    words: int

    @property
    def starts_sentence(self) -> bool:
        """Whether a sentence may begin with it."""
        return self.opens_paragraph or self.before in SENTENCE_END or self.before in "\"”'’"

    @property
    def stands_alone(self) -> bool:
        """Whether it is a sentence or clause of its own and not a fragment within somebody else's sentence."""
        if self.words >= 3 and self.before in ",:" and self.before:
            return self.capital or self.words >= 6
        if self.starts_sentence:
            return self.capital and (self.last in ".,!?…—-" or self.after in ",—–-" or self.closes_paragraph) if self.words < 4 else True
        return self.capital and self.words >= 5 and self.last in ".!?"


def units(text: str, stretches: list[Quoted]) -> list[Unit]:
    """Where each stretch stands. Linear in the number of stretches and the length of the text."""
    found: list[Unit] = []
    line, line_start, line_end = 0, 0, -1
    for quoted in stretches:
        if quoted.outer_start > line_end:
            for match in BREAK.finditer(text, max(line_end, 0), quoted.outer_start):
                line += 1
                line_start = match.end()
        if quoted.outer_end > line_end:
            line += len(BREAK.findall(text, max(line_end, quoted.outer_start), quoted.outer_end))
            following = BREAK.search(text, quoted.outer_end)
            line_end = following.start() if following else len(text)
        before = text[max(line_start, quoted.outer_start - 3) : quoted.outer_start].rstrip()
        after = text[quoted.outer_end : min(line_end, quoted.outer_end + 3)].lstrip()
        first = next((c for c in text[quoted.start : min(quoted.end, quoted.start + 6)] if c.isalnum()), "")
        found.append(
            Unit(
                quoted,
                line,
                line_start,
                line_end,
                not text[line_start : quoted.outer_start].strip() if quoted.outer_start - line_start < 40 else False,
                not text[quoted.outer_end : line_end].strip(" .") if line_end - quoted.outer_end < 40 else False,
                before[-1:],
                after[:1],
                first.isupper() or first.isdigit(),
                text[quoted.end - 1],
                len(text[quoted.start : quoted.end].split()),
            )
        )
    return found
