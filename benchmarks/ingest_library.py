"""Measures the store under ingest: python benchmarks/ingest_library.py [--articles N] [--kills N] [--minutes N] [--postgres ADDRESS]

Plain texts stored a second and searches among them, in SQLite and in an empty database of PostgreSQL that is given; `kill -9` at random
moments during ingest, exactly once, and the time of a restart; pages stored, searchable and deduplicated a second for some minutes, with
the memory of each minute. The pages are those of scrapinghub's set, each time with another sentence in them, from the folder that
RASHOMON_EVAL names; invented pages where it is not set.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.ingest import Options, parsing
from rashomon.pipeline import intake
from rashomon.store import Fields, open_store

WORDS = "bridge council river engineer ferry market minister strike storm school court bank fire vote club".split()
# name, target, which way is better
TARGETS = {
    "texts_per_second": (1000.0, "more"),
    "search_p95_ms": (50.0, "less"),
    "search_fields_p95_ms": (50.0, "less"),
    "postgres_search_p95_ms": (50.0, "less"),
    "postgres_search_fields_p95_ms": (50.0, "less"),
    "kills_lost_or_doubled": (0.0, "less"),
    "restart_seconds_at_most": (2.0, "less"),
    "pages_per_second": (50.0, "more"),
    "memory_growth_ratio": (1.1, "less"),
}
ENDS = re.compile(r"</(?:p|title|h1)\s*>", re.IGNORECASE)
ADDRESS = re.compile(r"""<(?:link|meta)\b[^>]*["' ](?:canonical|og:url)\b[^>]*>""", re.IGNORECASE)
HEAD = re.compile(r"<head\b[^>]*>|\A(?![\s\S]{0,20000}<head\b)", re.IGNORECASE)
CHUNK = 200  # pages written and taken at once
FIRST = 20  # articles in one transaction of the runs that are killed

TAKE = f"""
import sys
from rashomon.ingest import Options
from rashomon.pipeline import intake
from rashomon.store import open_store
intake.BATCH = {FIRST}
store = open_store(sys.argv[1])
print("ready", flush=True)
intake.take(store, [sys.argv[2]], Options())
"""


def texts(count: int) -> Iterator[str]:
    """Lines of invented articles of 300 words each, over ninety days and fifty outlets."""
    rng = random.Random(3)
    for number in range(count):
        words = " ".join(rng.choice(WORDS) if rng.random() < 0.3 else f"w{rng.randrange(20_000)}" for _ in range(300))
        day = f"2026-{1 + number % 3:02d}-{1 + number % 28:02d}"
        yield json.dumps(
            {"id": f"a{number}", "outlet": f"Outlet {number % 50}", "published": day, "text": f"Report {number}\n\nThe {words}."}
        )


def storing(folder: Path, count: int, address: str | None = None) -> dict[str, float]:
    """Texts a second into a new library, and the 95th percentile of 400 searches among them, half of them with fields."""
    lines, engine = folder / "articles.jsonl", "postgres_" if address else ""
    with lines.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in texts(count))
    store = open_store(address or folder / "bench.db")
    start = time.perf_counter()
    run = intake.take(store, [str(lines)], Options())
    took = time.perf_counter() - start
    assert run.stored == count
    found = {f"{engine}texts_stored": float(count), f"{engine}texts_per_second": count / took}
    if address:
        analyse(address)
    rng = random.Random(4)
    for name, fields in (("search_p95_ms", False), ("search_fields_p95_ms", True)):
        times = []
        for _ in range(200):
            word, rare = rng.choice(WORDS), f"w{rng.randrange(20_000)}"
            query = (word, f"{word} {rare}", f'"{word} {rng.choice(WORDS)}"')[rng.randrange(3)]
            outlet, since = (f"Outlet {rng.randrange(50)}", "2026-02-10") if fields else (None, None)
            start = time.perf_counter()
            store.search(query, Fields(outlet, since), 20)
            times.append(time.perf_counter() - start)
        found[engine + name] = 1000 * statistics.quantiles(times, n=20)[-1]
    store.close()
    return found


