"""The timeline: what happened when, each row a clause or a sentence of an article with its places."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.account.contested import Contested
from rashomon.account.dated import Dated, dated
from rashomon.account.telling import Reader
from rashomon.model import Citation, Findings, StoryGroup, TimelineRow

SAME_THING = 0.5
SAME_WORDS = 0.2
MOST_ROWS = 40
MOST_COMPARED = 200


def rows(group: StoryGroup, reader: Reader, findings: Findings) -> tuple[TimelineRow, ...]:
    """The rows in the order of time. Datelines, bylines and times of speaking are no events and are left out."""
    origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
    found = [item for id in sorted(reader.analyses) for item in dated(reader, id, findings)]
    plain = {item.when for item in found if not item.aside}
    merged = _merge([item for item in found if not item.aside or item.when not in plain])
    contested = Contested(findings, reader.analyses.values())
    made = [(len({origin_of.get(item.place.article, -1) for item in items}), _row(items, origin_of, contested)) for items in merged]
    kept = sorted(made, key=lambda item: (-item[0], item[1].when, item[1].text))[:MOST_ROWS]
    return tuple(sorted((row for _, row in kept), key=lambda row: (_first(row.when), row.when, row.text)))


def _first(when: str) -> str:
    return when.split("/", 1)[0]


def _merge(found: Sequence[Dated]) -> list[list[Dated]]:
    """Rows that tell one thing: the same time, and either one date question or like words."""
    groups: list[list[Dated]] = []
    by_when: dict[str, list[list[Dated]]] = {}
    for item in sorted(found, key=lambda d: (d.when, d.place.article, d.place.start, d.place.end)):
        for candidate in by_when.setdefault(item.when, [])[:MOST_COMPARED]:
            if any(_same(item, other) for other in candidate[:3]):
                candidate.append(item)
                break
        else:
            groups.append([item])
            by_when[item.when].append(groups[-1])
    return groups


def _same(one: Dated, other: Dated) -> bool:
    if one.place == other.place:
        return True
    shared = len(one.words & other.words)
    smaller = min(len(one.words), len(other.words)) or 1
    if len(one.plain & other.plain) < SAME_WORDS * min(len(one.plain), len(other.plain)):
        return False
    if one.question is not None and one.question == other.question:
        return shared / smaller >= SAME_THING / 2
    return shared / smaller >= SAME_THING


def _row(items: Sequence[Dated], origin_of: dict[str, int], contested: Contested) -> TimelineRow:
    words = [item.words for item in items]

    def rank(item: Dated) -> tuple[bool, float, float, Citation]:
        central = sum(len(item.words & other) for other in words) / (len(item.words) + 4)
        sided = contested.touches(item.place.article, item.place.start, item.place.end)
        return sided, -central, item.weight, item.place

    best = min(items, key=rank)
    origins = {origin_of.get(item.place.article, -1) for item in items}
    relation = "conflict" if any(item.disputed for item in items) else "agree" if len(origins) > 1 else "single"
    others = sorted({item.place for item in items if item.place != best.place})
    return TimelineRow(best.when, best.precision, best.text, relation, (best.place, *others))
