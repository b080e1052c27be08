"""The process that parses what others wrote. It reads one request at a time from standard input and answers with a line of JSON.

A request is a line `{"what": "page" | "feed" | "sitemap" | "mail" | "rows", "size": N}` and N bytes. `guard` starts it, and kills it
when it takes too long.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sys
from typing import Any

from rashomon.errors import InputError

MEMORY = 2_000_000_000  # bytes of address space; a page that needs more is an attack


def limit_memory() -> None:
    """Let the system refuse memory over the limit, where it can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


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
    limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while header := sys.stdin.buffer.readline():
        request = json.loads(header)
        data = sys.stdin.buffer.read(request["size"])
        out.write(json.dumps(answer(request["what"], data)).encode() + b"\n")
        out.flush()