def analyse(address: str) -> None:
    """Let the server count what it holds, as it does by itself within a minute."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")


def kills(folder: Path, count: int) -> dict[str, float]:
    """What is lost or doubled when ingest is killed `count` times at random moments, and the longest restart in seconds.

    A restart is the time from starting the program to an open library. When an input is read to its end, the next run begins a new one.
    """
    rng = random.Random(11)
    database = folder / "killed.db"
    wrong, restarts, expected, inputs = 0, [], 0, 0
    lines: Path | None = None
    for _ in range(count):
        if lines is None:
            lines = folder / f"killed{inputs}.jsonl"
            rows = [json.dumps({"id": f"k{inputs}.{n}", "text": f"Report\n\nThe bridge {inputs}.{n} was closed."}) for n in range(3000)]
            lines.write_text("\n".join(rows) + "\n", encoding="utf-8")
            inputs += 1
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", TAKE, str(database), str(lines)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        restarts.append(time.perf_counter() - start)
        time.sleep(rng.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        store = open_store(database)
        position = store.position(os.path.realpath(lines))
        here = position.items if position else 0
        held = store.counts().articles
        stored = sum(run.stored for run in store.runs())
        wrong += held != expected + here or stored != held or any(r.seen != r.stored + r.duplicate + r.rejected for r in store.runs())
        if position and position.done:
            expected += here
            lines = None
        store.close()
    store = open_store(database)
    faults = len(store.faults())
    store.close()
    return {"kills": float(count), "kills_lost_or_doubled": float(wrong + faults), "restart_seconds_at_most": max(restarts)}


def markup() -> list[str]:
    """The pages of scrapinghub's set; twenty invented ones where there are none."""
    folder = Path(os.environ.get("RASHOMON_EVAL", "")) / "data" / "ingest" / "scrapinghub" / "html"
    if os.environ.get("RASHOMON_EVAL") and folder.is_dir():
        return [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(folder.glob("*.html.gz"))]
    body = "<p>The bridge over the Orle was closed on Monday after engineers found a crack in its deck, the council said.</p>" * 8
    return [
        f"<html><head><title>Report {n}</title></head><body><article><h1>Report {n}</h1>{body}</article></body></html>" for n in range(20)
    ]


def memory() -> float:
    """The resident memory of this process and its parsers, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    children = [child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()]
    for child in children:
        try:
            pages += int(Path(f"/proc/{child}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def marked(page: str, mark: str) -> str:
    """The page as another one: under an address of its own, with the mark at the end of its headline and of each of its paragraphs."""
    address = f'<link rel="canonical" href="https://x.example/{mark.replace(" ", "-")}">'
    return HEAD.sub(rf"\g<0>{address}", ENDS.sub(lambda end: f" ({mark}.){end.group()}", ADDRESS.sub("", page)), count=1)


def sustained(folder: Path, minutes: float) -> dict[str, float]:
    """Pages a second over some minutes, every tenth of them a copy, and the memory at the end beside that after the first tenth."""
    pages = markup()
    store = open_store(folder / "pages.db")
    start = time.perf_counter()
    number, seen, spent, curve = 0, 0, 0.0, []
    with parsing.guarded():  # as in one long run of `add`: the parsers live on between the folders
        while spent < 60 * minutes:
            shelf = folder / f"pages{number}"
            shelf.mkdir()
            for at in range(CHUNK):
                made = number * CHUNK + at - (at % 10 == 9)
                page = marked(pages[made % len(pages)], f"copy {made}")
                (shelf / f"{number}-{at}.html").write_text(page, encoding="utf-8", errors="replace")
            begin = time.perf_counter()
            run = intake.take(store, [str(shelf)], Options())
            spent += time.perf_counter() - begin
            assert run.seen == run.stored + run.duplicate + run.rejected
            seen += run.seen
            curve.append(memory())
            shutil.rmtree(shelf)
            number += 1
            if number % 20 == 0:
                print(f"{spent:6.0f} s: {seen} pages, {seen / spent:.1f} a second, {curve[-1]:.0f} MB", file=sys.stderr, flush=True)
    held = store.counts()
    assert held.articles + held.rejected <= seen
    store.close()
    tenth = max(1, len(curve) // 10)
    early, late = statistics.fmean(curve[tenth : 2 * tenth] or curve[:1]), statistics.fmean(curve[-tenth:])
    return {
        "pages": float(seen),
        "pages_stored": float(held.articles),
        "pages_minutes": (time.perf_counter() - start) / 60,
        "pages_per_second": seen / spent,
        "memory_mb": late,
        "memory_growth_ratio": late / early,
    }


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, default=Path("build/bench-ingest-library.json"))
    parser.add_argument(
        "--articles", type=int, default=20_000, help="texts that are stored and searched (default 20000; the target is 100000)"
    )
    parser.add_argument("--kills", type=int, default=25, help="kills during ingest (default 25; the target is 1000)")
    parser.add_argument("--minutes", type=float, default=1.0, help="minutes of pages (default 1; the target is 10)")
    parser.add_argument("--postgres", metavar="ADDRESS", help="an empty PostgreSQL database, in which texts are stored and searched too")
    args = parser.parse_args()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        found |= storing(here, args.articles) if args.articles else {}
        found |= storing(here, args.articles, args.postgres) if args.articles and args.postgres else {}
        found |= kills(here, args.kills) if args.kills else {}
        found |= sustained(here, args.minutes) if args.minutes else {}
    print(f"{'measure':28} {'found':>12}   target    (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    for name, value in found.items():
        target, way = TARGETS.get(name, (None, ""))
        met = "" if target is None else f"{'≥' if way == 'more' else '≤'} {target:g}"
        missed = target is not None and (value < target if way == "more" else value > target)
        print(f"{name:28} {value:12.3f}   {met}{'   missed' if missed else ''}")
    args.json.parent.mkdir(parents=True, exist_ok=True)
    args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"written to {args.json}")


if __name__ == "__main__":
    main()
