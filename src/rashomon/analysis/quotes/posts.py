"""Embedded posts: a paragraph of somebody's own words from a social network, signed with a dash, a name and an account.

Pages that embed a post carry it as a block of quotation without marks, "WORDS — NAME (@account) DATE"; that is the form in which the
networks hand a post out for embedding, and what is left of it in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.model import Quote, Span

SIGNED = re.compile(
    r"[ \t](?:[—–]|--)[ \t]*(?P<name>[^\n\r@()—–]{1,60}?)[ \t]*\(@(?P<account>\w[\w.-]{0,40})\)"
    r"(?P<date>[ \t]+(?:[A-Z][a-z]{2,8}\.?[ \t]\d{1,2},[ \t]\d{4}|\d{1,2}[ \t][A-Z][a-z]{2,8}\.?[ \t]\d{4}))?"
)
# Addresses of pictures and pages at the end of a post are no words of its author.
LINKS = re.compile(r"(?:\s+(?:https?://\S+|\S+\.(?:com|co|org|net)/\S*|[@#]\w+))+\s*\Z")
BREAK = re.compile(r"[\n\r\u2028\u2029\x0b\x0c]")
FEWEST = 3  # words: less is a credit line ("Photo — Name (@account)")
LONGEST = 4000  # characters of a paragraph in which a post is looked for


def posts(text: str, spoken: Sequence[Quote]) -> list[Quote]:
    """The posts of a text as direct quotes, in order; none where marks around the words made them a quote already."""
    found = []
    after = 0
    taken = sorted((q.start, q.end) for q in spoken)
    for match in SIGNED.finditer(text):
        start = max(after, match.start() - LONGEST)
        for line in BREAK.finditer(text, start, match.start()):
            start = line.end()
        after = match.end()
        while start < match.start() and text[start].isspace():
            start += 1
        words = text[start : match.start()]
        end = start + len(LINKS.sub("", words).rstrip())
        if len(text[start:end].split()) < FEWEST or any(
            s < end and start < e and 2 * (min(e, end) - max(s, start)) > end - start for s, e in taken
        ):
            continue
        name = Span(match.start("name"), match.end("name"))
        found.append(Quote(start, end, text[start:end], True, text[name.start : name.end], name, None, score=1.0))
    return found
