"""Storylines: stories that follow each other (the funeral, the trial, the next resignation), linked and not merged.

Two stories are linked when single reports of both look alike enough to be one story, and the stories as wholes do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from rashomon.story import linkage

ALIKE = 0.0  # logits; the best pair of two linked stories
NEAR = -1.5  # logits; the mean of their scored pairs
LONGEST = 30  # stories of one storyline; a longer one would be a topic


def storylines(groups: Sequence[Sequence[int]], links: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """For each linked story, by its place in `groups`, the place of the oldest story of its storyline. Groups come in canonical order."""
    group_of = {member: place for place, members in enumerate(groups) for member in members}
    between: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (a, b), value in sorted(links.items()):
        one, two = group_of[a], group_of[b]
        if one != two and abs(value) != float("inf"):
            between[(one, two) if one < two else (two, one)].append(max(linkage.FLOOR, min(linkage.CEILING, value)))
    line = list(range(len(groups)))
    sizes = [1] * len(groups)
    near = [(-round(fmean(values), 6), pair) for pair, values in between.items() if max(values) > ALIKE and fmean(values) > NEAR]
    for _, (one, two) in sorted(near):
        first, second = sorted((_root(line, one), _root(line, two)))
        if first != second and sizes[first] + sizes[second] <= LONGEST:
            line[second] = first
            sizes[first] += sizes[second]
    return {place: _root(line, place) for place in range(len(groups)) if sizes[_root(line, place)] > 1}


def _root(line: list[int], place: int) -> int:
    while line[place] != place:
        line[place] = line[line[place]]
        place = line[place]
    return place
