"""`rashomon search`: find articles in the library."""

from __future__ import annotations

import dataclasses
import json

import click

from rashomon.cli import console, database
from rashomon.errors import SettingError


@click.command("search")
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@database.option
@click.option("--outlet", metavar="NAME", help="Only of this outlet.")
@click.option("--since", metavar="DAY", help="Only published on this day or later (2025-01-21).")
@click.option("--until", metavar="DAY", help="Only published before this day.")
@click.option("--person", metavar="NAME", help="Only those that name this person: the whole name or one word of it.")
@click.option("--place", metavar="NAME", help="Only those that name this place.")
@click.option("--figure", metavar="NUMBER", help="Only those that tell this figure: 8, or '8 killed'.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help="At most so many.")
@database.as_json
def command(
    *,
    words: tuple[str, ...],
    database: str,
    outlet: str | None,
    since: str | None,
    until: str | None,
    person: str | None,
    place: str | None,
    figure: str | None,
    limit: int,
    json_lines: bool,
) -> None:
    """Find articles that hold all the words; put a phrase in double quotes inside single ones: '"chief of staff"'.

    Without words, those that fit the fields, the last published first.
    """
    from rashomon import library

    if not words and not any((outlet, since, until, person, place, figure)):
        raise SettingError("nothing to search for", hint="give words, or a field such as --person")
    with library.open_library(database, create=False) as desk:
        hits = desk.search(" ".join(words), outlet=outlet, since=since, until=until, person=person, place=place, figure=figure, limit=limit)
    for hit in hits:
        if json_lines:
            console.write(console.safe_json(json.dumps(dataclasses.asdict(hit), ensure_ascii=False)) + "\n")
        else:
            about = ", ".join(part for part in (hit.outlet, (hit.published or "")[:10], hit.article) if part)
            console.write(console.safe(f"{hit.title}\n  {about}\n  {hit.passage}\n"))
    if not hits and not json_lines:
        console.complain("nothing found")
