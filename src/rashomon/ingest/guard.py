"""Parses in a process that can be killed: a page or a feed that hangs or swells costs its own reading and nothing else."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest.entries import Entry, Feed
from rashomon.ingest.mail import Mail
from rashomon.ingest.metadata import Metadata
from rashomon.ingest.page import Page
from rashomon.ingest.sitemaps import Listed, Sitemap
from rashomon.ingest.worker import OVERTIME

SECONDS = 10.0  # of processor time, which an input spends alike on an idle and on a busy machine
PATIENCE = 6.0  # times as long is waited on the clock, for a process that is kept from running or sleeps
HOME = Path(__file__).resolve().parents[2]  # the folder that holds this package
COMMAND = "from rashomon.ingest.worker import main; main()"
ARROW = {"ARROW_DEFAULT_MEMORY_POOL": "system"}  # its other pools reserve more addresses than the worker may have
LONGEST_ANSWER = 200_000_000


class Guard:
    """One worker process, started when first needed and again after each kill. Close it when done."""

    def __init__(self, seconds: float = SECONDS, waiting: float | None = None) -> None:
        self._seconds = seconds
        self._waiting = PATIENCE * seconds if waiting is None else waiting
        self._process: subprocess.Popen[bytes] | None = None

    def page(self, markup: str) -> Page:
        """See `page.read_page`; InputError also for a page that takes too long or too much memory."""
        found = self._ask("page", markup.encode("utf-8", "surrogatepass"))
        about = found["about"]
        about["authors"] = tuple(about["authors"])
        about["found"] = tuple((field, way) for field, way in about["found"])
        return Page(found["text"], found["title"], Metadata(**about), tuple(found["notes"]))

    def feed(self, data: bytes) -> Feed:
        """See `feeds.read_feed`; InputError also for a feed that takes too long or too much memory."""
        found = self._ask("feed", data)
        return Feed(found["title"], found["language"], tuple(Entry(**entry) for entry in found["entries"]))

    def sitemap(self, data: bytes) -> Sitemap:
        """See `sitemaps.read_sitemap`; the same of a sitemap."""
        found = self._ask("sitemap", data)
        return Sitemap(tuple(Listed(**one) for one in found["pages"]), tuple(Listed(**one) for one in found["sitemaps"]))

    def mail(self, data: bytes) -> Mail:
        """See `mail.read_mail`; the same of a mail."""
        return Mail(**self._ask("mail", data))

    def rows(self, path: str, start: int, max_bytes: int) -> list[dict[str, Any]]:
        """See `tables.rows`; the same of a table."""
        request = {"path": os.path.abspath(path), "start": start, "max_bytes": max_bytes}
        found: list[dict[str, Any]] = self._ask("rows", json.dumps(request).encode())
        return found

    def kill(self) -> None:
        """Kill the worker and leave its pipes to whoever waits for its answer in another thread, and who will be told of its end."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # what was not sent yet cannot be sent any more
                        pipe.close()
            self._process = None

    def _ask(self, what: str, data: bytes) -> Any:
        process = self._started()
        try:
            told = json.loads(self._exchange(process, what, data))
        except (OSError, ValueError, EOFError) as error:
            self.close()
            late = isinstance(error, TimeoutError) or process.returncode == -OVERTIME
            why = f"it takes longer than {self._seconds:g} seconds" if late else _why(error)
            raise InputError("the input cannot be parsed", why=why) from error
        if "done" not in told:
            raise InputError(told["what"], why=told["why"], hint=told["hint"])
        return told["done"]

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: modules that lie in the current folder, among the inputs of others, are not imported.
            paths = [str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", COMMAND],
                env=os.environ | ARROW | {"PYTHONPATH": os.pathsep.join(paths)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], what: str, data: bytes) -> bytes:
        """Send the request and wait for the whole answer, until the time is over."""
        assert process.stdin is not None and process.stdout is not None
        end = time.monotonic() + self._waiting
        header = json.dumps({"what": what, "size": len(data), "seconds": self._seconds}).encode() + b"\n"
        sender = threading.Thread(target=_send, args=(process.stdin, header + data), daemon=True)
        sender.start()
        parts: list[bytes] = []
        size = 0
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not parts or not parts[-1].endswith(b"\n"):
                if not selector.select(max(0.0, end - time.monotonic())):
                    raise TimeoutError
                part = os.read(process.stdout.fileno(), 1 << 16)
                size += len(part)
                if not part or size > LONGEST_ANSWER:
                    raise EOFError
                parts.append(part)
        sender.join()
        return b"".join(parts)


def _send(pipe: Any, data: bytes) -> None:
    try:
        pipe.write(data)
        pipe.flush()
    except (OSError, ValueError):  # the worker died; the reader of its answer notices
        return


def _why(error: Exception) -> str:
    return "the parser gave up, for lack of memory or by a fault of its own" if isinstance(error, EOFError) else str(error)[:100]
