"""`rashomon status`, `check`, `sources` and `retry`: how the library is."""

from __future__ import annotations

import dataclasses
import json

import click

from rashomon.cli import console, database


@click.command("status")
@database.option
@database.as_json
@click.option("--metrics", is_flag=True, help="In the text format of Prometheus.")
@click.option("--ledger", type=click.IntRange(min=1), metavar="N", help="Also the last N things that happened.")
def status(*, database: str, json_lines: bool, metrics: bool, ledger: int | None) -> None:
    """Say what the library holds, what waits to be read, and what its last runs did."""
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        found = desk.status()
        happened = desk.ledger(ledger) if ledger else ()
    if metrics:
        from rashomon.library.metrics import Metrics

        shown = Metrics()
        shown.hold(found)
        console.write("".join(f"{line}\n" for line in shown.text().splitlines() if "look" not in line and "feeds" not in line))
        return
    if json_lines:
        rows = [dataclasses.asdict(row) for row in happened]
        console.write(console.safe_json(json.dumps(dataclasses.asdict(found) | ({"ledger": rows} if ledger else {}))) + "\n")
        return
    c = found.counts
    console.write(
        f"{c.articles} articles, {c.stories} stories, {c.duplicates} duplicates, {c.rejected} rejected, {c.judgements} judgements\n"
    )
    console.write(f"{found.waiting} articles wait to be read\n")
    for run in found.runs:
        console.write(
            f"run {run.id} of {run.started}: {run.seen} seen = {run.stored} stored + {run.duplicate} duplicate + {run.rejected} rejected\n"
        )
    for line in happened:
        console.write(console.safe(f"{line.at} {line.what}: {line.subject}: {line.detail}\n"))


@click.command("check")
@database.option
@click.pass_context
def check(ctx: click.Context, *, database: str) -> None:
    """Verify the library: the database, the search index, every text and all raw bytes by their digests, every citation."""
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        faults = desk.check()
        counts = desk.status().counts
    for fault in faults:
        console.complain(fault)
    if not faults:
        console.write(f"all is well: {counts.articles} articles, {counts.stories} stories\n")
    ctx.exit(1 if faults else 0)


@click.command("sources")
@database.option
@database.as_json
@click.option("--opml", is_flag=True, help="The feeds that were watched, as an OPML list for any reader of feeds.")
def sources(*, database: str, json_lines: bool, opml: bool) -> None:
    """List the inputs that were read, and how far."""
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        if opml:
            console.write(desk.opml())
            return
        found = desk.sources()
    for position in found:
        if json_lines:
            console.write(console.safe_json(json.dumps(dataclasses.asdict(position), ensure_ascii=False)) + "\n")
        else:
            done = "" if position.done else ", not to its end"
            console.write(console.safe(f"{position.source}: {position.items} items{done}\n"))


@click.command("retry")
@database.option
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="The largest article that is read, in bytes (10 million).")
@click.option("--list", "listed", is_flag=True, help="Only show what was rejected.")
@click.pass_context
def retry(ctx: click.Context, *, database: str, max_bytes: int | None, listed: bool) -> None:
    """Read again what was rejected, from its kept bytes or its file."""
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        if listed:
            for row in desk.rejected():
                console.write(console.safe(f"{row.source}: {row.reason}\n"))
            return
        done = desk.retry(max_bytes=max_bytes)
        left = desk.rejected()
    console.name_rejected(left)
    console.write(f"{done.run.stored} stored, {done.run.duplicate} duplicate, {len(left)} still rejected\n")
    ctx.exit(1 if left else 0)
