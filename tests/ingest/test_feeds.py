"""Feeds: each entry is an article, with what the feed says of it."""

import json

import pytest

from rashomon.errors import InputError
from rashomon.ingest import read_inputs
from rashomon.ingest.feeds import plain_text, read_feed

BODY = "<p>The bridge over the Orle was closed on Monday.</p><p>Engineers had found a &quot;crack&quot; in its deck &amp; its rail.</p>" + (
    "<p>Traffic is being sent over the old ford until the end of the month, and buses run every hour, said the council of Orle.</p>" * 3
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Orle Courier</title><link>https://courier.example/</link><language>en</language>
<item><title>Bridge closed &amp; guarded</title><link>https://courier.example/bridge</link><dc:creator>Ada Quill</dc:creator>
<pubDate>Tue, 10 Mar 2026 09:30:00 +0100</pubDate><description>Teaser only.</description>
<content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>Market opens</title><link>https://courier.example/market</link><description>The market opens today.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Orle Post</title><id>urn:x</id>
<entry><title>Bridge closed</title><id>urn:1</id><link href="https://post.example/1"/><published>2026-03-10T09:30:00Z</published>
<author><name>Tom Reed</name></author>
<content type="html">&lt;p&gt;The bridge was closed on Monday, the council said.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Orle Weekly",
    "items": [
        {
            "id": "1",
            "url": "https://weekly.example/1",
            "title": "Bridge closed",
            "content_html": "<p>It was closed.</p>",
            "date_published": "2026-03-10",
        },
        {"id": "2", "content_text": "The market opens today.", "authors": [{"name": "Ada"}]},
        "no item",
    ],
}


def read(tmp_path, name, data):
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    articles, rejected = read_inputs([str(path)])
    assert rejected == []
    return articles


def test_rss(tmp_path):
    first, second = read(tmp_path, "feed.xml", RSS)
    assert first.id == first.url == "https://courier.example/bridge"
    assert (first.title, first.outlet, first.authors) == ("Bridge closed & guarded", "Orle Courier", ("Ada Quill",))
    assert first.published == "2026-03-10T08:30:00Z"
    assert dict(first.found)["published"] == "feed"
    assert first.text.startswith("Bridge closed & guarded\n\nThe bridge over the Orle was closed on Monday.\n")
    assert 'a "crack" in its deck & its rail.' in first.text
    assert first.headline is not None and first.text[first.headline.start : first.headline.end] == first.title
    assert not any("teaser" in note for note in first.notes)
    assert any("teaser" in note for note in second.notes)


def test_atom(tmp_path):
    (article,) = read(tmp_path, "feed.atom", ATOM)
    assert (article.title, article.outlet, article.published) == ("Bridge closed", "Orle Post", "2026-03-10T09:30:00Z")


def test_json_feed(tmp_path):
    first, second = read(tmp_path, "feed.json", json.dumps(JSON_FEED))
    assert (first.id, first.outlet, first.published) == ("https://weekly.example/1", "Orle Weekly", "2026-03-10")
    assert second.text == "The market opens today."
    assert second.authors == ("Ada",)


def test_a_feed_that_the_fast_parser_refuses_is_read_by_the_patient_one():
    broken = RSS.replace("</channel></rss>", "").replace("<title>Orle Courier</title>", "<title>Orle & Courier</title>")
    assert [entry.link for entry in read_feed(broken.encode()).entries] == [
        "https://courier.example/bridge",
        "https://courier.example/market",
    ]


def test_a_feed_that_calls_itself_a_page_is_read(tmp_path):
    page = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://x.example/">'
    assert read_feed(RSS.replace("<rss", f"{page}\n<!-- made by hand -->\n<rss").encode()).title == "Orle Courier"
    old = RSS.replace("<rss", '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">\n<rss')
    assert [a.title for a in read(tmp_path, "old.xml", old)] == ["Bridge closed & guarded", "Market opens"]


@pytest.mark.parametrize("unit", ["a", "a.b-", "a@", "("])
@pytest.mark.parametrize("around", ["{}", "<![CDATA[{}]]>"])
def test_a_hostile_author_is_cut_before_the_patient_parser_reads_it(unit, around):
    broken = RSS.replace("<dc:creator>Ada Quill", f"<author>{around.format(unit * 100_000)}</author><dc:creator>Ada &quill; & Co")
    entries = read_feed(broken.replace("</channel></rss>", "").encode()).entries
    assert entries[0].title == "Bridge closed & guarded"


def test_a_document_without_an_element_is_a_feed_without_entries():
    assert read_feed(b"<?xml version='1.0'?><!-- nothing today -->").entries == ()


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"{", b"<html></html>", b"\x00\xff" * 50, b"<rss", b'{"items": {"a": 1}}'])
def test_what_is_no_feed_is_told(data):
    try:
        assert read_feed(data).entries == ()
    except InputError as error:
        assert "feed" in str(error)


def test_markup_of_entries_is_taken_away_in_one_pass():
    assert plain_text("<p>One<br>two</p><script>evil()</script><b>th</b>ree &lt;b&gt;") == "One\ntwo\nthree <b>"
    for hostile in ("<" * 200_000, "<script " * 30_000, "<p" * 100_000, "&" * 200_000, "<!--" * 50_000):
        assert isinstance(plain_text(hostile), str)
