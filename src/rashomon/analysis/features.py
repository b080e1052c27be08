"""What the reader sees of a sentence besides its lower-case word pieces: how each word is written, and how the whole sentence is."""

from __future__ import annotations

from collections.abc import Sequence

SHAPES = 64  # 8 ways of writing a word x first or later piece x 4 ways of writing a sentence
CUT = 60  # letters of a word that are read; more is no word
PIECES_A_WORD = 12


def writing(word: str) -> int:
    """How a word is written: 0 lower or letterless, 1 Title, 2 UPPER, 3 one capital, 4 mixed, 5 letters and digits, 6 digits, 7 marks."""
    if word.islower() and word.isalpha():
        return 0
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 5 if any(c.isalpha() for c in word) else 6
    if not any(c.isalpha() for c in word):
        return 7
    if word.isupper():
        return 3 if sum(c.isalpha() for c in word) == 1 else 2
    if word.istitle() or (word[0].isupper() and word[1:].islower()):
        return 1
    return 4 if any(c.isupper() for c in word) else 0


def style(words: Sequence[str]) -> int:
    """How a sentence is written: 0 usual, 1 in capitals, 2 Headline Style, 3 without any capital."""
    long = [w for w in words if len(w) > 3 and w.isalpha()]
    if not any(c.isupper() for w in words for c in w[:CUT]):
        return 3
    if len(long) >= 2 and sum(w.isupper() for w in long) * 10 >= len(long) * 7:
        return 1
    if len(long) >= 4 and sum(w[0].isupper() for w in long) * 10 >= len(long) * 8:
        return 2
    return 0


def shapes(words: Sequence[str]) -> list[int]:
    """The shape of each word's first piece; a later piece has 8 more."""
    base = 16 * style(words)
    return [base + writing(w[:CUT]) for w in words]
