"""Obeys what persons decided about items of a story: joins the groups that they call the same, and parts what they call different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rashomon.model import Fact, Place, Ruling
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify

Spots = Sequence[tuple[Place, ...]]
DECIDED = "decided by a person"


def obeyed(
    evidence: Evidence, kind: str, groups: Sequence[Sequence[int]], spots: Spots, likeness: Callable[[int, int], float]
) -> list[list[int]]:
    """The groups of items after every ruling of this kind, in the order of the rulings; a later one stands above an earlier one.

    `spots` are the places of each item. When a group is parted, an item that no ruling names goes where it is more alike.
    """
    out = [list(group) for group in groups]
    for ruling in evidence.rulings:
        if ruling.kind != kind:
            continue
        first, second = ({i for i, places in enumerate(spots) if touches(places, side)} for side in (ruling.first, ruling.second))
        out = _joined(out, first, second) if ruling.same else _parted(out, first - second, second - first, likeness)
    return sorted(sorted(group) for group in out) if evidence.rulings else out


def touches(places: Sequence[Place], others: Sequence[Place]) -> bool:
    """Whether two sets of places share a character."""
    return any(a == b and start < last and begin < end for a, start, end in places for b, begin, last in others)


def _joined(groups: list[list[int]], first: set[int], second: set[int]) -> list[list[int]]:
    one, two = _best(groups, first), _best(groups, second)
    if one is None or two is None or one == two:
        return groups
    merged = [*groups[one], *groups[two]]
    return [group for place, group in enumerate(groups) if place not in (one, two)] + [merged]


def _best(groups: list[list[int]], items: set[int]) -> int | None:
    """The group that holds most of the items."""
    shares = [(len(items.intersection(group)), -place) for place, group in enumerate(groups)]
    count, place = max(shares, default=(0, 0))
    return -place if count else None


def _parted(groups: list[list[int]], first: set[int], second: set[int], likeness: Callable[[int, int], float]) -> list[list[int]]:
    out = []
    for group in groups:
        here, there = sorted(first.intersection(group)), sorted(second.intersection(group))
        if not here or not there:
            out.append(group)
            continue
        sides = [list(here), list(there)]
        for item in sorted(set(group) - first - second):
            near = [sum(likeness(item, other) for other in side) / len(side) for side in (here, there)]
            sides[near[1] > near[0]].append(item)
        out += sides
    return out


def of_facts(evidence: Evidence, found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts after every ruling about facts."""
    facts = list(found)
    for ruling in evidence.rulings:
        if ruling.kind == "fact":
            facts = _facts_joined(evidence, facts, ruling) if ruling.same else _facts_parted(evidence, facts, ruling)
    return tuple(facts)


def _facts_joined(evidence: Evidence, facts: list[Fact], ruling: Ruling) -> list[Fact]:
    one, two = _telling(facts, ruling.first), _telling(facts, ruling.second)
    if one is None or two is None or one == two:
        return facts
    first, second = sorted((one, two))
    a, b = facts[first], facts[second]
    status = "disputed" if "disputed" in (a.status, b.status) else "agreed"
    merged = _with_support(evidence, replace(a, support=a.support + b.support, against=tuple(sorted({*a.against, *b.against}))), status)
    return [merged if place == first else fact for place, fact in enumerate(facts) if place != second]


def _facts_parted(evidence: Evidence, facts: list[Fact], ruling: Ruling) -> list[Fact]:
    """The sentences of the side that does not word the fact leave it; they become a fact of their own where none holds them all."""
    out = []
    for fact in facts:
        places = {c: ((c.article, c.start, c.end),) for c in fact.support}
        here = {c for c in fact.support if touches(places[c], ruling.first)}
        there = {c for c in fact.support if touches(places[c], ruling.second)}
        if not here - there or not there - here:
            out.append(fact)
            continue
        worded = {c for c in fact.support if fact.text in " ".join(c.text.split())}
        leaving = there - here if not worded & (there - here) else here - there
        kept = tuple(c for c in fact.support if c not in leaving)
        out.append(_with_support(evidence, replace(fact, support=kept), fact.status))
        moved = tuple(sorted(leaving))
        if not any(set(moved) <= set(other.support) for other in facts if other is not fact):
            text = " ".join(moved[0].text.split())
            out.append(_with_support(evidence, replace(fact, text=text, support=moved, against=(), reasons=()), "agreed"))
    return out


def _telling(facts: Sequence[Fact], side: tuple[Place, ...]) -> int | None:
    """The fact that most of the places support."""
    shares = [(sum(touches(((c.article, c.start, c.end),), side) for c in fact.support), -place) for place, fact in enumerate(facts)]
    count, place = max(shares, default=(0, 0))
    return -place if count else None


def _with_support(evidence: Evidence, fact: Fact, status: str) -> Fact:
    """The fact with everything counted again that follows from its support."""
    support = tuple(sorted(set(fact.support)))
    telling = {c.article for c in support}
    origins = len({evidence.origin_of[article] for article in telling})
    counted = "single_source" if status != "disputed" and origins == 1 else status
    against = tuple(c for c in fact.against if c in support)
    return replace(
        fact,
        id=identify("f", support, fact.text),
        status=counted if counted != "disputed" or against else ("agreed" if origins > 1 else "single_source"),
        origins=origins,
        support=support,
        against=against,
        missing_from=tuple(sorted(a.article.id for a in evidence.analyses if a.article.id not in telling)),
        reasons=(*(reason for reason in fact.reasons if reason != DECIDED), DECIDED),
    )
