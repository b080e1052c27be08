"""`rashomon cluster`: which articles tell the same story."""

from __future__ import annotations

import json

import click

from rashomon.cli import console


@click.command("cluster")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--online/--batch", "online", default=False, help="As articles arrive, or all at once (default): one result.")
@click.option("--no-revision", is_flag=True, help="With --online: the stories as they stood before the last revision.")
@click.option("--no-vectors", is_flag=True, help="Compare words, names, numbers and dates only: faster, a little less sure.")
@click.option("--explain", "pair", nargs=2, metavar="A B", help="Say what speaks for and against two articles being one story.")
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="The largest article that is read, in bytes (10 million).")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    inputs: tuple[str, ...],
    online: bool,
    no_revision: bool,
    no_vectors: bool,
    pair: tuple[str, str] | None,
    max_bytes: int | None,
) -> None:
    """Write the story of each article: one JSON object a line, {"id", "story"}, in the order of arrival.

    A story is named by its oldest article. What was noticed about an article or a story goes to standard error.
    """
    from rashomon import library

    watch = console.Watch()
    try:
        articles, rejected = library.read_inputs(inputs, max_bytes=max_bytes, progress=watch.read)
        watch.clear()
        console.name_rejected(rejected)
        console.name_notes(articles)
        if pair:
            console.write("".join(f"{console.safe(line)}\n" for line in library.explain_pair(articles, *pair, with_vectors=not no_vectors)))
        else:
            groups = library.cluster_articles(articles, online=online, revise=not no_revision, with_vectors=not no_vectors)
            story_of = {key: group.id for group in groups for key in group.articles}
            for group in groups:
                for note in group.notes:
                    console.complain(f"story {group.id}: {note}")
            lines = (json.dumps({"id": one.id, "story": story_of[one.id]}, ensure_ascii=False) for one in articles if one.id in story_of)
            console.write("".join(f"{console.safe_json(line)}\n" for line in lines))
    finally:
        watch.clear()
    ctx.exit(1 if rejected else 0)
