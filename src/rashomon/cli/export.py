"""`rashomon export`: accounts of the library as files."""

from __future__ import annotations

import click

from rashomon.cli import console, database, output
from rashomon.errors import SettingError


@click.command("export")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@database.option
@click.option("-o", "--output", "folder", required=True, metavar="FOLDER", help="The folder for the files; made where it is not there.")
@click.option("--format", "form", type=click.Choice(output.FORMATS), default="html", show_default=True, help="The form of each file.")
@click.option("--about", metavar="WORDS", help="Stories whose title, summary or conflicts hold the words.")
@click.option("--conflicting", is_flag=True, help="Stories with a conflict; with --about, the conflicts must hold the words.")
@click.option("--all", "every", is_flag=True, help="Every story.")
def command(*, ids: tuple[str, ...], database: str, folder: str, form: str, about: str | None, conflicting: bool, every: bool) -> None:
    """Write the accounts of stories as files, one a story: those with these ids, or those that the options choose.

    A file is named by the story's title in plain letters and some digits that follow from its id; it is written whole or not at all.
    """
    from rashomon import library

    chosen = about is not None or conflicting or every
    if bool(ids) == chosen:
        raise SettingError("no stories are chosen" if not ids else "give ids or options, not both", hint="give ids, --about or --all")
    with library.open_library(database, create=False) as desk:
        stories = [desk.story(id) for id in ids] if ids else desk.stories(about=about, conflicting=conflicting)
        for path in desk.export(folder, stories, form=form):
            console.write(console.safe(f"{path}\n"))
    if not stories:
        console.complain("no story fits")
