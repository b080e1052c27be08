"""How much it tells that two texts share a word: inverse document frequency, from English at large blended with the articles at hand."""

from __future__ import annotations

import functools
import math

from rashomon.lang import resources

WORDS_A_TEXT = 250  # words of news text over which a word's background chance of occurring is taken
UNSEEN = 9.0  # idf of a stem that the list does not have
BLEND = 150.0  # articles that the background counts for


@functools.cache
def _levels() -> dict[str, int]:
    return {stem: int(level) for level, stems in resources.rows("story/data/frequencies.tsv") for stem in stems.split(" ")}


@functools.lru_cache(maxsize=131072)
def chance(stem: str) -> float:
    """The chance that a news text of ordinary length has the stem, from the frequency list."""
    level = _levels().get(stem)
    if level is None:
        return math.exp(-UNSEEN)
    return -math.expm1(-(10.0 ** (level / 10 - 9)) * WORDS_A_TEXT)


def background(stem: str) -> float:
    """Inverse document frequency from the list alone, in [0, 9]."""
    return min(UNSEEN, -math.log(chance(stem)))


def blended(stem: str, seen_in: int, articles: int) -> float:
    """Inverse document frequency, in [0, 9], when `seen_in` of `articles` articles have the stem; the background counts as `BLEND`."""
    return min(UNSEEN, -math.log((chance(stem) * BLEND + max(0, seen_in - 1)) / (BLEND + articles)))
