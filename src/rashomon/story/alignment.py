"""Finds the exact runs of words that two texts share, and the short gaps between the runs where they part."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.lang import resources
from rashomon.model import Article, SharedSpan
from rashomon.story import fingerprints, words

SHORTEST_RUN = 5  # words
MOST_SEEDS = 2000
LONGEST_GAP = 8  # words on either side of a difference that is shown


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text made ready for comparison.

    `open` marks the words outside quoted speech and furniture, `kept` are their indices;
    `prints` maps a fingerprint to the word where it begins.
    """

    article: Article
    text: words.Words
    codes: NDArray[np.uint64]
    open: NDArray[np.bool_]
    kept: NDArray[np.int64]
    prints: dict[int, int]

    @property
    def length(self) -> int:
        """Words outside quoted speech and furniture."""
        return len(self.kept)


@dataclass(frozen=True, slots=True)
class Run:
    """The same `length` words from word `here` of one text and word `there` of the other."""

    here: int
    there: int
    length: int


def prepare(article: Article) -> Prepared:
    """The words, word codes and fingerprints of an article."""
    text = words.split(article.text)
    opened = ~np.array(text.quoted, dtype=np.bool_)
    _leave_out_furniture(article.text, text, opened)
    codes = fingerprints.codes(text.forms)
    kept = np.flatnonzero(opened).astype(np.int64)
    hashes = fingerprints.grams(codes[kept])
    places = fingerprints.winnow(hashes)
    prints: dict[int, int] = {}
    for value, place in zip(hashes[places].tolist(), kept[places].tolist(), strict=True):
        prints.setdefault(value, place)
    return Prepared(article, text, codes, opened, kept, prints)


def _leave_out_furniture(text: str, split: words.Words, opened: NDArray[np.bool_]) -> None:
    phrases = resources.lines("story/data/furniture.txt")
    low = text.lower()
    if len(low) != len(text) or not any(phrase in low for phrase in phrases):
        return
    starts = np.array(split.starts)
    at = 0
    for line in low.splitlines(keepends=True):
        if len(line) < 300 and any(phrase in line for phrase in phrases):
            opened[np.searchsorted(starts, at) : np.searchsorted(starts, at + len(line))] = False
        at += len(line)


def _agreeing(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> int:
    n = min(len(a), len(b))
    different = a[:n] != b[:n]
    return int(np.argmax(different)) if different.any() else n


def runs(a: Prepared, b: Prepared) -> list[Run]:
    """The shared runs of at least five words, in the order of `a`; they do not overlap in `a`. Linear in the words for ordinary texts."""
    seeds = sorted((place, b.prints[value]) for value, place in a.prints.items() if value in b.prints)[:MOST_SEEDS]
    found: list[Run] = []
    covered = 0
    for i, j in seeds:
        if i < covered:
            continue
        ahead = _agreeing(a.codes[i:], b.codes[j:])
        room = min(i - covered, j)
        behind = _agreeing(a.codes[i - room : i][::-1], b.codes[j - room : j][::-1]) if room else 0
        if ahead + behind >= SHORTEST_RUN:
            found.append(Run(i - behind, j - behind, ahead + behind))
            covered = i + ahead
    return found


def covered(found: list[Run], a: Prepared, b: Prepared) -> tuple[int, int]:
    """Words outside quoted speech that the runs cover, in each text."""
    here, there = np.zeros(len(a.codes), dtype=np.bool_), np.zeros(len(b.codes), dtype=np.bool_)
    for run in found:
        here[run.here : run.here + run.length] = True
        there[run.there : run.there + run.length] = True
    return int((here & a.open).sum()), int((there & b.open).sum())


def spans(found: list[Run], a: Prepared, b: Prepared) -> tuple[SharedSpan, ...]:
    """The runs as places in both texts."""
    return tuple(_shared((run.here, run.here + run.length), (run.there, run.there + run.length), a, b) for run in found)


def _shared(here: tuple[int, int], there: tuple[int, int], a: Prepared, b: Prepared) -> SharedSpan:
    return SharedSpan(
        a.article.cite(a.text.starts[here[0]], a.text.ends[here[1] - 1]), b.article.cite(b.text.starts[there[0]], b.text.ends[there[1] - 1])
    )


def differences(found: list[Run], a: Prepared, b: Prepared) -> tuple[SharedSpan, ...]:
    """Short stretches between neighbouring runs in which the two versions say something else; both sides have words."""
    parted = []
    for left, right in itertools.pairwise(found):
        here, there = left.here + left.length, left.there + left.length
        if 0 < right.here - here <= LONGEST_GAP and 0 < right.there - there <= LONGEST_GAP:
            parted.append(_shared((here, right.here), (there, right.there), a, b))
    return tuple(parted)
