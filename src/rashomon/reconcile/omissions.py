"""Omissions: facts that the other origins of a story tell and a report does not, after its whole text was searched.

A report tells a fact also in other words or spread over neighbouring sentences: by meaning, or by the names, numbers and rare
words that the telling reports share.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from rashomon.model import Fact, Omission
from rashomon.reconcile import lexicon
from rashomon.reconcile.comparison import Comparison

LEAST = 2  # other origins that must tell it
SHARE = 1 / 3  # of the other origins that must tell it
TOLD = 4.0  # of the bar for support: above it a sentence tells the fact even where it is not cited for it
COVERED = 0.8  # of the weight of what the telling reports share: above it, in neighbouring sentences, the fact is told
WINDOW = 2  # neighbouring sentences read together


def told_enough(others: int, origins: int) -> bool:
    """Whether so many other origins tell something that a report's silence counts: two, and a third of them."""
    return others >= max(LEAST, math.ceil(SHARE * (origins - 1)))


class _Search:
    """What each report says anywhere: its statements by report, and its words sentence by sentence (headlines and captions too)."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.at: dict[tuple[int, int], int] = {}
        self.of: dict[int, set[int]] = defaultdict(set)
        for i, s in enumerate(comparison.statements):
            for place in s.places:
                self.at[place] = i
                self.of[place[0]].add(i)
        self._words: dict[int, list[frozenset[str]]] = {}

    def words(self, article: int) -> list[frozenset[str]]:
        """Stems, concepts and numbers of each sentence of a report, whatever its role."""
        if article not in self._words:
            known = lexicon.concepts().of
            analysis = self.comparison.evidence.analyses[article]
            rows = []
            for s in analysis.sentences:
                text = analysis.article.text[s.start : s.end]
                stems = frozenset(lexicon.content(text))
                rows.append(stems | frozenset(c for w in stems for c in known.get(w, ())) | {f"#{n:g}" for n in lexicon.numbers(text)})
            self._words[article] = rows
        return self._words[article]


def _core(comparison: Comparison, members: Sequence[int]) -> dict[str, float]:
    """What at least two telling statements share, or all that a lone one says, by weight."""
    counts: dict[str, int] = defaultdict(int)
    for m in members:
        for key in comparison.statements[m].keys:
            counts[key] += 1
    least = 2 if len(members) > 1 else 1
    return {k: comparison.rarity.get(k, 3.0) for k, n in sorted(counts.items()) if n >= least and ":" not in k}


def _told(search: _Search, members: Sequence[int], core: dict[str, float], article: int) -> bool:
    """Whether the report tells the fact in any of its sentences."""
    comparison = search.comparison
    if search.of[article] & set(members):
        return True
    bar = min(0.9, TOLD * comparison.decision.threshold)
    for m in members:
        if any(n in search.of[article] and comparison.belief(m, n) >= bar for n in comparison.neighbours[m]):
            return True
    total = math.fsum(core.values())
    if not total:
        return False
    rows = search.words(article)
    for first in range(len(rows)):
        window = frozenset().union(*rows[first : first + WINDOW])
        if math.fsum(w for k, w in core.items() if k in window) >= COVERED * total:
            return True
    return False


def omissions(comparison: Comparison, facts: Sequence[Fact]) -> tuple[Omission, ...]:
    """Each fact with the reports that leave it out, in the order of the facts. A report never counts against its own reprints."""
    evidence = comparison.evidence
    search = _Search(comparison)
    number = {a.article.id: i for i, a in enumerate(evidence.analyses)}
    origins = {evidence.origin_of[a.article.id] for a in evidence.analyses}
    out = []
    for fact in facts:
        support = [(number[c.article], evidence.sentence_at(number[c.article], c.start)) for c in fact.support]
        telling = {evidence.origin_of[c.article] for c in fact.support}
        members = sorted({search.at[place] for place in support if place in search.at})
        core = _core(comparison, members)
        missing = []
        for article_id in fact.missing_from:
            own = evidence.origin_of[article_id]
            others = min(fact.origins, len(telling - {own}))
            if not told_enough(others, len(origins)):
                continue
            if not _told(search, members, core, number[article_id]):
                missing.append(article_id)
        if missing:
            out.append(Omission(fact.id, tuple(missing)))
    return tuple(out)
