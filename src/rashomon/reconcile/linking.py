"""Grouping by average link: the same groups whatever the order of what came in.

Candidate pairs are blocked by the caller, so the cost follows the number of candidates, not the square of the items.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

# In a block over the limit an item is paired with so much fewer than the limit: it lies in several blocks, and the pairs add up.
WIDE = 5


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected components of a graph over range(count), each sorted, in the order of their first member."""
    parent = list(range(count))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in pairs:
        ra, rb = find(a), find(b)
        if ra != rb:
            parent[max(ra, rb)] = min(ra, rb)
    groups: dict[int, list[int]] = {}
    for i in range(count):
        groups.setdefault(find(i), []).append(i)
    return [groups[root] for root in sorted(groups)]


def average_link(
    count: int, scores: Mapping[tuple[int, int], float], *, apart: frozenset[tuple[int, int]] = frozenset(), missing: float = -1.0
) -> list[list[int]]:
    """Merge the two groups with the highest mean score while it is above zero.

    `scores` holds log-odds for candidate pairs (a < b); a pair without a score counts as `missing`. Pairs in `apart` are never in one
    group.
    Ties are broken by the groups' first members, so equal input gives equal groups.
    """
    groups: dict[int, list[int]] = {i: [i] for i in range(count)}
    total: dict[tuple[int, int], float] = {}
    known: dict[tuple[int, int], int] = {}
    barred: dict[int, set[int]] = {}
    for one, two in sorted(apart):
        barred.setdefault(one, set()).add(two)
        barred.setdefault(two, set()).add(one)
    beside: dict[int, set[int]] = {i: set() for i in range(count)}
    heap: list[tuple[float, int, int]] = []
    for (a, b), score in sorted(scores.items()):
        total[a, b], known[a, b] = score, 1
        beside[a].add(b)
        beside[b].add(a)
        if score > 0 and (a, b) not in apart:
            heapq.heappush(heap, (-score, a, b))

    def key(a: int, b: int) -> tuple[int, int]:
        return (a, b) if a < b else (b, a)

    def mean(a: int, b: int) -> float:
        size = len(groups[a]) * len(groups[b])
        k = key(a, b)
        return (total[k] + missing * (size - known[k])) / size

    while heap:
        score, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b in barred.get(a, ()) or abs(mean(a, b) + score) > 1e-9:
            continue
        for c in sorted((beside[a] | beside[b]) - {a, b}):
            if c not in groups:
                continue
            ka, kb = key(a, c), key(b, c)
            total[ka] = total.get(ka, 0.0) + total.pop(kb, 0.0)
            known[ka] = known.get(ka, 0) + known.pop(kb, 0)
            beside[a].add(c)
            beside[c].add(a)
            beside[c].discard(b)
        for c in barred.pop(b, ()):
            barred.setdefault(a, set()).add(c)
            barred[c].discard(b)
            barred[c].add(a)
        groups[a] += groups.pop(b)
        beside[a] -= beside.pop(b).difference(groups)
        beside[a].discard(b)
        for c in sorted(beside[a]):
            if c in groups and c not in barred.get(a, ()):
                value = mean(a, c)
                if value > 0:
                    heapq.heappush(heap, (-value, *key(a, c)))
    return sorted(sorted(group) for group in groups.values())


def pairs_within(blocks: Iterable[Sequence[int]], limit: int) -> set[tuple[int, int]]:
    """All pairs inside each block; a larger one pairs each item with its next ones only, which bounds the cost."""
    few = limit // WIDE
    out: set[tuple[int, int]] = set()
    for block in blocks:
        items = sorted(set(block))
        if len(items) <= limit:
            out.update(combinations(items, 2))
        else:
            for i, a in enumerate(items):
                out.update((a, b) for b in items[i + 1 : i + 1 + few])
    return out


def pairs_between(some: Iterable[int], others: Sequence[int], limit: int) -> set[tuple[int, int]]:
    """Each of `some` with all of the sorted `others`, or where those are more than `limit` with its next ones only."""
    few = limit // WIDE
    out: set[tuple[int, int]] = set()
    for i in some:
        start = 0 if len(others) <= limit else max(0, min(bisect_left(others, i), len(others) - few))
        for j in others if len(others) <= limit else others[start : start + few]:
            out.add((i, j) if i < j else (j, i))
    return out


def with_copies(
    groups: Sequence[Sequence[int]], copies: Sequence[int], twins: Callable[[int], Iterable[int]], joins: Callable[[int], int | None]
) -> list[list[int]]:
    """Add the items of copied texts to groups that were made without them.

    A copy's item joins the group of its twin in the text that it copies; one without a twin (an edited number) joins where
    `joins` says, or stands alone.
    """
    where = {item: number for number, group in enumerate(groups) for item in group}
    out = [list(group) for group in groups]
    for item in copies:
        place = next((where[t] for t in twins(item) if t in where), None)
        if place is None:
            other = joins(item)
            place = where[other] if other is not None and other in where else None
        if place is None:
            out.append([item])
        else:
            out[place].append(item)
    return sorted(sorted(group) for group in out)
