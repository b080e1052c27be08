"""The reports of one story side by side: in a total order, with what surrounds each place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Analysis, Citation, Ruling, Sentence, Token

# Words of these classes say what a sentence is about; the others only hold it together.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# Each step in the dependency tree away from a place makes a word a third less telling for it.
STEP = 0.67
REACH = 6

Vectors = Mapping[tuple[str, int], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Context:
    """The words around one place: lemma -> weight, falling with the distance in the tree; and the lemmas of names among them."""

    words: Mapping[str, float]
    names: frozenset[str]
    verbs: frozenset[str]


class Evidence:
    """The analyses of one story, sorted by publication and id, with their origins and what is needed to compare places."""

    def __init__(
        self,
        analyses: Sequence[Analysis],
        origins: Sequence[Sequence[str]] = (),
        vectors: Vectors | None = None,
        rulings: Sequence[Ruling] = (),
    ) -> None:
        self.rulings = tuple(rulings)
        self.analyses = sorted(analyses, key=lambda a: (a.article.published or "9999", a.article.id))
        self.vectors: Vectors = vectors or {}
        self.origin_of = {member: min(group) for group in origins for member in group}
        for a in self.analyses:
            self.origin_of.setdefault(a.article.id, a.article.id)
        self._weights: dict[int, tuple[Context, Mapping[str, float], float]] = {}  # by identity; holds the context, so that none is reused
        self.fullest: dict[str, int] = {}
        for i, a in sorted(enumerate(self.analyses), key=lambda x: (-len(x[1].article.text), x[1].article.id)):
            self.fullest.setdefault(self.origin_of[a.article.id], i)

    @cached_property
    def index_of(self) -> Mapping[str, int]:
        """Each article's place in the order, by its id."""
        return {a.article.id: i for i, a in enumerate(self.analyses)}

    def is_fullest(self, article: int) -> bool:
        """Whether this is the longest text of its origin: the one that speaks for it, so that a reprint changes no decision."""
        return self.fullest[self.origin_of[self.analyses[article].article.id]] == article

    def twin(self, article: int) -> int:
        """The article that speaks for this one's origin."""
        return self.fullest[self.origin_of[self.analyses[article].article.id]]

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Inverse document frequency of each lemma over the story's sentences: a word in every sentence tells nothing."""
        counts: Counter[str] = Counter()
        total = 1
        for number, a in enumerate(self.analyses):
            if not self.is_fullest(number):
                continue
            for sentence in a.sentences:
                counts.update({lemma(t) for t in a.tokens[sentence.first : sentence.last] if t.tag in CONTENT})
                total += 1
        return {word: math.log((total + 1) / (n + 0.5)) for word, n in counts.items()}

    def cite(self, article: int, start: int, end: int) -> Citation:
        """A citation in the article at this place of the order."""
        return self.analyses[article].article.cite(start, end)

    def sentence_at(self, article: int, position: int) -> int:
        """The index of the sentence that holds the position, or of the last one before it."""
        sentences = self.analyses[article].sentences
        low, high = 0, len(sentences)
        while low < high:
            middle = (low + high) // 2
            if sentences[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        return min(low, max(0, len(sentences) - 1))

    def sentence_citation(self, article: int, sentence: int) -> Citation:
        """The whole sentence."""
        s = self.analyses[article].sentences[sentence]
        return self.cite(article, s.start, s.end)

    def vector(self, article: int, sentence: int) -> NDArray[np.float32] | None:
        """The sentence's vector, where the pipeline made one; a copy shares that of its origin only by having its own."""
        return self.vectors.get((self.analyses[article].article.id, sentence))

    def context(self, article: int, sentence: int, start: int, end: int) -> Context:
        """The words around [start, end) in its sentence, near ones first."""
        a = self.analyses[article]
        s = a.sentences[sentence]
        tokens = a.tokens[s.first : s.last]
        inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
        distance = _distances(tokens, s, inside)
        words: dict[str, float] = {}
        names: set[str] = set()
        verbs: set[str] = set()
        for i, t in enumerate(tokens):
            if t.tag not in CONTENT or distance[i] > REACH:
                continue
            word = lemma(t)
            words[word] = max(words.get(word, 0.0), STEP ** distance[i])
            if t.tag == "PROPN":
                names.add(word)
            if t.tag == "VERB" and distance[i] <= 3:
                verbs.add(word)
        return Context(words, frozenset(names), frozenset(verbs))

    def likeness(self, a: Context, b: Context) -> float:
        """Cosine in [0, 1] of two contexts, rare words weighing more."""
        one, here = self._weighed(a)
        two, there = self._weighed(b)
        dot = math.fsum([one[w] * two[w] for w in one.keys() & two.keys()])  # exact, so the order of the words does not matter
        size = math.sqrt(here * there)
        return dot / size if size else 0.0

    def _weighed(self, context: Context) -> tuple[Mapping[str, float], float]:
        """The words of a context by weight and rarity, and the sum of the squares; worked out once for each context."""
        known = self._weights.get(id(context))
        if known is None:
            rarity = self.rarity
            words = {w: v * rarity.get(w, 1.0) for w, v in context.words.items()}
            known = self._weights[id(context)] = (context, words, math.fsum([v * v for v in words.values()]))
        return known[1], known[2]


def lemma(token: Token) -> str:
    """The token's lemma in lower case; its text where no lemma was made."""
    return (token.lemma or token.text).lower()


def _distances(tokens: Sequence[Token], sentence: Sentence, inside: Sequence[int]) -> list[int]:
    """Steps in the dependency tree from the tokens of `inside`; half the distance in words where there is no tree."""
    count = len(tokens)
    if not inside:
        return [REACH + 1] * count
    if not any(t.head >= 0 for t in tokens):
        return [min(abs(i - j) for j in (inside[0], inside[-1])) // 2 for i in range(count)]
    beside: list[list[int]] = [[] for _ in range(count)]
    for i, t in enumerate(tokens):
        governor = t.head - sentence.first
        if 0 <= governor < count:
            beside[i].append(governor)
            beside[governor].append(i)
    distance = [REACH + 1] * count
    frontier = list(inside)
    for i in frontier:
        distance[i] = 0
    step = 0
    while frontier and step < REACH:
        step += 1
        frontier = [j for i in frontier for j in beside[i] if distance[j] > step]
        for j in frontier:
            distance[j] = step
    return distance
