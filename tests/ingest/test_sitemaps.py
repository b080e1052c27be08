"""Sitemaps: the newest pages that they list are fetched, and what is not is told."""

import gzip

import pytest

import web_server
from rashomon.errors import InputError
from rashomon.ingest import Options, read_inputs
from rashomon.ingest.sitemaps import looks_like_sitemap, read_sitemap
from rashomon.ingest.web import Fetcher, Manners

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>SITE/page/old</loc><lastmod>2026-03-01</lastmod></url>
<url><loc>SITE/page/new</loc><news:news><news:publication><news:name>Orle Courier</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-03-10T09:30:00Z</news:publication_date><news:title>Bridge shut</news:title></news:news></url>
<url><loc>javascript:alert(1)</loc></url><url><loc>file:///etc/passwd</loc></url>
</urlset>"""


@pytest.fixture
def site():
    with web_server.running() as opened:
        opened.files = {"/news.xml": NEWS.replace("SITE", opened.url).encode()}
        opened.files["/news.xml.gz"] = gzip.compress(opened.files["/news.xml"])
        parts = "".join(f"<sitemap><loc>{opened.url}/{name}</loc></sitemap>" for name in ("news.xml.gz", "gone.xml", "page"))
        opened.files["/index.xml"] = f"<sitemapindex>{parts}</sitemapindex>".encode()
        yield opened


@pytest.fixture
def options():
    fetcher = Fetcher(Manners(allow_private=True, delay=0.0))
    yield Options(fetcher=fetcher)
    fetcher.close()


@pytest.mark.parametrize("name", ["news.xml", "news.xml.gz"])
def test_the_pages_of_a_sitemap_become_articles_newest_first(site, options, name):
    articles, rejected = read_inputs([f"{site.url}/{name}"], options)
    assert rejected == []
    assert [a.url for a in articles] == [f"{site.url}/page/new", f"{site.url}/page/old"]
    new, old = articles
    assert (new.title, new.outlet, new.published) == ("Bridge closed", "Orle Courier", "2026-03-10T09:30:00Z")
    assert dict(new.found)["published"] == dict(new.found)["outlet"] == "sitemap"
    assert any("the sitemap says 'Bridge shut'" in note for note in new.notes)
    assert old.published is None


def test_an_index_leads_to_its_sitemaps_and_what_fails_is_told(site, options):
    articles, rejected = read_inputs([f"{site.url}/index.xml"], options)
    assert len(articles) == 2
    assert {(r.source.rpartition("/")[2], "404" in r.reason, "not a sitemap" in r.reason) for r in rejected} == {
        ("gone.xml", True, False),
        ("page", False, True),
    }


def test_a_file_is_followed_when_named_but_not_when_it_lies_in_a_folder(site, options, tmp_path):
    (tmp_path / "map.xml").write_bytes(site.files["/news.xml"])
    articles, rejected = read_inputs([str(tmp_path)], options)
    assert articles == [] and "give the sitemap by itself" in rejected[0].reason
    assert site.asked == []
    articles, rejected = read_inputs([str(tmp_path / "map.xml")], options)
    assert len(articles) == 2 and rejected == []


def test_more_pages_than_are_fetched_are_counted(site, options):
    places = "".join(f"<url><loc>{site.url}/private/{n}</loc></url>" for n in range(130))
    site.files["/many.xml"] = f"<urlset>{places}</urlset>".encode()
    articles, rejected = read_inputs([f"{site.url}/many.xml"], options)
    assert articles == []
    assert sum("robots.txt" in r.reason for r in rejected) == 100
    assert any("30 older pages" in r.reason for r in rejected)


def test_entities_are_not_opened():
    hostile = b"""<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&c;&c;"><!ENTITY c "ccccc">]>
    <urlset><url><loc>https://x.example/&a;&b;</loc></url><url><loc>https://x.example/2</loc></url></urlset>"""
    assert [page.url for page in read_sitemap(hostile).pages if "ccccc" in page.url] == []


@pytest.mark.parametrize(
    "data", [b"", b"<urlset", b"<rss/>", gzip.compress(b"<urlset>")[:-9], gzip.compress(b"<urlset>" + b" " * 60_000_000)]
)
def test_what_is_no_sitemap_is_told_or_empty(data):
    try:
        assert read_sitemap(data).pages == ()
    except InputError as error:
        assert "sitemap" in str(error)


def test_a_sitemap_is_known_by_its_beginning():
    assert looks_like_sitemap(gzip.compress(NEWS.encode())[:200])
    assert looks_like_sitemap(b'\xef\xbb\xbf<?xml version="1.0"?><!-- made --><sitemapindex>')
    assert not looks_like_sitemap(b"<rss>") and not looks_like_sitemap(b"\x1f\x8b\x08junk")
