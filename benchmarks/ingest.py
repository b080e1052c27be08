"""Measures ingest: python benchmarks/ingest.py [--json FILE]

Body and metadata of real pages, feeds read, archives that were cut or hit (storing, searching and kills: ingest_library.py). Pages and
feeds lie outside of the repository, in the folder that RASHOMON_EVAL names; what needs them is named where it is not set.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import gzip
import importlib.util
import io
import json
import logging
import math
import os
import random
import re
import statistics
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest.archives import Lost, Record, read_archive
from rashomon.ingest.decode import decode
from rashomon.ingest.feeds import read_feed
from rashomon.ingest.page import Page, read_page

ENGLISH = ("uk", "us", "au", "ca", "za", "ind", "na", "ls", "tz", "my")

REACH = {
    "body_f1": 0.965,
    "fundus_body_f1": 0.95,
    "fundus_title_right": 0.86,
    "fundus_authors_right": 0.87,
    "fundus_date_right": 0.97,
    "feeds_read": 2107,
    "feeds_times_feedparser_speed": 10,
    "archive_cut_records_read": 1,
    "archive_flipped_records_read": 1,
}


def shingles(text: str, size: int = 4) -> collections.Counter[tuple[str, ...]]:
    """The runs of four words of a text, by which the article-extraction benchmark compares."""
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def read(path: Path) -> Page | None:
    """The page in a packed file; None when it is rejected."""
    try:
        return read_page(decode(gzip.decompress(path.read_bytes()), html=True)[0])
    except InputError:
        return None


def body_of(page: Page | None) -> str:
    """A page's text without its headline."""
    if page is None:
        return ""
    return page.text.partition("\n\n")[2] if page.title else page.text


def bodies(folder: Path) -> dict[str, float]:
    """Precision, recall and F1 of the bodies of scrapinghub's pages, the mean over pages; pages a second on one core."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    scores, start = [], time.perf_counter()
    files = [(name, folder / "html" / f"{name}.html.gz") for name in sorted(truth)]
    for name, path in [(name, path) for name, path in files if path.exists()]:
        mine, right = shingles(body_of(read(path))), shingles(truth[name]["articleBody"])
        shared = (mine & right).total()
        scores.append((shared / max(1, mine.total()), shared / max(1, right.total())))
    took = time.perf_counter() - start
    precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
    return {"body_f1": 2 * precision * recall / (precision + recall), "pages": len(scores), "pages_per_second": len(scores) / took}


def metadata(folder: Path) -> dict[str, float]:
    """Share of fundus' English pages with the right title, authors and day."""

    def plain(text: str | None) -> str:
        return re.sub(r"\W+", " ", text or "").lower().strip()

    right: collections.Counter[str] = collections.Counter()
    pages = 0
    for expected in sorted(path for country in ENGLISH for path in (folder / country).glob("*.json")):
        versions = json.loads(expected.read_text(encoding="utf-8")).values()
        for path in sorted(expected.parent.glob(f"{expected.stem}_*.html.gz")):
            page = read(path)
            pages += 1
            if page is None:
                continue
            wanted = max(versions, key=lambda v: len(set(plain(v.get("title")).split()) & set(plain(page.title).split())))
            right["title"] += plain(wanted.get("title")) == plain(page.title)
            right["authors"] += {plain(a) for a in wanted.get("authors") or []} == {plain(a) for a in page.about.authors}
            right["date"] += (wanted.get("publishing_date") or "")[:10] == (page.about.published or "")[:10]
    return {f"{field}_right": right[field] / pages for field in ("title", "authors", "date")} | {"pages": pages}


def told(version: dict[str, Any]) -> str:
    """The body that fundus expects, as one text."""
    body = version.get("body") or {}
    sections = [
        part for section in body.get("sections") or [] for part in (section.get("headline") or []) + (section.get("paragraphs") or [])
    ]
    return " ".join([*(body.get("summary") or []), *sections])


def fundus_bodies(folder: Path, extract: Callable[[str], str]) -> float:
    """F1 of the bodies of fundus' English pages, over the mean precision and recall, each against the version that is nearest to it."""
    scores = []
    for expected in sorted(path for country in ENGLISH for path in (folder / country).glob("*.json")):
        versions = [shingles(told(version)) for version in json.loads(expected.read_text(encoding="utf-8")).values()]
        for path in sorted(expected.parent.glob(f"{expected.stem}_*.html.gz")):
            mine = shingles(extract(decode(gzip.decompress(path.read_bytes()), html=True)[0]))
            right = max(versions, key=lambda v: (mine & v).total() / max(1, v.total()))
            shared = (mine & right).total()
            scores.append((shared / max(1, mine.total()), shared / max(1, right.total())))
    precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
    return 2 * precision * recall / (precision + recall)


def own_body(markup: str) -> str:
    """The body as this product reads it; nothing where the page is rejected."""
    try:
        return body_of(read_page(markup))
    except InputError:
        return ""


