"""Measures the product and prints each figure beside its target: python benchmarks/run.py [TOOL ...] [--json FILE]

Tools: accounts, cold, layers, clusters, copies, incidents, planted, peers; without a name all of them. The labelled data and the scorers
lie outside of the repository, in the folder that the environment variable RASHOMON_EVAL names; without it only what needs
neither is measured, and the rest is named.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PRODUCT = [sys.executable, "-c", "from rashomon.cli.main import main; main()"]
SAMPLE = HERE.parent / "examples" / "reports"
RUNS = 3
GATED = ("accounts", "copies")  # what the test of accuracy runs
MARGIN = 0.05  # under what was measured, so that a real loss fails and a change of machine does not
# Runs a command and says what it took: in a process of its own, so that the memory is that of this one command.
PROBE = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, code)
"""
# Adds up, over the accounts that were kept, what the scorer prints for each story by itself.
LOOK_ALIKES = """
import json, pathlib, sys
folder, kept = map(pathlib.Path, sys.argv[1:])
sys.path.insert(0, str(folder / "eval"))
import accounts, score_account
systems = {p.stem: accounts.neutral(json.loads(p.read_text(encoding="utf-8"))) for p in sorted(kept.glob("*.json"))}
each, _ = score_account.run(str(folder / "data" / "stories"), lambda name: systems[name], only=set(systems), quiet=True)
alarms = [scores["conflicts.false alarms"] for scores in each.values()]
print(json.dumps({key: sum(one[key] for one in alarms) for key in ("value", "of", "unlisted")}))
"""
PEER = """
import pathlib, sys, trafilatura
from sentence_transformers import SentenceTransformer
texts = [p.read_text(encoding="utf-8") for p in map(pathlib.Path, sys.argv[1:])]
for text in texts:
    trafilatura.extract("<html><body><article><p>" + text.replace("\\n", "</p><p>") + "</p></article></body></html>")
SentenceTransformer("all-MiniLM-L6-v2").encode([line for text in texts for line in text.split("\\n") if line])
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its target; `value` is None where it could not be measured, `why` says so."""

    name: str
    value: float | None
    target: float
    better: str
    why: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None when there is no value."""
        if self.value is None:
            return None
        return self.value >= self.target if self.better == "more" else self.value <= self.target


def shared() -> Path | None:
    """The folder of labelled data and scorers, if there is one."""
    given = os.environ.get("RASHOMON_EVAL")
    return Path(given) if given and (Path(given) / "eval").is_dir() else None


def figures() -> list[dict[str, Any]]:
    """What is measured, from targets.json."""
    found: list[dict[str, Any]] = json.loads((HERE / "targets.json").read_text(encoding="utf-8"))["figures"]
    return found


def score(tool: str, options: Sequence[str] = (), **commands: str) -> dict[str, Any]:
    """The JSON of one of the scorers outside of the repository; RuntimeError with its last words when it fails."""
    folder = shared()
    assert folder is not None
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "scores.json"
        named = [part for name, command in commands.items() for part in (f"--{name}", shlex.join([*PRODUCT, *command.split()]))]
        run = subprocess.run(
            [sys.executable, str(folder / "eval" / f"{tool}.py"), *options, *named, "--json", str(target)],
            capture_output=True,
            text=True,
            check=False,
        )
        if not target.exists():
            raise RuntimeError(" ".join((run.stderr or run.stdout).split())[-300:])
        found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return found


def measure(tool: str) -> dict[str, Any]:
    """The JSON of one tool, however it is measured."""
    folder = shared()
    if tool == "cold":
        return cold(seeds(folder))
    if tool == "accounts":
        return accounts()
    if tool == "layers":
        return score("layers", command="annotate")
    if tool == "planted":
        return planted()
    if tool == "copies":
        return score("copies", cluster="cluster --batch", copies="copies")
    if tool == "incidents":
        return score("incidents", command="report --format json")
    _, name, *options = tool.split()
    assert folder is not None
    command = "cluster --online --no-revision" if "--no-revision" in options else "cluster --online"
    options = [option for option in options if option != "--no-revision"]
    return score("clusters", [str(folder / "data" / "clustering" / f"{name}.jsonl"), "--orders", "2", *options], command=command)


def planted() -> dict[str, Any]:
    """What is found of one change that is planted in one report."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "planted.json"
        subprocess.run([sys.executable, str(HERE / "planted.py"), "--json", str(target)], check=True, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return found


def accounts() -> dict[str, Any]:
    """The measures over the annotated stories, with the share of look-alikes that the scorer gives for single stories only."""
    folder = shared()
    assert folder is not None
    with tempfile.TemporaryDirectory() as kept:
        found = score("accounts", ["--quiet", "--out", kept], command="report")
        command = [sys.executable, "-c", LOOK_ALIKES, str(folder), kept]
        counted = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found["look_alikes"] = json.loads(counted)
    return found


def seeds(folder: Path | None) -> list[str]:
    """Five reports of one event: the shared ones, or those of the sample."""
    if folder:
        return [str(p) for p in sorted((folder / "data" / "stories" / "seeds").glob("*.txt"))]
    return [str(p) for p in sorted(SAMPLE.glob("0*"))][:5]


def probe(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and megabytes of a command, the best of three fresh processes."""
    found = []
    for _ in range(RUNS):
        out = subprocess.run([sys.executable, "-c", PROBE, *command], capture_output=True, text=True, check=True).stdout.split()
        if out[2] != "0":
            raise RuntimeError(f"exit {out[2]}: {shlex.join(command)}")
        found.append((float(out[0]), float(out[1])))
    return min(found)


def cold(files: Sequence[str]) -> dict[str, float]:
    """The main job on five reports and the first article, each from a cold start."""
    with tempfile.TemporaryDirectory() as scratch:
        seconds, megabytes = probe([*PRODUCT, "report", *files, "--one-story", "-o", str(Path(scratch) / "account.html")])
        first, _ = probe([*PRODUCT, "annotate", files[0]])
    return {"seconds": seconds, "megabytes": megabytes, "first_article_seconds": first}


def peers() -> str:
    """What reading the same files with trafilatura and MiniLM through sentence-transformers takes, where those are installed."""
    if importlib.util.find_spec("sentence_transformers") is None:
        return "peers: not measured, sentence-transformers is not installed"
    try:
        seconds, megabytes = probe([sys.executable, "-c", PEER, *seeds(shared())])
    except RuntimeError as error:
        return f"peers: not measured ({error})"
    return f"peers: trafilatura and sentence-transformers read the same files in {seconds:.2f} s with {megabytes:.0f} MB"


def value_of(figure: dict[str, Any], found: dict[str, Any]) -> float:
    """One figure out of a tool's JSON."""
    value: Any = found
    for key in figure["path"]:
        value = value[key]
    if "share" in figure:
        part, whole = (value[key] for key in figure["share"])
        value = part / whole if whole else 0.0
    return float(value)


def rows(wanted: Sequence[str], say: Any = lambda text: None) -> list[Row]:
    """Every figure of the wanted tools; a tool that cannot run gives rows without a value."""
    found: list[Row] = []
    results: dict[str, dict[str, Any] | str] = {}
    for figure in figures():
        tool = figure["tool"]
        if wanted and tool.split()[0] not in wanted:
            continue
        if tool not in results:
            results[tool] = run_tool(tool, say)
        result = results[tool]
        value, why = (None, result) if isinstance(result, str) else (value_of(figure, result), "")
        found.append(Row(figure["name"], value, figure["target"], figure["better"], why))
    return found


def run_tool(tool: str, say: Any) -> dict[str, Any] | str:
    """A tool's JSON, or why there is none."""
    if tool != "cold" and shared() is None:
        return "skipped: RASHOMON_EVAL is not set"
    start = time.perf_counter()
    try:
        return measure(tool)
    except (RuntimeError, OSError, ValueError) as error:
        return f"failed: {error}"
    finally:
        say(f"{tool}: {time.perf_counter() - start:.0f} s")


def show(found: Sequence[Row]) -> str:
    """The figures as a table."""
    lines = [f"{'figure':62} {'value':>9} {'target':>9}"]
    for row in found:
        sign = ">=" if row.better == "more" else "<="
        if row.value is None:
            lines.append(f"{row.name:62} {'-':>9} {sign} {row.target:<6g} {row.why}")
        else:
            lines.append(f"{row.name:62} {row.value:9.3f} {sign} {row.target:<6g} {'reached' if row.reached else 'MISSED'}")
    return "\n".join(lines)


def pin(found: Sequence[Row]) -> None:
    """Write the floors of the tools that the gate runs, each a little on the safe side of what was measured."""
    path = HERE / "floors.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    values = {row.name: row for row in found if row.value is not None}
    for figure in figures():
        row = values.get(figure["name"])
        if row is None or row.value is None or figure["tool"] not in GATED:
            continue
        if row.better == "more":
            floor = max(0.0, math.floor(100 * (row.value - MARGIN)) / 100)
        else:
            floor = 0.0 if figure["target"] == 0 else math.ceil(100 * (row.value + MARGIN)) / 100
        kept["floors"].setdefault(figure["tool"], {})[row.name] = floor
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"pinned in {path}")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tools", nargs="*", help="accounts, cold, layers, clusters, copies, incidents, planted, peers")
    parser.add_argument(
        "--json", type=Path, default=Path("build/bench.json"), help="where the figures are written (default: build/bench.json)"
    )
    parser.add_argument("--pin", action="store_true", help="raise or lower the floors of the accuracy gate to what is measured")
    args = parser.parse_args()
    found = rows(args.tools, lambda text: print(text, file=sys.stderr, flush=True))
    print(show(found))
    if not args.tools or "peers" in args.tools:
        print(peers())
    reached = [row.reached for row in found if row.reached is not None]
    print(f"{sum(reached)} of {len(reached)} targets reached, {len(found) - len(reached)} figures not measured")
    args.json.parent.mkdir(parents=True, exist_ok=True)
    written = [
        {"name": r.name, "value": r.value, "target": r.target, "better": r.better, "reached": r.reached, "why": r.why} for r in found
    ]
    args.json.write_text(json.dumps({"figures": written}, indent=1) + "\n", encoding="utf-8")
    print(f"written to {args.json}")
    if args.pin:
        pin(found)


if __name__ == "__main__":
    main()
