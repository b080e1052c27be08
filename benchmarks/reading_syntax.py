"""Tags, lemmas and attachment on EWT dev and on the GUM news held out of training: python benchmarks/reading_syntax.py [--json FILE]

Gold tokens; every word counts, marks included. The treebanks lie in the folder that RASHOMON_EVAL names (data/nlp).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rashomon.analysis import encoder
from rashomon.lang import lemmas

HELD_OUT_NEWS = ("afghan", "clock", "election", "hackers", "imprisoned", "taxes")  # as in training/corpora.py
Word = list[str]  # the ten columns of CoNLL-U


def sentences(path: Path) -> Iterable[list[Word]]:
    """Sentences of a CoNLL-U file without ranges and empty nodes."""
    rows: list[Word] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                rows.append(fields)
        elif not line and rows:
            yield rows
            rows = []


def score(paths: Iterable[Path]) -> dict[str, float]:
    """Shares of words with the right tag, Penn tag, lemma, head, and head with relation."""
    gold = [s for path in paths for s in sentences(path)]
    count: Counter[str] = Counter()
    for words, read in zip(gold, encoder.read(tuple(tuple(w[1] for w in s) for s in gold)), strict=True):
        for k, word in enumerate(words):
            count["words"] += 1
            count["tags"] += read.tags[k] == word[3]
            count["penn"] += read.fine[k] == word[4]
            count["lemmas"] += lemmas.lemma(word[1], read.fine[k], read.tags[k]) == word[2]
            head = read.heads[k] + 1 == int(word[6])
            count["uas"] += head
            count["las"] += head and read.relations[k] == word[7]
    return {x: count[x] / count["words"] for x in ("tags", "penn", "lemmas", "uas", "las")}


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Both treebanks under `folder` (data/nlp)."""
    news = [folder / "gum" / "dep" / f"GUM_news_{name}.conllu" for name in HELD_OUT_NEWS]
    return {"ewt-dev": score([folder / "ud-ewt" / "en_ewt-ud-dev.conllu"]), "gum-news": score(p for p in news if p.exists())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    given = os.environ.get("RASHOMON_EVAL")
    if not given:
        sys.exit("skipped: RASHOMON_EVAL is not set")
    found = measure(Path(given) / "data" / "nlp")
    for name, values in found.items():
        print(f"{name:10}", "  ".join(f"{k} {v:.4f}" for k, v in values.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
