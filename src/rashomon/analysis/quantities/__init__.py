"""Numbers with everything that says what they mean: value, bound, unit, what is counted, what happened to it, and who says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from rashomon.analysis.annotator import Annotator
from rashomon.analysis.quantities.bounds import bound, converted
from rashomon.analysis.quantities.candidates import Candidates
from rashomon.analysis.quantities.counted import Counted, Nouns, scope_after
from rashomon.analysis.quantities.derived import Tools, derived
from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.measured import Measures
from rashomon.analysis.quantities.roles import Roles
from rashomon.analysis.quantities.sources import Sources
from rashomon.analysis.quantities.tables import is_person, units, words
from rashomon.analysis.tree import Tree
from rashomon.lang.numbers import lexemes
from rashomon.model import Analysis, Quantity, Span

_FURNITURE = frozenset(["promotion", "contents", "comments", "credit", "navigation"])
_OF_PEOPLE = words("of_people")
_GROUPS = words("groups")
_MAGNITUDE = re.compile(r"\bmagnitude(?: of)?(?: about| around)?\s\Z", re.IGNORECASE)
_AS_OF = re.compile(r"(?:\bas (?:of|at)(?: the (?:end|start|beginning) of| early| late| mid-?)?|^By(?: late| early)?)\s\Z", re.IGNORECASE)
_RICHTER = re.compile(r"(?:\sdegrees)?\son the richter", re.IGNORECASE)
_SCALE = re.compile(r"[cf]\b|celsius|fahrenheit", re.IGNORECASE)
_PART = re.compile(r"[,\s(–—-]{0,3}(?:including|among them|as well as|along with)\s(?:the |a |an |at least |another )?\Z", re.IGNORECASE)


def inherit(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give a part the measure of its whole ("killed 12 people, including 10 tourists")."""
    out: list[Quantity] = []
    for q in sorted(found, key=lambda q: (q.start, q.end, q.number.start)):
        last = out[-1] if out else None
        if (
            last
            and q.measure is None
            and q.role == "count"
            and q.unit == "persons"
            and last.measure in _OF_PEOPLE
            and q.start - last.end < 40
            and _PART.match(text[last.end : q.start])
        ):
            q = replace(q, measure=last.measure, trigger=last.trigger)
        out.append(q)
    return out


