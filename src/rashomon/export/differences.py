"""Which words differ between the wordings of one utterance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.export.safe import one_line

WORD = re.compile(r"\w+(?:['’-]\w+)*")
MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words; `differs` when another wording does not have them in this place."""

    text: str
    differs: bool


def marked(wordings: Sequence[str]) -> list[list[Run]]:
    """Each wording cut into runs. A word differs when it is not matched in every other wording; case and punctuation do not count.

    Wordings of more than 400 words are left unmarked.
    """
    texts = [one_line(text) for text in wordings]
    spans = [[(m.start(), m.end()) for m in WORD.finditer(text)] for text in texts]
    words = [[text[a:b].casefold().replace("’", "'") for a, b in span] for text, span in zip(texts, spans, strict=True)]
    if len(texts) < 2 or max(map(len, words)) > MOST_WORDS:
        return [[Run(text, False)] for text in texts]
    return [_runs(texts[i], spans[i], _unmatched(words, i)) for i in range(len(texts))]


def _unmatched(words: Sequence[Sequence[str]], here: int) -> set[int]:
    found: set[int] = set()
    for other in range(len(words)):
        if other == here:
            continue
        # The same pair is compared in the same direction from both sides, so that both sides agree on what is shared.
        first, second = min(here, other), max(here, other)
        blocks = SequenceMatcher(None, words[first], words[second], autojunk=False).get_matching_blocks()
        shared = {(block.a if here == first else block.b) + k for block in blocks for k in range(block.size)}
        found |= set(range(len(words[here]))) - shared
    return found


def _runs(text: str, spans: Sequence[tuple[int, int]], differing: set[int]) -> list[Run]:
    runs: list[Run] = []
    at, i = 0, 0
    while i < len(spans):
        if i not in differing:
            i += 1
            continue
        j = i
        while j + 1 < len(spans) and j + 1 in differing:
            j += 1
        if at < spans[i][0]:
            runs.append(Run(text[at : spans[i][0]], False))
        runs.append(Run(text[spans[i][0] : spans[j][1]], True))
        at, i = spans[j][1], j + 1
    if at < len(text):
        runs.append(Run(text[at:], False))
    return runs
