"""What a number counts: the noun, its qualifiers, the unit and the scope."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.tables import is_person, lemma_of, words
from rashomon.analysis.tree import Tree
from rashomon.lang.numbers import Lexeme

_STOP = words("stop")
_COLLECTIVES = words("collectives")
_PARTITIVE = frozenset(["of"])
_ELIDED = words("elided")
_STATES = words("states")
_QUALIFYING = frozenset(["amod", "compound", "nmod", "nmod:unmarked", "acl"])
_SCOPE_CUES = words("scope_cues")
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun of one number: its place and lemma, the token that heads the phrase (-1 without a parse), qualifiers, end of the phrase."""

    start: int
    end: int
    lemma: str
    token: int
    qualifiers: tuple[str, ...]
    elided: bool = False

    @property
    def word_of_state(self) -> bool:
        """Whether the noun is only the state of people left unnamed ("12 killed", "27 hurt")."""
        return self.lemma in _STATES


class Nouns:
    """Finds the counted noun, by the parse where there is one, by word order where not."""

    def __init__(self, tree: Tree, lex: list[Lexeme]) -> None:
        self.tree = tree
        self.lex = lex
        self.text = tree.text

    def find(self, draft: Draft, number: int) -> Counted | None:
        """The noun that a draft counts, None where it stands alone."""
        collective = self.collective(number)
        if collective:
            return collective
        if self.tree.parsed:
            found = self.by_parse(draft)
            if found and not self.is_deed(draft, found):
                return found
        found = self.by_order(draft)
        return None if found and self.is_deed(draft, found) else found

    def is_deed(self, draft: Draft, found: Counted) -> bool:
        """Whether the word after a ratio is what its people did, not what is counted ("three in ten agreed")."""
        if "ratio" not in draft.tags or found.elided:
            return False
        if found.token < 0:
            return found.lemma.endswith("ed")
        return self.tree.tokens[found.token].tag not in ("NOUN", "PROPN", "ADJ", "PRON")

    def low(self, i: int) -> str:
        return self.lex[i].lower if 0 <= i < len(self.lex) else ""

    def collective(self, number: int) -> Counted | None:
        """ "a family of five", "the crowd of 22,000"."""
        if self.low(number - 1) == "of" and self.low(number - 2) in _COLLECTIVES:
            noun = self.lex[number - 2]
            return Counted(noun.start, noun.end, noun.lower, self.token_at(noun.start), ())
        return None

    def token_at(self, position: int) -> int:
        """The token that holds a character, -1 for none."""
        i = self.tree.at(position)
        tokens = self.tree.tokens
        return i if i < len(tokens) and tokens[i].start <= position < tokens[i].end else -1

    def number_token(self, draft: Draft) -> int:
        """The token that heads the number: the last that its numeral covers."""
        inside = self.tree.inside(draft.number_start, max(draft.number_end, draft.number_start + 1))
        if not inside:
            return self.token_at(draft.number_start)
        tokens = self.tree.tokens
        for i in inside:
            if not inside.start <= tokens[i].head < inside.stop and tokens[i].relation != "punct":
                return i
        return inside[-1]

    def by_parse(self, draft: Draft) -> Counted | None:
        tree = self.tree
        i = self.number_token(draft)
        if i < 0:
            return None
        token = tree.tokens[i]
        head = token.head
        if (
            token.relation in ("nummod", "nummod:gov", "amod", "det", "compound", "nmod:unmarked", "advmod")
            and head > i
            and head < len(tree.tokens)
        ):
            if self.reach(i, head) and tree.lower[head] not in ("plus", "odd"):
                return self.noun(head, i)
            return None
        for _ in range(3):
            of = next((c for c in tree.children[i] if c > i and self.is_of(c)), -1)
            if of < 0:
                break
            if tree.tokens[of].start >= draft.number_end:
                return self.noun(of, i)
            i = of
        if (
            token.relation in ("nsubj", "nsubj:pass", "obj", "conj", "obl", "root")
            and i + 1 < len(tree.tokens)
            and tree.lower[i + 1] in _ELIDED
        ):
            after = tree.tokens[i + 1]
            return Counted(after.start, after.end, tree.lemmas[i + 1], i, (), True)
        return None

    def is_of(self, c: int) -> bool:
        """Whether a token is the noun of an "of" phrase."""
        return self.tree.tokens[c].relation in ("nmod", "obl") and any(self.tree.lower[g] == "of" for g in self.tree.children[c])

    def reach(self, i: int, head: int) -> bool:
        """Whether the noun is near enough, in the same sentence, and no clause mark stands between."""
        tree = self.tree
        if head - i > 10 or tree.tokens[i].sentence != tree.tokens[head].sentence:
            return False
        return tree.tokens[head].tag in ("NOUN", "PROPN", "ADJ", "X", "SYM", "PRON", "VERB", "NUM") and not any(
            tree.lower[k] in (";", ":", "(") for k in range(i + 1, head)
        )

    def noun(self, head: int, number: int) -> Counted:
        tree = self.tree
        qualifiers = []
        for c in tree.children[head]:
            if (
                tree.tokens[c].relation in _QUALIFYING
                and c != number
                and abs(c - head) <= _MOST_WORDS
                and tree.tokens[c].tag in ("NOUN", "PROPN", "ADJ", "VERB")
            ):
                qualifiers.append(tree.lemmas[c].lower())
        token = tree.tokens[head]
        lemma = tree.lemmas[head].lower()
        return Counted(token.start, token.end, lemma if lemma != tree.lower[head] else lemma_of(lemma), head, tuple(qualifiers))

    def by_order(self, draft: Draft) -> Counted | None:
        """The last word of the run of noun-like words after the number, "of" and articles skipped."""
        i = draft.last
        if self.low(i) in ("-", "–") and draft.hyphened:
            i += 1
        if self.low(i) == "of":
            i += 1
            while self.low(i) in ("the", "those", "all", "its", "their", "his", "her", "our", "these", "them"):
                i += 1
        elif draft.form == "fraction" and self.low(i) in ("the", "its", "their", "his", "her", "all"):
            i += 1
        if i >= len(self.lex):
            return None
        if self.low(i) in _ELIDED and (i + 1 >= len(self.lex) or self.lex[i + 1].kind != "word" or self.low(i) not in ("more", "other")):
            lexeme = self.lex[i]
            return Counted(lexeme.start, lexeme.end, lexeme.lower, -1, (), True)
        run: list[Lexeme] = []
        while i < len(self.lex) and len(run) < 6:
            lexeme = self.lex[i]
            previous_end = self.lex[i - 1].end
            if lexeme.lower in ("more", "other", "additional", "further") and not run:
                i += 1
                continue
            if lexeme.kind != "word" or lexeme.lower in _STOP or "\n" in self.text[previous_end : lexeme.start]:
                break
            if run and lexeme.lower.endswith(("ed", "ing")) and run[-1].lower.endswith(("s", "people", "men", "women", "children", "dead")):
                break
            if run and is_person(run[-1].text, lemma_of(run[-1].lower)) and run[-1].lower != lemma_of(run[-1].lower):
                break
            run.append(lexeme)
            i += 1
        if not run:
            return None
        last = run[-1]
        return Counted(last.start, last.end, lemma_of(last.lower), self.token_at(last.start), tuple(x.lower for x in run[:-1]))


def scope_after(text: str, end: int, sentence_end: int) -> str | None:
    """Words after a counted noun that narrow it: "mostly civilians", "including three children"."""
    tail = text[end : min(sentence_end, end + 90)]
    stripped = tail.lstrip(" ,(–—")
    if len(tail) - len(stripped) > 3 or not stripped:
        return None
    first = stripped.split(" ", 1)[0].lower()
    if first not in _SCOPE_CUES:
        return None
    words: list[str] = []
    for word in stripped.split():
        words.append(word.rstrip(",.;:)"))
        if word[-1] in ",.;:)" or len(words) >= 6:
            break
    return " ".join(words) if len(words) > 1 else None
