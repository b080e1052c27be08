"""The shapes of indirect speech: every cue with each stretch that it may report, read from the dependencies.

A cue is a verb, noun, adjective or adverb of `lang/data/speech.tsv`, "according to", a verb with a clause of its own, or the colon of a
headline. One cue may give several candidates, of which at most one is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.analysis.quotes.speakers import noun_after
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import speech

EDGE = frozenset(" \t\n,;:—–-.()")
ABOUT = frozenset("of for about on against to from over in with toward towards at into among between behind as regarding".split())
TAIL = frozenset("as for of to with about".split())  # prepositions that go on with an object: "blamed the mayor for the delay"
BESIDE = frozenset([",", "”", '"', "—", "-", "?", "!", "–"])  # marks that part a cue from what is said before it
PARTED = frozenset([",", ";", "—", "–", "-", ":"])
CLAUSES = frozenset(["clause", "that", "asked"])
RELATIVE = frozenset(["who", "which", "that"])
DEEPEST = 3  # phrases between "according to" and its clause


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: its shape, the content's range, the cue's tokens and the source's head (-1 for none).

    `head` is the head of the content where the parse gives one, `preposition` the word that brings it in.
    """

    shape: str
    start: int
    end: int
    cue: tuple[int, int]
    source: int
    head: int
    preposition: str = ""


def found(tree: Tree) -> Iterator[Found]:
    """Every cue with what it may report, in the order of the cues and the surest shape first."""
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
        elif token.tag == "ADV" and speech.adverb(tree.lower[i]):
            yield from of_adverb(tree, i)
        elif state(tree, i):
            yield from of_state(tree, i)


def around(tree: Tree, tokens: Sequence[int], without: tuple[int, int], head: int = -1) -> tuple[int, int] | None:
    """The character range of some tokens on one side of the cue (that of `head`, else the longer one), without outer marks and space."""
    before = [k for k in tokens if k < without[0]]
    after = [k for k in tokens if k > without[1]]
    side = (before if head < without[0] else after) if head >= 0 else after if len(after) >= len(before) else before
    if not side:
        return None
    start, end = tree.starts[side[0]], tree.ends[side[-1]]
    while start < end and tree.text[start] in EDGE:
        start += 1
    while end > start and tree.text[end - 1] in EDGE:
        end -= 1
    return (start, end) if end > start else None


def candidate(
    tree: Tree,
    shape: str,
    tokens: Sequence[int],
    cue: tuple[int, int],
    source: int | None,
    *,
    head: int = -1,
    without: tuple[int, int] | None = None,
) -> Iterator[Found]:
    """One candidate over some tokens, none where nothing of them is left."""
    span = around(tree, tokens, without or cue, head)
    if span is not None:
        yield Found(shape, *span, cue, -1 if source is None else source, head, preposition(tree, head))


def preposition(tree: Tree, head: int) -> str:
    """The preposition or conjunction that brings in a phrase or clause, "" where there is none."""
    mark = tree.child(head, "case", "mark") if head >= 0 else None
    return tree.lower[mark] if mark is not None else ""


def headline(tree: Tree, i: int) -> Iterator[Found]:
    """The candidate of a colon behind a name that opens a line: "Quill: Bridge will open in May"."""
    first = i
    while first > 0 and i - first < 6 and "\n" not in tree.text[tree.ends[first - 1] : tree.starts[first]]:
        first -= 1
    opens = first == 0 or "\n" in tree.text[tree.ends[first - 1] : tree.starts[first]]
    named = [
        k
        for k in range(first, i)
        if ((m := tree.mention(k)) is not None and m.type in ("person", "organisation")) or speech.noun(tree.lower[k])
    ]
    if not opens or not named or not all(tree.tokens[k].text[:1].isupper() for k in range(first, i) if tree.tokens[k].tag != "ADP"):
        return
    last = tree.analysis.sentences[tree.tokens[i].sentence].last
    span = around(tree, range(i + 1, last), (i, i))
    if span is not None and last - i > 3 and "\n" not in tree.text[span[0] : span[1]]:
        yield Found("headline", *span, (i, i), named[-1], -1)


