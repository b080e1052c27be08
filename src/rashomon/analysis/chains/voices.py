"""Puts the chain and the full name of the speaker to each quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from rashomon.analysis.tree import Tree
from rashomon.model import Analysis, Mention, Quote, Span, TimeExpression

Placed = TypeVar("Placed", Mention, TimeExpression)

TOLD = frozenset("tell ask inform warn remind assure advise notify urge promise reassure answer thank beg email text".split())
SAID_TO = frozenset("say write speak explain complain admit confirm state suggest reply respond announce".split())
GROUPS = frozenset(["they", "it"])
BACK = 2  # sentences before the cue in which a group that speaks again as "they" or "it" was named
NAME_WORDS = 8  # of a name put behind a noun
LINKING = frozenset("of for the and 's ’s is in on & to".split())  # words without a capital within a name
PRONOUNS = frozenset("he she they it we i you who this that one others many some both everyone someone somebody another".split())


def voices(analysis: Analysis, tree: Tree) -> Iterator[Quote]:
    """The quotes with speakers resolved: the chain of the mention that heads the source's words, else the words themselves."""
    mentions = analysis.mentions
    starts = [m.start for m in mentions]
    role_of = {i: n for n, chain in enumerate(analysis.chains) for role in chain.roles for i in tree.inside(role.start, role.end)}
    spoke = groups(analysis, tree)
    for quote in analysis.quotes:
        if quote.source is None:
            yield quote
            continue
        mention = speaking(mentions, starts, quote.source, tree)
        chain = mention.chain if mention is not None else -1
        head = head_of(tree, quote.source)
        if head in role_of and (mention is None or mention.type != "person"):
            chain = role_of[head]
        quote = replace(quote, addressee=addressee(analysis, tree, starts, quote))
        named = apposed(analysis, tree, quote) if chain < 0 else None
        if named is not None:
            yield replace(quote, chain=named[1], speaker=named[0])
        elif chain >= 0:
            owned = owner_words(analysis, tree, quote.source, chain) if quote.source is not None else None
            yield replace(quote, chain=chain, speaker=owned or analysis.chains[chain].name)
        elif (
            quote.source is not None
            and quote.source.end - quote.source.start <= 9
            and quote.speaker is not None
            and quote.speaker.lower() in PRONOUNS
        ):
            yield replace(quote, speaker=spoke.get(quote.source.start))
        else:
            yield quote


def is_group(analysis: Analysis, tree: Tree, quote: Quote) -> bool:
    """Whether the words of a source name several people or a body, by a noun without a name."""
    if quote.source is None:
        return False
    head = head_of(tree, quote.source)
    if head < 0 or tree.tokens[head].tag != "NOUN":
        return False
    m = tree.mention_of[head]
    return m < 0 or analysis.mentions[m].type != "person"


def groups(analysis: Analysis, tree: Tree) -> dict[int, str]:
    """Where "they" or "it" is a source, by its start: the group that spoke last, a little before, if its number fits."""
    found: dict[int, str] = {}
    last: tuple[int, bool, str] | None = None  # sentence, whether several, who
    for quote in sorted((q for q in analysis.quotes if q.source is not None), key=lambda q: (q.source.start if q.source else 0, q.start)):
        head = head_of(tree, quote.source) if quote.source is not None else -1
        if head < 0 or quote.source is None or quote.speaker is None:
            continue
        sentence = tree.tokens[head].sentence
        if is_group(analysis, tree, quote):
            named = apposed(analysis, tree, quote)
            last = (sentence, tree.tokens[head].fine == "NNS", named[0] if named else quote.speaker)
            continue
        fits = last is not None and sentence - last[0] <= BACK and last[1] == (quote.speaker.lower() == "they")
        if fits and last is not None and quote.speaker.lower() in GROUPS:
            found[quote.source.start] = last[2]
            last = (sentence, last[1], last[2])
    return found


def apposed(analysis: Analysis, tree: Tree, quote: Quote) -> tuple[str, int] | None:
    """The name, with its chain or -1, that commas set off between a noun and its cue: "The organisers, Time for Halvern, said".

    Read from commas and capitals, since the parse takes a name such as "It's Time" for a clause.
    """
    if quote.source is None or quote.cue is None or quote.cue.start <= quote.source.end:
        return None
    head = head_of(tree, quote.source)
    inside = tree.inside(quote.source.end, quote.cue.start)
    words = [tree.tokens[i] for i in inside[1:-1]]
    commas = len(inside) >= 3 and tree.lower[inside[0]] == "," and tree.lower[inside[-1]] == ","
    if not commas or head < 0 or tree.tokens[head].tag != "NOUN" or len(words) > NAME_WORDS:
        return None
    cased = all(w.text[:1].isupper() or w.text.lower() in LINKING for w in words)
    start, end = words[0].start, words[-1].end
    if not cased or not any(w.tag == "PROPN" for w in words) or any(t.end > start for t in last_before(analysis.times, end)):
        return None
    held = [m for m in last_before(analysis.mentions, end) if m.kind == "name" and start <= m.start and m.end <= end]
    if any(m.type in ("place", "nationality") and m.end == end and m.start == start for m in held):
        return None
    able = [m for m in held if m.end == end and m.chain >= 0]
    for m in able:  # a title may stand before a person's name; the name of a body is all of it or none
        if m.type == "person" or (m.type == "organisation" and tree.text[start : m.start].strip().lower() in ("", "the")):
            return analysis.chains[m.chain].name, m.chain
    name = tree.text[start:end]
    return name[4:] if name.lower().startswith("the ") else name, -1


