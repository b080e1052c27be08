"""Whether two different numbers of two reports are rival answers to one question: a second, stricter decision than that for grouping.

Beside what the pair itself shows it weighs the other numbers of both reports: a number that another one there fits better is no rival.
Weights are fitted on annotated disagreements and on shared numbers that were changed in one report (`training/questions`).
"""

from __future__ import annotations

import math
from collections import defaultdict

from rashomon.reconcile import values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.decision import load
from rashomon.reconcile.questions import TOLLS, Numbers

MODEL = "reconcile/data/rival.json"
# What of the features of a pair for grouping tells rivals too.
KEPT = (
    "same measure", "other measure", "same noun", "other noun", "other role", "both people", "shared verb", "shared names", "alike words",
    "alike sentences", "both in the lead", "other value, told there too", "vague", "shared event",
)  # fmt: skip
# Reports that agree with one side and count no more than this.
BACKERS = 3


class Rivals:
    """The decision over pairs of numbers of one story."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.pairs = numbers.candidates()
        items = numbers.items
        self._at = {id(c): i for i, c in enumerate(items)}
        self.belief: dict[tuple[int, int], float] = {}
        self.conflicts: set[tuple[int, int]] = set()
        self._near: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
        self._same: dict[tuple[int, int], float] = defaultdict(float)
        self._backed: dict[int, set[int]] = defaultdict(set)
        for i, j in self.pairs:
            belief = self.belief[i, j] = numbers.belief(items[i], items[j])
            conflict = items[i].relate(items[j])[0] == values.CONFLICT
            if conflict:
                self.conflicts.add((i, j))
            for a, b in ((i, j), (j, i)):
                place = (a, items[b].article)
                self._near[place].append((belief, b))
                if not conflict:
                    self._same[place] = max(self._same[place], belief)
                    if belief > 0.6 and items[a].article != items[b].article:
                        self._backed[a].add(numbers.evidence.twin(items[b].article))
        self._measures: dict[tuple[int, str], int] = defaultdict(int)
        for c in items:
            if c.quantity.measure:
                self._measures[c.article, c.quantity.measure] += 1

    def _best_other(self, i: int, j: int) -> float:
        """How well the best other number of j's report answers the question of i."""
        return max((belief for belief, k in self._near[i, self.numbers.items[j].article] if k != j), default=0.0)

    def features(self, i: int, j: int) -> dict[str, float]:
        """What speaks for and against the two being rivals. All values in about [-4, 4]."""
        a, b = self.numbers.items[i], self.numbers.items[j]
        belief = min(max(self.belief[i, j], 1e-4), 1 - 1e-4)
        other = (self._best_other(i, j), self._best_other(j, i))
        one, two = abs(a.stated.point or 0.0), abs(b.stated.point or 0.0)
        x, y = a.quantity, b.quantity
        measure = x.measure if x.measure == y.measure else None
        twin = self.numbers.evidence.twin
        backers = (self._backed[i] | self._backed[j]) - {twin(a.article), twin(b.article)}
        pair = self.numbers.features(a, b)
        return {n: pair[n] for n in KEPT} | {
            "belief": math.log(belief / (1 - belief)) / 2,
            "another fits better": max(0.0, max(other) - belief),
            "another fits": max(other),
            "best": float(belief >= max(other)),
            "same number there": max(self._same[i, b.article], self._same[j, a.article]),
            "backed": min(BACKERS, len(backers)) / BACKERS,
            "near in size": min(one, two) / max(one, two) if max(one, two) else 0.0,
            "toll": float(measure in TOLLS),
            "many such": min(3, max(self._measures[a.article, measure], self._measures[b.article, measure]) - 1) / 3 if measure else 0.0,
            "both credited": float(bool(x.attributed_to) and bool(y.attributed_to)),
            "small": float(min(one, two) <= 3),
        }

    def between(self, i: int, j: int) -> float:
        """The belief that two different numbers, given by their places in the list, are rivals; 0 for those that are no candidates."""
        key = (i, j) if i < j else (j, i)
        return load(MODEL).probability(self.features(*key)) if key in self.conflicts else 0.0

    def probability(self, a: Count, b: Count) -> float:
        """The same for two numbers."""
        return self.between(self._at[id(a)], self._at[id(b)])
