"""Indirect speech: what the article says that somebody said, thinks, wants or shows, read from the dependencies.

Each cue (verb, noun, "according to") with a complement gives a candidate; a small linear model over position, class and dependency features
and the words of our own list decides. Its weights (`analysis/data/quotes.json`) hold no word that is not in `lang/data/speech.tsv`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.analysis.quotes import attribution
from rashomon.analysis.quotes.reports import EDGE, Found, found
from rashomon.analysis.quotes.speakers import kind_of_source, place
from rashomon.analysis.tree import Tree
from rashomon.lang import speech
from rashomon.model import Quote, Span

SURE = 0.36  # belief from which a candidate is taken
COVERED = 0.9  # share of a content that a direct quote may hold before it counts as that quote


@dataclass(frozen=True, slots=True)
class Report:
    """A candidate: the content's range, the cue's tokens, the source's head (-1 for none) and the features."""

    start: int
    end: int
    cue: tuple[int, int]
    source: int
    features: Mapping[str, float]


def candidates(tree: Tree) -> Iterator[Report]:
    """Every cue with what it may report, in the order of the cues."""
    for one in found(tree):
        yield Report(one.start, one.end, one.cue, one.source, features(tree, one))


def features(tree: Tree, one: Found) -> dict[str, float]:
    """The numeric features of a candidate."""
    i, shape, span = one.cue[0], one.shape, (one.start, one.end)
    source = one.source if one.source >= 0 else None
    token = tree.tokens[i]
    noun = token.tag in ("NOUN", "ADJ")
    lemma = (speech.noun(tree.lower[i]) if noun else speech.verb(tree.lemmas[i]) or speech.verb(tree.lower[i])) or ""
    groups = speech.classes().get((lemma, "noun" if noun else "verb"), frozenset())
    main = next((g for g in ("say", "think", "intend", "stance", "show", "seem", "act", "holder") if g in groups), "none")
    words = tree.text[span[0] : span[1]].count(" ") + 1
    made = {
        "bias": 1.0,
        f"shape {shape}": 1.0,
        f"{main} {shape}": 1.0,
        "words": min(math.log(words + 1), 4.0),
        f"words {shape}": min(math.log(words + 1), 4.0),
        "quoted": float(any(c in '"“”' for c in tree.text[span[0] : span[1]])),
        "no source": float(source is None),
        f"form {token.fine}": 1.0,
        f"relation {token.relation}": 1.0,
        "negated": float(any(tree.lower[c] in ("not", "n't", "n’t", "never") for c in tree.children[i])),
        "passive": float(tree.child(i, "aux:pass", "nsubj:pass") is not None),
        "modal": float(any(tree.tokens[c].fine == "MD" for c in tree.children[i])),
        "root": float(token.head < 0),
        "content before": float(span[1] <= tree.starts[i]),
    }
    if one.preposition:
        made[f"preposition {one.preposition}"] = 1.0
        made[f"{main} preposition {one.preposition}"] = 1.0
    if lemma:
        made[f"word {lemma}"] = 1.0
        made[f"word {lemma} {shape.split(maxsplit=1)[0]}"] = 1.0
    elif token.tag == "ADJ":
        made[f"word {tree.lower[i]}"] = float(speech.adjective(tree.lower[i]))
        made["state of mind"] = float(speech.adjective(tree.lower[i]))
    for group in groups:
        made[f"group {group}"] = 1.0
        made[f"group {group} {shape.split(maxsplit=1)[0]}"] = 1.0
    if source is not None:
        kind = kind_of_source(tree, source)
        made[f"source {kind}"] = 1.0
        made[f"{main} source {kind}"] = 1.0
        made["source is I"] = float(tree.lower[source] in ("i", "we", "you", "it", "this"))
    return {k: v for k, v in made.items() if v}


def indirect_quotes(tree: Tree, direct: Sequence[Quote], table: Mapping[str, float] | None = None, sure: float = SURE) -> list[Quote]:
    """The indirect quotes of a text in order, none over another; what is already a direct quote is left out."""
    table = attribution.weights("indirect")["weights"] if table is None else table
    whole = [(q.start, q.end) for q in direct if not q.mixed]
    datelines = [b.end for b in tree.analysis.boilerplate if b.kind == "dateline"]
    scored = []
    for report in (behind_dateline(tree, r, datelines) for r in candidates(tree)):
        total = sum(table.get(name, 0.0) * value for name, value in report.features.items())
        belief = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        if belief >= sure and not held(report, whole):
            scored.append((belief, report))
    scored.sort(key=lambda s: (-round(s[0], 6), s[1].start, s[1].end))
    taken = [False] * (len(tree.tokens) + 1)
    quotes = []
    for belief, report in scored:
        inside = tree.inside(report.start, report.end)
        if any(taken[k] for k in inside):
            continue
        for k in inside:
            taken[k] = True
        source = place(tree, report.source) if report.source >= 0 else None
        if source is not None and source.start < report.end and report.start < source.end:
            source = None
        text = tree.text
        quotes.append(
            Quote(
                report.start,
                report.end,
                text[report.start : report.end],
                False,
                text[source.start : source.end] if source else None,
                source,
                Span(tree.starts[report.cue[0]], tree.ends[report.cue[1]]),
                score=round(belief, 4),
            )
        )
    return sorted(quotes, key=lambda q: (q.start, q.end))


def behind_dateline(tree: Tree, report: Report, ends: Sequence[int]) -> Report:
    """The candidate without the dateline that its range begins with."""
    k = bisect_left(ends, report.start + 1)
    if k == len(ends) or not report.start < ends[k] < report.end:
        return report
    start = ends[k]
    while start < report.end - 1 and tree.text[start] in EDGE:
        start += 1
    return replace(report, start=start)


def held(report: Report, whole: Sequence[tuple[int, int]]) -> bool:
    """Whether direct quotes cover most of a content, or the cue stands inside one."""
    first = max(0, bisect_left(whole, (report.start, 0)) - 1)
    covered = 0
    for start, end in whole[first : first + 50]:
        if start >= report.end:
            break
        covered += max(0, min(end, report.end) - max(start, report.start))
    return covered >= COVERED * (report.end - report.start)
