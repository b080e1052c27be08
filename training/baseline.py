"""The reference for names: a linear-chain CRF with words, shapes and affixes, trained on the sets that the reader learns from.

Prints exact-span F1 over person, organisation and place with gold tokens. `pip install python-crfsuite`; it takes two minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import corpora
import evaluate
import invent
import pycrfsuite
from corpora import Item, bio_spans

from rashomon.analysis import features

KINDS = {"per": "PER", "org": "ORG", "loc": "LOC"}


def describe(words: tuple[str, ...]) -> list[list[str]]:
    """Features of each word: itself, its affixes and shape, and those of its neighbours."""
    own = []
    for word in words:
        low = word.lower()
        own.append([f"w={low}", f"s={features.writing(word)}", f"p={low[:3]}", f"x={low[-3:]}", f"c={low in corpora.TITLES}"])
    rows = []
    for i in range(len(words)):
        row = ["bias", *own[i]]
        for d in (-2, -1, 1, 2):
            if 0 <= i + d < len(words):
                row += [f"{d}{f}" for f in own[i + d][:2]]
            else:
                row.append(f"{d}end")
        rows.append(row)
    return rows


def labels(item: Item) -> list[str]:
    return [next(iter(n)) if len(n) == 1 else "O" for n in item.names or ()]


def score(tagger: pycrfsuite.Tagger, items: list[Item]) -> float:
    right = given = gold = 0
    for item in items:
        mine = {s for s in evaluate.spans_of(tagger.tag(describe(item.words))) if s[2] in KINDS.values()}
        true = set(bio_spans(labels(item), KINDS))
        right, given, gold = right + len(mine & true), given + len(mine), gold + len(true)
    return evaluate.f1(right, given, gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--invented", type=int, default=6000)
    options = parser.parse_args()
    sets = corpora.training_sets(options.data)
    inventor = invent.Inventor(random.Random(7))
    items = [i for name in ("uner", "wikigold", "wnut", "re3d", "gum") for i in sets[name]]
    items += [inventor.sentence() for _ in range(options.invented)]
    trainer = pycrfsuite.Trainer(verbose=False)
    for item in items:
        trainer.append(describe(item.words), labels(item))
    trainer.set_params({"c1": 0.05, "c2": 0.01, "max_iterations": 60})
    started = time.process_time()
    trainer.train("build/names.crf")
    tagger = pycrfsuite.Tagger()
    tagger.open("build/names.crf")
    print(f"trained in {time.process_time() - started:.0f} s, {Path('build/names.crf').stat().st_size / 1e6:.1f} MB")
    print(f"wikigold, held-out half: {score(tagger, corpora.held_out(options.data)['wikigold']):.3f}")
    kinds = {"person": "PER", "organization": "ORG", "location": "LOC"}
    world = [i for p in sorted((options.data / "worldwide").rglob("*.tsv"))[::6] for i in corpora.columns(p, "world", kinds, False)]
    started = time.process_time()
    print(f"worldwide, every sixth article: {score(tagger, world):.3f}")
    print(f"{sum(len(i.words) for i in world) / (time.process_time() - started):.0f} words a second")


if __name__ == "__main__":
    main()
