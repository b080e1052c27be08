"""Labelled collections for fitting the join: the sets of RASHOMON_EVAL in several lengths, small collections of like stories, and streams.

Only numbers leave this module: evidence on pairs of reports, and whether they are one story. Topics are split in folds, so that a decision
can be tried on topics that it has not seen.
"""

from __future__ import annotations

import datetime
import json
import os
import random
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.lang import vectors
from rashomon.model import Article
from rashomon.story import evidence, features, grouping
from rashomon.story.index import Index

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import story_stream

FOLDER = Path(os.environ.get("RASHOMON_EVAL", ""))
SETS = {
    "ecbplus_982": ("full", "lead", "title"),
    "basil_300": ("full", "lead", "title"),
    "allsides_raw_2021": ("full", "title"),
    "uci_news_aggregator_6k": ("title",),
    "incidents": ("full",),
    "neus_singletons": ("full",),
}
MOST = {"incidents": 1500, "neus_singletons": 1200}
STORIES = {"uci_news_aggregator_6k": 30}
SMALL = {
    "incidents": 350,
    "neus_singletons": 120,
    "ecbplus_982": 140,
    "basil_300": 80,
    "allsides_raw_2021": 120,
    "uci_news_aggregator_6k": 60,
}
STREAMS = ((11, False), (12, True))  # seeds, and whether of a quarter of the stories
LEAD = 600  # characters
FOLDS = 4


@dataclass(slots=True)
class Labelled:
    """An index with the story and the fold of each report."""

    name: str
    form: str
    index: Index
    story: list[str]
    fold: NDArray[np.int64]
    rows: list[dict[str, Any]]


def rows_of(name: str) -> list[dict[str, Any]]:
    """The reports of one set, with `date` as a day."""
    if name == "incidents":
        rows = []
        for file in ("incidents", "single_source"):
            for line in (FOLDER / "data" / "incidents" / f"{file}.jsonl").open(encoding="utf-8"):
                one = json.loads(line)
                rows += [{**doc, "story": one["incident"], "city": one.get("city")} for doc in one["docs"]]
        rows = list({row["id"]: row for row in rows}.values())
    else:
        rows = [json.loads(line) for line in (FOLDER / "data" / "clustering" / f"{name}.jsonl").open(encoding="utf-8")]
    if name in STORIES:
        kept = set(random.Random(3).sample(sorted({row["story"] for row in rows}), STORIES[name]))
        rows = [row for row in rows if row["story"] in kept]
    for row in rows:
        if row.get("ts"):
            row["date"] = datetime.datetime.fromtimestamp(row["ts"], datetime.UTC).date().isoformat()
        row["date"] = str(row["date"])[:10] if row.get("date") else None
    return sorted(rows[: MOST.get(name)], key=lambda row: (row["date"] or "~", row["id"]))


def article(row: dict[str, Any], form: str) -> Article:
    """A report in one length: its full text, its lead or its title."""
    title, text = row.get("title") or None, row.get("text") or ""
    if form == "title":
        lines = [line for line in text.split("\n") if line.strip() and not line.startswith(("http", "www"))]
        title = title or (lines[0] if lines else text)[:200]
        text = title
    elif form == "lead":
        text = text[:LEAD]
    return Article(id=row["id"], text=text or title or "", title=title, published=row["date"])


def fold(topic: str) -> int:
    """The fold of a topic."""
    return zlib.crc32(topic.encode()) // 7 % FOLDS


def topic_of(name: str, row: dict[str, Any]) -> str:
    """What must not be split over folds: the topic in ECB+ (two like events each), the story elsewhere."""
    return f"ecb{row['topic']}" if name == "ecbplus_982" else row["story"]


def collection(name: str, form: str) -> Labelled:
    """One set in one length."""
    rows = rows_of(name)
    read = [features.read(article(row, form)) for row in rows]
    index = Index()
    for one, vector in zip(read, vectors.embed([one.embedded for one in read]), strict=True):
        index.add(one, vector)
    return Labelled(name, form, index, [row["story"] for row in rows], np.array([fold(topic_of(name, row)) for row in rows]), rows)


