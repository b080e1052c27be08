"""Decides who speaks each quoted stretch: explicit cues, and quotes that go on from their neighbours."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from rashomon.analysis.quotes.speakers import Candidate, explicit
from rashomon.analysis.quotes.units import Unit
from rashomon.analysis.tree import Tree
from rashomon.lang.resources import document

WEIGHTS = "analysis/data/quotes.json"
SIGNED = 6.0  # a name behind a dash under a quote signs it; too rare in news to be fitted
NOBODY = Candidate("nobody", None, None)


@functools.cache
def weights(part: str = "speakers") -> Mapping[str, Mapping[str, float]]:
    """The fitted weights of one decision: {zone: {feature: weight}}."""
    loaded: dict[str, dict[str, dict[str, float]]] = document(WEIGHTS)
    return loaded[part]


def score(zone: str, features: Mapping[str, float], table: Mapping[str, Mapping[str, float]]) -> float:
    """The linear score of a candidate; a feature without a weight counts nothing."""
    own = table.get(zone, {})
    return SIGNED * features.get("signed", 0.0) + sum(own.get(name, 0.0) * value for name, value in features.items())


def nobody(unit: Unit) -> dict[str, float]:
    """The features that speak for no speaker at all."""
    return {
        "bias": 1.0,
        "alone": float(unit.stands_alone),
        "short": float(unit.words <= 3),
        "single": float(unit.quoted.single),
        "capital": float(unit.capital),
        "opens paragraph": float(unit.opens_paragraph),
        "closes paragraph": float(unit.closes_paragraph),
        "quote ends in comma": float(unit.last == ","),
    }


def neighbour(unit: Unit, other: Unit, own: Sequence[Candidate], theirs: Sequence[Candidate], *, best: float, gap: str) -> dict[str, float]:
    """The features of a quote that has the speaker of the quote before or after it.

    `gap` is the text between them, `best` the score of the other's speaker.
    """
    near, far = (other, unit) if other.quoted.start < unit.quoted.start else (unit, other)
    words = len(gap.split())
    lines = far.line - near.line
    return {
        "bias": 1.0,
        "same paragraph": float(lines == 0),
        "next paragraph": float(lines == 1),
        "paragraphs": min(lines, 5) / 2,
        "unclosed": float(not near.quoted.closed and near.quoted.onward),
        "both whole paragraphs": float(lines == 1 and near.closes_paragraph and far.opens_paragraph),
        "goes on": float(lines == 1 and near.opens_paragraph and far.opens_paragraph),
        "opens paragraph": float(unit.opens_paragraph),
        "closes paragraph": float(unit.closes_paragraph),
        "alone": float(unit.stands_alone),
        "other alone": float(other.stands_alone),
        "capital": float(unit.capital),
        "words between": min(words, 40) / 20,
        "few words between": float(words <= 12),
        "stops between": min(gap.count(". "), 3) / 2 + float(gap.rstrip().endswith(".")),
        "comma before": float(far.before == ","),
        "candidates": min(len(own), 3) / 2,
        "no candidates": float(not own),
        "other sure": max(-3.0, min(best, 3.0)) / 3,
        "other has cue": float(bool(theirs)),
        "near ends in comma": float(near.last == ","),
        "long": float(unit.words >= 8),
        "short": float(unit.words <= 3),
    }


def candidates(tree: Tree, units: Sequence[Unit]) -> list[list[Candidate]]:
    """The explicit candidates of each unit."""
    found = []
    for k, unit in enumerate(units):
        before = units[k - 1].quoted.outer_end if k else 0
        after = units[k + 1].quoted.outer_start if k + 1 < len(units) else len(tree.text)
        found.append(explicit(tree, unit, before, after))
    return found


def decide(tree: Tree, units: Sequence[Unit], table: Mapping[str, Mapping[str, float]] | None = None) -> list[tuple[Candidate, float, int]]:
    """For each unit: its candidate, by how much it beats having no speaker, and the unit whose speaker it takes over (-1 for its own)."""
    table = weights() if table is None else table
    own = candidates(tree, units)
    best: list[tuple[Candidate, float]] = []
    for unit, options in zip(units, own, strict=True):
        base = score("nobody", nobody(unit), table)
        scored = [(score(c.zone, c.features, table) - base, -k, c) for k, c in enumerate(options)]
        top = max(scored, key=lambda s: (s[0], s[1]), default=None)
        best.append((top[2], top[0]) if top else (NOBODY, -9.0))
    chosen: list[tuple[Candidate, float, int]] = []
    for k, unit in enumerate(units):
        base = score("nobody", nobody(unit), table)
        pick, value, taken = best[k][0], best[k][1], -1
        for other, zone in ((k - 1, "same"), (k + 1, "ahead")):
            if not 0 <= other < len(units) or abs(units[other].line - unit.line) > 3:
                continue
            candidate, sure, root = chosen[other] if zone == "same" else (*best[other], -1)
            if candidate.source is None or sure < 0:
                continue
            a, b = sorted((k, other))
            gap = tree.text[units[a].quoted.outer_end : units[b].quoted.outer_start][:600]
            features = neighbour(unit, units[other], own[k], own[other], best=sure, gap=gap)
            found = score(zone, features, table) - base
            if found > value:
                pick, value, taken = candidate, found, other if root < 0 else root
        if value <= 0 or pick.source is None:
            pick, taken = NOBODY if value <= 0 else pick, -1
        chosen.append((pick, value, taken))
    return chosen
