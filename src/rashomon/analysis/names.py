"""Names of people, organisations, places, nationalities and other things, with one vote per article on what a name is.

Scores come from the encoder; the best legal sequence of labels is found with its transitions (Viterbi). Then every name's type is
decided for the whole article: all its mentions add up their squared probabilities, and a family name counts with the full name that
ends in it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rashomon.analysis import encoder, syntax
from rashomon.analysis.annotator import Annotator
from rashomon.lang import resources
from rashomon.model import Analysis, Mention, Sentence, Token

TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place", "NAT": "nationality", "MISC": "other"}
KINDS = tuple(TYPES)
Floats = NDArray[np.float32]
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
SURE = 9.0  # a word whose best label leads by this much needs no search
MOST_LETTERS = 4  # of an abbreviated country, which a text may write apart ("U. S.")
DISTRICTS = frozenset(("D.C.", "DC", "D.C"))
MONEY = frozenset("$£€¥")
ARTICLES = frozenset(("the", "a", "an"))


@dataclass(frozen=True, slots=True)
class Found:
    """A name as one sentence shows it: tokens [first, last) and a probability for each kind."""

    first: int
    last: int
    belief: Floats


@functools.cache
def _legal() -> tuple[Floats, Floats, Floats]:
    """Transitions between labels without the illegal ones, from the start (outside) and to the end."""
    c = encoder.classes()
    inner, start = c.transitions[:-1].copy(), c.transitions[-1].copy()
    for b, label in enumerate(c.names):
        if label.startswith("I-"):
            start[b] = -1e4
            for a, before in enumerate(c.names):
                if before[2:] != label[2:]:
                    inner[a, b] = -1e4
    return inner, start, inner[:, 0]


def best_labels(scores: Floats) -> list[int]:
    """The best legal labels for scores [words, labels]; label 0 is outside. Words that are surely outside cut the search in pieces."""
    n = len(scores)
    labels = [0] * n
    if not n:
        return labels
    open_ = (scores[:, 0] - scores[:, 1:].max(1) < SURE).tolist()
    at = 0
    while at < n:
        if not open_[at]:
            at += 1
            continue
        end = at
        while end < n and open_[end]:
            end += 1
        labels[at:end] = _viterbi(scores[at:end], at == 0, end == n)
        at = end
    return labels


def _viterbi(scores: Floats, from_start: bool, to_end: bool) -> list[int]:
    inner, start, to_outside = _legal()
    best = scores[0] + (start if from_start else inner[0])
    back = []
    for row in scores[1:]:
        options = best[:, None] + inner
        at = options.argmax(0)
        back.append(at)
        best = options[at, np.arange(len(row))] + row
    path = [int((best if to_end else best + to_outside).argmax())]
    for at in reversed(back):
        path.append(int(at[path[-1]]))
    return path[::-1]


def _kinds(scores: Floats) -> Floats:
    """Probability of each kind [words, kinds] and of being outside (the last column)."""
    e = np.exp(scores - scores.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    made: Floats = np.concatenate([p[:, 1:].reshape(len(p), len(KINDS), 2).sum(2), p[:, :1]], axis=1)
    return made


def spans(labels: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges [first, last) of words under one name."""
    start = -1
    for i, label in enumerate([*labels, 0]):
        inside = names[label].startswith("I-")
        if start >= 0 and not inside:
            yield start, i
            start = -1
        if names[label].startswith("B-"):
            start = i


@functools.cache
def titles() -> frozenset[str]:
    """Words before a person's name that are no part of it."""
    return frozenset(word.lower() for line in resources.lines("analysis/data/name_titles.txt") for word in line.split())


def in_sentence(words: Sequence[str], at: int, scores: Floats) -> list[Found]:
    """The names of one sentence; `at` is the index of its first token."""
    found = []
    beliefs = None
    for first, last in spans(best_labels(scores), encoder.classes().names):
        beliefs = _kinds(scores) if beliefs is None else beliefs
        belief = beliefs[first:last, :-1].mean(0)
        first, last = trimmed(words, first, last, KINDS[int(belief.argmax())])
        if first < last:
            found.append(Found(at + first, at + last, belief))
    return found


@functools.cache
def countries() -> frozenset[str]:
    """Countries as they are abbreviated, in lower case."""
    return frozenset(word.lower() for line in resources.lines("analysis/data/country_abbreviations.txt") for word in line.split())


def with_countries(tokens: Sequence[Token], sentences: Sequence[Sentence], found: Sequence[Found]) -> list[Found]:
    """The names, and the abbreviated countries that the encoder overlooks ("US President"); not those of sums and of lines in capitals."""
    taken = {i for f in found for i in range(f.first, f.last)}
    place = np.eye(len(KINDS), dtype=np.float32)[KINDS.index("LOC")]
    added = []
    for sentence in sentences:
        near = range(sentence.first, sentence.last)
        sought = [i for i in near if tokens[i].text.isupper() and tokens[i].text.lower() in countries() and i not in taken]
        if sought and any(c.islower() for i in near for c in tokens[i].text):
            added += [Found(i, i + 1, place) for i in sought if i + 1 == sentence.last or tokens[i + 1].text[:1] not in MONEY]
    return sorted([*found, *added], key=lambda f: f.first) if added else list(found)


