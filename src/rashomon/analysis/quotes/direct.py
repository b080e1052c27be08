"""Direct speech: which quoted stretches are somebody's words, whole or as a fragment, and whose."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from rashomon.analysis.quotes import attribution
from rashomon.analysis.quotes.marks import find
from rashomon.analysis.quotes.speakers import Candidate
from rashomon.analysis.quotes.units import Unit, units
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import people, speech
from rashomon.model import Quote

WHOLE = 0.35  # belief from which a stretch is an utterance of its own and not a fragment in somebody else's sentence
SPLIT_WORDS = 45  # words of the article that may part the two halves of one utterance
SMALL = frozenset("a an and at for in of on the to with".split())  # words without a capital in a title
LEAST_ECHO = 3  # spaces in the words of a headline that a quote must repeat: three words and more
ECHOED = 200  # stretches of a text that are compared
WORD = re.compile(r"[\w']*\w")
CREDIT_WORDS = 7  # words that may stand between two halves where no comma or stop follows them: '"..." she said "..."'


def setting(tree: Tree, unit: Unit) -> dict[str, float]:
    """What stands right before and behind a stretch, and whether it holds a clause of its own."""
    inside = tree.inside(unit.quoted.start, unit.quoted.end)
    before = tree.at(unit.quoted.outer_start)
    while before > 0 and (before >= len(tree.tokens) or tree.ends[before] > unit.quoted.outer_start):
        before -= 1
    if not len(inside) or not tree.parsed:
        return {"unparsed": 1.0}
    after = tree.at(unit.quoted.outer_end)
    low, tag = tree.lower[before], tree.tokens[before].tag
    kind = "cue" if speech.verb(low, "say") else low if low in ("that", "as", "of", "a", "the") else tag
    finite = any(tree.tokens[i].fine in ("VBD", "VBZ", "VBP", "MD") for i in inside)
    subject = any(tree.tokens[i].relation in SUBJECTS and inside.start <= tree.tokens[i].head < inside.stop for i in inside)
    outer = [i for i in inside if not inside.start <= tree.tokens[i].head < inside.stop]
    found = {
        f"before {kind}": float(not unit.opens_paragraph),
        f"after {tree.tokens[after].tag if after < len(tree.tokens) else 'end'}": float(not unit.closes_paragraph),
        "finite": float(finite),
        "clause": float(finite and subject),
        "clause alone": float(finite and subject and unit.stands_alone),
    }
    for i in outer[:1]:
        found["governed by cue"] = float(tree.tokens[i].head >= 0 and speech.verb(tree.lower[tree.tokens[i].head], "say") is not None)
    return found


def shape(tree: Tree, unit: Unit, candidate: Candidate, value: float, taken: int) -> dict[str, float]:
    """The features that tell an utterance from a fragment or a term in quotation marks."""
    complement = candidate.features.get("complement elsewhere", 0.0)
    return {
        "bias": 1.0,
        "alone": float(unit.stands_alone),
        "words": min(math.log(unit.words + 1), 4.0),
        "capital": float(unit.capital),
        "starts sentence": float(unit.starts_sentence),
        "opens paragraph": float(unit.opens_paragraph),
        "closes paragraph": float(unit.closes_paragraph),
        "comma before": float(unit.before == ","),
        "colon before": float(unit.before == ":"),
        "ends in comma": float(unit.last == ","),
        "ends in stop": float(unit.last in ".!?…"),
        "single": float(unit.quoted.single),
        "unclosed": float(not unit.quoted.closed),
        "followed by letter": float(unit.after.isalpha()),
        "has speaker": float(candidate.source is not None),
        "value": max(-3.0, min(value, 3.0)) / 3,
        "taken over": float(taken >= 0),
        f"zone {candidate.zone}": float(taken < 0),
        f"zone {candidate.zone} comma": float(taken < 0 and unit.last == ","),
        "complement elsewhere": complement,
        "distance": candidate.features.get("distance", 0.0) if taken < 0 else 0.0,
        "short": float(unit.words <= 2),
        "introduced": float(unit.before in (",", ":") and unit.capital),
        "introduced by cue": float(unit.before in (",", ":") and unit.capital and candidate.zone == "before" and taken < 0),
        "nobody": float(candidate.source is None),
        "nobody alone": float(candidate.source is None and unit.stands_alone),
    } | setting(tree, unit)


def splits(tree: Tree, parts: Sequence[Unit], decisions: Sequence[tuple[Candidate, float, int]]) -> dict[int, int]:
    """The stretches that go on with the one before after the words that name the speaker: ("...," he said, "...").

    The words between are one clause with the cue of the first half, and no other cue belongs to the second.
    """
    found: dict[int, int] = {}
    for k in range(1, len(parts)):
        here, there = parts[k], parts[k - 1]
        first, second = decisions[k - 1], decisions[k]
        gap_start, gap_end = there.quoted.outer_end, here.quoted.outer_start
        if here.line != there.line or gap_end - gap_start > 12 * SPLIT_WORDS:
            continue
        gap = tree.text[gap_start:gap_end]
        between = [
            c.cue for c in (first[0], second[0]) if c.cue is not None and c.source is not None and gap_start <= c.cue.start < gap_end
        ]
        if not between or len(gap.split()) > SPLIT_WORDS or (len(between) == 2 and between[0] != between[1]):
            continue
        if first[0].cue not in between and there.last != ",":
            continue
        stop = gap.rstrip()[-1:] in (".", ":")
        if (there.stands_alone or there.last == "," or (there.last in "?!" and not stop)) and goes_on(tree, gap_start, gap_end, second[0]):
            found[k] = k - 1
    return found


def goes_on(tree: Tree, start: int, end: int, second: Candidate) -> bool:
    """Whether the words between two stretches only credit the first, and bring in the second with no words of their own."""
    mark = tree.text[start:end].rstrip()[-1:]
    if mark == ":" or (second.cue is not None and second.cue.start >= end and second.source is not None):
        return False
    between = tree.inside(start, end)
    words = [i for i in between if tree.tokens[i].text[:1].isalnum()]
    if mark != "." and any(tree.lower[i].endswith("ing") and speech.verb(tree.lower[i], "say") for i in words):
        return False
    if mark in (",", ".", "—", "–", "-", ";"):
        return len({tree.tokens[i].sentence for i in words}) <= 1
    return len(words) <= CREDIT_WORDS


def titled(tree: Tree, unit: Unit) -> bool:
    """Whether a stretch is the title of a programme: capitals throughout, behind "on" or a possessive (on Channel 9's "Morning Hour")."""
    inside = tree.inside(unit.quoted.start, unit.quoted.end)
    before = tree.text[max(unit.line_start, unit.quoted.outer_start - 12) : unit.quoted.outer_start].lower().split()[-1:]
    words = [tree.tokens[i].text for i in inside[:12] if tree.tokens[i].text[:1].isalpha()]
    if unit.words > 8 or unit.opens_paragraph or not words or not before or not (before[0] == "on" or before[0].endswith(("'s", "’s"))):
        return False
    return all(w[:1].isupper() or w.lower() in SMALL for w in words)


def credited(tree: Tree, unit: Unit, candidate: Candidate) -> bool:
    """Whether a fragment is somebody's words: a cue with a source governs the clause it stands in. Without a parse a source is enough."""
    if candidate.source is None:
        return False
    inside = tree.inside(unit.quoted.start, unit.quoted.end)
    if not tree.parsed or not len(inside):
        return True
    if not speaks(tree, candidate):
        return False
    if candidate.zone in ("colon", "dash") or (candidate.verb >= 0 and tree.lower[candidate.verb] == "according"):
        return True
    outer = [i for i in inside if not inside.start <= tree.tokens[i].head < inside.stop]
    return any(candidate.verb in tree.ancestors(i) for i in outer)


def speaks(tree: Tree, candidate: Candidate) -> bool:
    """Whether a fragment's source can be its speaker: a name, a pronoun, or the subject of a verb of saying (not of "includes")."""
    source, verb = candidate.source, candidate.verb
    says = verb < 0 or speech.verb(tree.lower[verb], "weak") is None or speech.verb(tree.lower[verb], "say", "core", "think") is not None
    if source is None or says:
        return source is not None
    return any(tree.mention_of[i] >= 0 or tree.tokens[i].tag in ("PROPN", "PRON") for i in tree.inside(source.start, source.end))


def folded(text: str) -> str:
    """The words of a text without case and marks, with a space around each."""
    words = WORD.findall(text.lower().replace("’", "'"))
    return f" {' '.join(words)} "


def a_person(tree: Tree, candidate: Candidate) -> bool:
    """Whether a candidate is a person, by name or by a noun for people."""
    if candidate.head < 0:
        return False
    mention = tree.mention(candidate.head)
    return mention.type == "person" if mention is not None else people.kind(tree.tokens[candidate.head].text) in ("role", "person")


def echoed(tree: Tree, parts: Sequence[Unit], decisions: Sequence[tuple[Candidate, float, int]]) -> dict[int, int]:
    """The stretches of a headline that repeat words of a quote below it which has a speaker: {stretch: that quote}."""
    words = [folded(tree.text[u.quoted.start : u.quoted.end]) if k < ECHOED else "" for k, u in enumerate(parts)]
    lead = tree.text.find("\n", len(tree.text) - len(tree.text.lstrip()))
    found: dict[int, int] = {}
    for k, unit in enumerate(parts[:ECHOED]):
        own, _, taken = decisions[k]
        if unit.quoted.end > lead or words[k].count(" ") <= LEAST_ECHO or (taken < 0 and a_person(tree, own)):
            continue
        below = [n for n, there in enumerate(words) if n != k and parts[n].quoted.start > lead and words[k] in there]
        named = [n for n in below if decisions[n][0].source is not None]
        if named:
            found[k] = named[0]
    return found


def direct_quotes(tree: Tree, table: Mapping[str, float] | None = None) -> list[Quote]:
    """The direct quotes of a text in order: utterances, and fragments (`mixed`) where somebody is credited."""
    text = tree.text
    parts = units(text, find(text))
    decisions = attribution.decide(tree, parts)
    table = attribution.weights("direct")["weights"] if table is None else table
    going_on = splits(tree, parts, decisions)
    echoes = echoed(tree, parts, decisions)
    quotes: list[Quote] = []
    index: dict[int, int] = {}
    for k, (unit, (candidate, value, taken)) in enumerate(zip(parts, decisions, strict=True)):
        features = shape(tree, unit, candidate, value, taken)
        total = sum(table.get(name, 0.0) * v for name, v in features.items())
        belief = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        whole = belief >= WHOLE or k in going_on or k in echoes
        if k in echoes:
            candidate, value, taken = decisions[echoes[k]]
        if titled(tree, unit) or (not whole and not credited(tree, unit, candidate)):
            continue
        index[k] = len(quotes)
        if k in going_on and going_on[k] in index and taken < 0:
            candidate, value, _ = decisions[going_on[k]]
        source = candidate.source
        quotes.append(
            Quote(
                unit.quoted.start,
                unit.quoted.end,
                text[unit.quoted.start : unit.quoted.end],
                True,
                text[source.start : source.end] if source else None,
                source,
                candidate.cue,
                None,
                not whole,
                -1,
                round(1 / (1 + math.exp(-max(-30.0, min(30.0, value)))), 4) if source else 0.0,
                index.get(going_on[k], -1) if k in going_on and whole else -1,
            )
        )
    return quotes
