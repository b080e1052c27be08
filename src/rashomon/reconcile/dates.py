"""Dates: every "when" of a story with all its readings."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.model import DateFact, DateMention, TimeExpression
from rashomon.reconcile import linking, rulings
from rashomon.reconcile.decision import load
from rashomon.reconcile.evidence import Context, Evidence
from rashomon.reconcile.identity import identify

MODEL = "reconcile/data/when.json"
DATED = frozenset({"date", "time", "interval"})
EARLIEST, LATEST = "0000-01-01T00:00", "9999-12-31T23:59"
PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d)?)?)?)?")
# Stretches over which something is counted or holds, rather than when something happened ("fourth-quarter earnings", "this year's rates").
PERIOD = re.compile(r"\bquarter|\b[1-4]Q|\bQ[1-4]\b|\bfiscal\b|^(?:this|next) year$", re.IGNORECASE)
BLOCK = 120
# A clause of fewer characters names nothing, one of more is no label.
MINIMAL, MAXIMAL = 8, 70
PRONOUNS = frozenset("he she it they we i you that this who which there".split())
# The cosine of two sentences of one story where no vectors were made: about the mean.
UNKNOWN = 0.4
MOST_PER_ARTICLE = 400


@dataclass(frozen=True, slots=True)
class When:
    """A dated place: article index, sentence, expression and context."""

    article: int
    sentence: int
    time: TimeExpression
    value: str
    context: Context


def whens(evidence: Evidence) -> list[When]:
    """All dated places, in the order of the articles and of the text."""
    out = []
    for article, analysis in enumerate(evidence.analyses):
        taken = 0
        for t in analysis.times:
            if t.kind not in DATED or not t.value or PERIOD.search(t.text) or not analysis.sentences or taken >= MOST_PER_ARTICLE:
                continue
            sentence = evidence.sentence_at(article, t.start)
            if analysis.sentences[sentence].role == "furniture":
                continue
            taken += 1
            out.append(When(article, sentence, t, t.value, evidence.context(article, sentence, t.start, t.end)))
    return out


def compare(a: str, b: str) -> str:
    """Relation of two ISO values: same, coarser (one holds the other, or lacks the day that the other gives) or conflict."""
    if a == b:
        return "same"
    if a.startswith("T") != b.startswith("T"):
        clock, day = (a, b) if a.startswith("T") else (b, a)
        return "coarser" if "T" not in day or day.partition("T")[2] == clock[1:] else "conflict"
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


def one_weekday(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether both only name one and the same day of the week: that they were resolved to two weeks says more of us than of the reports."""
    return a.partial is not None and a.partial == b.partial and a.partial.startswith("-W-")


