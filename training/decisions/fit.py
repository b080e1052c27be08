"""Fit the decisions "same statement?", "key fact?" and "same utterance?" on annotated stories and write their weights.

usage: fit.py FOLDER [FOLDER ...] [--check]

Each FOLDER holds annotated stories (a folder each, with texts and a gold.json in the form of the benchmark). Statements: a case is a
candidate pair of sentences of two origins, positive when annotators cite both for one key fact. Key facts: a case is a gathering of
statements, its label how much of it and of an annotated fact of like wording is the same (F1); the beliefs of its pairs come from weights
that did not see its story. Utterances: a case is a pair of annotated
quotations of one speaker, positive when they are variants of one quote. Only numeric features are kept, no text. Logistic regression with
an L2 penalty by Newton's method; the threshold is chosen on held-out stories (leave one story out), which is also what is printed.
`--check` fits and prints without writing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from rashomon.analysis import read
from rashomon.analysis.times.story import anchored
from rashomon.ingest import from_record
from rashomon.lang.vectors import embed
from rashomon.model import Analysis, Quote
from rashomon.reconcile import dates, facts, figures, gatherings, keyfacts, utterances
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.decision import Decision
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.referents import merged

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "rashomon" / "reconcile" / "data"
PENALTY = {"same_statement": 4.0, "key_fact": 2.0, "same_utterance": 1.0}
BESIDE = 0.5  # weight of a case from another FOLDER than the first, whose annotators decide the level of belief
# A statement's bar is chosen for whole facts: of each report only the best pair counts, so that a pair by itself may be doubtful.
# A key fact's is where held-out stories have as many facts as their annotators list.
# An utterance's is set where held-out joins are nearly all right, since a wrong join puts words into a mouth.
THRESHOLDS = {"same_statement": 0.15, "key_fact": 0.25, "same_utterance": 0.3}
LIKE = 50  # token set ratio: below it a gathering's wording is not that of an annotated fact
WORDING = {
    "figure": "both answer one question of number",
    "date": "both answer one question of date",
    "claim": "who does what is the same",
    "belief": "surely the same in all reports",
    "lowest": "surely the same in the two least alike",
    "share": "told by a large share of the origins",
    "many": "told by many origins",
    "lead": "told early",
    "core": "much in common",
    "related": "related words",
    "both related": "related words on both sides",
    "best": "each is the other's nearest in its report",
    "behind": "another sentence there is nearer",
    "cosine": "alike in meaning",
    "overlap": "the shorter one's words occur in the other",
    "jaccard": "shared share of words",
    "shared": "shared rare words",
    "concepts": "words of one concept",
    "names": "shared names",
    "no name": "no shared name",
    "numbers": "shared numbers",
    "telling number": "a shared number above twelve",
    "other numbers": "no shared number",
    "times": "shared times",
    "negation": "one is negated",
    "both leads": "both lead their report",
    "apart": "at different places of the reports",
    "quoted": "one is a quotation",
    "contained": "the shorter one's words occur in the other",
    "shared words": "number of shared words",
    "run": "words in one run, of the shorter one",
    "long run": "a long run of the same words",
    "indirect": "indirect speech",
    "one report": "both in one report",
}


@dataclass(frozen=True)
class Cases:
    """Cases of one story: features [n, k], labels [n]; `missed` positives that were no candidates; `group` its FOLDER."""

    story: str
    names: tuple[str, ...]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    missed: int = 0
    group: int = 0


def stories_of(folder: Path) -> list[Path]:
    """The annotated stories of a folder; of a folder with a split only those that may be fitted on."""
    found = [p.parent for p in sorted(folder.glob("*/gold.json"))]
    split = folder / "split.json"
    if not split.exists():
        return found
    allowed = set(json.loads(split.read_text(encoding="utf8"))["split"]["fit"])
    return [p for p in found if p.name in allowed]


def analyse(folder: Path) -> Evidence:
    """The story's texts, read as the product reads them, with the annotated copy groups as origins."""
    meta = {a["file"]: a for a in json.loads((folder / "meta.json").read_text(encoding="utf8"))["articles"]}
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    analyses: list[Analysis] = []
    for path in sorted(folder.glob("*.txt")):
        known = meta.get(path.name, {})
        note = known.get("date_note") or ""
        published = known.get("date") if "crawl" in note or "byline" not in note else None
        text = path.read_bytes().decode("utf8")
        record = {"id": path.name, "text": text, "outlet": known.get("publisher"), "published": published}
        analyses.append(read(from_record(record, path.name)))
    vectors = {}
    for a in analyses:
        rows = embed([a.article.text[s.start : s.end] for s in a.sentences])
        vectors.update({(a.article.id, i): rows[i] for i in range(len(a.sentences))})
    origins = [g["articles"] for g in gold["sources"]["copy_groups"]]
    return Evidence(list(anchored(analyses)), origins, vectors)


