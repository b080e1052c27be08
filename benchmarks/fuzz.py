"""Seeded mutations over all parsers: python benchmarks/fuzz.py [--count N] [--seed S] [--seconds-limit 10]

Every input is made from a number, so that a run can be told again: `--seed S --first K --count 1` makes the K-th once more. A parser may
read an input or refuse it with an InputError; anything else is a crash, and more than the limit of seconds is a hang. Prints what was
read, refused and broken for each parser, and exits with 1 when anything broke.
"""

from __future__ import annotations

import argparse
import collections
import faulthandler
import gzip
import io
import json
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from rashomon.errors import InputError
from rashomon.ingest import Options, archives, feeds, mail, page, read_bytes, sitemaps, subscriptions, wacz
from rashomon.ingest.decode import decode, scrub

TEXT = "The bridge over the Orle was closed on Monday after engineers found 12 cracks, the council of Orle said on 10 March 2026."
RECORD = json.dumps({"@type": "NewsArticle", "headline": "Bridge closed", "author": [{"name": "Ada Quill"}], "datePublished": "2026-03-10"})
PAGE = (
    f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Bridge closed | Orle Courier</title>"
    f"<meta property='og:site_name' content='Orle Courier'><script type='application/ld+json'>{RECORD}</script></head><body>"
    f"<nav><a href='/'>Home</a></nav><article><h1>Bridge closed</h1><p>{TEXT}</p><table><tr><td>{TEXT}</td></tr></table>"
    f"<ul><li>one</li></ul><p>&quot;{TEXT}&quot;</p></article><footer>Orle</footer></body></html>"
)
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orle</title>'
    f"<item><title>Bridge</title><link>https://x.example/1</link><dc:creator>Ada</dc:creator><author>a@x.example (Ada)</author>"
    f"<pubDate>Tue, 10 Mar 2026 09:30:00 +0100</pubDate><description><![CDATA[<p>{TEXT}</p>]]></description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Orle</title><entry><title type="html">B</title><id>urn:1</id>'
    f'<link href="https://x.example/1"/><published>2026-03-10T09:30:00Z</published><content type="html">{TEXT}</content></entry></feed>'
)
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Orle", "items": [{"id": "1", "content_html": TEXT}]})
MAP = "<urlset><url><loc>https://x.example/1</loc><lastmod>2026-03-10</lastmod><news:title>Bridge</news:title></url></urlset>"
MAIL = (
    "From: =?utf-8?q?Orle?= <a@x.example>\r\nSubject: =?utf-8?b?QnJpZGdl?=\r\n"
    "Date: Tue, 10 Mar 2026 09:30:00 +0100\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n'
    f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{TEXT}\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>{TEXT}</p>\r\n--x--\r\n"
)
LINES = "\n".join(json.dumps({"id": str(n), "title": "Bridge", "text": TEXT, "published": "2026-03-10"}) for n in range(3))
OPML = '<opml version="2.0"><body><outline text="a"><outline type="rss" xmlUrl="https://x.example/feed"/></outline></body></opml>'
PARTS = (
    b"\x00",
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#x110000;",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"%s",
    b"\r\n\r\n",
)
WORST = b"\xf0\x9f\x98\x80", b"=?utf-8?b?", b"9" * 40, b"-1", b"(" * 50, b"<div>" * 300, b"[" * 300, b"{" * 300, b"<a@" * 100, b" " * 500


def _archive(packed: bool) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ab\r\n0\r\n\r\n"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/1\r\nContent-Length: {len(http)}\r\n\r\n".encode()
    record = head + http + b"\r\n\r\n"
    return b"".join(gzip.compress(record, mtime=0) if packed else record for _ in range(3))


def _wacz() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("archive/a.warc.gz"), _archive(True))
        file.writestr(zipfile.ZipInfo("datapackage.json"), "{}")
    return out.getvalue()


def _drain(found: object) -> None:
    for _ in found:  # type: ignore[attr-defined]
        pass


def _archive_read(data: bytes) -> None:
    for found in archives.read_archive(io.BytesIO(data), 100_000):
        if isinstance(found, archives.Record):
            answer = archives.http_body(found.body)
            if answer:
                archives.unpacked(answer[2], answer[1], 100_000)


def _input(name: str) -> Callable[[bytes], None]:
    """A whole input as a person gives it; every rejected item must say why in one line."""

    def read(data: bytes) -> None:
        rejected = 0
        for item in read_bytes(data, name, Options(max_bytes=1_000_000)):
            reason = getattr(item.result, "reason", None)
            if reason is not None:
                rejected += 1
                assert reason and "\n" not in reason, f"a reason that is no line: {reason!r}"
        if rejected:
            raise InputError("rejected")

    return read


