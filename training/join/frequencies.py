"""Writes how common each English word stem is: `src/rashomon/story/data/frequencies.tsv`.

Source: the word frequencies of wordfreq 3 (Robyn Speer; data CC BY-SA 4.0), folded to the stems that `rashomon.story.words` makes.
Needs: pip install wordfreq.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

from rashomon.story import words

MOST = 30_000
TARGET = Path(__file__).resolve().parents[2] / "src/rashomon/story/data/frequencies.tsv"


def main() -> None:
    import wordfreq

    shares: dict[str, float] = defaultdict(float)
    for word, share in wordfreq.get_frequency_dict("en", wordlist="large").items():
        if words.WORD.fullmatch(word) and not any(c.isdigit() for c in word):
            shares[words.stem(words.fold(word))] += share
    common = sorted(shares, key=lambda stem: (-shares[stem], stem))[:MOST]
    levels: dict[int, list[str]] = defaultdict(list)
    for stem in common:
        levels[round(10 * (math.log10(shares[stem]) + 9))].append(stem)
    lines = [
        "# How common English word stems are: ten times the decimal logarithm of occurrences per billion words, then the stems.",
        "# Made by training/join/frequencies.py from wordfreq 3 (Robyn Speer), data under CC BY-SA 4.0; this file is under CC BY-SA 4.0.",
        *(f"{level}\t{' '.join(sorted(levels[level]))}" for level in sorted(levels, reverse=True)),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
