"""Speed of reading: python benchmarks/reading_speed.py [FILE ...] [--json FILE]

Without files it reads the sample reports. Prints the encoder alone (sentences, tokens, syntax, names) and the whole reading, in articles
a second and in seconds of processor per article, the time of a cold start, and how the time grows with the length of a text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rashomon.analysis import names, segment, syntax
from rashomon.analysis.read import read
from rashomon.model import Article

SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "reports"
COLD = """
import time
start = time.perf_counter()
from rashomon.analysis import names, segment, syntax
text = "Lt. Gen. Amos Ferro resigned on Tuesday."
sentences, tokens = segment.segment(text)
tokens = syntax.parse(tokens, sentences)
names.names(text, tokens, sentences)
print(time.perf_counter() - start)
"""


def encode(text: str) -> None:
    """Sentences, tokens, syntax and names of a text."""
    sentences, tokens = segment.segment(text)
    names.names(text, syntax.parse(tokens, sentences), sentences)


def whole(text: str) -> None:
    """Every layer of a text."""
    read(Article("speed", text, published="2025-01-21"))


def timed(step: Callable[[str], None], texts: list[str]) -> dict[str, float]:
    """Articles a second of the wall clock, and processor seconds per article; the first text warms up."""
    step(texts[0] + "\n")
    wall, processor = time.perf_counter(), time.process_time()
    for text in texts:
        step(text)
    return {
        "articles_per_second": len(texts) / (time.perf_counter() - wall),
        "processor_seconds_per_article": (time.process_time() - processor) / len(texts),
    }


def growth(step: Callable[[str], None], text: str) -> float:
    """How much longer eight times the text takes, per character: 1 is linear."""
    once, eight = text * 4, text * 32
    seconds = []
    for part in (once, eight):
        start = time.process_time()
        step(part)
        seconds.append((time.process_time() - start) / len(part))
    return seconds[1] / seconds[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    paths = options.files or sorted(p for p in SAMPLE.iterdir() if p.suffix == ".txt")
    texts = [p.read_text(encoding="utf-8") for p in paths]
    words = sum(len(t.split()) for t in texts) / len(texts)
    cold = min(float(subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True).stdout) for _ in range(3))
    found = {
        "words_per_article": words,
        "encoder": timed(encode, texts),
        "whole": timed(whole, texts),
        "cold_seconds": cold,
        "growth": growth(encode, texts[0]),
    }
    print(json.dumps(found, indent=1))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
