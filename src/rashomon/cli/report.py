"""`rashomon report`: the main job, without set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rashomon.cli import console, database, output, pages

if TYPE_CHECKING:
    from rashomon.library import Explanation
    from rashomon.model import Report


@click.command("report")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", "target", metavar="FILE", help="Write to a file; its ending chooses the format.")
@click.option("--format", "form", type=click.Choice(output.FORMATS), help="html, json, md (with footnotes) or text.")
@click.option("--one-story", is_flag=True, help="Take all inputs as reports of one event.")
@click.option("--model", metavar="spacy:NAME", help="Read names and syntax with a spaCy pipeline of your own.")
@click.option("--explain", "explain_id", metavar="ID", help="Instead of the account, say why the item with this id is in it.")
@database.allow_private
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="The largest article that is read, in bytes (10 million).")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    inputs: tuple[str, ...],
    target: str | None,
    form: str | None,
    one_story: bool,
    model: str | None,
    explain_id: str | None,
    allow_private: bool,
    max_bytes: int | None,
) -> None:
    """Read reports, group them into stories, and write one sourced account for each story.

    INPUT is a text, an HTML page, a JSON Lines or Parquet file, a feed, a sitemap, a web archive (WARC, WACZ) or a newsletter (.eml), as a
    file or an address; a folder of them; or - for standard input.
    Without -o the account is a readable page in the terminal.

    \b
    rashomon report a.txt b.html c.txt
    rashomon report reports/ -o account.html
    cat reports.jsonl | rashomon report - --format json
    """
    from rashomon import library

    form = output.choose(target, form)
    file = target if target != "-" else None
    if file is not None:
        output.check_target(file, inputs)
    reader = library.load_model(model)
    watch = console.Watch()
    try:
        skip = [file] if file else []
        articles, rejected = library.read_inputs(inputs, max_bytes=max_bytes, skip=skip, allow_private=allow_private, progress=watch.read)
        watch.clear()
        console.name_rejected(rejected)
        console.name_notes(articles)
        report = library.report_articles(articles, rejected, one_story=one_story, progress=watch.step, model=reader)
    finally:
        watch.clear()
    if explain_id is not None:
        console.write(console.safe(_explained(library.explain(report, explain_id), report)))
    else:
        pages.hand_out(report, form, target)
    ctx.exit(1 if report.rejected else 0)


def _explained(found: tuple[Explanation, ...], report: Report) -> str:
    """Why an item is there, for a person."""
    outlets = {article.id: article.outlet or article.id for article in report.articles}
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.id}: {one.about}")
        lines.append(f"  {one.part} of the story {one.story}")
        lines.extend(f"  {name}: {value}" for name, value in one.decided)
        if one.score is not None:
            lines.append(f"  belief: {one.score:.2f}")
        lines.extend(f"  because: {reason}" for reason in one.reasons)
        lines.append("  words:")
        lines.extend(
            f"    {outlets.get(c.article, c.article)}, {c.article} [{c.start}, {c.end}): {' '.join(c.text.split())}" for c in one.citations
        )
    return "\n".join(lines) + "\n"
