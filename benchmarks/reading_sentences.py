"""Sentence boundaries on the hard cases of tests/analysis/sentences.tsv and on GUM: python benchmarks/reading_sentences.py [--json FILE]

A boundary counts where a sentence starts inside of a text. GUM's paragraphs are put back together from its sentences; its folder lies
under RASHOMON_EVAL, and without that only the hard cases are measured.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.analysis.segment import segment

CASES = Path(__file__).resolve().parent.parent / "tests" / "analysis" / "sentences.tsv"
MARK = "‖"
GENRES = ("news", "interview", "speech", "court")


def hard_cases() -> Iterator[tuple[str, set[int]]]:
    """Each text with the places where a sentence starts."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = line.replace("\\n", "\n").split(MARK)
            text = "".join(parts)
            starts, at = set(), 0
            for part in parts[:-1]:
                at += len(part)
                starts.add(at + len(text[at:]) - len(text[at:].lstrip()))
            yield text, starts


def gum(folder: Path) -> Iterator[tuple[str, set[int]]]:
    """The paragraphs of GUM's documents with the starts of their sentences."""
    for genre in GENRES:
        for path in sorted((folder / "gum" / "dep").glob(f"GUM_{genre}_*.conllu")):
            text, starts = "", set[int]()
            for line in [*path.read_text(encoding="utf-8").split("\n"), "# newpar"]:
                if line.strip() == "# newpar" and text:
                    yield text, starts
                    text, starts = "", set()
                elif line.startswith("# text ="):
                    if text:
                        text += " "
                        starts.add(len(text))
                    text += line[9:]


def score(texts: Iterable[tuple[str, set[int]]]) -> dict[str, float]:
    """Precision, recall and F1 of boundaries, and the share of texts with all of them right."""
    right = given = gold = whole = count = 0
    for text, starts in texts:
        first = len(text) - len(text.lstrip())
        mine = {s.start for s in segment(text)[0]} - {first}
        right, given, gold = right + len(mine & starts), given + len(mine), gold + len(starts)
        whole, count = whole + (mine == starts), count + 1
    return {
        "precision": right / given if given else 1.0,
        "recall": right / gold if gold else 1.0,
        "f1": 2 * right / (given + gold) if given + gold else 1.0,
        "texts_right": whole / count if count else 1.0,
        "texts": count,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = {"hard-cases": score(hard_cases())}
    given = os.environ.get("RASHOMON_EVAL")
    if given:
        found["gum"] = score(gum(Path(given) / "data" / "nlp"))
    for name, values in found.items():
        print(f"{name:10}", "  ".join(f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
