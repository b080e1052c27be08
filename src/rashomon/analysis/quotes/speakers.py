"""Finds who may have spoken a quote: cue words near it and the people, groups and papers that are their subjects, with numeric features.

A candidate is scored by a small linear model over these features (weights in `analysis/data/quotes.json`, fitted by `training/quotes`). The
features are about position, punctuation, word class and dependency; no word of any training text is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rashomon.analysis.quotes.units import Unit
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import speech
from rashomon.model import Span

WIDE = 4000  # characters in which the edge of a line is looked for
FAR = 40  # tokens of a zone that are looked at
PERSONAL = frozenset(["he", "she", "they", "i", "we", "you"])
RELATIVE = frozenset(["who", "which", "that"])
OTHER_PRONOUNS = frozenset(["it", "this", "one", "someone", "others", "many", "some", "both", "another", "everyone", "nobody", "no"])
AUXILIARY = frozenset(
    "has have had is are was were be been being do does did will would can could may might must shall should".split()
    + "'ll 'd ’ll ’d to not n't n’t also often further recently later then still again once".split()
)
STOPS = frozenset([".", "!", "?", ";"])
OPENERS = frozenset("the a an his her its their our my one another two three several some many other most".split())
DASHES = frozenset(["-", "—", "–", "--", "―"])
CLASSES = ("say", "think", "stance", "show", "intend", "seem")  # of a verb, what counts most for speech first
WITHIN = frozenset(
    ["compound", "nmod:poss", "nmod", "amod", "flat", "nummod", "nmod:unmarked", "dep"]
)  # of a noun to the head of its phrase
QUOTE_MARKS = frozenset(['"', "“", "”", "''", "``"])
PARTICLES = frozenset("de la von van der bin al el of and & du di da le".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have spoken: where he is named, the cue, and what speaks for it. `zone` says where the cue stands."""

    zone: str
    source: Span | None
    cue: Span | None
    head: int = -1
    verb: int = -1
    features: dict[str, float] = field(default_factory=dict)


def is_stop(tree: Tree, i: int) -> bool:
    """Whether a token ends a sentence; a stop before a comma or a bracket is that of an abbreviation."""
    return tree.lower[i] in STOPS and not (i + 1 < len(tree.tokens) and tree.lower[i + 1] in (",", ")", "]"))


def zones(tree: Tree, unit: Unit, before_limit: int, after_limit: int) -> Iterator[tuple[str, range]]:
    """The stretches of tokens in which a cue may stand: ("after" | "before" | "previous" | "next", tokens).

    The limits are the ends of the neighbouring quotes; no zone leaves the paragraph but "previous" of a quote that opens one.
    """
    first, last = tree.at(unit.quoted.outer_end), tree.at(unit.quoted.outer_start)
    while last > 0 and last - 1 < len(tree.tokens) and tree.ends[last - 1] > unit.quoted.outer_start:
        last -= 1
    stop = first
    while stop < len(tree.tokens) and stop - first < FAR and tree.starts[stop] < min(unit.line_end, after_limit):
        if is_stop(tree, stop):
            break
        stop += 1
    yield "after", range(first, stop)
    begin = last
    floor = max(unit.line_start, before_limit)
    while begin > 0 and last - begin < FAR and tree.starts[begin - 1] >= floor and not is_stop(tree, begin - 1):
        begin -= 1
    yield "before", range(begin, last)
    if begin == last or (last - begin <= 2 and tree.lower[last - 1] == ":"):
        floor = before_limit
        end = begin
        if end > 0 and is_stop(tree, end - 1):
            end -= 1
        start = end
        line = tree.text.rfind("\n", max(0, tree.starts[end - 1] - WIDE), tree.starts[end - 1]) if end else -1
        while start > 0 and end - start < FAR and tree.starts[start - 1] >= max(floor, line) and not is_stop(tree, start - 1):
            start -= 1
        if start < end:
            yield "previous", range(start, end)
    if stop < len(tree.tokens) and is_stop(tree, stop) and stop - first <= 1:
        start = stop + 1
        end = start
        while (
            end < len(tree.tokens) and end - start < FAR and tree.starts[end] < min(unit.line_end, after_limit) and not is_stop(tree, end)
        ):
            end += 1
        if start < end:
            yield "next", range(start, end)


