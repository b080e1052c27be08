"""Figures: every countable question of a story with all its readings."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.lang import resources
from rashomon.lang.events import verb_of
from rashomon.model import Figure, FigureMention
from rashomon.reconcile import rulings, values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.curves import curve
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.questions import Numbers

# Answers of a question that are held against each other, and of those more than that how many with one reading.
COMPARED, EACH = 60, 2

DEATHLY = {
    "killed": "killed",
    "injured": "injured",
    "missing": "missing",
    "abducted": "abducted",
    "arrested": "arrested",
    "displaced": "displaced",
}

NAMING = frozenset({"NOUN", "PROPN", "NUM"})
# Nouns that say what was done, not in which event.
DONE = frozenset(resources.lines("reconcile/data/misfortunes.txt"))

# Words that stand for people or things without naming them.
VAGUE = frozenset(resources.lines("reconcile/data/unnamed_counted.txt"))


@dataclass(frozen=True, slots=True)
class Question:
    """A figure with the counts behind it, which the search for conflicts needs."""

    figure: Figure
    answers: tuple[Count, ...]
    numbers: Numbers


def ask(evidence: Evidence) -> list[Question]:
    """All questions of the story, in the order of their first mention."""
    numbers = Numbers(evidence)
    out = []
    for members in rulings.obeyed(evidence, "figure", numbers.groups(), numbers.places(), numbers.believed):
        answers = tuple(sorted((numbers.items[i] for i in members), key=lambda c: (c.article, c.quantity.start, c.quantity.end)))
        out.append(Question(_figure(numbers, answers), answers, numbers))
    return out


def _figure(numbers: Numbers, answers: Sequence[Count]) -> Figure:
    evidence = numbers.evidence
    mentions = tuple(_mention(evidence, c) for c in answers)
    relation, reasons = _relation(answers)
    low, high = values.summary([values.Stated(m.low, m.high, m.modifier) for m in mentions])
    measure = _most([c.quantity.measure for c in answers if c.quantity.measure])
    return Figure(
        id=identify("f", mentions),
        what=_what(evidence, answers, measure),
        event=_event(evidence, answers),
        measure=measure,
        relation=relation,
        low=low,
        high=high,
        mentions=mentions,
        score=_belief(numbers, answers),
        reasons=reasons,
        curve=curve(evidence, answers, measure),
    )


def _mention(evidence: Evidence, count: Count) -> FigureMention:
    q = count.quantity
    c = evidence.cite(count.article, q.start, q.end)
    return FigureMention(c.article, c.start, c.end, c.text, q.low, q.high, q.modifier, q.unit, q.scope, q.attributed_to, q.as_of)


def _relation(answers: Sequence[Count]) -> tuple[str, tuple[str, ...]]:
    """The relation of all readings, and the reasons that apply, most frequent first.

    Inside one article only a conflict is told apart from single.
    """
    found: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    distinct = list({(c.stated, c.article): c for c in answers}.values())
    if len(distinct) > COMPARED:  # a few of each reading stand for the hundreds that give it too
        alike: dict[values.Stated, list[Count]] = {}
        for c in distinct:
            alike.setdefault(c.stated, []).append(c)
        distinct = [c for same in alike.values() for c in same[:EACH]][:COMPARED]
    for i, a in enumerate(distinct):
        for b in distinct[i + 1 :]:
            relation, reason = a.relate(b)
            found[relation] += 1
            reasons[reason] += 1
    told = tuple(r for r, _ in sorted(reasons.items(), key=lambda x: (-x[1], x[0])))
    if found[values.CONFLICT]:
        return "conflict", told
    if len({c.article for c in answers}) == 1:
        return "single", ()
    return ("compatible" if found[values.COARSER] else "agree"), told


def _what(evidence: Evidence, answers: Sequence[Count], measure: str | None) -> str:
    """What is counted, in the words of the reports: the noun most used, with what was done to it.

    A bare number is named by the noun that stands nearest to most of its mentions.
    """
    nouns: Counter[str] = Counter()
    for c in answers:
        h = c.quantity.head
        noun = " ".join(evidence.analyses[c.article].article.text[h.start : h.end].split()) if h is not None else ""
        if noun and not {noun.lower(), c.quantity.head_lemma} & VAGUE:
            nouns[noun] += 1
    if not nouns and all(c.people for c in answers):
        nouns["people"] += 1
    named = min(nouns, key=lambda n: (-nouns[n], len(n), n)) if nouns else _nearest(evidence, answers)
    done = DEATHLY.get(measure or "")
    return f"{named} {done}" if done and done not in named.lower() else named


def _nearest(evidence: Evidence, answers: Sequence[Count]) -> str:
    """The noun nearest to the numbers; the unit where there is none."""
    weight: dict[str, float] = {}
    for c in answers:
        a = evidence.analyses[c.article]
        s = a.sentences[evidence.sentence_at(c.article, c.quantity.number.start)]
        nouns = {(t.lemma or t.text).lower(): t.text.lower() for t in a.tokens[s.first : s.last] if t.tag == "NOUN" and t.text.isalpha()}
        for word, text in nouns.items():
            weight[text] = weight.get(text, 0.0) + c.context.words.get(word, 0.0)
    best = min(weight, key=lambda w: (-weight[w], w), default=None)
    unit = _most([c.quantity.unit for c in answers if c.quantity.unit])
    return f"{best} ({unit})" if best and unit else best or unit or "number"


def _event(evidence: Evidence, answers: Sequence[Count]) -> str | None:
    """The words that name the event, as the reports spell them: names first, then one noun; None when no report ties the number to one.

    The nouns are those that name events ("raid"), unless only others are told. The words of whoever gave the figure name no event. A word
    of one mention alone tells little when there are several, so those that more of them share come first.
    """
    tally: Counter[str] = Counter()
    spelled: dict[str, tuple[int, str]] = {}
    for c in answers:
        a = evidence.analyses[c.article]
        s = a.sentences[evidence.sentence_at(c.article, c.quantity.number.start)]
        counted = range(c.quantity.start, c.quantity.end)
        credited = {w.lower() for w in (c.quantity.attributed_to or "").split()}
        wanted = set(c.quantity.event) - credited
        for t in a.tokens[s.first : s.last]:
            word = t.lemma.lower() if t.lemma.lower() in wanted else t.text.lower()
            if word in wanted and t.tag in NAMING and t.start not in counted and word not in DONE and t.text.lower() not in credited:
                tally[word] += 1
                kind = 0 if t.tag == "PROPN" else 1 if verb_of(word) else 2
                spelled.setdefault(word, (kind, t.text if kind == 0 else t.text.lower()))
    shared = {w for w in tally if tally[w] > 1} if len(answers) > 1 else set()
    best = sorted(shared or tally, key=lambda w: (-tally[w], w))
    kinds = [[spelled[w][1] for w in best if spelled[w][0] == kind] for kind in range(3)]
    return " ".join([*kinds[0][:2], *(kinds[1] or kinds[2])[:1]]) or None


def _belief(numbers: Numbers, answers: Sequence[Count]) -> float:
    """The mean belief that neighbouring mentions answer one question; 1 for a single mention."""
    if len(answers) < 2:
        return 1.0
    pairs = list(itertools.pairwise(answers))[:50]
    return round(sum(numbers.belief(a, b) for a, b in pairs) / len(pairs), 3)


def _most(names: Sequence[str]) -> str | None:
    tally = Counter(names)
    return min(tally, key=lambda n: (-tally[n], n)) if tally else None
