"""Stories of a collection of reports: origins first, then candidates, evidence, the learned decision and average-link groups.

The result is canonical: the same reports give the same stories in whatever order they come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Analysis, Article, Copies, StoryGroup
from rashomon.story import copies, features, join, partition, storyline
from rashomon.story.features import Features
from rashomon.story.index import Index

Vectors = Mapping[str, NDArray[np.float32]]
MARGIN = 0.1  # logits; a doubtful join is no join
CLOCKS, FAR, RARE = 10, 400, 0.05  # dated reports that show what time it is, days off that, and the share that may be


@dataclass(frozen=True, slots=True)
class Collection:
    """Reports by origin, ready for grouping. `features` has one entry an origin, that of its representative."""

    articles: tuple[Article, ...]
    origins: tuple[tuple[str, ...], ...]
    copies: tuple[Copies, ...]
    features: tuple[Features, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def embedded(self) -> dict[str, str]:
        """Representative's id to the text to embed, one an origin."""
        return {one.id: one.embedded for one in self.features if not one.aside}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What persons decided: pairs of article ids that are one story, and pairs that are not."""

    same: frozenset[tuple[str, str]] = field(default=frozenset())
    different: frozenset[tuple[str, str]] = field(default=frozenset())


def collect(items: Sequence[Article | Analysis]) -> Collection:
    """Find the origins, and read the features of one representative of each: its longest version.

    Of an id that comes with several texts the latest is taken. Texts without reporting are no copies of each other.
    """
    notes: dict[str, tuple[str, ...]] = {}
    by_id: dict[str, Article] = {}
    for article in sorted((copies.article_of(item) for item in items), key=copies.order):
        if article.id in by_id and by_id[article.id].text != article.text:
            notes[article.id] = (f"{article.id} came with several texts; the latest is taken",)
        by_id[article.id] = article
    articles = sorted(by_id.values(), key=copies.order)
    found = _copies([article for article in articles if features.blank(article) is None])
    grouped = {key: group.members for group in found for key in group.members}
    origins = tuple(sorted({grouped.get(key, (key,)) for key in by_id}, key=lambda members: copies.order(by_id[members[0]])))
    read = [features.read(by_id[max(members, key=lambda key: (len(by_id[key].text), key))]) for members in origins]
    read = [_first_told(one, [by_id[key] for key in members]) for one, members in zip(read, origins, strict=True)]
    often: Counter[tuple[str, str] | None] = Counter(words for article in articles if (words := features.slight(article)) is not None)
    many = {article.id for article in articles if often[features.slight(article)] > features.OFTEN}
    read = [features.recurs(one) if one.id in many else one for one in read]
    for one in read:
        if one.notes:
            notes[one.id] = (*notes.get(one.id, ()), *(f"{one.id}: {note}" for note in one.notes))
    return Collection(tuple(articles), origins, found, credible_days(read, articles, notes), tuple(sorted(notes.items())))


def _first_told(one: Features, members: Sequence[Article]) -> Features:
    """The features with the time at which the text was first published: reprints go on for days."""
    known = [article.published for article in members if article.published is not None and features.day_of(article.published) is not None]
    first = min(known, default=one.published)
    return one if first == one.published else replace(one, published=first, day=features.day_of(first))


def _copies(articles: Sequence[Article]) -> tuple[Copies, ...]:
    """The copies among articles, none across stories that the input gives: there a text that two share is furniture of their sites."""
    given = {article.id: article.story for article in articles}
    found: list[Copies] = []
    for one in copies.examine(articles)[0]:
        stories = sorted({name for key in one.members if (name := given[key]) is not None})
        if len(stories) < 2:
            found.append(one)
            continue
        for name in stories:
            found += copies.examine([article for article in articles if article.id in one.members and article.story == name])[0]
    return tuple(found)


def credible_days(read: Sequence[Features], articles: Sequence[Article], notes: dict[str, tuple[str, ...]]) -> tuple[Features, ...]:
    """The features with days that are far from all others taken as unknown: a clock that jumped must not tear a report from its story."""
    days = sorted(day for article in articles if (day := features.day_of(article.published)) is not None)
    middle = days[len(days) // 2] if len(days) >= CLOCKS else None
    far = [] if middle is None else [day for day in days if abs(day - middle) > FAR]
    wrong = set(far) if len(far) <= max(1, RARE * len(days)) else set()
    found = []
    for one in read:
        if one.published is not None and (one.day in wrong or (one.day is None and undated(one.published))):
            one = doubted(one)
            notes[one.id] = (*notes.get(one.id, ()), f"{one.id}: {one.notes[-1]}")
        found.append(one)
    return tuple(found)


def undated(published: str) -> bool:
    """Whether a time of publication is written like one, although no day of online news can be read from it."""
    return len(published) >= len("2000-01-01") and features.day_of(published) is None


def doubted(one: Features) -> Features:
    """The features without their day, with a note."""
    return replace(one, day=None, notes=(*one.notes, f"its time of publication ({one.published}) is not credible and was left out"))


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

    nodes = [index.node(n) for n in range(len(index))]
    groups = partition.partition(nodes, links, score, margin=MARGIN)
    lines = storyline.storylines(groups, links)
    notes = dict(collection.notes)
    order = {article.id: place for place, article in enumerate(collection.articles)}
    copied = {one.members: one for one in collection.copies}
    found = []
    for members in groups:
        origins = tuple(collection.origins[i] for i in members)
        keys = tuple(sorted((key for origin in origins for key in origin), key=order.__getitem__))
        said = tuple(note for key in keys for note in notes.get(key, ()))
        found.append(StoryGroup(keys[0], keys, origins, tuple(copied[one] for one in origins if one in copied), notes=said))
    return tuple(replace(one, storyline=found[lines[place]].id) if place in lines else one for place, one in enumerate(found))


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
        for other in [*index.candidates(number), *index.neighbours(number)]:
            pairs.setdefault(min(number, other), set()).add(max(number, other))
    links = {}
    for number in sorted(pairs):
        others = sorted(pairs[number])
        for other, value in zip(others, join.logits(index, number, others), strict=True):
            links[number, other] = value
    return links


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
