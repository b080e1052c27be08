"""Claims: who did what to whom, when, where, in one clause, with its status and whom the article credits; read from the dependencies."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from rashomon.analysis.annotator import Annotator
from rashomon.analysis.claims.slots import Slots
from rashomon.analysis.claims.status import status
from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import events, speech
from rashomon.model import Analysis, Claim, Quote, Slot, Span

CLAUSES = frozenset(["ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "csubj:pass"])
EDGE = frozenset(" \t\n,;:—–-.\"“”'‘’()")
TRUSTED = 0.45  # belief from which indirect speech credits its speaker with a claim
EMBEDS = frozenset(["threatened", "planned", "asked", "negated", "possible", "ongoing"])


class Reader:
    """Reads the claims of one analysis whose quotes, chains, times and quantities are known."""

    def __init__(self, analysis: Analysis) -> None:
        self.tree = Tree(analysis)
        self.analysis = analysis
        self.slots = Slots(self.tree)
        self.predicates = {i: kind for i in range(len(self.tree.tokens)) if (kind := self.kind(i))}
        self.owner = self._owners()
        self.members: dict[int, list[int]] = {}
        for i, owner in enumerate(self.owner):
            if owner >= 0:
                self.members.setdefault(owner, []).append(i)
        self.times = self._of_owner([(t.start, t.end) for t in analysis.times])
        self.quantities = self._of_owner([(q.start, q.end) for q in analysis.quantities])
        self.quotes = [(q.start, q.end, k, q) for k, q in enumerate(analysis.quotes) if not q.mixed and (q.direct or q.score >= TRUSTED)]
        self.quote_starts = [s for s, _, _, _ in self.quotes]

    def kind(self, i: int) -> str | None:
        """What sort of predicate a token is: verb, state ("is the mayor"), noun (an event noun with a slot), or None."""
        tree = self.tree
        token = tree.tokens[i]
        if token.head < 0 and not tree.children[i]:
            return None
        if token.tag == "VERB":
            if token.relation in ("amod", "compound", "case", "mark", "fixed", "flat"):
                return None
            return "verb" if tree.children[i] else None
        if tree.child(i, "cop") is not None and any(tree.tokens[c].relation in SUBJECTS for c in tree.children[i]):
            return "state"
        if token.tag == "NOUN" and events.verb_of(tree.lower[i]) and token.relation not in ("compound", "flat", "appos", "nmod:desc"):
            return "noun" if self._has_slot(i) else None
        return None

    def _has_slot(self, i: int) -> bool:
        tree = self.tree
        for c in tree.children[i]:
            relation = tree.tokens[c].relation
            if (
                relation == "nmod:poss"
                or (relation == "nmod" and c > i and tree.mention_of[c] >= 0)
                or (relation == "compound" and tree.mention_of[c] >= 0)
            ):
                return True
        return False

    def _owners(self) -> list[int]:
        """For each token the predicate of the clause that it stands in, -1 for none."""
        tree = self.tree
        found = [-2] * len(tree.tokens)
        for i in range(len(tree.tokens)):
            path: list[int] = []
            at = i
            while at >= 0 and found[at] == -2 and at not in self.predicates and len(path) < 400:
                path.append(at)
                found[at] = -1  # a broken parse may loop
                at = tree.tokens[at].head
            owner = -1 if at < 0 else at if at in self.predicates else found[at]
            for k in path:
                found[k] = owner
            if i in self.predicates:
                found[i] = i
        return found

    def _of_owner(self, spans: list[tuple[int, int]]) -> dict[int, list[int]]:
        """Indices of spans by the predicate whose clause holds their first token that has one."""
        found: dict[int, list[int]] = {}
        for k, (start, end) in enumerate(spans):
            owner = next((self.owner[i] for i in self.tree.inside(start, end) if self.owner[i] >= 0), -1)
            if owner >= 0:
                found.setdefault(owner, []).append(k)
        return found

    def claims(self) -> Iterator[Claim]:
        """The claims in the order of their predicates."""
        for i in sorted(self.predicates):
            made = self.claim(i, self.predicates[i])
            if made is not None:
                yield made

    def claim(self, i: int, kind: str) -> Claim | None:
        """The claim of one predicate; None for verbs that only introduce another clause, and for clauses without any filled slot."""
        tree = self.tree
        sentence_index = tree.tokens[i].sentence
        sentence = self.analysis.sentences[sentence_index]
        if sentence.role == "furniture" or (kind == "verb" and self.introduces(i)):
            return None
        if kind == "noun":
            verb = events.verb_of(tree.lower[i]) or tree.lemmas[i]
            subject, target = self.noun_slots(i)
            recipient = None
        else:
            verb = "be" if kind == "state" else self.phrasal(i)
            subject, target, recipient = self.slots.subject(i), self.slots.object(i), self.slots.recipient(i)
        tokens = self.members.get(i, [i])
        places = self.slots.places(i, tokens)
        if subject is None and target is None and not places:
            return None
        start, end = self.span(tokens, i)
        quote = self.quote_at(tree.starts[i])
        found = status(tree, i, self.headline(sentence_index), kind == "noun")
        if found in ("done", "ongoing") and tree.text[sentence.start : sentence.end].rstrip("\"”' ").endswith("?"):
            found = "asked"
        claim = Claim(
            "",
            start,
            end,
            sentence_index,
            verb,
            Span(tree.starts[i], tree.ends[i]),
            found,
            subject,
            target,
            recipient if recipient != target else None,
            places,
            tuple(self.times.get(i, ())),
            tuple(self.quantities.get(i, ())),
            quote[1].speaker if quote else None,
            quote[1].source if quote else None,
            quote[0] if quote else -1,
        )
        return replace(claim, id=identity(self.analysis.article.id, tree.text, claim))

    def headline(self, n: int) -> bool:
        """Whether a sentence is a headline, by its role or as a first line without a full stop: there the present tells what is done."""
        sentence = self.analysis.sentences[n]
        if sentence.role == "headline" or n > 1:
            return sentence.role == "headline"
        text = self.tree.text
        first_line = "\n" not in text[: sentence.start].strip() and text[sentence.end : sentence.end + 1] == "\n"
        return first_line and text[sentence.end - 1] not in '.!?"”'

    def introduces(self, i: int) -> bool:
        """Whether a verb only reports or embeds another clause: then that clause carries the claim."""
        tree = self.tree
        if tree.child(i, "ccomp") is not None and speech.verb(tree.lemmas[i], "say", "think", "show", "core"):
            return True
        inner = tree.child(i, "xcomp")
        if inner in self.predicates and tree.lemmas[i] == "have":
            return True
        if inner is not None and inner in self.predicates and events.status_under(tree.lemmas[i], "verb") in EMBEDS:
            return True
        if speech.verb(tree.lemmas[i], "core") and tree.child(i, "obj") is None:
            spot = tree.ends[i]
            reported = [q for q in self._quotes_near(spot) if q.cue is not None and q.cue.start <= tree.starts[i] < q.cue.end]
            if tree.child(i, "nsubj:pass") is not None:  # "was dismissed by the board": what the cue is about tells no claim of its own
                reported = [q for q in reported if any(k in self.predicates for k in tree.inside(q.start, q.end))]
            return bool(reported)
        return False

    def _quotes_near(self, spot: int) -> list[Quote]:
        k = bisect_right(self.quote_starts, spot)
        return [q for _, _, _, q in self.quotes[max(0, k - 3) : k + 3]]

    def phrasal(self, i: int) -> str:
        """The lemma with its particle: "step down"."""
        tree = self.tree
        particle = tree.child(i, "compound:prt")
        return tree.lemmas[i] if particle is None else f"{tree.lemmas[i]} {tree.lower[particle]}"

    def noun_slots(self, i: int) -> tuple[Slot | None, Slot | None]:
        """Subject and object of an event noun: the owner and whoever stands behind "by" act, whoever stands behind "of" acts or suffers."""
        tree = self.tree
        subject = target = None
        for c in tree.children[i]:
            relation = tree.tokens[c].relation
            case = tree.child(c, "case")
            low = tree.lower[case] if case is not None else ""
            if relation == "nmod:poss" or (relation == "nmod" and low == "by"):
                subject = self.slots.slot(c)
            elif relation == "nmod" and low in ("of", "on", "against"):
                target = self.slots.slot(c)
            elif relation == "compound" and tree.mention_of[c] >= 0 and subject is None:
                subject = self.slots.slot(c)
        return subject, target

    def span(self, tokens: list[int], i: int) -> tuple[int, int]:
        """The range of a clause's own words around its predicate, without outer marks."""
        tree = self.tree
        first, last = min(tokens), max(tokens)
        start, end = tree.starts[first], tree.ends[last]
        while start < tree.starts[i] and tree.text[start] in EDGE:
            start += 1
        while end > tree.ends[i] and tree.text[end - 1] in EDGE:
            end -= 1
        return start, end

    def quote_at(self, position: int) -> tuple[int, Quote] | None:
        """The innermost quote around a position, with its index."""
        best: tuple[int, Quote] | None = None
        k = bisect_right(self.quote_starts, position)
        for start, end, n, quote in self.quotes[max(0, k - 6) : k]:
            if start <= position < end and (best is None or end - start <= best[1].end - best[1].start):
                best = (n, quote)
        return best


def identity(article: str, text: str, claim: Claim) -> str:
    """The content-addressed id of a claim: article, place and words, predicate, status and slots."""
    parts = [article, str(claim.start), str(claim.end), text[claim.start : claim.end], claim.verb, str(claim.predicate.start), claim.status]
    for slot in (claim.subject, claim.object, claim.recipient, *claim.places):
        parts.append("" if slot is None else f"{slot.start}-{slot.end}")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def run(analysis: Analysis) -> Analysis:
    """Fill the claims layer. Without a parse there are no claims."""
    if not any(token.head >= 0 for token in analysis.tokens):
        return replace(analysis, claims=())
    return replace(analysis, claims=tuple(Reader(analysis).claims()))


ANNOTATOR = Annotator(
    "claims", "1", ("article", "tokens", "sentences", "mentions", "chains", "quotes", "times", "quantities"), ("claims",), run
)
