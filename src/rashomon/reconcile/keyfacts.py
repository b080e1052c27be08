"""Which gatherings of statements are key facts: a learned decision over how surely and how widely they are told, without repetitions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.decision import load
from rashomon.reconcile.gatherings import Gathering, candidates
from rashomon.reconcile.statements import Statement

MODEL = "reconcile/data/key_fact.json"
OVERLAP = 0.5  # of the smaller gathering: above this share of statements two gatherings are one fact
# Mean belief that a statement of the one says what a statement of the other says, above which two gatherings are one fact. Over the
# annotated stories it tells such pairs best (area under the curve .91; shared statements .87, shared words .75).
REPEATS = 0.25
UNHEARD = 3.0  # the weight of a number, which has no rarity of its own


def told(statement: Statement) -> frozenset[str]:
    """What a statement says in words and numbers, as keys that another may share."""
    return statement.stems | {f"#{n:g}" for n in statement.numbers}


def shared(comparison: Comparison, members: Sequence[int]) -> dict[str, float]:
    """What at least two of the statements say: each word or number by its rarity and how many say it, sorted."""
    counts: Counter[str] = Counter()
    for m in members:
        counts.update(told(comparison.statements[m]))
    return {key: comparison.rarity.get(key, UNHEARD) * (n - 1) for key, n in sorted(counts.items()) if n > 1}


def features(comparison: Comparison, gathering: Gathering, origins: int) -> dict[str, float]:
    """What speaks for a gathering being a key fact of a story that so many origins tell; all values near [0, 1]."""
    statements = [comparison.statements[m] for m in gathering.voices]
    pairs = combinations(gathering.voices, 2)
    beliefs = [comparison.belief(a, b) for a, b in pairs if comparison.statements[a].article != comparison.statements[b].article]
    names = Counter(name for s in statements for name in s.names)
    weight = math.fsum(comparison.rarity.get(key, UNHEARD) for key in shared(comparison, gathering.voices))
    return {
        "belief": sum(beliefs) / max(1, len(beliefs)),
        "lowest": min(beliefs, default=0.0),
        "share": gathering.origins / origins,
        "many": math.log(min(gathering.origins, 10)),
        "names": min(3, sum(n > 1 for n in names.values())) / 3,
        "quoted": sum(s.quoted for s in statements) / len(statements),
        "lead": sum(s.rank <= 1 for s in statements) / len(statements),
        "core": min(2.0, weight / 20.0),
    }


def _repeats(comparison: Comparison, one: Gathering, two: Gathering) -> bool:
    """Whether two gatherings tell one fact."""
    here, there = set(one.statements), set(two.statements)
    if len(here & there) > OVERLAP * min(len(here), len(there)):
        return True
    beliefs = [1.0 if a == b else comparison.belief(a, b) for a in one.voices for b in two.voices]
    return round(sum(beliefs) / len(beliefs), 6) > REPEATS


def key_facts(comparison: Comparison, most: int) -> list[Gathering]:
    """The gatherings that are key facts, the surest first, at most so many."""
    decision = load(MODEL)
    origins = len({comparison.origin(i) for i in range(len(comparison.statements))})
    found = candidates(comparison)
    beliefs = [round(decision.probability(features(comparison, g, origins)), 6) for g in found]
    kept: list[Gathering] = []
    for i in sorted(range(len(found)), key=lambda i: (-beliefs[i], found[i].statements)):
        if beliefs[i] < decision.threshold or len(kept) >= most:
            break
        if not any(_repeats(comparison, found[i], other) for other in kept):
            kept.append(found[i])
    return kept
