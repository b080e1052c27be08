"""Stories and copies of one run's articles."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.errors import SettingError
from rashomon.model import Article, Copies, StoryGroup


def cluster_articles(
    articles: Sequence[Article], *, online: bool = False, revise: bool = True, with_vectors: bool = True
) -> tuple[StoryGroup, ...]:
    """The stories that the articles tell, by their oldest members.

    `online` without `revise` gives the stories as they stand when the articles were taken in one by one, in their order. A revision
    over all of them makes the result the same whatever the order, so `online` with it is what all at once gives.
    `with_vectors=False` compares words, names, numbers and dates only: faster, a little less sure.
    """
    from rashomon.pipeline import cluster

    if online and not revise:
        return cluster.arrived(articles, with_vectors=with_vectors)
    return cluster.stories(articles, with_vectors=with_vectors)


def explain_pair(articles: Sequence[Article], one: str, two: str, *, with_vectors: bool = True) -> tuple[str, ...]:
    """What speaks for and against two of the articles being one story, in plain words; SettingError for an id that is not there."""
    from rashomon.pipeline import cluster

    known = {article.id for article in articles}
    for key in (one, two):
        if key not in known:
            raise SettingError(f'no article has the id "{key}"', hint="ids are those that rashomon cluster prints")
    return cluster.explain(articles, one, two, with_vectors=with_vectors)


def copies_of(articles: Sequence[Article]) -> tuple[tuple[Copies, ...], tuple[Copies, ...]]:
    """Groups of articles that share one text, and pairs of articles that only share sentences."""
    from rashomon.pipeline import cluster

    return cluster.copies(articles)
