"""`rashomon stories` and `rashomon story`: what the library knows of events."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import click

from rashomon.cli import console, database, output


@click.command("stories")
@database.option
@click.option("--about", metavar="WORDS", help="Only those whose title, summary or conflicts hold the words.")
@click.option("--conflicting", is_flag=True, help="Only those with a conflict; with --about, the conflicts must hold the words.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="At most so many.")
@database.as_json
def many(*, database: str, about: str | None, conflicting: bool, limit: int, json_lines: bool) -> None:
    """List the stories of the library, the last updated first."""
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        found = desk.stories(about=about, conflicting=conflicting)
    for story in found[:limit]:
        row = story.row
        if json_lines:
            values: dict[str, Any] = dataclasses.asdict(row)
            values.pop("state")
            console.write(console.safe_json(json.dumps(values, ensure_ascii=False)) + "\n")
        else:
            counts = f"{len(row.articles)} reports of {row.origins} origins, {row.conflicts} conflicts"
            locked = ", locked" if row.locked else ""
            console.write(console.safe(f"{row.title}\n  {counts}, updated {row.updated}{locked}, {row.id}\n"))
    if len(found) > limit:
        console.complain(f"{len(found) - limit} more; raise --limit")


@click.command("story")
@click.argument("id", metavar="ID")
@database.option
@click.option("-o", "--output", "target", metavar="FILE", help="Write to a file; its ending chooses the format.")
@click.option("--format", "form", type=click.Choice(output.FORMATS), help="html, json, md (with footnotes) or text.")
@click.option("--news", is_flag=True, help="Only say what is new against the account before this one.")
def one(*, id: str, database: str, target: str | None, form: str | None, news: bool) -> None:
    """Show the account of a story, named by its id or that of one of its articles."""
    from rashomon import library
    from rashomon.cli import pages

    form = output.choose(target, form)
    if target is not None and target != "-":
        output.check_target(target, ())
    with library.open_library(database, create=False) as desk:
        if news:
            console.write(console.safe(f"{desk.story(id).news()}\n"))
            return
        found = desk.story(id).report()
    pages.hand_out(found, form, target)


@click.command("changes")
@click.argument("id", metavar="ARTICLE")
@database.option
@database.as_json
def changes(*, id: str, database: str, json_lines: bool) -> None:
    """Say what a new version of an article says otherwise than the one that it replaces: headline, numbers, quotes."""
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        found = desk.changes(id)
    for change in found:
        if json_lines:
            console.write(console.safe_json(json.dumps(dataclasses.asdict(change), ensure_ascii=False)) + "\n")
        else:
            console.write(console.safe(change.line()) + "\n")
    if not found and not json_lines:
        console.complain("nothing that counts has changed")
