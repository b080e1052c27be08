"""Fits the join of two reports and the linkage of two groups, and writes `src/rashomon/story/data/join.json` and `link.json`.

usage: RASHOMON_EVAL=FOLDER python training/join/fit.py        (needs: training/requirements.txt)

The join is gradient-boosted trees over the numbers of `rashomon.story.evidence`, made to rise or fall with a number where sense demands it.
Times and vectors are hidden from a part of the pairs, so that one model serves with and without. The linkage is a logistic regression over
`rashomon.story.linkage.NAMES`; its examples are the joins that come up while collections are grouped, their pairs scored by trees that have
not seen their topics.
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import labelled
import numpy as np
import threadpoolctl
from labelled import Labelled
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from rashomon.story import decision, evidence, linkage
from rashomon.story.linkage import Group, Pairs
from rashomon.story.partition import partition

DATA = Path(__file__).resolve().parents[2] / "src/rashomon/story/data"
UP = (
    "cosine title_overlap title_found_more title_found_less names_overlap names_found_more names_found_less salient_found_more "
    "salient_found_less places_found_more places_found_less lead_overlap numbers_overlap vector words_shared strongest_name_shared "
    "weekday_in_lead told_more told_less deeds_more deeds_less lead_numbers_more lead_numbers_less opening_found_more opening_found_less"
).split()
DOWN = (
    "opening_missing_more opening_missing_less salient_missing_more salient_missing_less days_apart hours_apart as_near_in_time "
    "strongest_name_missing_more strongest_name_missing_less"
).split()
TIMES = [evidence.NAMES.index(name) for name in ("days_apart", "hours_apart", "as_near_in_time")]
VECTOR = evidence.NAMES.index("vector")
SAY = {"uci_news_aggregator_6k": 2.0, "allsides_raw_2021": 1.5, "ecbplus_982": 1.6, "incidents": 1.2, "neus_singletons": 0.6, "stream": 2.0}
LINK_SAY = {"uci_news_aggregator_6k": 1.6, "ecbplus_982": 1.6, "neus_singletons": 0.7, "stream": 2.5}
KEPT = (9000, 16000, 10000)  # pairs of a collection: easy ones of two stories, hard ones, pairs of one story
LINKED = (  # collections whose joins are watched, with vectors or not, with times or not
    *((("ecbplus_982", "full"), v, False) for v in (True, False)),
    (("basil_300", "full"), True, False),
    (("basil_300", "lead"), True, False),
    *((("allsides_raw_2021", "full"), v, t) for v, t in ((True, False), (True, True), (False, False))),
    *((("uci_news_aggregator_6k", "title"), v, False) for v in (True, False)),
    (("incidents", "full"), False, True),
    (("stream", "11"), True, True),
    (("stream", "12"), False, True),
)
# Few labelled stories have a twin with other names in the same roles, and a wrong join costs more than a missed one: so the names that all
# reports of a story share, and a report lacks, get a say beyond the fitted one.
CONFLICT = 0.5
# Most reports of a day are told once, and a wrong join of two that nothing else ties together costs more than a missed one. On topics that
# the trees had not seen it halved the contaminated stories of a stream, and BCubed F1 of the sets stayed within .002 or rose.
ALONE = 1.0
Examples = list[tuple[tuple[float, ...], bool, int]]


def sample_pairs(sets: Sequence[tuple[Labelled, Any]], without: int | None) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Rows, labels and weights of the pairs that do not touch a fold; every collection has its say, whatever its size."""
    rng = np.random.default_rng(0)
    rows, labels, weights = [], [], []
    forms = Counter(given.name for given, _ in sets if not given.form.endswith("small"))
    for given, (x, y, folds) in sets:
        keep = np.ones(len(y), dtype=bool) if without is None else ~(folds == without).any(axis=1)
        weight = np.ones(len(y))
        easy = ~y & (x[:, 0] < 0.04)
        for part, most in zip((easy, ~y & ~easy, y), KEPT, strict=True):
            share = min(1.0, most / max(1, int(part.sum())))
            keep &= ~(part & (rng.random(len(y)) > share))
            weight[part] /= share
        x, y, weight = x[keep].copy(), y[keep], weight[keep] / weight[keep].sum()
        is_small = given.form.endswith("small")
        same = 0.5 if is_small else 0.3
        weight[y] *= same / weight[y].sum()
        weight[~y] *= (1 - same) / weight[~y].sum()
        x[rng.random(len(y)) < 0.35, VECTOR] = np.nan
        x[np.ix_(rng.random(len(y)) < (0.25 if given.name == "stream" else 0.5), TIMES)] = np.nan
        rows.append(x)
        labels.append(y)
        weights.append(weight * SAY.get(given.name, 1.0) / forms[given.name] ** 0.7 * (0.6 if is_small else 1.0))
    weight = np.concatenate(weights)
    return np.concatenate(rows), np.concatenate(labels), weight / weight.mean()


