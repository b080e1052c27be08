"""Average-link grouping over a sparse graph of scored pairs: the pair of groups with the best mean goes first, until no mean is positive.

A mean over the known pairs alone would flatter large groups, because the pairs that candidates bring are the likely ones. So before two
groups join, enough of their unknown pairs are scored, by a fixed sample, and the mean is taken again. The result depends on the numbering
of the reports only, which is canonical, never on the order in which links are given.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

CEILING = 4.0  # a single pair's say, in logits
INFINITE = float("inf")
SAMPLE = 7  # members of a group whose pairs are scored before it joins another one
Score = Callable[[int, Sequence[int]], Sequence[float]]


@dataclass(slots=True)
class _Graph:
    """Groups by the number of their first member, with the sum and the count of known pairs between neighbours."""

    members: dict[int, list[int]]
    known: dict[tuple[int, int], float]
    sums: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)
    heap: list[tuple[float, int, int]] = field(default_factory=list)
    apart: dict[int, set[int]] = field(default_factory=dict)

    def mean(self, a: int, b: int) -> float:
        total, count = self.sums[a][b]
        return round(total / count, 6)

    def push(self, a: int, b: int) -> None:
        heapq.heappush(self.heap, (-self.mean(a, b), min(a, b), max(a, b)))

    def add(self, a: int, b: int, value: float) -> None:
        total, count = self.sums[a].get(b, (0.0, 0))
        self.sums[a][b] = self.sums[b][a] = (total + value, count + 1)


def clip(value: float) -> float:
    """A pair's logit as it enters a mean."""
    return max(-CEILING, min(CEILING, value))


def average_link(count: int, links: Mapping[tuple[int, int], float], score: Score, *, threshold: float = 0.0) -> list[list[int]]:
    """Groups of the reports 0..count-1, each sorted, in the order of their first members.

    `links` holds a logit for pairs (low, high). An infinite one is a person's decision and always wins; where two such decisions contradict
    each other, "same" wins over "different". `score(a, others)` gives the logits of further pairs.
    """
    graph = _Graph({i: [i] for i in range(count)}, {pair: value for pair, value in links.items() if abs(value) != INFINITE})
    graph.sums = {i: {} for i in range(count)}
    for (a, b), value in sorted(graph.known.items()):
        graph.add(a, b, clip(value))
    for a in range(count):
        for b in graph.sums[a]:
            if a < b and graph.mean(a, b) > threshold:
                graph.push(a, b)
    _apply_decisions(graph, links, threshold)
    while graph.heap:
        value, a, b = heapq.heappop(graph.heap)
        if a not in graph.members or b not in graph.members:
            continue
        if b not in graph.sums[a] or graph.mean(a, b) != -value or b in graph.apart.get(a, ()):
            continue
        if _probe(graph, a, b, score):
            if graph.mean(a, b) > threshold:
                graph.push(a, b)
            continue
        _merge(graph, a, b, threshold)
    return sorted(graph.members.values())


def _apply_decisions(graph: _Graph, links: Mapping[tuple[int, int], float], threshold: float) -> None:
    group = {i: i for i in graph.members}
    for a, b in sorted(pair for pair, value in links.items() if value == INFINITE):
        one, two = sorted((group[a], group[b]))
        if one != two:
            for member in graph.members[two]:
                group[member] = one
            _merge(graph, one, two, threshold)
    for a, b in sorted(pair for pair, value in links.items() if value == -INFINITE):
        one, two = group[a], group[b]
        if one != two:
            graph.apart.setdefault(one, set()).add(two)
            graph.apart.setdefault(two, set()).add(one)


def sample(members: Sequence[int], most: int = SAMPLE) -> list[int]:
    """Members spread evenly over a sorted group."""
    if len(members) <= most:
        return list(members)
    return [members[i * len(members) // most] for i in range(most)]


def _probe(graph: _Graph, a: int, b: int, score: Score) -> bool:
    """Score the sampled pairs between two groups that are not known yet; whether there were any."""
    few, many = sorted((sample(graph.members[a]), sample(graph.members[b])), key=len)
    asked = False
    for one in few:
        others = [two for two in many if (min(one, two), max(one, two)) not in graph.known]
        if not others:
            continue
        asked = True
        for two, value in zip(others, score(one, others), strict=True):
            graph.known[min(one, two), max(one, two)] = value
            graph.add(a, b, clip(value))
    return asked


def _merge(graph: _Graph, a: int, b: int, threshold: float) -> None:
    graph.members[a] = sorted(graph.members[a] + graph.members.pop(b))
    graph.sums[a].pop(b, None)
    for other in graph.apart.pop(b, ()):
        graph.apart[other].discard(b)
        graph.apart[other].add(a)
        graph.apart.setdefault(a, set()).add(other)
    for other, (total, count) in graph.sums.pop(b).items():
        if other == a:
            continue
        del graph.sums[other][b]
        mine = graph.sums[a].get(other, (0.0, 0))
        graph.sums[a][other] = graph.sums[other][a] = (mine[0] + total, mine[1] + count)
        if graph.mean(a, other) > threshold:
            graph.push(a, other)
