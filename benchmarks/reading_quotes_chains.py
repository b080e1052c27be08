"""Quotes on PolNeAR dev and name chains on GUM news: python benchmarks/reading_quotes_chains.py [--json FILE]

Quotes: direct ones found (half of the gold's characters), the share of those given that the gold has as direct and the share that lies
in any content of it (the gold counts a fragment within a content as indirect), with the right speaker (the source overlaps the
gold's), precision where a speaker is named; indirect contents, one-to-one by overlap, and all contents. Chains: B-cubed over the names of
people, organisations and places that reader and gold share, and over all names; "he" and "she" against the gold's referent.
The data lie in the folder that RASHOMON_EVAL names.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "quotes"))
from polnear import Attribution, Part, is_direct, load, shared

from rashomon.analysis.quotes import joined
from rashomon.analysis.read import read
from rashomon.lang import people
from rashomon.model import Analysis, Article

TYPES = {"person": "person", "organization": "organisation", "place": "place"}
SHE_HE = frozenset("he him his himself she her hers herself".split())


def f1(right: float, given: float, gold: float) -> dict[str, float]:
    """Precision, recall and F1."""
    p, r = right / given if given else 0.0, right / gold if gold else 0.0
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def match(gold: Sequence[tuple[int, int]], rows: Sequence[Mapping[str, Any]], least: float) -> Iterator[tuple[int, int]]:
    """One-to-one pairs (gold, row) by the largest overlap of at least a share of the gold's characters."""
    used: set[int] = set()
    for n, span in enumerate(gold):
        options = [(shared((q["start"], q["end"]), span), -k) for k, q in enumerate(rows) if k not in used]
        common, k = max(options, default=(0, 0))
        if common > 0 and common >= least * (span[1] - span[0]):
            used.add(-k)
            yield n, -k


def most_said(row: Mapping[str, Any], said: Sequence[tuple[Part, Attribution]]) -> bool:
    """Whether half of a row's quoted characters lie in contents of the gold, direct or not."""
    pieces = [piece for content, _ in said for piece in content.pieces]
    own = [(part["start"], part["end"]) for part in row["parts"]]
    return sum(shared(a, b) for a in own for b in pieces) >= 0.5 * sum(end - start for start, end in own)


def quotes(folder: Path) -> dict[str, Any]:
    """The figures for quotes."""
    n: Counter[str] = Counter()
    for name, (text, attributions) in load(folder, "dev").items():
        rows = joined(read(Article(name, text)).quotes)
        said = [(c, a) for a in attributions for c in a.contents]
        direct = [(c, a) for c, a in said if is_direct(text, c)]
        whole = [q for q in rows if q["direct"]]
        n["direct"] += len(direct)
        n["given"] += len(whole)
        n["credited"] += sum(most_said(q, said) for q in whole)
        for g, k in match([(c.start, c.end) for c, _ in direct], whole, 0.5):
            n["found"] += 1
            source = whole[k]["source"]
            n["named"] += source is not None
            n["right"] += source is not None and any(
                shared((source["start"], source["end"]), (s.start, s.end)) for s in direct[g][1].sources
            )
        spans = [(c.start, c.end) for c, _ in direct]
        told = [q for q in rows if not q["direct"]]
        told = [q for q in told if not any(shared((q["start"], q["end"]), s) >= 0.5 * (q["end"] - q["start"]) for s in spans)]
        indirect = [(c.start, c.end) for c, _ in said if not is_direct(text, c)]
        n["indirect"] += len(indirect)
        n["told"] += len(told)
        n["indirect found"] += len(list(match(indirect, told, 0.0)))
        both = [q for q in rows if not q["mixed"]]
        n["rows"] += len(both)
        n["said"] += len(said)
        n["said found"] += len(list(match([(c.start, c.end) for c, _ in said], both, 0.0)))
    return {
        "quotes.direct.found": {
            "recall": round(n["found"] / n["direct"], 4),
            "precision": round(n["found"] / n["given"], 4),
            "in a content": round(n["credited"] / n["given"], 4),
        },
        "quotes.direct.speaker": {"recall": round(n["right"] / n["direct"], 4), "precision": round(n["right"] / max(1, n["named"]), 4)},
        "quotes.indirect.overlap": f1(n["indirect found"], n["told"], n["indirect"]),
        "quotes.all.overlap": f1(n["said found"], n["rows"], n["said"]),
    }