def cues(tree: Tree, tokens: range) -> Iterator[tuple[int, int, str]]:
    """The cues among some tokens: (first token, last token, class)."""
    for i in tokens:
        low = tree.lower[i]
        tag = tree.tokens[i].tag
        if low == "according" and i + 1 < len(tree.tokens) and tree.lower[i + 1] == "to":
            yield i, i + 1, "according"
        elif low in ("put", "puts") and i + 1 < len(tree.tokens) and tree.lower[i + 1] in ("it", "this", "that"):
            yield i, i + 1, "say"
        elif (lemma := speech.verb(low, *CLASSES)) and tag in ("VERB", "AUX", "X", ""):
            yield i, i, group(lemma)
        elif tag == "VERB":
            yield i, i, "other"
        elif tag in ("NOUN", "X") and speech.noun(low, "say"):
            yield i, i, "noun"


def group(lemma: str) -> str:
    """The class of a verb that counts most for speech."""
    found = speech.classes()[lemma, "verb"]
    return next(g for g in CLASSES if g in found)


def near_subject(tree: Tree, i: int, zone: str, tokens: range) -> int | None:
    """The head of a verb's subject by position alone, for tokens without a parse: behind an inverted verb, else before it."""
    j = i + 1
    # Not where the subject stands before it: "..., Quill told The Gazette".
    inverted = i == tokens.start or (i - tokens.start == 1 and not tree.tokens[i - 1].text[:1].isupper())
    if zone == "after" and j < tokens.stop and inverted and (tree.tokens[j].text[:1].isupper() or tree.lower[j] in OPENERS):
        if tree.tokens[j].relation in ("det", "nmod:poss") and (head := noun_after(tree, j)[0]) is not None and j < head < tokens.stop:
            return head
        k = j
        while k + 1 < tokens.stop and k - j < 8 and (tree.tokens[k + 1].text[:1].isupper() or tree.lower[k + 1] in PARTICLES or k == j):
            k += 1
        return k
    j = i - 1
    while j >= tokens.start and (tree.lower[j] in AUXILIARY or tree.lower[j].endswith("ly")):
        j -= 1
    if j < tokens.start or not tree.tokens[j].text[:1].isalpha():
        if j - 1 >= tokens.start and tree.lower[j] == ",":
            k = j - 1
            while k >= tokens.start and tree.lower[k] != ",":
                k -= 1
            return k - 1 if k - 1 >= tokens.start else None
        return None
    return j


def subject(tree: Tree, i: int, zone: str, tokens: range) -> tuple[int | None, bool]:
    """The head of the subject of a cue, and whether the parse gave it. A relative pronoun is followed to what it stands for."""
    if tree.parsed and tree.tokens[i].head != i:
        subjects = [c for c in tree.children[i] if tree.tokens[c].relation in SUBJECTS]
        named = [c for c in subjects if (m := tree.mention(c)) is not None and m.type == "person"]
        own = next(iter(named or subjects), None)
        found = own if own is not None else tree.subject(i)
        if found is not None:
            if tree.lower[found] in RELATIVE and tree.tokens[i].relation.startswith("acl"):
                return tree.tokens[i].head, True
            return found, True
    return near_subject(tree, i, zone, tokens), False


def place(tree: Tree, head: int) -> Span:
    """Where the words stand that name somebody, given their head: the whole name with its title, else the bare noun phrase."""
    mention = tree.mention(head)
    start, end = tree.phrase(head)
    for c in tree.all(head, "case"):  # neither "by" nor "'s" is part of a name
        if tree.starts[c] == start and tree.ends[c] < end:
            start = tree.starts[c + 1]
        elif tree.ends[c] == end and tree.starts[c] > start:
            end = tree.ends[c - 1]
    if mention is not None and mention.kind == "name":
        if not tree.parsed:
            start, end = mention.start, mention.end
        start, end = min(start, mention.start), max(end, mention.end)
    return Span(start, end)


def kind_of_source(tree: Tree, head: int) -> str:
    """What sort of word names the source."""
    mention = tree.mention(head)
    if mention is not None and mention.kind == "name":
        return mention.type if mention.type in ("person", "organisation", "place") else "name"
    low, tag = tree.lower[head], tree.tokens[head].tag
    if low in PERSONAL:
        return "pronoun"
    if low in RELATIVE or low in OTHER_PRONOUNS:
        return "vague"
    if tag == "PROPN" or (tag in ("X", "") and tree.tokens[head].text[:1].isupper()):
        return "proper"
    return "noun" if tag in ("NOUN", "X", "") else "odd"


