"""Counts that no numeral gives: "no one was injured", "twice", "many are believed dead", and the one victim of "a man was shot"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rashomon.analysis.quantities.candidates import Spans
from rashomon.analysis.quantities.counted import Counted
from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.measured import Measured, Measures
from rashomon.analysis.quantities.sources import Sources
from rashomon.analysis.quantities.tables import is_person, lemma_of, units
from rashomon.analysis.quantities.victims import Told
from rashomon.analysis.tree import Tree
from rashomon.model import Analysis, Quantity, Span

_HARM = frozenset(["killed", "injured", "missing", "abducted", "arrested", "hospitalised", "survived", "rescued"])
_NOBODY = re.compile(
    r"\b(?:(?P<nobody>(?:no one|no-one|nobody)(?! else\b)|none(?: of (?:the|those|them)\b(?: \w+){0,3}?)?)"
    r"|no (?:\w+ )?(?P<noun>injur(?:y|ies)|casualt(?:y|ies)|fatalit(?:y|ies)|deaths?|survivors?|arrests?|victims|hostages)"
    r"|(?P<there>without injuries|without casualties))\b",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\b(?:twice|thrice)\b(?! (?:as|the|that|this|more|a|an|per|daily|weekly|what|its|their|his|over|shy)\b)", re.IGNORECASE
)
_AND_A_HALF = re.compile(r"\ban? (?P<unit>hour|day|week|month|year|decade|century|mile) and a (?P<part>half|quarter)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?P<majority>(?:the|a) (?:vast |overwhelming |large |great |clear |slim |simple )?majority)(?= of\b)"
    r"|\ba (?P<part>significant|large|small|substantial|considerable|sizable|sizeable|growing|big|huge) (?:portion|proportion"
    r"|part|share|percentage|fraction|number)(?= of\b)",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:many|several|some|most)\b(?! of (?:whom|which)\b)(?! (?:years|months|days|weeks|hours|times|ways|other|more))", re.IGNORECASE
)
_OF_NOUN = re.compile(r" of (?:the |those |these |its |their |all )?(?:[\w-]+ )??(?P<noun>[A-Za-z-]+)")
_ONE_PERSON = re.compile(
    r"\b(?:an?|another)\s(?:(?:\d{1,2}|[a-z]+)(?:-|\s)(?:years?|months?)(?:-|\s)old\s?|(?!of|to|by|for|in|on|at|and|or|that"
    r"|who|with|from|his|her|the|was|is)[a-z]+(?:-[a-z]+)?\s){0,3}?"
    r"(?P<noun>man|woman|boy|girl|child|teen|teenager|baby|toddler|infant|person|student|officer|policeman|soldier|pedestrian"
    r"|driver|passenger|civilian|"
    r"victim|bystander|resident|motorist|firefighter|deputy|mother|father|son|daughter|brother|sister|youth|juvenile|worker"
    r"|employee|guard|suspect|"
    r"gunman|clerk|teacher|tourist|(?:year|month)(?:-|\s)old)\b",
    re.IGNORECASE,
)
_HEADLINE_ONE = re.compile(
    r"^(?:[A-Z][\w’'.-]*\s){0,2}?(?P<noun>Man|Woman|Boy|Girl|Teen|Teenager|Child|Toddler|Infant|Baby|Officer|Student|Mother"
    r"|Father|Person|Deputy|Victim|Soldier|Pedestrian)\b",
)
_AGED = re.compile(r"\b(?P<age>\d{1,2}|[a-z]+(?:-[a-z]+)?)(?:-|\s)(?:year|month)(?:-|\s)olds?\b", re.IGNORECASE)

Sentence = Callable[[int], tuple[int, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the quantity reader of one article has at hand; `sentence` gives index and range of the sentence at a position."""

    tree: Tree
    measures: Measures
    sources: Sources
    sentence: Sentence


