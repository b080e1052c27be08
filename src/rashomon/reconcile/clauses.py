"""Which dates of a sentence hold for a number in it, by the tree of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from rashomon.model import Analysis, Sentence

# Before a date that only begins or ends a stretch in which the number holds.
OPEN = re.compile(r"\b(?:since|until|till|through|from|before|after)\s+(?:the\s+)?\Z", re.IGNORECASE)
TOLD = re.compile(r",? (?:when|in which|on which)\b", re.IGNORECASE)  # after a date of which a clause tells: "since 1999, when nine died"
BEFORE = 16  # characters that such a word and an article take
BESIDE = frozenset({"conj", "parataxis"})
VERBS = frozenset({"VERB", "AUX"})


class Clause:
    """A word in its clause."""

    def __init__(self, analysis: Analysis, sentence: Sentence, position: int) -> None:
        self.analysis = analysis
        self.sentence = sentence
        self.position = position
        self.parsed = any(t.head >= 0 for t in analysis.tokens[sentence.first : sentence.last])
        self.line = self._upwards(self._token(position))

    def holds(self, start: int, end: int) -> bool:
        """Whether the date in [start, end) is told of the word; True where the sentence has no tree."""
        text = self.analysis.article.text
        if OPEN.search(text, max(self.sentence.start, start - BEFORE), start):
            return end < self.position and bool(TOLD.match(text, end))
        above = self._upwards(self._token(start)) if self.parsed else []
        shared = next((i for i in above if i in self.line), None)
        if shared is None:
            return True
        before = start < self.analysis.tokens[shared].start
        return not self._joined(above[: above.index(shared)]) and (before or not self._joined(self.line[: self.line.index(shared)]))

    def _joined(self, tokens: list[int]) -> bool:
        """Whether one of these heads a clause that is only joined to another ("... fell in 2003 and 40 died")."""
        known = (self.analysis.tokens[i] for i in tokens)
        return any(t.relation.partition(":")[0] in BESIDE and t.tag in VERBS for t in known)

    def _token(self, position: int) -> int:
        s = self.sentence
        return max(s.first, bisect_right(self.analysis.tokens, position, s.first, s.last, key=attrgetter("start")) - 1)

    def _upwards(self, token: int) -> list[int]:
        """The token and everything that governs it, nearest first."""
        found: list[int] = []
        while self.sentence.first <= token < self.sentence.last and token not in found:
            found.append(token)
            token = self.analysis.tokens[token].head
        return found
