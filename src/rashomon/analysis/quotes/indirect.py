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
from rashomon.analysis.quotes.speakers import kind_of_source, noun_after, place
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import speech
from rashomon.model import Quote, Span

SURE = 0.36  # belief from which a candidate is taken
COVERED = 0.9  # share of a content that a direct quote may hold before it counts as that quote
EDGE = frozenset(" \t\n,;:—–-.()")
ABOUT = frozenset("of for about on against to from over in with toward towards at".split())  # between a noun and what is said
PREPOSITIONS = frozenset("for about of on against to with over at in as from that into toward towards behind".split())


@dataclass(frozen=True, slots=True)
class Report:
    """A candidate: the content's range, the cue's tokens, the source's head (-1 for none) and the features."""

    start: int
    end: int
    cue: tuple[int, int]
    source: int
    features: Mapping[str, float]


def candidates(tree: Tree) -> Iterator[Report]:
    """Every cue with a complement, in the order of the cues."""
    if not tree.parsed:
        return
    for i, token in enumerate(tree.tokens):
        if tree.lower[i] == ":":
            yield from headline(tree, i)
        elif tree.lower[i] == "according" and i + 1 < len(tree.tokens) and tree.lower[i + 1] == "to":
            yield from according(tree, i)
        elif token.tag == "VERB" and (speech.verb(tree.lemmas[i]) or speech.verb(tree.lower[i])):
            yield from of_verb(tree, i)
        elif token.tag == "VERB" and tree.child(i, "ccomp") is not None:
            yield from of_other_verb(tree, i)
        elif token.tag == "NOUN" and speech.noun(tree.lower[i]):
            yield from of_noun(tree, i)
        elif token.tag in ("ADJ", "NOUN") and (tree.child(i, "cop") is not None or made(tree, i)):
            yield from of_state(tree, i)


def headline(tree: Tree, i: int) -> Iterator[Report]:
    """The candidate of a colon behind a name that opens a line: "Quill: Bridge will open in May"."""
    first = i
    while first > 0 and i - first < 6 and "\n" not in tree.text[tree.ends[first - 1] : tree.starts[first]]:
        first -= 1
    opens = first == 0 or "\n" in tree.text[tree.ends[first - 1] : tree.starts[first]]
    named = [k for k in range(first, i) if (m := tree.mention(k)) is not None and m.type in ("person", "organisation")]
    if not opens or not named or not all(tree.tokens[k].text[:1].isupper() for k in range(first, i) if tree.tokens[k].tag != "ADP"):
        return
    last = tree.analysis.sentences[tree.tokens[i].sentence].last
    span = around(tree, range(i + 1, last), (i, i))
    if span is not None and last - i > 3 and "\n" not in tree.text[span[0] : span[1]]:
        yield Report(*span, (i, i), named[-1], features(tree, i, "headline", named[-1], span))


def around(tree: Tree, tokens: Sequence[int], without: tuple[int, int]) -> tuple[int, int] | None:
    """The character range of some tokens on one side of the cue, without outer marks and space."""
    before = [k for k in tokens if k < without[0]]
    after = [k for k in tokens if k > without[1]]
    side = after if len(after) >= len(before) else before
    if not side:
        return None
    start, end = tree.starts[side[0]], tree.ends[side[-1]]
    while start < end and tree.text[start] in EDGE:
        start += 1
    while end > start and tree.text[end - 1] in EDGE:
        end -= 1
    return (start, end) if end > start else None


