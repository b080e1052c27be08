"""Fit the decisions "same question?" and "same when?" on annotated stories and write their weights.

usage: fit.py FOLDER [FOLDER ...] [--check]

Each FOLDER holds annotated stories (a folder each, with texts and a gold.json in the form of the benchmark); those of the benchmark's
gate half are left out. Mentions that the reader finds are matched to annotated ones by overlap; every candidate pair of matched mentions
is a case, positive when the annotators put both into one group. Only numeric features are kept, no text. Logistic regression with an L2
penalty by Newton's method (iteratively reweighted least squares). What is printed is the best F1 of pairs on held-out stories (leave one
story out). `--check` fits and prints without writing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rashomon.analysis import read
from rashomon.analysis.times.story import anchored
from rashomon.ingest import from_record
from rashomon.lang.vectors import embed
from rashomon.model import Analysis
from rashomon.reconcile import dates, questions, values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.evidence import Evidence

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "rashomon" / "reconcile" / "data"
PENALTY = 3.0
# Weight of a made case, and by how much its number is changed. More weight finds more conflicts and raises more false ones.
MADE = 0.15
FACTORS = (1.2, 0.8, 1.1)
# From which belief pairs are grouped: the best F1 of whole groups on held-out stories lies on a plateau around these.
GROUPING = {"question": 0.45, "when": 0.3}


@dataclass(frozen=True)
class Cases:
    """Cases of one story: features [n, k], labels [n]; and of changed numbers, all of which are the same question: [m, k]."""

    story: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    made: NDArray[np.float64]


def analyse(folder: Path) -> Evidence:
    """The story's texts, read as the product reads them."""
    meta = {a["file"]: a for a in json.loads((folder / "meta.json").read_text(encoding="utf8"))["articles"]}
    analyses: list[Analysis] = []
    for path in sorted(folder.glob("*.txt")):
        known = meta.get(path.name, {})
        note = known.get("date_note") or ""
        published = known.get("date") if "crawl" in note or "byline" not in note else None
        text = path.read_bytes().decode("utf8")
        record = {"id": path.name, "text": text, "outlet": known.get("publisher"), "published": published}
        analyses.append(read(from_record(record, path.name)))
    analyses = list(anchored(analyses))
    vectors = {}
    for a in analyses:
        rows = embed([a.article.text[s.start : s.end] for s in a.sentences])
        vectors.update({(a.article.id, i): rows[i] for i in range(len(a.sentences))})
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    return Evidence(analyses, [g["articles"] for g in gold["sources"]["copy_groups"]], vectors)


def changed(numbers: questions.Numbers, labels: Sequence[int], names: list[str]) -> NDArray[np.float64]:
    """Features of cases made by changing a shared number in one report: the same question still, with another answer.

    Real disagreements are rare in any set of stories; these show the decision what one looks like when all else is equal.
    """
    rows = []
    for group in sorted(set(labels) - {-1}):
        members = [i for i, g in enumerate(labels) if g == group]
        for turn, article in enumerate(sorted({numbers.items[i].article for i in members})[:3]):
            others = [numbers.items[i] for i in members if numbers.items[i].article != article][:4]
            for c in [numbers.items[i] for i in members if numbers.items[i].article == article][:2]:
                if not c.stated.point or c.stated.modifier == "vague":
                    continue
                step = values.granularity(c.stated.point)
                scaled = round(c.stated.point * FACTORS[(group + turn) % 3] / step) * step
                other = _scaled(c, (scaled if abs(scaled - c.stated.point) > 1e-9 else scaled + step) / c.stated.point)
                before = numbers.told[article]
                numbers.told[article] = {t for t in before if t != c.told} | ({other.told} if other.told else set())
                for b in others:
                    if other.relate(b)[0] == values.CONFLICT:
                        f = numbers.features(other, b)
                        rows.append([f[n] for n in names])
                numbers.told[article] = before
    return np.array(rows).reshape(-1, len(names))


def _scaled(c: Count, factor: float) -> Count:
    low, high = (None if x is None else x * factor for x in (c.stated.low, c.stated.high))
    told = None if c.told is None else (c.told[0], round((c.stated.point or 0.0) * factor, 4))
    return replace(c, stated=replace(c.stated, low=low, high=high), told=told)


def label(places: Sequence[tuple[str, int, int]], groups: list[dict[str, object]]) -> list[int]:
    """The annotated group of each place, by the largest overlap; -1 for none."""
    gold = [(m["article"], m["start"], m["end"], n) for n, g in enumerate(groups) for m in g["mentions"]]  # type: ignore[attr-defined]
    out = []
    for article, start, end in places:
        best = max(((min(e, end) - max(s, start), n) for a, s, e, n in gold if a == article), default=(0, -1))
        out.append(best[1] if best[0] > 0 else -1)
    return out


