"""`rashomon judge`: a person's decisions."""

from __future__ import annotations

import click

from rashomon.cli import console, database
from rashomon.errors import SettingError


@click.command("judge")
@click.argument("kind", type=click.Choice(("same", "different", "unsure", "merge", "split", "lock")), required=False)
@click.argument("ids", nargs=-1, metavar="ID...")
@database.option
@click.option("--who", metavar="NAME", help="Who decides; your user name if not given.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take a judgement back.")
@click.option("--list", "listed", is_flag=True, help="Show the judgements, those taken back too.")
def command(*, kind: str | None, ids: tuple[str, ...], database: str, who: str | None, undo: int | None, listed: bool) -> None:
    """Decide what grouping and reconciliation must obey; the machine's own results stay beside it.

    \b
    rashomon judge same ARTICLE ARTICLE         two articles report one event
    rashomon judge different ARTICLE ARTICLE    they do not
    rashomon judge same ITEM ITEM               two figures, dates, quotes, names or facts of one story
    rashomon judge different ITEM ITEM          are one, or are not
    rashomon judge merge STORY STORY            two stories are one
    rashomon judge split ARTICLE STORY          the article is not of the story
    rashomon judge lock STORY                   the story keeps its articles

    ITEM is an id of the account (rashomon story ID --format json) or one mention, ARTICLE:START-END.
    """
    from rashomon import library

    with library.open_library(database, create=False) as desk:
        if listed:
            for row in desk.judgements(undone=True):
                undone = f", taken back {row.undone}" if row.undone else ""
                console.write(console.safe(f"{row.id}  {row.kind} {row.first} {row.second}  ({row.who}, {row.at}{undone})\n"))
        elif undo is not None:
            desk.undo(undo)
            changed = desk.refresh().changed
            console.write(f"judgement {undo} taken back; {len(changed)} stories written\n")
        elif kind is None:
            raise SettingError("no judgement is given", hint="see rashomon judge --help")
        else:
            wanted = 1 if kind == "lock" else 2
            if len(ids) != wanted:
                raise SettingError(f"{kind} needs {wanted} id{'s' if wanted > 1 else ''}, not {len(ids)}")
            number = desk.judge(kind, *ids, who=who)
            changed = desk.refresh().changed
            console.write(f"judgement {number} kept; {len(changed)} stories written\n")
