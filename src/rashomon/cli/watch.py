"""`rashomon watch`: feeds, continuously."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from rashomon.cli import console, database

if TYPE_CHECKING:
    from rashomon.library import Library, Looked
    from rashomon.library.metrics import Metrics

STEP = 20.0  # seconds of work in the background, after which it is seen whether to end
WHOLE = 24 * 3600.0  # seconds between two groupings of the whole library


@click.command("watch")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@database.option
@click.option("--every", type=click.IntRange(min=1), default=15, show_default=True, metavar="MINUTES", help="The time between two looks.")
@click.option("--once", is_flag=True, help="Look once and end.")
@database.allow_private
@click.option("--metrics-file", metavar="FILE", help="Write figures for Prometheus to a file after each look.")
@click.option("--metrics-port", type=click.IntRange(1, 65535), metavar="N", help="Serve them on a port of this machine.")
@console.log_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    feeds: tuple[str, ...],
    database: str,
    every: int,
    once: bool,
    allow_private: bool,
    metrics_file: str | None,
    metrics_port: int | None,
) -> None:
    """Look at feeds again and again, take in what is new, and keep the stories of the library up to date.

    FEED is the address of a feed or a sitemap, or an OPML file that lists many. Told to end (Ctrl-C, SIGTERM), it finishes its look first.
    Between looks it reads again what an older version read, and once a day it groups the whole library anew.
    """
    from rashomon import library
    from rashomon.ingest.web import Fetcher, Manners
    from rashomon.library.metrics import Metrics

    metrics = Metrics()
    if metrics_port is not None:
        metrics.serve(metrics_port)
    failed = 0
    fetcher = Fetcher(Manners(allow_private=allow_private))
    try:
        with _ending() as ended, library.open_library(database) as desk:
            grouped = time.monotonic()
            while not ended.is_set():
                start = time.monotonic()
                looked = desk.look(feeds, fetcher=fetcher)
                metrics.looked(looked, time.monotonic() - start)
                failed = len(looked.failed)
                _tell(desk, looked)
                _publish(desk, metrics, metrics_file)
                if once:
                    break
                if time.monotonic() - grouped > WHOLE:
                    desk.refresh(whole=True)
                    grouped = time.monotonic()
                _work(desk, ended, start + every * 60)
                _publish(desk, metrics, metrics_file)
                ended.wait(max(0.0, start + every * 60 - time.monotonic()))
    finally:
        fetcher.close()
    ctx.exit(1 if failed and once else 0)


@contextmanager
def _ending() -> Iterator[threading.Event]:
    """An event that is set when the program is told to end; told twice, it ends at once."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        if ended.is_set():
            raise KeyboardInterrupt
        ended.set()
        console.complain("ending after this look")

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(desk: Library, looked: Looked) -> None:
    """One line for the look, one for each story that changed: what is new in it."""
    console.name_rejected(looked.failed)
    run, changed = looked.added.run, looked.added.changed
    quiet = f"{looked.unchanged} of {looked.feeds} feeds unchanged"
    text = f"{run.stored} new, {run.rejected} rejected, {len(changed)} stories written; {quiet}"
    console.report(
        "look",
        text,
        stored=run.stored,
        duplicate=run.duplicate,
        rejected=run.rejected,
        written=len(changed),
        feeds=looked.feeds,
        unchanged=looked.unchanged,
        failed=len(looked.failed),
    )
    for id in changed:
        story = desk.story(id)
        console.report("story", f"  {story.row.title}: {story.news()}", id=id, title=story.row.title, news=story.news())


def _publish(desk: Library, metrics: Metrics, file: str | None) -> None:
    metrics.hold(desk.status())
    if file is not None:
        metrics.write(file)


def _work(desk: Library, ended: threading.Event, until: float) -> None:
    """Read again what an older version read, a little at a time, as long as there is time before the next look."""
    while not ended.is_set() and time.monotonic() < until:
        left = desk.status().waiting
        written = desk.catch_up(min(STEP, until - time.monotonic())).changed
        waiting = desk.status().waiting
        if left != waiting or written:
            console.report("caught up", f"{left - waiting} read again, {len(written)} stories written, {waiting} wait", waiting=waiting)
        if not waiting and not written:
            return
