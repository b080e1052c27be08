"""Trains the reader on the open corpora and writes its parameters; `export_reader.py` turns them into the shipped files.

One run is fixed by its configuration file, whose seed orders everything; two threads or another processor move the last digits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import corpora
import evaluate
import invent
import numpy as np
import torch
from corpora import LABEL, LABELS, Item
from network import Reader, crf_loss
from torch.nn import functional

from rashomon.analysis import features
from rashomon.lang import wordpieces

AVERAGE_EVERY = 4


class Vocabulary:
    """The classes of each head, in order."""

    def __init__(self, items: list[Item]) -> None:
        self.tags = sorted({t for i in items for t in i.tags or ()})
        self.fine = sorted({t for i in items for t in i.fine or ()})
        self.relations = sorted({r for i in items for r in i.relations or ()})
        self.tag, self.fine_tag, self.relation = ({x: n for n, x in enumerate(xs)} for xs in (self.tags, self.fine, self.relations))


def encode(words: tuple[str, ...]) -> tuple[list[int], list[int], list[int]]:
    """Pieces, their shapes, and the word of each piece (-1 for the two marks at the ends)."""
    ids, shapes, owner = [wordpieces.CLS], [0], [-1]
    for w, (word, shape) in enumerate(zip(words, features.shapes(words), strict=True)):
        found = wordpieces.pieces(word[: features.CUT])[: features.PIECES_A_WORD]
        ids.extend(found)
        shapes.extend([shape, *([shape + 8] * (len(found) - 1))])
        owner.extend([w] * len(found))
    return [*ids, wordpieces.SEP], [*shapes, 0], [*owner, -1]


def noisy(item: Item, rng: random.Random) -> Item:
    """Now and then a sentence in capitals, in lower case or in Headline Style."""
    x = rng.random()
    if x < 0.03:
        words = tuple(w.upper() for w in item.words)
    elif x < 0.05:
        words = tuple(w.lower() for w in item.words)
    elif x < 0.08:
        words = tuple(w if len(w) < 4 and w.islower() else w[:1].upper() + w[1:] for w in item.words)
    elif x < 0.12:
        words = tuple(QUOTES.get(w, w) for w in item.words)
    else:
        return item
    return replace(item, words=words)


QUOTES = {
    '"': "”",
    "'": "’",
    "n't": "n’t",
    "'s": "’s",
    "'re": "’re",
    "'ve": "’ve",
    "'ll": "’ll",
    "'m": "’m",
    "'d": "’d",
    "``": "“",
    "''": "”",
    "--": "—",
}


class Batch:
    """Padded tensors of some sentences, with what is known of each."""

    def __init__(self, items: list[Item], v: Vocabulary) -> None:
        encoded = [encode(i.words) for i in items]
        t, w, b = max(len(e[0]) for e in encoded), max(len(i.words) for i in items), len(items)
        ids, shapes = np.zeros((b, t), np.int64), np.zeros((b, t), np.int64)
        words = np.zeros((b, w, t), np.float32)
        tags, fine, relations = (np.full((b, w), -100, np.int64) for _ in range(3))
        heads = np.full((b, w), -100, np.int64)
        allowed = np.zeros((b, w, len(LABELS)), bool)
        self.named = [k for k, i in enumerate(items) if i.names is not None]
        for k, (item, (piece, shape, owner)) in enumerate(zip(items, encoded, strict=True)):
            ids[k, : len(piece)], shapes[k, : len(piece)] = piece, shape
            owners = np.array(owner)
            for n in range(len(item.words)):
                at = np.flatnonzero(owners == n)
                words[k, n, at] = 1.0 / len(at)
            n = len(item.words)
            if item.tags:
                tags[k, :n] = [v.tag[x] for x in item.tags]
                fine[k, :n] = [v.fine_tag[x] for x in item.fine or ()]
                relations[k, :n] = [v.relation[x] for x in item.relations or ()]
                heads[k, :n] = item.heads
            for j, options in enumerate(item.names or ()):
                for label in options:
                    allowed[k, j, LABEL[label]] = True
        self.ids, self.shapes, self.words = torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(words)
        self.tags, self.fine, self.relations, self.heads = map(torch.from_numpy, (tags, fine, relations, heads))
        self.allowed = torch.from_numpy(allowed)
        self.lengths = torch.tensor([len(i.words) for i in items])
        self.size = int(self.lengths.sum())

    def to(self, device: str) -> Batch:
        """The same with its tensors on a device."""
        for name, value in vars(self).items():
            if isinstance(value, torch.Tensor):
                setattr(self, name, value.to(device))
        return self


def loss_of(model: Reader, batch: Batch) -> tuple[torch.Tensor, dict[str, float]]:
    """The sum of the heads' losses, each the mean over its words."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        out = model(batch.ids, batch.shapes, batch.words)
        gold = batch.heads.clamp(min=0)
        relations = model.relations(out, gold)
    losses: dict[str, torch.Tensor] = {}
    if (batch.tags >= 0).any():
        n = (batch.tags >= 0).sum()
        arcs = out["arcs"].float()
        valid = torch.arange(arcs.shape[2], device=arcs.device)[None] <= batch.lengths[:, None]
        arcs = arcs.masked_fill(~valid[:, None], -1e4)
        losses["tags"] = 0.5 * functional.cross_entropy(out["tags"].float().flatten(0, 1), batch.tags.flatten(), reduction="sum") / n
        losses["fine"] = 0.3 * functional.cross_entropy(out["fine"].float().flatten(0, 1), batch.fine.flatten(), reduction="sum") / n
        losses["arcs"] = functional.cross_entropy(arcs.flatten(0, 1), batch.heads.flatten(), reduction="sum") / n
        losses["relations"] = functional.cross_entropy(relations.float().flatten(0, 1), batch.relations.flatten(), reduction="sum") / n
    if batch.named:
        k = torch.tensor(batch.named, device=batch.lengths.device)
        count = batch.lengths[k].sum()
        width = int(batch.lengths[k].max())
        losses["names"] = (
            2.0 * crf_loss(out["names"][k, :width].float(), model.transitions, batch.allowed[k, :width], batch.lengths[k]) / count
        )
    return torch.stack(list(losses.values())).sum(), {x: float(y.detach()) for x, y in losses.items()}


