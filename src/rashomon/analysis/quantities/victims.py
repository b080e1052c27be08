"""Victims whom no numeral counts: people told one beside the other ("a man and his daughter"), and one of whom the death is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.analysis.quantities.measured import Measured, Measures
from rashomon.analysis.quantities.tables import is_person, words
from rashomon.analysis.tree import Tree
from rashomon.model import Quantity, Span

VIOLENT = words("violent")
UNDONE = words("undone")
LOST = frozenset(["killed", "injured"])
SAID_OF = frozenset(["nsubj", "nsubj:pass", "obj", "nmod", "nmod:poss", "obl", "conj"])
ONE_PERSON = frozenset(["he", "she", "him", "her"])
# A sum of more people than this is a list that was parsed wrongly.
MOST_NAMED = 12
# Sentences before one that tells of a death in which violence may be told.
LOOKED_BACK = 2


@dataclass(frozen=True, slots=True)
class Victims:
    """How many people a stretch of text tells of, what happened to them, and the words that say so."""

    span: Span
    number: float
    measure: str
    trigger: Span


class Told:
    """Finds victims in one article, where `known` are its numbers."""

    def __init__(self, tree: Tree, measures: Measures, known: Sequence[Quantity]) -> None:
        self.tree = tree
        self.measures = measures
        self.counted = {tree.at(q.head.start if q.head else q.number.start): q for q in known if q.unit == "persons" and q.low == q.high}

    def together(self) -> Iterator[Victims]:
        """People joined by "and" who met one fate, at least one of them without a numeral."""
        tree = self.tree
        for i, token in enumerate(tree.tokens):
            others = self.joined(i) if token.relation != "conj" else []
            if (
                not others
                or any(tree.child(k, "appos") in range(k, others[-1]) for k in (i, *others))
                or token.relation not in SAID_OF
                or not 1 <= len(others) < MOST_NAMED
            ):
                continue
            values = [self.people(k) for k in (i, *others)]
            told = [v for v in values if v is not None]
            if len(told) < len(values) or all(k in self.counted for k in (i, *others)):
                continue
            found = self.measures.climb(i, None)
            if found is None or found.measure not in LOST or self.denied(found):
                continue
            start, end = self.place(i)[0], self.place(others[-1])[1]
            if "\n" not in tree.text[start:end] and not self.parted(i, others[-1]):
                yield Victims(Span(start, end), sum(told), found.measure, found.trigger)

    def joined(self, first: int) -> list[int]:
        """What "and" and commas join to a noun, in order; the parser may hang each on the first or on the one before."""
        found, todo = [], self.tree.all(first, "conj")
        while todo:
            found.append(todo.pop())
            todo += self.tree.all(found[-1], "conj")
        return sorted(found)

    def alone(self) -> Victims | None:
        """The first person whose violent death is told; None where none is."""
        tree = self.tree
        if not tree.parsed:
            return None
        named = [i for i, token in enumerate(tree.tokens) if token.relation in SAID_OF and self.people(i) == 1.0]
        for i in (*named, *(i for i, token in enumerate(tree.tokens) if token.relation in SAID_OF and tree.lower[i] in ONE_PERSON)):
            found = self.measures.climb(i, None)
            if found is None or found.measure != "killed" or self.denied(found) or not self.violent(tree.tokens[i].sentence, found):
                continue
            start, end = self.place(i)
            if end <= found.trigger.start or found.trigger.end <= start:
                return Victims(Span(start, end), 1.0, "killed", found.trigger)
        return None

    def place(self, i: int) -> tuple[int, int]:
        """Where the person is named: from the first word of the phrase to its noun, or to the end of the name."""
        tree = self.tree
        first, last = i, max((i, *tree.all(i, "flat")))
        start = tree.phrase(i)[0]
        while first > 0 and tree.tokens[first - 1].start >= start:
            first -= 1
        while first < i and tree.tokens[first].tag in ("ADP", "PUNCT", "CCONJ"):
            first += 1
        return tree.tokens[first].start, tree.tokens[last].end

    def people(self, i: int) -> float | None:
        """How many people a token stands for; None where it stands for none or the number is not told."""
        tree, token = self.tree, self.tree.tokens[i]
        if i in self.counted:
            return self.counted[i].low
        if token.fine in ("NNS", "NNPS") or tree.child(i, "nummod") is not None:
            return None
        mention = tree.mention(i)
        if mention is not None and mention.kind == "name":
            return 1.0 if mention.type == "person" and token.tag == "PROPN" else None
        return 1.0 if token.tag == "NOUN" and is_person(token.text, tree.lemmas[i].lower()) else None

    def parted(self, first: int, last: int) -> bool:
        """Whether words between the first and the last say different things of them ("a man dead and a woman hurt"), or name parts."""
        tree = self.tree
        return any(
            tree.lower[k] == "including"
            or (k not in self.counted and any(self.measures.look(k, how) for how in ("object", "state", "subject")))
            for k in range(first + 1, last)
        )

    def denied(self, found: Measured) -> bool:
        """Whether what happened is denied, or only might have."""
        tree = self.tree
        i = found.token if found.token >= 0 else tree.at(found.trigger.start)
        return any(tree.lower[c] in UNDONE for c in tree.children[i])

    def violent(self, sentence: int, found: Measured) -> bool:
        """Whether this sentence or one just before it tells of violence or an accident, so that nobody died in bed."""
        tree = self.tree
        if tree.text[found.trigger.start : found.trigger.end].lower().startswith(("kill", "slain", "murder", "shot")):
            return True
        first = tree.analysis.sentences[max(0, sentence - LOOKED_BACK)].first
        last = tree.analysis.sentences[sentence].last
        return any(tree.lemmas[k].lower() in VIOLENT or tree.lower[k] in VIOLENT for k in range(first, last))
