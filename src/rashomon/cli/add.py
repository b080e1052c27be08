"""`rashomon add`: inputs into the library."""

from __future__ import annotations

import click

from rashomon.cli import console, database


@click.command("add")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@database.option
@click.option("--no-read", is_flag=True, help="Only take the articles in; read and group them at the next add.")
@database.allow_private
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="The largest article that is read, in bytes (10 million).")
@console.log_option
@click.pass_context
def command(
    ctx: click.Context, *, inputs: tuple[str, ...], database: str, no_read: bool, allow_private: bool, max_bytes: int | None
) -> None:
    """Take articles into the library, read them, and bring its stories up to date.

    What is there already is not taken twice; what cannot be read is kept with its reason (see rashomon retry).
    An interrupted add goes on where it ended when it is called again.
    """
    from rashomon import library

    watch = console.Watch()
    with library.open_library(database) as desk:
        try:
            added = desk.add(*inputs, max_bytes=max_bytes, refresh=not no_read, allow_private=allow_private, progress=watch.step)
        finally:
            watch.clear()
    console.name_rejected(added.rejected)
    run = added.run
    unchanged = f", {run.unchanged} inputs unchanged" if run.unchanged else ""
    stories = "" if no_read else f"; {len(added.changed)} stories written"
    text = f"{run.seen} seen = {run.stored} stored + {run.duplicate} duplicate + {run.rejected} rejected{unchanged}{stories}"
    numbers = {name: getattr(run, name) for name in ("seen", "stored", "duplicate", "rejected", "unchanged")}
    console.report("added", text, **numbers, written=len(added.changed))
    ctx.exit(1 if run.rejected else 0)