def of_verb(tree: Tree, i: int) -> Iterator[Report]:
    """The candidate of a verb: its clause, infinitive, object or prepositional phrase, or the clause that it is put behind."""
    token = tree.tokens[i]
    subject = subject_of(tree, i)
    skip = apart(tree, i, subject)
    passive = tree.child(i, "aux:pass", "nsubj:pass")
    infinitive = tree.child(i, "xcomp", "ccomp")
    if passive is not None and infinitive is not None and infinitive > i and (about := tree.child(i, "nsubj:pass")) is not None:
        tokens = tree.descendants(infinitive)
        span = around(tree, tokens, (i, i))
        if span is not None:  # "Quill is expected to resign": what is said is the whole of it
            whole = (tree.starts[min(tree.descendants(about))], span[1])
            yield Report(*whole, (i, i), -1 if subject is None else subject, features(tree, i, "raised", subject, whole))
            return
    phase = speech.verb(tree.lower[i], "phase") is not None
    for shape, heads in complements(tree, i):
        if phase and shape not in ("that", "clause", "asked"):
            return
        tokens = sorted({k for h in heads for k in said_under(tree, h)} - skip)
        span = around(tree, tokens, (i, i))
        if span is not None:
            yield Report(*span, (i, i), -1 if subject is None else subject, features(tree, i, shape, subject, span))
        return
    if phase:
        return
    if token.relation in ("parataxis", "conj", "dep") and token.head >= 0 and abs(token.head - i) < 80 and put_behind(tree, i):
        own = set(tree.descendants(i))
        tokens = [k for k in tree.descendants(token.head) if k not in own]
        span = around(tree, [k for k in tokens if k < i] or tokens, (i, i))
        if span is not None:
            yield Report(*span, (i, i), -1 if subject is None else subject, features(tree, i, "put behind", subject, span))
            return
    if (
        "core" in speech.classes().get((speech.verb(tree.lower[i]) or "", "verb"), ())
        and (span := rest_of_sentence(tree, i, subject)) is not None
    ):
        yield Report(*span, (i, i), -1 if subject is None else subject, features(tree, i, "rest", subject, span))


def of_other_verb(tree: Tree, i: int) -> Iterator[Report]:
    """The candidate of a verb that no list holds, with a clause of its own: "makes clear that ..."."""
    subject = subject_of(tree, i)
    shape, heads = next(complements(tree, i))
    tokens = sorted({k for h in heads for k in said_under(tree, h)} - apart(tree, i, subject))
    span = around(tree, tokens, (i, i))
    if span is not None:
        yield Report(*span, (i, i), -1 if subject is None else subject, features(tree, i, f"other {shape}", subject, span))


def apart(tree: Tree, i: int, subject: int | None) -> set[int]:
    """The words of a verb's subject, which are no part of what is said; none where the verb stands within its subject ("those who say")."""
    if subject is None:
        return set()
    words = set(tree.descendants(subject))
    return {subject} if i in words else words


def said_under(tree: Tree, head: int) -> list[int]:
    """A token and everything under it, without a participle that reports further words behind a comma ("..., adding that ...")."""
    words = tree.descendants(head)
    for k in words:
        if k > head and tree.tokens[k].relation == "advcl" and tree.lower[k].endswith("ing") and speech.verb(tree.lower[k], "say"):
            under = tree.descendants(k)
            if under[0] > 0 and tree.lower[under[0] - 1] == ",":
                gone = set(under)
                return [w for w in words if w not in gone]
    return words


def put_behind(tree: Tree, i: int) -> bool:
    """Whether a verb stands behind or amid what it reports: a comma parts them, and nothing but its subject hangs on it."""
    own = tree.descendants(i, limit=40)
    return own[0] > 0 and tree.lower[own[0] - 1] in (",", "”", '"', "—", "-", "?", "!", "–")


def rest_of_sentence(tree: Tree, i: int, subject: int | None) -> tuple[int, int] | None:
    """The longer of what stands before and behind a verb and its subject in its sentence, where the parse gives no complement."""
    sentence = tree.analysis.sentences[tree.tokens[i].sentence]
    own = {i} | apart(tree, i, subject)
    after = [k for k in range(i + 1, sentence.last) if k not in own]
    before = [k for k in range(sentence.first, min(own)) if k not in own]
    side = after if len(after) >= len(before) else before
    return around(tree, side, (i, i)) if len(side) >= 3 else None


