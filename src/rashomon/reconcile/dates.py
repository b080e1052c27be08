"""Dates: every "when" of a story with all its readings."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.model import DateFact, DateMention, TimeExpression
from rashomon.reconcile import linking
from rashomon.reconcile.decision import Decision, load
from rashomon.reconcile.evidence import Context, Evidence
from rashomon.reconcile.identity import identify

MODEL = "reconcile/data/when.json"
DATED = frozenset({"date", "time", "interval"})
EARLIEST, LATEST = "0000-01-01T00:00", "9999-12-31T23:59"
PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d)?)?)?)?")
BLOCK = 120
MOST_PER_ARTICLE = 400


@dataclass(frozen=True, slots=True)
class When:
    """A dated place: article index, sentence, expression and context."""

    article: int
    sentence: int
    time: TimeExpression
    value: str
    context: Context


@dataclass(frozen=True, slots=True)
class Dated:
    """A date fact with the places behind it."""

    fact: DateFact
    answers: tuple[When, ...]


@lru_cache(maxsize=1)
def model() -> Decision:
    """The fitted decision."""
    return load(MODEL)


def whens(evidence: Evidence) -> list[When]:
    """All dated places, in the order of the articles and of the text."""
    out = []
    for article, analysis in enumerate(evidence.analyses):
        taken = 0
        for t in analysis.times:
            if t.kind not in DATED or not t.value or not analysis.sentences or taken >= MOST_PER_ARTICLE:
                continue
            sentence = evidence.sentence_at(article, t.start)
            if analysis.sentences[sentence].role == "furniture":
                continue
            taken += 1
            out.append(When(article, sentence, t, t.value, evidence.context(article, sentence, t.start, t.end)))
    return out


def compare(a: str, b: str) -> str:
    """Relation of two ISO values: same, coarser (one holds the other) or conflict."""
    if a == b:
        return "same"
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    if (low_a <= low_b and high_b <= high_a) or (low_b <= low_a and high_a <= high_b):
        return "coarser"
    return "conflict"


def bounds(value: str) -> tuple[str, str]:
    """First and last minute that a value covers, as strings that sort: 2025-03 -> (2025-03-01T00:00, 2025-03-31T23:59)."""
    start, _, end = value.partition("/")
    return _filled(start, EARLIEST), _filled(end or start, LATEST)


def _filled(value: str, pattern: str) -> str:
    if not PLAIN.fullmatch(value):  # a week, a season or a time alone: its year is what can be compared
        value = value[:4] if value[:4].isdigit() else value
    return value + pattern[len(value) :]


def features(evidence: Evidence, a: When, b: When) -> dict[str, float]:
    """What speaks for and against two dates being of one event."""
    relation = compare(a.value, b.value)
    likeness = evidence.likeness(a.context, b.context)
    names, either = a.context.names & b.context.names, a.context.names | b.context.names
    va, vb = evidence.vector(a.article, a.sentence), evidence.vector(b.article, b.sentence)
    cosine = float(va @ vb) if va is not None and vb is not None else 0.4
    same, coarser = float(relation == "same"), float(relation == "coarser")
    return {
        "same value": same,
        "coarser value": coarser,
        "other value": float(relation == "conflict"),
        "day given": float(len(a.value) >= 10 and len(b.value) >= 10),
        "same day": same * float(len(a.value) >= 10),
        "alike words": likeness,
        "alike words, same value": likeness * same,
        "alike words, other value": likeness * float(relation == "conflict"),
        "shared names": len(names) / len(either) if either else 0.0,
        "shared verb": float(bool(a.context.verbs & b.context.verbs)),
        "shared verb, other value": float(bool(a.context.verbs & b.context.verbs)) * float(relation == "conflict"),
        "alike sentences": cosine,
        "alike sentences, same value": cosine * same,
        "alike sentences, other value": cosine * float(relation == "conflict"),
        "one article": float(a.article == b.article),
        "same words": float(a.time.text.lower() == b.time.text.lower()),
    }


def candidates(items: Sequence[When]) -> list[tuple[int, int]]:
    """Pairs worth a decision: equal or nested values, or a shared verb or telling word."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, w in enumerate(items):
        blocks["value", w.value].append(i)
        blocks["month", w.value[:7]].append(i)
        for verb in sorted(w.context.verbs):
            blocks["verb", verb].append(i)
        for word in sorted(w.context.words, key=lambda x: (-w.context.words[x], x))[:3]:
            blocks["word", word].append(i)
    return sorted(linking.pairs_within((blocks[k] for k in sorted(blocks)), BLOCK))


def ask(evidence: Evidence) -> list[Dated]:
    """All "when" questions of the story, in the order of their first mention."""
    items = whens(evidence)
    decision = model()
    shift = math.log(decision.threshold / (1 - decision.threshold))
    scores = {(i, j): decision.logit(features(evidence, items[i], items[j])) - shift for i, j in candidates(items)}
    apart = frozenset(
        (i, j)
        for i, j in scores
        if compare(items[i].value, items[j].value) == "conflict"
        and (items[i].article, items[i].sentence) == (items[j].article, items[j].sentence)
    )
    out = []
    for members in linking.average_link(len(items), scores, apart=apart):
        answers = tuple(items[i] for i in members)
        out.append(Dated(_fact(evidence, answers), answers))
    return out


def _fact(evidence: Evidence, answers: Sequence[When]) -> DateFact:
    mentions = []
    for w in answers:
        c = evidence.cite(w.article, w.time.start, w.time.end)
        mentions.append(DateMention(c.article, c.start, c.end, c.text, w.value, w.time.precision))
    kinds = Counter(compare(a.value, b.value) for i, a in enumerate(answers[:60]) for b in answers[i + 1 : 60])
    articles = {w.article for w in answers}
    if kinds["conflict"]:
        relation = "conflict"
    elif len(articles) == 1:
        relation = "single"
    else:
        relation = "compatible" if kinds["coarser"] else "agree"
    return DateFact(identify("d", mentions), _event(evidence, answers), relation, tuple(mentions))


def _event(evidence: Evidence, answers: Sequence[When]) -> str:
    """The telling words that the dated places share, as an editor would jot them down."""
    tally: Counter[str] = Counter()
    for w in answers:
        for word, weight in w.context.words.items():
            tally[word] += round(1000 * weight * min(3.0, evidence.rarity.get(word, 1.0)))
    dated = {part for w in answers for part in w.time.text.lower().replace(",", " ").replace(".", " ").split()}
    best = [word for word in sorted(tally, key=lambda x: (-tally[x], x)) if word not in dated][:4]
    first = answers[0]
    tokens = evidence.analyses[first.article].tokens
    sentence = evidence.analyses[first.article].sentences[first.sentence]
    order = {(t.lemma or t.text).lower(): (t.start, t.text) for t in reversed(tokens[sentence.first : sentence.last])}
    return " ".join(order[w][1] if w in order else w for w in sorted(best, key=lambda x: order.get(x, (10**9, x)))) or "date"
