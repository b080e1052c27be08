"""What cannot be read costs one clear line and nothing of the rest: inputs = articles + rejected."""

import io
import json
import os

import pytest

from rashomon.ingest import Options, read_inputs

GOOD = "Bridge closed\n\nThe bridge over the Orle was closed on Monday, the council said.\n"


def write(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return str(path)


def only_reason(inputs, options=None):
    articles, rejected = read_inputs(inputs, options)
    assert articles == []
    assert len(rejected) == 1
    assert "\n" not in rejected[0].reason
    return rejected[0].reason


def test_a_missing_path(tmp_path):
    assert "no such file" in only_reason([str(tmp_path / "nowhere.txt")])


def test_a_path_that_no_file_can_have():
    assert only_reason(["a\0b"])


@pytest.mark.parametrize("data", [b"", b"  \n\n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(tmp_path, data):
    assert "empty" in only_reason([write(tmp_path, "empty.txt", data)])


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.json", "empty.html"])
def test_an_empty_file_of_any_kind(tmp_path, name):
    assert "empty" in only_reason([write(tmp_path, name, b"\n")])


def test_a_folder_without_files(tmp_path):
    assert "no files" in only_reason([str(tmp_path)])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\x1f\x8b\x08\x00\x00\x00", "gzip"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x03\x00>\x00", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"The bridge\x00was closed on Monday, the council said.", "binary"),
        (b"\x01\x02\x03\x04\x05\x06abc\x0e\x0f\x10" * 30, "binary"),
    ],
)
def test_a_binary(tmp_path, data, said):
    assert said in only_reason([write(tmp_path, "thing.txt", data)])


def test_a_text_over_the_limit_names_the_limit_and_the_option(tmp_path):
    reason = only_reason([write(tmp_path, "big.txt", "word " * 500)], Options(max_bytes=2000))
    assert "2,000 bytes" in reason
    assert "--max-bytes" in reason


def test_a_fifty_megabyte_text_is_over_the_usual_limit(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "10,000,000 bytes" in only_reason([str(path)])


def test_a_limit_can_be_raised(tmp_path):
    path = write(tmp_path, "big.txt", GOOD + "It reopened. " * 300)
    assert len(read_inputs([path], Options(max_bytes=100))[0]) == 0
    assert len(read_inputs([path], Options(max_bytes=100_000))[0]) == 1


def test_a_broken_line_is_numbered_and_the_others_are_read(tmp_path):
    lines = [json.dumps({"id": "a", "text": GOOD}), '{"id": "b", "text": ', "", json.dumps({"id": "c", "text": GOOD + "More."})]
    articles, rejected = read_inputs([write(tmp_path, "many.jsonl", "\n".join(lines))])
    assert [a.id for a in articles] == ["a", "c"]
    assert [r.source.endswith("many.jsonl line 2") for r in rejected] == [True]
    assert "broken JSON" in rejected[0].reason


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1, 2]", "object"),
        ('"text"', "object"),
        ("{}", "neither"),
        ('{"id": "a"}', "neither"),
        ('{"text": ""}', "empty"),
        ('{"text": "   "}', "empty"),
        ('{"text": 5}', "must be a string"),
        ('{"text": null, "html": ["x"]}', "must be a string"),
        ('{"text": "The bridge was closed.", "outlet": {"name": "x"}}', "must be a string"),
        ('{"text": "The bridge was closed.", "id": [1]}', "must be a string"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "broken JSON"),
    ],
)
def test_a_line_that_is_no_article(tmp_path, line, said):
    good = json.dumps({"id": "good", "text": GOOD})
    articles, rejected = read_inputs([write(tmp_path, "many.jsonl", f"{good}\n{line}\n")])
    assert [a.id for a in articles] == ["good"]
    assert len(rejected) == 1
    assert said in rejected[0].reason


def test_a_line_over_the_limit_is_skipped_and_the_next_is_read(tmp_path):
    lines = [json.dumps({"id": "a", "text": "word " * 5000}), json.dumps({"id": "b", "text": GOOD})]
    articles, rejected = read_inputs([write(tmp_path, "many.jsonl", "\n".join(lines))], Options(max_bytes=1000))
    assert [a.id for a in articles] == ["b"]
    assert "line 1" in rejected[0].source


def test_bytes_that_are_not_utf8_in_json(tmp_path):
    articles, rejected = read_inputs([write(tmp_path, "x.jsonl", b'{"text": "caf\xe9 closed"}\n{"id": "b", "text": "It closed."}\n')])
    assert [a.id for a in articles] == ["b"]
    assert "UTF-8" in rejected[0].reason