def of_verb(tree: Tree, i: int) -> Iterator[Found]:
    """The candidates of a verb: its clause, infinitive, object or prepositional phrase, its subject, or a clause before it."""
    subject = subject_of(tree, i)
    skip = apart(tree, i, subject)
    passive = tree.child(i, "aux:pass", "nsubj:pass") is not None
    infinitive = tree.child(i, "xcomp", "ccomp")
    about = tree.child(i, "nsubj:pass")
    if passive and infinitive is not None and infinitive > i and about is not None:
        span = around(tree, tree.descendants(infinitive), (i, i), infinitive)
        if span is not None:  # "Quill is expected to resign": what is said is the whole of it
            yield Found(
                "raised", tree.starts[min(tree.descendants(about))], span[1], (i, i), -1 if subject is None else subject, infinitive
            )
            return
    phase = speech.verb(tree.lower[i], "phase") is not None
    shape = ""
    for shape, heads in complements(tree, i):
        if phase and shape not in CLAUSES:
            return
        tokens = sorted({k for h in heads for k in said_under(tree, h)} - skip)
        yield from candidate(tree, shape, tokens, (i, i), subject, head=heads[0])
        break
    if phase or shape in CLAUSES:
        return
    if (behind := put_behind(tree, i)) is not None:
        yield from behind
        return
    if about is not None and passive:
        yield from candidate(tree, "passive", tree.descendants(about), (i, i), subject, head=about)
    yield from of_its_noun(tree, i, shape, subject)
    if not shape and "core" in groups(tree, i) and (span := rest_of_sentence(tree, i, subject)) is not None:
        yield Found("rest", *span, (i, i), -1 if subject is None else subject, -1)


def of_its_noun(tree: Tree, i: int, shape: str, subject: int | None) -> Iterator[Found]:
    """The candidate of a verb that tells of a noun before it: "the plan that Quill outlined", "a bill backed by Quill"."""
    token = tree.tokens[i]
    if not 0 <= token.head < i or tree.tokens[token.head].tag not in ("NOUN", "PROPN", "PRON"):
        return
    relative = token.relation == "acl:relcl" and shape != "object" and subject != token.head
    if relative or (token.relation == "acl" and token.fine == "VBN"):
        own = set(tree.descendants(i))
        yield from candidate(tree, "of noun", [k for k in tree.descendants(token.head) if k not in own], (i, i), subject, head=token.head)


def groups(tree: Tree, i: int) -> frozenset[str]:
    """The classes of a verb."""
    return speech.classes().get((speech.verb(tree.lower[i]) or speech.verb(tree.lemmas[i]) or "", "verb"), frozenset())


def of_other_verb(tree: Tree, i: int) -> Iterator[Found]:
    """The candidate of a verb that no list holds, with a clause of its own: "makes clear that ..."."""
    subject = subject_of(tree, i)
    shape, heads = next(complements(tree, i))
    tokens = sorted({k for h in heads for k in said_under(tree, h)} - apart(tree, i, subject))
    yield from candidate(tree, f"other {shape}", tokens, (i, i), subject, head=heads[0])


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


