"""Plain text: which line is the headline, and what the lines under it say about outlet, author and day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.ingest import dates
from rashomon.lang import resources
from rashomon.model import Span

LONGEST_HEADLINE = 240
SENTENCE_WORDS = 12  # a line of this many words that ends like a sentence is one
LEAD_LINES = 6
LONGEST_CREDIT = 200
CREDIT = re.compile(r"\s*(?:by|from)\s+(?=\S)", re.IGNORECASE)
STAMP = re.compile(r"\s*(?:first |last )?(?:published|posted|updated|modified|date)\b:?\s*(?:on|at)?\s*", re.IGNORECASE)
LINE = re.compile(r"[^\r\n]+")
WORD = re.compile(r"\w")
SENTENCE_END = re.compile(r"""[.!?]["'”’)\]]*\Z""")
NAME_WORD = re.compile(r"[A-Z0-9][\w.&'’+-]*\Z")
SMALL = frozenset({"and", "of", "the", "for", "de", "in", "on", "at", "&"})
PARTS = re.compile(r"\s*(?:,|\||•|·|\s[-–—/]\s|\bfor (?=[A-Z])|\bin (?=[A-Z]))\s*")


@dataclass(frozen=True, slots=True)
class Front:
    """What the first lines of a text say. Fields are None where they say nothing."""

    headline: Span | None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def read_front(text: str) -> Front:
    """The headline's place, and outlet, authors and day of publication as far as a line under it names them."""
    lines = _lead(text)
    if not lines:
        return Front(None)
    headline = _headline(text, lines)
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    for span in lines[1:] if headline else lines:
        line = text[span.start : span.end]
        if len(line) > LONGEST_CREDIT:
            break
        if STAMP.match(line):
            published = published or dates.written(line)
            continue
        credit = _credit(line)
        if credit:
            outlet, authors, day = credit
            published = day or published
            break
    return Front(headline, outlet, authors, published)


def _lead(text: str) -> list[Span]:
    """The first lines that hold a letter or a digit, without their outer white space."""
    found: list[Span] = []
    for line in LINE.finditer(text[:20_000]):
        bare = line.group().strip(" \t\u00a0\ufeff\u200b")
        if WORD.search(bare):
            start = line.start() + line.group().index(bare)
            found.append(Span(start, start + len(bare)))
            if len(found) == LEAD_LINES:
                break
    return found


def _headline(text: str, lines: list[Span]) -> Span | None:
    """The first line, where it can be a headline and a blank line or a longer line follows it."""
    first = lines[0]
    line = text[first.start : first.end]
    if len(lines) == 1 or len(line) > LONGEST_HEADLINE or (line.startswith(('"', "“")) and SENTENCE_END.search(line)):
        return None
    if re.search(r"[.!?][\"”’]?\s+[A-Z]", _without_initials(line)) and SENTENCE_END.search(line) and len(line.split()) >= SENTENCE_WORDS:
        return None
    if SENTENCE_END.search(line) and not line.endswith("?") and len(line.split()) >= SENTENCE_WORDS:
        return None
    blank = text[first.end : lines[1].start].count("\n") > 1
    return first if blank or not SENTENCE_END.search(line) or line.endswith("?") else None


def _without_initials(line: str) -> str:
    return re.sub(r"\b(?:[A-Z]|Lt|Gen|Col|Maj|Sgt|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|No|Oct|Nov|Dec|Jan|Feb|Aug|Sept)\.", "", line)


def _credit(line: str) -> tuple[str | None, tuple[str, ...], str | None] | None:
    """Outlet, authors and day of "By A. Writer, The Gazette, 10 March 2026" or "Crown Wire, 3 February 2026"; None for any other line."""
    published = dates.written(line)
    by = CREDIT.match(line)
    if SENTENCE_END.search(line) or (not by and not published):
        return None
    parts = [p for p in (part.strip(" .:;()") for part in PARTS.split(dates.without(line[by.end() :] if by else line))) if p]
    names = [p for p in parts if _is_name(p)]
    if by:
        if not parts or len(parts) > 4:
            return None
        authors = tuple(a.strip() for a in re.split(r"\s+and\s+|\s*&\s*", parts[0]) if a.strip())
        outlet = names[-1] if names and names[-1] != parts[0] and (published or _is_outlet(names[-1])) else None
        return outlet, authors, published
    if len(parts) == 1 and names and _is_outlet(names[0]):
        return names[0], (), published
    return None


def _is_name(part: str) -> bool:
    words = part.split()
    return 0 < len(words) <= 6 and all(NAME_WORD.match(w) or w.lower() in SMALL for w in words) and NAME_WORD.match(words[0]) is not None


def _is_outlet(name: str) -> bool:
    """Whether a name reads like that of an outlet; a place before a date is a dateline."""
    words = {w.lower() for w in name.split()}
    return name.startswith("The ") or "." in name.strip(".") or bool(words & _outlet_words())


def _outlet_words() -> frozenset[str]:
    return frozenset(resources.lines("ingest/data/outlet_words.txt"))
