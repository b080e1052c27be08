"""How a library is, for Prometheus: gauges of what it holds and counters of what a watch did, in the text format."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest, start_http_server, write_to_textfile

from rashomon.errors import SettingError

if TYPE_CHECKING:
    from rashomon.library.values import Looked, Status

HOLDS = {
    "articles": "articles stored",
    "stories": "stories with an account",
    "analyses": "articles that were read",
    "rejected": "inputs that could not be read",
    "duplicates": "inputs that were there already",
    "judgements": "persons' decisions that hold",
}
DID = {"stored": "articles stored", "duplicate": "inputs that were there already", "rejected": "inputs rejected"}


class Metrics:
    """The figures of one library. They stay as they were last set: serving them asks nothing of the database."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._holds = {name: Gauge(f"rashomon_{name}", told, registry=self._registry) for name, told in HOLDS.items()}
        self._waiting = Gauge("rashomon_waiting", "articles to read, or read by an older version", registry=self._registry)
        self._looks = Counter("rashomon_looks", "looks at all feeds", registry=self._registry)
        self._did = {name: Counter(f"rashomon_looks_{name}", told, registry=self._registry) for name, told in DID.items()}
        self._written = Counter("rashomon_accounts_written", "accounts written", registry=self._registry)
        self._failed = Gauge("rashomon_feeds_failed", "feeds that failed at the last look", registry=self._registry)
        self._last = Gauge("rashomon_last_look_timestamp_seconds", "when the last look ended", registry=self._registry)
        self._took = Gauge("rashomon_last_look_seconds", "how long the last look took", registry=self._registry)

    def hold(self, status: Status) -> None:
        """Set what the library holds."""
        for name, gauge in self._holds.items():
            gauge.set(getattr(status.counts, name))
        self._waiting.set(status.waiting)

    def looked(self, looked: Looked, seconds: float) -> None:
        """Count what a look did."""
        self._looks.inc()
        for name, counter in self._did.items():
            counter.inc(getattr(looked.added.run, name))
        self._written.inc(len(looked.added.changed))
        self._failed.set(len(looked.failed))
        self._took.set(seconds)
        self._last.set(time.time())

    def text(self) -> str:
        """The figures in the text format of Prometheus."""
        return generate_latest(self._registry).decode()

    def write(self, path: str) -> None:
        """The same into a file, whole or not at all, as the text-file collector reads it; SettingError when it cannot be written."""
        try:
            write_to_textfile(path, self._registry)
        except OSError as error:
            raise SettingError(f'"{path}" cannot be written', why=error.strerror or str(error)) from error

    def serve(self, port: int) -> None:
        """Serve them on a port of this machine alone (127.0.0.1) until the program ends; SettingError when the port is taken."""
        try:
            start_http_server(port, addr="127.0.0.1", registry=self._registry)
        except OSError as error:
            raise SettingError(f"the metrics cannot be served on port {port}", why=error.strerror or str(error)) from error
