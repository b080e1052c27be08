"""Web archives: every whole record is read, and what is lost is told by its bytes."""

import gzip
import io
import random

import pytest

from rashomon.ingest import read_inputs
from rashomon.ingest.archives import Lost, Record, http_body, read_archive, unpacked

COUNT = 40


def page(number):
    text = f"The bridge over the Orle was closed on Monday for the {number}th time, the council said. Buses run every hour instead."
    return f"<html><head><title>Bridge {number}</title></head><body><article><h1>Bridge {number}</h1><p>{text}</p></article></body></html>"


def record(number, kind="response", body=None, coding=""):
    content = body if body is not None else page(number).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding.encode() + b"\r\n" + content
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://x.example/{number}\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def read(data, max_bytes=1_000_000):
    found = list(read_archive(io.BytesIO(data), max_bytes))
    return [r for r in found if isinstance(r, Record)], [r for r in found if isinstance(r, Lost)]


def numbers(records):
    return [int((r.url or "").rpartition("/")[2]) for r in records]


def packed():
    return [gzip.compress(record(n)) for n in range(COUNT)]


@pytest.mark.parametrize("data", [b"".join(packed()), b"".join(record(n) for n in range(COUNT))])
def test_a_whole_archive_gives_all_and_loses_nothing(data):
    records, lost = read(data)
    assert numbers(records) == list(range(COUNT))
    assert lost == []


def test_an_archive_that_was_cut_gives_every_whole_record():
    members = packed()
    data = b"".join(members)
    cut = int(0.6 * len(data))
    whole = max(n for n in range(COUNT) if sum(map(len, members[:n])) <= cut)
    records, lost = read(data[:cut])
    assert numbers(records) == list(range(whole))
    assert [(part.start, part.end) for part in lost] == [(sum(map(len, members[:whole])), cut)]


def test_a_flipped_byte_loses_its_record_only():
    members = packed()
    starts = [sum(map(len, members[:n])) for n in range(COUNT + 1)]
    rng = random.Random(11)
    for _ in range(60):
        victim = rng.randrange(COUNT)
        data = bytearray(b"".join(members))
        place = rng.randrange(starts[victim] + 10, starts[victim + 1])
        data[place] ^= 1 << rng.randrange(8)
        records, lost = read(bytes(data))
        assert set(range(COUNT)) - set(numbers(records)) <= {victim}
        if len(records) < COUNT:
            assert [(part.start, part.end) for part in lost] == [(starts[victim], starts[victim + 1])]


def test_a_hole_in_an_unpacked_archive_is_told():
    parts = [record(n) for n in range(COUNT)]
    broken = parts[7].replace(b"Content-Length", b"Content-Lengxx")
    records, lost = read(b"".join([*parts[:7], broken, *parts[8:]]))
    assert numbers(records) == [n for n in range(COUNT) if n != 7]
    assert [(p.start, p.end) for p in lost] == [(sum(map(len, parts[:7])), sum(map(len, parts[:7])) + len(broken))]


def test_a_bomb_is_lost_and_the_rest_read():
    bomb = gzip.compress(record(99, body=b"a" * 5_000_000))
    records, lost = read(gzip.compress(record(0)) + bomb + gzip.compress(record(1)))
    assert numbers(records) == [0, 1]
    assert "larger than" in lost[0].why


NONSENSE = [b"\x1f\x8b\x08" * 2000, b"WARC/1.0\r\n" * 2000, b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n", b""]


@pytest.mark.parametrize("data", NONSENSE)
def test_nonsense_gives_nothing_and_ends(data):
    records, lost = read(data)
    assert records == []
    assert bool(lost) is bool(data)


def test_the_pages_of_an_archive_become_articles(tmp_path):
    members = [gzip.compress(record(0, "warcinfo")), *packed()[1:4], gzip.compress(record(9, body=b"<html><body>menu</body></html>"))]
    broken = bytearray(members[2])
    broken[40] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(b"".join([*members[:2], bytes(broken), *members[3:]]))
    articles, rejected = read_inputs([str(tmp_path / "a.warc.gz")])
    assert [a.url for a in articles] == ["https://x.example/1", "https://x.example/3"]
    assert articles[0].title == "Bridge 1"
    start = len(members[0]) + len(members[1])
    assert any(f"bytes {start} to {start + len(broken)}" in r.source and "lost" in r.reason for r in rejected)
    assert any(r.source == "https://x.example/9" and "no article" in r.reason for r in rejected)
    assert len(rejected) == 2


def test_chunks_and_packing_of_answers_are_undone():
    text = page(1).encode()
    chunked = b"%x\r\n" % len(text) + text + b"\r\n0\r\n\r\n"
    answer = http_body(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked)
    assert answer is not None and answer[2] == text
    plain = http_body(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text)
    assert plain is not None and plain[2] == text
    assert unpacked(gzip.compress(text), {"content-encoding": "gzip"}, 10_000) == text
    assert unpacked(text, {"content-encoding": "gzip"}, 10_000) == text
    assert len(unpacked(gzip.compress(b"a" * 1_000_000), {"content-encoding": "gzip"}, 1000)) == 1000
