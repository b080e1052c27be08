"""Who did it, to whom, to what and where: the filled places of a clause, with the chains that they refer to."""

from __future__ import annotations

from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.model import Slot

ACTIVE = frozenset(["nsubj", "csubj", "nsubj:outer"])
PASSIVE = frozenset(["nsubj:pass", "csubj:pass"])
RELATIVE = frozenset(["who", "which", "that", "whom"])
TO = frozenset(["to", "for", "with", "against", "from"])
WHERE = frozenset(
    "in at near on from to into outside inside around across over off through throughout along toward towards between beside".split()
)
OBJECT_CONTROL = frozenset(
    """ask tell urge order force allow call press persuade convince accuse suspect charge enable permit help let make invite require
    encourage instruct direct command advise lead cause expect want get beg pressure warn""".split()
)


class Slots:
    """Fills slots over one analysis whose chains are known."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.chain_at: dict[int, int] = {}
        rank = {"nominal": 0, "pronoun": 1, "name": 2}
        for mention in sorted(tree.analysis.mentions, key=lambda m: (rank.get(m.kind, 0), m.start)):
            for i in tree.inside(mention.start, mention.end):
                self.chain_at[i] = mention.chain
        for n, chain in enumerate(tree.analysis.chains):
            for role in chain.roles:
                for i in tree.inside(role.start, role.end):
                    self.chain_at.setdefault(i, n)

    def slot(self, head: int) -> Slot:
        """The slot of the phrase that a token heads. A relative pronoun gives the noun that it stands for."""
        tree = self.tree
        if tree.lower[head] in RELATIVE:
            verb = tree.tokens[head].head
            if verb >= 0 and tree.tokens[verb].relation.startswith("acl") and tree.tokens[verb].head >= 0:
                head = tree.tokens[verb].head
        start, end = self.bare(head)
        return Slot(start, end, tree.text[start:end], tree.lemmas[head], self.chain_at.get(head, -1))

    def bare(self, head: int) -> tuple[int, int]:
        """The phrase that a token heads, without prepositions, conjunctions and marks before it or a possessive ending behind it."""
        tree = self.tree
        start, end = tree.phrase(head)
        tokens = tree.inside(start, end)
        first, last = tokens.start, tokens.stop - 1
        while first < head and (
            tree.tokens[first].tag in ("ADP", "PUNCT", "SCONJ", "CCONJ") or tree.tokens[first].relation in ("case", "mark", "cc")
        ):
            first += 1
        while last > head and tree.lower[last] in ("'s", "’s", "'", "’", ",", '"', "”"):
            last -= 1
        return tree.starts[first], tree.ends[last]

    def subject(self, i: int) -> Slot | None:
        """Who did it: the subject, the agent of a passive, or whoever an infinitive or participle is about."""
        tree = self.tree
        if is_passive(tree, i):
            agent = next((c for c in tree.all(i, "obl", "obl:agent") if cases(tree, c) & {"by"} and c > i), None)
            return self.slot(agent) if agent is not None else None
        found = next((c for c in tree.children[i] if tree.tokens[c].relation in ACTIVE), None)
        if found is None:
            found = self.controller(i)
        return self.slot(found) if found is not None else None

    def controller(self, i: int) -> int | None:
        """The subject that a verb without one takes from above."""
        tree = self.tree
        for _ in range(4):
            token = tree.tokens[i]
            head = token.head
            if head < 0:
                return None
            if token.relation == "acl":
                if token.fine == "VBG":
                    return head
                i = head  # "a threat to resign": whoever makes the threat
                owner = tree.child(head, "nmod:poss")
                if owner is not None:
                    return owner
                i = head if tree.tokens[head].relation in ("obj", "nsubj") else -1
                if i < 0 or tree.tokens[i].head < 0:
                    return None
                i = tree.tokens[i].head
            elif token.relation == "acl:relcl":
                return None
            elif token.relation in ("xcomp", "advcl", "conj", "ccomp", "parataxis"):
                if token.relation in ("ccomp", "parataxis"):
                    return None
                controlled = (
                    token.relation in ("xcomp", "advcl")
                    and tree.lemmas[head] in OBJECT_CONTROL
                    and (token.relation == "xcomp" or cases(tree, i) & {"of", "with"})
                )
                if controlled and (target := tree.child(head, "obj", "iobj", "nsubj:pass")) is not None:
                    return target
                i = head
            else:
                return None
            found = next((c for c in tree.children[i] if tree.tokens[c].relation in SUBJECTS), None)
            if found is not None:
                return None if tree.tokens[found].relation in PASSIVE and token.relation == "conj" and not is_passive(tree, i) else found
        return None

    def object(self, i: int) -> Slot | None:
        """To whom or what it was done: the object, the subject of a passive, the noun that a participle modifies, or what somebody is."""
        tree = self.tree
        if tree.child(i, "cop") is not None:
            start, end = self.bare(i)
            subject = next((c for c in tree.children[i] if tree.tokens[c].relation in SUBJECTS), None)
            if subject is not None and tree.starts[subject] >= start:
                start = tree.starts[i]
            return Slot(start, end, tree.text[start:end], tree.lemmas[i], self.chain_at.get(i, -1))
        if is_passive(tree, i):
            found = next((c for c in tree.children[i] if tree.tokens[c].relation in PASSIVE), None)
            if found is None and tree.tokens[i].relation == "acl":
                found = tree.tokens[i].head
            if found is None and tree.tokens[i].relation in ("conj", "xcomp", "advcl"):
                found = self.controller(i)
        else:
            found = tree.child(i, "obj")
        return self.slot(found) if found is not None and found >= 0 else None

    def recipient(self, i: int) -> Slot | None:
        """To or for whom: the indirect object, or a person or group behind "to", "for", "with", "against"."""
        tree = self.tree
        found = tree.child(i, "iobj")
        if found is None:
            for c in tree.all(i, "obl"):
                mention = tree.mention(c)
                if cases(tree, c) & TO and (mention is not None and mention.type in ("person", "organisation")):
                    found = c
                    break
        return self.slot(found) if found is not None else None

    def places(self, i: int, tokens: list[int]) -> tuple[Slot, ...]:
        """Where: the place names of the clause behind a word of place."""
        tree = self.tree
        found: list[Slot] = []
        for k in tokens:
            mention = tree.mention(k)
            if (
                mention is None
                or mention.type != "place"
                or tree.tokens[k].relation not in ("obl", "nmod", "obl:unmarked")
                or not cases(tree, k) & WHERE
            ):
                continue
            found.append(Slot(mention.start, mention.end, mention.text, mention.text.lower(), mention.chain))
        return tuple(found)


def cases(tree: Tree, i: int) -> set[str]:
    """The prepositions and marks on a word."""
    return {tree.lower[c] for c in tree.children[i] if tree.tokens[c].relation in ("case", "mark")}


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a verb is passive, by its auxiliary, its subject, or as a bare participle on a noun."""
    if tree.child(i, "aux:pass", "nsubj:pass") is not None:
        return True
    token = tree.tokens[i]
    return (
        token.fine == "VBN"
        and token.relation in ("acl", "advcl", "amod")
        and tree.child(i, "aux") is None
        and tree.child(i, "nsubj") is None
    )
