"""Watching feeds: what is new is taken once, teasers are replaced by their pages, and a failing feed costs nothing of the others."""

import pytest

import rashomon
import web_server
from rashomon.errors import InputError
from rashomon.ingest import from_opml, to_opml
from rashomon.ingest.web import Fetcher, Manners


@pytest.fixture
def site():
    with web_server.running() as opened:
        yield opened


@pytest.fixture
def fetcher():
    opened = Fetcher(Manners(allow_private=True, delay=0))
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path):
    with rashomon.open_library(tmp_path / "desk.db") as opened:
        yield opened


def test_what_is_new_is_taken_once(site, fetcher, desk):
    feed = f"{site.url}/feed"
    assert desk.look([feed], fetcher=fetcher).added.run.stored == 2
    again = desk.look([feed], fetcher=fetcher)
    assert (again.unchanged, again.added.run.seen) == (1, 0)
    site.items.append("three")
    third = desk.look([feed], fetcher=fetcher)
    assert third.added.run.stored == 1
    assert third.added.run.seen == third.added.run.stored + third.added.run.duplicate
    assert desk.check() == ()


def test_a_teaser_is_replaced_by_its_page(site, fetcher, desk):
    desk.look([f"{site.url}/feed"], fetcher=fetcher)
    page = desk.article(f"{site.url}/page/one")
    assert "The bridge over the Orle was closed" in page.text
    assert page.outlet == "Orle Courier"
    assert any("the feed says 'Report one'" in note for note in page.notes)
    assert site.asked.count("/page/one") == 1
    assert "/page/two" not in site.asked


def test_a_teaser_whose_page_cannot_be_had_is_kept(site, fetcher, desk):
    site.robots = "User-agent: *\nDisallow: /page/\n"
    desk.look([f"{site.url}/feed"], fetcher=fetcher)
    teaser = desk.article(f"{site.url}/page/one")
    assert "Short." in teaser.text
    assert any("robots.txt" in note for note in teaser.notes)


def test_a_failing_feed_costs_nothing_of_the_others(site, fetcher, desk):
    looked = desk.look([f"{site.url}/nothing", f"{site.url}/page", f"{site.url}/feed"], fetcher=fetcher)
    assert [("404" in r.reason, "feed" in r.reason) for r in looked.failed] == [(True, False), (False, True)]
    assert looked.added.run.stored == 2


def test_a_changed_page_is_a_new_version(site, fetcher, desk):
    page = f"{site.url}/page"
    site_text = site.page
    desk.add(page, fetcher=fetcher)
    site.page = site_text.replace("a crack", "two cracks")
    assert desk.add(page, fetcher=fetcher).run.stored == 1
    assert desk.article(f"{page}~2").replaces == page
    assert desk.add(page, fetcher=fetcher).run.duplicate == 1


def test_lists_of_feeds(tmp_path, desk, site, fetcher):
    feeds = (f"{site.url}/feed", "https://x.example/a?b=1&c=2")
    assert from_opml(to_opml(feeds)) == feeds
    (tmp_path / "feeds.opml").write_text(to_opml(feeds[:1]), encoding="utf-8")
    assert desk.look([tmp_path / "feeds.opml"], fetcher=fetcher).added.run.stored == 2
    (tmp_path / "empty.opml").write_text("<opml/>", encoding="utf-8")
    for bad in ("empty.opml", "nowhere.opml"):
        with pytest.raises(InputError):
            desk.look([tmp_path / bad], fetcher=fetcher)


def test_what_was_watched_is_handed_out_as_a_list_that_can_be_watched(site, fetcher, desk, tmp_path):
    (tmp_path / "note.txt").write_text("Ferry late\n\nThe ferry was late on Monday, the council said.\n", encoding="utf-8")
    desk.add(tmp_path / "note.txt", f"{site.url}/page", fetcher=fetcher)
    desk.look([f"{site.url}/feed", f"{site.url}/nothing"], fetcher=fetcher)
    assert from_opml(desk.opml()) == (f"{site.url}/feed",)
    (tmp_path / "feeds.opml").write_text(desk.opml(), encoding="utf-8")
    assert desk.look([tmp_path / "feeds.opml"], fetcher=fetcher).unchanged == 1


def test_of_a_sitemap_the_pages_that_are_not_held_are_taken(site, fetcher, desk, monkeypatch):
    def lists(*names):
        pages = "".join(f"<url><loc>{site.url}/{name}</loc></url>" for name in names)
        site.files["/map.xml"] = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{pages}</urlset>".encode()

    for name in ("a", "b", "c"):
        site.files[f"/{name}.html"] = site.page.replace("Bridge closed", f"Bridge {name}").replace("a crack", f"a crack {name}").encode()
    lists("a.html", "b.html", "nothing.html")
    monkeypatch.setattr("rashomon.pipeline.watching.MOST_PAGES", 2)
    first = desk.look([f"{site.url}/map.xml"], fetcher=fetcher).added.run
    second = desk.look([f"{site.url}/map.xml"], fetcher=fetcher).added.run
    assert (first.stored, first.seen, second.rejected, second.stored) == (2, 2, 1, 0)
    lists("a.html", "b.html", "c.html", "nothing.html")
    assert desk.look([f"{site.url}/map.xml"], fetcher=fetcher).added.run.seen == 1
    assert desk.article(f"{site.url}/c.html").title == "Bridge c"
    assert [site.asked.count(f"/{name}.html") for name in ("a", "b", "c", "nothing")] == [1, 1, 1, 1]
    assert f"{site.url}/map.xml" in [source.source for source in desk.sources()]
    assert desk.check() == ()
