"""Whether two different dates of two reports are rival answers to one "when": a second, stricter decision than that for grouping.

Grouping joins dates mostly by their value, so that a wrong day stands alone. Here the value is weighed against the rest: two sentences tell
one thing, and each report knows only its own day. Weights are fitted on annotated disagreements and on shared dates that were shifted in
one report (`training/questions`).
"""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from rashomon.model import Conflict, Side
from rashomon.reconcile import dates, linking
from rashomon.reconcile.dates import Dated, When, Whens
from rashomon.reconcile.decision import load
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.known import shared_sides

MODEL = "reconcile/data/rival_date.json"
# The belief from which two dates are shown as a conflict. Like events of a story are told in like words: a false alarm is near.
SURE = 0.85
# The belief from which two sentences are cited for a conflict that others make sure.
SHOWN = 0.6
DAY = 10  # characters of a value that holds a day
ROUGH = re.compile(r"\b(?:weeks?|months?|years?)\b", re.IGNORECASE)
LEAD = 3
# Other origins that give a date, counted up to this.
BACKERS = 3


class Rivals:
    """The decision over pairs of dated places of one story."""

    def __init__(self, whens: Whens) -> None:
        self.whens = whens
        items, evidence = whens.items, whens.evidence
        self.ids = [a.article.id for a in evidence.analyses]
        self.values = [_value(w) if self._tells(w) else "" for w in items]
        self.pairs: list[tuple[int, int]] = []
        self._told: dict[int, set[str]] = defaultdict(set)
        self._origins: dict[str, set[str]] = defaultdict(set)
        self._same: dict[tuple[int, int], float] = defaultdict(float)
        self._best: dict[tuple[int, int], float] = defaultdict(float)
        for i, w in enumerate(items):
            value = self.values[i]
            if value:
                self._told[w.article].update(value[:n] for n in (4, 7, DAY) if len(value) >= n)
                self._origins[value].add(evidence.origin_of[self.ids[w.article]])
        for i, j in whens.candidates():
            a, b = items[i], items[j]
            if not self.values[i] or not self.values[j] or not self._independent(a, b):
                continue
            if a.time.partial and a.time.partial == b.time.partial:
                continue  # both say "Tuesday": reports of different days may mean the same one
            belief = whens.belief(a, b)
            rivals = dates.compare(self.values[i], self.values[j]) == "conflict"
            if rivals:
                self.pairs.append((i, j))
            for one, two in ((i, j), (j, i)):
                place = (one, items[two].article)
                kept = self._best if rivals else self._same
                kept[place] = max(kept[place], belief)

    def _independent(self, a: When, b: When) -> bool:
        origin = self.whens.evidence.origin_of
        return origin[self.ids[a.article]] != origin[self.ids[b.article]]

    def _tells(self, w: When) -> bool:
        """Whether the sentence tells something of the date, and to the day.

        A line with a date and no verb says when the page appeared, and "two weeks earlier" is no day.
        """
        if ROUGH.search(w.time.text):
            return False
        analysis = self.whens.evidence.analyses[w.article]
        s = analysis.sentences[w.sentence]
        return any(t.tag in ("VERB", "AUX") for t in analysis.tokens[s.first : s.last])

    def features(self, i: int, j: int) -> dict[str, float]:
        """What speaks for and against the two being rivals. All values in about [-4, 4]."""
        a, b = self.whens.items[i], self.whens.items[j]
        one, two = self.values[i], self.values[j]
        pair = self.whens.features(a, b)
        belief = min(max(self.whens.belief(a, b), 1e-4), 1 - 1e-4)
        told = (one in self._told[b.article]) + (two in self._told[a.article])
        same = max(self._same[i, b.article], self._same[j, a.article])
        best = max(self._best[i, b.article], self._best[j, a.article])
        names, either = a.context.names & b.context.names, a.context.names | b.context.names
        verbs = self._verb(a) & self._verb(b)
        backed = [self._backers(v, w) for v, w in ((one, b), (two, a))]
        return {
            "belief": math.log(belief / (1 - belief)) / 2,
            "best": float(belief >= best),
            "another fits better": max(0.0, best - belief),
            "same date there": same,
            "told there too": float(told),
            "alike words": pair["alike words"],
            "alike sentences": pair["alike sentences"],
            "shared verb": pair["shared verb"],
            "governed by one verb": float(bool(verbs)),
            "shared names": pair["shared names"],
            "other names": float(bool(either) and not names),
            "one precision": float(len(one) == len(two)),
            "days": float(len(one) == len(two) == DAY),
            "next day": float(_apart(one, two) == 1),
            "within a week": float(1 < _apart(one, two) <= 7),
            "one year": float(one[:4] == two[:4]),
            "years only": float(len(one) == len(two) == 4),
            "years apart": min(3.0, math.log1p(abs(int(one[:4]) - int(two[:4])))),
            "both in the lead": float(self._lead(a) and self._lead(b)),
            "day of its report": float(any(v == self._published(w) for v, w in ((one, a), (two, b)))),
            "day of both reports": float(one == self._published(a) and two == self._published(b)),
            "backed": max(backed) / BACKERS,
            "both backed": min(backed) / BACKERS,
            "tense": float(bool(a.time.tense) and bool(b.time.tense) and a.time.tense != b.time.tense),
        }

    def _backers(self, value: str, other: When) -> int:
        """Origins that give the date, apart from one that gives it and that of the other report."""
        own = self.whens.evidence.origin_of[self.ids[other.article]]
        return min(BACKERS, len(self._origins[value] - {own}) - 1)

    def _lead(self, w: When) -> bool:
        return w.sentence < LEAD or self.whens.evidence.analyses[w.article].sentences[w.sentence].role == "headline"

    def _published(self, w: When) -> str:
        return (self.whens.evidence.analyses[w.article].article.published or "")[:DAY]

    def _verb(self, w: When) -> set[str]:
        """The verb or noun that the date depends on, and what that depends on."""
        analysis = self.whens.evidence.analyses[w.article]
        s = analysis.sentences[w.sentence]
        at = max(s.first, bisect_right(analysis.tokens, w.time.start, s.first, s.last, key=attrgetter("start")) - 1)
        found: set[str] = set()
        for _ in range(6):
            t = analysis.tokens[at]
            if t.tag in ("VERB", "NOUN") and not w.time.start <= t.start < w.time.end:
                found.add((t.lemma or t.text).lower())
                if t.tag == "VERB" or len(found) > 1:
                    break
            if not s.first <= t.head < s.last:
                break
            at = t.head
        return found

    def probability(self, i: int, j: int) -> float:
        """The belief in [0, 1] that the two are rivals."""
        return load(MODEL).probability(self.features(i, j))


