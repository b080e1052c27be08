"""Words of a text with their places, and which of them stand inside quoted speech. Cheap: no model, one pass."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTE_MARK = re.compile("[\"“”«»\n]|(?<![^\\W_])['‘](?=[^\\W_])|(?<=[^\\W\\s_])['’](?![^\\W_])|(?<=[.,!?])['’]")
LONGEST_QUOTE = 2000  # characters; an opening mark without a near closing one is a stray mark
SHORTEST_SPEECH = 6  # words; fewer in quotation marks are a quoted term, which every copy repeats


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: folded forms and their places, in order; `quoted` marks words inside quoted speech."""

    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[bool, ...]


@functools.lru_cache(maxsize=131072)
def fold(word: str) -> str:
    """Lower case, straight apostrophes, no possessive ending."""
    low = word.lower().replace("’", "'")
    return low[:-2] if low.endswith("'s") else low.rstrip("'")


def speech(text: str) -> list[tuple[int, int]]:
    """Ranges of quoted speech, paragraph by paragraph, in one pass; marks of one kind pair with each other.

    A curly opening mark that its paragraph never closes runs to the paragraph's end (speech that goes on over paragraphs).
    """
    found: list[tuple[int, int]] = []
    opened = -1
    kind = ""
    for match in QUOTE_MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if kind == "“" and at - opened <= LONGEST_QUOTE:
                found.append((opened + 1, at))
            kind = ""
        elif not kind:
            if mark in '"“«' or (mark in "'‘" and at + 1 < len(text) and text[at + 1 : at + 2].isalnum()):
                kind, opened = mark, at
        elif (kind, mark) in {('"', '"'), ("“", "”"), ("“", '"'), ("«", "»"), ("'", "'"), ("‘", "’")} and at > opened + 1:
            if at - opened <= LONGEST_QUOTE:
                found.append((opened + 1, at))
            kind = ""
        elif mark == "“":
            kind, opened = mark, at
    if kind == "“" and len(text) - opened <= LONGEST_QUOTE:
        found.append((opened + 1, len(text)))
    return found


def split(text: str) -> Words:
    """The words of a text in order."""
    forms, starts, ends = [], [], []
    for match in WORD.finditer(text):
        forms.append(fold(match.group()))
        starts.append(match.start())
        ends.append(match.end())
    quoted = [False] * len(forms)
    for low, high in speech(text):
        first, last = bisect_right(starts, low - 1), bisect_right(starts, high - 1)
        if last - first >= SHORTEST_SPEECH:
            quoted[first:last] = [True] * (last - first)
    return Words(tuple(forms), tuple(starts), tuple(ends), tuple(quoted))


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem of a folded word: plural, -ed, -ing and a final e are taken off, so that "fired", "fires" and "fire" meet."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