def gum(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """Text and entity mentions of one GUM document."""
    text, made, open_, glued = "", [], [], (0, 0, False)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            glued = (0, 0, False)
        if line.startswith("# newpar") and not line.startswith("# newpar_block") and text:
            text = text.rstrip(" ") + "\n"
        fields = line.split("\t")
        if len(fields) < 10:
            continue
        if "-" in fields[0]:
            first, last = fields[0].split("-")
            glued = (int(first), int(last), "SpaceAfter=No" in fields[9])
        if not fields[0].isdigit():
            continue
        i = int(fields[0])
        start, end = len(text), len(text) + len(fields[1])
        tight = glued[0] <= i < glued[1] or (i == glued[1] and glued[2]) or (not glued[0] <= i <= glued[1] and "SpaceAfter=No" in fields[9])
        text += fields[1] + ("" if tight else " ")
        token = (start, end, fields[4], i, int(fields[6]))
        for mention in open_:
            mention["tokens"].append(token)
        entity = re.search(r"Entity=([^|\n]*)", fields[9])
        for item in re.finditer(r"\(([^()]+)(\))?|(\d+)\)", entity.group(1)) if entity else ():
            if item.group(1):
                parts = item.group(1).split("-")
                mention = {"id": parts[0], "type": parts[1], "start": start, "end": end, "tokens": [token]}
                (made if item.group(2) else open_).append(mention)
            else:
                k = next(k for k in reversed(range(len(open_))) if open_[k]["id"] == item.group(3))
                made.append({**open_.pop(k), "end": end})
    for mention in made:
        own = {t[3] for t in mention["tokens"]}
        head = next((t for t in mention["tokens"] if t[4] not in own), mention["tokens"][0])
        mention |= {"head": head[0], "word": text[head[0] : head[1]], "name": head[2] in ("NNP", "NNPS")}
    return text, sorted(made, key=lambda m: (m["start"], -m["end"]))


class Chains:
    """Adds up B-cubed and the pronouns over documents."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.sums: Counter[str] = Counter()

    def add(self, analysis: Analysis, mentions: Sequence[Mapping[str, Any]]) -> None:
        """One document."""
        titles = ("role", "honorific", "military")
        gold = [
            m
            for m in mentions
            if m["name"] and m["type"] in TYPES and not (people.kind(m["word"]) in titles and m["end"] - m["start"] < 25)
        ]
        mine = [m for m in analysis.mentions if m.kind == "name" and m.type in TYPES.values()]
        pair: dict[int, int] = {}
        for i, m in enumerate(mine):
            fits = [j for j, g in enumerate(gold) if m.start <= g["head"] < m.end and j not in pair.values()]
            if fits:
                pair[i] = min(fits, key=lambda j: abs(gold[j]["end"] - gold[j]["start"] - (m.end - m.start)))
        ours: dict[int, set[tuple[str, int]]] = defaultdict(set)
        theirs: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for i, m in enumerate(mine):
            ours[m.chain].add(("gold", pair[i]) if i in pair else ("mine", i))
        for j, g in enumerate(gold):
            theirs[g["id"]].add(("gold", j))
        a = {m: group for group in ours.values() for m in group}
        b = {m: group for group in theirs.values() for m in group}
        common = set(a) & set(b)
        self.n += Counter(mine=len(a), gold=len(b), common=len(common))
        for m in sorted(common):
            self.sums["p"] += len(a[m] & b[m]) / len(a[m])
            self.sums["r"] += len(a[m] & b[m]) / len(b[m])
            self.sums["p common"] += len(a[m] & b[m] & common) / len(a[m] & common)
            self.sums["r common"] += len(a[m] & b[m] & common) / len(b[m] & common)
        entity = {chain: Counter(gold[j]["id"] for kind, j in group if kind == "gold").most_common(1) for chain, group in ours.items()}
        named = {g["id"] for g in gold}
        by_head = defaultdict(set)
        for m in mentions:
            by_head[m["head"]].add(m["id"])
        for m in analysis.mentions:
            if m.kind == "pronoun":
                self.n["pronouns"] += 1
                self.n["pronouns right"] += bool(entity.get(m.chain)) and entity[m.chain][0][0] in by_head[m.start]
        self.n["pronouns gold"] += sum(m["word"].lower() in SHE_HE and m["id"] in named for m in mentions)

    def figures(self) -> dict[str, Any]:
        """The figures over all documents."""
        n, s = self.n, self.sums
        rows = {
            "chains.names.common": (s["p common"] / n["common"], s["r common"] / n["common"]),
            "chains.names.all": (s["p"] / n["mine"], s["r"] / n["gold"]),
        }
        made = {k: {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r), 4)} for k, (p, r) in rows.items()}
        return {**made, "chains.pronouns": f1(n["pronouns right"], n["pronouns"], n["pronouns gold"])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    where = os.environ.get("RASHOMON_EVAL")
    if not where:
        sys.exit("RASHOMON_EVAL names no folder: quotes and chains are not measured")
    data = Path(where) / "data" / "nlp"
    chains = Chains()
    for path in sorted((data / "gum" / "dep").glob("GUM_news_*.conllu")):
        text, mentions = gum(path)
        chains.add(read(Article(path.stem, text)), mentions)
    results = {**quotes(data / "polnear" / "data"), **chains.figures()}
    for name, row in results.items():
        print(f"{name:28}", "  ".join(f"{k} {v:.3f}" for k, v in row.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
