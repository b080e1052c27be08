"""The whole reading of one article: every step in its order."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rashomon.analysis.annotator import Annotator, check_order, run_all
from rashomon.model import Analysis, Article

if TYPE_CHECKING:
    from rashomon.analysis.foreign import Language


@lru_cache(maxsize=4)
def annotators(model: Language | None = None) -> tuple[Annotator, ...]:
    """The steps, in the order in which they run; imported when first needed so that a light command stays light.

    `model` is a loaded spaCy pipeline, which stands in for segmentation, syntax and names.
    """
    from rashomon.analysis import boilerplate, chains, claims, foreign, names, quantities, quotes, segment, syntax, times

    words = [part.ANNOTATOR for part in (segment, syntax, names)] if model is None else [foreign.annotator(model)]
    steps = (boilerplate.ANNOTATOR, *words, *(part.ANNOTATOR for part in (times, quotes, chains, quantities, claims)))
    check_order(steps)
    return steps


def read(article: Article, model: Language | None = None) -> Analysis:
    """Read one article. An article that is not in English comes back without layers: it is kept and named, not analysed."""
    if article.language != "en":
        return Analysis(article)
    return run_all(annotators(model), Analysis(article))
