"""Quotes on PolNeAR dev and name chains on GUM news: python benchmarks/reading_quotes_chains.py [--json FILE]

Quotes: direct ones found (half of the gold's characters), the share of those given that the gold has as direct and the share that lies
in any content of it (the gold counts a fragment within a content as indirect), with the right speaker (the source overlaps the
gold's), precision where a speaker is named; indirect contents, one-to-one by overlap, and all contents. Chains: B-cubed over the names of
people, organisations and places that reader and gold share, and over all names; "he" and "she" against the gold's referent. Names are
those that a layer of flat names can hold: a name within a longer name ("Texas" in "University of Texas") is set aside, and so is what
the reader finds there or on the gold's names of other classes; "all, nested" counts them. What the reader takes for a nationality or a
thing counts where the gold has a name, and is no error elsewhere, since the gold marks neither adjectives nor types of things.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "quotes"))
from polnear import Attribution, Part, is_direct, load, shared

from rashomon.analysis.quotes import joined
from rashomon.analysis.read import read
from rashomon.lang import people
from rashomon.model import Analysis, Article

TYPES = {"person": "person", "organization": "organisation", "place": "place"}
PROPER = ("NNP", "NNPS")
TITLES = ("role", "honorific", "military")
SHE_HE = frozenset("he him his himself she her hers herself".split())


Groups = dict[int, set[tuple[str, int]]]  # chain to its names: ("gold", which) or ("mine", which)


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


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the gold: its place, its word in lower case, Penn tag, number in its sentence, governor and relation."""

    start: int
    end: int
    low: str
    tag: str
    i: int
    head: int
    relation: str


def gum(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """Text and entity mentions of one GUM document."""
    text, made, open_, glued = "", [], [], (0, 0, False)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            glued = (0, 0, False)
            if text.rstrip(" ")[-1:].isalnum():  # a sentence without a stop ends its line, as a caption does
                text = text.rstrip(" ") + "\n"
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
        token = Word(start, end, fields[1].lower(), fields[4], i, int(fields[6]), fields[7].split(":")[0])
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
        own = {t.i for t in mention["tokens"]}
        head = next((t for t in mention["tokens"] if t.head not in own), mention["tokens"][0])
        flat = [t for t in mention["tokens"] if t.head == head.i and t.relation in ("flat", "appos") and t.tag in PROPER]
        if flat and (head.tag not in PROPER or people.kind(head.low) in TITLES):  # "captain Mara Quill": the name hangs on the noun
            head = flat[0]
        mention |= {"head": head.start, "at": head.i, "word": text[head.start : head.end], "name": head.tag in PROPER}
    return text, sorted(made, key=lambda m: (m["start"], -m["end"]))


def flat_names(mentions: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The gold's names of people, organisations and places, without titles: those by themselves, and those within a longer name.

    One word names one thing: of the mentions that it heads ("Ada Cole", "Ada Cole and Bo Dahl") the shortest is its name.
    """
    named = sorted((m for m in mentions if m["name"]), key=lambda m: m["end"] - m["start"])
    first: dict[int, dict[str, Any]] = {}
    for m in named:
        first.setdefault(m["head"], m)
    own = [m for m in first.values() if m["type"] in TYPES and people.kind(m["word"]) not in TITLES]
    longer = [m for m in first.values() if m["type"] != "person"]
    inner = {m["head"] for m in own if any(within(m, other) for other in longer)}
    by_place = sorted(own, key=lambda m: (m["start"], -m["end"]))
    return [m for m in by_place if m["head"] not in inner], [m for m in by_place if m["head"] in inner]


def within(m: Mapping[str, Any], longer: Mapping[str, Any]) -> bool:
    """Whether a name is a part of a longer one: its words build up the head of that, before it or behind "of"."""
    words = {t.i: t for t in longer["tokens"]}
    if not longer["start"] <= m["head"] < longer["end"] or m["at"] == longer["at"]:
        return False
    at = m["at"]
    for _ in words:
        word = words[at]
        of = word.relation == "nmod" and any(t.head == at and t.low == "of" for t in words.values())
        if word.head not in words or not (of or word.relation in ("compound", "flat", "amod", "conj")):
            return False
        at = word.head
        if at == longer["at"]:
            return True
    return False


class Chains:
    """Adds up B-cubed and the pronouns over documents."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.sums: Counter[str] = Counter()

    def add(self, analysis: Analysis, mentions: Sequence[dict[str, Any]]) -> None:
        """One document."""
        alone, inner = flat_names(mentions)
        self.cubed(analysis, [*alone, *inner], set(), "nested")
        elsewhere = {m["head"] for m in inner} | {m["head"] for m in mentions if m["name"] and m["type"] not in TYPES}
        ours, gold = self.cubed(analysis, alone, elsewhere, "")
        self.pronouns(analysis, mentions, ours, gold)

    def cubed(
        self, analysis: Analysis, gold: Sequence[Mapping[str, Any]], elsewhere: set[int], kind: str
    ) -> tuple[Groups, Sequence[Mapping[str, Any]]]:
        """Adds B-cubed over the names; `elsewhere` are the heads of names that are set aside. Gives the reader's groups."""
        mine = [m for m in analysis.mentions if m.kind == "name"]
        pair: dict[int, int] = {}
        for i, m in enumerate(mine):
            fits = [j for j, g in enumerate(gold) if m.start <= g["head"] < m.end and j not in pair.values()]
            if fits:
                pair[i] = min(fits, key=lambda j: abs(gold[j]["end"] - gold[j]["start"] - (m.end - m.start)))
        ours: Groups = defaultdict(set)
        theirs: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for i, m in enumerate(mine):
            if i in pair:
                ours[m.chain].add(("gold", pair[i]))
            elif m.type in TYPES.values() and not any(m.start <= head < m.end for head in elsewhere):
                ours[m.chain].add(("mine", i))
        for j, g in enumerate(gold):
            theirs[g["id"]].add(("gold", j))
        a = {m: group for group in ours.values() for m in group}
        b = {m: group for group in theirs.values() for m in group}
        common = set(a) & set(b)
        self.n += Counter({f"mine {kind}": len(a), f"gold {kind}": len(b), f"common {kind}": len(common)})
        for m in sorted(common):
            self.sums[f"p {kind}"] += len(a[m] & b[m]) / len(a[m])
            self.sums[f"r {kind}"] += len(a[m] & b[m]) / len(b[m])
            self.sums[f"p common {kind}"] += len(a[m] & b[m] & common) / len(a[m] & common)
            self.sums[f"r common {kind}"] += len(a[m] & b[m] & common) / len(b[m] & common)
        return ours, gold

    def pronouns(self, analysis: Analysis, mentions: Sequence[Mapping[str, Any]], ours: Groups, gold: Sequence[Mapping[str, Any]]) -> None:
        """Adds up "he" and "she": right where the chain's names mostly are those of the gold's referent."""
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
            "chains.names.common": (s["p common "] / n["common "], s["r common "] / n["common "]),
            "chains.names.all": (s["p "] / n["mine "], s["r "] / n["gold "]),
            "chains.names.all, nested": (s["p nested"] / n["mine nested"], s["r nested"] / n["gold nested"]),
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
