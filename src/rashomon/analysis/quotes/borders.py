"""Where one report of indirect speech ends because another begins: "said it would pay and warned against delay", "..., calling it mad"."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.analysis.quotes.reports import EDGE, PARTED
from rashomon.analysis.tree import Tree

if TYPE_CHECKING:
    from rashomon.analysis.quotes.indirect import Report

APART = 0.4  # belief from which the inner report is one of its own
NEAR = 30  # candidates before and behind that are looked at
JOINTS = frozenset([",", "and", "but", "—", "while", "as", "that", "which"])  # words and marks that may bring in the inner clause
LINKS = ("and", "but", "or", "while")  # words that stay behind at the end of the outer content
SUREST = 4.0  # log odds beyond which more certainty says nothing


def pairs(tree: Tree, reports: Sequence[Report], beliefs: Sequence[float], sure: float) -> Iterator[tuple[int, int, int]]:
    """Each report whose content holds the cue of another, which follows its own: (outer, inner, where the outer would end)."""
    for o, outer in enumerate(reports):
        if beliefs[o] < sure:
            continue
        for n in range(max(0, o - NEAR), min(len(reports), o + NEAR + 1)):
            inner = reports[n]
            i = inner.cue[0]
            if beliefs[n] < sure or inner.cue == outer.cue or i <= outer.cue[1] or not outer.start <= tree.starts[i] < outer.end:
                continue
            first = tree.starts[tree.descendants(i)[0]]
            if inner.start >= first and (end := cut(tree, outer.start, first)) is not None:
                yield o, n, end


def cut(tree: Tree, start: int, first: int) -> int | None:
    """The end of a content that is cut before a position, without what links it to the rest; None where less than two words stay."""
    end = bare_end(tree.text, start, first)
    if tree.text[start:end].count(" ") < 1:
        return None
    last = tree.text[start:end].rsplit(maxsplit=1)[-1]
    if last.lower() in LINKS:
        end = bare_end(tree.text, start, end - len(last))
    return end if end > start else None


def bare_end(text: str, start: int, end: int) -> int:
    """The end of a stretch without the marks and space that it ends in."""
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return end


def features(tree: Tree, reports: Sequence[Report], beliefs: Sequence[float], o: int, n: int) -> dict[str, float]:
    """The features of a report within the content of another."""
    outer, inner = reports[o], reports[n]
    i, over = inner.cue[0], outer.cue[0]
    token = tree.tokens[i]
    relation = token.relation
    under = tree.descendants(i)
    before = tree.lower[under[0] - 1] if under[0] > 0 else ""
    step = "child" if token.head == over else "grandchild" if token.head >= 0 and tree.tokens[token.head].head == over else "deep"
    same_source = float(outer.source == inner.source and outer.source >= 0)
    own_subject = float(any(tree.tokens[c].relation in ("nsubj", "nsubj:pass") for c in tree.children[i]))
    made = {
        "bias": 1.0,
        f"relation {relation} {step}": 1.0,
        f"relation {relation} {step} parted": float(before in PARTED or before in LINKS),
        f"outer {outer.shape}": 1.0,
        f"inner {inner.shape}": 1.0,
        f"main {inner.main}": 1.0,
        f"main {inner.main} {relation}": 1.0,
        f"before {before if before in JOINTS else 'other'}": 1.0,
        "own subject": own_subject,
        f"own subject {relation}": own_subject,
        f"same form {relation}": float(token.fine == tree.tokens[over].fine),
        f"form {token.fine} {relation}": 1.0,
        "outer sure": odds(beliefs[o]),
        "inner sure": odds(beliefs[n]),
        f"inner sure {relation}": odds(beliefs[n]),
        "words before": min(math.log(1 + max(0, under[0] - tree.at(outer.start))), 4.0),
        "words behind": min(math.log(1 + max(0, tree.at(outer.end) - under[-1])), 4.0),
        "same source": same_source,
        f"same source {relation}": same_source,
        "no inner source": float(inner.source < 0),
    }
    return {name: value for name, value in made.items() if value}


def odds(belief: float) -> float:
    """Log odds of a belief, bounded, in units of two."""
    inner = min(max(belief, 1e-4), 1 - 1e-4)
    return max(-SUREST, min(SUREST, math.log(inner / (1 - inner)))) / 2
