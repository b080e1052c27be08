"""Indirect speech: what the article says that somebody said, thinks, wants or shows, read from the dependencies.

Each cue (verb, noun, "according to") with a complement gives candidates; a small linear model over position, class and dependency features
and the words of our own list decides. Its weights (`analysis/data/quotes.json`) hold no word that is not in `lang/data/speech.tsv` but
prepositions, conjunctions, particles and auxiliaries. A second one decides where one report ends because another begins.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.analysis.quotes import attribution, borders
from rashomon.analysis.quotes.reports import EDGE, Found, found
from rashomon.analysis.quotes.speakers import kind_of_source, place
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import speech
from rashomon.model import Quote, Span

SURE = 0.4  # belief from which a candidate is taken
WEAKER = 0.1  # what a cue that mostly reports nothing loses where two candidates lie over one another
COVERED = 0.9  # share of a content that a direct quote may hold before it counts as that quote
NEAR = 30  # candidates before and behind that may lie within one another; bounds the work on one endless sentence
MAIN = ("say", "think", "intend", "stance", "show", "seem", "act", "holder")  # classes of a cue, what counts most first
FUNCTION = frozenset(["aux", "mark", "advmod", "case", "det", "expl"])  # relations of the words that shape a cue's clause


@dataclass(frozen=True, slots=True)
class Report:
    """A candidate with its features: the content's range, the cue's tokens and the source's head (-1 for none)."""

    start: int
    end: int
    cue: tuple[int, int]
    source: int
    shape: str
    main: str
    features: Mapping[str, float]


def candidates(tree: Tree, direct: Sequence[Quote]) -> list[Report]:
    """Every cue with what it may report and is not a direct quote, in the order of the cues."""
    whole = [(q.start, q.end) for q in direct if not q.mixed]
    datelines = [b.end for b in tree.analysis.boilerplate if b.kind == "dateline"]
    rows = [one for one in (behind_dateline(tree, r, datelines) for r in found(tree)) if not held(one, whole)]
    classes = [groups(tree, one.cue[0]) for one in rows]
    mains = [next((g for g in MAIN if g in own), "none") for own in classes]
    made = []
    for k, (one, own, main) in enumerate(zip(rows, classes, mains, strict=True)):
        near = range(max(0, k - NEAR), min(len(rows), k + NEAR + 1))
        table = features(tree, one, own, main) | clause(tree, one, main) | nested(tree, one, [(rows[j], mains[j]) for j in near])
        table["quoted cue"] = float(within(whole, tree.starts[one.cue[0]]))
        made.append(Report(one.start, one.end, one.cue, one.source, one.shape, main, {name: v for name, v in table.items() if v}))
    return made


def lemma(tree: Tree, i: int) -> tuple[str, str]:
    """The word of the list that a cue is, "" where it is none, and its part of speech there."""
    if tree.tokens[i].tag in ("NOUN", "ADJ"):
        return speech.noun(tree.lower[i]) or "", "noun"
    return speech.verb(tree.lemmas[i]) or speech.verb(tree.lower[i]) or "", "verb"


def groups(tree: Tree, i: int) -> frozenset[str]:
    """The classes of a cue."""
    return speech.classes().get(lemma(tree, i), frozenset())


