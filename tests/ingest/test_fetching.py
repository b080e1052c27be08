"""Fetching from the web: safe, polite, limited. The site is a real server of this machine."""

import shutil
import ssl
import subprocess

import pytest

import web_server
from rashomon.errors import InputError
from rashomon.ingest import Options, read_inputs
from rashomon.ingest.web import Fetcher, Manners
from rashomon.ingest.web.addresses import is_public


@pytest.fixture
def site():
    with web_server.running() as opened:
        yield opened


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def moments():
    return Time()


@pytest.fixture
def fetcher(moments):
    opened = Fetcher(Manners(allow_private=True, max_bytes=1_000_000, seconds=5.0), clock=moments.clock, sleep=moments.sleep)
    yield opened
    opened.close()


def refused(fetcher, url):
    with pytest.raises(InputError) as error:
        fetcher.get(url)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_page_becomes_an_article_named_by_its_address(site, fetcher):
    articles, rejected = read_inputs([f"{site.url}/page"], Options(fetcher=fetcher))
    assert rejected == []
    assert articles[0].id == articles[0].url == f"{site.url}/page"
    assert articles[0].text.startswith("Bridge closed\n\nThe bridge over the Orle")


def test_a_feed_becomes_its_articles(site, fetcher):
    articles, rejected = read_inputs([f"{site.url}/feed"], Options(fetcher=fetcher))
    assert rejected == []
    assert [a.title for a in articles] == ["Report one", "Report two"]


def test_what_cannot_be_fetched_is_rejected_with_its_reason(site, fetcher):
    articles, rejected = read_inputs([f"{site.url}/nothing", f"{site.url}/page"], Options(fetcher=fetcher))
    assert len(articles) == 1
    assert [(r.source, "404" in r.reason) for r in rejected] == [(f"{site.url}/nothing", True)]


def test_nothing_inside_the_network_is_fetched_unless_allowed(site):
    fetcher = Fetcher(Manners(delay=0))
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0"):
        assert "private network" in refused(fetcher, f"http://{host}:8080/page")
    assert "unusual port" in refused(fetcher, f"{site.url}/page")
    fetcher.close()
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


def test_robots_are_obeyed_and_asked_once(site, fetcher):
    assert "robots.txt" in refused(fetcher, f"{site.url}/private/page")
    fetcher.get(f"{site.url}/page")
    assert site.asked == ["/robots.txt", "/page"]


def test_no_robots_file_allows_everything(site, fetcher):
    site.robots_status = 404
    assert fetcher.get(f"{site.url}/private/page").body


def test_a_robots_file_that_cannot_be_read_forbids_everything(site, fetcher):
    site.robots_status = 500
    assert "robots.txt cannot be read" in refused(fetcher, f"{site.url}/page")
    assert site.asked == ["/robots.txt"]


def test_a_host_is_given_time_between_requests(site, fetcher, moments):
    for _ in range(3):
        fetcher.get(f"{site.url}/page")
    assert moments.slept == [1.0, 1.0, 1.0]


def test_the_delay_that_a_site_asks_for_is_kept(site, fetcher, moments):
    site.robots = "User-agent: *\nCrawl-delay: 7\n"
    fetcher.get(f"{site.url}/page")
    fetcher.get(f"{site.url}/page")
    assert moments.slept[-1] == 7.0


def test_a_busy_host_is_asked_again_after_the_time_that_it_names(site, fetcher, moments):
    assert fetcher.get(f"{site.url}/busy").body
    assert 3.0 in moments.slept


def test_a_host_that_asks_to_wait_a_day_is_left_alone(site, fetcher):
    assert "86400 seconds" in refused(fetcher, f"{site.url}/very-busy")
    asked = len(site.asked)
    assert "wait" in refused(fetcher, f"{site.url}/page")
    assert len(site.asked) == asked


def test_nothing_new_costs_nothing(site, fetcher):
    first = fetcher.get(f"{site.url}/page")
    again = fetcher.get(f"{site.url}/page", etag=first.etag)
    assert again.unchanged
    assert again.body == b""


def test_a_host_without_tags_is_asked_by_day(site, fetcher):
    first = fetcher.get(f"{site.url}/page")
    assert first.modified is not None
    assert fetcher.get(f"{site.url}/page", modified=first.modified).unchanged


def test_a_day_until_which_to_wait_is_kept_too(site, fetcher):
    assert "asks to wait" in refused(fetcher, f"{site.url}/busy-until")


def test_a_redirect_into_a_private_network_is_not_followed(site, monkeypatch):
    from rashomon.ingest.web import addresses

    public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.1" or public(number))
    monkeypatch.setattr(addresses, "PORTS", frozenset({80, int(site.url.rpartition(":")[2])}))
    fetcher = Fetcher(Manners(delay=0))
    assert "private network" in refused(fetcher, f"{site.url}/inside")
    assert fetcher.get(f"{site.url}/page").body
    fetcher.close()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_certificate_that_nobody_vouches_for_is_refused(site, fetcher, tmp_path):
    key, certificate = str(tmp_path / "key"), str(tmp_path / "certificate")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    reason = refused(fetcher, site.url.replace("http://127.0.0.1", "https://localhost") + "/page")
    assert "certificate" in reason.lower()
    assert site.asked == []


def test_redirects_are_followed_a_few_times_and_checked_again(site, fetcher):
    assert fetcher.get(f"{site.url}/moved").url == f"{site.url}/page"
    assert "redirected too often" in refused(fetcher, f"{site.url}/loop")
    assert "only http and https" in refused(fetcher, f"{site.url}/to-file")


@pytest.mark.parametrize("path", ["bomb", "endless"])
def test_too_much_is_stopped_while_it_streams(site, fetcher, path):
    assert "1,000,000 bytes" in refused(fetcher, f"{site.url}/{path}")


def test_encodings_that_were_not_asked_for_are_refused(site, fetcher):
    assert "br" in refused(fetcher, f"{site.url}/brotli")
    assert "cut off" in refused(fetcher, f"{site.url}/cut")
    assert b"Bridge closed" in fetcher.get(f"{site.url}/packed").body


def test_a_host_that_drips_is_left(site):
    fetcher = Fetcher(Manners(allow_private=True, seconds=0.3, delay=0))
    assert "seconds" in refused(fetcher, f"{site.url}/slow")
    fetcher.close()


def test_the_servers_encoding_is_used(site, fetcher):
    articles, _ = read_inputs([f"{site.url}/latin"], Options(fetcher=fetcher))
    assert articles[0].title == "Caf\u00e9 closed"