def cases(folder: Path, evidence: Evidence, kind: str, names: list[str]) -> Cases:
    """All labelled candidate pairs of a story."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    ids = [a.article.id for a in evidence.analyses]
    rows, ys = [], []
    if kind == "question":
        numbers = questions.Numbers(evidence)
        items = numbers.items
        labels = label([(ids[c.article], c.quantity.start, c.quantity.end) for c in items], gold["quantities"])
        pairs = numbers.candidates()
        make: Callable[[int, int], dict[str, float]] = lambda i, j: numbers.features(items[i], items[j])  # noqa: E731
    else:
        places = dates.Whens(evidence)
        whens = places.items
        labels = label([(ids[w.article], w.time.start, w.time.end) for w in whens], gold["dates"])
        pairs = places.candidates()
        make = lambda i, j: places.features(whens[i], whens[j])  # noqa: E731
    for i, j in pairs:
        if labels[i] < 0 or labels[j] < 0:
            continue
        f = make(i, j)
        if not names:
            names.extend(sorted(f))
        rows.append([f[n] for n in names])
        ys.append(float(labels[i] == labels[j]))
    made = changed(numbers, labels, names) if kind == "question" else np.zeros((0, len(names)))
    return Cases(folder.name, np.array(rows).reshape(-1, len(names)), np.array(ys), made)


def fit(parts: Sequence[Cases]) -> NDArray[np.float64]:
    """Weights with the bias last. Every story weighs the same, whatever its number of pairs."""
    x = np.vstack([part for p in parts for part in (p.x, p.made)])
    x = np.hstack([x, np.ones((len(x), 1))])
    y = np.concatenate([part for p in parts for part in (p.y, np.ones(len(p.made)))])
    weight = np.concatenate([np.full(n, w) for p in parts for n, w in ((len(p.y), 300.0 / max(60, len(p.y))), (len(p.made), MADE))])
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 0.1
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - penalty * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def f1(y: NDArray[np.float64], yes: NDArray[np.bool_]) -> tuple[float, float, float]:
    tp = float((y * yes).sum())
    p, r = tp / max(1.0, float(yes.sum())), tp / max(1.0, float(y.sum()))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+", type=Path)
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    stories = [p.parent for folder in args.folders for p in sorted(folder.glob("*/gold.json"))]
    gate = set(json.loads((ROOT / "benchmark" / "split.json").read_text(encoding="utf8"))["split"]["gate"])
    stories = [s for s in stories if s.name not in gate]  # the half that measures never trains
    read_stories = [(s, analyse(s)) for s in stories]
    for kind, name in (("question", "same question?"), ("when", "same when?")):
        names: list[str] = []
        parts = [c for c in (cases(s, e, kind, names) for s, e in read_stories) if len(c.y)]
        held = []
        for i, part in enumerate(parts):
            w = fit(parts[:i] + parts[i + 1 :])
            held.append(1 / (1 + np.exp(-(np.hstack([part.x, np.ones((len(part.x), 1))]) @ w))))
        y, p = np.concatenate([c.y for c in parts]), np.concatenate(held)
        threshold = max((float(t) for t in np.arange(0.2, 0.85, 0.025)), key=lambda t: f1(y, p >= t)[2])
        print(
            f"{name}: {len(y)} pairs, {int(y.sum())} same; held out at {threshold:.3f}: P {f1(y, p >= threshold)[0]:.3f} "
            f"R {f1(y, p >= threshold)[1]:.3f} F1 {f1(y, p >= threshold)[2]:.3f}; Brier {float(((p - y) ** 2).mean()):.3f}"
        )
        for part, q in zip(parts, held, strict=True):
            print(f"   {part.story:32} pairs {len(part.y):5} same {int(part.y.sum()):4}  F1 {f1(part.y, q >= threshold)[2]:.3f}")
        w = fit(parts)
        for n, v in sorted(zip(names, w[:-1], strict=True), key=lambda t: -abs(t[1])):
            print(f"      {v:+.2f} {n}")
        if not args.check:
            out = {
                "name": name,
                "stories": [c.story for c in parts],
                "threshold": GROUPING[kind],
                "bias": round(float(w[-1]), 5),
                "weights": {n: round(float(v), 5) for n, v in zip(names, w[:-1], strict=True)},
            }
            DATA.mkdir(exist_ok=True)
            (DATA / f"{kind}.json").write_text(json.dumps(out, indent=1) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
