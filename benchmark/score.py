"""Run Rashomon over the benchmark's stories and score its accounts against the annotation.

usage: score.py [--split fit|gate|all] [--story NAME ...] [--command "rashomon report"] [--accounts DIR] [--json FILE]

Every story goes to `COMMAND --one-story --format json -` as JSON Lines (id = file name, text = the file unchanged, outlet and published
from meta.json). With --accounts DIR nothing is run: DIR/STORY.json holds the accounts. Printed for each measure: precision, recall, F1 and
a 95 % interval of F1 (stories drawn again with replacement, 1,000 times, fixed seed).

How a system's mention and an annotated one are paired: they must share characters; each is used once; pairs with a right value go first,
then those that share most. Measures:

    figures found / value / bounds / source     the number; it is right (unit and bound marks forgiven); both bounds; whom it is credited to
    figures grouped                             pairs of paired mentions that stand in one group on both sides
    figures verdict / conflict verdict          of the group that shares most mentions; agree and compatible are one class
    dates found / value / grouped / verdict     likewise; a day without the hour is right for a date with one
    quotes direct / speaker / grouped / verdict direct quotes; with the right speaker; wordings of one utterance; same or different wording
    people / aliases                            by name; the forms of the name
    conflicts                                   a reported one hits a planted one when two of its sides lie in the sentences of two sides
                                                there. Precision counts planted ones and look-alikes only; wording is scored under quotes
    facts / support / status                    a shared sentence and a like statement
    omissions, wording, copies                  by article and like wording; by article and term; by pairs
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

HERE = Path(__file__).resolve().parent
Record = dict[str, Any]
Span = tuple[str, int, int]
TITLES = re.compile(
    r"\b(mr|mrs|ms|miss|dr|prof|professor|sir|captain|capt|inspector|president|minister|prime|chief|director|judge|the|former)\b"
)
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(slots=True)
class Tally:
    """Right, given and wanted, summed over stories."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, other: Tally) -> None:
        """Add another story's counts."""
        self.right += other.right
        self.given += other.given
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        """Right of given; 1 when nothing was given and nothing wanted."""
        return self.right / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Right of wanted; 1 when nothing was wanted and nothing given."""
        return self.right / self.wanted if self.wanted else float(not self.given)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """One story's tallies by measure, the look-alikes that were reported as conflicts, and what else is counted."""

    measures: dict[str, Tally] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def put(self, name: str, right: int, given: int, wanted: int) -> None:
        """Record one measure."""
        self.measures[name] = Tally(right, given, wanted)


def plain(text: object) -> str:
    """Lower case, words only."""
    return " ".join(re.findall(r"[^\W_]+", str(text or "").lower()))


def bare_name(text: object) -> str:
    """A name without titles."""
    return " ".join(TITLES.sub(" ", plain(text)).split())


def overlap(a: Span, b: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(a[2], b[2]) - max(a[1], b[1])) if a[0] == b[0] else 0


