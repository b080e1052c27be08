"""The whole reading of one article: every step in its order."""

from __future__ import annotations

from functools import lru_cache

from rashomon.analysis.annotator import Annotator, check_order, run_all
from rashomon.model import Analysis, Article


@lru_cache(maxsize=1)
def annotators() -> tuple[Annotator, ...]:
    """The steps, in the order in which they run; imported when first needed so that a light command stays light."""
    from rashomon.analysis import boilerplate, chains, claims, names, quantities, quotes, segment, syntax, times

    steps = tuple(part.ANNOTATOR for part in (boilerplate, segment, syntax, names, times, quotes, chains, quantities, claims))
    check_order(steps)
    return steps


def read(article: Article) -> Analysis:
    """Read one article. An article that is not in English comes back without layers: it is kept and named, not analysed."""
    if article.language != "en":
        return Analysis(article)
    return run_all(annotators(), Analysis(article))