def within(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a position lies in one of some ranges in order."""
    k = bisect_left(spans, (position + 1, 0)) - 1
    return k >= 0 and spans[k][0] <= position < spans[k][1]


def features(tree: Tree, one: Found, classes: frozenset[str], main: str) -> dict[str, float]:
    """The features of a candidate by its own: its cue, its shape and its source."""
    i, shape, span = one.cue[0], one.shape, (one.start, one.end)
    source = one.source if one.source >= 0 else None
    token = tree.tokens[i]
    word, _ = lemma(tree, i)
    first = shape.split(maxsplit=1)[0]
    words = min(math.log(tree.text[span[0] : span[1]].count(" ") + 2), 4.0)
    made = {
        "bias": 1.0,
        f"shape {shape}": 1.0,
        f"{main} {shape}": 1.0,
        "words": words,
        f"words {shape}": words,
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
        made |= {f"preposition {one.preposition}": 1.0, f"{main} preposition {one.preposition}": 1.0}
    if word:
        made |= {f"word {word}": 1.0, f"word {word} {first}": 1.0}
    elif token.tag == "ADJ":
        listed = float(speech.adjective(tree.lower[i]))
        made |= {f"word {tree.lower[i]}": listed, "state of mind": listed}
    for group in classes:
        made |= {f"group {group}": 1.0, f"group {group} {first}": 1.0}
    if source is not None:
        kind = kind_of_source(tree, source)
        made |= {f"source {kind}": 1.0, f"{main} source {kind}": 1.0}
        made["source is I"] = float(tree.lower[source] in ("i", "we", "you", "it", "this"))
    return made


def clause(tree: Tree, one: Found, main: str) -> dict[str, float]:
    """The features of a candidate by the clauses of its cue and its content."""
    i = one.cue[0]
    token = tree.tokens[i]
    sentence = tree.analysis.sentences[token.sentence]
    inside = tree.inside(one.start, one.end)
    opening = tree.tokens[inside[0]] if len(inside) else token
    title = tree.text.find("\n")
    made = {
        "in title": float(tree.starts[i] < title),
        "sentence words": min(math.log(1 + sentence.last - sentence.first), 6.0) / 3,
        "depth": min(sum(1 for _ in tree.ancestors(i)), 6) / 3,
        f"head tag {tree.tokens[token.head].tag if token.head >= 0 else 'root'}": 1.0,
        "content finite": float(any(tree.tokens[k].fine in ("VBD", "VBZ", "VBP", "MD") for k in inside)),
        "content pronoun only": float(len(inside) == 1 and opening.tag == "PRON"),
        "content name": float(any(tree.mention_of[k] >= 0 for k in inside)),
        f"content opens {opening.tag}": 1.0,
    }
    for c in tree.children[i]:
        relation = tree.tokens[c].relation
        if relation in FUNCTION:
            made[f"has {relation}"] = 1.0
        if relation in ("aux", "mark"):
            made[f"{relation} {tree.lower[c]}"] = 1.0
        elif relation == "compound:prt":
            made |= {"particle": 1.0, f"particle {tree.lower[c]}": 1.0, f"{main} particle": 1.0}
    return made


def nested(tree: Tree, one: Found, others: Sequence[tuple[Found, str]]) -> dict[str, float]:
    """The features of a candidate among those around it: whether a cue governs its own, and which lie within one another."""
    i = one.cue[0]
    position = tree.starts[i]
    made: dict[str, float] = {}
    for a in tree.ancestors(i):
        if tree.tokens[a].tag in ("VERB", "NOUN") and lemma(tree, a)[0]:
            above = next((g for g in MAIN if g in groups(tree, a)), "none")
            made |= {f"over {above}": 1.0, f"over {above} {tree.tokens[i].relation}": 1.0}
            break
    outer = [main for other, main in others if other.cue != one.cue and other.start <= position < other.end]
    made |= {f"inside {main}": 1.0 for main in outer[:4]}
    made["inside others"] = min(len(outer), 3) / 2
    held_by_it = sum(other.cue != one.cue and one.start <= tree.starts[other.cue[0]] < one.end for other, _ in others)
    made["holds others"] = min(held_by_it, 4) / 2
    return made


def belief(table: Mapping[str, float], values: Mapping[str, float]) -> float:
    """How far a linear model believes in something, from 0 to 1."""
    total = sum(table.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def indirect_quotes(tree: Tree, direct: Sequence[Quote], sure: float = SURE) -> list[Quote]:
    """The indirect quotes of a text in order, none over another; what is already a direct quote is left out."""
    tables = attribution.weights("indirect")
    reports = candidates(tree, direct)
    beliefs = [belief(tables["weights"], report.features) for report in reports]
    taken, behind = chosen(tree, reports, beliefs, tables["borders"], sure)
    quotes = []
    for k, (start, end) in taken.items():
        report = reports[k]
        head = reports[behind[k]].source if k in behind and goes_on(tree, report.cue[0]) else report.source
        source = place(tree, head) if head >= 0 else None
        if source is not None and source.start < end and start < source.end:
            source = None
        text = tree.text
        quotes.append(
            Quote(
                start,
                end,
                text[start:end],
                False,
                text[source.start : source.end] if source else None,
                source,
                Span(tree.starts[report.cue[0]], tree.ends[report.cue[1]]),
                score=round(beliefs[k], 4),
            )
        )
    return sorted(quotes, key=lambda q: (q.start, q.end))


def chosen(
    tree: Tree, reports: Sequence[Report], beliefs: Sequence[float], table: Mapping[str, float], sure: float
) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """The candidates that are taken, with their ranges: the surest first, one per cue, none over another.

    Where one cue stands in the content of another and both are reports of their own, the outer content ends before the inner one's clause;
    the second result leads from such an inner candidate to the outer one. Words go before deeds that hold them ("weak" cues).
    """
    cuts = {
        (outer, inner): end
        for outer, inner, end in borders.pairs(tree, reports, beliefs, sure)
        if belief(table, borders.features(tree, reports, beliefs, outer, inner)) >= borders.APART
    }
    rank = [b - WEAKER * ("group weak" in reports[k].features) for k, b in enumerate(beliefs)]
    order = sorted((-round(rank[k], 6), reports[k].start, reports[k].end, k) for k, b in enumerate(beliefs) if b >= sure)
    owner = [-1] * (len(tree.tokens) + 1)
    taken: dict[int, tuple[int, int]] = {}
    behind: dict[int, int] = {}
    cues: set[tuple[int, int]] = set()
    for _, start, end, k in order:
        if reports[k].cue in cues:
            continue
        shorter: dict[int, int] = {}
        free = True
        for other in sorted({owner[t] for t in tree.inside(start, end)} - {-1}):
            if (other, k) in cuts and cuts[other, k] <= start:
                shorter[other] = cuts[other, k]
                behind[k] = other
            elif (k, other) in cuts and start < cuts[k, other] <= taken[other][0]:
                end = min(end, cuts[k, other])
                behind[other] = k
            else:
                free = False
        if not free or any(stop <= taken[other][0] for other, stop in shorter.items()):
            continue
        for other, stop in shorter.items():
            for t in tree.inside(stop, taken[other][1]):
                owner[t] = -1
            taken[other] = (taken[other][0], min(stop, taken[other][1]))
        for t in tree.inside(start, end):
            owner[t] = k
        taken[k] = (start, end)
        cues.add(reports[k].cue)
    return taken, behind


def goes_on(tree: Tree, i: int) -> bool:
    """Whether a cue has no subject and shares that of the report before it: "said it would pay and warned ..."."""
    return tree.tokens[i].relation in ("conj", "advcl") and not any(tree.tokens[c].relation in SUBJECTS for c in tree.children[i])


def behind_dateline(tree: Tree, report: Found, ends: Sequence[int]) -> Found:
    """The candidate without the dateline that its range begins with."""
    k = bisect_left(ends, report.start + 1)
    if k == len(ends) or not report.start < ends[k] < report.end:
        return report
    start = ends[k]
    while start < report.end - 1 and tree.text[start] in EDGE:
        start += 1
    return replace(report, start=start)


def held(report: Found, whole: Sequence[tuple[int, int]]) -> bool:
    """Whether direct quotes cover most of a content, or the cue stands inside one."""
    first = max(0, bisect_left(whole, (report.start, 0)) - 1)
    covered = 0
    for start, end in whole[first : first + 50]:
        if start >= report.end:
            break
        covered += max(0, min(end, report.end) - max(start, report.start))
    return covered >= COVERED * (report.end - report.start)