def peer_bodies(folder: Path) -> dict[str, float]:
    """The same F1 of scrapinghub's pages by the other libraries that are installed."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [
        (shingles(truth[p.name[:-8]]["articleBody"]), decode(gzip.decompress(p.read_bytes()), html=True)[0])
        for p in sorted((folder / "html").glob("*.gz"))
    ]
    found = {}
    for name, extract in peers().items():
        scores = []
        for right, markup in pages:
            mine = shingles(extract(markup))
            shared = (mine & right).total()
            scores.append((shared / max(1, mine.total()), shared / max(1, right.total())))
        precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
        found[f"body_f1_{name}"] = 2 * precision * recall / (precision + recall)
    return found


def peers() -> dict[str, Callable[[str], str]]:
    """Other extractors of bodies: trafilatura as it comes, and newspaper4k where it is installed."""
    import trafilatura

    found: dict[str, Callable[[str], str]] = {"trafilatura": lambda markup: trafilatura.extract(markup, include_comments=False) or ""}
    try:
        import newspaper
    except ImportError:
        return found

    def by_newspaper(markup: str) -> str:
        article = newspaper.Article("https://x.example/")
        article.download(input_html=markup)
        try:
            article.parse()
        except Exception:  # it gives up on some pages, for lack of a tokenizer for their language among others
            return ""
        return str(article.text)

    return found | {"newspaper4k": by_newspaper}


def large_feed() -> dict[str, float]:
    """How many times feedparser's speed a feed of 200 entries of 400 words each is read at; the feeds of the corpus are tiny."""
    import feedparser

    body = "<p>The bridge over the Orle was closed on Monday, the council said.</p>" * 33
    items = "".join(
        f"<item><title>Report {n}</title><link>https://x.example/{n}</link><description><![CDATA[{body}]]></description></item>"
        for n in range(200)
    )
    data = f"<rss version='2.0'><channel><title>Orle</title>{items}</channel></rss>".encode()
    times = []
    for parse in (read_feed, feedparser.parse):
        parse(data)
        start = time.process_time()
        for _ in range(3):
            parse(data)
        times.append(time.process_time() - start)
    return {"large_feed_times_feedparser_speed": times[1] / times[0]}


def feeds(archive: Path) -> dict[str, float]:
    """How many feeds of feedparser's corpus are read, and how fast; the same by feedparser as it comes, and without its cleaning of HTML.

    All are given the same bytes and read dates too; none keeps what it read in one round for the next.
    """
    import feedparser

    with tarfile.open(archive) as packed:
        texts = [packed.extractfile(m).read() for m in packed if m.isfile() and m.name.endswith((".xml", ".json"))]  # type: ignore[union-attr]

    def mine(text: bytes) -> bool:
        try:
            read_feed(text)
        except InputError:
            return False
        return True

    def bare(text: bytes) -> Any:
        return feedparser.parse(text, sanitize_html=False, resolve_relative_uris=False)

    done = sum(map(mine, texts))
    times: dict[Callable[[bytes], Any], float] = {}
    for parse in (mine, feedparser.parse, bare) * 3:  # the best of three rounds, in processor time, which other programs disturb least
        start = time.process_time()
        for text in texts:
            parse(text)
        times[parse] = min(time.process_time() - start, times.get(parse, math.inf))
    return {
        "feeds": len(texts),
        "feeds_read": done,
        "feeds_times_feedparser_speed": times[feedparser.parse] / times[mine],
        "feeds_times_feedparser_speed_uncleaned": times[bare] / times[mine],
    }


def by_warcio(data: bytes) -> int:
    """The records that warcio reads before it ends or gives up."""
    from warcio.archiveiterator import ArchiveIterator

    count = 0
    with contextlib.suppress(Exception):
        for record in ArchiveIterator(io.BytesIO(data)):
            record.content_stream().read()
            count += 1
    return count


def archives() -> dict[str, float]:
    """Of an archive cut at 60 %, and of one with a flipped byte: the share of whole records that are read."""
    rng = random.Random(5)
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"<p>The bridge was closed.</p>" * 40
    members = []
    for number in range(724):
        content = body + str(rng.random()).encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{number}\r\nContent-Length: {len(content)}\r\n\r\n"
        members.append(gzip.compress(head.encode() + content + b"\r\n\r\n"))
    data = b"".join(members)
    cut = int(0.6 * len(data))
    ends = [sum(map(len, members[: n + 1])) for n in range(len(members))]
    hit = bytearray(data)
    hit[len(data) // 2] ^= 0xFF
    found = {}
    for name, damaged, whole in (("cut", data[:cut], sum(end <= cut for end in ends)), ("flipped", bytes(hit), len(members) - 1)):
        items = list(read_archive(io.BytesIO(damaged), 10_000_000))
        found[f"archive_{name}_records_read"] = sum(isinstance(i, Record) for i in items) / whole
        if importlib.util.find_spec("warcio"):
            found[f"archive_{name}_records_read_warcio"] = by_warcio(damaged) / whole
        found[f"archive_{name}_losses_told"] = float(sum(isinstance(i, Lost) for i in items))
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, default=Path("build/bench-ingest.json"))
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    found: dict[str, Any] = dict(archives())
    shared = Path(os.environ.get("RASHOMON_EVAL", "")) / "data" / "ingest"
    if os.environ.get("RASHOMON_EVAL") and shared.is_dir():
        found |= bodies(shared / "scrapinghub") | peer_bodies(shared / "scrapinghub") | large_feed()
        found["fundus_body_f1"] = fundus_bodies(shared / "fundus" / "test_data", own_body)
        found["fundus_body_f1_trafilatura"] = fundus_bodies(shared / "fundus" / "test_data", peers()["trafilatura"])
        found |= {f"fundus_{name}": value for name, value in metadata(shared / "fundus" / "test_data").items()}
        found |= feeds(shared / "feedparser" / "tests.tar.gz")
    else:
        print("pages and feeds not measured: RASHOMON_EVAL does not name the labelled data", file=sys.stderr)
    for name, value in found.items():
        print(f"{name:36} {value:12.3f}  {f'reach {REACH[name]:g}' if name in REACH else ''}".rstrip())
    args.json.parent.mkdir(parents=True, exist_ok=True)
    args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"written to {args.json}")


if __name__ == "__main__":
    main()
