"""Writes the accuracy card, docs/accuracy.md: python benchmarks/card.py [--bench build/bench.json]

Three tables: the invented stories of benchmark/ that nothing was fitted on, the annotated stories outside of the repository, and every
other figure of `make bench`. Intervals over stories are drawn by bootstrap (stories with replacement, 1,000 times, fixed seed), because
the stories and not the single mentions are the independent observations. Without RASHOMON_EVAL nothing is written: a card with holes
would say too little.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import run

HERE = Path(__file__).resolve().parent
CARD = HERE.parent / "docs" / "accuracy.md"
DRAWS = 1000
SEED = 20
# What the scorer outside of the repository prints for each story by itself: the counts of every measure.
EACH = """
import json, pathlib, sys
folder, kept = map(pathlib.Path, sys.argv[1:])
sys.path.insert(0, str(folder / "eval"))
import accounts, score_account
systems = {p.stem: accounts.neutral(json.loads(p.read_text(encoding="utf-8"))) for p in sorted(kept.glob("*.json"))}
each, _ = score_account.run(str(folder / "data" / "stories"), lambda name: systems[name], only=set(systems), quiet=True)
print(json.dumps({name: {k: [v["tp"], v["system"], v["gold"]] for k, v in one.items() if "tp" in v} for name, one in each.items()}))
"""
Counts = dict[str, list[int]]


def stories(folder: Path) -> dict[str, Counts]:
    """For each annotated story, each measure's right, given and wanted."""
    with tempfile.TemporaryDirectory() as kept:
        run.score("accounts", ["--quiet", "--out", kept], command="report")
        out = subprocess.run([sys.executable, "-c", EACH, str(folder), kept], capture_output=True, text=True, check=True).stdout
    found: dict[str, Counts] = json.loads(out)
    return found


def rates(counts: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of right, given, wanted; a rate over nothing is 1 where the other side is empty too."""
    right, given, wanted = counts
    precision = right / given if given else float(not wanted)
    recall = right / wanted if wanted else float(not given)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pooled(each: Sequence[Counts], measure: str) -> list[int]:
    """The counts of one measure summed over stories."""
    return [sum(story.get(measure, [0, 0, 0])[i] for story in each) for i in range(3)]


def spread(each: Sequence[Counts], measure: str, which: int) -> tuple[float, float]:
    """The 95 % interval of one rate (0 precision, 1 recall, 2 F1), by drawing the stories again."""
    rng = random.Random(SEED)
    values = sorted(rates(pooled(rng.choices(each, k=len(each)), measure))[which] for _ in range(DRAWS))
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS)]


def annotated(each: dict[str, Counts]) -> Iterator[str]:
    """The rows of the annotated stories."""
    yield "| figure | measured | 95 % interval | target |"
    yield "|---|---|---|---|"
    for figure in run.figures():
        if figure["tool"] != "accounts" or figure["path"][0] != "measures":
            continue
        _, measure, rate = figure["path"]
        which = ("P", "R", "F1").index(rate)
        low, high = spread(list(each.values()), measure, which)
        value = rates(pooled(list(each.values()), measure))[which]
        yield f"| {figure['name']} | {value:.3f} | {low:.3f} to {high:.3f} | {figure['target']:g} |"


def invented() -> Iterator[str]:
    """The rows of the benchmark's gate half, with its own intervals, and what it says of conflicts."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "gate.json"
        command = [sys.executable, str(HERE.parent / "benchmark" / "score.py"), "--split", "gate", "--json", str(target)]
        subprocess.run(command, capture_output=True, check=True)
        record: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    yield f"{len(record['stories'])} stories: {', '.join(record['stories'])}."
    yield ""
    yield "| measure | precision | recall | F1 | 95 % interval of F1 | right / given / wanted |"
    yield "|---|---|---|---|---|---|"
    for name, m in record["measures"].items():
        rated = f"{m['precision']:.3f} | {m['recall']:.3f} | {m['f1']:.3f} | {m['low']:.3f} to {m['high']:.3f}"
        yield f"| {name} | {rated} | {m['right']} / {m['given']} / {m['wanted']} |"
    counts = {key: record["counts"].get(key, 0) for key in ("planted found", "planted", "look-alikes reported", "look-alikes", "unlisted")}
    yield ""
    yield (
        f"Planted conflicts found: {counts['planted found']} of {counts['planted']}. Look-alikes reported as conflicts: "
        f"{counts['look-alikes reported']} of {counts['look-alikes']}. Reported and in neither list: {counts['unlisted']}. "
        f"Citations that do not slice to their text: {record['counts'].get('citations broken', 0)} of {record['counts']['citations']}."
    )


def others(bench: Path) -> Iterator[str]:
    """The figures of `make bench` that are not about stories."""
    yield "| figure | measured | target |"
    yield "|---|---|---|"
    told = {figure["name"] for figure in run.figures() if figure["tool"] == "accounts" and figure["path"][0] == "measures"}
    for figure in json.loads(bench.read_text(encoding="utf-8"))["figures"]:
        if figure["name"] not in told and figure["value"] is not None:
            sign = "≥" if figure["better"] == "more" else "≤"
            yield f"| {figure['name']} | {figure['value']:.3g} | {sign} {figure['target']:g} |"


def card(each: dict[str, Counts], gate: Sequence[str], bench: Sequence[str]) -> str:
    """The page."""
    return "\n".join(
        [
            "<!-- Written by benchmarks/card.py: measure again instead of editing. -->",
            "",
            "# How often it is right",
            "",
            "Every figure here was measured, none is typed in. Trust the first table most: nothing was fitted on those stories. The others",
            "are on sets that the product was developed on, where small decision models are partly fitted, so text that it has not seen",
            "can turn out worse. Intervals come from drawing whole stories again; with few stories they are wide: that is what is known.",
            "",
            "## On invented stories that nothing was fitted on",
            "",
            "Half of [the benchmark](../benchmark/README.md); anybody can take these figures with",
            "`python benchmark/score.py --split gate`.",
            *gate,
            "",
            "## On annotated newspaper stories",
            "",
            f"{len(each)} real stories, kept outside of this repository because their text belongs to newspapers. These are development",
            "stories.",
            "",
            *annotated(each),
            "",
            "## On labelled sets, and speed",
            "",
            "The visible halves of the sets that `RASHOMON_EVAL` names; speed on two cores.",
            "",
            *bench,
            "",
        ]
    )


def main() -> int:
    """Measure the stories, take the rest from the last `make bench`, write the card; 2 when something to measure is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=HERE.parent / "build" / "bench.json", help="what `make bench` wrote")
    args = parser.parse_args()
    folder = run.shared()
    if folder is None or not args.bench.exists():
        missing = "RASHOMON_EVAL does not name the labelled data" if folder is None else f"{args.bench} is missing: run `make bench` first"
        print(f"no card written: {missing}", file=sys.stderr)
        return 2
    CARD.write_text(card(stories(folder), list(invented()), list(others(args.bench))), encoding="utf-8")
    print(f"written to {CARD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