def batches(items: list[Item], pieces: int, rng: random.Random) -> list[list[Item]]:
    """Sentences of like length together, about `pieces` word pieces a batch, in random order."""
    sized = sorted(((len(i.words) * (1 + 0.1 * rng.random()), n) for n, i in enumerate(items)))
    made: list[list[Item]] = [[]]
    longest = 0.0
    for size, n in sized:
        longest = max(longest, size)
        if made[-1] and longest * 1.4 * (len(made[-1]) + 1) > pieces:
            made.append([])
            longest = size
        made[-1].append(items[n])
    rng.shuffle(made)
    return made


class Average:
    """A running mean of the parameters (an exponential one, corrected at its start)."""

    def __init__(self, model: torch.nn.Module, decay: float) -> None:
        self.values = {k: p.detach().clone() for k, p in model.named_parameters()}
        self.decay, self.steps = decay, 0

    @torch.no_grad()
    def update(self, model: torch.nn.Module) -> None:
        self.steps += 1
        d = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for k, p in model.named_parameters():
            self.values[k].lerp_(p.detach(), 1 - d)


def optimiser(model: Reader, c: dict[str, float]) -> torch.optim.Optimizer:
    groups = []
    for name, p in model.named_parameters():
        if name.startswith("layers."):
            lr = c["encoder_rate"] * c["layer_decay"] ** (5 - int(name.split(".")[1]))
        elif name.startswith(("positions", "norm")):
            lr = c["encoder_rate"] * c["layer_decay"] ** 6
        else:
            lr = c["head_rate"]
        groups.append({"params": [p], "lr": lr, "base": lr, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def check_data(folder: Path) -> None:
    """Stops when a file of the labelled sets is missing or not the one that the shipped weights learned from (data.sha256)."""
    wrong = []
    for line in (Path(__file__).parent / "data.sha256").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    if wrong:
        sys.exit(f"{len(wrong)} files under {folder} are missing or differ from training/data.sha256, the first: {wrong[0]}")


class Feed:
    """Batches without end, a fresh mixture of the sets every epoch."""

    def __init__(self, sets: dict[str, list[Item]], c: dict[str, Any], rng: random.Random) -> None:
        self.sets, self.c, self.rng = sets, c, rng
        self.inventor = invent.Inventor(rng)
        self.queue = self.epoch()
        self.steps = len(self.queue)

    def epoch(self) -> list[list[Item]]:
        """One pass: every set as often as the settings say, invented sentences, other names in some, noise in some."""
        items = []
        for name, repeat in self.c["repeat"].items():
            if name == "invented":
                items += [self.inventor.sentence() for _ in range(int(repeat))]
                continue
            for _ in range(int(repeat)):
                items += [self.inventor.swapped(i) if i.names and self.rng.random() < self.c["swap"] else i for i in self.sets[name]]
        items = [noisy(i, self.rng) for i in items if 1 < len(i.words) <= 90]
        return batches(items, int(self.c["batch"]), self.rng)

    def next(self) -> list[Item]:
        if not self.queue:
            self.queue = self.epoch()
        return self.queue.pop()


def train(model: Reader, v: Vocabulary, feed: Feed, c: dict[str, Any], out: Path) -> Average:
    """One stage: warm-up, cosine, and a running mean of the parameters, which is saved as it goes and returned."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.to(device).train()
    opt, average = optimiser(model, c), Average(model, c["average"])
    steps = int(feed.steps * c["epochs"])
    warm = max(1, int(steps * c["warm"]))
    print(f"{steps} steps, {sum(len(b) for b in feed.queue)} sentences an epoch", flush=True)
    started, words = time.time(), 0
    sums: dict[str, list[float]] = {}
    for step in range(steps):
        batch = Batch(feed.next(), v).to(device)
        fall = 0.5 * (1 + math.cos(math.pi * max(0, step - warm) / max(1, steps - warm)))
        for g in opt.param_groups:
            g["lr"] = g["base"] * min(1.0, (step + 1) / warm) * (0.03 + 0.97 * fall)
        loss, parts = loss_of(model, batch)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        if step % AVERAGE_EVERY == 0:
            average.update(model)
        words += batch.size
        for k, x in parts.items():
            sums.setdefault(k, []).append(x)
        if (step + 1) % 50 == 0:
            spent = time.time() - started
            shown = " ".join(f"{k} {np.mean(x):.3f}" for k, x in sums.items())
            print(f"step {step + 1}/{steps} {spent:.0f}s {words / spent:.0f} words/s {shown}", flush=True)
            sums = {}
        if (step + 1) % int(c["save_every"]) == 0:
            save(out / "reader.npz", average)
            if step + 1 >= c.get("stop", steps):
                break
    save(out / "reader.npz", average)
    return average


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with ud-ewt, uner-ewt, gum, wikigold, wnut17, re3d")
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "reader.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--stage", type=int, default=0, help="the stage to begin with; later ones need --start")
    parser.add_argument("--start", type=Path, help="parameters of the stage before (reader.npz)")
    options = parser.parse_args()
    check_data(options.data)
    settings = json.loads(options.config.read_text())
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    options.out.mkdir(parents=True, exist_ok=True)

    sets = corpora.training_sets(options.data)
    v = Vocabulary([*sets["ewt"], *sets["gum"]])
    (options.out / "classes.json").write_text(json.dumps({"tags": v.tags, "fine": v.fine, "relations": v.relations, "names": list(LABELS)}))
    torch.manual_seed(settings["seed"])
    sizes = {"tags": len(v.tags), "fine": len(v.fine), "relations": len(v.relations), "labels": len(LABELS), "shapes": features.SHAPES}
    model = Reader(**sizes, dropout=settings["dropout"])
    if options.start:
        with np.load(options.start) as f:
            model.load_state_dict({k: torch.from_numpy(f[k]) for k in f.files}, strict=False)
    for number, stage in enumerate(settings["stages"]):
        if number < options.stage:
            continue
        c = {**settings, **stage}
        torch.manual_seed(c["seed"] + number)
        average = train(model, v, Feed(sets, c, random.Random(c["seed"] + number)), c, options.out)
        model.load_state_dict(average.values, strict=False)
    model.to("cpu")
    print(json.dumps(evaluate.torch_report(model, v, corpora.held_out(options.data)), indent=1))


def save(path: Path, average: Average) -> None:
    """Every parameter as float32 by name."""
    with path.with_suffix(".tmp").open("wb") as f:
        np.savez(f, **{k: p.cpu().numpy() for k, p in average.values.items()})
    path.with_suffix(".tmp").replace(path)


if __name__ == "__main__":
    main()
