"""Trees in the style of ClearNLP, which spaCy's own English pipelines give, turned into Universal Dependencies.

The styles differ in shape, not in labels alone. Turned are prepositions (the noun hangs on the verb, the preposition on the noun), copulas
(the predicate carries "be"), and coordination (all conjuncts hang on the first, the conjunction on the one that it brings in). Left as
they are: "be" before a place ("was in Rome"), stranded prepositions, and which of two objects of a small clause is meant.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from rashomon.lang import resources

TELLING = frozenset(("dobj", "pobj", "prep", "nsubjpass", "auxpass", "attr", "acomp", "npadvmod"))  # labels of no other style
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM"))
Tree = tuple[list[int], list[str]]


@functools.cache
def renamed() -> dict[str, str]:
    """Label of another style to the relation of Universal Dependencies."""
    return {label: relation for label, relation in resources.rows("analysis/data/foreign_relations.tsv")}  # noqa: C416


def universal(heads: Sequence[int], labels: Sequence[str], tags: Sequence[str], lemmas: Sequence[str]) -> Tree:
    """Heads and labels of one sentence with the shape of Universal Dependencies; the labels still wait for `renamed`.

    `heads` are indices in the sentence, -1 for the root, and must be a tree; so is the result.
    """
    tree = (list(heads), list(labels))
    _prepositions(tree, tags)
    _copulas(tree, lemmas)
    _coordination(tree)
    return tree


def _depth(heads: Sequence[int], i: int) -> int:
    depth = 0
    while heads[i] >= 0:
        i = heads[i]
        depth += 1
    return depth


def _children(heads: Sequence[int], i: int) -> list[int]:
    return [k for k, head in enumerate(heads) if head == i]


def _prepositions(tree: Tree, tags: Sequence[str]) -> None:
    """killed -prep-> in -pobj-> Rome becomes killed -obl-> Rome -case-> in; the innermost first, so that "out of the house" works."""
    heads, labels = tree
    raised: set[int] = set()
    found = [i for i, label in enumerate(labels) if label in ("prep", "agent") or (label == "dative" and tags[i] == "ADP")]
    depths = {i: _depth(heads, i) for i in found}
    for i in sorted(found, key=lambda i: (-depths[i], i)):
        inside = _children(heads, i)
        own = [k for k in inside if labels[k] in ("pobj", "pcomp")] or [k for k in inside if k in raised]
        if not own:
            continue
        noun, governor = own[0], heads[i]
        clause = labels[noun] == "pcomp" and tags[noun] in ("VERB", "AUX")
        at_noun = governor >= 0 and tags[governor] in NOMINAL
        if governor < 0:
            labels[noun] = labels[i]
        elif clause:
            labels[noun] = "acl" if at_noun else "advcl"
        elif labels[i] == "agent":
            labels[noun] = "obl:agent"
        else:
            labels[noun] = "nmod" if at_noun else "obl"
        for k in inside:
            heads[k] = noun
        heads[noun], heads[i] = governor, noun
        labels[i] = "mark" if clause else "case"
        raised.add(noun)


def _copulas(tree: Tree, lemmas: Sequence[str]) -> None:
    """was -attr-> teacher becomes teacher -cop-> was; in "there was a fire" the fire is the subject."""
    heads, labels = tree
    for i, lemma in enumerate(lemmas):
        if lemma != "be":
            continue
        inside = _children(heads, i)
        predicates = [k for k in inside if labels[k] in ("attr", "acomp")]
        if not predicates:
            continue
        if any(labels[k] == "expl" for k in inside):
            for k in predicates:
                labels[k] = "nsubj"
            continue
        said = next((k for k in predicates if k > i), predicates[0])
        for k in inside:
            heads[k] = said
        heads[said], labels[said] = heads[i], labels[i]
        heads[i], labels[i] = said, "cop"


def _coordination(tree: Tree) -> None:
    """A, B and C: B and C hang on A, "and" on C."""
    heads, labels = tree
    for i, label in enumerate(labels):
        if label == "conj":
            while heads[i] >= 0 and labels[heads[i]] == "conj" and heads[heads[i]] >= 0:
                heads[i] = heads[heads[i]]
    for i, label in enumerate(labels):
        if label == "cc" and heads[i] >= 0:
            top = heads[heads[i]] if labels[heads[i]] == "conj" else heads[i]
            heads[i] = next((k for k in range(i + 1, len(heads)) if labels[k] == "conj" and heads[k] == top), heads[i])
