"""How long one story takes to reconcile after reading, and how that grows: python benchmarks/reconcile_speed.py [REPORTS ...] [--json FILE]

The reports are made up here, from a fixed seed: each tells one flood in its own order and words, with its own figures, dates, names and
quotations, and has sentences that no other report has. Printed are the mentions of numbers, the seconds of one processor, and the
exponent of the growth from each size to the next: 1 is linear, n log n lies a little above it, 2 is the square.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

from rashomon.analysis import read
from rashomon.analysis.times.story import anchored
from rashomon.ingest import from_record
from rashomon.model import Analysis
from rashomon.pipeline.accounts import one_group
from rashomon.pipeline.sentences import sentence_vectors
from rashomon.reconcile import reconcile

SIZES = (5, 40, 200, 1000, 2000)
SEED = 7
WARM_UP = 3  # reports that load the models before anything is timed

PLACES = "Orlen Tarsk Widmoor Hallam Breck Selby Norwick Corvane Ashgate Lindow Marfield Pell Drayton Stavely Quorn Ister".split()
FIRST = "Mira Jonas Petra Karl Edda Tomas Lena Anton Ruth Viktor Nora Emil Clara Hugo Vera Boris Ines Paul Greta Leo".split()
LAST = "Halden Novak Brandt Keller Sorin Vance Marlow Ilves Tamm Orlov Hale Quist Derry Falk Lunde Moss Pryce Stone Wirth Zeman".split()
OFFICES = "the mayor|the governor|a fire chief|the interior minister|a hospital director|a relief worker|the police chief".split("|")
LEADS = (
    "{n} people were killed when the {river} burst its banks at {place} on {day}, {who} said.",
    "The flood that struck {place} on {day} has killed {bound}{n} people, according to {who}.",
    "At {place}, {n} people died after a dam above the {river} gave way on {day}.",
    "Rescuers recovered the bodies of {n} people from the mud of {place}, {who} told reporters on {day}.",
    "Floodwater from the {river} swept through {place} on {day}, leaving {bound}{n} dead and {m} injured.",
)
FACTS = (
    "{m} people were injured, {k} of them seriously.", "About {e} residents were evacuated to schools on higher ground.",
    "{h} houses were destroyed and {g} more were damaged.", "The water rose by {d} metres within two hours.",
    "{x} people are still missing, {who} said.", "The damage was put at ${money} million by {who}.",
    "Power was cut to {e} homes in the valley.", "The army sent {s} soldiers and {b} boats.",
    "The first warning was given at {hour} a.m. on {day}.", "The bridge at {place}, built in {year}, collapsed.",
)  # fmt: skip
QUOTES = (
    '"We have never seen the {river} rise so fast, and we were not ready for it," said {name}, {office}.',
    '"Everything that we own is under the water now," {name} said.',
    '"There will be an inquiry into why the warning came so late," {name}, {office}, told reporters.',
    "{name} said that the dam had been inspected in {year} and found to be safe.",
)
OWN = (
    "The {adjective} {thing} near {place} was {done} by {name} {when}.", "{name}, a {job}, spent {k} hours on the roof of a {thing}.",
    "In {place} the {thing} was {done}, and a {job} lost {k} {animals}.", "A {job} from {place} {done2} the {adjective} {thing} {when}.",
    "{name} and {name2} {done2} {k} {animals} out of the {thing}.", "The {thing} of {place} stayed {adjective} {when}, said {name}.",
)  # fmt: skip
WORDS = {
    "adjective": "old muddy narrow northern silent broken wooden crowded empty stony red distant half-built flooded unlit".split(),
    "thing": "mill church school bakery station orchard market library barn chapel workshop tannery harbour quarry theatre inn".split(),
    "done": "repaired abandoned photographed emptied guarded reopened searched cleared sealed lit".split(),
    "done2": "carried pulled described visited drew watched rebuilt defended measured reached".split(),
    "job": "farmer nurse teacher baker postman student carpenter shepherd driver painter miller clerk".split(),
    "animals": "cows sheep hens goats horses pigs dogs ducks".split(),
    "when": "before dawn|after dark|on the second day|at noon|during the night|within an hour|a week earlier|that evening".split("|"),
}


def report(number: int, chance: random.Random) -> dict[str, str]:
    """One made-up report as an input record."""
    toll = chance.choice((31, 31, 31, 33, 34, 38))
    day = chance.choice(("March 4", "Tuesday", "4 March", "March 5"))

    def filled(pattern: str) -> str:
        values = {key: chance.choice(words) for key, words in WORDS.items()}
        name, name2 = (f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(2))
        values |= {
            "n": str(toll), "bound": chance.choice(("", "", "at least ", "more than ")), "m": str(chance.choice((80, 83, 90, 110))),
            "k": str(chance.randint(2, 30)), "e": f"{chance.randint(10, 60) * 100:,}", "h": str(chance.choice((120, 125, 140))),
            "g": str(chance.randint(200, 900)), "d": str(chance.choice((3, 4, 6))), "x": str(chance.choice((7, 9, 12))),
            "money": str(chance.choice((40, 45, 60))), "s": str(chance.randint(2, 9) * 50), "b": str(chance.randint(8, 40)),
            "hour": str(chance.randint(2, 6)), "year": str(chance.randint(1950, 2010)), "day": day, "river": "Sarn",
            "place": chance.choice(PLACES) if "{adjective}" in pattern or "{job}" in pattern else "Orlen",
            "who": chance.choice(("officials", "police", "the Interior Ministry", "the regional governor", "the Red Cross")),
            "name": name, "name2": name2, "office": chance.choice(OFFICES),
        }  # fmt: skip
        text = pattern.format(**values)
        return text[0].upper() + text[1:]

    told = [filled(p) for p in chance.sample(FACTS, 5)] + [filled(p) for p in chance.sample(QUOTES, 2)]
    told += [filled(chance.choice(OWN)) for _ in range(6)]
    chance.shuffle(told)
    lines = [filled(chance.choice(LEADS)), *told]
    body = "\n\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3))
    return {"id": f"r{number:04}", "outlet": f"Outlet {number}", "published": f"2025-03-0{5 + number % 4}", "text": body}


def readings(count: int) -> list[Analysis]:
    """So many reports, read."""
    chance = random.Random(SEED)
    return [read(from_record(record, record["id"])) for record in (report(i, chance) for i in range(count))]


def seconds(analyses: Sequence[Analysis]) -> tuple[int, float]:
    """The numbers in the reports, and how long they take to reconcile; reading, copies and vectors are not counted."""
    told = list(anchored(list(analyses)))
    group, vectors = one_group(told)[0], sentence_vectors(told)
    start = time.process_time()
    reconcile(told, group.origins, vectors)
    return sum(len(a.quantities) for a in told), time.process_time() - start


def main() -> None:
    """Make, read, time, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=int, default=SIZES)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    analyses = readings(max(*args.reports, WARM_UP))
    seconds(analyses[:WARM_UP])
    rows: list[dict[str, float]] = []
    for count in sorted(args.reports):
        numbers, took = seconds(analyses[:count])
        row = {"reports": count, "numbers": numbers, "seconds": took}
        if rows:
            row["exponent"] = math.log(took / rows[-1]["seconds"]) / math.log(numbers / rows[-1]["numbers"])
        rows.append(row)
        print("  ".join(f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items()), flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
