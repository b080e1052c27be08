"""Titles and roles of people: what stands before a name, behind it in apposition, or is said of it with "is"."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.analysis.tree import Tree
from rashomon.lang import people
from rashomon.model import Mention, Span

LONGEST = 9  # tokens of a title before a name
MODIFIERS = frozenset(
    """former ex acting deputy vice prime chief senior top junior assistant interim outgoing incoming late retired national federal
    state general first second lead leading foreign interior finance defense defence education health justice trade energy transport
    environment police army navy opposition majority minority party house senate union team club of brigadier associate executive
    managing presidential
    vice-presidential republican democratic right-wing left-wing far-right far-left conservative liberal""".split()
)
OF = frozenset(["of"])
OFFICES = frozenset(
    "secretary speaker chief head minister director commander chair chairman president leader prince duke king queen".split()
)
SHORT = {
    "gen": "general", "lt": "lieutenant", "sen": "senator", "rep": "representative", "gov": "governor", "dr": "doctor",
    "prof": "professor", "col": "colonel", "capt": "captain", "sgt": "sergeant", "adm": "admiral", "maj": "major",
    "rev": "reverend", "cmdr": "commander", "cpl": "corporal", "brig": "brigadier", "del": "delegate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """One role of somebody: its place, its head noun and the words that narrow it, all folded and in full ("gen" -> "general")."""

    span: Span
    head: str
    words: frozenset[str]
    gender: str = ""


def full(word: str) -> str:
    """A title word without its stop, abbreviations written out."""
    word = people.fold(word)
    return SHORT.get(word, word)


def is_role(tree: Tree, i: int) -> bool:
    """Whether a token is a noun for a person's office, rank, trade or family place."""
    return people.kind(tree.tokens[i].text) in ("honorific", "military", "role", "person") or people.kind(tree.lemmas[i]) in (
        "role",
        "person",
    )


def before(tree: Tree, first: int, floor: int) -> tuple[int, int] | None:
    """The tokens [a, b) of a title that stands right before the name that begins at `first`; `floor` is the sentence's first token."""
    i = first - 1
    of_what = i - 2 >= floor and tree.lower[i - 1] == "of" and is_role(tree, i - 2) and tree.tokens[i].text[:1].isupper()
    if not of_what and (i < floor or not is_role(tree, i) or tree.tokens[i].tag in ("VERB", "AUX")):  # of what: "Secretary of State"
        return None
    start = i
    while start > floor and first - start < LONGEST and _belongs(tree, start - 1, start):
        start -= 1
    if not tree.parsed and start == floor and start < i and tree.lower[start] not in MODIFIERS and not is_role(tree, start):
        start += 1  # a sentence's first word has a capital anyhow
    while start < i and (tree.lower[start] in ("of", "and", "-") or tree.tokens[start].tag in ("ADP", "PUNCT")):
        start += 1
    return start, first


def _belongs(tree: Tree, i: int, following: int) -> bool:
    """Whether a token is part of the title that goes on at the next token."""
    low, token = tree.lower[i], tree.tokens[i]
    mention = tree.mention(i)
    if mention is not None and mention.type == "person":
        return False
    if low in OF:
        return i > 0 and tree.lower[i - 1] in OFFICES
    if low in ("'s", "’s", "the", "a", "an", ",", "and") or token.tag in ("VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "ADV"):
        return False
    if not token.text[:1].isalnum():
        return token.text == "-" and tree.tokens[following].text[:1].isalpha()
    if low in MODIFIERS or is_role(tree, i):
        return True
    if tree.parsed:
        return token.tag in ("PROPN", "NOUN", "ADJ") and following <= token.head <= following + LONGEST
    return token.text[:1].isupper()


def words_of(tree: Tree, tokens: range) -> frozenset[str]:
    """The content words of a role, folded."""
    return frozenset(
        full(tree.lemmas[i] if tree.tokens[i].tag == "NOUN" else tree.lower[i])
        for i in tokens
        if tree.tokens[i].text[:1].isalnum() and tree.tokens[i].tag not in ("DET", "ADP", "PART", "PRON", "CCONJ")
    )


def role(tree: Tree, tokens: range, head: int) -> Role:
    """The role that some tokens name."""
    gender = next((g for i in tokens if (g := people.gender(tree.tokens[i].text))), "")
    return Role(
        Span(tree.starts[tokens.start], tree.ends[tokens.stop - 1]),
        full(tree.lemmas[head] or tree.lower[head]),
        words_of(tree, tokens),
        gender,
    )


def around(tree: Tree, mention: Mention, floor: int) -> tuple[Span | None, list[Role]]:
    """The title of one mention and all roles that its sentence gives it."""
    own = tree.inside(mention.start, mention.end)
    if not len(own):
        return None, []
    found: list[Role] = []
    title: Span | None = None
    place = before(tree, own.start, floor)
    if place is not None:
        made = role(tree, range(*place), place[1] - 1)
        title = made.span
        found.append(made)
    head = next((i for i in own if not own.start <= tree.tokens[i].head < own.stop), own.start)
    for i in described(tree, head, own):
        tokens = noun_tokens(tree, i)
        if tokens is None or any(own.start <= k < own.stop for k in tokens):
            continue
        made = role(tree, tokens, i)
        found.append(made)
        if title is None and tree.tokens[i].relation in ("appos", "nsubj", "obj", "obl", "root", "nmod"):
            title = made.span if abs(tokens.start - own.stop) <= 2 or abs(own.start - tokens.stop) <= 2 else None
    return title, found


def described(tree: Tree, head: int, own: range) -> list[int]:
    """The nouns that say who somebody is: in apposition on either side, or joined by "is"."""
    token = tree.tokens[head]
    nouns = [c for c in tree.children[head] if tree.tokens[c].relation in ("appos", "parataxis", "dep") and c >= own.stop]
    governor = token.head
    if governor >= 0:
        if token.relation in ("appos", "flat", "compound") and not own.start <= governor < own.stop:
            nouns.append(governor)
        if token.relation == "nsubj" and tree.child(governor, "cop") is not None and negation(tree, governor) is None:
            nouns.append(governor)
    return [i for i in nouns if tree.tokens[i].tag in ("NOUN", "PROPN") and is_role(tree, i) and tree.mention_of[i] < 0]


def negation(tree: Tree, i: int) -> int | None:
    """The word that denies a verb or predicate, if there is one."""
    return next((c for c in tree.children[i] if tree.lower[c] in ("not", "n't", "n’t", "never", "no")), None)


def noun_tokens(tree: Tree, i: int) -> range | None:
    """The tokens of the role noun at i with what narrows it ("head of Israel's Southern Command"), without a leading article."""
    keep = {i}
    for c in tree.children[i]:
        if tree.tokens[c].relation in ("amod", "compound", "nmod", "nmod:poss", "nummod", "nmod:desc", "flat", "case", "det", "fixed"):
            keep.update(tree.descendants(c, limit=20))
    first = last = i
    while first - 1 in keep or (tree.lower[first - 1] == "-" and tree.ends[first - 2] == tree.starts[first - 1] and first >= 2):
        first -= 1
    while last + 1 in keep and tree.lower[last + 1] not in (",", "(", "—"):
        last += 1
    while first < i and (tree.tokens[first].tag in ("DET", "ADP", "PUNCT") or tree.lower[first] in ("as",)):
        first += 1
    return range(first, last + 1) if last - first < 16 else None