def put_behind(tree: Tree, i: int) -> Iterator[Found] | None:
    """The candidate of a verb that stands behind or amid what it reports ("..., Quill said", "as Quill noted"); None where it does not."""
    token = tree.tokens[i]
    if token.head < 0 or abs(token.head - i) > 80 or token.head == i:
        return None
    mark = tree.child(i, "mark", "advmod")
    shape = ""
    if token.relation in ("parataxis", "conj", "dep"):
        own = tree.descendants(i, limit=40)
        if tree.lower[own[0]] in BESIDE or (own[0] > 0 and tree.lower[own[0] - 1] in BESIDE):
            shape = "put behind"
    elif token.relation == "advcl" and mark is not None and tree.lower[mark] == "as" and tree.child(i, "obj", "xcomp") is None:
        shape = "as"
    if not shape:
        return None
    gone = set(tree.descendants(i))
    tokens = [k for k in tree.descendants(token.head) if k not in gone]
    return candidate(tree, shape, [k for k in tokens if k < i] or tokens, (i, i), subject_of(tree, i))


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
                if first > 0 and tree.lower[first - 1] not in PARTED:
                    rest.append(c)
        mark = tree.child(head, "mark")
        shape = "that" if mark is not None and tree.lower[mark] == "that" else "asked" if mark is not None else "clause"
        yield shape, [head, *rest]
    infinitives = tree.all(i, "xcomp")
    objects = tree.all(i, "obj")
    obliques = [c for c in tree.all(i, "obl") if c > i and preposition(tree, c) not in ("", "by")]
    if infinitives:
        yield "object and infinitive" if objects else "infinitive", sorted([*objects, *infinitives])
    if objects:
        yield "object", sorted([*objects, *[c for c in obliques if c > objects[0] and preposition(tree, c) in TAIL]])
    clause = [c for c in tree.all(i, "advcl") if c > i and preposition(tree, c) in ABOUT]
    if obliques or clause:
        yield "preposition", sorted([*obliques, *clause])[:2]


def subject_of(tree: Tree, i: int) -> int | None:
    """Who says it: the verb's subject; for a passive the one behind "by"; through relative clauses to what they are about."""
    if tree.child(i, "aux:pass", "nsubj:pass") is not None or (tree.tokens[i].relation == "acl" and tree.tokens[i].fine == "VBN"):
        return next((c for c in tree.all(i, "obl", "obl:agent") if preposition(tree, c) == "by"), None)
    named = [c for c in tree.children[i] if tree.tokens[c].relation in SUBJECTS]
    if not named and (over := speaks_on(tree, i)) is not None:
        return subject_of(tree, over)
    subject = named[0] if named else tree.subject(i)
    if subject is not None and tree.lower[subject] in RELATIVE and tree.tokens[i].relation.startswith("acl"):
        return tree.tokens[i].head
    return subject


def speaks_on(tree: Tree, i: int) -> int | None:
    """The verb of saying whose speaker goes on in a participle behind a comma: "said that the engine failed, adding that ..."."""
    if tree.tokens[i].relation != "advcl" or not tree.lower[i].endswith("ing") or not speech.verb(tree.lower[i], "say"):
        return None
    first = tree.descendants(i)[0]
    if first == 0 or tree.lower[first - 1] != ",":
        return None
    inner = i
    for a in tree.ancestors(i):
        if tree.tokens[inner].relation == "ccomp" and a < i and (speech.verb(tree.lemmas[a], "say") or speech.verb(tree.lower[a], "say")):
            return a
        if tree.tokens[a].relation not in ("ccomp", "conj", "xcomp", "advcl"):
            return None
        inner = a
    return None


def according(tree: Tree, i: int) -> Iterator[Found]:
    """The candidate of "according to": the clause that it hangs on, on the side where more of it stands."""
    head, _ = noun_after(tree, i + 2)
    if head is None or head >= len(tree.tokens) or tree.tokens[head].sentence != tree.tokens[i].sentence:
        return
    own = set(tree.descendants(head)) | {i, i + 1}
    governor = clause_over(tree, head)
    tokens = [k for k in tree.descendants(governor) if k not in own] if governor >= 0 and governor not in own else []
    if not tokens:
        sentence = tree.analysis.sentences[tree.tokens[i].sentence]
        tokens = [k for k in range(sentence.first, sentence.last) if k not in own]
    yield from candidate(tree, "according", tokens, (i, i + 1), head, without=(i, max(own)))


def clause_over(tree: Tree, i: int) -> int:
    """The head of the clause that a phrase stands in, up through a few phrases; -1 where there is none."""
    governor = tree.tokens[i].head
    for _ in range(DEEPEST):
        if governor < 0 or tree.tokens[governor].tag in ("VERB", "AUX") or tree.tokens[governor].relation == "root":
            break
        if tree.tokens[governor].relation in ("nmod", "obl", "obj", "nsubj", "conj", "appos") and tree.tokens[governor].head >= 0:
            governor = tree.tokens[governor].head
    return governor


