"""Finds the nouns and pronouns that stand for a named person or organisation: "the minister", "Israel's top general", "she".

A plain weighted heuristic with precision before recall. A noun needs a role that the article gives to the name; a pronoun needs a person of
fitting gender near by, and prefers subjects, the last named and the much named.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.analysis.chains.naming import Group
from rashomon.analysis.chains.titles import MODIFIERS, Role, full, noun_tokens, words_of
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import people
from rashomon.model import Mention

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
FIRST = frozenset(["i", "me", "my", "mine", "myself"])
NEAR = 4  # sentences back in which a pronoun looks for its name
FARTHER = 8  # sentences more in which somebody may last have been named inside a quote
MOST = 100  # bearers of one role that are weighed
LEAST = 0.0  # belief from which a pronoun is joined to a chain
ENOUGH = 0.45  # by how much the best person must lead the next


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a group: its head token, sentence, whether it is a subject or stands first, and the quote around it (-1 for none)."""

    token: int
    sentence: int
    subject: bool
    first: bool
    quote: int


def tree_object(tree: Tree, i: int, other: int) -> bool:
    """Whether two tokens hang on one verb: then a plain pronoun and the other are not the same person."""
    head = tree.tokens[i].head
    return head >= 0 and tree.tokens[other].head == head and tree.tokens[i].relation in ("obj", "iobj", "obl", "nsubj")