PARSERS: dict[str, tuple[Callable[[bytes], object], tuple[bytes, ...]]] = {
    "page": (lambda data: page.read_page(scrub(decode(data, html=True)[0])[0]), (PAGE.encode(),)),
    "feed": (feeds.read_feed, (RSS.encode(), ATOM.encode(), JSON_FEED.encode())),
    "sitemap": (sitemaps.read_sitemap, (MAP.encode(), gzip.compress(MAP.encode(), mtime=0))),
    "mail": (mail.read_mail, (MAIL.encode(),)),
    "archive": (_archive_read, (_archive(True), _archive(False))),
    "wacz": (lambda data: _drain(wacz.read_wacz(io.BytesIO(data), 100_000)), (_wacz(),)),
    "lines": (_input("a.jsonl"), (LINES.encode(),)),
    "text": (_input("a.txt"), (f"Bridge closed\n\nBy Ada Quill, Orle Courier\n\n{TEXT}\n".encode(), f"Bridge\n{TEXT}".encode("utf-16"))),
    "opml": (lambda data: subscriptions.from_opml(data.decode("utf-8", "replace")), (OPML.encode(),)),
}
# A page costs a hundred times as much as the others; the shares keep a run of a million within hours.
SHARES = {"page": 1, "feed": 6, "sitemap": 8, "mail": 6, "archive": 10, "wacz": 6, "lines": 4, "text": 6, "opml": 3}
ORDER = tuple(name for name, share in SHARES.items() for _ in range(share))


class Slow(BaseException):
    """An input that takes too long. No parser may catch it."""


def mutated(data: bytes, rng: random.Random) -> bytes:
    """`data` after a few changes: bytes flipped, cut out, doubled, moved, put in; cut off at its end."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 9))):
        place, size = rng.randrange(len(out) + 1), rng.choice((1, 2, 8, 64))
        kind = rng.randrange(7)
        if kind == 0 and place < len(out):
            out[place] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del out[place : place + size]
        elif kind == 2:
            out[place:place] = out[place : place + size] * rng.choice((1, 2, 40))
        elif kind == 3:
            out[place:place] = rng.choice(PARTS + WORST)
        elif kind == 4:
            out[place : place + size] = rng.randbytes(size)
        elif kind == 5:
            start = rng.randrange(len(out) + 1)
            out[place:place] = out[start : start + size * 4]
        elif rng.random() < 0.3:
            del out[place:]
    return bytes(out)


def made(number: int, seed: int) -> tuple[str, bytes]:
    """The parser and the input of a number."""
    rng = random.Random(f"{seed}:{number}")
    name = ORDER[number % len(ORDER)]
    return name, mutated(rng.choice(PARSERS[name][1]), rng)


def _alarm(signum: int, frame: FrameType | None) -> None:
    raise Slow


def run(first: int, count: int, seed: int, limit: float, report: Callable[[str], None]) -> dict[str, collections.Counter[str]]:
    """Try the inputs and count for each parser what was read, refused, crashed and slow; `report` is told of each of the last two."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    before = signal.signal(signal.SIGALRM, _alarm)
    try:
        for number in range(first, first + count):
            name, data = made(number, seed)
            signal.setitimer(signal.ITIMER_REAL, limit)
            try:
                PARSERS[name][0](data)
                outcome = "read"
            except InputError:
                outcome = "refused"
            except Slow:
                outcome = "slow"
            except Exception:
                outcome = "crashed"
                report(traceback.format_exc(limit=-3))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            counts[name][outcome] += 1
            if outcome in ("slow", "crashed"):
                report(f"{outcome}: {name}, input {number} of seed {seed}")
    finally:
        signal.signal(signal.SIGALRM, before)
    return counts


def main() -> int:
    """Try, print, write; 1 when anything broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds-limit", type=float, default=10.0, help="what takes longer is a hang (default: 10)")
    parser.add_argument("--json", type=Path, default=Path("build/fuzz.json"))
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    faulthandler.enable()
    start = time.monotonic()
    with tempfile.TemporaryDirectory():
        counts = run(args.first, args.count, args.seed, args.seconds_limit, lambda text: print(text, file=sys.stderr, flush=True))
    print(f"{'parser':10}{'read':>10}{'refused':>10}{'crashed':>10}{'slow':>10}")
    for name in sorted(counts):
        print(f"{name:10}" + "".join(f"{counts[name][outcome]:>10}" for outcome in ("read", "refused", "crashed", "slow")))
    took = time.monotonic() - start
    print(f"{args.count:,} inputs in {took:.0f} s")
    args.json.parent.mkdir(parents=True, exist_ok=True)
    args.json.write_text(json.dumps({"inputs": args.count, "seconds": took, **counts}, indent=1) + "\n", encoding="utf-8")
    return int(any(c["crashed"] or c["slow"] for c in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