def stream(seed: int, *, small: bool) -> Labelled:
    """A day's news, see benchmarks/story_stream.py; copies are one report."""
    rows = story_stream.stream(FOLDER, seed, small=small)
    topics = {f"ecbplus_982:{row['story']}": f"ecb{row['topic']}" for row in rows_of("ecbplus_982")}
    made = [Article(id=row["id"], text=row["text"], title=row["title"], outlet=row["outlet"], published=row["published"]) for row in rows]
    found = grouping.collect(made)
    texts = found.embedded
    index = grouping.build_index(found, dict(zip(texts, vectors.embed(list(texts.values())), strict=True)))
    of = {row["id"]: row["story"] for row in rows}
    story = [of[one.id] for one in found.features]
    return Labelled("stream", str(seed), index, story, np.array([fold(topics.get(one) or one.split(":", 1)[1]) for one in story]), [])


def small(whole: Labelled, trials: int, seed: int = 1) -> list[Labelled]:
    """Collections of a few reports of one story and of the stories most like it, each with an index of its own."""
    rng = random.Random(seed)
    members: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(whole.story):
        members[name].append(number)
    keys = sorted(members)
    centres = np.stack([np.mean([whole.index.vector(n) for n in members[key]], axis=0) for key in keys])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    made = []
    for trial in range(trials):
        at = rng.choice([i for i, key in enumerate(keys) if len(members[key]) > 1])
        near = [keys[i] for i in np.argsort(-(centres @ centres[at]), kind="stable")[:8].tolist() if i != at]
        others = rng.sample(near, rng.choice((0, 1, 1, 1, 2, 4)))
        if trial % 4 == 0:  # reports that have nothing to do with each other
            others = rng.sample([key for key in keys if key != keys[at]], rng.choice((1, 2, 4)))
        twins = [] if trial % 4 == 0 else [key for key in keys if key != keys[at] and alike(whole, members[keys[at]][0], members[key][0])]
        if twins and (whole.name != "incidents" or trial % 3):
            others = [rng.choice(twins), *others[1 : 1 + trial % 2]]
        chosen = sorted(
            n for key in [keys[at], *others] for n in rng.sample(members[key], min(len(members[key]), rng.choice((2, 3, 4, 5))))
        )
        index = Index()
        for number in chosen:
            index.add_from(whole.index, number)
        made.append(Labelled(whole.name, f"{whole.form}-small", index, [whole.story[n] for n in chosen], whole.fold[chosen], []))
    return made


def alike(whole: Labelled, one: int, two: int) -> bool:
    """Whether two reports are of like events: one topic in ECB+, one city among incidents."""
    a, b = whole.rows[one], whole.rows[two]
    return (a.get("topic"), a.get("city")) == (b.get("topic"), b.get("city")) if whole.name in {"ecbplus_982", "incidents"} else False


def pairs(given: Labelled, *, every: bool = False) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.int64]]:
    """Evidence on candidate pairs, some of one story and some at random (or on every pair): rows, labels, the folds of both."""
    rng = random.Random(0)
    count = len(given.index)
    wanted: set[tuple[int, int]] = set()
    members: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(given.story):
        members[name].append(number)
    for number in range(count):
        others = list(range(count)) if every else [*given.index.candidates(number), *given.index.neighbours(number)]
        if not every:
            others += rng.sample(range(count), min(count, 6))
            others += rng.sample(members[given.story[number]], min(10, len(members[given.story[number]])))
        wanted |= {(min(number, other), max(number, other)) for other in others if other != number}
    grouped: dict[int, list[int]] = defaultdict(list)
    for low, high in sorted(wanted):
        grouped[low].append(high)
    rows = np.concatenate([evidence.gather(given.index, low, highs) for low, highs in grouped.items()]).astype(np.float32)
    labels = np.array([given.story[low] == given.story[high] for low, highs in grouped.items() for high in highs])
    folds = np.array([(given.fold[low], given.fold[high]) for low, highs in grouped.items() for high in highs])
    return rows, labels, folds
