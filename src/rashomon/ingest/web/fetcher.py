"""One GET at a time: redirects checked again, robots.txt obeyed, hosts given time, bytes and seconds limited while they stream."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from rashomon.errors import InputError
from rashomon.ingest.items import Fetched
from rashomon.ingest.web.addresses import SafeBackend, check_url

AGENT = "rashomon/0.1 (news reconciliation; obeys robots.txt)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits of fetching. Seconds and bytes are of one answer; `delay` is the pause between two requests to one host.

    `longest_wait` is how long a host may ask us to wait before the request is given up.
    """

    max_bytes: int = 10_000_000
    seconds: float = 30.0
    delay: float = 1.0
    longest_wait: float = 20.0
    redirects: int = 5
    obey_robots: bool = True
    allow_private: bool = False


@dataclass(slots=True)
class _Host:
    """What is remembered of a host."""

    next_at: float = 0.0
    rules: Any = None
    asked: bool = False
    refused: str = ""
    delay: float = 0.0


@dataclass(slots=True)
class Fetcher:
    """Fetches; one for a run, so that it remembers hosts. `clock` and `sleep` are time.monotonic and time.sleep."""

    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _client: httpx.Client | None = None

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What is at the address; InputError says in one line why there is nothing."""
        for _ in range(self.manners.redirects + 1):
            check_url(url, allow_private=self.manners.allow_private)
            self._ask_robots(url)
            answer = self._one(url, etag, modified)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise InputError("redirected too often", where=url)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _ask_robots(self, url: str) -> None:
        if not self.manners.obey_robots:
            return
        parts = urlsplit(url)
        host = self._host(url)
        if not host.asked:
            host.asked = True
            self._read_robots(f"{parts.scheme}://{parts.netloc}/robots.txt", host)
        if host.refused:
            raise InputError("not fetched", where=url, why=host.refused)
        if host.rules is not None and not host.rules.can_fetch(url, AGENT):
            raise InputError("not fetched", where=url, why="the site's robots.txt asks not to")

    def _read_robots(self, url: str, host: _Host) -> None:
        from protego import Protego

        try:
            answer: Fetched | str = url
            for _ in range(self.manners.redirects + 1):
                check_url(str(answer), allow_private=self.manners.allow_private)
                answer = self._one(str(answer), None, None)
                if isinstance(answer, Fetched):
                    break
        except InputError as error:
            if "status 4" not in str(error):  # without an answer nobody knows what is allowed; a missing file allows everything
                host.refused = f"its robots.txt cannot be read: {error.why or error.what}"
            return
        if isinstance(answer, Fetched):
            host.rules = Protego.parse(answer.body[:512_000].decode("utf-8", "replace"))
            host.delay = min(float(host.rules.crawl_delay(AGENT) or 0.0), self.manners.longest_wait)

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).netloc.lower(), _Host())

    def _one(self, url: str, etag: str | None, modified: str | None) -> Fetched | str:
        """One request: what came, or the address that it points to. A busy host is asked once more after the time it names."""
        host = self._host(url)
        for last in (False, True):
            self._wait(host, url)
            try:
                answer = self._request(url, etag, modified)
            except (httpx.HTTPError, httpcore.ConnectError, OSError, ValueError) as error:
                raise InputError("cannot be fetched", where=url, why=_told(error)) from error
            finally:
                host.next_at = self.clock() + max(self.manners.delay, host.delay)
            if not isinstance(answer, float):
                return answer
            host.next_at = self.clock() + answer
            if last or answer > self.manners.longest_wait:
                raise InputError("cannot be fetched", where=url, why=f"the host asks to wait {answer:.0f} seconds", hint="try again later")
        raise AssertionError("unreachable")

    def _wait(self, host: _Host, url: str) -> None:
        pause = host.next_at - self.clock()
        if pause > self.manners.longest_wait:
            raise InputError("cannot be fetched", where=url, why=f"the host asks to wait {pause:.0f} seconds", hint="try again later")
        if pause > 0:
            self.sleep(pause)

    def _request(self, url: str, etag: str | None, modified: str | None) -> Fetched | str | float:
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "text/html,application/xml,application/json;q=0.9,*/*;q=0.5"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        end = self.clock() + self.manners.seconds
        with self._opened().stream("GET", url, headers=headers) as response:
            status = response.status_code
            if status == 304:
                return Fetched(url, b"", etag=etag, modified=modified, unchanged=True)
            if status in REDIRECTS and response.headers.get("location"):
                return urljoin(url, response.headers["location"])
            if status in BUSY:
                return _retry_after(response.headers.get("retry-after"))
            if status != 200:
                raise InputError("cannot be fetched", where=url, why=f"status {status}")
            body = b"".join(self._limited(response, end, url))
            kind, _, parameters = response.headers.get("content-type", "").partition(";")
            charset = parameters.partition("charset=")[2].strip(" \"'").split(";")[0] or None
            return Fetched(url, body, kind.strip().lower(), charset, response.headers.get("etag"), response.headers.get("last-modified"))

    def _limited(self, response: httpx.Response, end: float, url: str) -> Iterator[bytes]:
        """The body in pieces, unpacked here and not by the client: a small packed answer may be a huge one."""
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "gzip", "x-gzip", ""):
            raise InputError("cannot be fetched", where=url, why=f"an encoding that was not asked for ({coding[:20]})")
        unpack = zlib.decompressobj(wbits=31) if "gzip" in coding else None
        left = self.manners.max_bytes
        for raw in response.iter_raw():
            piece = unpack.decompress(raw, left + 1) if unpack else raw
            left -= len(piece)
            if left < 0 or (unpack and unpack.unconsumed_tail):
                raise InputError("cannot be fetched", where=url, why=f"larger than {self.manners.max_bytes:,} bytes")
            if self.clock() > end:
                raise InputError("cannot be fetched", where=url, why=f"slower than {self.manners.seconds:.0f} seconds")
            yield piece
        if unpack and not unpack.eof:
            raise InputError("cannot be fetched", where=url, why="the answer was cut off")

    def _opened(self) -> httpx.Client:
        if self._client is None:
            transport = httpx.HTTPTransport(verify=True, trust_env=False)
            transport._pool = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(trust_env=False),
                http2=True,
                max_keepalive_connections=8,
                keepalive_expiry=20.0,
                network_backend=SafeBackend(allow_private=self.manners.allow_private),
            )
            timeout = httpx.Timeout(min(10.0, self.manners.seconds))
            self._client = httpx.Client(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False)
        return self._client


def _retry_after(value: str | None) -> float:
    """Seconds to wait: a number, a date, or five where the host says nothing."""
    if value is None:
        return 5.0
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return 5.0


def _told(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:160]