def explicit(tree: Tree, unit: Unit, before_limit: int, after_limit: int) -> list[Candidate]:
    """The candidates that have a cue of their own near the quote."""
    found: list[Candidate] = []
    inside = tree.inside(unit.quoted.start, unit.quoted.end)
    for zone, tokens in zones(tree, unit, before_limit, after_limit):
        seen = 0
        ordered = list(cues(tree, tokens))
        if zone in ("before", "previous"):
            ordered.reverse()
        for first, last, kind in ordered:
            head, parsed = source_head(tree, (first, last, kind), zone, tokens)
            if head is not None and unit.quoted.start <= tree.starts[head] < unit.quoted.end:
                head, parsed = near_subject(tree, first, zone, tokens), False
            if kind in ("other", "noun") and head is None:
                continue
            gap = first - tokens.start if zone in ("after", "next") else tokens.stop - 1 - last
            features = {
                "bias": 1.0,
                f"class {kind}": 1.0,
                "distance": min(gap, 20) / 10,
                "nearer cues": min(seen, 4) / 2,
                "quote ends in comma": float(unit.last == ","),
                "quote ends in ?!": float(unit.last in "?!"),
                "quote ends in stop": float(unit.last == "."),
                "comma after": float(unit.after in (",", "—", "–", "-") and unit.after != ""),
                "comma before": float(unit.before == ","),
                "colon before": float(unit.before == ":"),
                "alone": float(unit.stands_alone),
                "capital": float(unit.capital),
                "opens paragraph": float(unit.opens_paragraph),
                "closes paragraph": float(unit.closes_paragraph),
                "long": float(unit.words >= 8),
                "no source": float(head is None),
                "source by parse": float(parsed),
            }
            if head is not None:
                features[f"source {kind_of_source(tree, head)}"] = 1.0
                features["source side"] = float((head > last) == (zone == "after"))
                features["source far"] = min(abs(head - last), 20) / 10
                features["source in quote"] = float(unit.quoted.start <= tree.starts[head] < unit.quoted.end)
            if kind not in ("according", "noun"):
                features |= clause(tree, first, inside, tokens)
            seen += 1
            found.append(
                Candidate(
                    zone,
                    place(tree, head) if head is not None else None,
                    Span(tree.starts[first], tree.ends[last]),
                    -1 if head is None else head,
                    first,
                    {k: v for k, v in features.items() if v},
                )
            )
        found += bare(tree, unit, zone, tokens)
    return found


def source_head(tree: Tree, cue: tuple[int, int, str], zone: str, tokens: range) -> tuple[int | None, bool]:
    """The head of whoever a cue credits, and whether the parse gave it."""
    first, last, kind = cue
    if kind == "according":
        return noun_after(tree, last + 1)
    if kind == "noun":
        owner = tree.child(first, "nmod:poss")
        if owner is None:
            owner = next(
                (
                    c
                    for c in tree.all(first, "nmod")
                    if (case := tree.child(c, "case")) is not None and tree.lower[case] in ("by", "from", "of")
                ),
                None,
            )
        return owner, True
    return subject(tree, first, zone, tokens)


def noun_after(tree: Tree, start: int) -> tuple[int | None, bool]:
    """The head of the noun phrase that begins at a token."""
    for i in range(start, min(start + 12, len(tree.tokens))):
        token = tree.tokens[i]
        inner = i < token.head < i + 12 and token.relation in WITHIN
        inner |= tree.text[token.end : token.end + 1] == "-"  # "the 26-year-old diver"
        if token.tag in ("NOUN", "PROPN", "PRON") and not inner:
            return i, True
        if token.tag in ("X", "") and (token.text[:1].isupper() or token.text[:1].isalpha()):
            k = i
            while k + 1 < min(start + 8, len(tree.tokens)) and (
                tree.tokens[k + 1].text[:1].isupper() or (tree.lower[i] in OPENERS and k == i)
            ):
                k += 1
            return k, False
        if tree.lower[i] in STOPS:
            break
    return None, False


