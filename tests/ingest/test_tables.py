"""Parquet: a row is an article, with the columns that JSON Lines has as fields."""

import datetime
import sys

import pytest

from rashomon.ingest import Options, read_inputs, tables

TEXT = "The bridge over the Orle was closed on Monday, the council said. Report {}."


@pytest.fixture
def write(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")

    def written(columns, **settings):
        path = tmp_path / "a.parquet"
        parquet.write_table(pyarrow.table(columns), path, **settings)
        return path

    return written


def test_rows_become_articles(write):
    day = datetime.datetime(2026, 3, 10, 9, 30, tzinfo=datetime.UTC)
    path = write(
        {
            "ID": [f"r{n}" for n in range(180)],
            "text": [TEXT.format(n) for n in range(179)] + [None],
            "published": [day] * 180,
            "outlet": ["Orle Courier"] * 180,
            "vector": [[0.1, 0.2]] * 180,
        }
    )
    articles, rejected = read_inputs([str(path)])
    assert [a.id for a in articles] == [f"r{n}" for n in range(179)]
    assert articles[0].published == "2026-03-10T09:30:00Z" and articles[5].text == TEXT.format(5)
    assert [(r.source.endswith("a.parquet row 180"), "neither" in r.reason) for r in rejected] == [(True, True)]


def test_standard_input_is_read_too(write):
    with write({"text": [TEXT]}).open("rb") as stream:
        articles, rejected = read_inputs(["-"], Options(stdin=stream))
    assert rejected == [] and articles[0].text == TEXT


def test_a_row_over_the_limit_costs_itself(write):
    path = write({"text": [TEXT.format(1), "word " * 10_000, TEXT.format(3)]})
    articles, rejected = read_inputs([str(path)], Options(max_bytes=10_000))
    assert len(articles) == 2
    assert "row 2" in rejected[0].source and "--max-bytes" in rejected[0].reason


def test_rows_that_unfold_far_over_the_limit_are_told_one_by_one(write):
    path = write({"text": ["word " * 200_000] * 60}, compression="zstd")
    assert path.stat().st_size < 600_000
    articles, rejected = read_inputs([str(path)], Options(max_bytes=100_000))
    assert articles == [] and len(rejected) == 60


@pytest.mark.parametrize("place", [4, 200, -10, -200])
def test_a_damaged_file_is_rejected_or_read_as_it_was(write, place):
    path = write({"text": [TEXT.format(n) for n in range(30)]})
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(bytes(data))
    articles, rejected = read_inputs([str(path)])
    assert len(articles) == 30 or rejected


def test_a_file_without_text_names_the_columns(write):
    _, rejected = read_inputs([str(write({"score": [1, 2]}))])
    assert '"text" or "html"' in rejected[0].reason


def test_without_pyarrow_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(Exception, match=r"rashomon\[parquet\]"):
        tables.rows(str(tmp_path / "a.parquet"), 0, 1000)
