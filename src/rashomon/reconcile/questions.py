"""Which numbers answer the same question: a learned, calibrated decision over pairs, then grouping by average link.

The features are numeric and say nothing of a topic: how the values relate, what is counted, by which verb, in which event,
near which words and names, and how alike the sentences are in meaning. Weights are fitted on annotated pairs (`training/questions`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.reconcile import linking, values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.decision import Decision, load
from rashomon.reconcile.evidence import Evidence

MODEL = "reconcile/data/question.json"
# A block of candidates larger than this is compared with its neighbours only, which keeps the cost linear.
BLOCK = 120


def model() -> Decision:
    """The fitted decision."""
    return load(MODEL)


def features(evidence: Evidence, a: Count, b: Count) -> dict[str, float]:
    """What speaks for and against two numbers being answers to one question. All values in about [-1, 1] or [0, 2]."""
    relation, _ = values.relate(a.stated, b.stated)
    p, q = a.stated.point, b.stated.point
    same = relation in (values.SAME, values.BOUNDED)
    x, y = a.quantity, b.quantity
    likeness = evidence.likeness(a.context, b.context)
    names = a.context.names & b.context.names
    either = a.context.names | b.context.names
    va, vb = evidence.vector(a.article, x.sentence), evidence.vector(b.article, y.sentence)
    cosine = float(va @ vb) if va is not None and vb is not None else 0.4
    quals_a, quals_b = frozenset(x.qualifiers), frozenset(y.qualifiers)
    events_a, events_b = frozenset(x.event), frozenset(y.event)
    digits = significant(p) if same and p is not None else 0.0
    return {
        "same value": float(same),
        "same telling value": digits,
        "near value": float(relation == values.COARSER),
        "other value": float(relation == values.CONFLICT),
        "far value": min(2.0, abs(math.log10(p / q))) if p and q and p > 0 and q > 0 and relation == values.CONFLICT else 0.0,
        "same measure": float(x.measure is not None and x.measure == y.measure),
        "other measure": float(x.measure is not None and y.measure is not None and x.measure != y.measure),
        "one measure open": float((x.measure is None) != (y.measure is None)),
        "same noun": float(bool(x.head_lemma) and x.head_lemma == y.head_lemma),
        "other noun": float(bool(x.head_lemma) and bool(y.head_lemma) and x.head_lemma != y.head_lemma and not (a.people and b.people)),
        "both people": float(a.people and b.people),
        "one people": float(a.people != b.people),
        "other unit": float(a.unit != b.unit),
        "other role": float(x.role != y.role),
        "shared qualifier": float(bool(quals_a & quals_b)),
        "disjoint qualifiers": float(bool(quals_a) and bool(quals_b) and not quals_a & quals_b),
        "shared event": float(bool(events_a & events_b)),
        "disjoint events": float(bool(events_a) and bool(events_b) and not events_a & events_b),
        "alike words": likeness,
        "alike words, same value": likeness * float(same),
        "shared names": len(names) / len(either) if either else 0.0,
        "shared verb": float(bool(a.context.verbs & b.context.verbs)),
        "alike sentences": cosine,
        "alike sentences, same value": cosine * float(same),
        "one article": float(a.article == b.article),
        "one article, other value": float(a.article == b.article and relation == values.CONFLICT),
        "one sentence": float(a.article == b.article and x.sentence == y.sentence),
        "one source": float(x.attributed_to is not None and x.attributed_to == y.attributed_to),
        "vague": float("vague" in (x.modifier, y.modifier)),
    }


def significant(number: float) -> float:
    """How telling it is that two reports give this number: 0 for small round ones, 1 for four significant digits and more."""
    if number == 0:
        return 0.2
    steps = abs(number) / values.granularity(number)
    return min(1.0, math.log10(max(1.0, steps)) / 3.5 + (0.15 if abs(number) >= 10 else 0.0))


def comparable(a: Count, b: Count) -> bool:
    """Whether two numbers could answer one question at all."""
    if a.unit != b.unit and a.unit and b.unit and not (a.people and b.people):
        return False
    return not (a.quantity.role in ("age", "score") and b.quantity.role != a.quantity.role)


def candidates(evidence: Evidence, items: Sequence[Count]) -> list[tuple[int, int]]:
    """Pairs worth a decision, blocked by unit with noun, measure or value: never all pairs."""
    blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
    for i, c in enumerate(items):
        q = c.quantity
        if q.measure:
            blocks["measure", q.measure].append(i)
        if q.head_lemma:
            blocks["noun", q.head_lemma].append(i)
        if c.stated.point is not None:
            blocks["value", round(c.stated.point, 6)].append(i)
        if c.people:
            blocks["people", ""].append(i)
        elif c.unit:
            blocks["unit", c.unit].append(i)
        for word in sorted(c.context.words, key=lambda w: (-c.context.words[w] * evidence.rarity.get(w, 0.0), w))[:3]:
            blocks["word", word].append(i)
    pairs = linking.pairs_within((blocks[k] for k in sorted(blocks, key=repr)), BLOCK)
    return [(i, j) for i, j in sorted(pairs) if comparable(items[i], items[j])]


def scores(evidence: Evidence, items: Sequence[Count]) -> dict[tuple[int, int], float]:
    """Log-odds, measured from the threshold, for every candidate pair."""
    decision = model()
    shift = math.log(decision.threshold / (1 - decision.threshold))
    return {(i, j): decision.logit(features(evidence, items[i], items[j])) - shift for i, j in candidates(evidence, items)}


def apart(items: Sequence[Count], pairs: Mapping[tuple[int, int], float]) -> frozenset[tuple[int, int]]:
    """Pairs that never share a question: two different numbers of one sentence, unless they bound or restate each other."""
    out = set()
    for i, j in pairs:
        a, b = items[i], items[j]
        if (
            a.article == b.article
            and a.quantity.sentence == b.quantity.sentence
            and values.relate(a.stated, b.stated)[0] == values.CONFLICT
        ):
            out.add((i, j))
    return frozenset(out)


def group(evidence: Evidence, items: Sequence[Count]) -> list[list[int]]:
    """The questions, each the indices of its answers."""
    pairs = scores(evidence, items)
    return linking.average_link(len(items), pairs, apart=apart(items, pairs))
