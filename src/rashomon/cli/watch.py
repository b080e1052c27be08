"""`rashomon watch`: feeds, continuously."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from rashomon.cli import console, database


@click.command("watch")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@database.option
@click.option("--every", type=click.IntRange(min=1), default=15, show_default=True, metavar="MINUTES", help="The time between two looks.")
@click.option("--once", is_flag=True, help="Look once and end.")
@database.allow_private
@click.pass_context
def command(ctx: click.Context, *, feeds: tuple[str, ...], database: str, every: int, once: bool, allow_private: bool) -> None:
    """Look at feeds again and again, take in what is new, and keep the stories of the library up to date.

    FEED is the address of a feed, or an OPML file that lists many. Told to end (Ctrl-C, SIGTERM), it finishes its look first.
    """
    from rashomon import library
    from rashomon.ingest.web import Fetcher, Manners

    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        if ended.is_set():
            raise KeyboardInterrupt
        ended.set()
        console.complain("ending after this look")

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    failed = 0
    fetcher = Fetcher(Manners(allow_private=allow_private))
    try:
        with library.open_library(database) as desk:
            while not ended.is_set():
                looked = desk.look(feeds, fetcher=fetcher)
                console.name_rejected(looked.failed)
                failed = len(looked.failed)
                run = looked.added.run
                quiet = f"{looked.unchanged} of {looked.feeds} feeds unchanged"
                console.write(f"{run.stored} new, {run.rejected} rejected, {len(looked.added.changed)} stories written; {quiet}\n")
                if once:
                    break
                ended.wait(every * 60)
    finally:
        fetcher.close()
        for number, handler in before.items():
            signal.signal(number, handler)
    ctx.exit(1 if failed and once else 0)
