"""Chains: which names, nouns and pronouns of an article stand for the same person, organisation or place, and who speaks its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.analysis.annotator import Annotator
from rashomon.analysis.chains import naming, titles
from rashomon.analysis.chains.naming import Group
from rashomon.analysis.chains.references import References
from rashomon.analysis.chains.voices import voices
from rashomon.analysis.tree import Tree
from rashomon.model import Analysis, Chain, Mention, Span


def run(analysis: Analysis) -> Analysis:
    """Fill titles and chains of the mentions, add nouns and pronouns that stand for a name, and put full names to the quotes."""
    tree = Tree(analysis)
    names = list(analysis.mentions)
    sentences = [_sentence(tree, m) for m in names]
    roles: list[list[titles.Role]] = []
    genders: list[str] = []
    for k, mention in enumerate(names):
        found: list[titles.Role] = []
        title = None
        if mention.kind == "name" and mention.type == "person":
            title, found = titles.around(tree, mention, _floor(tree, mention))
            names[k] = replace(mention, title=title)
        roles.append(found)
        genders.append(next((r.gender for r in found if r.gender), ""))
    groups = naming.gather(tree.text, names, sentences, genders)
    added = References(tree, names, groups, [[r for k in g.mentions for r in roles[k]] for g in groups]).find()
    return _assembled(tree, names, groups, roles, added=added)


def _sentence(tree: Tree, mention: Mention) -> int:
    i = tree.at(mention.start)
    return tree.tokens[i].sentence if i < len(tree.tokens) else 0


def _floor(tree: Tree, mention: Mention) -> int:
    """The first token of the sentence that a mention stands in."""
    i = tree.at(mention.start)
    if i >= len(tree.tokens):
        return i
    n = tree.tokens[i].sentence
    sentences = tree.analysis.sentences
    return sentences[n].first if n < len(sentences) else 0


def _assembled(
    tree: Tree,
    names: list[Mention],
    groups: Sequence[Group],
    roles: Sequence[Sequence[titles.Role]],
    *,
    added: Sequence[tuple[Mention, int]],
) -> Analysis:
    """The analysis with all mentions in the order of the text, and chains that point to them."""
    chain_of = {k: n for n, group in enumerate(groups) for k in group.mentions}
    rows = [(m.start, m.end, chain_of.get(k, -1), m) for k, m in enumerate(names)]
    rows += [(m.start, m.end, n, m) for m, n in added]
    rows.sort(key=lambda r: (r[0], r[1], r[2]))
    mentions = tuple(replace(m, chain=n) for _, _, n, m in rows)
    members: list[list[int]] = [[] for _ in groups]
    for position, mention in enumerate(mentions):
        if mention.chain >= 0:
            members[mention.chain].append(position)
    chains = tuple(
        Chain(group.type, _name(group, [names[k] for k in group.mentions]), tuple(members[n]), _places(group, roles))
        for n, group in enumerate(groups)
    )
    made = replace(tree.analysis, mentions=mentions, chains=chains)
    return replace(made, quotes=tuple(voices(made, tree)))


def _name(group: Group, mentions: Sequence[Mention]) -> str:
    """The fullest name: most words, rather no acronym, then most used; without a possessive ending."""
    counts: dict[str, int] = {}
    for mention in mentions:
        text = naming.without_prefix(mention.text.removesuffix("'s").removesuffix("’s"))
        counts[text] = counts.get(text, 0) + 1
    order = {text: n for n, text in enumerate(counts)}
    most = 4 if group.type == "person" else 12
    return max(counts, key=lambda t: (not naming.is_acronym(t), min(len(t.split()), most), not t.isupper(), counts[t], -order[t]))


def _places(group: Group, roles: Sequence[Sequence[titles.Role]]) -> tuple[Span, ...]:
    """Where the roles of a group are named, each place once, in order."""
    return tuple(sorted({r.span for k in group.mentions for r in roles[k]}))


ANNOTATOR = Annotator("chains", "1", ("article", "tokens", "sentences", "mentions", "quotes"), ("chains",), run)
