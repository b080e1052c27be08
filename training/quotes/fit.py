"""Fits the small decisions about quotes (whose, whole or fragment, indirect speech): python training/quotes/fit.py [--texts N]

Linear models over features of position, class and dependency, and over the words of our own list; the weights hold no
other word but prepositions, conjunctions, particles and auxiliaries. Needs scipy, the folder that RASHOMON_EVAL names, and the reader's
weights. Writes src/rashomon/analysis/data/quotes.json. About fifteen minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from polnear import Attribution, is_direct, load, shared
from scipy.optimize import minimize

from rashomon.analysis import boilerplate, names, segment, syntax
from rashomon.analysis.quotes import attribution, borders, direct, indirect
from rashomon.analysis.quotes.marks import find
from rashomon.analysis.quotes.units import Unit, units
from rashomon.analysis.tree import Tree
from rashomon.model import Analysis, Article

OUT = Path(__file__).resolve().parents[2] / "src" / "rashomon" / "analysis" / "data" / "quotes.json"
FOLDS = 3  # of the texts, for beliefs about texts that were not learned from
L2 = 2.0  # of the candidates of indirect speech
Features = Mapping[str, float]
Document = tuple[Tree, list[Attribution]]


def read(text: str, name: str) -> Tree:
    """The parsed text, up to its names."""
    analysis = Analysis(Article(name, text))
    for step in (boilerplate, segment, syntax, names):
        analysis = step.ANNOTATOR.run(analysis)
    return Tree(analysis)


def gold(unit: Unit, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content holds most of a quoted stretch."""
    own = (unit.quoted.start, unit.quoted.end)
    best: tuple[int, Attribution] | None = None
    for one in attributions:
        for content in one.contents:
            common = max((shared(piece, own) for piece in content.pieces), default=0)
            if common >= 0.6 * (own[1] - own[0]) and (best is None or common > best[0]):
                best = (common, one)
    return best[1] if best else None


def speaker_examples(tree: Tree, attributions: Sequence[Attribution]) -> list[list[tuple[str, Features, bool]]]:
    """For each quoted stretch its candidates (zone, features, whether right)."""
    text = tree.text
    parts = units(text, find(text))
    own = attribution.candidates(tree, parts)
    sources = [[(s.start, s.end) for s in g.sources] if (g := gold(u, attributions)) else [] for u in parts]
    rows = []
    for k, unit in enumerate(parts):
        row: list[tuple[str, Features, bool]] = [("nobody", attribution.nobody(unit), not sources[k])]
        for c in own[k]:
            right = c.source is not None and any(shared((c.source.start, c.source.end), s) for s in sources[k])
            row.append((c.zone, c.features, right))
        for other, zone in ((k - 1, "same"), (k + 1, "ahead")):
            if 0 <= other < len(parts) and abs(parts[other].line - unit.line) <= 3 and sources[other]:
                a, b = sorted((k, other))
                gap = text[parts[a].quoted.outer_end : parts[b].quoted.outer_start][:600]
                features = attribution.neighbour(unit, parts[other], own[k], own[other], best=2.0, gap=gap)
                taken = sources[other][0]
                right = any(shared(taken, s) or text[slice(*taken)] == text[slice(*s)] for s in sources[k])
                row.append((zone, features, right))
        rows.append(row)
    return rows


def fit_choice(rows: Sequence[Sequence[tuple[str, Features, bool]]], l2: float = 1.0) -> dict[str, dict[str, float]]:
    """Weights of a conditional logit: the right candidates of a stretch against all of them."""
    index: dict[tuple[str, str], int] = {}
    flat, group, right = [], [], []
    usable = [row for row in rows if len(row) > 1 and any(ok for _, _, ok in row)]
    for n, row in enumerate(usable):
        for zone, features, ok in row:
            flat.append({index.setdefault((zone, name), len(index)): v for name, v in features.items() if v})
            group.append(n)
            right.append(float(ok))
    matrix = sparse(flat, len(index))
    groups, y = np.array(group), np.array(right)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = matrix @ w
        top = np.full(len(usable), -1e9)
        np.maximum.at(top, groups, s)
        e = np.exp(s - top[groups])
        z, p = np.bincount(groups, e, len(usable)), np.bincount(groups, e * y, len(usable))
        return -np.log(p / z).sum() + 0.5 * l2 * (w @ w), -(matrix.T @ (e * y / p[groups] - e / z[groups])) + l2 * w

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    table: dict[str, dict[str, float]] = {}
    for (zone, name), i in sorted(index.items()):
        table.setdefault(zone, {})[name] = round(float(best[i]), 4)
    return table


