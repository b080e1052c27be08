"""The articles that are active, in arrays: postings for finding candidates, and term rows for comparing one report with many at once.

Every sum runs over an article's own terms in the article's own order, so a result does not depend on the order of arrival.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.story import rarity
from rashomon.story.features import Features
from rashomon.story.linkage import Node

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
# what a report says of one of its terms
WEIGHT, PRESENT, TITLE, LEAD, NAME, SALIENT, PLACE, NUMBER, DAY, YEAR, WEEKDAY, POSITION, LEAD_NUMBER, LEAD_WEEKDAY, OPENING = range(15)
ATTRIBUTES = 15
NUMBER_CHANCE, DATE_CHANCE = 0.02, 0.05
PROBES = 32  # terms of a report that look for candidates
LONGEST_POSTING = 400  # reports; of a more common term those next in time are looked at
CANDIDATES = 50
NEIGHBOURS = 12
USUAL_DAYS, BLEND = 60.0, 30.0  # the spread in time of reports at large, and the reports that it counts for
BLOCK = 4096  # vectors kept in one array
REACH = 4096  # reports before and after one, in the order of time, among which the nearest vectors are looked for


class Index:
    """Active reports by number, in order of addition; `remove` takes one out of the candidates."""

    def __init__(self) -> None:
        self.features: list[Features] = []
        self.numbers: dict[str, int] = {}
        self.vocabulary: dict[str, int] = {}
        self.postings: list[array[int]] = []
        self.terms: list[NDArray[np.int32]] = []
        self.rows: list[Halves] = []
        self.keys: list[str] = []
        self.days: list[int | None] = []
        self.removed: set[int] = set()
        self._on_day: Counter[int] = Counter()
        self._calendar: tuple[int, NDArray[np.int64], NDArray[np.float64]] = (-1, np.zeros(0, dtype=np.int64), np.zeros(1))
        self._chances = np.zeros(1024)
        self._seen_in = np.zeros(1024)
        self._scratch: Floats = np.zeros((1024, ATTRIBUTES), dtype=np.float32)
        self._has_vector = bytearray()
        self._blocks: list[Floats] = []

    def __len__(self) -> int:
        return len(self.features)

    @property
    def active(self) -> int:
        """Reports that were added and not removed."""
        return len(self.features) - len(self.removed)

    def add(self, features: Features, vector: Floats | None = None) -> int:
        """Take in a report; its number."""
        keys, rows = term_rows(features)
        return self._take(bare(features), keys, rows.astype(np.float16), vector)

    def add_from(self, other: Index, number: int) -> int:
        """Take over a report of another index; its number here."""
        keys = [other.keys[term] for term in other.terms[number].tolist()]
        return self._take(other.features[number], keys, other.rows[number], other.vector(number))

    def _take(self, features: Features, keys: Sequence[str], rows: Halves, vector: Floats | None) -> int:
        ids = np.fromiter((self._intern(key) for key in keys), dtype=np.int32, count=len(keys))
        number = len(self.features)
        for term in ids.tolist():
            self.postings[term].append(number)
        self._seen_in[ids] += 1
        self.features.append(features)
        self.numbers[features.id] = number
        self.terms.append(ids)
        self.rows.append(rows)
        self.days.append(features.day)
        if features.day is not None:
            self._on_day[features.day] += 1
        self._has_vector.append(vector is not None)
        if vector is not None:
            while len(self._blocks) <= number // BLOCK:
                self._blocks.append(np.zeros((BLOCK, len(vector)), dtype=np.float32))
            self._blocks[number // BLOCK][number % BLOCK] = vector
        return number

    def vector(self, number: int) -> Floats | None:
        """A report's vector, None when it has none."""
        return self._blocks[number // BLOCK][number % BLOCK] if self._has_vector[number] else None

    def remove(self, number: int) -> None:
        """Take a report out of the candidates; its number stays taken."""
        if number not in self.removed:
            self.removed.add(number)
            self._seen_in[self.terms[number]] -= 1
            day = self.days[number]
            if day is not None:
                self._on_day[day] -= 1

    def _intern(self, key: str) -> int:
        term = self.vocabulary.get(key)
        if term is None:
            term = self.vocabulary[key] = len(self.vocabulary)
            if term >= len(self._chances):
                self._chances = np.concatenate((self._chances, np.zeros(term)))
                self._seen_in = np.concatenate((self._seen_in, np.zeros(term)))
            self._chances[term] = NUMBER_CHANCE if key[0] == "#" else DATE_CHANCE if key[0] == "@" else rarity.chance(key)
            self.postings.append(array("i"))
            self.keys.append(key)
        return term

    def rarities(self, ids: NDArray[np.int32]) -> NDArray[np.float64]:
        """Inverse document frequency of terms, background and active reports blended."""
        chance = (self._chances[ids] * rarity.BLEND + np.maximum(0.0, self._seen_in[ids] - 1)) / (rarity.BLEND + self.active)
        return np.minimum(rarity.UNSEEN, -np.log(chance))

    def as_near(self, number: int, gaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance that a report of any other story is as near in time: the share of active reports within each gap in days, blended.

        Nearness tells much among reports of a year and little among reports of one day. NaN where the gap is.
        """
        day = self.days[number]
        if day is None:
            return np.full(len(gaps), np.nan)
        if self._calendar[0] != len(self.features):
            days = np.array(sorted(self._on_day), dtype=np.int64)
            counts = np.array([self._on_day[one] for one in days.tolist()], dtype=np.float64)
            self._calendar = (len(self.features), days, np.concatenate(([0.0], np.cumsum(counts))))
        _, days, before = self._calendar
        known = np.nan_to_num(gaps)
        inside = before[np.searchsorted(days, day + known, side="right")] - before[np.searchsorted(days, day - known, side="left")]
        usual = np.minimum(1.0, (2 * known + 1) / USUAL_DAYS)
        share = (inside + BLEND * usual) / (before[-1] + BLEND)
        return np.where(np.isnan(gaps), np.nan, share)

    def candidates(self, number: int, limit: int = CANDIDATES) -> list[int]:
        """The reports that share the most telling terms with this one, best first; ties by number."""
        ids, rows = self.terms[number], self.rows[number]
        if not len(ids):
            return []
        rare = self.rarities(ids)
        strength = np.maximum(rows[:, WEIGHT].astype(np.float64), 0.7) * rare * rare
        probes = np.argsort(-strength, kind="stable")[:PROBES]
        found, weights = [], []
        for probe in probes.tolist():
            holders = self._holders(int(ids[probe]), number)
            if len(holders) > 1:
                found.append(holders)
                weights.append(np.full(len(holders), strength[probe]))
        if not found:
            return []
        numbers, inverse = np.unique(np.concatenate(found), return_inverse=True)
        scores = np.bincount(inverse, weights=np.concatenate(weights)).astype(np.float64)
        scores = np.round(scores / np.sqrt([len(self.terms[n]) + 10.0 for n in numbers.tolist()]), 6)
        best = numbers[np.lexsort((numbers, -scores))][: limit + 1 + len(self.removed)].tolist()
        return [n for n in best if n != number and n not in self.removed][:limit]

    def _holders(self, term: int, number: int) -> NDArray[np.intc]:
        posting = self.postings[term]
        if len(posting) <= LONGEST_POSTING:
            return np.frombuffer(posting, dtype=np.intc)
        at = bisect_left(posting, number)
        first = max(0, min(at - LONGEST_POSTING // 2, len(posting) - LONGEST_POSTING))
        return np.frombuffer(posting[first : first + LONGEST_POSTING], dtype=np.intc)

    def node(self, number: int) -> Node:
        """A report as the grouping of pairs needs it."""
        ids, rows = self.terms[number], self.rows[number]
        named = ids[rows[:, NAME] > 0]
        names = dict(zip(named.tolist(), self.rarities(named).tolist(), strict=True))
        terms = frozenset(ids[rows[:, PRESENT] > 0].tolist())
        return Node(self.vector(number), log_length(self.features[number]), names, terms, self.days[number] is not None)

    def neighbours(self, number: int, most: int = NEIGHBOURS) -> list[int]:
        """The reports whose vectors are nearest to this one's, among those next in time."""
        mine = self.vector(number)
        if mine is None:
            return []
        first, last = max(0, number - REACH), min(len(self.features), number + REACH)
        scores = np.concatenate([block @ mine for block in self._blocks[first // BLOCK : (last - 1) // BLOCK + 1]])
        begin = first // BLOCK * BLOCK
        scores = np.round(scores[first - begin : last - begin], 5)
        best = np.argsort(-scores, kind="stable")[: most + 1 + len(self.removed)] + first
        return [n for n in best.tolist() if n != number and n not in self.removed and self._has_vector[n]][:most]

    def compare(self, number: int, others: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sums [len(others), SUMS] over the terms of each other report, and this report's own totals [TOTALS]."""
        ids, rows = self.terms[number], self.rows[number].astype(np.float32)
        if len(self._scratch) < len(self.vocabulary):
            self._scratch = np.zeros((2 * len(self.vocabulary), ATTRIBUTES), dtype=np.float32)
        self._scratch[ids] = rows
        lengths = np.array([len(self.terms[n]) for n in others])
        theirs = np.concatenate([self.terms[n] for n in others])
        b = np.concatenate([self.rows[n] for n in others]).astype(np.float32)
        a = self._scratch[theirs]
        self._scratch[ids] = 0.0
        e = self.rarities(theirs)
        products = _products(a, b, e)
        sums = np.zeros((len(others), len(SUMS)))
        filled = np.flatnonzero(lengths)
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))[filled]
        if len(filled):
            sums[filled, : products.shape[1]] = np.add.reduceat(products, starts, axis=0)
            sums[filled, products.shape[1] :] = np.maximum.reduceat(_strongest(a, b, e), starts, axis=0)
        sums[:, -1] = self._strongest_missing(number, np.repeat(np.arange(len(others)), lengths), a, len(others))
        return sums, totals(rows, self.rarities(ids))

    def _strongest_missing(self, number: int, owners: NDArray[np.int64], a: Floats, others: int) -> NDArray[np.float64]:
        """For each other report the strongest of this report's names that it does not have."""
        ids, rows = self.terms[number], self.rows[number].astype(np.float32)
        strength = rows[:, NAME] * rows[:, WEIGHT] * self.rarities(ids)
        named = np.flatnonzero(strength > 0)
        if not len(named):
            return np.zeros(others)
        column = np.full(len(ids) + 1, -1)
        column[rows[named, POSITION].astype(np.int64)] = np.arange(len(named))
        absent = np.broadcast_to(strength[named], (others, len(named))).copy()
        at = column[a[:, POSITION].astype(np.int64)]
        hit = at >= 0
        absent[owners[hit], at[hit]] = 0.0
        strongest: NDArray[np.float64] = absent.max(axis=1)
        return strongest


def _strongest(a: Floats, b: Floats, e: NDArray[np.float64]) -> NDArray[np.float64]:
    """The columns of which the greatest counts: a shared term, a shared name, a name only there, and room for one more."""
    out = np.zeros((len(e), 4))
    out[:, 0] = e * (a[:, PRESENT] * (b[:, WEEKDAY] == 0))
    named = b[:, NAME] * e
    out[:, 1] = named * np.minimum(a[:, WEIGHT], b[:, WEIGHT])
    out[:, 2] = named * b[:, WEIGHT] * (1.0 - a[:, PRESENT])
    return out


def _products(a: Floats, b: Floats, e: NDArray[np.float64]) -> NDArray[np.float64]:
    """The summed columns of `SUMS`, one row a term of the other report."""
    ea, eb = a * e[:, None], b * e[:, None]
    here = a[:, PRESENT]
    out = np.empty((len(e), TOTAL_AT + len(TOTALS)))
    out[:, 0] = ea[:, WEIGHT] * eb[:, WEIGHT]
    out[:, 1] = a[:, TITLE] * eb[:, TITLE]
    out[:, 2] = ea[:, TITLE]
    out[:, 3] = here * eb[:, TITLE]
    out[:, 4] = a[:, NAME] * eb[:, NAME]
    out[:, 5] = ea[:, NAME]
    out[:, 6] = here * eb[:, NAME]
    out[:, 7] = ea[:, SALIENT]
    out[:, 8] = here * eb[:, SALIENT]
    out[:, 9] = ea[:, PLACE]
    out[:, 10] = here * eb[:, PLACE]
    out[:, 11] = a[:, LEAD] * eb[:, LEAD]
    out[:, 12] = a[:, NUMBER] * eb[:, NUMBER]
    out[:, 13] = a[:, DAY] * b[:, DAY]
    out[:, 14] = a[:, YEAR] * b[:, YEAR]
    out[:, 15] = a[:, WEEKDAY] * b[:, WEEKDAY]
    out[:, 16] = here * (e > 5.0) * (b[:, WEIGHT] > 0)
    out[:, 17] = here * (b[:, WEIGHT] > 0) * e
    out[:, 18] = ea[:, LEAD_NUMBER] * b[:, NUMBER]
    out[:, 19] = a[:, NUMBER] * eb[:, LEAD_NUMBER]
    out[:, 20] = a[:, LEAD_WEEKDAY] * b[:, LEAD_WEEKDAY]
    out[:, 21] = ea[:, OPENING] * b[:, LEAD]
    out[:, 22] = a[:, LEAD] * eb[:, OPENING]
    out[:, TOTAL_AT : TOTAL_AT + len(TOTALS)] = _total_columns(b, eb)
    return out


def _total_columns(b: Floats, eb: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty((len(b), 13))
    out[:, 0] = eb[:, WEIGHT] ** 2
    out[:, 1] = eb[:, TITLE]
    out[:, 2] = eb[:, NAME]
    out[:, 3] = eb[:, SALIENT]
    out[:, 4] = eb[:, PLACE]
    out[:, 5] = eb[:, LEAD]
    out[:, 6] = eb[:, NUMBER]
    out[:, 7] = b[:, DAY]
    out[:, 8] = b[:, YEAR]
    out[:, 9] = b[:, WEEKDAY]
    out[:, 10] = eb[:, LEAD_NUMBER]
    out[:, 11] = b[:, LEAD_WEEKDAY]
    out[:, 12] = eb[:, OPENING]
    return out


def totals(rows: Floats, e: NDArray[np.float64]) -> NDArray[np.float64]:
    """A report's own totals, the columns of `TOTALS`."""
    return _total_columns(rows, rows * e[:, None]).sum(axis=0) if len(rows) else np.zeros(len(TOTALS))


TOTALS = tuple("weight title name salient place lead number day year weekday lead_number lead_weekday opening".split())
_SUMMED = "dot title title_here title_there name name_here name_there salient_here salient_there place_here place_there lead"
_GREATEST = "rarest top_shared top_there top_here"
SUMS = (
    *_SUMMED.split(),
    *"number day year weekday rare shared lead_number_here lead_number_there lead_weekday opening_here opening_there".split(),
    *(f"total_{name}" for name in TOTALS),
    "rarest",
    *"top_shared top_there top_here".split(),
)
TOTAL_AT = 23


def bare(features: Features) -> Features:
    """The features without what the term rows hold, as the index keeps them."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("terms", "title", "lead", "opening", "names", "places", "numbers", "dates", "lead_numbers"), ()
    )
    return replace(features, embedded="", **nothing)


def term_rows(features: Features) -> tuple[list[str], Floats]:
    """A report's terms and what it says of each [terms, ATTRIBUTES], in the report's own order."""
    weights = dict(features.terms)
    names = {key for key, _ in features.names if rarity.background(key) > 2.0}
    title, lead, places = set(features.title), set(features.lead), set(features.places) & names
    opening = (title | set(features.opening)) & names
    keys = [*weights, *sorted((title | names) - weights.keys())]
    rows = np.zeros((len(keys) + len(features.numbers) + len(features.dates), ATTRIBUTES), dtype=np.float32)
    for i, key in enumerate(keys):
        is_name, in_front = key in names, key in title or key in lead
        rows[i, : PLACE + 1] = (weights.get(key, 0.0), 1.0, key in title, in_front, is_name, is_name and in_front, key in places)
        rows[i, OPENING] = key in opening
    at = len(keys)
    for number in features.numbers:
        keys.append("#" + number)
        rows[at, NUMBER] = 1.0
        rows[at, LEAD_NUMBER] = number in features.lead_numbers
        at += 1
    for mark in features.dates:
        keys.append("@" + mark)
        rows[at, {"d": DAY, "y": YEAR, "w": WEEKDAY}.get(mark[0], 0)] = 1.0 if mark[0] in "dyw" else 0.0
        rows[at, LEAD_WEEKDAY] = mark == features.lead_weekday
        at += 1
    rows[:, POSITION] = np.arange(1, len(rows) + 1)
    return keys, rows


def log_length(features: Features) -> float:
    """The length class of a report: the logarithm of its words."""
    return math.log1p(features.words)