def complements(tree: Tree, i: int) -> Iterator[tuple[str, list[int]]]:
    """The ways in which a verb takes what is said, the surest first: (shape, heads of the content)."""
    clauses = tree.all(i, "ccomp")
    if clauses:
        head = clauses[0]
        rest = []
        for c in tree.children[i]:  # what follows without a comma belongs to what is said
            if c > head > i and tree.tokens[c].relation in ("advcl", "obl", "advmod", "obl:unmarked", "parataxis"):
                first = min(tree.descendants(c))
                if first > 0 and tree.lower[first - 1] not in (",", ";", "—", "–", "-", ":"):
                    rest.append(c)
        mark = tree.child(head, "mark")
        shape = "that" if mark is not None and tree.lower[mark] == "that" else "asked" if mark is not None else "clause"
        yield shape, [head, *rest]
    infinitives = tree.all(i, "xcomp")
    objects = tree.all(i, "obj")
    obliques = [c for c in tree.all(i, "obl") if c > i and (case := tree.child(c, "case")) is not None and tree.lower[case] in PREPOSITIONS]
    if infinitives:
        yield "object and infinitive" if objects else "infinitive", sorted([*objects, *infinitives])
    if objects:
        tail = [
            c
            for c in obliques
            if tree.child(c, "case") is not None and tree.lower[tree.child(c, "case") or 0] in ("as", "for", "of", "to", "with", "about")
        ]
        yield "object", sorted([*objects, *[c for c in tail if c > objects[0]]])
    clause = [c for c in tree.all(i, "advcl") if c > i and (m := tree.child(c, "mark")) is not None and tree.lower[m] in PREPOSITIONS]
    if obliques or clause:
        yield "preposition", sorted([*obliques, *clause])[:2]


def subject_of(tree: Tree, i: int) -> int | None:
    """Who says it: the verb's subject; for a passive the one behind "by"; through relative clauses to what they are about."""
    if tree.child(i, "aux:pass", "nsubj:pass") is not None:
        agent = [c for c in tree.all(i, "obl", "obl:agent") if (case := tree.child(c, "case")) is not None and tree.lower[case] == "by"]
        return agent[0] if agent else None
    named = [c for c in tree.children[i] if tree.tokens[c].relation in SUBJECTS]
    found = named[0] if named else tree.subject(i)
    if found is not None and tree.lower[found] in ("who", "which", "that") and tree.tokens[i].relation.startswith("acl"):
        return tree.tokens[i].head
    return found


def according(tree: Tree, i: int) -> Iterator[Report]:
    """The candidate of "according to": the clause that it hangs on, on the side where more of it stands."""
    head, _ = noun_after(tree, i + 2)
    if head is None or head >= len(tree.tokens) or tree.tokens[head].sentence != tree.tokens[i].sentence:
        return
    own = set(tree.descendants(head))
    governor = tree.tokens[head].head
    for _ in range(3):
        if governor < 0 or tree.tokens[governor].tag in ("VERB", "AUX") or tree.tokens[governor].relation == "root":
            break
        if tree.tokens[governor].relation in ("nmod", "obl", "obj", "nsubj", "conj", "appos") and tree.tokens[governor].head >= 0:
            governor = tree.tokens[governor].head
    if governor < 0:
        return
    tokens = [k for k in tree.descendants(governor) if k not in own]
    span = around(tree, tokens, (i, max(own)))
    if span is not None:
        yield Report(*span, (i, i + 1), head, features(tree, i, "according", head, span))


def made(tree: Tree, i: int) -> bool:
    """Whether an adjective is what a verb with a clause makes of something: "made clear that ..."."""
    head = tree.tokens[i].head
    return tree.tokens[i].tag == "ADJ" and head >= 0 and tree.lemmas[head] == "make" and tree.child(i, "ccomp") is not None


