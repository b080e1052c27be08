"""Articles to stories and copies: the story stage with the vectors it may use, one text embedded an origin."""

from __future__ import annotations

from collections.abc import Sequence

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


def copies(articles: Sequence[Article]) -> tuple[tuple[Copies, ...], tuple[Copies, ...]]:
    """Groups of articles that share one text, and pairs that share sentences only."""
    return story.copies.examine(articles)


def explain(articles: Sequence[Article], one: str, two: str, *, with_vectors: bool = True) -> tuple[str, ...]:
    """What speaks for and against two articles being one story, as lines of text."""
    collection = story.collect(articles)
    return story.explain(collection, one, two, embedded(collection) if with_vectors else None).lines()