class References:
    """Walks the text once and joins nouns and pronouns to the groups of names."""

    def __init__(self, tree: Tree, names: Sequence[Mention], groups: Sequence[Group], roles: Sequence[Sequence[Role]]) -> None:
        self.tree = tree
        self.names = names
        self.groups = groups
        self.roles = [list(r) for r in roles]
        self.genders = [g.gender for g in groups]
        self.quotes = [(q.start, q.end) for q in tree.analysis.quotes if q.direct and not q.mixed]
        self.quote_starts = [s for s, _ in self.quotes]
        self.places: list[list[Place]] = [[] for _ in groups]
        self.home = {k: n for n, g in enumerate(groups) for k in g.mentions}
        self.named = sorted((names[k].start, k) for k in self.home)
        self.role_heads: dict[str, list[int]] = {}
        for n, found in enumerate(self.roles):
            for head in sorted({role.head for role in found}):
                self.role_heads.setdefault(head, []).append(n)
        self.org_words: dict[str, list[int]] = {}
        for n, group in enumerate(groups):
            for word in sorted({w for v in group.variants for w in v}) if group.type == "organisation" else ():
                self.org_words.setdefault(word, []).append(n)
        self.titled = self._titled()
        self.speakers = self._speakers()
        self.sources = {i for q in tree.analysis.quotes if q.source for i in tree.inside(q.source.start, q.source.end)}
        self.lately: deque[tuple[int, int]] = deque(maxlen=400)
        self.unnamed: list[tuple[Place, str]] = []

    def _speakers(self) -> list[int]:
        """For each direct quote the group of the one name in its source, -1 where there is none."""
        positions = [s for s, _ in self.named]
        found = []
        for quote in self.tree.analysis.quotes:
            if not quote.direct or quote.mixed:
                continue
            first = bisect_left(positions, quote.source.start) if quote.source else 0
            last = bisect_left(positions, quote.source.end) if quote.source else 0
            owners = {self.home[k] for _, k in self.named[first:last] if self.names[k].type == "person"}
            found.append(owners.pop() if len(owners) == 1 else -1)
        return found

    def _titled(self) -> set[int]:
        """The tokens that lie in a title or role that is already known to belong to a name."""
        return {i for found in self.roles for role in found for i in self.tree.inside(role.span.start, role.span.end)}

    def quote_at(self, position: int) -> int:
        """The index of the direct quote around a position, -1 for none."""
        k = bisect_right(self.quote_starts, position) - 1
        return k if k >= 0 and position < self.quotes[k][1] else -1

    def place(self, i: int) -> Place:
        """How a mention with its head at token i stands."""
        tree = self.tree
        token = tree.tokens[i]
        sentence = tree.analysis.sentences[token.sentence] if token.sentence < len(tree.analysis.sentences) else None
        over = tree.tokens[token.head] if token.relation == "appos" and token.head >= 0 else token  # "the minister, Mara Quill, has ..."
        return Place(
            i, token.sentence, over.relation in SUBJECTS, sentence is not None and i - sentence.first < 3, self.quote_at(token.start)
        )

    def find(self) -> list[tuple[Mention, int]]:
        """The added mentions, each with the index of its group, in the order of the text."""
        tree = self.tree
        found: list[tuple[Mention, int]] = []
        heads: dict[int, int] = {}
        for _, k in self.named:
            own = tree.inside(self.names[k].start, self.names[k].end)
            if len(own):
                head = next((i for i in own if not own.start <= tree.tokens[i].head < own.stop), own.start)
                heads[head] = self.home[k]
        for i in range(len(tree.tokens)):
            if i in heads:
                self._note(heads[i], self.place(i))
                continue
            if tree.mention_of[i] >= 0:
                continue
            low = tree.lower[i]
            if low in HE or low in SHE:
                group, score = self.pronoun(i, "m" if low in HE else "f")
                kind = "pronoun"
                start, end = tree.starts[i], tree.ends[i]
            elif tree.tokens[i].tag == "NOUN" and i not in self.titled:
                group, score = self.noun(i)
                kind = "nominal"
                if group is None and self._person_noun(i):
                    self.unnamed.append((self.place(i), people.gender(tree.tokens[i].text)))
                if group is not None:
                    tokens = noun_tokens(tree, i) or range(i, i + 1)
                    start, end = tree.starts[tokens.start], tree.ends[tokens.stop - 1]
            else:
                continue
            if group is None:
                continue
            self._note(group, self.place(i))
            found.append((Mention(start, end, tree.text[start:end], self.groups[group].type, kind, None, group, round(score, 4)), group))
        return found

    def _note(self, n: int, place: Place) -> None:
        """Remember that a group is spoken of here."""
        self.places[n].append(place)
        if self.groups[n].type == "person":
            self.lately.append((place.sentence, n))

    def _near(self, sentence: int) -> list[int]:
        """The people spoken of in the last sentences, in the order of their first mention."""
        while self.lately and self.lately[0][0] < sentence - NEAR - FARTHER:
            self.lately.popleft()
        return sorted({n for _, n in self.lately})

    def pronoun(self, i: int, gender: str) -> tuple[int | None, float]:
        """The person that "he" or "she" at token i stands for, and the belief in it."""
        here = self.place(i)
        scored = []
        for n in self._near(here.sentence):
            if self.genders[n] and self.genders[n] != gender:
                continue
            heard = [p for p in self.places[n][-8:] if p.quote < 0] if here.quote < 0 else self.places[n][-8:]
            last = heard[-1] if heard else self.places[n][-1]
            distance = here.sentence - last.sentence
            if distance > NEAR or self._bound(i, n):
                continue
            scored.append((self._weight(here, n, heard, last), -n, n))
        for k, (place, other) in enumerate(self.unnamed[-4:]):
            if here.quote < 0 <= place.quote:  # whom a quote tells of is seldom whom the article goes on with
                continue
            distance = here.sentence - place.sentence
            if distance <= 1 and other in (gender, "") and not (distance == 0 and tree_object(self.tree, i, place.token)):
                value = 1.4 - 0.9 * distance + 0.8 * place.subject + 0.4 * place.first + 0.7 * bool(other)
                scored.append((value, -1000 - k, -1))
        if not scored:
            return None, 0.0
        scored.sort(reverse=True)
        best = scored[0]
        lead = best[0] - scored[1][0] if len(scored) > 1 else 9.0
        if best[2] < 0 or best[0] < LEAST or lead < ENOUGH:
            return None, 0.0
        if not self.genders[best[2]]:
            self.genders[best[2]] = gender
        return best[2], 1 / (1 + math.exp(-min(best[0], 6.0)))

    def _weight(self, here: Place, n: int, heard: Sequence[Place], last: Place) -> float:
        """How well a person fits a pronoun: near, subject, first in its sentence, much named, of known gender, and not the speaker himself.

        `heard` are the person's last places that count here: outside quotes for a pronoun outside.
        """
        places = self.places[n]
        near = [p for p in heard[-6:] if here.sentence - p.sentence <= 1]
        value = 2.0 - 0.9 * (here.sentence - last.sentence)
        value += 0.8 * any(p.subject for p in near) + 0.4 * any(p.first for p in near)
        value += 0.5 * math.log(min(len(places), 20))
        value += 0.7 * bool(self.genders[n])
        value += 0.4 * (here.subject and last.subject)
        value += 0.8 * (here.token in self.sources and last.subject and here.sentence - last.sentence <= 1)
        if not heard:
            value -= 1.2
        if here.quote >= 0:
            value -= 0.3 * (last.quote != here.quote) + 2.0 * (self.speakers[here.quote] == n)
        return value

    def _bound(self, i: int, n: int) -> bool:
        """Whether the pronoun is the object of a verb whose subject is the person: "Quill met him" is not about Quill twice."""
        tree = self.tree
        if tree.lower[i].endswith("self") or tree.tokens[i].relation not in ("obj", "iobj", "obl"):
            return False
        subject = tree.child(tree.tokens[i].head, *sorted(SUBJECTS)) if tree.tokens[i].head >= 0 else None
        return subject is not None and any(p.token == subject for p in self.places[n][-3:])

    def noun(self, i: int) -> tuple[int | None, float]:
        """The name that a definite noun at token i stands for by its role, and the belief in it."""
        tree = self.tree
        token = tree.tokens[i]
        head = full(tree.lemmas[i])
        known = self.role_heads.get(head, [])
        kind = people.kind(head)
        if not known and kind not in ("group",):
            return None, 0.0
        if (
            token.fine in ("NNS", "NNPS")
            or (not token.fine and token.text.lower() != tree.lemmas[i])
            or token.relation in ("compound", "flat", "appos")
        ):
            return None, 0.0
        if tree.child(i, "cop") is not None or not self._definite(i):
            return None, 0.0
        tokens = noun_tokens(tree, i) or range(i, i + 1)
        words = words_of(tree, tokens) - {head}
        sentence = token.sentence
        fits = []
        for n in (known or self.org_words.get(head, []))[:MOST]:
            group = self.groups[n]
            own = (
                frozenset().union(*(r.words for r in self.roles[n] if r.head == head))
                if known
                else frozenset(w for v in group.variants for w in v)
            )
            narrowing = (words & MODIFIERS) - {"former", "top", "senior", "late"}
            if narrowing - own or (
                own & MODIFIERS and not narrowing and not words and own & {"prime", "vice", "deputy"} and len(known) > 1
            ):
                continue
            if not known and words - own:
                continue
            if words - own - MODIFIERS and not (words & own):
                continue
            if not self.places[n]:
                continue
            fits.append((len(words & own), self.places[n][-1].sentence, len(self.places[n]), -n, n))
        if not fits:
            return None, 0.0
        best = max(fits)
        if sentence - best[1] > 12:
            return None, 0.0
        return best[4], 0.8 if len(fits) == 1 else 0.6

    def _person_noun(self, i: int) -> bool:
        """Whether a token is a singular noun for a person that no name is known for."""
        token = self.tree.tokens[i]
        singular = token.fine == "NN" or (not token.fine and self.tree.lower[i] == self.tree.lemmas[i])
        return singular and token.relation not in ("compound", "appos", "nmod:desc") and people.kind(token.text) in ("role", "person")

    def _definite(self, i: int) -> bool:
        """Whether a noun is definite: "the", "this", a possessor, or a superlative; not "a", "any", "another"."""
        tree = self.tree
        for c in tree.children[i]:
            low, relation = tree.lower[c], tree.tokens[c].relation
            if relation == "det":
                return low in ("the", "this", "that")
            if relation == "nmod:poss":
                return True
        return False
