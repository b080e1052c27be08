"""Fit the decision "rival answers?" over pairs of different numbers and write its weights.

usage: rivals.py FOLDER [FOLDER ...] [--check]

Cases are pairs of numbers of two reports that differ and that no words explain (`reconcile/apart.py`): positive when the annotators put
both into one figure and list them as no look-alike; and shared numbers that are changed in one report, all positive. Of a benchmark with a
split only the fit half is used. Only numeric features are kept. Logistic regression with an L2 penalty. What is printed is the share of
real and of made disagreements, and the false ones, on held-out stories at some bars.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import logistic
import numpy as np
from fit import DATA, FACTORS, ROOT, _scaled, analyse, label
from numpy.typing import NDArray

from rashomon.reconcile import apart, questions, rivals, values
from rashomon.reconcile.evidence import Evidence

PENALTY = 1.0
MADE = 0.5  # weight of a made disagreement: as many are found at .3 and 1 on held-out stories, fewer at .1
BARS = (0.4, 0.5, 0.6, 0.7, 0.8)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cases:
    """Cases of one story: features [n, k] with labels [n], and those of made disagreements [m, k]."""

    story: str
    x: Floats
    y: Floats
    made: Floats


def sides(folder: Path, evidence: Evidence, numbers: questions.Numbers) -> list[list[tuple[int, bool, int]]]:
    """For each number the (conflict, whether real, side) in whose annotated words it stands."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    ids = [a.article.id for a in evidence.analyses]
    out: list[list[tuple[int, bool, int]]] = [[] for _ in numbers.items]
    for i, conflict in enumerate(gold["conflicts"]):
        for k, side in enumerate(conflict["sides"]):
            text = next(a.article.text for a in evidence.analyses if a.article.id == side["article"])
            start = text.find(side["sentence"])
            for n, c in enumerate(numbers.items):
                if (
                    conflict["kind"] != "wording"
                    and ids[c.article] == side["article"]
                    and 0 <= c.quantity.start - start < len(side["sentence"])
                ):
                    out[n].append((i, bool(conflict["real"]), k))
    return out


def open_pair(evidence: Evidence, numbers: questions.Numbers, i: int, j: int) -> bool:
    """Whether two numbers stand in reports of different origin and nothing explains their difference."""
    a, b = numbers.items[i], numbers.items[j]
    one, two = (evidence.origin_of[evidence.analyses[c.article].article.id] for c in (a, b))
    return one != two and not apart.two_things(numbers, a, b)


def cases(folder: Path, evidence: Evidence, names: list[str]) -> Cases:
    """All cases of a story."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    ids = [a.article.id for a in evidence.analyses]
    numbers = questions.Numbers(evidence)
    groups = label([(ids[c.article], c.quantity.start, c.quantity.end) for c in numbers.items], gold["quantities"])
    told = sides(folder, evidence, numbers)
    decided = rivals.Rivals(numbers)
    rows, ys = [], []
    for i, j in sorted(decided.conflicts):
        listed = [real for n, real, k in told[i] for m, _, other in told[j] if n == m and k != other]
        same = groups[i] >= 0 and groups[i] == groups[j]
        if not open_pair(evidence, numbers, i, j) or (any(listed) and not same):
            continue
        rows.append(decided.features(i, j))
        ys.append(float(same and not (listed and not any(listed))))
    made = changed(evidence, numbers, groups)
    if not names and rows:
        names.extend(sorted(rows[0]))
    table = [np.array([[f[n] for n in names] for f in part]).reshape(-1, len(names)) for part in (rows, made)]
    return Cases(folder.name, table[0], np.array(ys), table[1])


def changed(evidence: Evidence, numbers: questions.Numbers, groups: list[int]) -> list[dict[str, float]]:
    """Features of disagreements made by changing a shared number wherever one report gives it."""
    out: list[dict[str, float]] = []
    items = list(numbers.items)
    for group in sorted(set(groups) - {-1}):
        members = [i for i, g in enumerate(groups) if g == group]
        reports = sorted({items[i].article for i in members})
        for turn, report in enumerate(reports[:3] if len(reports) > 1 else []):
            mine = [i for i in members if items[i].article == report][:2]
            if not all(items[i].stated.point and items[i].stated.modifier != "vague" for i in mine):
                continue
            numbers.items = list(items)
            for i in mine:
                point = items[i].stated.point or 1.0
                step = values.granularity(point)
                scaled = round(point * FACTORS[(group + turn) % 3] / step) * step
                numbers.items[i] = _scaled(items[i], (scaled if abs(scaled - point) > 1e-9 else scaled + step) / point)
            before, numbers.told = numbers.told, defaultdict(set)
            for c in numbers.items:
                if c.told is not None:
                    numbers.told[c.article].add(c.told)
            numbers.forget()
            decided = rivals.Rivals(numbers)
            for i in mine:
                for j in members:
                    pair = (min(i, j), max(i, j))
                    agreed = items[i].relate(items[j])[0] != values.CONFLICT
                    if items[j].article != report and pair in decided.conflicts and agreed and open_pair(evidence, numbers, *pair):
                        out.append(decided.features(*pair))
            numbers.items, numbers.told = items, before
            numbers.forget()
    return out


def fit(parts: list[Cases]) -> Floats:
    """Weights with the bias last."""
    x = np.vstack([m for p in parts for m in (p.x, p.made)])
    y = np.concatenate([m for p in parts for m in (p.y, np.ones(len(p.made)))])
    weight = np.concatenate([m for p in parts for m in (np.ones(len(p.y)), np.full(len(p.made), MADE))])
    return logistic.weights(x, y, weight, PENALTY)


def held_out(parts: list[Cases]) -> None:
    """Print what weights find that did not see the story."""
    believed: list[tuple[Cases, Floats, Floats]] = []
    for i, part in enumerate(parts):
        w = fit(parts[:i] + parts[i + 1 :])
        p, made = (1 / (1 + np.exp(-(np.hstack([m, np.ones((len(m), 1))]) @ w))) for m in (part.x, part.made))
        believed.append((part, p, made))
    for bar in BARS:
        right = sum(int(((p >= bar) * part.y).sum()) for part, p, _ in believed)
        false = sum(int(((p >= bar) * (1 - part.y)).sum()) for part, p, _ in believed)
        made = np.concatenate([m for _, _, m in believed])
        real = int(sum(part.y.sum() for part in parts))
        share = float((made >= bar).mean())
        print(f"  from {bar:.1f}: {right} of {real} disagreeing pairs, {false} others; {share:.3f} of {len(made)} made ones")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+", type=Path)
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    gate = set(json.loads((ROOT / "benchmark" / "split.json").read_text(encoding="utf8"))["split"]["gate"])
    stories = [p.parent for folder in args.folders for p in sorted(folder.glob("*/gold.json")) if p.parent.name not in gate]
    names: list[str] = []
    parts = [cases(s, analyse(s), names) for s in stories]
    print(f"rival answers?: {len(parts)} stories")
    held_out(parts)
    w = fit(parts)
    if not args.check:
        logistic.write(DATA / "rival.json", "rival answers?", [c.story for c in parts], names, w)
    return 0


if __name__ == "__main__":
    sys.exit(main())