def _value(w: When) -> str:
    """The date cut to its day; empty for an hour alone, an interval or what is no plain date."""
    value = w.value.partition("T")[0]
    return value if value and dates.PLAIN.fullmatch(value) else ""


def _apart(one: str, two: str) -> int:
    """Days between two days; a large number for dates that are coarser."""
    return abs(_number(one) - _number(two)) if len(one) == len(two) == DAY else 9999


def _number(day: str) -> int:
    try:
        return datetime.date.fromisoformat(day).toordinal()
    except ValueError:
        return -9999


def of_reports(evidence: Evidence, asked: Sequence[Dated], known: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """The dates that rival each other although the grouping keeps them apart, without those that are known conflicts.

    Only the sentences that oppose each other are cited, not all that give one of the dates.
    """
    if not asked:
        return ()
    rivals = Rivals(asked[0].places)
    likely = [(p, i, j) for i, j in rivals.pairs if (p := rivals.probability(i, j)) >= SHOWN]
    sure = [pair for pair in likely if pair[0] >= SURE]
    event = {(w.article, w.time.start): n for n, q in enumerate(asked) for w in q.answers}
    told = [(event[w.article, w.time.start], value) for w, value in zip(rivals.whens.items, rivals.values, strict=True)]
    nodes = sorted({told[k] for _, i, j in sure for k in (i, j)})
    number = {node: n for n, node in enumerate(nodes)}
    out: list[Conflict] = []
    for part in linking.components(len(nodes), [(number[told[i]], number[told[j]]) for _, i, j in sure]):
        members = {nodes[n] for n in part}
        belief = max(p for p, i, _ in sure if told[i] in members)
        about = asked[min(members)[0]].fact.event
        sided = sorted({k for _, i, j in likely if told[i] in members and told[j] in members for k in (i, j)})
        conflict = _conflict(evidence, rivals, sided, about, belief)
        if not any(_holds(c, conflict) for c in (*known, *out)):
            out.append(conflict)
    return tuple(out)


def _conflict(evidence: Evidence, rivals: Rivals, members: Sequence[int], about: str, belief: float) -> Conflict:
    sides: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for k in members:
        sides[rivals.values[k]].add((rivals.whens.items[k].article, rivals.whens.items[k].sentence))
    shown = tuple(Side(v, tuple(evidence.sentence_citation(a, s) for a, s in sorted(sides[v]))) for v in sorted(sides))
    return Conflict(
        identify("c", [c for s in shown for c in s.citations], "date", "rivals"),
        "date",
        f"when: {about}",
        all(len(v) == DAY for v in sides),
        shown,
        "The reports date the same thing differently.",
        round(belief, 3),
    )


def _holds(known: Conflict, conflict: Conflict) -> bool:
    """Whether two sides of a known conflict lie in this one's sentences, or one with its date where that is in dispute already."""
    places = [(s.says, {(c.article, c.start) for c in s.citations}) for s in conflict.sides]
    there = [(s.says, {(c.article, c.start) for c in s.citations}) for s in known.sides]
    disputed = known.kind == "date" and any(one == two and p & t for one, p in places for two, t in there)
    return disputed or shared_sides(known, conflict) > 1