class Whens:
    """The dated places of one story and the decision over pairs of them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.items = whens(evidence)
        self.decision = load(MODEL)
        self.told: dict[int, set[str]] = defaultdict(set)
        for w in self.items:
            self.told[w.article].add(w.value)
        self._logits: dict[tuple[int, int], float] = {}  # by identity: the dates live as long as this
        self._candidates: list[tuple[int, int]] | None = None

    def belief(self, a: When, b: When) -> float:
        """The calibrated probability that both date one event."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit(a, b)))))

    def logit(self, a: When, b: When) -> float:
        """The same on the log-odds scale, worked out once for two dates of the story."""
        key = (id(a), id(b))
        known = self._logits.get(key)
        if known is None:
            known = self._logits[key] = self.decision.logit(self.features(a, b))
        return known

    def believed(self, i: int, j: int) -> float:
        """The same by index."""
        return self.belief(self.items[i], self.items[j])

    def features(self, a: When, b: When) -> dict[str, float]:
        """What speaks for and against two dates being of one event."""
        relation = compare(a.value, b.value)
        likeness = self.evidence.likeness(a.context, b.context)
        names, either = a.context.names & b.context.names, a.context.names | b.context.names
        va, vb = self.evidence.vector(a.article, a.sentence), self.evidence.vector(b.article, b.sentence)
        cosine = float(va @ vb) if va is not None and vb is not None else UNKNOWN
        same, other = float(relation == "same"), float(relation == "conflict")
        elsewhere = (a.value in self.told[b.article]) + (b.value in self.told[a.article]) if a.article != b.article else 0
        verb = float(bool(a.context.verbs & b.context.verbs))
        return {
            "same value": same,
            "coarser value": float(relation == "coarser"),
            "other value": other,
            "other value, told there too": other * elsewhere,
            "one article, other value": other * float(a.article == b.article),
            "other value, one step apart": other * float(a.value[:4] == b.value[:4] and len(a.value) == len(b.value)),
            "day given": float(len(a.value) >= 10 and len(b.value) >= 10),
            "same day": same * float(len(a.value) >= 10),
            "alike words": likeness,
            "alike words, same value": likeness * same,
            "alike words, other value": likeness * other,
            "shared names": len(names) / len(either) if either else 0.0,
            "shared verb": verb,
            "shared verb, other value": verb * other,
            "alike sentences": cosine,
            "alike sentences, same value": cosine * same,
            "alike sentences, other value": cosine * other,
            "one article": float(a.article == b.article),
            "same words": float(a.time.text.lower() == b.time.text.lower()),
        }

    def forget(self) -> None:
        """Drop what was worked out about pairs, after a change of the dates."""
        self._logits.clear()
        self._candidates = None

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs worth a decision: equal or nested values, or a shared verb or telling word; none of copied texts."""
        if self._candidates is not None:
            return self._candidates
        blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, w in enumerate(self.items):
            if not self.evidence.is_fullest(w.article):
                continue
            keys = [("value", w.value), ("month", w.value[:7]), *(("verb", v) for v in sorted(w.context.verbs))]
            keys += [("word", x) for x in sorted(w.context.words, key=lambda x: (-w.context.words[x], x))[:3]]
            for key in keys:
                blocks[key].append(i)
        self._candidates = sorted(linking.pairs_within((blocks[k] for k in sorted(blocks)), BLOCK))
        return self._candidates

    def groups(self) -> list[list[int]]:
        """The events, each the indices of the places that date it, by average link over the log-odds."""
        shift = math.log(self.decision.threshold / (1 - self.decision.threshold))
        items = self.items
        every = self.candidates()
        speaks = [self.evidence.is_fullest(w.article) for w in items]
        scores = {(i, j): self.logit(items[i], items[j]) - shift for i, j in every if speaks[i] and speaks[j]}
        apart = frozenset(
            (i, j)
            for i, j in scores
            if (items[i].article, items[i].sentence) == (items[j].article, items[j].sentence)
            and compare(items[i].value, items[j].value) == "conflict"
        )
        groups = [group for group in linking.average_link(len(items), scores, apart=apart) if speaks[group[0]]]
        return linking.with_copies(groups, [i for i, own in enumerate(speaks) if not own], self._twins, lambda i: None)

    @cached_property
    def _dated(self) -> Mapping[tuple[int, str], list[int]]:
        """The places by article and date."""
        found: dict[tuple[int, str], list[int]] = defaultdict(list)
        for i, w in enumerate(self.items):
            found[w.article, w.value].append(i)
        return found

    def _twins(self, copy: int) -> list[int]:
        """The same date in the text that the copy's text repeats, the one in the same words first."""
        c = self.items[copy]
        same = self._dated.get((self.evidence.twin(c.article), c.value), [])
        return sorted(same, key=lambda i: (-self.evidence.likeness(self.items[i].context, c.context), i))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date fact with the places behind it, which the search for conflicts needs."""

    fact: DateFact
    answers: tuple[When, ...]
    places: Whens


def ask(evidence: Evidence) -> list[Dated]:
    """All "when" questions of the story, in the order of their first mention."""
    places = Whens(evidence)
    out = []
    ids = [a.article.id for a in evidence.analyses]
    spots = [((ids[w.article], w.time.start, w.time.end),) for w in places.items]
    for members in rulings.obeyed(evidence, "date", places.groups(), spots, places.believed):
        answers = tuple(places.items[i] for i in members)
        out.append(Dated(_fact(evidence, answers), answers, places))
    return out


def _fact(evidence: Evidence, answers: Sequence[When]) -> DateFact:
    mentions = []
    for w in answers:
        c = evidence.cite(w.article, w.time.start, w.time.end)
        mentions.append(DateMention(c.article, c.start, c.end, c.text, w.value, w.time.precision))
    pairs = ((a, b) for i, a in enumerate(answers[:60]) for b in answers[i + 1 : 60])
    kinds = Counter("coarser" if one_weekday(a.time, b.time) and a.value != b.value else compare(a.value, b.value) for a, b in pairs)
    articles = {w.article for w in answers}
    if kinds["conflict"]:
        relation = "conflict"
    elif len(articles) == 1:
        relation = "single"
    else:
        relation = "compatible" if kinds["coarser"] else "agree"
    return DateFact(identify("d", mentions), _event(evidence, answers), relation, tuple(mentions))


def _event(evidence: Evidence, answers: Sequence[When]) -> str:
    """What is dated, as a report words it: who did what, from the shortest clause with the date; else the telling words that are shared."""
    clauses = sorted({c for w in answers[:40] if (c := _clause(evidence, w))}, key=lambda c: (len(c), c))
    return clauses[0] if clauses else _telling(evidence, answers)


def _clause(evidence: Evidence, when: When) -> str | None:
    """Subject, predicate and object of the claim that the date belongs to; None where there is none that says something."""
    analysis = evidence.analyses[when.article]
    number = next((i for i, t in enumerate(analysis.times) if t.start == when.time.start), -1)
    for claim in analysis.claims:
        if number not in claim.times or claim.subject is None or claim.subject.end > claim.predicate.start:
            continue
        said = analysis.article.text[claim.predicate.start : claim.predicate.end]
        parts = [claim.subject.text, said, claim.object.text if claim.object and claim.object.start >= claim.predicate.end else ""]
        words = " ".join(" ".join(parts).split())
        if MINIMAL <= len(words) <= MAXIMAL and claim.subject.text.lower() not in PRONOUNS:
            return words
    return None


def _telling(evidence: Evidence, answers: Sequence[When]) -> str:
    """The telling words that the dated places share, in the order of the first one's sentence."""
    tally: Counter[str] = Counter()
    for w in answers:
        for word, weight in w.context.words.items():
            tally[word] += round(1000 * weight * min(3.0, evidence.rarity.get(word, 1.0)))
    dated = {part for w in answers for part in w.time.text.lower().replace(",", " ").replace(".", " ").split()}
    best = [word for word in sorted(tally, key=lambda x: (-tally[x], x)) if word not in dated and len(word) > 2][:4]
    first = answers[0]
    tokens = evidence.analyses[first.article].tokens
    sentence = evidence.analyses[first.article].sentences[first.sentence]
    order = {(t.lemma or t.text).lower(): (t.start, t.text) for t in reversed(tokens[sentence.first : sentence.last])}
    return " ".join(order[w][1] if w in order else w for w in sorted(best, key=lambda x: order.get(x, (10**9, x)))) or "date"
