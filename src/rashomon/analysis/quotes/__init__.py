"""Quotes: who said what, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rashomon.analysis.annotator import Annotator
from rashomon.analysis.quotes.direct import direct_quotes
from rashomon.analysis.quotes.indirect import indirect_quotes
from rashomon.analysis.quotes.posts import posts
from rashomon.analysis.tree import Tree
from rashomon.model import Analysis, Quote


def run(analysis: Analysis) -> Analysis:
    """Fill the quotes layer. The speaker is the source's own words here; the step that makes chains puts the full name in its place."""
    tree = Tree(analysis)
    direct = direct_quotes(tree)
    direct = [*direct, *posts(analysis.article.text, direct)]
    return replace(analysis, quotes=ordered(direct, indirect_quotes(tree, direct)))


def ordered(direct: Sequence[Quote], indirect: Sequence[Quote]) -> tuple[Quote, ...]:
    """All quotes in the order of the text, with the links between the halves of split quotes kept."""
    rows = sorted(
        [(q.start, -q.end, k, q) for k, q in enumerate(direct)] + [(q.start, -q.end, -1, q) for q in indirect], key=lambda r: r[:3]
    )
    index = {k: n for n, (_, _, k, _) in enumerate(rows) if k >= 0}
    return tuple(replace(q, continues=index[q.continues]) if q.continues >= 0 else q for _, _, _, q in rows)


def joined(quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    """Utterances as plain values: the parts of a split quote become one row from the first mark to the last, with its `parts`."""
    rows: list[dict[str, Any]] = []
    row_of: dict[int, int] = {}
    for k, quote in enumerate(quotes):
        part = {"start": quote.start, "end": quote.end}
        if quote.continues in row_of:
            row_of[k] = row_of[quote.continues]
            row = rows[row_of[k]]
            row["end"] = quote.end
            row["parts"].append(part)
            continue
        row_of[k] = len(rows)
        rows.append(
            {
                **part,
                "direct": quote.direct,
                "mixed": quote.mixed,
                "speaker": quote.speaker,
                "source": {"start": quote.source.start, "end": quote.source.end} if quote.source else None,
                "cue": {"start": quote.cue.start, "end": quote.cue.end} if quote.cue else None,
                "addressee": quote.addressee,
                "chain": quote.chain,
                "score": quote.score,
                "parts": [part],
            }
        )
    return rows


ANNOTATOR = Annotator("quotes", "2", ("article", "tokens", "sentences", "mentions"), ("quotes",), run)
