"""A web server of this machine with everything that a fetcher can meet: pages, feeds, redirects, bombs, slow and busy hosts."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = (
    "<p>The bridge over the Orle was closed on Monday after engineers found a crack in its deck, the council said.</p>"
    "<p>Traffic is being sent over the old ford until the end of the month, and buses run every hour.</p>"
)
LONG = "Traffic is being sent over the old ford until the end of the month, and buses run every hour, said the council. " * 5


class Site(ThreadingHTTPServer):
    """What the site answers can be changed by a test; `asked` lists the paths that were asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.robots = "User-agent: *\nDisallow: /private/\n"
        self.robots_status = 200
        self.busy_once = True
        self.page = (
            f"<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>{PARAGRAPHS}</article></body></html>"
        )
        self.items = ["one", "two"]
        self.files: dict[str, bytes] = {}

    @property
    def url(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error."""

    def answer(self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """Every path that there is."""
        site, path = self.server, self.path
        site.asked.append(path)
        if path == "/robots.txt":
            self.answer(site.robots.encode(), "text/plain", site.robots_status)
        elif path in site.files:
            self.answer(site.files[path], "application/xml")
        elif path.startswith(("/page", "/private")):
            self.conditional(site.page.encode())
        elif path == "/feed":
            self.conditional(self.feed(), "application/rss+xml")
        elif path.startswith("/loop"):
            self.answer(b"", status=302, Location=f"/loop{len(path)}")
        elif path == "/moved":
            self.answer(b"", status=301, Location="/page")
        elif path == "/to-file":
            self.answer(b"", status=302, Location="file:///etc/passwd")
        elif path == "/bomb":
            self.answer(gzip.compress(b"<p>" + b"a" * 30_000_000), Content_Encoding="gzip")
        elif path == "/brotli":
            self.answer(b"x", Content_Encoding="br")
        elif path == "/packed":
            self.answer(gzip.compress(site.page.encode()), Content_Encoding="gzip")
        elif path == "/cut":
            self.answer(gzip.compress(site.page.encode())[:-20], Content_Encoding="gzip")
        elif path == "/slow":
            self.slow()
        elif path == "/endless":
            self.endless()
        elif path == "/busy":
            busy, site.busy_once = site.busy_once, False
            self.answer(site.page.encode(), status=503 if busy else 200, **({"Retry_After": "3"} if busy else {}))
        elif path == "/busy-until":
            self.answer(b"", status=503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")
        elif path == "/inside":
            self.answer(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")
        elif path == "/very-busy":
            self.answer(b"", status=429, Retry_After="86400")
        elif path == "/latin":
            body = b"<html><body><article><h1>Caf\xe9 closed</h1>" + PARAGRAPHS.encode() + b"</article></body></html>"
            self.answer(body, "text/html; charset=iso-8859-1")
        else:
            self.answer(b"gone", status=404)

    def conditional(self, body: bytes, kind: str = "text/html") -> None:
        """An answer that says when nothing is new."""
        tag, day = f'"{hash(body)}"', "Tue, 10 Mar 2026 09:30:00 GMT"
        asked = self.headers.get("If-None-Match")  # stands above the day, where both are sent
        if asked == tag or (asked is None and self.headers.get("If-Modified-Since") == day):
            self.send_response(304)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.answer(body, kind, ETag=tag, Last_Modified=day)

    def feed(self) -> bytes:
        """A feed whose first entry is a teaser and whose others carry their texts."""
        items = "".join(
            f"<item><title>Report {name}</title><link>{self.server.url}/page/{name}</link>"
            f"<description>{'Short.' if number == 0 else LONG + name}</description></item>"
            for number, name in enumerate(self.server.items)
        )
        return f"<rss version='2.0'><channel><title>Orle Courier</title>{items}</channel></rss>".encode()

    def slow(self) -> None:
        """A byte now and then."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b"a")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def endless(self) -> None:
        """A body without an end."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"a" * 100_000)
        except OSError:
            return


@contextmanager
def running() -> Iterator[Site]:
    """The site, for as long as the block lasts."""
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()
