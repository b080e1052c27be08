"""Web pages: the body without furniture, the rest from what the page says of itself."""

import pytest

from rashomon.ingest import read_inputs

BODY = (
    "<p>The bridge over the Orle was closed on Monday after engineers found a crack in its deck, the council said.</p>"
    "<p>Traffic is being sent over the old ford until the end of the month, and buses run every hour.</p>"
    "<p>“We will not take risks,” said Mayor Ines Cole, who visited the site in the morning.</p>"
)


def page(head="", before="", after="", body=BODY):
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{before}<article>{body}</article>{after}</body></html>"


def read(tmp_path, markup):
    path = tmp_path / "a.html"
    path.write_text(markup, encoding="utf-8")
    articles, rejected = read_inputs([str(path)])
    assert rejected == []
    return articles[0]


def ld(content):
    return f'<script type="application/ld+json">{content}</script>'


def test_json_ld_stands_above_meta_tags(tmp_path):
    record = (
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Orle"},'
        '{"@type": ["NewsArticle"], "headline": "Bridge closed &amp; guarded", "datePublished": "2026-03-09T18:00:00+0100",'
        '"author": [{"@type": "Person", "name": "Ada Quill"}, {"name": "Tom Reed"}], "publisher": {"name": "The Orle Courier"}}]}'
    )
    head = ld(record) + '<meta property="og:title" content="Other"><meta property="article:published_time" content="2020-01-01">'
    article = read(tmp_path, page(head))
    assert article.title == "Bridge closed & guarded"
    assert article.published == "2026-03-09T18:00:00+01:00"
    assert article.authors == ("Ada Quill", "Tom Reed")
    assert article.outlet == "The Orle Courier"
    assert dict(article.found)["published"] == "json-ld"


def test_the_text_is_headline_then_body_without_furniture(tmp_path):
    nav = "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav><div class='cookie-banner'>We value your privacy</div>"
    foot = "<aside><h2>Most read</h2><ul><li><a href='/x'>Ten cakes</a></li></ul></aside><footer>All rights reserved</footer>"
    head = '<meta property="og:title" content="Bridge closed"><meta property="og:site_name" content="Orle Courier">'
    article = read(tmp_path, page(head, nav, foot, "<h1>Bridge closed</h1>" + BODY))
    assert article.text.startswith("Bridge closed\n\nThe bridge over the Orle was closed")
    assert article.text.count("Bridge closed") == 1
    assert "privacy" not in article.text
    assert "Ten cakes" not in article.text
    assert article.headline is not None
    assert article.text[article.headline.start : article.headline.end] == "Bridge closed"


@pytest.mark.parametrize(
    "head",
    [
        "<title>Bridge closed | Orle Courier</title><meta property='og:site_name' content='Orle Courier'>",
        "<meta name='twitter:title' content='Bridge closed - Orle Courier'><meta name='publisher' content='Orle Courier'>",
        ld('{"@type": "NewsArticle", "headline": "Bridge closed",}'),
        ld('<!-- {"@type": "NewsArticle", "headline": "Bridge closed"} -->'),
        ld('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Bridge closed"}}'),
        ld("{broken") + ld('[{"@type": "BlogPosting", "headline": "Bridge closed"}]'),
    ],
)
def test_titles_are_found_where_pages_put_them(tmp_path, head):
    assert read(tmp_path, page(head)).title == "Bridge closed"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="10 March 2026">', "2026-03-10"),
        ('<meta property="article:published_time" content="2026-03-10T09:30:00.123Z">', "2026-03-10T09:30:00Z"),
        ('<meta name="pubdate" content="Tue, 10 Mar 2026 09:30:00 GMT">', "2026-03-10T09:30:00Z"),
        ('<meta name="date" content="03/04/2026">', None),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_days_of_publication(tmp_path, head, published):
    assert read(tmp_path, page(head)).published == published


@pytest.mark.parametrize(
    ("head", "body", "authors", "way"),
    [
        ('<meta property="article:author" content="https://orle.example/authors/ada/"><meta name="byl" content="By Ada Quill">', "",
         ("Ada Quill",), "meta byl"),
        ('<meta name="article:author" content="orlecourier">', "<a rel='author' href='/a'>Ada Quill</a>", ("Ada Quill",), "author link"),
        ("", "<span itemprop='author'>Ada Quill</span>", ("Ada Quill",), "itemprop author"),
        ("", "<a rel='author' href='/ada'>All reports</a>", (), None),
        ("", "".join(f"<a rel='author' href='/{n}'>Ada Quill{n}</a>" for n in "abcde"), (), None),
        (ld('{"@type": "Article", "author": {"name": "Orle News"}, "publisher": {"name": "Orle News"}}'), "", ("Orle News",), "json-ld"),
    ],
)  # fmt: skip
def test_authors_are_people_before_the_house_and_never_addresses(tmp_path, head, body, authors, way):
    article = read(tmp_path, page(head, body=body + BODY))
    assert article.authors == authors
    assert dict(article.found).get("authors") == way


def test_a_time_element_is_the_last_resort(tmp_path):
    article = read(tmp_path, page(body="<time datetime='2026-03-10'>Tuesday</time>" + BODY))
    assert article.published == "2026-03-10"
    assert dict(article.found)["published"] == "time element"


def test_hostile_records_do_no_harm(tmp_path):
    head = ld("[" * 50_000) + ld('{"@type": "NewsArticle", "headline": {"a": 1}, "author": [[[]]], "publisher": 5, "datePublished": []}')
    article = read(tmp_path, page(head + "<title>Bridge closed</title>"))
    assert article.title == "Bridge closed"


def test_deep_nesting_is_rejected_or_read_but_never_raised(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<div>" * 30_000 + BODY, encoding="utf-8")
    articles, rejected = read_inputs([str(path)])
    assert len(articles) + len(rejected) == 1