def compare(evidence: Evidence) -> Comparison:
    """The statements of a story with the questions that they answer."""
    return Comparison(evidence, [q.figure for q in figures.ask(evidence)], [d.fact for d in dates.ask(evidence)])


def cited(comparison: Comparison, gold: dict[str, Any]) -> list[list[int]]:
    """The statements that the annotators cite for each key fact, by the largest overlap."""
    evidence = comparison.evidence
    number = {a.article.id: n for n, a in enumerate(evidence.analyses)}
    at = {place: i for i, s in enumerate(comparison.statements) for place in s.places}
    out = []
    for fact in gold["key_facts"]:
        found = set()
        for m in fact["support"]:
            article = number[m["article"]]
            shared = [
                (min(s.end, m["start"] + len(m["sentence"])) - max(s.start, m["start"]), -k)
                for k, s in enumerate(evidence.analyses[article].sentences)
                if (article, k) in at
            ]
            best = max(shared, default=(0, 0))
            if best[0] > 0:
                found.add(at[article, -best[1]])
        out.append(sorted(found))
    return out


def statement_cases(folder: Path, comparison: Comparison) -> Cases:
    """Candidate pairs of statements of two origins; headlines are left out, since annotators cite bodies."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    same = {p for ids in cited(comparison, gold) for p in combinations(ids, 2) if comparison.origin(p[0]) != comparison.origin(p[1])}
    pairs = sorted({(min(i, j), max(i, j)) for i, near in enumerate(comparison.neighbours) for j in near})
    kept = [
        p
        for p in pairs
        if comparison.origin(p[0]) != comparison.origin(p[1]) and all(comparison.statements[i].role != "headline" for i in p)
    ]
    rows = [comparison.features(*p) for p in kept]
    return make(folder.name, rows, [p in same for p in kept], len(same - set(kept)))


def fact_cases(folder: Path, comparison: Comparison) -> Cases:
    """The gatherings of a story; the label is the likeness to the annotated fact that is most like it."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    wanted = list(zip((f["statement"] for f in gold["key_facts"]), map(set, cited(comparison, gold)), strict=True))
    origins = len({comparison.origin(i) for i in range(len(comparison.statements))})
    rows, ys = [], []
    for found in gatherings.candidates(comparison):
        text = facts.plain(comparison.statements[facts.wording(comparison, found.statements)].text)
        members = set(found.statements)
        alike = [2 * len(members & ids) / (len(members) + len(ids)) for said, ids in wanted if fuzz.token_set_ratio(said, text) >= LIKE]
        rows.append(keyfacts.features(comparison, found, origins))
        ys.append(max(alike, default=0.0))
    return make(folder.name, rows, ys, 0)


def utterance_cases(folder: Path, evidence: Evidence) -> Cases:
    """Pairs of quotations of one speaker: the annotated ones, and what else the reader finds, which the annotators joined with nothing."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    group: dict[tuple[str, int, int], int] = {}
    quotes: dict[str, list[Quote]] = {a.article.id: [] for a in evidence.analyses}
    for n, quote in enumerate(gold["quotes"]):
        for v in quote["variants"]:
            group[v["article"], v["start"], v["end"]] = n
            quotes[v["article"]].append(Quote(v["start"], v["end"], v["text"], v["direct"], v.get("speaker") or quote["speaker"]))
    for analysis in evidence.analyses:
        listed = quotes[analysis.article.id]
        taken = [(q.start, q.end) for q in listed]
        for q in analysis.quotes:
            if not any(start < q.end and q.start < end for start, end in taken):
                group[analysis.article.id, q.start, q.end] = -1 - len(group)
                listed.append(q)
    given = [
        replace(a, quotes=tuple(sorted(quotes[a.article.id], key=lambda q: (q.start, q.end))), boilerplate=()) for a in evidence.analyses
    ]
    told = Evidence(given, (), evidence.vectors)
    keys = utterances.speaker_keys(told, merged(told))
    said = utterances.sayings(told, keys)
    rarity = utterances.rarity(said)
    rows, ys = [], []
    for a, b in utterances.candidates(said):
        numbers = []
        for s in (said[a], said[b]):
            i, k = s.places[0]
            q = told.analyses[i].quotes[k]
            numbers.append(group[told.analyses[i].article.id, q.start, q.end])
        if max(numbers) < 0 or said[a].speaker != said[b].speaker:  # nobody judged this pair, or the reader confused the speakers
            continue
        values = utterances.features(told, said[a], said[b], rarity)
        if values["one report"] and values["run"] < utterances.REPEATED:
            continue
        rows.append(values)
        ys.append(numbers[0] == numbers[1])
    return make(folder.name, rows, ys, 0)


def make(story: str, rows: Sequence[dict[str, float]], ys: Sequence[float], missed: int) -> Cases:
    names = tuple(sorted(rows[0])) if rows else ()
    x = np.array([[r[n] for n in names] for r in rows]).reshape(len(rows), len(names))
    return Cases(story, names, x, np.array(ys, dtype=float), missed)


def fit(parts: Sequence[Cases], penalty: float) -> NDArray[np.float64]:
    """Weights, the bias last. Every FOLDER has a bias of its own, since annotators cite more or less freely; the first one's counts."""
    groups = sorted({p.group for p in parts})
    rows = [
        np.hstack([p.x, np.repeat([[float(p.group == g) for g in groups[1:]]], len(p.x), axis=0), np.ones((len(p.x), 1))]) for p in parts
    ]
    x, y = np.vstack(rows), np.concatenate([p.y for p in parts])
    weight = np.concatenate([np.full(len(p.y), BESIDE if p.group else 1.0) for p in parts])
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[parts[0].x.shape[1] :] = 0.01
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (weight * (y - p)) - ridge * w)
        w += step
        if np.abs(step).max() < 1e-9:
            break
    return np.append(w[: parts[0].x.shape[1]], w[-1])