class Derived:
    """Finds the counts of one article that are not numerals."""

    def __init__(self, analysis: Analysis, tools: Tools, known: Sequence[Quantity]) -> None:
        self.text = analysis.article.text
        self.tree, self.measures, self.sources, self.sentence = tools.tree, tools.measures, tools.sources, tools.sentence
        spans = sorted((q.start, q.end) for q in known if q.role != "age")
        self.starts, self.ends = [s for s, _ in spans], [e for _, e in spans]
        self.known = known
        self.found: list[Quantity] = []

    def run(self) -> list[Quantity]:
        """All of them, in no particular order."""
        for match in _NOBODY.finditer(self.text):
            self.nobody(match)
        for match in _TWICE.finditer(self.text):
            value = 2.0 if match.group().lower() == "twice" else 3.0
            self.add(match.span(), (value, value), unit="times")
        for match in _AND_A_HALF.finditer(self.text):
            unit, measure, factor = units()[match["unit"].lower()]
            value = factor * (1.5 if match["part"].lower() == "half" else 1.25)
            self.add(match.span(), (value, value), unit=unit, measure=measure, role="count")
        for match in _SHARE.finditer(self.text):
            self.share(match)
        for match in _MANY.finditer(self.text):
            self.many(match)
        people = list(_ONE_PERSON.finditer(self.text))
        ends = [m.end() for m in people]
        for match in people:
            self.one(match)
        for match in _AGED.finditer(self.text):
            k = bisect_left(ends, match.start() + 1)
            if k == len(people) or people[k].start() >= match.end():
                self.one(match)
        self.victims()
        return self.found

    def victims(self) -> None:
        """Victims told one beside the other; those told singly are left out where they are part of what is told already."""
        told = Told(self.tree, self.measures, self.known)
        sums = list(told.together())
        first: dict[str | None, int] = {}
        for q in self.known:
            if q.measure in ("killed", "injured") and (q.low or 0) > 1 and q.role == "count":
                first[q.measure] = min(q.start, first.get(q.measure, q.start))
        told_at = Spans([(v.span.start, v.span.end) for v in sums])
        singly = sorted((q for q in self.found if q.role == "derived"), key=lambda q: q.start)
        part = {q.start for q in singly if told_at.hit(q.start, q.start + 1) or first.get(q.measure, q.start) < q.start}
        self.found = [q for q in self.found if q.role != "derived" or q.start not in part]
        for v in sums:
            self.keep((v.span.start, v.span.end), (v.number, v.number), measure=v.measure, trigger=v.trigger, role="derived")
        if not any(q.measure == "killed" and q.low for q in (*self.known, *self.found)):
            alone = told.alone()
            if alone is not None:
                self.keep((alone.span.start, alone.span.end), (1.0, 1.0), measure="killed", trigger=alone.trigger, role="derived")

    def taken(self, start: int, end: int) -> bool:
        """Whether a quantity stands there already."""
        k = bisect_left(self.ends, start + 1)
        return k < len(self.starts) and self.starts[k] < end

    def token(self, start: int, end: int) -> int:
        inside = self.tree.inside(start, end)
        if not inside:
            return -1
        for i in inside:
            if not inside.start <= self.tree.tokens[i].head < inside.stop:
                return i
        return inside[-1]

    def measured(self, start: int, end: int, lemma: str = "person") -> Measured | None:
        """What happened to the phrase at [start, end)."""
        token = self.token(start, end)
        counted = Counted(start, end, lemma, token, ())
        draft = Draft(start, end, start, end, None, None, "words", 0, 0)
        _, sentence = self.sentence(start)
        return self.measures.find(draft, counted, token, sentence)

    def nobody(self, match: re.Match[str]) -> None:
        noun = match["noun"] or match["there"]
        if noun:
            lemma = lemma_of(noun.split()[-1].lower())
            measure = {"injury": "injured", "casualty": "killed", "fatality": "killed", "death": "killed", "survivor": "survived"}.get(
                lemma
            )
            measure = measure or {"arrest": "arrested", "hostage": "held", "victim": "killed"}.get(lemma, "killed")
            self.add(match.span(), (0.0, 0.0), measure=measure)
            return
        found = self.measured(match.start(), match.end())
        if found and found.measure in _HARM:
            self.add(match.span(), (0.0, 0.0), measure=found.measure, trigger=found.trigger)

    def share(self, match: re.Match[str]) -> None:
        noun = _OF_NOUN.match(self.text, match.end())
        end = noun.end() if noun else match.end()
        if match["majority"]:
            self.add((match.start(), end), (0.5, None), modifier="over", unit="fraction", measure="share", role="share")
        elif noun and is_person(noun["noun"], lemma_of(noun["noun"].lower())):
            self.add((match.start(), end), (None, None), modifier="vague", unit="fraction", measure="share", role="share")

    def many(self, match: re.Match[str]) -> None:
        """Vague counts of victims only."""
        token = self.token(match.start(), match.end())
        if token < 0 or not self.tree.parsed:
            return
        tree = self.tree
        relation, head = tree.tokens[token].relation, tree.tokens[token].head
        node, end = token, match.end()
        if relation in ("amod", "det", "nummod") and head > token:
            node, end = head, tree.tokens[head].end
            if not is_person(tree.tokens[head].text, tree.lemmas[head].lower()) or head - token > 4:
                return
        elif relation not in ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "advcl"):
            return
        found = self.measures.climb(node, None)
        if found and found.measure in _HARM:
            self.add((match.start(), end), (None, None), modifier="vague", measure=found.measure, trigger=found.trigger)

    def one(self, match: re.Match[str]) -> None:
        """One person to whom harm was done, counted as one ("a 13-year-old girl was hospitalised")."""
        start, end = match.span()
        if self.taken(start, end) or match.group().lower().endswith("olds"):
            return
        found = self.measured(start, end)
        if found and found.measure in ("killed", "injured", "hospitalised"):
            measure = "injured" if found.measure == "hospitalised" else found.measure
            self.add((start, end), (1.0, 1.0), modifier="derived", measure=measure, trigger=found.trigger, role="derived")

    def add(
        self,
        place: tuple[int, int],
        value: tuple[float | None, float | None],
        *,
        modifier: str = "exact",
        unit: str = "persons",
        measure: str | None = None,
        trigger: Span | None = None,
        role: str = "count",
    ) -> None:
        """Keep one count, unless a quantity stands there already."""
        if not self.taken(*place):
            self.keep(place, value, modifier=modifier, unit=unit, measure=measure, trigger=trigger, role=role)

    def keep(
        self,
        place: tuple[int, int],
        value: tuple[float | None, float | None],
        *,
        modifier: str = "derived",
        unit: str = "persons",
        measure: str | None = None,
        trigger: Span | None = None,
        role: str = "count",
    ) -> None:
        """Keep one count."""
        start, end = place
        low, high = value
        k, sentence = self.sentence(start)
        end = min(end, max(sentence[1], start + 1))
        token = self.token(start, end)
        source = self.sources.find(start, end, token, sentence)
        if source and source.span.start < end and start < source.span.end:
            source = None
        span = Span(start, end)
        lemma = "person" if unit == "persons" else ""
        self.found.append(
            Quantity(
                start,
                end,
                self.text[start:end],
                span,
                low,
                high,
                modifier,
                unit,
                head=span,
                head_lemma=lemma,
                measure=measure,
                trigger=trigger,
                attributed_to=source.name if source else None,
                source=source.span if source else None,
                role=role,
                sentence=k,
            )
        )


def derived(analysis: Analysis, tools: Tools, known: Sequence[Quantity]) -> list[Quantity]:
    """The counts of an article that no numeral gives; none overlaps a known one."""
    return Derived(analysis, tools, known).run()
