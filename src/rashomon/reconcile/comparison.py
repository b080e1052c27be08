"""How alike statements are: candidates, features, and the learned belief that two of them say the same.

Candidates are blocked by shared rare words and ordered with the help of vectors: the cost follows the number of statements, not its square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rashomon.model import DateFact, Figure
from rashomon.reconcile import meaning
from rashomon.reconcile.decision import Decision, load
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.meaning import Floats
from rashomon.reconcile.statements import Statement, statements

MODEL = "reconcile/data/same_statement.json"
CANDIDATES = 24  # other statements looked at for each one, best first
COMMON = 64  # a word in more statements than this finds no candidates by itself


class Comparison:
    """The statements of a story with what is needed to compare them: how rare each word is, vectors, and each statement's candidates."""

    def __init__(self, evidence: Evidence, figures: Sequence[Figure] = (), dates: Sequence[DateFact] = ()) -> None:
        self.evidence = evidence
        self.statements: list[Statement] = statements(evidence)
        empty = np.zeros(384, dtype=np.float32)
        rows = [evidence.vector(s.article, s.sentence) for s in self.statements]
        self.vectors: NDArray[np.float32] = np.stack([empty if r is None else r for r in rows]) if rows else np.zeros((0, 384), np.float32)
        self.figures = [(f.id, found) for f in figures if len(found := self._answering(f)) > 1]
        self.dates = [(d.id, found) for d in dates if len(found := self._answering(d)) > 1]
        self._weights: dict[frozenset[str], float] = {}
        self._rows: dict[int, tuple[Floats, Floats]] = {}
        self._covered: dict[tuple[int, int], tuple[float, float]] = {}
        self._beliefs: dict[tuple[int, int], float] = {}

    @cached_property
    def place_of(self) -> Mapping[tuple[int, int], int]:
        """The statement at each (article, sentence) of the evidence."""
        return {place: i for i, s in enumerate(self.statements) for place in s.places}

    def _answering(self, question: Figure | DateFact) -> list[int]:
        """The statements that answer a question, sorted; none where one report alone does."""
        evidence = self.evidence
        if len({m.article for m in question.mentions}) < 2:
            return []
        places = [(evidence.index_of[m.article], m.start) for m in question.mentions]
        found = {self.place_of.get((article, evidence.sentence_at(article, start))) for article, start in places}
        return sorted(i for i in found if i is not None)

    @cached_property
    def _answers(self) -> tuple[Mapping[int, frozenset[str]], Mapping[int, frozenset[str]]]:
        """For each statement the questions of number and of date that it and another report answer."""
        out = []
        for questions in (self.figures, self.dates):
            asked: dict[int, set[str]] = defaultdict(set)
            for name, answering in questions:
                for i in answering:
                    asked[i].add(name)
            out.append({i: frozenset(names) for i, names in asked.items()})
        return out[0], out[1]

    def _both_answer(self, a: int, b: int) -> tuple[int, int]:
        """How many questions of number and of date two statements both answer."""
        figures, dates = (len(asked.get(a, frozenset()) & asked.get(b, frozenset())) for asked in self._answers)
        return figures, dates

    @cached_property
    def decision(self) -> Decision:
        """The fitted decision whether two statements say the same."""
        return load(MODEL)

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Inverse frequency of each stem and concept over the statements."""
        counts: Counter[str] = Counter()
        for s in self.statements:
            counts.update(s.stems | s.concepts)
        total = len(self.statements)
        return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}

    def weight(self, words: frozenset[str]) -> float:
        """The summed rarity of words."""
        known = self._weights.get(words)
        if known is None:
            known = self._weights[words] = math.fsum(self.rarity.get(w, 0.0) for w in words)
        return known

    def origin(self, statement: int) -> str:
        """The origin of the statement's first report."""
        return self.evidence.origin_of[self.evidence.analyses[self.statements[statement].article].article.id]

    def cosine(self, a: int, b: int) -> float:
        """The likeness in meaning of two statements by their vectors; rounded, so that it never depends on the order of summing."""
        return round(float(np.dot(self.vectors[a], self.vectors[b])), 5)

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """For each statement those of other reports that could say the same, best first."""
        posting: dict[str, list[int]] = defaultdict(list)
        for i, s in enumerate(self.statements):
            for key in s.keys:
                posting[key].append(i)
        out = []
        for i, s in enumerate(self.statements):
            score: dict[int, float] = {}
            for key in s.keys:
                listed = posting[key]
                if len(listed) > COMMON:
                    continue
                value = self.rarity.get(key, 2.0)
                for j in listed:
                    if self.statements[j].article != s.article:
                        score[j] = score.get(j, 0.0) + value
            near = sorted(score, key=lambda j: (-round(score[j], 6), j))[: 2 * CANDIDATES]
            out.append(sorted(near, key=lambda j: (-(self.cosine(i, j) + 0.05 * round(score[j], 6)), j))[:CANDIDATES])
        return out

    @cached_property
    def nearest(self) -> list[dict[int, float]]:
        """For each statement and each other report: how like the most alike statement there is."""
        out: list[dict[int, float]] = []
        for i, near in enumerate(self.neighbours):
            best: dict[int, float] = {}
            for j in near:
                if self.statements[j].role != "headline":
                    article = self.statements[j].article
                    best[article] = max(best.get(article, 0.0), self.likeness(i, j))
            out.append(best)
        return out

    def _row(self, statement: int) -> tuple[Floats, Floats]:
        """The vectors of a statement's words, sorted, and their rarity."""
        known = self._rows.get(statement)
        if known is None:
            stems = tuple(sorted(self.statements[statement].stems))
            weights = np.array([self.rarity[s] for s in stems], dtype=np.float32)
            known = self._rows[statement] = (meaning.vectors(tuple(self.statements[statement].forms[s] for s in stems)), weights)
        return known

    def covered(self, a: int, b: int) -> tuple[float, float]:
        """How much of each statement's words has the same or a related word in the other."""
        key = (a, b) if a < b else (b, a)
        known = self._covered.get(key)
        if known is None:
            known = self._covered[key] = meaning.covered(*self._row(key[0]), *self._row(key[1]))
        return known if a < b else (known[1], known[0])

    def likeness(self, a: int, b: int) -> float:
        """A plain blend of vectors and shared rare words, for ranking only."""
        one, two = self.statements[a], self.statements[b]
        here, there = self.covered(a, b)
        return round(self.cosine(a, b) + 0.5 * (here + there) + 0.1 * len(one.numbers & two.numbers), 5)

    def _standing(self, a: int, b: int) -> tuple[float, float]:
        """How often each is the other's nearest in its report (0, .5, 1), and how far they fall behind the nearest."""
        like = self.likeness(a, b)
        tops = [self.nearest[a].get(self.statements[b].article), self.nearest[b].get(self.statements[a].article)]
        best = sum(top is not None and like >= top for top in tops) / 2
        behind = max([top - like for top in tops if top is not None], default=0.0)
        return best, max(0.0, behind)

    def features(self, a: int, b: int) -> dict[str, float]:
        """What speaks for and against that two statements say the same thing; all values near [0, 1]."""
        one, two = self.statements[a], self.statements[b]
        shared = self.weight(one.stems & two.stems)
        names, numbers = one.names & two.names, one.numbers & two.numbers
        best, behind = self._standing(a, b)
        here, there = self.covered(a, b)
        figures, dates = self._both_answer(a, b)
        return {
            "figure": min(1.0, figures / 2.0),
            "date": min(1.0, dates / 2.0),
            "claim": min(1.0, len(one.claims & two.claims) / 2.0),
            "related": max(here, there),
            "both related": min(here, there),
            "best": best,
            "behind": min(1.0, behind),
            "cosine": self.cosine(a, b),
            "overlap": shared / (min(self.weight(one.stems), self.weight(two.stems)) or 1.0),
            "jaccard": shared / (self.weight(one.stems | two.stems) or 1.0),
            "shared": min(2.0, shared / 12.0),
            "concepts": min(2.0, self.weight(one.concepts & two.concepts) / 8.0),
            "names": min(1.0, self.weight(names) / 6.0),
            "no name": float(bool(one.names and two.names) and not names),
            "numbers": min(1.0, len(numbers) / 2.0),
            "telling number": float(any(n > 12 for n in numbers)),
            "other numbers": float(bool(one.numbers and two.numbers) and not numbers),
            "times": min(1.0, len(one.times & two.times) / 2.0),
            "negation": float(one.negated != two.negated),
            "both leads": float(0 <= one.rank <= 1 and 0 <= two.rank <= 1),
            "apart": min(1.0, abs(one.rank - two.rank) / 12.0),
            "quoted": abs(one.quoted - two.quoted),
        }

    def belief(self, a: int, b: int) -> float:
        """The learned belief in [0, 1] that two statements say the same thing."""
        key = (a, b) if a < b else (b, a)
        known = self._beliefs.get(key)
        if known is None:
            known = self._beliefs[key] = self.decision.probability(self.features(*key))
        return known
