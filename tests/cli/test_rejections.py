"""Each bad input: one clear line that says what and what to do, the right exit code, and nothing of the rest is lost."""

import json

import pytest

GOOD = "Bridge closed\n\nThe bridge over the Orle was closed on Monday after eight people were hurt, the council said.\n"


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def lines_of(ran):
    found = ran.err.splitlines()
    assert all(line.startswith("rashomon: ") for line in found)
    return found


GERMAN = "Brücke gesperrt\n\nDie Brücke ist seit Montag gesperrt, wie die Stadt mitteilte. Acht Menschen wurden dabei verletzt."
PAGE = "<html><head><title>Home</title></head><body><ul><li><a href='/'>News</a></li></ul></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x7fELF\x00\x01\x02" * 50, "binary"),
        ("paper.pdf", b"%PDF-1.7\n", "PDF"),
        ("home.html", PAGE, "no article"),
        ("broken.jsonl", '{"id": "x"\n', "broken.jsonl line 1"),
        ("long.txt", GOOD * 100, "--max-bytes"),
    ],
)
def test_a_bad_input_costs_one_line_and_nothing_of_the_rest(run, tmp_path, name, data, said):
    bad, good = write(tmp_path / name, data), write(tmp_path / "good.txt", GOOD)
    ran = run("report", bad, good, "--format", "json", "--max-bytes", 5000)
    assert ran.code == 1
    (line,) = lines_of(ran)
    assert name in line
    assert said in line
    found = json.loads(ran.out)
    assert [a["id"] for a in found["articles"]] == ["good.txt"]
    assert len(found["rejected"]) == 1
    assert said in found["rejected"][0]["source"] + found["rejected"][0]["reason"]
    assert len(found["stories"]) == 1


def test_a_missing_path(run, tmp_path):
    ran = run("report", tmp_path / "nowhere.txt")
    assert ran.code == 1
    assert "no such file" in ran.err
    assert "no account" in ran.err
    assert ran.out == ""


def test_broken_lines_are_numbered_and_the_others_read(run, tmp_path):
    rows = [json.dumps({"id": "a", "text": GOOD}), "{", json.dumps({"id": "c", "text": GOOD + "It reopened."})]
    ran = run("report", "-", "--format", "json", stdin="\n".join(rows).encode())
    assert ran.code == 1
    assert "standard input line 2" in ran.err
    assert [a["id"] for a in json.loads(ran.out)["articles"]] == ["a", "c"]


def test_a_wrong_encoding_is_read_and_noted(run, tmp_path):
    path = write(tmp_path / "old.txt", "Café closed\n\nThe café’s owner said on Monday that it was closed.".encode("cp1252"))
    ran = run("report", path, "--format", "json")
    assert ran.code == 0
    assert "windows-1252" in ran.err
    assert "café’s owner" in json.loads(ran.out)["articles"][0]["text"]


def test_two_articles_with_one_id(run, tmp_path):
    rows = [json.dumps({"id": "a", "text": text}) for text in (GOOD, GOOD + "It reopened.", GOOD)]
    ran = run("report", "-", "--format", "json", stdin="\n".join(rows).encode())
    assert ran.code == 1
    found = json.loads(ran.out)
    assert [a["id"] for a in found["articles"]] == ["a", "a~2"]
    assert "duplicate" in found["rejected"][0]["reason"]


def test_another_language_is_named_kept_and_not_analysed(run, tmp_path):
    ran = run("report", write(tmp_path / "de.txt", GERMAN), write(tmp_path / "en.txt", GOOD), "--format", "json")
    assert ran.code == 0
    assert "German" in ran.err
    found = json.loads(ran.out)
    assert {a["id"]: a["language"] for a in found["articles"]} == {"de.txt": "de", "en.txt": "en"}
    assert [s["articles"] for s in found["stories"]] == [["en.txt"]]


def test_a_single_report_is_an_account_where_all_is_single(run, tmp_path):
    ran = run("report", write(tmp_path / "good.txt", GOOD), "--format", "json")
    assert ran.code == 0
    (story,) = json.loads(ran.out)["stories"]
    assert story["conflicts"] == []
    assert all(figure["relation"] == "single" for figure in story["figures"])
    assert all(fact["status"] == "single_source" for fact in story["facts"])


def test_nothing_but_a_language_that_is_not_read(run, tmp_path):
    ran = run("report", write(tmp_path / "de.txt", GERMAN))
    assert ran.code == 0
    assert "German" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report"], "no input"),
        (["annotate"], "no input"),
        (["report", "x", "--format", "pdf"], "pdf"),
        (["report", "x", "-o", "x.docx"], ".docx"),
        (["report", "x", "-o", "/nowhere/at/all.html"], "folder does not exist"),
        (["report", "x", "--max-bytes", "0"], "max-bytes"),
        (["report", "x", "--wat"], "--wat"),
        (["annotate", "x", "--layers", "smells"], "smells"),
        (["nonsense"], "nonsense"),
        (["search", "--db", "/nowhere/x.db", "word"], "no library"),
        (["judge", "--db", "/nowhere/x.db", "perhaps", "a", "b"], "perhaps"),
    ],
)
def test_wrong_usage_is_code_two_and_one_line(run, arguments, said):
    ran = run(*arguments)
    assert ran.code == 2 if "no library" not in said else ran.code == 1
    (line,) = lines_of(ran)
    assert said in line
    assert ran.out == ""


def test_an_output_is_never_an_input(run, tmp_path):
    path = write(tmp_path / "good.html", GOOD)
    assert run("report", path, "-o", path).code == 2
    assert path.read_text(encoding="utf-8") == GOOD
    write(tmp_path / "account.json", '{"text": "an older account that is no report"}')
    assert run("report", tmp_path, "-o", tmp_path / "account.json").code in (0, 1)
    found = json.loads((tmp_path / "account.json").read_text(encoding="utf-8"))
    assert all("account.json" not in a["source"] for a in [*found["articles"], *found["rejected"]])


def test_nothing_in_an_article_steers_the_terminal(run, tmp_path):
    evil = "Bridge \x1b]0;owned\x07closed\u202e\n\nThe \x1b[31mbridge\x9b was closed on Monday\u2066 after eight people were hurt."
    path = write(tmp_path / "evil\x1b[2J.txt", evil)
    for form in ("text", "md"):
        ran = run("report", path, tmp_path / "no\x1b[31mwhere", "--format", form)
        for output in (ran.out, ran.err):
            assert not set(output) & {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"}
    ran = run("report", path, "--format", "json")
    assert not set(ran.out) & {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"}
    assert json.loads(ran.out)["articles"][0]["text"] == evil
