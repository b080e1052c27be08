"""Finds the stretches of text between quotation marks.

Works line by line (a line is a paragraph). Handles curly, straight, doubled single ('' and ``), low and angle marks, mismatched
pairs, a quote that runs over paragraphs with only opening marks, a missing closing mark, and single quotes among apostrophes. Each
stretch is found once: what is quoted inside a quote belongs to the outer quote. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
DOUBLE = re.compile(
    r"''|``|´´|["
    r"\"“”„‟«»＂〝〞]"
)
SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[{—–\-:/])|^)['‘‚‹`](?=[^\s'’‘`,.;:!?)\]}])")
SINGLE_CLOSE = re.compile(r"(?<=[^\s(\[{'’‘])['’›](?![\w'’])")
ELISION = re.compile(r"['‘’](?:\d\ds?\b|(?:em|til|tis|twas|cause|n|bout|round|cuz)\b)", re.I)
OPENING, CLOSING = frozenset("“„‟«〝"), frozenset("”»〞")
ENDS = frozenset(".,!?;:…—–-")
LOOK_AHEAD = 12  # how many possible closing single marks are weighed for one opening mark
REACH = 4000  # characters in which a quote in a quote must close
LINES = 4  # lines that a quote cut by line breaks may run on
LONGEST_UNCLOSED = 1500  # characters; a longer stretch with no closing mark is left alone


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch: [start, end) is what stands between the marks, [outer_start, outer_end) takes the marks in.

    `closed` is False when the closing mark is missing (the stretch then ends with its paragraph). `single` says that single marks stand.
    `onward` says that the next paragraph goes on with the same quote (it begins with an opening mark, and this one was not closed).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    single: bool = False
    onward: bool = False


def opens(line: str, start: int, end: int, is_open: bool) -> bool:
    """Whether the double mark at [start, end) of a line opens a quote, from its shape and the characters beside it."""
    mark = line[start:end]
    before, after = line[start - 1 : start], line[end : end + 1]
    free_before = not before or before.isspace() or before in "([{—–-:/>"
    free_after = not after or after.isspace() or after in ")]},.;:!?—–-"
    if mark in OPENING:
        return not (is_open and not free_before and free_after)
    if mark in CLOSING:
        return not is_open and free_before and not free_after
    if free_before and not free_after:
        return True
    if free_after and not free_before:
        return False
    return not is_open


def doubles(line: str, offset: int) -> tuple[list[Quoted], Quoted | None]:
    """The stretches between double marks of one line, and what is left open at its end."""
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None
    depth = 0
    for match in DOUBLE.finditer(line):
        start, end = match.span()
        if match.group() == '"' and line[start - 1 : start].isdigit() and opened is None and not line[end : end + 1].isalnum():
            continue  # inches or seconds
        if opens(line, start, end, opened is not None):
            if opened is not None:
                if depth < 3 and nests(line, end, match.group(), line[slice(*opened)], depth):
                    depth += 1
                    continue
                left = stretch(line, offset, opened, start, start, closed=False)
                if left and left.end - left.start <= LONGEST_UNCLOSED:
                    found.append(left)
            opened = (start, end)
        elif opened is not None:
            if depth:
                depth -= 1
                continue
            piece = stretch(line, offset, opened, start, end)
            if piece:
                found.append(piece)
            opened = None
    if opened is None:
        return found, None
    return found, stretch(line, offset, opened, len(line), len(line), closed=False)


def nests(line: str, end: int, mark: str, outer: str, depth: int) -> bool:
    """Whether an opening mark inside an open quote begins a quote in the quote: both find their closing marks, the inner one first."""
    if mark in OPENING and outer in OPENING:
        return line.count("”", end, end + REACH) > 1 + depth
    inner_close = line.find("”" if mark in OPENING else mark, end, end + REACH)
    return inner_close >= 0 and line.find("”" if outer in OPENING else outer, inner_close + 1, inner_close + REACH) >= 0


def stretch(
    line: str, offset: int, opened: tuple[int, int], close: int, outer: int, *, closed: bool = True, single: bool = False
) -> Quoted | None:
    """A stretch without outer white space, or None when nothing is left."""
    start, end = opened[1], close
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    outer = max(outer, end) if closed else end
    return Quoted(offset + start, offset + end, offset + opened[0], offset + outer, closed, single)


def singles(line: str, offset: int, taken: list[Quoted]) -> Iterator[Quoted]:
    """The stretches between single marks of one line that lie outside the given stretches."""
    closes = [m.start() for m in SINGLE_CLOSE.finditer(line)]
    if not closes:
        return
    openings = [m.start() for m in SINGLE_OPEN.finditer(line) if not ELISION.match(line, m.start())]
    limits = [(q.outer_start - offset, q.outer_end - offset) for q in taken]
    at, next_close, k = 0, 0, 0
    for i, start in enumerate(openings):
        while k < len(limits) and limits[k][1] <= start:
            k += 1
        if start < at or (k < len(limits) and limits[k][0] <= start):
            continue
        while next_close < len(closes) and closes[next_close] <= start:
            next_close += 1
        following = openings[i + 1] if i + 1 < len(openings) else len(line)
        wall = limits[k][0] if k < len(limits) else len(line)
        close = closing_single(line, closes[next_close : next_close + LOOK_AHEAD], following, wall)
        if close is None:
            continue
        piece = stretch(line, offset, (start, start + 1), close, close + 1, single=True)
        if piece:
            at = close + 1
            yield piece


def closing_single(line: str, candidates: list[int], following: int, wall: int) -> int | None:
    """The closing mark of a single quote: the first that no plural possessive explains, else the first before the next opening mark."""
    weak: int | None = None
    for close in candidates:
        if close >= wall:
            break
        if close > following and weak is not None:
            break
        before, after = line[close - 1], line[close + 1 : close + 2]
        strong = before in ENDS or not after or after in ".,;:!?)]—–" or before not in "sS"
        if strong:
            return close
        if weak is None:
            weak = close
    return weak


def find(text: str) -> list[Quoted]:
    """All quoted stretches of a text, in order and apart from each other."""
    lines = [(m.group(), m.start()) for m in LINE.finditer(text) if not m.group().isspace()]
    found: list[Quoted] = []
    resume = 0
    for i, (line, offset) in enumerate(lines):
        if resume > offset:
            if resume >= offset + len(line):
                continue
            line, offset = line[resume - offset :], resume
        pieces, left = doubles(line, offset)
        if left is not None:
            onward = i + 1 < len(lines) and begins_quote(lines[i + 1][0])
            if not onward and (over := over_lines(left, lines[i + 1 : i + 1 + LINES])) is not None:
                found += sorted([*pieces, *singles(line, offset, [*pieces, over]), over], key=lambda q: (q.start, q.end))
                resume = over.outer_end
                continue
            if onward or left.end - left.start <= LONGEST_UNCLOSED:
                pieces.append(Quoted(left.start, left.end, left.outer_start, left.outer_end, False, False, onward))
        found += sorted([*pieces, *singles(line, offset, pieces)], key=lambda q: (q.start, q.end))
    return found


def over_lines(left: Quoted, following: list[tuple[str, int]]) -> Quoted | None:
    """A quote that a line break cuts: the next double mark, a few lines on, closes it."""
    for line, offset in following:
        if offset - left.start > LONGEST_UNCLOSED:
            return None
        match = DOUBLE.search(line)
        if match is not None:
            if opens(line, match.start(), match.end(), True) or not line[: match.start()].strip():
                return None
            return Quoted(left.start, offset + match.start(), left.outer_start, offset + match.end())
    return None


def begins_quote(line: str) -> bool:
    """Whether a paragraph begins with a mark that opens a quote."""
    match = DOUBLE.match(line.lstrip())
    return match is not None and match.group() not in CLOSING
