"""`rashomon copies`: which articles share one text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli import console

if TYPE_CHECKING:
    from rashomon.model import Copies, SharedSpan


@click.command("copies")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="The largest article that is read, in bytes (10 million).")
@click.pass_context
def command(ctx: click.Context, *, inputs: tuple[str, ...], max_bytes: int | None) -> None:
    """Write the groups of articles that share one text: one JSON object a line.

    {"members", "kind", "origin", "agency", "shared", "differences", "reasons"}; `kind` is identical, light-edit, truncated or excerpt.
    An article that only lifts sentences is no copy: its object has itself as the one member, and `lifted` names the sentences.
    """
    from rashomon import library

    watch = console.Watch()
    try:
        articles, rejected = library.read_inputs(inputs, max_bytes=max_bytes, progress=watch.read)
        watch.clear()
        console.name_rejected(rejected)
        console.name_notes(articles)
        groups, lifted = library.copies_of(articles)
        rows = [*(_lifted(one) for one in lifted), *(_group(one) for one in groups)]
        console.write("".join(f"{console.safe_json(json.dumps(row, ensure_ascii=False))}\n" for row in rows))
    finally:
        watch.clear()
    ctx.exit(1 if rejected else 0)


def _group(found: Copies) -> dict[str, Any]:
    return {
        "members": list(found.members),
        "kind": found.kind,
        "origin": found.origin,
        "agency": found.agency,
        "shared": [_span(one) for one in found.shared],
        "differences": [_span(one) for one in found.differences],
        "reasons": list(found.reasons),
    }


def _lifted(found: Copies) -> dict[str, Any]:
    return {
        "members": [found.members[-1]],
        "kind": found.kind,
        "lifted": [_span(one) for one in found.shared],
        "reasons": list(found.reasons),
    }


def _span(shared: SharedSpan) -> list[dict[str, Any]]:
    return [{"article": c.article, "start": c.start, "end": c.end, "text": c.text} for c in (shared.here, shared.there)]