def of_state(tree: Tree, i: int) -> Iterator[Report]:
    """The candidate of a state of mind: "Quill is sure that ...", "is angry about ...", "is a supporter of ..."."""
    subject = subject_of(tree, tree.tokens[i].head) if made(tree, i) else tree.child(i, "nsubj")
    heads = [c for c in tree.all(i, "ccomp", "csubj", "xcomp", "advcl", "obl", "nmod", "acl") if c > i]
    if subject is None or not heads:
        return
    span = around(tree, sorted(tree.descendants(heads[0])), (i, i))
    if span is not None:
        shape = f"state {tree.tokens[i].tag.lower()} {tree.tokens[heads[0]].relation}"
        yield Report(*span, (i, i), subject, features(tree, i, shape, subject, span))


def of_noun(tree: Tree, i: int) -> Iterator[Report]:
    """The candidate of a noun: "Quill's claim that ...", "a plan to ...", "criticism of ..."."""
    owner = tree.child(i, "nmod:poss")
    if tree.tokens[i].relation == "nsubj:outer" and tree.tokens[i].head > i:  # "Quill's idea is that ..."
        own = set(tree.descendants(i))
        span = around(tree, [k for k in tree.descendants(tree.tokens[i].head) if k not in own], (max(own), max(own)))
        if span is not None:
            yield Report(*span, (i, i), -1 if owner is None else owner, features(tree, i, "noun is", owner, span))
        return
    for relation in ("acl", "ccomp", "acl:relcl", "nmod"):
        heads = [c for c in tree.all(i, relation) if c > i]
        if not heads or (relation == "acl:relcl" and tree.child(heads[0], "mark") is None):
            continue
        case = tree.child(heads[0], "case", "mark")
        low = tree.lower[case] if case is not None else ""
        if relation == "nmod" and low not in ABOUT:
            continue
        if owner is None and low in ("from", "by"):
            continue
        span = around(tree, sorted(tree.descendants(heads[0])), (i, i))
        if span is None:
            return
        source = owner
        if source is None and tree.tokens[i].relation in ("obj", "nsubj") and tree.tokens[i].head >= 0:
            source = subject_of(tree, tree.tokens[i].head) if tree.tokens[i].relation == "obj" else None
        shape = f"noun {relation} {'that' if low == 'that' else 'to' if low == 'to' else 'of'}"
        yield Report(*span, (i, i), -1 if source is None else source, features(tree, i, shape, source, span))
        return


def features(tree: Tree, i: int, shape: str, source: int | None, span: tuple[int, int]) -> dict[str, float]:
    """The numeric features of a candidate."""
    token = tree.tokens[i]
    noun = token.tag in ("NOUN", "ADJ")
    lemma = (speech.noun(tree.lower[i]) if noun else speech.verb(tree.lemmas[i]) or speech.verb(tree.lower[i])) or ""
    groups = speech.classes().get((lemma, "noun" if noun else "verb"), frozenset())
    main = next((g for g in ("say", "think", "intend", "stance", "show", "seem") if g in groups), "none")
    words = tree.text[span[0] : span[1]].count(" ") + 1
    found = {
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
    }
    if lemma:
        found[f"word {lemma}"] = 1.0
        found[f"word {lemma} {shape.split(maxsplit=1)[0]}"] = 1.0
    elif token.tag == "ADJ":
        found[f"word {tree.lower[i]}"] = float(speech.adjective(tree.lower[i]))
        found["state of mind"] = float(speech.adjective(tree.lower[i]))
    for group in groups:
        found[f"group {group}"] = 1.0
        found[f"group {group} {shape.split(maxsplit=1)[0]}"] = 1.0
    if source is not None:
        kind = kind_of_source(tree, source)
        found[f"source {kind}"] = 1.0
        found[f"{main} source {kind}"] = 1.0
        found["source is I"] = float(tree.lower[source] in ("i", "we", "you", "it", "this"))
    return {k: v for k, v in found.items() if v}


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