def one_to_one(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs (gold, system), best first, each index once; ties go to the lower indices."""
    used_gold: set[int] = set()
    used_system: set[int] = set()
    out = []
    for _, g, s in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if g not in used_gold and s not in used_system:
            used_gold.add(g)
            used_system.add(s)
            out.append((g, s))
    return out


def spans_of(records: list[Record], start: str = "start", text: str | None = None) -> list[Span]:
    """The records' spans; with `text` the end is start plus its length."""
    return [(r["article"], r[start], r[start] + len(r[text]) if text else r["end"]) for r in records]


def pairs_within(labels: dict[int, Hashable]) -> set[tuple[int, int]]:
    """Every pair of keys that carries one label."""
    groups: dict[Hashable, list[int]] = {}
    for key, label in labels.items():
        groups.setdefault(label, []).append(key)
    return {pair for keys in groups.values() for pair in itertools.combinations(sorted(keys), 2)}


def close(a: float | None, b: float | None) -> bool:
    """Equal within half a percent; an open bound only equals an open bound."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.005 * max(abs(a), abs(b), 1e-9)


def value_right(system: Record, gold: Record) -> bool:
    """Whether a figure's number is right: the stated number, in either unit, bound marks forgiven."""
    if gold["approx"] and not NUMBER.search(gold["text"]) and (gold["low"] is None) != (gold["high"] is None):
        return True  # a vague word ("dozens"): its floor is a convention
    given = [v for v in (system.get("low"), system.get("high")) if v is not None]
    wanted = [v for v in (gold["low"], gold["high"]) if v is not None]
    if not given or not wanted:
        return given == wanted
    if all(any(close(v, w) or close(100 * v, w) for w in wanted) for v in given):
        return True
    written = [float(n.replace(",", "")) for n in NUMBER.findall(gold["text"])]
    written += [float(WORDS.index(w)) for w in re.findall(r"[a-z]+", gold["text"].lower()) if w in WORDS]
    scaled = [n * scale for n in written for scale in (1, 1e3, 1e6, 1e9)]
    return len(written) == 1 and all(any(close(v, n) for n in scaled) for v in given)


def bounds_right(system: Record, gold: Record) -> bool:
    """Whether both bounds are right."""
    return close(system.get("low"), gold["low"]) and close(system.get("high"), gold["high"])


def date_right(system: Record, gold: Record) -> bool:
    """Whether a resolved date is right; where one side has an hour and the other not, the day decides."""
    a, b = (re.sub(r"\s", "", str(r.get("value") or "")).rstrip("Zz").upper() for r in (system, gold))
    if not a or not b:
        return False
    if a.startswith("T") or b.startswith("T"):
        return "T" in a and "T" in b and a.split("T")[1][:5] == b.split("T")[1][:5]
    if "/" in a or "/" in b:
        return a.split("/")[0] == b.split("/")[0] and a.split("/")[-1] == b.split("/")[-1]
    return a.split("T")[0] == b.split("T")[0] if "T" in a or "T" in b else a == b


def same_person(a: object, b: object) -> bool:
    """Whether two names are one: equal, nearly equal, or one is part of the other and they end alike."""
    x, y = bare_name(a), bare_name(b)
    if not x or not y:
        return False
    if x == y or fuzz.token_sort_ratio(x, y) >= 88:
        return True
    return x.split()[-1] == y.split()[-1] and fuzz.token_set_ratio(x, y) >= 90


def score_groups(  # noqa: PLR0917 - one call a layer, all of them told
    scores: Scores, name: str, gold: list[Record], system: list[Record], key: str, right: Callable[[Record, Record], bool], measure: str
) -> tuple[list[tuple[int, int]], list[Record], list[Record]]:
    """The measures that figures, dates and quotes share; returns the paired mentions and both flat lists."""
    wanted = [(g, m) for g, group in enumerate(gold) for m in group[key]]
    given: list[tuple[int, Record]] = []
    seen: set[tuple[int, Span]] = set()
    for s, group in enumerate(system):
        for m in group[key]:
            place = (s, (m["article"], m["start"], m["end"]))
            if place not in seen:
                seen.add(place)
                given.append((s, m))
    wanted_spans = spans_of([m for _, m in wanted])
    given_spans = spans_of([m for _, m in given])
    candidates = []
    for s, span in enumerate(given_spans):
        for g, target in enumerate(wanted_spans):
            shared = overlap(span, target)
            if shared:
                share = shared / max(span[2] - span[1], target[2] - target[1])
                candidates.append((share + 2 * right(given[s][1], wanted[g][1]), g, s))
    matched = one_to_one(candidates)
    scores.put(f"{name} found", len(matched), len(given), len(wanted))
    scores.put(f"{name} {measure}", sum(right(given[s][1], wanted[g][1]) for g, s in matched), len(given), len(wanted))
    wanted_pairs = pairs_within({g: wanted[g][0] for g in range(len(wanted))})
    given_pairs = pairs_within({g: given[s][0] for g, s in matched})
    scores.put(f"{name} grouped", len(wanted_pairs & given_pairs), len(given_pairs), len(wanted_pairs))
    votes = Counter((wanted[g][0], given[s][0]) for g, s in matched)
    aligned = one_to_one((n, g, s) for (g, s), n in votes.items())
    several = {g for g, group in enumerate(gold) if group["verdict"] != "single"}
    judged = [(g, s) for g, s in aligned if g in several]
    agreeing = sum(verdict(gold[g]["verdict"]) == verdict(system[s]["verdict"]) for g, s in judged)
    scores.put(f"{name} verdict", agreeing, len(judged), len(several))
    if name != "quotes":
        disputed = {g for g in several if gold[g]["verdict"] == "conflict"}
        claimed = {s for s, group in enumerate(system) if group["verdict"] == "conflict"}
        scores.put(f"{name} conflict verdict", sum(g in disputed and s in claimed for g, s in aligned), len(claimed), len(disputed))
    return matched, [m for _, m in wanted], [m for _, m in given]


def verdict(word: str) -> str:
    """One class for agree and compatible; the product's words for quotes in the annotation's."""
    return {"compatible": "agree", "same_wording": "same wording", "wording_differs": "variant wording"}.get(word, word)


def score_conflicts(scores: Scores, gold: list[Record], system: list[Record]) -> None:
    """Planted conflicts found, look-alikes reported, and conflicts that no list has."""
    gold = [x for x in gold if x["kind"] != "wording"]
    system = [x for x in system if x["kind"] != "wording"]
    targets = [spans_of(x["sides"], "sent_start", "sentence") for x in gold]
    candidates = []
    for s, conflict in enumerate(system):
        sides = spans_of([c for side in conflict["sides"] for c in side["citations"]])
        for g, target in enumerate(targets):
            shared = [(overlap(t, c), i, j) for i, t in enumerate(target) for j, c in enumerate(sides) if overlap(t, c)]
            hits = len(one_to_one(shared))
            if hits >= 2:
                like = fuzz.token_set_ratio(plain(gold[g]["about"]), plain(conflict["about"])) / 100
                candidates.append((hits / max(len(target), len(sides)) + like + 0.5 * (gold[g]["kind"] == conflict["kind"]), g, s))
    matched = one_to_one(candidates)
    planted = {g for g, x in enumerate(gold) if x["real"]}
    found = sum(g in planted for g, _ in matched)
    scores.put("conflicts", found, len(matched), len(planted))
    scores.counts["planted"] += len(planted)
    scores.counts["planted found"] += found
    scores.counts["look-alikes"] += len(gold) - len(planted)
    scores.counts["look-alikes reported"] += len(matched) - found
    scores.counts["unlisted"] += len(system) - len(matched)
    for g, x in enumerate(gold):
        if x["real"]:
            scores.counts[f"planted {x['kind']}"] += 1
            scores.counts[f"planted {x['kind']} found"] += any(h == g for h, _ in matched)
        else:
            scores.counts[f"look-alike {x['explained_by']}"] += 1
            scores.counts[f"look-alike {x['explained_by']} reported"] += any(h == g for h, _ in matched)


def score_facts(scores: Scores, gold: list[Record], system: list[Record]) -> None:
    """Key facts by a shared sentence and a like statement."""
    wanted = [spans_of(f["support"], "start", "sentence") for f in gold]
    given = [spans_of(f["support"]) for f in system]
    candidates = []
    for s, spans in enumerate(given):
        for g, targets in enumerate(wanted):
            hits = len(one_to_one((overlap(t, c), i, j) for i, t in enumerate(targets) for j, c in enumerate(spans) if overlap(t, c)))
            like = fuzz.token_set_ratio(plain(gold[g]["statement"]), plain(system[s]["text"]))
            if hits and like >= 50:
                candidates.append((hits / len(targets) + like / 100, g, s))
    matched = one_to_one(candidates)
    supported = 0
    for g, s in matched:
        shared = [(overlap(t, c), i, j) for i, t in enumerate(wanted[g]) for j, c in enumerate(given[s]) if overlap(t, c)]
        supported += len(one_to_one(shared))
    scores.put("facts", len(matched), len(system), len(gold))
    scores.put("facts support", supported, sum(map(len, given)), sum(map(len, wanted)))
    right = sum(gold[g]["status"] == system[s]["status"].replace("_", "-") for g, s in matched)
    scores.put("facts status", right, len(system), len(gold))


def score_people(scores: Scores, gold: list[Record], system: list[Record]) -> None:
    """People by name, and the forms of their names."""
    candidates = []
    for s, entity in enumerate(system):
        names = {plain(n) for n in [entity["name"], *entity["aliases"]]}
        for g, person in enumerate(gold):
            forms = {plain(n) for n in [person["name"], *person["aliases"]]}
            named = any(same_person(n, person["name"]) for n in names)
            if named or names & forms:
                candidates.append((named + 0.5 * len(names & forms), g, s))
    matched = one_to_one(candidates)
    scores.put("people", len(matched), len(system), len(gold))
    owner = {s: g for g, s in matched}
    wanted = {(g, plain(a)) for g, person in enumerate(gold) for a in person["aliases"]}
    given = {(owner.get(s, -1 - s), plain(a)) for s, entity in enumerate(system) for a in entity["aliases"]}
    scores.put("aliases", len(wanted & given), len(given), len(wanted))


def score_rest(scores: Scores, gold: Record, story: Record) -> None:
    """Omissions, wording and copies."""
    told = {f["id"]: f["text"] for f in story["facts"]}
    given = [(a, told.get(o["fact"], o["fact"])) for o in story["omissions"] for a in o["articles"]]
    candidates = []
    for g, omission in enumerate(gold["omissions"]):
        for s, (article, fact) in enumerate(given):
            like = fuzz.token_set_ratio(plain(omission["fact"]), plain(fact))
            if article == omission["article"] and like >= 65:
                candidates.append((like, g, s))
    scores.put("omissions", len(one_to_one(candidates)), len(given), len(gold["omissions"]))
    wanted_terms = {(a, plain(t)) for w in gold["wording"] for a, terms in w["terms"].items() for t in terms}
    given_terms = {(t["article"], plain(t["text"])) for w in story["wording"] for t in w["terms"]}
    scores.put("wording", len(wanted_terms & given_terms), len(given_terms), len(wanted_terms))
    wanted_copies = {pair for c in gold["sources"]["copy_groups"] for pair in itertools.combinations(sorted(c["articles"]), 2)}
    given_copies = {pair for origin in story["origins"] for pair in itertools.combinations(sorted(origin), 2)}
    scores.put("copies", len(wanted_copies & given_copies), len(given_copies), len(wanted_copies))


def citations(node: object) -> Iterator[Record]:
    """Every citation in an account, however deep."""
    if isinstance(node, dict):
        if {"article", "start", "end"} <= node.keys():
            yield node
        for child in node.values():
            yield from citations(child)
    elif isinstance(node, list):
        for child in node:
            yield from citations(child)


def as_groups(story: Record, name: str, key: str) -> list[Record]:
    """A story's figures, dates or quotes with the relation under the annotation's name."""
    return [{**group, "verdict": verdict(group["relation"]), "mentions": group[key]} for group in story[name]]


def score_story(gold: Record, account: Record, texts: dict[str, str]) -> Scores:
    """Every measure for one story; what an account left outside its story counts as not given."""
    scores = Scores()
    story: Record = {k: [] for k in ("figures", "dates", "quotes", "entities", "facts", "conflicts", "omissions", "wording", "origins")}
    for part in account["stories"]:
        for key, items in story.items():
            items += part.get(key, [])
    for citation in citations(account["stories"]):
        text = texts.get(citation["article"], "")[citation["start"] : citation["end"]]
        scores.counts["citations"] += 1
        scores.counts["citations broken"] += not text or text != citation.get("text", text)

    matched, wanted, given = score_groups(
        scores, "figures", gold["quantities"], as_groups(story, "figures", "mentions"), "mentions", value_right, "value"
    )
    scores.put("figures bounds", sum(bounds_right(given[s], wanted[g]) for g, s in matched), len(given), len(wanted))
    credited = sum(
        fuzz.token_set_ratio(bare_name(wanted[g]["attributed_to"]), bare_name(given[s].get("attributed_to"))) >= 70
        for g, s in matched
        if wanted[g]["attributed_to"]
    )
    scores.put("figures source", credited, sum(bool(m.get("attributed_to")) for m in given), sum(bool(m["attributed_to"]) for m in wanted))
    score_groups(scores, "dates", gold["dates"], as_groups(story, "dates", "mentions"), "mentions", date_right, "value")

    forms = {
        plain(a): {p["name"] for p in gold["people"] if a in [p["name"], *p["aliases"]]}
        for p in gold["people"]
        for a in [p["name"], *p["aliases"]]
    }

    def speaker_right(system: Record, wanted: Record) -> bool:
        a, b = system["_speaker"], wanted["_speaker"]
        return same_person(a, b) or b in forms.get(plain(a), set()) or fuzz.token_set_ratio(bare_name(a), bare_name(b)) >= 85

    said = [{**q, "variants": [{**v, "_speaker": q["speaker"]} for v in q["variants"]]} for q in gold["quotes"]]
    heard = [
        {**q, "verdict": verdict(q["relation"]), "variants": [{**v, "_speaker": q["speaker"]} for v in q["variants"]]}
        for q in story["quotes"]
    ]
    score_groups(scores, "quotes", said, heard, "variants", speaker_right, "speaker")
    direct_said = [{**q, "variants": [v for v in q["variants"] if v["direct"]]} for q in said]
    direct_heard = [{**q, "variants": [v for v in q["variants"] if v.get("direct", True)]} for q in heard]
    only = Scores()
    score_groups(only, "quotes", direct_said, direct_heard, "variants", speaker_right, "speaker")
    scores.measures["direct quotes found"] = only.measures["quotes found"]
    scores.measures["direct quotes speaker"] = only.measures["quotes speaker"]
    score_people(scores, gold["people"], [e for e in story["entities"] if e["type"] == "person"])
    score_conflicts(scores, gold["conflicts"], story["conflicts"])
    score_facts(scores, gold["key_facts"], story["facts"])
    score_rest(scores, gold, story)
    return scores


def json_lines(folder: Path) -> str:
    """One story's articles as the product's input."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf8"))
    lines = []
    for a in meta["articles"]:
        text = (folder / a["file"]).read_text(encoding="utf8")
        lines.append(json.dumps({"id": a["file"], "text": text, "outlet": a["publisher"], "published": a["date"]}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def chosen(split: str, names: list[str] | None) -> list[str]:
    """The names of the stories to score."""
    halves: dict[str, list[str]] = json.loads((HERE / "split.json").read_text(encoding="utf8"))["split"]
    pool = [*halves["fit"], *halves["gate"]] if split == "all" else halves[split]
    return sorted(n for n in pool if not names or n in names)


def summed(each: list[Scores]) -> tuple[dict[str, Tally], Counter[str]]:
    """Tallies and counts over stories."""
    total: dict[str, Tally] = {}
    counts: Counter[str] = Counter()
    for scores in each:
        counts.update(scores.counts)
        for name, tally in scores.measures.items():
            total.setdefault(name, Tally()).add(tally)
    return total, counts


def intervals(each: list[Scores], draws: int = 1000) -> dict[str, tuple[float, float]]:
    """95 % interval of each F1, by drawing the stories again with replacement."""
    rng = random.Random(20)
    values: dict[str, list[float]] = {}
    for _ in range(draws):
        for name, tally in summed(rng.choices(each, k=len(each)))[0].items():
            values.setdefault(name, []).append(tally.f1)
    return {name: (sorted(v)[int(0.025 * draws)], sorted(v)[int(0.975 * draws)]) for name, v in values.items()}


def table(each: dict[str, Scores]) -> tuple[str, Record]:
    """The printed table and the same as a record."""
    total, counts = summed(list(each.values()))
    spread = intervals(list(each.values()))
    lines = [f"{'measure':26} {'P':>6} {'R':>6} {'F1':>6}  {'95 % of F1':13}  right given wanted"]
    record: Record = {"stories": sorted(each), "measures": {}, "counts": dict(sorted(counts.items()))}
    for name, t in total.items():
        low, high = spread[name]
        lines.append(
            f"{name:26} {t.precision:6.3f} {t.recall:6.3f} {t.f1:6.3f}  {low:.3f}-{high:.3f}    {t.right:5} {t.given:5} {t.wanted:6}"
        )
        record["measures"][name] = {
            "precision": t.precision,
            "recall": t.recall,
            "f1": t.f1,
            "low": low,
            "high": high,
            "right": t.right,
            "given": t.given,
            "wanted": t.wanted,
        }
    alarms = 10 * counts["look-alikes reported"] / max(1, len(each))
    record["false_alarms_per_ten_stories"] = alarms
    lines += [
        f"planted conflicts found: {counts['planted found']} of {counts['planted']}",
        f"look-alikes reported as conflicts: {counts['look-alikes reported']} of {counts['look-alikes']} ({alarms:.1f} in ten stories)",
        f"conflicts that no list has: {counts['unlisted']}",
        f"citations that do not slice to their text: {counts['citations broken']} of {counts['citations']}",
    ]
    for what, hit in (("planted", "found"), ("look-alike", "reported")):
        kinds = [k for k in sorted(counts) if k.startswith(f"{what} ") and not k.endswith(hit)]
        lines.append(
            f"{what}, {hit} by kind: " + ", ".join(f"{k.removeprefix(what + ' ')} {counts[f'{k} {hit}']}/{counts[k]}" for k in kinds)
        )
    return "\n".join(lines), record


def main() -> int:
    """Score the chosen stories; exit 1 when a citation does not slice to its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("fit", "gate", "all"), default="all")
    parser.add_argument("--story", nargs="*")
    parser.add_argument("--command", default=f"{Path(sys.executable).parent / 'rashomon'} report")
    parser.add_argument("--accounts", type=Path, help="score the accounts in this folder instead of running the command")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--each", action="store_true", help="print each story's conflicts too")
    args = parser.parse_args()
    each: dict[str, Scores] = {}
    for name in chosen(args.split, args.story):
        folder = HERE / name
        if args.accounts:
            account = json.loads((args.accounts / f"{name}.json").read_text(encoding="utf8"))
        else:
            command = [*shlex.split(args.command), "--one-story", "--format", "json", "-"]
            run = subprocess.run(command, input=json_lines(folder), capture_output=True, text=True, check=False)
            if run.returncode:
                sys.exit(f"{name}: exit {run.returncode}\n{run.stderr[-2000:]}")
            account = json.loads(run.stdout)
        texts = {p.name: p.read_text(encoding="utf8") for p in sorted(folder.glob("*.txt"))}
        gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
        each[name] = score_story(gold, account, texts)
        if args.each:
            c = each[name].counts
            print(f"{name:26} planted {c['planted found']}/{c['planted']}, false {c['look-alikes reported']}, unlisted {c['unlisted']}")
    text, record = table(each)
    print(text)
    if args.json:
        args.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf8")
    return 1 if record["counts"].get("citations broken") else 0


if __name__ == "__main__":
    sys.exit(main())
