"""The whole reading of one very long text: python benchmarks/reading_size.py [--sizes MB ...] [--one-line] [--json FILE]

Repeats the sample reports up to each size, reads each in a process of its own, and prints seconds of processor a megabyte and the peak
of its memory. In proportion to the length means that the seconds a megabyte stay as they are.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "reports"
SIZES = (0.25, 0.5, 1.0, 2.5, 5.0)  # megabytes
READ = """
import json, resource, sys, time
from rashomon.analysis.read import read
from rashomon.model import Article
text = sys.stdin.read()
read(Article("warm", text[:4000], published="2025-01-21"))
start = time.process_time()
analysis = read(Article("long", text, published="2025-01-21"))
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
broken = sum(q.text != text[q.start : q.end] for q in analysis.quotes) + sum(m.text != text[m.start : m.end] for m in analysis.mentions)
print(json.dumps({"seconds": seconds, "peak_megabytes": peak, "broken": broken}))
"""


def text_of(megabytes: float, one_line: bool) -> str:
    """The sample reports one behind the other, again and again, up to a length."""
    once = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(SAMPLE.glob("*.txt")))
    if one_line:
        once = " ".join(once.split())
    length = int(megabytes * 1_000_000)
    return (once + ("\n\n" if not one_line else " ")) * (length // len(once) + 1)


def measure(megabytes: float, one_line: bool) -> dict[str, float]:
    """What reading a text of one size takes."""
    text = text_of(megabytes, one_line)[: int(megabytes * 1_000_000)]
    run = subprocess.run([sys.executable, "-c", READ], input=text, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return {"megabytes": megabytes, **found, "seconds_per_megabyte": found["seconds"] / megabytes}


def main() -> None:
    """Measure each size, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=float, default=SIZES)
    parser.add_argument("--one-line", action="store_true", help="without a line break")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = []
    for size in options.sizes:
        found.append(measure(size, options.one_line))
        print("  ".join(f"{k} {v:.2f}" for k, v in found[-1].items()), flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
