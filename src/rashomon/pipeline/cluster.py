"""Articles to stories and copies: the story stage with the vectors it may use, one text embedded an origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon import story
from rashomon.lang import vectors
from rashomon.model import Analysis, Article, Copies, StoryGroup


def stories(articles: Sequence[Article | Analysis], *, with_vectors: bool = True) -> tuple[StoryGroup, ...]:
    """The stories that the articles tell, whatever their order. Without vectors words alone decide: faster and a little less sure."""
    collection = story.collect(articles)
    return story.group(collection, embedded(collection) if with_vectors else None)


def embedded(collection: story.Collection) -> dict[str, NDArray[np.float32]]:
    """A vector of unit length for each origin, by the id of its representative."""
    texts = collection.embedded
    rows = vectors.embed(list(texts.values()))
    return dict(zip(texts, rows, strict=True))


def follow(stream: story.Stream, articles: Iterable[Article], *, with_vectors: bool = True) -> Iterator[story.Assignment]:
    """Where each article goes as it arrives. A copy goes where its origin is and costs no vector; so does an id that came before."""
    finder = story.copies.Finder()
    seen: set[str] = set()
    often: Counter[tuple[str, str]] = Counter()
    for article in articles:
        root = article.id if article.id in seen or story.is_blank(article) else finder.add(article)
        if root in seen:
            yield story.Assignment(article.id, stream.story_of(root), "copy", 1.0, root)
            continue
        seen.add(article.id)
        one = story.read_features(article)
        words = story.slight(article)
        if words is not None:
            often[words] += 1
            one = story.recurs(one) if often[words] > story.OFTEN else one
        vector = vectors.embed([one.embedded])[0] if with_vectors and not one.aside else None
        yield stream.add(one, vector)


def arrived(articles: Sequence[Article], *, with_vectors: bool = True) -> tuple[StoryGroup, ...]:
    """The stories as they stand when the last article has come in, without a last revision over all of them.

    Of an id that comes with several texts the first is taken: the later ones had not come when it was weighed.
    """
    stream = story.Stream(window=100_000)
    origins: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    notes: dict[str, tuple[str, ...]] = {}
    for article, found in zip(articles, follow(stream, articles, with_vectors=with_vectors), strict=True):
        if texts.setdefault(article.id, article.text) != article.text:
            notes[article.id] = (f"{article.id} came with several texts; the first is taken",)
        origin = origins.setdefault((found.near or article.id) if found.kind == "copy" else article.id, [])
        if article.id not in origin:
            origin.append(article.id)
    groups = []
    for name, members in stream.stories().items():
        shared = tuple(tuple(origins[key]) for key in members)
        keys = tuple(sorted(key for one in shared for key in one))
        said = [note for key in keys for note in notes.get(key, ())]
        said += [f"{key}: {note}" for key in members for note in stream.index.features[stream.index.numbers[key]].notes]
        groups.append(StoryGroup(name, keys, shared, notes=tuple(said)))
    return tuple(groups)


def copies(articles: Sequence[Article]) -> tuple[tuple[Copies, ...], tuple[Copies, ...]]:
    """Groups of articles that share one text, and pairs that share sentences only."""
    return story.copies.examine(articles)


def explain(articles: Sequence[Article], one: str, two: str, *, with_vectors: bool = True) -> tuple[str, ...]:
    """What speaks for and against two articles being one story, as lines of text."""
    collection = story.collect(articles)
    return story.explain(collection, one, two, embedded(collection) if with_vectors else None).lines()