def with_district(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The names, with a city and the district that tells which ("Washington, D.C.") as one."""
    joined: list[Found] = []
    for f in found:
        last = joined[-1] if joined else None
        if last is not None and f.last - f.first == 1 and tokens[f.first].text in DISTRICTS and last.last > 0:
            gap = [tokens[i].text for i in range(last.last, f.first)]
            if (
                gap in ([], [","])
                and int(last.belief.argmax()) == KINDS.index("LOC")
                and tokens[last.first].sentence == tokens[f.first].sentence
            ):
                joined[-1] = replace(last, last=f.last)
                continue
        joined.append(f)
    return joined


def trimmed(words: Sequence[str], first: int, last: int, kind: str) -> tuple[int, int]:
    """Without an article, a person's title or loose marks at its ends."""
    while first < last and (words[first] in ARTICLES or not any(c.isalnum() for c in words[first])):
        first += 1
    if kind == "PER":
        while first < last - 1 and words[first].lower() in titles():
            first += 1
    if kind in {"ORG", "LOC"}:  # "Communist Party officials", "Tabuk province"
        while last > first + 1 and words[last - 1].islower():
            last -= 1
    while last > first and (words[last - 1] in {"'s", "’s"} or not any(c.isalnum() for c in words[last - 1])) and words[last - 1] != "!":
        last -= 1
    return first, last


def names(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """All named mentions of an article in order, without overlaps; the type is the article's vote, `score` that vote's share."""
    read = encoder.read(syntax.words_of(tokens, sentences))
    found: list[Found] = []
    for sentence, reading in zip(sentences, read, strict=True):
        words = [t.text for t in tokens[sentence.first : sentence.last]]
        found.extend(in_sentence(words, sentence.first, reading.names))
    found = with_district(tokens, with_countries(tokens, sentences, found))
    return voted(text, tokens, found)


def voted(text: str, tokens: Sequence[Token], names: Sequence[Found]) -> tuple[Mention, ...]:
    """The names as mentions, each with the one type that the whole article gives it."""
    found = list(_parted(tokens, names))
    keys = [_key(tokens, f) for f in found]
    votes = _votes(keys, found)
    made = []
    for f, key in zip(found, keys, strict=True):
        vote = votes[key]
        kind = int(vote.argmax())
        if len(key) <= MOST_LETTERS and "".join(key) in countries() and tokens[f.first].text.isupper():
            kind = KINDS.index("LOC")
        start, end = tokens[f.first].start, tokens[f.last - 1].end
        share = float(vote[kind] / max(float(vote.sum()), 1e-9))
        made.append(Mention(start, end, text[start:end], TYPES[KINDS[kind]], score=round(share, 4)))
    return tuple(made)


def _key(tokens: Sequence[Token], found: Found) -> tuple[str, ...]:
    """What makes two mentions one name: their words without case and marks."""
    words = tuple(t.text.lower() for t in tokens[found.first : found.last] if any(c.isalnum() for c in t.text))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _parted(tokens: Sequence[Token], found: Sequence[Found]) -> Iterator[Found]:
    """The names, with "the Justice Ministry's Water Bureau" in two where "Justice Ministry" stands by itself elsewhere in the article."""
    known = {_key(tokens, f) for f in found}
    for f in found:
        cut = 0
        for i in range(f.first + 1, f.last - 1):
            if tokens[i].text in POSSESSIVE and _key(tokens, replace(f, last=i)) in known:
                cut = i
        if cut:
            yield replace(f, last=cut)
            yield replace(f, first=cut + 1)
        else:
            yield f


def _votes(keys: Sequence[tuple[str, ...]], found: Sequence[Found]) -> dict[tuple[str, ...], Floats]:
    """The summed squares of the beliefs of every name; a single word also gets those of the people whose full names end in it."""
    own: dict[tuple[str, ...], Floats] = {}
    for key, f in zip(keys, found, strict=True):
        squared = f.belief * f.belief  # a mention that is sure of its type counts for more
        own[key] = own[key] + squared if key in own else squared
    person = KINDS.index("PER")
    family: dict[str, float] = defaultdict(float)
    for key, belief in own.items():
        if len(key) > 1 and int(belief.argmax()) == person:
            family[key[-1]] += float(belief[person])
    votes = {}
    for key, belief in own.items():
        vote = belief.copy()
        if len(key) == 1 and key[0] in family:
            vote[person] += family[key[0]]
        votes[key] = vote
    return votes


def run(analysis: Analysis) -> Analysis:
    return replace(analysis, mentions=names(analysis.article.text, analysis.tokens, analysis.sentences))


ANNOTATOR = Annotator("names", "1", ("tokens", "sentences"), ("mentions",), run)
