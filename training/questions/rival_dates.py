"""Fit the decision "rival dates?" over pairs of different dates and write its weights.

usage: rival_dates.py FOLDER [FOLDER ...] [--check]

Cases are pairs of different dates of two reports of different origin: positive when the annotators put both into one event that they call
in conflict, and for shared dates that are shifted in one report wherever it dates that event; negative for every other pair. Of a
benchmark with a split only the fit half is used. Only numeric features are kept. Logistic regression with an L2 penalty. What is printed
is the share of real and of shifted disagreements that some pair finds, and the false pairs of events, on held-out stories at some bars.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import logistic
import numpy as np
from fit import DATA, ROOT, analyse, label
from numpy.typing import NDArray

from rashomon.reconcile import dates, rival_dates
from rashomon.reconcile.evidence import Evidence

PENALTY = 1.0
MADE = 0.3  # weight of a shifted pair
BARS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cases:
    """Cases of one story: features [n, k] with labels [n] and the events that each pair joins; the same of shifted dates, one list each."""

    story: str
    x: Floats
    y: Floats
    events: list[tuple[int, int]]
    made: list[Floats]


def table(rows: list[dict[str, float]], names: list[str]) -> Floats:
    if not names and rows:
        names.extend(sorted(rows[0]))
    return np.array([[f[n] for n in names] for f in rows]).reshape(-1, len(names))


def cases(folder: Path, evidence: Evidence, names: list[str]) -> Cases:
    """All cases of a story."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    ids = [a.article.id for a in evidence.analyses]
    whens = dates.Whens(evidence)
    groups = label([(ids[w.article], w.time.start, w.time.end) for w in whens.items], gold["dates"])
    disputed = {n for n, g in enumerate(gold["dates"]) if g["verdict"] == "conflict"}
    decided = rival_dates.Rivals(whens)
    rows, ys, events = [], [], []
    for i, j in decided.pairs:
        if groups[i] >= 0 and groups[i] == groups[j] and groups[i] not in disputed:
            continue  # neither: they differ, and the annotators say that it means nothing
        rows.append(decided.features(i, j))
        ys.append(float(groups[i] >= 0 and groups[i] == groups[j]))
        events.append((min(groups[i], groups[j]), max(groups[i], groups[j])))
    x = table(rows, names)
    return Cases(folder.name, x, np.array(ys), events, shifted(evidence, whens, groups, disputed, names))


def shifted(evidence: Evidence, whens: dates.Whens, groups: list[int], disputed: set[int], names: list[str]) -> list[Floats]:
    """Features of the pairs of each disagreement that is made by shifting a shared date in one report."""
    items = list(whens.items)
    out = []
    for group in sorted(set(groups) - {-1} - disputed):
        members = [i for i, g in enumerate(groups) if g == group and rival_dates._value(items[i])]
        for report in sorted({items[i].article for i in members}):
            mine = [i for i in members if items[i].article == report]
            value = rival_dates._value(items[mine[0]])
            others = [i for i in members if items[i].article != report and rival_dates._value(items[i]) == value]
            if len({rival_dates._value(items[i]) for i in mine}) > 1 or not others:
                continue
            whens.items = list(items)
            for i in mine:
                whens.items[i] = replace(items[i], value=_later(value, group + report), time=replace(items[i].time, partial=None))
            whens.told.clear()
            for w in whens.items:
                whens.told[w.article].add(w.value)
            whens.forget()
            decided = rival_dates.Rivals(whens)
            rows = [decided.features(i, j) for i, j in decided.pairs if (i in mine) != (j in mine) and (i in others or j in others)]
            if rows:
                out.append(table(rows, names))
    whens.items = items
    whens.forget()
    return out


def _later(value: str, turn: int) -> str:
    """The date a day, a month or a year later or earlier."""
    step = 1 if turn % 2 else -1
    if len(value) == 4:
        return str(int(value) + step)
    if len(value) == 7:
        month = int(value[:4]) * 12 + int(value[5:7]) - 1 + step
        return f"{month // 12:04}-{month % 12 + 1:02}"
    return (datetime.date.fromisoformat(value) + datetime.timedelta(step)).isoformat()


def fit(parts: list[Cases]) -> Floats:
    """Weights with the bias last; a made disagreement weighs the same whatever its number of pairs."""
    made = [m for p in parts for m in p.made]
    x = np.vstack([*(p.x for p in parts), *made])
    y = np.concatenate([*(p.y for p in parts), *(np.ones(len(m)) for m in made)])
    weight = np.concatenate([*(np.ones(len(p.y)) for p in parts), *(np.full(len(m), MADE) for m in made)])
    return logistic.weights(x, y, weight, PENALTY)


def held_out(parts: list[Cases]) -> None:
    """Print what weights find that did not see the story."""
    believed = []
    for i, part in enumerate(parts):
        w = fit(parts[:i] + parts[i + 1 :])
        sure = [1 / (1 + np.exp(-(np.hstack([m, np.ones((len(m), 1))]) @ w))) for m in (part.x, *part.made)]
        believed.append((part, sure[0], [float(s.max()) for s in sure[1:]]))
    for bar in BARS:
        real = {(c.story, e) for c, p, _ in believed for e, y in zip(c.events, c.y, strict=True) if y}
        right = {(c.story, e) for c, p, _ in believed for e, y, q in zip(c.events, c.y, p, strict=True) if y and q >= bar}
        false = {(c.story, e) for c, p, _ in believed for e, y, q in zip(c.events, c.y, p, strict=True) if not y and q >= bar}
        made = [q for _, _, m in believed for q in m]
        share = sum(q >= bar for q in made) / len(made)
        print(f"  from {bar:.1f}: {len(right)} of {len(real)} real, {len(false)} false; {share:.3f} of {len(made)} shifted")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+", type=Path)
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    gate = set(json.loads((ROOT / "benchmark" / "split.json").read_text(encoding="utf8"))["split"]["gate"])
    stories = [p.parent for folder in args.folders for p in sorted(folder.glob("*/gold.json")) if p.parent.name not in gate]
    names: list[str] = []
    parts = [c for c in (cases(s, analyse(s), names) for s in stories) if len(c.y)]
    print(f"rival dates?: {len(parts)} stories")
    held_out(parts)
    w = fit(parts)
    for n, v in sorted(zip(names, w[:-1], strict=True), key=lambda t: -abs(t[1])):
        print(f"      {v:+.2f} {n}")
    if not args.check:
        logistic.write(DATA / "rival_date.json", "rival dates?", [c.story for c in parts], names, w)
    return 0


if __name__ == "__main__":
    sys.exit(main())
