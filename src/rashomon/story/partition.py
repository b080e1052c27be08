"""Groups reports by joining the likeliest two groups first, until no join is likely enough.

The graph of scored pairs is sparse, and the pairs that candidates bring are the likely ones: a mean over them alone would flatter large
groups. So before two groups join, enough of their unknown pairs are scored, by a fixed sample, and the join is weighed again. The result
depends on the numbering of the reports only, which is canonical, never on the order in which links are given.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.story import linkage
from rashomon.story.linkage import Group, Node, Pairs

INFINITE = float("inf")
SAMPLE = 7  # members of a group whose pairs are scored before it joins another one
FARTHEST = -2.0  # mean logit below which a join is not weighed at all
Score = Callable[[int, Sequence[int]], Sequence[float]]
Weigh = Callable[[Group, Group, Pairs], float]
Watch = Callable[[Group, Group, Pairs], bool]


@dataclass(slots=True)
class _Graph:
    """Groups by the number of their first member, and the known pairs between neighbours."""

    groups: dict[int, Group]
    known: dict[tuple[int, int], float]
    between: dict[int, dict[int, Pairs]]
    margin: float
    weigh: Weigh
    version: dict[int, int]
    heap: list[tuple[float, int, int, int, int, int]] = field(default_factory=list)
    apart: dict[int, set[int]] = field(default_factory=dict)

    def add(self, a: int, b: int, logit: float) -> None:
        """A further scored pair between the groups a and b."""
        self.between[a][b] = self.between[b][a] = self.between[a].get(b, Pairs()) + linkage.pair(logit)

    def push(self, a: int, b: int) -> None:
        """Weigh the join of two groups, and remember it when it is likely enough."""
        a, b = min(a, b), max(a, b)
        pairs = self.between[a][b]
        if pairs.mean < FARTHEST:
            return
        value = self.weigh(self.groups[a], self.groups[b], pairs)
        if value > self.margin:
            heapq.heappush(self.heap, (-value, a, b, self.version[a], self.version[b], pairs.count))

    def stale(self, a: int, b: int, versions: tuple[int, int], count: int) -> bool:
        """Whether something changed since the join was weighed, or persons keep the two apart."""
        if a not in self.groups or b not in self.groups or (self.version[a], self.version[b]) != versions:
            return True
        return self.between[a][b].count != count or b in self.apart.get(a, ())

    def merge(self, a: int, b: int) -> None:
        """Make b part of a."""
        self.groups[a] = self.groups[a].joined(self.groups.pop(b), self.between[a].pop(b, Pairs()))
        self.version[a] += 1
        for other in self.apart.pop(b, ()):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart.setdefault(a, set()).add(other)
        for other, pairs in self.between.pop(b).items():
            if other != a:
                del self.between[other][b]
                self.between[a][other] = self.between[other][a] = self.between[a].get(other, Pairs()) + pairs


def partition(
    nodes: Sequence[Node],
    links: Mapping[tuple[int, int], float],
    score: Score,
    *,
    margin: float = 0.0,
    weigh: Weigh = linkage.weigh,
    watch: Watch | None = None,
) -> list[list[int]]:
    """Groups of the reports 0..len(nodes)-1, each sorted, in the order of their first members.

    `links` holds a logit for pairs (low, high). An infinite one is a person's decision and always wins; where two such decisions contradict
    each other, "same" wins over "different". `score(a, others)` gives the logits of further pairs. `margin` is in logits.
    `weigh` and `watch` serve the fitting of the linkage: `watch` sees each join that is about to be made and may refuse it.
    """
    known = {pair: value for pair, value in sorted(links.items()) if abs(value) != INFINITE}
    mates = [0.0] * len(nodes)
    for (a, b), value in known.items():
        belief = 1 / (1 + math.exp(-value))
        mates[a] += belief
        mates[b] += belief
    groups = {i: linkage.single(i, node, mates[i]) for i, node in enumerate(nodes)}
    graph = _Graph(groups, known, {i: {} for i in groups}, margin, weigh, dict.fromkeys(groups, 0))
    for (a, b), value in known.items():
        graph.add(a, b, value)
    _apply_decisions(graph, links)
    for a in sorted(graph.groups):
        for b in graph.between[a]:
            if a < b:
                graph.push(a, b)
    while graph.heap:
        _, a, b, version_a, version_b, count = heapq.heappop(graph.heap)
        if graph.stale(a, b, (version_a, version_b), count):
            continue
        if _probe(graph, a, b, score):
            graph.push(a, b)
            continue
        if watch is not None and not watch(graph.groups[a], graph.groups[b], graph.between[a][b]):
            continue
        graph.merge(a, b)
        for other in graph.between[a]:
            graph.push(a, other)
    return sorted(list(group.members) for group in graph.groups.values())


def _apply_decisions(graph: _Graph, links: Mapping[tuple[int, int], float]) -> None:
    group = {i: i for i in graph.groups}
    for a, b in sorted(pair for pair, value in links.items() if value == INFINITE):
        one, two = sorted((group[a], group[b]))
        if one != two:
            for member in graph.groups[two].members:
                group[member] = one
            graph.merge(one, two)
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
    few, many = sorted((sample(graph.groups[a].members), sample(graph.groups[b].members)), key=len)
    asked = False
    for one in few:
        others = [two for two in many if (min(one, two), max(one, two)) not in graph.known]
        if not others:
            continue
        asked = True
        for two, value in zip(others, score(one, others), strict=True):
            graph.known[min(one, two), max(one, two)] = value
            graph.add(a, b, value)
    return asked