def fit_trees(rows: NDArray[Any], labels: NDArray[Any], weights: NDArray[Any]) -> str:
    """The join as JSON."""
    model = HistGradientBoostingClassifier(
        max_iter=110,
        max_leaf_nodes=14,
        max_depth=5,
        learning_rate=0.1,
        l2_regularization=1.0,
        min_samples_leaf=80,
        max_bins=128,
        early_stopping=False,
        random_state=0,
        monotonic_cst=[1 if name in UP else -1 if name in DOWN else 0 for name in evidence.NAMES],
    ).fit(rows, labels, sample_weight=weights)
    trees, depth = [], 0
    for (predictor,) in model._predictors:
        tree: dict[str, list[Any]] = {key: [] for key in ("feature", "threshold", "left", "right", "missing_left", "value")}
        for at, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            depth = max(depth, int(node["depth"]))
            tree["feature"].append(0 if leaf else int(node["feature_idx"]))
            tree["threshold"].append(None if leaf or math.isinf(node["num_threshold"]) else round(float(node["num_threshold"]), 6))
            tree["left"].append(at if leaf else int(node["left"]))
            tree["right"].append(at if leaf else int(node["right"]))
            tree["missing_left"].append(1 if leaf else int(node["missing_go_to_left"]))
            tree["value"].append(round(float(node["value"]), 5) if leaf else 0)
        trees.append(tree)
    base = round(float(model._baseline_prediction.ravel()[0]), 5)
    return json.dumps({"features": evidence.NAMES, "base": base, "depth": depth, "trees": trees}, separators=(",", ":")) + "\n"


def watched(given: Labelled, unseen: Sequence[decision.Trees], *, vectors: bool, times: bool) -> Examples:
    """The joins that come up while a collection is grouped: their numbers, whether both groups tell one story, and the smaller size."""
    index, examples = given.index, []
    known: dict[tuple[int, int], float] = {}

    def score(one: int, others: Sequence[int]) -> list[float]:
        missing = [other for other in others if (min(one, other), max(one, other)) not in known]
        if missing:
            rows = evidence.gather(index, one, missing)
            if not vectors:
                rows[:, VECTOR] = np.nan
            if not times:
                rows[:, TIMES] = np.nan
            for row, other in zip(rows, missing, strict=True):
                trees = unseen[min(given.fold[one], given.fold[other])]
                known[min(one, other), max(one, other)] = float(trees.logits(row[None])[0])
        return [known[min(one, other), max(one, other)] for other in others]

    near: dict[int, set[int]] = defaultdict(set)
    for number in range(len(index)):
        for other in [*index.candidates(number), *(index.neighbours(number) if vectors else [])]:
            near[min(number, other)].add(max(number, other))
    for number in sorted(near):
        score(number, sorted(near[number]))

    def weigh(_a: Group, _b: Group, between: Pairs) -> float:
        return between.mean + 0.5

    def watch(a: Group, b: Group, between: Pairs) -> bool:
        main = [Counter(given.story[n] for n in group.members).most_common(1)[0][0] for group in (a, b)]
        examples.append((linkage.measure(a, b, between), main[0] == main[1], min(len(a.members), len(b.members))))
        return weigh(a, b, between) > 0

    nodes = [index.node(n) for n in range(len(index))]
    if not vectors:
        nodes = [linkage.Node(None, node.length, node.names, node.terms) for node in nodes]
    partition(nodes, dict(known), score, margin=-2.0, weigh=weigh, watch=watch)
    return examples


