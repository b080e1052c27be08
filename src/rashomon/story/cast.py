"""Stories told apart by their words but about the same people and places: joined by the names that most of their reports share.

A person who hands over a few reports mostly hands over reports of one event. There the reading of the articles, with its people, places and
organisations, is at hand, and says more than words do. Organisations alone prove nothing: a company is in the news twice a month.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.model import StoryGroup

# Words of names that two groups must share to be one story, at least one of them of a person or a place.
SHARED = 4
# A group is about a name that this share of its reports have.
MOST = 0.5
# Reports further apart in time tell another event, whoever is in both.
DAYS = 14


@dataclass(frozen=True, slots=True)
class Cast:
    """The words of the names in one report, in lower case: of people and places, and of everything else; and its day, "" when unknown."""

    people_and_places: frozenset[str]
    others: frozenset[str]
    day: str = ""


def joined(groups: Sequence[StoryGroup], casts: Mapping[str, Cast]) -> tuple[StoryGroup, ...]:
    """The groups, with those that share their cast made one. The id is that of the earliest member."""
    merged = list(groups)
    changed = True
    while changed:
        changed = False
        for i in range(len(merged)):
            for j in range(i + 1, len(merged)):
                if _one_cast(merged[i], merged[j], casts):
                    merged[i] = _union(merged[i], merged.pop(j), casts)
                    changed = True
                    break
            if changed:
                break
    return tuple(sorted(merged, key=lambda g: g.id))


def _main(group: StoryGroup, casts: Mapping[str, Cast]) -> tuple[set[str], set[str]]:
    """The words of names that most reports of the group have: of people and places, and of others."""
    enough = MOST * len(group.articles)
    people = Counter(name for a in group.articles for name in casts[a].people_and_places)
    others = Counter(name for a in group.articles for name in casts[a].others)
    return {n for n, k in people.items() if k >= enough}, {n for n, k in others.items() if k >= enough}


def _one_cast(one: StoryGroup, two: StoryGroup, casts: Mapping[str, Cast]) -> bool:
    if _apart(one, two, casts):
        return False
    people_a, others_a = _main(one, casts)
    people_b, others_b = _main(two, casts)
    return bool(people_a & people_b) and len((people_a | others_a) & (people_b | others_b)) >= SHARED


def _apart(one: StoryGroup, two: StoryGroup, casts: Mapping[str, Cast]) -> bool:
    """Whether all reports of the one were published long before all of the other."""
    days = [sorted(d for a in g.articles if (d := casts[a].day)) for g in (one, two)]
    if not days[0] or not days[1]:
        return False
    first, second = sorted(days)
    return _days(first[-1], second[0]) > DAYS


def _days(a: str, b: str) -> int:
    try:
        return (datetime.date.fromisoformat(b[:10]) - datetime.date.fromisoformat(a[:10])).days
    except ValueError:
        return 0


def _union(one: StoryGroup, two: StoryGroup, casts: Mapping[str, Cast]) -> StoryGroup:
    first, second = sorted((one, two), key=lambda g: (min(casts[a].day or "9999" for a in g.articles), g.id))
    return replace(
        first,
        articles=tuple(sorted((*one.articles, *two.articles))),
        origins=tuple(sorted((*one.origins, *two.origins))),
        copies=(*first.copies, *second.copies),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )
