"""Every figure of reading one article beside its target: python benchmarks/reading.py [PART ...] [--json FILE] [--pin]

Parts: syntax, sentences, layers, quotes_chains, times_quantities, speed; without a name all of them. Most need the labelled data in the
folder that RASHOMON_EVAL names; without it only sentences and speed are measured, and the rest is named. A part that fails says why, and
the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import run  # noqa: E402 (the script beside this one)

TABLE = HERE / "reading_table.json"
UNLABELLED = ("sentences", "speed")  # what needs no labelled data
GATED = ("syntax", "sentences", "quotes_chains", "times_quantities")  # what the test of accuracy runs
MARGIN = 0.01  # a floor's distance from what was measured: the sets are large, and nothing in them is drawn by chance


def figures() -> list[dict[str, Any]]:
    """What is measured, from reading_table.json."""
    found: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))["figures"]
    return found


def measure(part: str) -> dict[str, Any]:
    """The JSON of one part; RuntimeError with its last words when it fails."""
    if part == "layers":
        return run.score("layers", ["names"], command="annotate")
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "found.json"
        command = [sys.executable, str(HERE / f"reading_{part}.py"), "--json", str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not target.exists():
            raise RuntimeError(" ".join((done.stderr or done.stdout).split())[-300:])
        found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    if part == "speed":
        found["first_article_seconds"] = run.probe([*run.PRODUCT, "annotate", run.seeds(run.shared())[0]])[0]
    return found


def rows(parts: Sequence[str]) -> list[run.Row]:
    """Every figure of the wanted parts; a part that cannot run gives rows without a value."""
    results: dict[str, dict[str, Any] | str] = {}
    found = []
    for figure in figures():
        part = figure["part"]
        if parts and part not in parts:
            continue
        if part not in results:
            results[part] = attempt(part)
        result = results[part]
        value, why = (None, result) if isinstance(result, str) else (run.value_of(figure, result), "")
        found.append(run.Row(figure["name"], value, figure["target"], figure["better"], why))
    return found


def attempt(part: str) -> dict[str, Any] | str:
    """A part's JSON, or why there is none."""
    if part not in UNLABELLED and run.shared() is None:
        return "skipped: RASHOMON_EVAL is not set"
    print(f"{part} ...", file=sys.stderr, flush=True)
    try:
        return measure(part)
    except (RuntimeError, OSError, ValueError) as error:
        return f"failed: {error}"


def pin(found: Sequence[run.Row]) -> None:
    """Write a floor for each figure of the parts that the gate runs, a little under what was measured."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    values = {row.name: row.value for row in found if row.value is not None}
    for figure in table["figures"]:
        if figure["part"] in GATED and figure["name"] in values:
            figure["floor"] = max(0.0, math.floor(1000 * (values[figure["name"]] - MARGIN)) / 1000)
    lines = ",\n".join("  " + json.dumps(figure) for figure in table["figures"])
    TABLE.write_text(f'{{\n "about": {json.dumps(table["about"])},\n "figures": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    print(f"pinned in {TABLE}")


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--pin", action="store_true", help="set the floors of the accuracy test from what is measured")
    args = parser.parse_args()
    found = rows(args.parts)
    print(run.show(found))
    reached = [row.reached for row in found if row.reached is not None]
    print(f"{sum(reached)} of {len(reached)} targets reached, {len(found) - len(reached)} figures not measured")
    if args.json:
        written = [{"name": r.name, "value": r.value, "target": r.target, "better": r.better, "why": r.why} for r in found]
        args.json.write_text(json.dumps({"figures": written}, indent=1) + "\n", encoding="utf-8")
    if args.pin:
        pin(found)
    return int(any(row.why.startswith("failed") for row in found))


if __name__ == "__main__":
    sys.exit(main())
