"""Scores: tags and attachment with gold tokens, exact name spans."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import torch
from corpora import LABELS, Item, bio_spans

if TYPE_CHECKING:
    from network import Reader
    from train import Vocabulary


def viterbi(scores: torch.Tensor, transitions: torch.Tensor) -> list[int]:
    """The best legal path through scores [words, labels]."""
    legal = legal_transitions()
    inner = transitions[:-1].masked_fill(~legal[:-1], -1e4)
    best = scores[0] + transitions[-1].masked_fill(~legal[-1], -1e4)
    back = []
    for row in scores[1:]:
        value, at = (best[:, None] + inner).max(0)
        back.append(at)
        best = value + row
    path = [int(best.argmax())]
    for at in reversed(back):
        path.append(int(at[path[-1]]))
    return path[::-1]


def legal_transitions() -> torch.Tensor:
    """Which label may follow which; the last row is the start."""
    n = len(LABELS)
    legal = torch.ones(n + 1, n, dtype=torch.bool)
    for a in range(n + 1):
        for b, label in enumerate(LABELS):
            if label.startswith("I-"):
                legal[a, b] = a < n and LABELS[a][2:] == label[2:] and LABELS[a] != "O"
    return legal


def spans_of(labels: list[str]) -> set[tuple[int, int, str]]:
    found = set()
    start = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            found.add((start, i, labels[start][2:]))
            start = None
        if label.startswith("B-"):
            start = i
    return found


def f1(tp: int, given: int, gold: int) -> float:
    return 2 * tp / (given + gold) if given + gold else 0.0


@torch.no_grad()
def torch_report(model: Reader, v: Vocabulary, sets: dict[str, list[Item]]) -> dict[str, dict[str, float]]:
    """Tags, attachment by the best head of each word (no tree), names by Viterbi; no vote."""
    from train import Batch

    model.eval()
    report = {}
    for name, items in sets.items():
        count: Counter[str] = Counter()
        items = sorted(items, key=lambda i: len(i.words))
        for k in range(0, len(items), 24):
            part = items[k : k + 24]
            batch = Batch(part, v)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = model(batch.ids, batch.shapes, batch.words)
            for n, item in enumerate(part):
                w = len(item.words)
                if item.tags:
                    heads = out["arcs"][n, :w, : w + 1].float().argmax(-1)
                    one = {x: out[x][n : n + 1].float() for x in ("dependents", "heads")}
                    one["dependents"] = one["dependents"][:, :w]
                    relations = model.relations(one, heads[None])[0].argmax(-1)
                    tags = out["tags"][n, :w].argmax(-1)
                    fine = out["fine"][n, :w].argmax(-1)
                    count["words"] += w
                    count["tags"] += int((tags == batch.tags[n, :w]).sum())
                    count["fine"] += int((fine == batch.fine[n, :w]).sum())
                    right = heads == batch.heads[n, :w]
                    count["uas"] += int(right.sum())
                    count["las"] += int((right & (relations == batch.relations[n, :w])).sum())
                if item.names and name != "gum-news":
                    path = [LABELS[x] for x in viterbi(out["names"][n, :w].float(), model.transitions)]
                    mine = {s for s in spans_of(path) if s[2] in {"PER", "ORG", "LOC"}}
                    gold = set(
                        bio_spans([next(iter(x)) if len(x) == 1 else "O" for x in item.names], {"per": "PER", "org": "ORG", "loc": "LOC"})
                    )
                    count["tp"] += len(mine & gold)
                    count["given"] += len(mine)
                    count["gold"] += len(gold)
        found = {x: count[x] / count["words"] for x in ("tags", "fine", "uas", "las") if count["words"]}
        if count["gold"]:
            found["names"] = f1(count["tp"], count["given"], count["gold"])
        report[name] = found
    return report
