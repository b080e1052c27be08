"""What the commands print: formats, order, layers, help; and that importing costs little."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.cli.main import COMMANDS

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"
HALDER = [SAMPLE / "13_northern-ledger.txt", SAMPLE / "14_the-penny.txt", SAMPLE / "15_crown-wire.txt"]
ONE_MAIN = [sys.executable, "-c", "from rashomon.cli.main import main; main()"]


def test_every_command_has_help_and_is_listed(run):
    listed = run("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name}\b", listed, re.MULTILINE)
        ran = run(name, "--help")
        assert ran.code == 0
        assert ran.out.startswith(f"Usage: rashomon {name}")


def test_the_version_is_the_packages(run):
    import rashomon

    assert rashomon.__version__ in run("--version").out


@pytest.mark.parametrize(("ending", "begins"), [("html", "<!"), ("json", "{"), ("md", "#"), ("txt", "")])
def test_the_ending_of_the_file_chooses_the_form(run, tmp_path, ending, begins):
    target = tmp_path / f"account.{ending}"
    ran = run("report", *HALDER, "-o", target)
    assert ran.code == 0
    assert ran.out == ""
    assert "3 articles" in ran.err
    text = target.read_text(encoding="utf-8")
    assert text.lower().startswith(begins)
    assert "Halder Bank" in text
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_a_piped_page_is_plain_and_fits_eighty_columns(run):
    ran = run("report", *HALDER)
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "Northern Ledger" in ran.out


def test_one_story_takes_all_as_one(run):
    mixed = [*HALDER, SAMPLE / "11_tarn-valley-post.txt"]
    assert len(json.loads(run("report", *mixed, "--format", "json").out)["stories"]) == 2
    (story,) = json.loads(run("report", *mixed, "--format", "json", "--one-story").out)["stories"]
    assert len(story["articles"]) == 4


def test_a_given_story_fixes_the_grouping(run):
    rows = [{"id": str(n), "text": path.read_text(encoding="utf-8"), "story": "x" if n else "y"} for n, path in enumerate(HALDER)]
    ran = run("report", "-", "--format", "json", stdin="\n".join(map(json.dumps, rows)).encode())
    assert sorted(sorted(s["articles"]) for s in json.loads(ran.out)["stories"]) == [["0"], ["1", "2"]]


def test_an_item_can_be_explained(run):
    found = json.loads(run("report", *HALDER, "--format", "json", "--one-story").out)
    figure = found["stories"][0]["figures"][0]
    ran = run("report", *HALDER, "--one-story", "--explain", figure["id"])
    assert ran.code == 0
    assert figure["mentions"][0]["text"] in ran.out
    assert run("report", *HALDER, "--explain", "nothing-has-this-id").code == 2


def test_annotate_gives_one_line_an_article_in_the_order_of_the_inputs(run):
    ran = run("annotate", HALDER[2], HALDER[0], "--layers", "mentions,quotes,times,quantities")
    assert ran.code == 0
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["id"] for one in found] == [HALDER[2].name, HALDER[0].name]
    for one, path in zip(found, (HALDER[2], HALDER[0]), strict=True):
        text = path.read_text(encoding="utf-8")
        assert list(one["layers"]) == ["mentions", "quotes", "times", "quantities"]
        for rows in one["layers"].values():
            assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    names = {m["text"] for m in found[1]["layers"]["mentions"]}
    assert "Halder Bank" in names
    assert any(t["value"] == "2026-02-03" for t in found[1]["layers"]["times"])
    assert any(q["low"] == 30000 for q in found[1]["layers"]["quantities"])


def test_annotate_gives_every_layer_on_demand(run):
    layers = "sentences,tokens,mentions,references,chains,times,quantities,quotes,claims,boilerplate"
    (line,) = run("annotate", HALDER[0], "--layers", layers).out.splitlines()
    found = json.loads(line)["layers"]
    assert ",".join(found) == layers
    for name in ("sentences", "tokens", "mentions", "chains", "claims"):
        assert found[name], name


def test_ids_come_back_as_given(run):
    rows = [{"id": i, "text": HALDER[0].read_text(encoding="utf-8") + i} for i in ("Z/9", "a b", "\u00e9")]
    ran = run("annotate", "-", "--layers", "times", stdin="\n".join(map(json.dumps, rows)).encode())
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["Z/9", "a b", "\u00e9"]


def test_a_light_command_imports_no_heavy_part():
    code = "import sys; from rashomon.cli.main import main; import rashomon; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "onnxruntime", "trafilatura", "lxml", "rich", "jinja2", "sqlite3", "rashomon.library"} & set(loaded)


def test_text_alone_needs_neither_trafilatura_nor_torch(tmp_path):
    code = (
        "import sys; sys.argv = ['rashomon', 'report', *sys.argv[1:]]\nfrom rashomon.cli.main import main\n"
        "try: main()\nexcept SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, HALDER), "-o", str(tmp_path / "a.html")], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stderr.split())
    assert not {"trafilatura", "lxml", "torch", "charset_normalizer", "sqlite3", "rich"} & loaded
    assert "onnxruntime" in loaded


def test_a_reader_that_stops_reading_gets_no_traceback(tmp_path):
    ran = subprocess.run(
        f"{sys.executable} -c 'from rashomon.cli.main import main; main()' report {HALDER[0]} --format json | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    assert len(ran.stdout) == 10