def fit_link(examples: dict[tuple[str, str, int], Examples]) -> tuple[list[float], float]:
    """The weights and the bias of the linkage."""
    rows, labels, weights = [], [], []
    for (name, form, _), found in examples.items():
        for numbers, same, size in found:
            rows.append(numbers)
            labels.append(same)
            weights.append(LINK_SAY.get(name, 1.0) * (0.8 if form.endswith("small") else 1.0) / len(found) * (1 + math.log(size)))
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5, max_iter=500))
    model.fit(np.array(rows), np.array(labels), logisticregression__sample_weight=np.array(weights) / np.mean(weights))
    scale, line = model[0], model[1]
    found_weights = line.coef_[0] / scale.scale_
    return [float(w) for w in found_weights], float(line.intercept_[0] - (found_weights * scale.mean_).sum())


def build_sets() -> tuple[list[tuple[Labelled, Any]], list[Labelled], list[list[Labelled]], list[Labelled]]:
    """Every collection with its pairs; the whole sets, the small collections of each, and the streams."""
    wholes = [labelled.collection(name, form) for name, forms in labelled.SETS.items() for form in forms]
    smalls = [labelled.small(whole, 40 if whole.form == "title" else labelled.SMALL[whole.name]) for whole in wholes]
    streams = [labelled.stream(seed, small=small) for seed, small in labelled.STREAMS]
    every = functools.partial(labelled.pairs, every=True)
    sets: list[tuple[Labelled, Any]] = []
    for whole, made in zip(wholes, smalls, strict=True):
        sets.append((whole, labelled.pairs(whole)))
        parts = [every(one) for one in made]
        sets.append((made[0], tuple(np.concatenate([part[i] for part in parts]) for i in range(3))))
    sets += [(one, labelled.pairs(one)) for one in streams]
    return sets, wholes, smalls, streams


def fit_linkage(
    wholes: Sequence[Labelled], smalls: Sequence[Sequence[Labelled]], streams: Sequence[Labelled], unseen: Sequence[decision.Trees]
) -> dict[str, Any]:
    """The linkage as JSON, fitted on joins whose pairs were scored by trees that had not seen their topics."""
    by_name = {(one.name, one.form): one for one in [*wholes, *streams]}
    examples: dict[tuple[str, str, int], Examples] = defaultdict(list)
    for at, (key, vectors, times) in enumerate(LINKED):
        examples[*key, at] += watched(by_name[key], unseen, vectors=vectors, times=times)
    for whole, made in zip(wholes, smalls, strict=True):
        for at, one in enumerate(made if whole.form == "full" else []):
            examples[one.name, one.form, -1] += watched(one, unseen, vectors=at % 10 < 7, times=False)
    found, bias = fit_link(examples)
    found[linkage.NAMES.index("core_conflict")] -= CONFLICT
    found[linkage.NAMES.index("alone")] -= ALONE
    return {"weights": {name: round(value, 6) for name, value in zip(linkage.NAMES, found, strict=True)}, "bias": round(bias, 6)}


def main() -> None:
    threadpoolctl.threadpool_limits(1)  # sums in one order, so that the files come out the same to the byte
    sets, wholes, smalls, streams = build_sets()
    unseen = [decision.from_json(fit_trees(*sample_pairs(sets, fold)), "fit") for fold in range(labelled.FOLDS)]
    (DATA / "join.json").write_text(fit_trees(*sample_pairs(sets, None)), encoding="utf-8")
    link = fit_linkage(wholes, smalls, streams, unseen)
    (DATA / "link.json").write_text(json.dumps(link, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