def last_before(rows: Sequence[Placed], end: int) -> Sequence[Placed]:
    """The last rows of an ordered layer that begin before a position, as many as a short name may hold."""
    k = bisect_left(rows, end, key=lambda row: row.start)
    return rows[max(0, k - 2 * NAME_WORDS) : k]


def owner_words(analysis: Analysis, tree: Tree, source: Span, chain: int) -> str | None:
    """The words of a source whose head is one common word behind its owner ("the Prime Minister's Office"), which alone says nothing."""
    name = analysis.chains[chain].name
    head = head_of(tree, source)
    words = tree.text[source.start : source.end]
    owned = head > 0 and tree.lower[head - 1] in ("'s", "’s") and tree.starts[head] > source.start
    if not owned or " " in name or tree.text[tree.starts[head] : tree.ends[head]] != name:
        return None
    return words.removeprefix("The ").removeprefix("the ")


def addressee(analysis: Analysis, tree: Tree, starts: list[int], quote: Quote) -> str | None:
    """Whom the speaker speaks to, where the cue names somebody: "told Quill", "said to Quill", "wrote to the council"."""
    if quote.cue is None:
        return None
    cue = next((i for i in tree.inside(quote.cue.start, quote.cue.end) if tree.tokens[i].tag == "VERB"), None)
    if cue is None:
        return None
    taken = [c for c in tree.all(cue, "iobj", "obj") if tree.lemmas[cue] in TOLD]
    taken += [
        c
        for c in tree.all(cue, "obl")
        if tree.lemmas[cue] in SAID_TO and (k := tree.child(c, "case")) is not None and tree.lower[k] == "to"
    ]
    for i in taken:
        k = bisect_right(starts, tree.starts[i])
        mention = next((m for m in analysis.mentions[max(0, k - 3) : k] if m.start <= tree.starts[i] < m.end), None)
        if quote.start <= tree.starts[i] < quote.end or (mention is None and tree.tokens[i].tag != "NOUN"):
            continue
        if mention is not None and mention.type in ("person", "organisation", "nationality"):
            return analysis.chains[mention.chain].name if mention.chain >= 0 else mention.text
    return None


def head_of(tree: Tree, source: Span) -> int:
    """The token that heads the words of a source, -1 for none."""
    tokens = tree.inside(source.start, source.end)
    return next((i for i in tokens if not tokens.start <= tree.tokens[i].head < tokens.stop), -1)


def speaking(mentions: tuple[Mention, ...], starts: list[int], source: Span, tree: Tree) -> Mention | None:
    """The mention that the words of a source stand for: one that holds their head, a person before others, the first of equals."""
    inside = [m for m in mentions[max(0, bisect_left(starts, source.start) - 2) : bisect_left(starts, source.end)] if m.end > source.start]
    if not inside:
        return None
    head = head_of(tree, source)
    if head >= 0:
        at_head = [m for m in inside if m.start <= tree.starts[head] < m.end]
        titled = [m for m in inside if m.type == "person" and m.kind == "name" and not follows_possessive(tree, m)]
        if at_head and at_head[0].type != "person" and len(titled) == 1:
            return titled[0]
        if at_head:
            return min(at_head, key=lambda m: (m.kind != "name", m.start))
        if tree.parsed:
            held = [m for m in inside if m.type == "person" and m.kind == "name"]
            return held[0] if len(held) == 1 and not follows_possessive(tree, held[0]) and not behind_preposition(tree, held[0]) else None
    people = [m for m in inside if m.type == "person"]
    return people[0] if people else inside[0]


def behind_preposition(tree: Tree, mention: Mention) -> bool:
    """Whether a preposition brings in a name ("an aide to Mayor Quill"): then it tells whose the speaker is."""
    inside = tree.inside(mention.start, mention.end)
    return any(tree.tokens[c].relation == "case" and tree.starts[c] < mention.start for i in inside for c in tree.children[i])


def follows_possessive(tree: Tree, mention: Mention) -> bool:
    """Whether a name owns what comes next ("Quill's lawyer"): then it is not who speaks."""
    return tree.text[mention.end : mention.end + 2] in ("'s", "’s") or tree.text[mention.end - 2 : mention.end] in ("'s", "’s")
