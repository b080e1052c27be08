"""A view of an analysis for steps that walk the dependencies: children, subjects, phrases, and what lies where.

Built once per step in time linear in the tokens; every look-up is logarithmic or better. Works without a parse: then there are no children.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rashomon.model import Analysis, Mention, Token

SUBJECTS = frozenset(["nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"])
# relations that end the bare name of somebody: what hangs on them says more about it
LOOSE = frozenset(["acl", "acl:relcl", "appos", "parataxis", "conj", "cc", "punct", "dep", "advcl", "advcl:relcl", "list", "orphan"])
DEEPEST = 60  # tokens that a phrase may hold; guards against broken parses


class Tree:
    """Look-ups over the tokens, sentences and mentions of one analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.article.text
        self.tokens: tuple[Token, ...] = analysis.tokens
        self.starts = [t.start for t in self.tokens]
        self.ends = [t.end for t in self.tokens]
        self.lower = [t.text.lower() for t in self.tokens]
        self.lemmas = [t.lemma or low for t, low in zip(self.tokens, self.lower, strict=True)]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if 0 <= token.head < len(self.tokens) and token.head != i:
                self.children[token.head].append(i)
        self.parsed = any(token.head >= 0 for token in self.tokens)
        self.mention_of = [-1] * len(self.tokens)
        for k, mention in enumerate(analysis.mentions):
            for i in self.inside(mention.start, mention.end):
                self.mention_of[i] = k

    def inside(self, start: int, end: int) -> range:
        """The tokens that begin in [start, end)."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def at(self, position: int) -> int:
        """The token at or after a position; the number of tokens when there is none."""
        return bisect_right(self.ends, position)

    def mention(self, i: int) -> Mention | None:
        """The mention that a token belongs to."""
        k = self.mention_of[i]
        return self.analysis.mentions[k] if k >= 0 else None

    def child(self, i: int, *relations: str) -> int | None:
        """The first dependent of a token with one of these relations."""
        for c in self.children[i]:
            if self.tokens[c].relation in relations:
                return c
        return None

    def all(self, i: int, *relations: str) -> list[int]:
        """The dependents of a token with one of these relations, in order."""
        return [c for c in self.children[i] if self.tokens[c].relation in relations]

    def subject(self, i: int) -> int | None:
        """The token that heads the subject of a verb: its own, that of a verb it hangs on, or the noun that it modifies as a participle."""
        for _ in range(4):
            for c in self.children[i]:
                if self.tokens[c].relation in SUBJECTS:
                    return c
            token = self.tokens[i]
            if token.head < 0:
                return None
            if token.relation in ("acl", "acl:relcl") and (token.tag == "VERB" and self.lower[i].endswith(("ing", "ed", "t"))):
                return token.head if token.relation == "acl" and self.lower[i].endswith("ing") else None
            if token.relation in ("conj", "xcomp", "advcl", "parataxis", "ccomp") and (token.relation != "ccomp" or not self.parsed):
                i = token.head
                continue
            return None
        return None

    def descendants(self, i: int, skip: frozenset[str] = frozenset(), limit: int = 4000) -> list[int]:
        """A token and everything under it, sorted; dependents of the token itself with a relation in `skip` are left out."""
        found, todo = [i], [c for c in self.children[i] if self.tokens[c].relation not in skip]
        while todo and len(found) < limit:
            k = todo.pop()
            found.append(k)
            todo += self.children[k]
        return sorted(found)

    def phrase(self, i: int) -> tuple[int, int]:
        """The noun phrase that a token heads, as a character range: its words up to the first relative clause, apposition or conjunct."""
        first = last = i
        keep = {i}
        for k in self.descendants(i, LOOSE, DEEPEST):
            keep.add(k)
        while first - 1 in keep:
            first -= 1
        while last + 1 in keep:
            last += 1
        return self.tokens[first].start, self.tokens[last].end

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of a token, nearest first."""
        for _ in range(DEEPEST):
            i = self.tokens[i].head
            if i < 0:
                return
            yield i

    def is_verb(self, i: int) -> bool:
        """Whether a token is a verb, or might be one where nothing was tagged."""
        return self.tokens[i].tag in ("VERB", "AUX", "X", "")
