"""Stories of a collection of reports: origins first, then candidates, evidence, the learned decision and average-link groups.

The result is canonical: the same reports give the same stories in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Analysis, Article, Copies, StoryGroup
from rashomon.story import copies, features, join, partition
from rashomon.story.features import Features
from rashomon.story.index import Index

Vectors = Mapping[str, NDArray[np.float32]]
NEIGHBOURS = 12  # nearest by vector that are looked at besides the candidates by words
MARGIN = 0.7  # logits; a doubtful join is no join


@dataclass(frozen=True, slots=True)
class Collection:
    """Reports by origin, ready for grouping. `features` has one entry an origin, that of its representative."""

    articles: tuple[Article, ...]
    origins: tuple[tuple[str, ...], ...]
    copies: tuple[Copies, ...]
    features: tuple[Features, ...]

    @property
    def embedded(self) -> dict[str, str]:
        """Representative's id to the text to embed, one an origin."""
        return {one.id: one.embedded for one in self.features}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What persons decided: pairs of article ids that are one story, and pairs that are not."""

    same: frozenset[tuple[str, str]] = field(default=frozenset())
    different: frozenset[tuple[str, str]] = field(default=frozenset())


def collect(items: Sequence[Article | Analysis]) -> Collection:
    """Find the origins, and read the features of one representative of each: its longest version."""
    articles = sorted((copies.article_of(item) for item in items), key=copies.order)
    by_id: dict[str, Article] = {}
    for article in articles:
        by_id.setdefault(article.id, article)
    found, _ = copies.examine(list(by_id.values()))
    grouped = {key: group.members for group in found for key in group.members}
    origins = tuple(sorted({grouped.get(key, (key,)) for key in by_id}, key=lambda members: copies.order(by_id[members[0]])))
    read = tuple(features.read(by_id[max(members, key=lambda key: len(by_id[key].text))]) for members in origins)
    return Collection(tuple(by_id.values()), origins, found, read)


def group(
    items: Sequence[Article | Analysis] | Collection, vectors: Vectors | None = None, decisions: Decisions | None = None
) -> tuple[StoryGroup, ...]:
    """The stories, by their oldest members.

    `vectors` are unit vectors of `Collection.embedded` by article id; without them words alone decide.
    """
    collection = items if isinstance(items, Collection) else collect(items)
    index = build_index(collection, vectors)
    links = score_candidates(index)
    links.update(_decided(collection, decisions or Decisions()))

    def score(number: int, others: Sequence[int]) -> Sequence[float]:
        return join.logits(index, number, others)

    groups = partition.average_link(len(index), links, score, threshold=MARGIN)
    return tuple(_story(members, collection) for members in groups)


def build_index(collection: Collection, vectors: Vectors | None) -> Index:
    """The origins in canonical order, one report each."""
    index = Index()
    for one in collection.features:
        vector = (vectors or {}).get(one.id)
        index.add(one, None if vector is None else np.asarray(vector, dtype=np.float32))
    return index


def score_candidates(index: Index) -> dict[tuple[int, int], float]:
    """Logits of all candidate pairs (low, high) of an index."""
    pairs: dict[int, set[int]] = {}
    for number in range(len(index)):
        for other in [*index.candidates(number).tolist(), *neighbours(index, number)]:
            pairs.setdefault(min(number, other), set()).add(max(number, other))
    links = {}
    for number in sorted(pairs):
        others = sorted(pairs[number])
        for other, value in zip(others, join.logits(index, number, others), strict=True):
            links[number, other] = value
    return links


def neighbours(index: Index, number: int, most: int = NEIGHBOURS) -> list[int]:
    """The reports whose vectors are nearest to this one's."""
    mine = index.vectors[number]
    if mine is None:
        return []
    numbers, matrix = index.matrix()
    scores = np.round(matrix @ mine, 5)
    best = np.argsort(-scores, kind="stable")[: most + 1]
    return [n for n in numbers[best].tolist() if n != number][:most]


def _decided(collection: Collection, decisions: Decisions) -> dict[tuple[int, int], float]:
    number = {key: i for i, members in enumerate(collection.origins) for key in members}
    found: dict[tuple[int, int], float] = {}

    def decide(one: str, two: str, value: float) -> None:
        a, b = sorted((number.get(one, -1), number.get(two, -1)))
        if 0 <= a < b:
            found[a, b] = value

    first: dict[str, str] = {}
    for article in collection.articles:
        if article.story is not None:
            decide(first.setdefault(article.story, article.id), article.id, partition.INFINITE)
    given = sorted(first.values())
    for i, one in enumerate(given):
        for two in given[i + 1 :]:
            decide(one, two, -partition.INFINITE)
    for one, two in sorted(decisions.different):
        decide(one, two, -partition.INFINITE)
    for one, two in sorted(decisions.same):
        decide(one, two, partition.INFINITE)
    return found


def _story(members: Sequence[int], collection: Collection) -> StoryGroup:
    origins = tuple(collection.origins[i] for i in members)
    inside = {key for origin in origins for key in origin}
    articles = tuple(article.id for article in collection.articles if article.id in inside)
    return StoryGroup(articles[0], articles, origins, tuple(one for one in collection.copies if one.members[0] in inside))