def f1(y: NDArray[np.float64], yes: NDArray[np.bool_], missed: int) -> tuple[float, float, float]:
    tp = float((y * yes).sum())
    p, r = tp / max(1.0, float(yes.sum())), tp / max(1.0, float(y.sum()) + missed)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def held_out(parts: Sequence[Cases], penalty: float) -> list[NDArray[np.float64]]:
    """The belief of each case from weights that did not see its story."""
    out = []
    for i, part in enumerate(parts):
        w = fit([*parts[:i], *parts[i + 1 :]], penalty)
        out.append(1 / (1 + np.exp(-(np.hstack([part.x, np.ones((len(part.x), 1))]) @ w))))
    return out


def document(name: str, parts: Sequence[Cases], threshold: float) -> dict[str, Any]:
    """The decision as the product loads it."""
    w = fit(parts, PENALTY[name])
    names = parts[0].names
    return {
        "name": name,
        "weights": {n: round(float(v), 6) for n, v in zip(names, w[:-1], strict=True)},
        "bias": round(float(w[-1]), 6),
        "threshold": threshold,
        "wording": {n: WORDING[n] for n in names},
    }


@dataclass
class Story:
    """One annotated story, read; `comparison` gives its own beliefs only until the statements are fitted."""

    folder: Path
    group: int
    evidence: Evidence
    comparison: Comparison = field(init=False)

    def __post_init__(self) -> None:
        self.comparison = compare(self.evidence)

    def cases(self, name: str) -> Cases:
        """The story's cases for one decision."""
        if name == "same_utterance":
            return utterance_cases(self.folder, self.evidence)
        made = statement_cases if name == "same_statement" else fact_cases
        return replace(made(self.folder, self.comparison), group=self.group)


def judge(stories: Sequence[Story], parts: Sequence[Cases]) -> None:
    """Give each story beliefs in its pairs of statements that come from the other stories."""
    for story in stories:
        others = [p for p in parts if p.story != story.folder.name]
        made = document("same_statement", others, THRESHOLDS["same_statement"])
        story.comparison = compare(story.evidence)
        story.comparison.decision = Decision(made["name"], made["weights"], made["bias"], made["threshold"], {})


def show(name: str, parts: Sequence[Cases], threshold: float) -> None:
    """Print what held-out stories give."""
    beliefs = held_out(parts, PENALTY[name])
    y, p, missed = np.concatenate([c.y for c in parts]), np.concatenate(beliefs), sum(c.missed for c in parts)
    if name == "key_fact":
        print(f"{name}: {len(y)} gatherings; held out: mean square {((p - y) ** 2).mean():.3f}, of the mean alone {y.var():.3f}")
        return
    scores = f1(y, p >= threshold, missed)
    print(
        f"{name}: {len(y)} pairs, {int(y.sum())} same, {missed} no candidates; "
        f"held out at {threshold:.3f}: P {scores[0]:.3f} R {scores[1]:.3f} F1 {scores[2]:.3f}"
    )
    for part, q in zip(parts, beliefs, strict=True):
        print(f"   {part.story:32} pairs {len(part.y):5} same {int(part.y.sum()):4}  F1 {f1(part.y, q >= threshold, part.missed)[2]:.3f}")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+", type=Path)
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    empty = [str(folder) for folder in args.folders if not stories_of(folder)]
    if empty:
        ap.error(f"no annotated stories in {', '.join(empty)}: the fit would silently rest on the other folders alone")
    stories = [Story(s, n, analyse(s)) for n, folder in enumerate(args.folders) for s in stories_of(folder)]
    for name in PENALTY:
        parts = [c for c in (story.cases(name) for story in stories) if len(c.y)]
        if name == "same_statement":
            judge(stories, parts)
        show(name, parts, THRESHOLDS[name])
        made = document(name, parts, THRESHOLDS[name])
        for n, v in sorted(made["weights"].items(), key=lambda t: -abs(t[1])):
            print(f"      {v:+.2f} {n}")
        if not args.check:
            (DATA / f"{name}.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