def clause(tree: Tree, verb: int, inside: range, tokens: range) -> dict[str, float]:
    """Features of the clause that a cue verb heads."""
    token = tree.tokens[verb]
    complement = False
    negated = passive = False
    for c in tree.children[verb]:
        relation = tree.tokens[c].relation
        if relation in ("ccomp", "xcomp", "obj") and not (inside.start <= c < inside.stop):
            complement |= relation != "obj" or tree.lower[c] not in ("me", "him", "her", "them", "us", "it")
        passive |= relation in ("aux:pass", "nsubj:pass")
        negated |= tree.lower[c] in ("not", "n't", "n’t", "never")
    linked = inside.start <= token.head < inside.stop or any(inside.start <= c < inside.stop for c in tree.children[verb])
    return {
        "complement elsewhere": float(complement),
        "passive": float(passive),
        "negated": float(negated),
        "linked": float(linked),
        "participle": float(tree.lower[verb].endswith("ing")),
        "relative": float(token.relation.startswith("acl")),
        "embedded": float(token.relation in ("ccomp", "xcomp", "advcl")),
        "root": float(token.relation in ("root", "parataxis")),
        "infinitive": float(verb > tokens.start and tree.lower[verb - 1] == "to"),
    }


def bare(tree: Tree, unit: Unit, zone: str, tokens: range) -> Iterator[Candidate]:
    """Sources without a cue word: "Quill: '...'", and "- Mara Quill" on the line below a quote."""
    if zone in ("before", "previous") and len(tokens) and tree.lower[tokens.stop - 1] == ":":
        name = range(tokens.start, tokens.stop - 1)
        if 1 <= len(name) <= 14:
            head = main_noun(tree, name)
            if head is not None:
                features = {
                    "bias": 1.0,
                    "short": float(len(name) <= 5),
                    f"source {kind_of_source(tree, head)}": 1.0,
                    "verb": float(any(tree.tokens[i].tag in ("VERB", "AUX") for i in name)),
                    "opens paragraph": float(unit.opens_paragraph),
                    "alone": float(unit.stands_alone),
                    "previous": float(zone == "previous"),
                }
                colon = tokens.stop - 1
                yield Candidate(
                    "colon",
                    place(tree, head),
                    Span(tree.starts[colon], tree.ends[colon]),
                    head,
                    colon,
                    {k: v for k, v in features.items() if v},
                )
    if zone == "after" and (credit := signed(tree, unit)) is not None:
        dash, head = credit
        features = {"bias": 1.0, "signed": 1.0, f"source {kind_of_source(tree, head)}": 1.0, "below": float(unit.closes_paragraph)}
        yield Candidate(
            "dash", place(tree, head), Span(tree.starts[dash], tree.ends[dash]), head, dash, {k: v for k, v in features.items() if v}
        )


def signed(tree: Tree, unit: Unit) -> tuple[int, int] | None:
    """The dash and the head of the name that sign a quote behind it or on the line below, as under an epigraph."""
    start = tree.at(max(unit.quoted.outer_end, unit.line_end) if unit.closes_paragraph else unit.quoted.outer_end)
    if start + 1 >= len(tree.tokens) or tree.lower[start] not in DASHES:
        return None
    line_end = unit.line_end if not unit.closes_paragraph else tree.text.find("\n", tree.starts[start], tree.starts[start] + WIDE)
    end = start + 1
    while end < len(tree.tokens) and end - start < 14 and (line_end < 0 or tree.starts[end] < line_end):
        end += 1
    if end - start >= 14 or any(tree.lower[i] in QUOTE_MARKS or tree.tokens[i].tag == "AUX" for i in range(start + 1, end)):
        return None
    head = main_noun(tree, range(start + 1, end))
    return None if head is None or not tree.tokens[head].text[:1].isupper() else (start, head)


def main_noun(tree: Tree, tokens: range) -> int | None:
    """The word that names somebody in a short stretch: the subject of its verb, else its first name, else its root noun."""
    for i in tokens:
        if tree.tokens[i].relation in SUBJECTS and tree.tokens[i].tag in ("NOUN", "PROPN", "PRON"):
            return i
    for i in tokens:
        mention = tree.mention(i)
        if mention is not None and mention.kind == "name":
            return i
    for i in tokens:
        if tree.tokens[i].tag in ("PROPN", "NOUN") and not (tokens.start <= tree.tokens[i].head < tokens.stop):
            return i
    return next((i for i in reversed(tokens) if tree.tokens[i].text[:1].isupper()), None)
