"""The sentence around a citation, and the passages of an article's text that citations lead to."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.model import Citation

FURTHEST = 500
# A line break, or a mark that ends a sentence before a capital or a quotation.
BOUNDARY = re.compile(r"\n\s*|[.!?][\"”’')\]]{0,2}[ \t]+(?=[\"“‘'(]?[A-Z0-9])")
# No sentence ends behind an initial or one of these.
BEFORE = re.compile(r"(?:\b[A-Z]|\b(?:Mrs?|Ms|Dr|St|Lt|Gen|Sgt|Col|Sen|Rep|Gov|Prof|No|Inc|Co|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))\Z")
LONGEST_BEFORE = 6
LONG_TEXT = 100_000
CONTEXT = 600


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A part [start, end) of an article's text that can be linked to."""

    start: int
    end: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article's text as it is shown: plain, or inside a passage (`anchor`), with the cited words themselves set off (`cited`).

    `left_out` counts characters that are not shown at this place.
    """

    text: str
    anchor: str | None = None
    cited: bool = False
    left_out: int = 0


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds [start, end), by its marks and line breaks alone; never further than 500 characters on each side."""
    floor, ceiling = max(0, start - FURTHEST), min(len(text), end + FURTHEST)
    first = floor
    for match in BOUNDARY.finditer(text, floor, min(len(text), start + 2)):
        if match.end() <= start and _ends(text, match):
            first = match.end()
    last = next((m.end() for m in BOUNDARY.finditer(text, max(start, end - 2), ceiling) if _ends(text, m)), ceiling)
    last = max(last, end)
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _ends(text: str, match: re.Match[str]) -> bool:
    at = match.start()
    return match.group().rstrip() != "." or not BEFORE.search(text[max(0, at - LONGEST_BEFORE) : at])


def passages(text: str, citations: Iterable[Citation], prefix: str) -> list[Passage]:
    """The sentences that these citations of one article stand in; those that overlap are one passage. Anchors are `prefix` and a number."""
    ranges = sorted({sentence_around(text, at.start, at.end) for at in citations})
    merged: list[list[int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [Passage(start, end, f"{prefix}-{i + 1}") for i, (start, end) in enumerate(merged)]


def anchor_of(found: Sequence[Passage], at: Citation) -> str | None:
    """The anchor of the passage that holds a citation."""
    place = bisect.bisect_right(found, (at.start), key=lambda passage: passage.start) - 1
    return found[place].anchor if place >= 0 and found[place].end >= at.end else None


def pieces(text: str, found: Sequence[Passage], citations: Iterable[Citation]) -> list[list[Piece]]:
    """The whole text in order: a list of runs, each either plain text or one passage cut into its pieces.

    A text of more than 100,000 characters is shown around its passages only.
    """
    cited = _union((at.start, at.end) for at in citations)
    runs: list[list[Piece]] = []
    at = 0
    for passage in found:
        runs += _plain(text, at, passage.start, first=at == 0, last=False)
        runs.append(_inside(text, passage, cited))
        at = passage.end
    runs += _plain(text, at, len(text), first=at == 0, last=True)
    return runs


def _plain(text: str, start: int, end: int, *, first: bool, last: bool) -> list[list[Piece]]:
    if start >= end:
        return []
    head, tail = (0 if first else CONTEXT), (0 if last else CONTEXT)
    if first and last:
        head = CONTEXT
    gap = end - start - head - tail
    if len(text) <= LONG_TEXT or gap < CONTEXT:
        return [[Piece(text[start:end])]]
    found = [[Piece(text[start : start + head])], [Piece("", left_out=gap)], [Piece(text[end - tail : end])]]
    return [run for run in found if run[0].text or run[0].left_out]


def _inside(text: str, passage: Passage, cited: Sequence[tuple[int, int]]) -> list[Piece]:
    found, at = [], passage.start
    place = max(0, bisect.bisect_left(cited, (passage.start, 0)) - 1)
    for start, end in cited[place:]:
        if start >= passage.end:
            break
        start, end = max(start, passage.start), min(end, passage.end)
        if start >= end:
            continue
        if at < start:
            found.append(Piece(text[at:start], passage.anchor))
        found.append(Piece(text[start:end], passage.anchor, cited=True))
        at = end
    if at < passage.end:
        found.append(Piece(text[at : passage.end], passage.anchor))
    return found


def _union(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(ranges)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