def of_adverb(tree: Tree, i: int) -> Iterator[Found]:
    """The candidate of an adverb that puts its clause in the mouth of others: "has reportedly resigned"."""
    governor = tree.tokens[i].head
    if governor >= 0:
        yield from candidate(tree, "adverb", [k for k in tree.descendants(governor) if k != i], (i, i), None, head=governor)


def made(tree: Tree, i: int) -> bool:
    """Whether an adjective is what a verb with a clause makes of something: "made clear that ..."."""
    head = tree.tokens[i].head
    return tree.tokens[i].tag == "ADJ" and head >= 0 and tree.lemmas[head] == "make" and tree.child(i, "ccomp") is not None


def state(tree: Tree, i: int) -> bool:
    """Whether a token may name a state of mind: what somebody is or is made, or an adjective of the list wherever it stands."""
    tag = tree.tokens[i].tag
    said_to_be = tag in ("ADJ", "NOUN") and (tree.child(i, "cop") is not None or made(tree, i))
    return said_to_be or (tag in ("ADJ", "VERB") and speech.adjective(tree.lower[i]))


def of_state(tree: Tree, i: int) -> Iterator[Found]:
    """The candidate of a state of mind: "Quill is sure that ...", "angry about ...", "is a supporter of ..."."""
    token = tree.tokens[i]
    subject = subject_of(tree, token.head) if made(tree, i) else tree.child(i, "nsubj")
    bare = subject is None
    if bare and token.tag != "NOUN" and token.head >= 0:
        subject = token.head if token.relation in ("acl", "amod") else subject_of(tree, token.head)
    heads = [c for c in tree.all(i, "ccomp", "csubj", "xcomp", "advcl", "obl", "nmod", "acl") if c > i]
    if subject is not None and heads:
        shape = f"state {token.tag.lower()} {tree.tokens[heads[0]].relation}{' bare' if bare else ''}"
        yield from candidate(tree, shape, tree.descendants(heads[0]), (i, i), subject, head=heads[0])


def of_noun(tree: Tree, i: int) -> Iterator[Found]:
    """The candidates of a noun: "Quill's claim that ...", "a plan to ...", "criticism of ...", "in Quill's view, ..."."""
    token = tree.tokens[i]
    owner = tree.child(i, "nmod:poss")
    if token.relation == "nsubj:outer" and token.head > i:  # "Quill's idea is that ..."
        own = set(tree.descendants(i))
        tokens = [k for k in tree.descendants(token.head) if k not in own]
        yield from candidate(tree, "noun is", tokens, (i, i), owner, without=(max(own), max(own)))
        return
    if token.relation == "obl" and preposition(tree, i) in ("in", "per", "by") and token.head >= 0:
        own = set(tree.descendants(i))
        spoken = owner if owner is not None else i
        tokens = [k for k in tree.descendants(token.head) if k not in own]
        yield from candidate(tree, "noun in", tokens, (i, i), spoken, head=token.head, without=(min(own), max(own)))
    for relation in ("acl", "ccomp", "acl:relcl", "nmod"):
        heads = [c for c in tree.all(i, relation) if c > i]
        if relation == "nmod":
            heads = [c for c in heads if preposition(tree, c) in ABOUT and not (owner is None and preposition(tree, c) == "from")]
        if not heads or (relation == "acl:relcl" and tree.child(heads[0], "mark") is None):
            continue
        low = preposition(tree, heads[0])
        source: int | None = owner
        if source is None and "holder" in speech.classes().get((speech.noun(tree.lower[i]) or "", "noun"), ()):
            source = i
        elif source is None and token.relation == "obj" and token.head >= 0:
            source = subject_of(tree, token.head)
        shape = f"noun {relation} {'that' if low == 'that' else 'to' if low == 'to' else 'of'}"
        yield from candidate(tree, shape, tree.descendants(heads[0]), (i, i), source, head=heads[0])
        return
