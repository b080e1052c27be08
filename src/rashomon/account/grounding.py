"""Holds every number and every name of a sentence against the sentences that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.account.telling import Reader
from rashomon.lang.numbers import ONES, SCALES, TENS, VAGUE
from rashomon.model import Statement

TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|\w+(?:['’.-]\w+)*")
SPACES = re.compile(r"\s+")
# "one" is as often a pronoun as a number; it is held to the same test all the same.
NUMBER_WORDS = frozenset({*ONES, *TENS, *SCALES, *VAGUE, "dozen", "half", "third", "quarter"})
FRAME = ("Reports differ on", "Reports differ")


def _plain(text: str) -> str:
    return SPACES.sub(" ", text.replace("’", "'")).casefold()


def _holds(haystack: str, needle: str) -> bool:
    start = haystack.find(needle)
    while start >= 0:
        end = start + len(needle)
        before = haystack[start - 1] if start else " "
        after = haystack[end] if end < len(haystack) else " "
        if not before.isalnum() and not after.isalnum():
            return True
        start = haystack.find(needle, start + 1)
    return False


def ungrounded(text: str, cited: Sequence[str], labels: Iterable[str] = ()) -> list[str]:
    """The numbers and names of `text` that occur in none of the cited sentences.

    A name is a run of words with a capital; it must stand there whole. `labels` are the outlets of the cited articles: a citation names its
    article, so they need not stand in the sentence. The fixed words of the summary's own patterns are no names.
    """
    for label in sorted({label for label in labels if label}, key=lambda item: (-len(item), item)):
        text = text.replace(label, " \n ")
    for frame in FRAME:
        if text.startswith(frame):
            text = "\n" + text[len(frame) :]
            break
    haystacks = [_plain(sentence) for sentence in cited]
    missing = []
    for run in _runs(text):
        if not any(_holds(haystack, _plain(run)) for haystack in haystacks):
            missing.append(run)
    return missing


def _runs(text: str) -> Iterable[str]:
    """Numbers, and capitalised words joined over single spaces."""
    start, end = -1, -1
    for match in TOKEN.finditer(text):
        word = match.group()
        number = word[0].isdigit() or word.casefold() in NUMBER_WORDS
        name = any(letter.isupper() for letter in word)
        if not (number or name):
            continue
        if name and start >= 0 and text[end : match.start()] == " ":
            end = match.end()
            continue
        if start >= 0:
            yield text[start:end]
        start, end = match.start(), match.end()
    if start >= 0:
        yield text[start:end]


def grounded(statement: Statement, reader: Reader) -> bool:
    """Whether every number and name of the statement occurs in a sentence that it cites."""
    labels = [reader.analyses[c.article].article.outlet or "" for c in statement.citations if c.article in reader.analyses]
    return bool(statement.citations) and not ungrounded(statement.text, reader.cited_text(statement.citations), labels)
