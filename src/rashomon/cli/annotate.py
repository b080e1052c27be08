"""`rashomon annotate`: the layers of each article as JSON Lines."""

from __future__ import annotations

import json

import click

from rashomon.cli import console

ALL = ("sentences", "tokens", "mentions", "references", "chains", "times", "quantities", "quotes", "claims", "boilerplate")


@click.command("annotate")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--layers", metavar="NAME,...", help=f"Some of: {', '.join(ALL)}.")
@click.option("--model", metavar="spacy:NAME", help="Read names and syntax with a spaCy pipeline of your own.")
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="The largest article that is read, in bytes (10 million).")
@click.pass_context
def command(ctx: click.Context, *, inputs: tuple[str, ...], layers: str | None, model: str | None, max_bytes: int | None) -> None:
    """Write what is read out of each article: one JSON object a line, {"id", "layers": {...}}, in the order of the inputs.

    Positions are code points into the article's text. `mentions` are names; `references` are the nouns and pronouns that stand for them.
    """
    from rashomon import library

    chosen = library.chosen_layers(layers)
    reader = library.load_model(model)
    watch = console.Watch()
    try:
        articles, rejected = library.read_inputs(inputs, max_bytes=max_bytes, progress=watch.read)
        watch.clear()
        console.name_rejected(rejected)
        console.name_notes(articles)
        for done, analysis in enumerate(library.annotate_articles(articles, model=reader), 1):
            line = json.dumps(library.as_layers(analysis, chosen), ensure_ascii=False, allow_nan=False)
            watch.clear()
            console.write(console.safe_json(line) + "\n")
            watch.step("annotated", done, len(articles))
    finally:
        watch.clear()
    ctx.exit(1 if rejected else 0)
