"""Sentences as statements that can be told again: what each says in words, names, numbers and times.

A sentence that several reports print word for word is one statement with several places, so that five hundred copies cost what one costs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.model import Analysis, Sentence
from rashomon.reconcile import lexicon
from rashomon.reconcile.evidence import Evidence

SKIPPED = frozenset({"furniture", "caption"})
SHORTEST = 4  # words: a shorter line is a heading or a label, not a statement
_STAMP = re.compile(r"(?:(?:first|last)\s+)?(?:updated|posted|published|modified)\b[^.!?]{0,80}\d", re.IGNORECASE)
LONGEST = 120  # words: a longer "sentence" is a list or a page that was not cut


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says. `places` are (article, sentence index) pairs in the evidence's order; other fields are those of the first.

    `forms` gives each stem's word as it stands there. `rank` counts the body sentences before it, -1 for a headline; `quoted` is the share
    that is somebody's own words; `claims` are who does what, as the stem or concept of a verb with a word of its subject.
    """

    places: tuple[tuple[int, int], ...]
    start: int
    end: int
    text: str
    role: str
    rank: int
    stems: frozenset[str]
    forms: Mapping[str, str]
    concepts: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[float]
    times: frozenset[str]
    negated: bool
    quoted: float
    claims: frozenset[str] = frozenset()

    @property
    def article(self) -> int:
        """The first report that carries it, by its place in the evidence's order."""
        return self.places[0][0]

    @property
    def sentence(self) -> int:
        """The index of the sentence there."""
        return self.places[0][1]

    @property
    def keys(self) -> list[str]:
        """What another statement may share with it: stems, concepts and numbers, sorted."""
        return sorted(self.stems | self.concepts | {f"#{n:g}" for n in self.numbers})


def _names(analysis: Analysis, starts: list[int], sentence: Sentence) -> frozenset[str]:
    """Stems of the names in a sentence: from the mentions, or from capital letters inside it where there are none."""
    text = analysis.article.text
    if analysis.mentions:
        low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        spans = [(m.start, m.end) for m in analysis.mentions[low:high] if m.kind == "name"]
        found = {w.stem for start, end in spans for w in lexicon.words(text, start, end)}
    else:
        found = {w.stem for w in lexicon.words(text, sentence.start, sentence.end)[1:] if w.text[:1].isupper()}
    return frozenset(found - lexicon.function_words())


def _claims(analysis: Analysis) -> dict[int, frozenset[str]]:
    """Who does what in each sentence, quotations left out."""
    known = lexicon.concepts().of
    found: dict[int, set[str]] = defaultdict(set)
    for claim in analysis.claims:
        if claim.quote < 0 and claim.subject is not None:
            verb = lexicon.stem(claim.verb)
            subject = lexicon.content(claim.subject.text)
            found[claim.sentence].update(f"{act} {word}" for act in (verb, *known.get(verb, ())) for word in subject)
    return {sentence: frozenset(claims) for sentence, claims in found.items()}


def _quoted(spans: list[tuple[int, int]], sentence: Sentence) -> float:
    """The share of the sentence inside the given spans."""
    inside = sum(max(0, min(end, sentence.end) - max(start, sentence.start)) for start, end in spans)
    return min(1.0, inside / (sentence.end - sentence.start))


def _states(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a line states something: one without a verb is a label or a heading, "Last updated at 22:46" a stamp of the page."""
    if _STAMP.match(analysis.article.text, sentence.start, sentence.end):
        return False
    tags = {t.tag for t in analysis.tokens[sentence.first : sentence.last]}
    return sentence.role == "headline" or not tags & {"NOUN", "PROPN"} or bool(tags & {"VERB", "AUX"})


def statements(evidence: Evidence) -> list[Statement]:
    """The sentences of all reports that state something, in the evidence's order; furniture, captions and labels are left out."""
    known = lexicon.concepts().of
    found: list[Statement] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, analysis in enumerate(evidence.analyses):
        text = analysis.article.text
        starts = [m.start for m in analysis.mentions]
        ordered = starts == sorted(starts)
        quotes = [(q.start, q.end) for q in analysis.quotes if q.direct]
        claims = _claims(analysis)
        rank = 0
        for index, sentence in enumerate(analysis.sentences):
            if sentence.role in SKIPPED:
                continue
            headline = sentence.role == "headline"
            listed = lexicon.words(text, sentence.start, sentence.end)
            here = rank
            rank += not headline
            if not SHORTEST <= len(listed) <= LONGEST or not _states(analysis, sentence):
                continue
            key = tuple(w.text.lower() for w in listed)
            if key in seen:
                twin = found[seen[key]]
                found[seen[key]] = _with_place(twin, (number, index))
                continue
            own = text[sentence.start : sentence.end]
            stems = frozenset(lexicon.content(own))
            if not stems:
                continue
            seen[key] = len(found)
            found.append(
                Statement(
                    places=((number, index),),
                    start=sentence.start,
                    end=sentence.end,
                    text=own,
                    role=sentence.role,
                    rank=-1 if headline else here,
                    stems=stems,
                    forms={w.stem: w.text.lower() for w in reversed(listed)},
                    concepts=frozenset(c for s in stems for c in known.get(s, ())),
                    names=_names(analysis, starts if ordered else [], sentence) if ordered else frozenset(),
                    numbers=frozenset(lexicon.numbers(own)),
                    times=frozenset(t.value for t in analysis.times if t.value and sentence.start <= t.start < sentence.end),
                    negated=lexicon.negated(own),
                    quoted=_quoted(quotes, sentence),
                    claims=claims.get(index, frozenset()),
                )
            )
    return found


def _with_place(statement: Statement, place: tuple[int, int]) -> Statement:
    """The statement with one more place."""
    fields = {name: getattr(statement, name) for name in Statement.__slots__ if name != "places"}
    return Statement(places=(*statement.places, place), **fields)
