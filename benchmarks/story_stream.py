"""A day's news, made of labelled sets on one clock: writes the stream, or runs the grouping over it beside a plain reference.

usage: story_stream.py [--seed N] [--write FILE] [--no-vectors] [--small]

The stories of every set start at random inside seven days and their reports follow with shrinking density; a few stories grow to as
many as 300 reports by edited copies; reports of no other story come between. The same seed gives the same stream. The labelled sets are
found through RASHOMON_EVAL; the scorer `eval/clusters.py` gives the figures. The reference is TF-IDF, nearest centroid, one pass, its
threshold chosen with the answers in hand, so that it is as good as it can be. Printed beside the figures: what the contaminated stories are
made of, by the sets that they mix and by size, and how fast the grouping is without the encoder.

The stream is harder than a week of news in one way: its single reports come from ten years of one country's politics, undated, so one week
holds many reports of one matter (a nomination, an inquiry, the jobs of a month) that in truth lie months apart. They are other events
all the same, their labels stand.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import math
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

SETS = ("ecbplus_982", "basil_300", "allsides_raw_2021", "uci_news_aggregator_6k")
SINGLES = "neus_singletons"
START = datetime.datetime(2021, 3, 1, tzinfo=datetime.UTC)
GROWN = 12  # stories that get edited copies
LARGEST = 300
WORD = re.compile(r"[a-z0-9]+")
SPELLINGS = (("color", "colour"), ("ize ", "ise "), ("percent", "per cent"), ("center", "centre"), (" said.", " told reporters."))


def shared() -> Path | None:
    """The folder with the labelled sets."""
    given = os.environ.get("RASHOMON_EVAL")
    return Path(given) if given and (Path(given) / "data" / "clustering").is_dir() else None


def stream(folder: Path, seed: int, *, small: bool = False) -> list[dict[str, Any]]:
    """Reports with `id`, `story`, `title`, `text`, `outlet` and `published`, in the order of publication."""
    rng = random.Random(seed)
    stories: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name in SETS:
        for row in _rows(folder, name):
            stories[f"{name}:{row['story']}"].append(row)
    singles: dict[str, dict[str, Any]] = {}
    for row in _rows(folder, SINGLES):
        singles.setdefault(row["story"], row)
    names = sorted(stories)
    if small:
        names = sorted(rng.sample(names, len(names) // 4))
    made = []
    grown = set(rng.sample(names, min(GROWN, len(names))))
    for name in names:
        rows = sorted(stories[name], key=lambda row: row["id"])
        rng.shuffle(rows)
        start = rng.uniform(0, 7 * 24)
        size = int(math.exp(rng.uniform(math.log(30), math.log(LARGEST)))) if name in grown else len(rows)
        for i in range(max(size, len(rows))):
            row = rows[i] if i < len(rows) else edited(rows[rng.randrange(len(rows))], i, rng)
            made.append(_report(row, name, start + min(rng.expovariate(1 / 10), 72), rng))
    kept = sorted(singles)
    for key in rng.sample(kept, len(kept) // (4 if small else 1)):
        made.append(_report(singles[key], f"single:{key}", rng.uniform(0, 8 * 24), rng))
    return sorted(made, key=lambda row: (row["published"], row["id"]))


def edited(row: dict[str, Any], number: int, rng: random.Random) -> dict[str, Any]:
    """A reprint: another headline prefix, other spellings, the end cut, or lines of the house around it."""
    text = row.get("text") or ""
    title = row.get("title") or ""
    lines = text.split("\n")
    if text and rng.random() < 0.5:
        lines = lines[: max(1, int(len(lines) * rng.uniform(0.5, 1)))]
    text = "\n".join(lines)
    for old, new in rng.sample(SPELLINGS, 3):
        text = text.replace(old, new)
    if text and rng.random() < 0.3:
        text = f"{text}\nThe report was first published elsewhere."
    if title and rng.random() < 0.4:
        title = f"{rng.choice(('UPDATE 1-', 'WRAP: ', 'Report: '))}{title}"
    return {**row, "id": f"{row['id']}+{number}", "title": title, "text": text}


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / "data" / "clustering" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _report(row: dict[str, Any], story: str, hours: float, rng: random.Random) -> dict[str, Any]:
    when = (START + datetime.timedelta(hours=hours)).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    title = row.get("title") or None
    return {
        "id": row["id"],
        "story": story,
        "title": title,
        "text": row.get("text") or title,
        "outlet": f"outlet {rng.randrange(60)}",
        "published": when,
    }


def plain(rows: list[dict[str, Any]], threshold: float) -> dict[str, str]:
    """The reference: TF-IDF cosine with the nearest centroid, one pass in the order of arrival."""
    seen: Counter[str] = Counter()
    centroids: list[dict[str, float]] = []
    norms: list[float] = []
    holders: dict[str, list[int]] = defaultdict(list)
    names: list[str] = []
    found = {}
    for count, row in enumerate(rows, 1):
        words = Counter(WORD.findall(f"{row['title'] or ''} {row['text'] or ''}".lower()))
        seen.update(words.keys())
        vector = {word: (1 + math.log(n)) * math.log((1 + count) / seen[word]) for word, n in words.items()}
        size = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        scores: dict[int, float] = defaultdict(float)
        for word, value in vector.items():
            if value > 0 and len(holders[word]) < 400:
                for place in holders[word]:
                    scores[place] += value / size * centroids[place][word] / norms[place]
        best = max(scores, key=lambda place: (scores[place], -place), default=-1)
        if best < 0 or scores[best] < threshold:
            best = len(centroids)
            centroids.append({})
            norms.append(1.0)
            names.append(row["id"])
        centroid = centroids[best]
        for word, value in vector.items():
            if word not in centroid:
                centroid[word] = 0.0
                holders[word].append(best)
            centroid[word] += value / size
        norms[best] = math.sqrt(sum(v * v for v in centroid.values())) or 1.0
        found[row["id"]] = names[best]
    return found


def ours(rows: list[dict[str, Any]], *, with_vectors: bool) -> tuple[dict[str, str], float]:
    """The product's stories, and the seconds of one core that they took without the encoder."""
    from rashomon import story
    from rashomon.model import Article
    from rashomon.pipeline import cluster

    articles = [
        Article(id=row["id"], text=row["text"], title=row["title"], outlet=row["outlet"], published=row["published"]) for row in rows
    ]
    story.group(articles[:2])  # what is read once
    start = time.process_time()
    collection = story.collect(articles)
    took = time.process_time() - start
    vectors = cluster.embedded(collection) if with_vectors else None
    start = time.process_time()
    groups = story.group(collection, vectors)
    return {key: group.id for group in groups for key in group.articles}, took + time.process_time() - start