def test_half_of_a_surrogate_pair_does_not_stop_the_article(tmp_path):
    articles, rejected = read_inputs(
        [write(tmp_path, "x.jsonl", '{"id": "a\\ud800", "text": "It closed \\ud83d on Monday. \\ud83d\\ude00", "title": "\\udfff"}\n')]
    )
    assert rejected == []
    assert articles[0].text == "It closed \ufffd on Monday. \U0001f600"
    articles[0].id.encode("utf-8")
    str(articles[0].title).encode("utf-8")
    assert articles[0].notes


def test_one_article_given_twice_is_a_duplicate(tmp_path):
    path = write(tmp_path, "a.txt", GOOD)
    articles, rejected = read_inputs([path, path])
    assert len(articles) == 1
    assert "duplicate" in rejected[0].reason


@pytest.mark.parametrize("order", [1, -1])
def test_two_texts_under_one_id_are_both_kept_whatever_their_order(tmp_path, order):
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    inputs = [write(tmp_path / "x", "a.txt", GOOD), write(tmp_path / "y", "a.txt", GOOD + "It reopened.")]
    articles, rejected = read_inputs(inputs[::order])
    assert rejected == []
    assert {a.id: a.source for a in articles} == {"a.txt": inputs[0], "a.txt~2": inputs[1]}
    assert any("another article has the id" in note for a in articles for note in a.notes)


def test_a_made_up_id_never_takes_one_that_is_given(tmp_path):
    lines = [{"id": "a", "text": GOOD}, {"id": "a", "text": GOOD + "More."}, {"id": "a~2", "text": GOOD + "Even more."}]
    articles, _ = read_inputs([write(tmp_path, "x.jsonl", "\n".join(map(json.dumps, lines)))])
    assert sorted(a.id for a in articles) == ["a", "a~2", "a~3"]


def test_a_page_without_an_article(tmp_path):
    links = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(30))
    page = f"<!doctype html><html><head><title>Home</title></head><body><nav><ul>{links}</ul></nav></body></html>"
    assert "no article" in only_reason([write(tmp_path, "home.html", page)])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("map.xml", '<?xml version="1.0"?><urlset><url><loc>ftp://x.example/1</loc></url></urlset>', "lists no pages"),
        ("feeds.opml", '<?xml version="1.0"?>\n<opml version="2.0"><body></body></opml>', "list of pages"),
        ("empty.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "no entries"),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": 5}', "not a feed"),
        ("a.warc", "WARC/1.0\r\nWARC-Type: response\r\n", "lost"),
    ],
)
def test_lists_of_pages_and_archives_are_named(tmp_path, name, data, said):
    assert said in only_reason([write(tmp_path, name, data)])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://orle.example/bridge", "only http and https"),
        ("https://ada:secret@orle.example/", "password"),
        ("https://orle.example:22/", "unusual port"),
        ("http://[::1", "not a web address"),
        ("http:///nothing", "not a web address"),
        ("http://127.0.0.1/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://localhost:8080/", "private network"),
        ("http://0x7f000001/", "private network"),
    ],
)
def test_addresses_that_are_not_fetched(address, said):
    assert said in only_reason([address])


def test_nothing_of_a_folder_is_lost(tmp_path):
    (tmp_path / "sub").mkdir()
    write(tmp_path, "b.txt", GOOD)
    write(tmp_path / "sub", "a.txt", GOOD + "It reopened.")
    write(tmp_path, "empty.txt", b"")
    write(tmp_path, "photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")
    write(tmp_path, ".hidden", b"\x00")
    articles, rejected = read_inputs([str(tmp_path)])
    assert sorted(a.id for a in articles) == ["a.txt", "b.txt"]
    assert [os.path.basename(r.source) for r in rejected] == ["empty.txt", "photo.jpg"]


def test_a_file_that_may_not_be_read(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = write(tmp_path, "closed.txt", GOOD)
    os.chmod(path, 0)
    assert "cannot be read" in only_reason([path])


def test_standard_input_as_text_and_as_lines():
    articles, rejected = read_inputs(["-"], Options(stdin=io.BytesIO(GOOD.encode())))
    assert [a.text for a in articles] == [GOOD]
    assert rejected == []
    lines = "".join(json.dumps({"id": i, "text": f"{GOOD} {i}"}) + "\n" for i in range(300))
    articles, rejected = read_inputs(["-"], Options(stdin=io.BytesIO(lines.encode())))
    assert [a.id for a in articles] == [str(i) for i in range(300)]
    assert rejected == []


def test_empty_standard_input():
    assert "empty" in only_reason(["-"], Options(stdin=io.BytesIO(b"")))
