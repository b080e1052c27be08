"""The sentences that a summary may tell, with what they are worth: how many origins say so, how central it is, how well it stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rashomon.account.clauses import alone
from rashomon.account.contested import Contested
from rashomon.account.telling import Reader, Telling, capitalised, closed, content_words, one_line
from rashomon.model import Citation, Fact, Findings, StoryGroup

LEAD_SENTENCES = 3
MOST_COST = 1.5
CLAUSE_COST = 0.3
NAMED_COST = 0.5
LEAST_WORDS = 6
SHARED_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, or a clause of one, that may be told, with the places that say the same.

    `shared` is the share of origins that say so, `salience` how much of what most origins lead with it holds, `place` in [0, 1] where
    it stands in its articles, `cost` what speaks against it, `agreed` whether the fact is, `clause` whether it is part of a sentence.
    """

    own: Citation
    text: str
    words: frozenset[str]
    support: tuple[Citation, ...]
    agreed: bool
    shared: float
    salience: float
    place: float
    cost: float
    clause: bool = False

    @property
    def worth(self) -> float:
        """How much it should be told."""
        return 0.6 * self.shared + 0.4 * (1 - self.place) + 1.2 * self.salience - 0.3 * self.cost


class Candidates:
    """Finds the candidates of one story."""

    def __init__(self, group: StoryGroup, reader: Reader, findings: Findings) -> None:
        self.reader, self.findings = reader, findings
        self.contested = Contested(findings, reader.analyses.values())
        self.origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
        self.origins = len({self.origin_of.get(id, -1) for id in reader.analyses}) or 1
        self.weights = self._weights()

    def _weights(self) -> Mapping[str, float]:
        """For each word the share of origins that have it in a headline or one of their first sentences."""
        holders: dict[str, set[int]] = {}
        for id, analysis in self.reader.analyses.items():
            words = content_words(analysis.article.title or "")
            for told in self.reader.body(id, LEAD_SENTENCES):
                words |= told.words
            for word in words:
                holders.setdefault(word, set()).add(self.origin_of.get(id, -1))
        return {word: len(found) / self.origins for word, found in holders.items()}

    def _salience(self, words: frozenset[str]) -> float:
        return sum(self.weights.get(word, 0.0) for word in sorted(words)) / (len(words) + 4)

    def of_facts(self) -> list[Candidate]:
        """One candidate a fact: the sentence that tells it best, or a clause of it that takes no side."""
        made = (self._of_fact(fact) for fact in self.findings.facts)
        return [candidate for candidate in made if candidate is not None]

    def _of_fact(self, fact: Fact) -> Candidate | None:
        tellings = [told for at in fact.support for told in self.reader.tellings(at)]
        options = [option for told in tellings if (option := self._told(told)) is not None]
        if not options:
            return None
        place = sum(told.place for told in tellings) / len(tellings)
        best = min(options, key=lambda o: (o.cost - 2 * o.salience, o.own))
        return replace(self._supported(best, fact), place=place)

    def of_leads(self) -> list[Candidate]:
        """The first sentences of each article, as far as they can be told without taking a side."""
        shared = {(at.article, i): fact for fact in self.findings.facts for at in fact.support for i, _ in self.reader.sentences(at)}
        found = []
        for id in self.reader.analyses:
            for told in self.reader.body(id, LEAD_SENTENCES):
                candidate = self._told(told)
                if candidate is not None:
                    fact = shared.get((id, told.sentence))
                    found.append(self._supported(candidate, fact) if fact else candidate)
        return found

    def of_outlets(self) -> list[Candidate]:
        """The first sentences that can only take a side, each told as what its outlet reports."""
        tellings = [told for id in self.reader.analyses for told in self.reader.body(id, LEAD_SENTENCES)]
        made = (self._named(told) for told in tellings if self._told(told) is None)
        return [candidate for candidate in made if candidate is not None]

    def _supported(self, candidate: Candidate, fact: Fact) -> Candidate:
        """The candidate with those of the fact's sentences that give no other number for what it counts."""
        counts = self._counts(candidate.own)
        support = tuple(at for at in fact.support if not self._counts_otherwise(at, counts))
        if candidate.clause:
            # The others say what the whole sentence says; of a part of it, those that share most of its words.
            support = tuple(at for at in support if len(candidate.words & content_words(at.text)) >= SHARED_WORDS * len(candidate.words))
        origins = {self.origin_of.get(at.article, -1) for at in (candidate.own, *support)}
        return replace(candidate, support=support, agreed=fact.status == "agreed", shared=len(origins) / self.origins)

    def _counts(self, at: Citation) -> dict[str, set[float | None]]:
        """The numbers in the sentences of a citation, by what they count."""
        found: dict[str, set[float | None]] = {}
        for index, _ in self.reader.sentences(at):
            for quantity in self.reader.quantities(at.article, index):
                if quantity.measure is not None and at.start <= quantity.start < at.end:
                    found.setdefault(quantity.measure, set()).update((quantity.low, quantity.high))
        return found

    def _counts_otherwise(self, at: Citation, counts: Mapping[str, set[float | None]]) -> bool:
        here = self._counts(at)
        return any(measure in here and not (here[measure] & numbers) - {None} for measure, numbers in counts.items())

    def _told(self, told: Telling) -> Candidate | None:
        """The sentence, or its longest clause that leaves what is contested out; None when there is none or it tells too little."""
        if told.cost >= MOST_COST:
            return None
        if not self.contested.touches(told.article, told.start, told.end):
            return self._candidate(told, told.start, told.end, told.cost)
        analysis = self.reader.analyses[told.article]
        clauses = [span for c in self.reader.claims(told.article, told.sentence) if (span := alone(analysis, c, told)) is not None]
        for span in sorted(set(clauses), key=lambda span: (-len(span), span)):
            if not self.contested.touches(told.article, span.start, span.end):
                made = self._candidate(told, span.start, span.end, told.cost + CLAUSE_COST)
                return replace(made, clause=True) if made else None
        return None

    def _named(self, told: Telling) -> Candidate | None:
        made = self._candidate(told, told.start, told.end, told.cost + NAMED_COST) if told.cost < MOST_COST else None
        if made is None:
            return None
        outlet = one_line(self.reader.analyses[told.article].article.outlet or "")
        text = f"{outlet} reports: {made.text}" if outlet else f"A report says: {made.text}"
        return replace(made, text=text)

    def _candidate(self, told: Telling, start: int, end: int, cost: float) -> Candidate | None:
        article = self.reader.analyses[told.article].article
        text = closed(capitalised(one_line(article.text[start:end])))
        words = content_words(text)
        if len(text.split()) < LEAST_WORDS:
            return None
        own = article.cite(start, end)
        return Candidate(own, text, words, (own,), False, 1 / self.origins, self._salience(words), told.place, cost)
