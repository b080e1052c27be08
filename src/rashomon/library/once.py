"""One run over some inputs, without a library on disk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon import ingest
from rashomon.library import models
from rashomon.model import Analysis, Article, Rejected, Report

if TYPE_CHECKING:
    from rashomon.analysis.foreign import Language
    from rashomon.pipeline.options import Progress

Inputs = Sequence["str | PathLike[str] | Article"]


def read_inputs(
    inputs: Inputs,
    *,
    max_bytes: int | None = None,
    skip: Sequence[str] = (),
    allow_private: bool = False,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Article], list[Rejected]]:
    """The articles behind paths, folders and "-", and what was rejected; Article values are taken as they are.

    `max_bytes` limits one article as it arrives; files in `skip` are not read when a folder holds them.
    """
    paths = [str(given) for given in inputs if not isinstance(given, Article)]
    options = ingest.Options(
        max_bytes=ingest.DEFAULT_LIMIT if max_bytes is None else max_bytes,
        stdin=sys.stdin.buffer if "-" in paths else None,
        skip=frozenset(Path(name).resolve() for name in skip),
        allow_private=allow_private,
    )
    given = [one for one in inputs if isinstance(one, Article)]
    return ingest.read_inputs(paths, options, given=given, progress=progress)


def report(inputs: Inputs, *, one_story: bool = False, max_bytes: int | None = None, model: str | Language | None = None) -> Report:
    """The accounts of the stories that the inputs tell. `inputs` are paths, folders, "-" or Article values, in any order.

    Inputs that could not be read are in `Report.rejected`, each with its reason. `one_story` takes all of them as reports of one event.
    `model` reads sentences, syntax and names in place of the shipped reader: "spacy:NAME" or a loaded spaCy pipeline.
    """
    pipeline = models.load(model)
    articles, rejected = read_inputs(inputs, max_bytes=max_bytes)
    return report_articles(articles, rejected, one_story=one_story, model=pipeline)


def report_articles(
    articles: Sequence[Article],
    rejected: Sequence[Rejected] = (),
    *,
    one_story: bool = False,
    progress: Progress | None = None,
    model: str | Language | None = None,
) -> Report:
    """The same for articles that were read before; every id must stand once."""
    from rashomon import pipeline
    from rashomon.pipeline.options import Options, silent

    return pipeline.report(articles, rejected, Options(one_story, progress or silent, models.load(model)))


def annotate(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    id: str = "text",
    model: str | Language | None = None,
) -> Analysis:
    """What is read out of one text: its sentences, names, times, numbers, quotes and claims. `published` (ISO 8601) anchors "Tuesday".

    `model` is "spacy:NAME" or a loaded spaCy pipeline, as in `report`. Raises InputError for a text that is empty, SettingError for a model
    that cannot be loaded.
    """
    record = {"id": id, "text": text, "published": published, "title": title, "outlet": outlet}
    return next(annotate_articles([ingest.from_record(record, source=id)], model=model))


def annotate_articles(articles: Sequence[Article], *, model: str | Language | None = None) -> Iterator[Analysis]:
    """The analyses of articles, in their order, one at a time."""
    from rashomon import pipeline

    return pipeline.annotate(articles, models.load(model))
