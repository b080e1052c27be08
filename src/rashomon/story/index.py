"""The articles that are active, in arrays: postings for finding candidates, and packed terms for comparing one report with many at once.

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

from rashomon.story import comparison, rarity
from rashomon.story.comparison import Shared, Terms
from rashomon.story.features import Features, hour_of
from rashomon.story.linkage import Node

Floats = NDArray[np.float32]
Wide = NDArray[np.float64]
NUMBER_CHANCE, DATE_CHANCE = 0.02, 0.05
PROBES = 32  # terms of a report that look for candidates
LONGEST_POSTING = 400  # reports; of a more common term those next in time are looked at
CANDIDATES = 50
NEIGHBOURS = 12
USUAL_DAYS, BLEND = 60.0, 30.0  # the spread in time of reports at large, and the reports that it counts for
ROOM = 16  # reports that an empty index has room for
BLOCK = 4096  # vectors kept in one array
REACH = 4096  # reports before and after one, in the order of time, among which the nearest vectors are looked for
GROWN = 1.25  # growth of the index after which what was seen around a report, and its totals, are looked up again
NEAREST = 10  # best candidates that are remembered, to see whom two reports have in common
CROWD = (5, 20)  # places among the candidates whose likeness shows how many reports are about the same matter


class Index:
    """Active reports by number, in order of addition; `remove` takes one out of the candidates."""

    def __init__(self) -> None:
        self.features: list[Features] = []
        self.numbers: dict[str, int] = {}
        self.vocabulary: dict[str, int] = {}
        self.postings: list[array[int]] = []
        self.keys: list[str] = []
        self.removed: set[int] = set()
        self._on_day: Counter[int] = Counter()
        self._calendar: tuple[int, NDArray[np.int64], Wide] = (-1, np.zeros(0, dtype=np.int64), np.zeros(1))
        # one entry a term of the vocabulary
        self._chances = np.zeros(1024)
        self._seen_in = np.zeros(1024)
        self._slots = np.full(1024, -1, dtype=np.int64)
        # one entry a report
        self._starts = np.zeros(ROOM, dtype=np.int64)
        self._sizes = np.zeros(ROOM, dtype=np.int64)
        self._lengths = np.zeros(ROOM)
        self._days = np.zeros(ROOM)
        self._hours = np.zeros(ROOM)
        self._gone = np.zeros(ROOM, dtype=np.bool_)
        self._has_vector = np.zeros(ROOM, dtype=np.bool_)
        self._scores = np.zeros(ROOM)
        self._totals = np.zeros((ROOM, len(comparison.TOTALS)))
        self._summed_at = np.zeros(ROOM)
        self._nearest = np.full((ROOM, NEAREST), -1, dtype=np.int32)
        self._crowds = np.zeros((ROOM, len(CROWD)), dtype=np.float32)
        self._looked_at = np.zeros(ROOM)
        # one entry a term of a report, one report after the other
        self._used = 0
        self._ids = np.zeros(4096, dtype=np.int32)
        self._weights = np.zeros(4096, dtype=np.float16)
        self._flags = np.zeros(4096, dtype=np.uint16)
        self._blocks: list[Floats] = []

    def __len__(self) -> int:
        return len(self.features)

    @property
    def active(self) -> int:
        """Reports that were added and not removed."""
        return len(self.features) - len(self.removed)

    def add(self, features: Features, vector: Floats | None = None) -> int:
        """Take in a report; its number."""
        keys, weights, flags = comparison.read(features)
        return self._take(bare(features), keys, weights, flags, vector)

    def add_from(self, other: Index, number: int) -> int:
        """Take over a report of another index; its number here."""
        terms = other.terms(number)
        keys = [other.keys[term] for term in terms.ids.tolist()]
        return self._take(other.features[number], keys, terms.weights, terms.flags, other.vector(number))

    def _take(
        self, features: Features, keys: Sequence[str], weights: NDArray[np.float16], flags: NDArray[np.uint16], vector: Floats | None
    ) -> int:
        ids = np.fromiter((self._intern(key) for key in keys), dtype=np.int32, count=len(keys))
        number = len(self.features)
        for term in ids.tolist():
            self.postings[term].append(number)
        self._seen_in[ids] += 1
        self._make_room(number, len(ids))
        start, self._used = self._used, self._used + len(ids)
        self._ids[start : self._used], self._weights[start : self._used], self._flags[start : self._used] = ids, weights, flags
        self._starts[number], self._sizes[number] = start, len(ids)
        self._lengths[number] = log_length(features)
        self._days[number] = math.nan if features.day is None else features.day
        hour = None if features.day is None else hour_of(features.published)
        self._hours[number] = math.nan if hour is None else hour
        self.features.append(features)
        self.numbers[features.id] = number
        if features.day is not None:
            self._on_day[features.day] += 1
        self._has_vector[number] = vector is not None
        if vector is not None:
            self._keep(number, vector)
        return number

    def _make_room(self, number: int, terms: int) -> None:
        if number >= len(self._starts):
            for name in "starts sizes lengths days hours gone has_vector scores totals summed_at nearest crowds looked_at".split():
                setattr(self, f"_{name}", _longer(getattr(self, f"_{name}"), 2 * max(number, 1)))
        if self._used + terms > len(self._ids):
            size = 2 * (self._used + terms)
            self._ids, self._weights, self._flags = (_longer(old, size) for old in (self._ids, self._weights, self._flags))

    def _keep(self, number: int, vector: Floats) -> None:
        """Store a vector. Only the last block may have fewer than `BLOCK` rows: a few reports need no room for thousands."""
        place, row = divmod(number, BLOCK)
        while len(self._blocks) <= place:
            if self._blocks:
                self._blocks[-1] = _longer(self._blocks[-1], BLOCK)
            self._blocks.append(np.zeros((0, len(vector)), dtype=np.float32))
        if row >= len(self._blocks[place]):
            self._blocks[place] = _longer(self._blocks[place], min(BLOCK, max(16, 2 * row)))
        self._blocks[place][row] = vector

    def vector(self, number: int) -> Floats | None:
        """A report's vector, None when it has none."""
        return self._blocks[number // BLOCK][number % BLOCK] if self._has_vector[number] else None

    def terms(self, number: int) -> Terms:
        """A report's terms, in its own order."""
        start = int(self._starts[number])
        end = start + int(self._sizes[number])
        return Terms(self._ids[start:end], self._weights[start:end], self._flags[start:end])

    def remove(self, number: int) -> None:
        """Take a report out of the candidates; its number stays taken."""
        if number not in self.removed:
            self.removed.add(number)
            self._gone[number] = True
            self._seen_in[self.terms(number).ids] -= 1
            day = self.features[number].day
            if day is not None:
                self._on_day[day] -= 1

    def _intern(self, key: str) -> int:
        term = self.vocabulary.get(key)
        if term is None:
            term = self.vocabulary[key] = len(self.vocabulary)
            if term >= len(self._chances):
                self._chances, self._seen_in = _longer(self._chances, 2 * term), _longer(self._seen_in, 2 * term)
                self._slots = np.full(2 * term, -1, dtype=np.int64)
            self._chances[term] = NUMBER_CHANCE if key[0] == "#" else DATE_CHANCE if key[0] == "@" else rarity.chance(key)
            self.postings.append(array("i"))
            self.keys.append(key)
        return term

    def rarities(self, ids: NDArray[np.int32]) -> Wide:
        """Inverse document frequency of terms, background and active reports blended."""
        chance = (self._chances[ids] * rarity.BLEND + np.maximum(0.0, self._seen_in[ids] - 1)) / (rarity.BLEND + self.active)
        return np.minimum(rarity.UNSEEN, -np.log(chance))

    def gaps(self, number: int, others: Sequence[int]) -> Wide:
        """Days between a report and others; NaN where one has none."""
        found: Wide = np.abs(self._days[others] - self._days[number])
        return found

    def hours(self, number: int, others: Sequence[int]) -> Wide:
        """Hours between a report and others; NaN where one has none, or only a day."""
        found: Wide = np.abs(self._hours[others] - self._hours[number])
        return found

    def lengths(self, others: Sequence[int]) -> Wide:
        """The length classes of reports."""
        return self._lengths[others]

    def as_near(self, number: int, gaps: Wide) -> Wide:
        """The chance that a report of any other story is as near in time: the share of active reports within each gap in days, blended.

        Nearness tells much among reports of a year and little among reports of one day. NaN where the gap is.
        """
        day = self.features[number].day
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
        """The reports that share the most telling terms with this one, best first; ties by number.

        On the way the index remembers whom it saw around the report, see `surroundings`.
        """
        terms = self.terms(number)
        self._looked_at[number] = len(self.features)
        self._nearest[number], self._crowds[number] = -1, 0.0
        if not len(terms.ids):
            return []
        strength = comparison.telling(terms.weights.astype(np.float64), self.rarities(terms.ids))
        found = []
        for probe in np.argsort(-strength, kind="stable")[:PROBES].tolist():
            holders = self._holders(int(terms.ids[probe]), number)
            found.append(holders[self._scores[holders] == 0])
            self._scores[holders] += strength[probe]
        numbers = np.concatenate(found)
        shared = self._scores[numbers]
        self._scores[numbers] = 0.0
        whole = float(shared[numbers == number][0])
        kept = ~self._gone[numbers] & (numbers != number)
        numbers, shared = numbers[kept], shared[kept]
        scores = np.round(shared / np.sqrt(self._sizes[numbers] + 10.0), 6)
        order = np.lexsort((numbers, -scores))[: max(limit, CANDIDATES)]
        best = numbers[order]
        self._nearest[number, : min(NEAREST, len(best))] = best[:NEAREST]
        alike = np.sort(shared[order])[::-1] / whole
        self._crowds[number] = [alike[place] if place < len(alike) else 0.0 for place in CROWD]
        return best[:limit].tolist()  # type: ignore[no-any-return]

    def _holders(self, term: int, number: int) -> NDArray[np.intc]:
        posting = self.postings[term]
        if len(posting) <= LONGEST_POSTING:
            return np.array(posting, dtype=np.intc)
        at = bisect_left(posting, number)
        first = max(0, min(at - LONGEST_POSTING // 2, len(posting) - LONGEST_POSTING))
        return np.array(posting[first : first + LONGEST_POSTING], dtype=np.intc)

    def surroundings(self, numbers: Sequence[int]) -> tuple[NDArray[np.int32], Floats]:
        """Around each report: its best candidates, -1 where there are fewer, and how like it those at the places `CROWD` are, in [0, 1]."""
        for number in numbers:
            if self._looked_at[number] * GROWN < len(self.features):
                self.candidates(number)
        return self._nearest[numbers], self._crowds[numbers]

    def node(self, number: int) -> Node:
        """A report as the grouping of pairs needs it."""
        terms = self.terms(number)
        named = terms.ids[(terms.flags & np.uint16(comparison.NAME)) != 0]
        names = dict(zip(named.tolist(), self.rarities(named).tolist(), strict=True))
        words = frozenset(terms.ids[(terms.flags & np.uint16(comparison.PRESENT)) != 0].tolist())
        return Node(self.vector(number), float(self._lengths[number]), names, words, self.features[number].day is not None)

    def neighbours(self, number: int, most: int = NEIGHBOURS) -> list[int]:
        """The reports whose vectors are nearest to this one's, among those next in time."""
        mine = self.vector(number)
        if mine is None:
            return []
        first, last = max(0, number - REACH), min(len(self.features), number + REACH)
        scores = []
        for place in range(first // BLOCK, min(len(self._blocks), (last - 1) // BLOCK + 1)):
            block = self._blocks[place]
            low, high = max(0, first - place * BLOCK), min(BLOCK, last - place * BLOCK)
            scores.append(block[low:high] @ mine)
        found = np.round(np.concatenate(scores), 5)
        last = first + len(found)
        found[~self._has_vector[first:last] | self._gone[first:last]] = -2.0
        found[number - first] = -2.0
        if len(found) > most:
            enough = np.partition(found, len(found) - most)[len(found) - most]
            places = np.flatnonzero(found >= max(enough, -1.5))
        else:
            places = np.flatnonzero(found > -1.5)
        best = places[np.argsort(-found[places], kind="stable")][:most] + first
        return best.tolist()  # type: ignore[no-any-return]

    def cosines(self, number: int, others: Sequence[int]) -> Wide:
        """Cosines of the vectors of a report and of others; NaN where one has none."""
        found = np.full(len(others), np.nan)
        mine = self.vector(number)
        with_vector = np.flatnonzero(self._has_vector[others])
        if mine is None or not len(with_vector):
            return found
        theirs = np.stack([self._blocks[n // BLOCK][n % BLOCK] for n in np.asarray(others)[with_vector].tolist()])
        found[with_vector] = np.einsum("ij,j->i", theirs, mine)
        return found

    def totals(self, numbers: Sequence[int]) -> Wide:
        """The totals [len(numbers), comparison.TOTALS] of reports."""
        for number in numbers:
            if self._summed_at[number] == 0 or self._summed_at[number] * GROWN < len(self.features):
                terms = self.terms(number)
                self._totals[number] = comparison.totals(terms, self.rarities(terms.ids))
                self._summed_at[number] = len(self.features)
        return self._totals[numbers]

    def compare(self, number: int, others: Sequence[int]) -> Wide:
        """Sums [len(others), comparison.SUMS] over the terms that a report shares with each of the others."""
        mine = self.terms(number)
        theirs = np.asarray(others)
        sizes = self._sizes[theirs]
        owners = np.repeat(np.arange(len(theirs)), sizes)
        places = np.arange(len(owners)) + np.repeat(self._starts[theirs] - np.cumsum(sizes) + sizes, sizes)
        ids = self._ids[places]
        self._slots[mine.ids] = np.arange(len(mine.ids))
        slots = self._slots[ids]
        self._slots[mine.ids] = -1
        rarities = self.rarities(mine.ids)
        hit = np.flatnonzero(slots >= 0)
        at, flags = places[hit], self._flags[places]
        shared = Shared(slots[hit], Terms(ids[hit], self._weights[at], flags[hit]), owners[hit], len(theirs))
        out = comparison.sums(mine, rarities, shared)
        named = np.flatnonzero((slots < 0) & ((flags & np.uint16(comparison.NAME)) != 0))
        strength = self._weights[places[named]] * self.rarities(ids[named])
        there, here = out[:, -2], out[:, -1]
        np.maximum.at(there, owners[named], strength)
        here[:] = comparison.strongest_missing(mine, rarities, shared)
        return out


def _longer(old: NDArray[Any], size: int) -> NDArray[Any]:
    """The array with room for more; what is new is zero."""
    new = np.zeros((size, *old.shape[1:]), dtype=old.dtype)
    new[: len(old)] = old
    return new


def bare(features: Features) -> Features:
    """The features without what the terms hold, as the index keeps them."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("terms", "title", "lead", "opening", "names", "places", "numbers", "dates", "lead_numbers"), ()
    )
    return replace(features, embedded="", **nothing)


def log_length(features: Features) -> float:
    """The length class of a report: the logarithm of its words."""
    return math.log1p(features.words)