def fit_yes_no(examples: Sequence[tuple[Features, bool]], l2: float = 1.0) -> dict[str, float]:
    """Weights of a logistic regression."""
    index: dict[str, int] = {}
    matrix = sparse([{index.setdefault(name, len(index)): v for name, v in f.items() if v} for f, _ in examples], None)
    y = np.array([float(ok) for _, ok in examples])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ w
        return np.logaddexp(0, z).sum() - y @ z + 0.5 * l2 * w @ w, matrix.T @ (1 / (1 + np.exp(-z)) - y) + l2 * w

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B").x
    return {name: w for name, i in sorted(index.items()) if abs(w := round(float(best[i]), 4)) >= 0.005}


def sparse(rows: Sequence[Mapping[int, float]], width: int | None) -> sp.csr_matrix:
    """Rows of {column: value} as a matrix."""
    ends = np.cumsum([0, *(len(r) for r in rows)])
    columns = [c for r in rows for c in r]
    width = max(columns) + 1 if width is None else width
    return sp.csr_matrix(([v for r in rows for v in r.values()], columns, ends), shape=(len(rows), width))


def direct_examples(documents: Sequence[Document], table: Mapping[str, Mapping[str, float]]) -> list[tuple[Features, bool]]:
    """Quoted stretches with the decided speaker, and whether they are a whole content between marks."""
    found: list[tuple[Features, bool]] = []
    for tree, attributions in documents:
        parts = units(tree.text, find(tree.text))
        contents = [c for a in attributions for c in a.contents if is_direct(tree.text, c)]
        for unit, decision in zip(parts, attribution.decide(tree, parts, table), strict=True):
            own = (unit.quoted.start, unit.quoted.end)
            right = any(shared(piece, own) >= 0.6 * (own[1] - own[0]) for c in contents for piece in c.pieces)
            found.append((direct.shape(tree, unit, *decision), right))
    return found


def own_words(tree: Tree, report: indirect.Report, attributions: Sequence[Attribution]) -> bool:
    """Whether a candidate has a cue of the gold with an overlapping content, or is about a content."""
    own = (report.start, report.end)
    cue = (tree.starts[report.cue[0]], tree.ends[report.cue[1]])
    for one in attributions:
        common = [(shared(own, (c.start, c.end)), c.end - c.start) for c in one.contents]
        if any(n for n, _ in common) and any(shared(cue, (c.start, c.end)) for c in one.cues):
            return True
        if any(n >= 0.5 * max(size, own[1] - own[0]) for n, size in common):
            return True
    return False


def two_reports(tree: Tree, outer: indirect.Report, inner: indirect.Report, end: int, attributions: Sequence[Attribution]) -> bool:
    """Whether a candidate within another is an attribution of the gold, and what is left of the outer one belongs to a different one."""
    cue = (tree.starts[inner.cue[0]], tree.ends[inner.cue[1]])
    for own in attributions:
        if any(shared(cue, (c.start, c.end)) for c in own.cues) and any(
            shared((inner.start, inner.end), (c.start, c.end)) for c in own.contents
        ):
            return any(a is not own and any(shared((outer.start, end), (c.start, c.end)) for c in a.contents) for a in attributions)
    return False


def fit_indirect(documents: Sequence[Document]) -> dict[str, dict[str, float]]:
    """Weights of the candidates, and of the borders between them from beliefs of models that did not see the text."""
    rows = []
    for tree, attributions in documents:
        reports = indirect.candidates(tree, direct.direct_quotes(tree))
        rows.append((tree, attributions, reports, [(r.features, own_words(tree, r, attributions)) for r in reports]))
    examples: list[tuple[Features, bool]] = []
    for fold in range(FOLDS):
        table = fit_yes_no([x for k, row in enumerate(rows) if k % FOLDS != fold for x in row[3]], L2)
        for tree, attributions, reports, _ in rows[fold::FOLDS]:
            beliefs = [indirect.belief(table, r.features) for r in reports]
            for o, n, end in borders.pairs(tree, reports, beliefs, indirect.SURE * 0.7):
                made = borders.features(tree, reports, beliefs, o, n)
                examples.append((made, two_reports(tree, reports[o], reports[n], end, attributions)))
    return {"weights": fit_yes_no([x for row in rows for x in row[3]], L2), "borders": fit_yes_no(examples, 3.0)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--texts", type=int, default=420, help="texts that speakers and direct quotes are fitted on; indirect speech takes them all"
    )
    options = parser.parse_args()
    texts = sorted(load(Path(os.environ["RASHOMON_EVAL"]) / "data" / "nlp" / "polnear" / "data", "train").items())
    everything = [(read(text, name), attributions) for name, (text, attributions) in texts]
    documents = everything[:: max(1, len(texts) // options.texts)]
    speakers = fit_choice([row for tree, attributions in documents for row in speaker_examples(tree, attributions)])
    made = {"speakers": speakers, "direct": {"weights": fit_yes_no(direct_examples(documents, speakers))}}
    made["indirect"] = fit_indirect(everything)
    OUT.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
