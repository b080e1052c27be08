"""WACZ: the pages of the web archives inside, and nothing else of what a ZIP file can hold."""

import gzip
import io
import zipfile

import pytest
from test_archives import packed, record

from rashomon.ingest import Options, read_inputs


def zipped(path, members, **settings):
    with zipfile.ZipFile(path, "w", **settings) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_the_pages_of_its_archives_become_articles(tmp_path):
    members = {
        "datapackage.json": b"{}",
        "archive/b.warc": record(9),
        "archive/a.warc.gz": b"".join(packed()[:3]),
        "pages/pages.jsonl": b"{}",
    }
    articles, rejected = read_inputs([str(zipped(tmp_path / "a.wacz", members))])
    assert rejected == []
    assert [a.url for a in articles] == [f"https://x.example/{n}" for n in (0, 1, 2, 9)]


def test_damage_is_told_with_the_archive_and_its_bytes(tmp_path):
    parts = packed()[:3]
    broken = bytearray(parts[1])
    broken[40] ^= 0xFF
    path = zipped(tmp_path / "a.wacz", {"archive/a.warc.gz": parts[0] + bytes(broken) + parts[2]})
    articles, rejected = read_inputs([str(path)])
    assert [a.url for a in articles] == ["https://x.example/0", "https://x.example/2"]
    start = len(parts[0])
    assert rejected[0].source.endswith(f"a.wacz archive/a.warc.gz bytes {start} to {start + len(parts[1])}")


def test_paths_lead_nowhere(tmp_path):
    names = ["../archive/a.warc", "/archive/a.warc", "archive/../../a.warc", "archive\\a.warc", "C:archive/a.warc", "archive/"]
    _, rejected = read_inputs([str(zipped(tmp_path / "a.wacz", dict.fromkeys(names, record(1))))])
    assert "without web archives" in rejected[0].reason
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.wacz"]


def test_a_bomb_is_lost_and_the_rest_is_read(tmp_path):
    members = {"archive/a.warc": b"WARC/1.0\r\n" + b"a" * 3_000_000, "archive/b.warc.gz": packed()[1]}
    articles, rejected = read_inputs([str(zipped(tmp_path / "a.wacz", members, compression=zipfile.ZIP_DEFLATED))])
    assert len(articles) == 1
    assert "bomb" in rejected[0].reason


def test_members_that_overlap_are_a_bomb(tmp_path):
    data = b"".join(gzip.compress(record(n)) for n in range(50))
    path = zipped(tmp_path / "a.wacz", {"archive/a.warc.gz": data, "archive/b.warc.gz": b"x"})
    raw = bytearray(path.read_bytes())
    second = raw.rindex(b"PK\x01\x02")
    raw[second + 20 : second + 28] = len(data).to_bytes(4, "little") * 2
    path.write_bytes(bytes(raw))
    articles, rejected = read_inputs([str(path)])
    assert articles == [] and "overlap" in rejected[0].reason


@pytest.mark.parametrize("keep", [10, 200, -30, -1])
def test_a_file_that_was_cut_is_rejected(tmp_path, keep):
    path = zipped(tmp_path / "a.wacz", {"archive/a.warc.gz": packed()[0]})
    path.write_bytes(path.read_bytes()[:keep])
    articles, rejected = read_inputs([str(path)])
    assert articles == [] and len(rejected) == 1


def test_another_zip_is_named(tmp_path):
    _, rejected = read_inputs([str(zipped(tmp_path / "a.zip", {"a.txt": b"x"}))])
    assert "without web archives" in rejected[0].reason


def test_standard_input_names_a_zip(tmp_path):
    data = zipped(tmp_path / "a.wacz", {"archive/a.warc.gz": packed()[0]}).read_bytes()
    _, rejected = read_inputs(["-"], Options(stdin=io.BytesIO(data)))
    assert len(rejected) == 1
