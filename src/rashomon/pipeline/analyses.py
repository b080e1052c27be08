"""Articles to analyses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon import analysis
from rashomon.model import Analysis, Article
from rashomon.pipeline.options import Progress, silent

if TYPE_CHECKING:
    from rashomon.analysis.foreign import Language


def analyse(articles: Sequence[Article], progress: Progress = silent, model: Language | None = None) -> list[Analysis]:
    """The analysis of each article, in their order. An article that is not in English has no layers. `model`: see `analysis.annotators`."""
    read: list[Analysis] = []
    for article in articles:
        read.append(analysis.read(article, model))
        progress("read", len(read), len(articles))
    return read


def annotate(articles: Iterable[Article], model: Language | None = None) -> Iterator[Analysis]:
    """The analyses one at a time, as the articles come."""
    for article in articles:
        yield analysis.read(article, model)