class Reader:
    """Reads the quantities of one article."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.article.text
        self.lex = lexemes(self.text)
        self.tree = Tree(analysis)
        self.roles = Roles(self.text, self.lex)
        self.nouns = Nouns(self.tree, self.lex)
        self.measures = Measures(self.tree)
        self.sources = Sources(analysis, self.tree)
        self.time_starts = [t.start for t in analysis.times]
        self.sentence_starts = [s.start for s in analysis.sentences]

    def barred(self) -> list[tuple[int, int]]:
        """Places whose digits are no quantities: dates, names, page furniture."""
        spans = [
            (t.start, t.end)
            for t in self.analysis.times
            if t.kind == "time" or (t.kind in ("date", "interval") and not self.counts_time(t.value, t.text))
        ]
        spans += [(m.start, m.end) for m in self.analysis.mentions if m.kind == "name" and m.type in ("person", "organisation", "place")]
        spans += [(b.start, b.end) for b in self.analysis.boilerplate if b.kind in _FURNITURE]
        return spans

    def is_topic(self, draft: Draft) -> bool:
        """Whether "about" tells a topic, not a bound ("information about two programs")."""
        i = self.tree.at(draft.start)
        if not (0 < i < len(self.tree.tokens)) or self.tree.lower[i] not in ("about", "around"):
            return False
        token, before = self.tree.tokens[i], self.tree.tokens[i - 1]
        return token.tag == "ADP" and token.relation == "case" and before.tag == "NOUN"

    @staticmethod
    def counts_time(value: str | None, text: str) -> bool:
        """Whether a time expression also counts its units ("the past 200 days", "nine days later")."""
        lower = text.lower()
        return any(u in lower for u in ("days", "weeks", "months", "years", "hours", "minutes")) and not lower.startswith(("a ", "an "))

    def sentence(self, position: int) -> tuple[int, tuple[int, int]]:
        """Index and range of the sentence at a position; a stretch of text where there are no sentences."""
        k = bisect_right(self.sentence_starts, position) - 1
        if k >= 0:
            s = self.analysis.sentences[k]
            return k, (s.start, max(s.end, position + 1))
        line = self.text.rfind("\n", max(0, position - 500), position) + 1 or max(0, position - 500)
        stop = self.text.find("\n", position, position + 500)
        return 0, (line, stop if stop >= 0 else min(len(self.text), position + 500))

    def run(self) -> list[Quantity]:
        """All quantities, in order."""
        found: list[Quantity] = []
        floor, before = 0, None
        candidates = Candidates(self.text, self.lex, self.barred())
        for draft in candidates.run():
            number, last = draft.first, draft.last
            if draft.currency:
                number = next(
                    (k for k in range(draft.first, draft.last) if self.lex[k].start >= draft.number_start and self.lex[k].kind == "digits"),
                    number,
                )
            bound(draft, self.lex, floor)
            if draft.modifier == "about" and self.is_topic(draft):
                draft.modifier, draft.start, draft.first = "exact", draft.number_start, number
            if last < draft.last and not draft.unit:  # "90-plus percent"
                candidates.unit_after(draft)
            if before is not None:
                converted(before, draft, self.lex)
            before = draft
            role = self.roles.role(draft, number)
            floor = last
            if role is None:
                continue
            draft.role = role
            found += self.quantities(draft, number)
        found += derived(self.analysis, Tools(self.tree, self.measures, self.sources, self.sentence), found)
        found = inherit(self.text, found)
        return sorted(found, key=lambda q: (q.start, q.end, q.number.start))

    def quantities(self, draft: Draft, number: int) -> list[Quantity]:
        """The quantity of a draft; a score gives two."""
        if draft.role == "score":
            draft.unit = ""
        k, sentence = self.sentence(draft.number_start)
        token = self.nouns.number_token(draft)
        counted = (
            None if draft.role in ("age", "score") or (draft.currency and draft.measure == "money") else self.nouns.find(draft, number)
        )
        if counted and (counted.start < sentence[0] or counted.end > sentence[1]):
            counted = None
        if counted and not self.text[counted.start].isalpha():
            counted = None
        self.unit_of_noun(draft, counted)
        unit = self.unit(draft, counted)
        measure, trigger = draft.measure, None
        event: tuple[str, ...] = ()
        measured = None
        quake = self.is_magnitude(draft)
        if draft.role in ("count", "share") and not quake and not (draft.unit and draft.unit not in ("times", "points")):
            measured = self.measures.find(draft, counted, token, sentence)
        if measured and not (measured.measure in _OF_PEOPLE and self.is_thing(draft, counted)):
            measure, trigger = measured.measure, measured.trigger
        elif draft.unit == "degrees" and not _SCALE.search(self.text[draft.number_end : draft.end]):
            measure = None
        elif quake:
            measure = "magnitude"
        lemma = counted.lemma if counted else ""
        if measure in _OF_PEOPLE and draft.role == "count" and (counted is None or counted.elided or counted.word_of_state):
            lemma, unit = "person", "persons"
        if draft.role == "age":
            measure, unit = "age", unit or "years"
        if self.tree.parsed:
            event = self.measures.event(measured, counted, token)
        end = max(draft.end, counted.end if counted and (not draft.unit or draft.hyphened) else 0)
        start = min(draft.start, counted.start) if counted else draft.start
        source = None
        if draft.role in ("count", "share"):  # an age or a score is told of somebody, not reported by somebody
            noun = counted.token if counted and counted.token >= 0 else token
            source = self.sources.find(draft.number_start, draft.number_end, noun, sentence)
        known = measure in ("money", "share") and self.presupposed(start)
        if source and (known or (source.span.start < end and start < source.span.end)):
            source = None
        return [
            Quantity(
                start,
                end,
                self.text[start:end],
                Span(draft.number_start, draft.number_end),
                draft.low,
                draft.high,
                draft.modifier,
                unit,
                Span(counted.start, counted.end) if counted else None,
                lemma,
                counted.qualifiers if counted else (),
                measure,
                event,
                trigger,
                scope_after(self.text, end, sentence[1]),
                source.name if source else None,
                source.span if source else None,
                self.as_of(sentence) if draft.role in ("count", "share") else None,
                draft.role,
                k,
            )
        ]

    def is_magnitude(self, draft: Draft) -> bool:
        """Whether a plain number is an earthquake's strength."""
        left, right = self.text[max(0, draft.start - 24) : draft.start], self.text[draft.end : draft.end + 10]
        return bool(_MAGNITUDE.search(left) or right.lower().endswith("magnitude") or _RICHTER.match(self.text, draft.end))

    def as_of(self, sentence: tuple[int, int]) -> str | None:
        """The time as of which a sentence gives its figures ("as of January 2025", "by Sunday, ..."), None when it does not say."""
        first = bisect_left(self.time_starts, sentence[0])
        for t in self.analysis.times[first : first + 6]:
            if t.start >= sentence[1]:
                break
            if t.value and t.kind in ("date", "time") and _AS_OF.search(self.text[max(sentence[0], t.start - 24) : t.start]):
                return t.value
        return None

    def is_thing(self, draft: Draft, counted: Counted | None) -> bool:
        """Whether what is counted is no person, so that nobody was killed or hurt by this number."""
        if counted is None or counted.elided or counted.word_of_state or draft.role == "share":
            return False
        word = self.text[counted.start : counted.end]
        return not (is_person(word, counted.lemma) or word[0].isupper() or counted.lemma in _GROUPS)

    def unit_of_noun(self, draft: Draft, counted: Counted | None) -> None:
        """A unit that words part from its number ("three previous years")."""
        if draft.unit or counted is None or draft.form in ("fraction", "ordinal") or draft.role != "count":
            return
        entry = units().get(self.text[counted.start : counted.end].lower())
        if entry and entry[1] in ("duration", "distance", "money", "weight", "area"):
            draft.unit, draft.measure = entry[0], entry[1]

    def presupposed(self, start: int) -> bool:
        """Whether "the" makes the number something known already rather than something that somebody reports ("the $5 billion hit")."""
        return self.text[max(0, start - 4) : start].lower() == "the "

    def unit(self, draft: Draft, counted: Counted | None) -> str:
        if draft.unit:
            return draft.unit
        if draft.form == "fraction" and draft.role == "share":
            return "fraction"
        if counted and counted.end <= draft.number_start:  # "a family of five"
            return "persons"
        if counted and is_person(self.text[counted.start : counted.end], counted.lemma):
            return "persons"
        return ""


def _run(analysis: Analysis) -> Analysis:
    return replace(analysis, quantities=tuple(Reader(analysis).run()))


ANNOTATOR = Annotator("quantities", "2", requires=("article", "tokens", "sentences", "times"), assigns=("quantities",), run=_run)
