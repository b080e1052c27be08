"""The process that parses what others wrote. It reads one request at a time from standard input and answers with a line of JSON.

A request is a line `{"what": "page" | "feed" | "sitemap" | "mail" | "rows", "size": N, "seconds": S}` and N bytes. `guard` starts it. A
request that takes more than S seconds of processor time ends the process, and so does `guard` when it waits for too long.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

from rashomon.errors import InputError

MEMORY = 2_000_000_000  # bytes of address space; a page that needs more is an attack
OVERTIME = getattr(signal, "SIGPROF", 0)  # the signal of which the process dies in the middle of whatever it does


def limit_memory() -> None:
    """Let the system refuse memory over the limit, where it can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """A block that may take so many seconds of processor time; where the system counts none, `guard` alone watches it."""
    if not OVERTIME:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def answer(what: str, data: bytes) -> dict[str, Any]:
    """What comes of one request: `{"done": ...}`, or `{"what", "why", "hint"}` of the InputError."""
    try:
        return {"done": _parsed(what, data)}
    except InputError as error:
        return {"what": error.what, "why": error.why, "hint": error.hint}
    except (MemoryError, RecursionError) as error:
        return {"what": "the input cannot be parsed", "why": type(error).__name__, "hint": ""}


def _parsed(what: str, data: bytes) -> Any:
    from rashomon.ingest import feeds, mail, page, sitemaps, tables

    if what == "rows":
        request = json.loads(data)
        return tables.rows(request["path"], request["start"], request["max_bytes"])
    if what == "page":
        return dataclasses.asdict(page.read_page(data.decode("utf-8", "surrogatepass")))
    if what == "sitemap":
        return dataclasses.asdict(sitemaps.read_sitemap(data))
    if what == "mail":
        return dataclasses.asdict(mail.read_mail(data))
    return dataclasses.asdict(feeds.read_feed(data))


def main() -> None:
    """Serve until standard input ends. Nothing else may write to the pipe of the answers."""
    from rashomon.ingest import xml_feeds  # noqa: F401 - loaded before the time of the first input runs

    limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while header := sys.stdin.buffer.readline():
        request = json.loads(header)
        data = sys.stdin.buffer.read(request["size"])
        with limited(request["seconds"]):
            told = answer(request["what"], data)
        out.write(json.dumps(told).encode() + b"\n")
        out.flush()
