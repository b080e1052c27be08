"""Puts the chain and the full name of the speaker to each quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from rashomon.analysis.tree import Tree
from rashomon.model import Analysis, Mention, Quote, Span

TOLD = frozenset("tell ask inform warn remind assure advise notify urge promise reassure answer thank beg email text".split())
SAID_TO = frozenset("say write speak explain complain admit confirm state suggest reply respond announce".split())
PRONOUNS = frozenset("he she they it we i you who this that one others many some both everyone someone somebody another".split())


def voices(analysis: Analysis, tree: Tree) -> Iterator[Quote]:
    """The quotes with speakers resolved: the chain of the mention that heads the source's words, else the words themselves."""
    mentions = analysis.mentions
    starts = [m.start for m in mentions]
    role_of = {i: n for n, chain in enumerate(analysis.chains) for role in chain.roles for i in tree.inside(role.start, role.end)}
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
        if chain >= 0:
            yield replace(quote, chain=chain, speaker=analysis.chains[chain].name)
        elif (
            quote.source is not None
            and quote.source.end - quote.source.start <= 9
            and quote.speaker is not None
            and quote.speaker.lower() in PRONOUNS
        ):
            yield replace(quote, speaker=None)
        else:
            yield quote


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
            return held[0] if len(held) == 1 and not follows_possessive(tree, held[0]) else None
    people = [m for m in inside if m.type == "person"]
    return people[0] if people else inside[0]


def follows_possessive(tree: Tree, mention: Mention) -> bool:
    """Whether a name owns what comes next ("Quill's lawyer"): then it is not who speaks."""
    return tree.text[mention.end : mention.end + 2] in ("'s", "’s") or tree.text[mention.end - 2 : mention.end] in ("'s", "’s")
