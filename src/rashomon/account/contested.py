"""Where the articles of a story take a side: the places that a summary does not tell as settled."""

from __future__ import annotations

import bisect
from collections.abc import Collection

from rashomon.model import Analysis, Citation, Findings


class Contested:
    """The ranges that give one side of a conflict. Where the number or the date itself is known, that alone, else the whole cited range."""

    def __init__(self, findings: Findings, analyses: Collection[Analysis] = ()) -> None:
        fine: list[Citation] = [m for figure in findings.figures if figure.relation == "conflict" for m in figure.mentions]
        fine += [m for fact in findings.dates if fact.relation == "conflict" for m in fact.mentions]
        found: dict[str, list[tuple[int, int]]] = {}
        for at in fine:
            found.setdefault(at.article, []).append((at.start, at.end))
        values = _values(findings)
        every = frozenset(bound for bounds in values.values() for bound in bounds)
        for analysis in analyses:
            for quantity in analysis.quantities:
                # A bare number ("rose to 17") may count anything; where it is one that conflicts, it is taken to count that.
                bare = quantity.measure is None and quantity.head is None
                numbers = every if bare else values.get(quantity.measure or "", frozenset())
                if {quantity.low, quantity.high} & numbers:
                    found.setdefault(analysis.article.id, []).append((quantity.start, quantity.end))
        found = _of_disputed_facts(findings, analyses, frozenset(values), found)
        exact = {article: sorted(ranges) for article, ranges in found.items()}
        for conflict in findings.conflicts:
            for side in conflict.sides:
                for at in side.citations:
                    if not _holds(exact.get(at.article, []), at):
                        found.setdefault(at.article, []).append((at.start, at.end))
        self._ranges = {article: sorted(set(ranges)) for article, ranges in found.items()}
        self._longest = {article: max(end - start for start, end in ranges) for article, ranges in self._ranges.items()}

    def touches(self, article: str, start: int, end: int) -> bool:
        """Whether a range of an article shares a character with a contested one."""
        ranges = self._ranges.get(article, [])
        first = bisect.bisect_left(ranges, (start - self._longest.get(article, 0), 0))
        last = bisect.bisect_left(ranges, (end, 0))
        return any(start < stop for _, stop in ranges[first:last])


def _of_disputed_facts(
    findings: Findings, analyses: Collection[Analysis], measures: frozenset[str], found: dict[str, list[tuple[int, int]]]
) -> dict[str, list[tuple[int, int]]]:
    """`found` and the numbers that disputed facts hold, where numbers of that measure conflict at all."""
    disputed = [fact for fact in findings.facts if fact.status == "disputed"]
    places: dict[str, list[tuple[int, int]]] = {}
    for fact in disputed:
        for at in (*fact.support, *fact.against):
            places.setdefault(at.article, []).append((at.start, at.end))
    merged = {article: list(ranges) for article, ranges in found.items()}
    for analysis in analyses:
        ranges = sorted(places.get(analysis.article.id, ()))
        for quantity in analysis.quantities if ranges else ():
            counts = quantity.measure in measures or (quantity.measure is None and quantity.head is None and bool(measures))
            if counts and any(start <= quantity.start and quantity.end <= end for start, end in ranges):
                merged.setdefault(analysis.article.id, []).append((quantity.start, quantity.end))
    return merged


def _values(findings: Findings) -> dict[str, frozenset[float | None]]:
    """By measure the numbers that conflict: said once more elsewhere, they take a side there too."""
    found: dict[str, frozenset[float | None]] = {}
    for figure in findings.figures:
        if figure.relation == "conflict" and figure.measure is not None:
            bounds = frozenset(bound for m in figure.mentions for bound in (m.low, m.high) if bound is not None)
            found[figure.measure] = found.get(figure.measure, frozenset()) | bounds
    return found


def _holds(ranges: list[tuple[int, int]], at: Citation) -> bool:
    """Whether one of the ranges lies wholly inside the citation."""
    place = bisect.bisect_left(ranges, (at.start, 0))
    return any(end <= at.end for start, end in ranges[place : place + 50] if start < at.end)