def mixtures(rows: list[dict[str, Any]], found: dict[str, str]) -> list[str]:
    """The contaminated stories counted by the sets whose stories they mix, and by size."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        members[found[row["id"]]].append(row["story"])
    kinds: Counter[str] = Counter()
    sizes: Counter[int] = Counter()
    mixed: Counter[int] = Counter()
    for stories in members.values():
        if len(stories) < 2:
            continue
        size = 1 << (len(stories) - 1).bit_length()
        sizes[size] += 1
        if len(set(stories)) > 1:
            mixed[size] += 1
            kinds[" + ".join(sorted(name.split(":")[0] for name in set(stories))[:3])] += 1
    lines = [f"contaminated, up to {size} reports: {mixed[size]} of {sizes[size]}" for size in sorted(sizes)]
    return [*lines, *(f"contaminated, {kind}: {count}" for kind, count in kinds.most_common())]


def scorer(folder: Path) -> Any:
    """The module `eval/clusters.py`."""
    spec = importlib.util.spec_from_file_location("clusters", folder / "eval" / "clusters.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--no-vectors", action="store_true")
    parser.add_argument("--small", action="store_true", help="a quarter of the stories")
    args = parser.parse_args()
    folder = shared()
    if folder is None:
        sys.exit("story_stream: skipped, RASHOMON_EVAL does not name the folder with the labelled sets")
    rows = stream(folder, args.seed, small=args.small)
    if args.write:
        args.write.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return
    score = scorer(folder).score
    gold = {row["id"]: row["story"] for row in rows}
    found, took = ours(rows, with_vectors=not args.no_vectors)
    mine = score(gold, found)
    reference = max((score(gold, plain(rows, cut / 20)) for cut in range(4, 11)), key=lambda one: one["bcubed_f1"])
    print(f"{len(rows)} reports, {len(set(gold.values()))} stories, seed {args.seed}")
    print(f"{took:.1f} s of one core without the encoder, {len(rows) / took:.0f} articles a second")
    for name in ("bcubed_f1", "bcubed_precision", "bcubed_recall", "pair_f1", "exact_stories", "contaminated"):
        ratio = mine[name] / reference[name] if reference[name] else math.nan
        print(f"{name:20} {mine[name]:7.3f}   plain reference {reference[name]:7.3f}   ratio {ratio:5.2f}")
    print("\n".join(mixtures(rows, found)))


if __name__ == "__main__":
    main()
