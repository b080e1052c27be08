"""One story as its surfaces show it: sources with numbers, facts in order, figures beside their conflicts. No markup."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.export.labels import credited, day, plural, reading
from rashomon.export.safe import one_line
from rashomon.lang import resources
from rashomon.model import (
    Account,
    Article,
    Citation,
    Conflict,
    Entity,
    Fact,
    Figure,
    Omission,
    QuoteVariant,
    Report,
    Side,
    TimelineRow,
    Utterance,
    Wording,
)

MOST_MATRIX_ROWS = 24
COUNTER = re.compile(r"^\d{1,4}[_.-]+(?=\w)")
ENDING = re.compile(r"\.(?:txt|html?|md|jsonl?)$", re.IGNORECASE)
WORD = re.compile(r"\w+")
DIGEST = re.compile(r"(?:\d+[_.-]+)?[0-9a-fA-F-]{10,}")
MOST_ENTITIES = 24


@dataclass(frozen=True, slots=True)
class Source:
    """One article of a story, as it is named: `number` counts from 1, `label` is the outlet, else the id without a leading number.

    `copies` is the number of the source whose text this one repeats, None for the first of its origin.
    """

    number: int
    article: Article
    label: str
    published: str
    language: str
    copies: int | None

    @property
    def analysed(self) -> bool:
        """Whether its text was read for the account."""
        return self.article.language == "en"

    @property
    def outlet(self) -> str:
        """The label without what tells versions of one outlet apart."""
        return label(self.article, self.number)

    @property
    def numbered(self) -> str:
        """Label with its number before it, once."""
        return self.label if self.label == f"Report {self.number}" else f"{self.number} {self.label}"

    @property
    def named(self) -> str:
        """Number and label."""
        return f"[{self.number}]" if self.label == f"Report {self.number}" else f"{self.label} [{self.number}]"


class StoryView:
    """What the surfaces ask of one story."""

    def __init__(self, report: Report, account: Account) -> None:
        articles = {article.id: article for article in report.articles}
        self.account = account
        self._figures: dict[str, Figure | None] = {}
        numbers = {id: i + 1 for i, id in enumerate(account.articles)}
        first = {id: min(members, key=lambda m: numbers.get(m, len(numbers))) for members in account.origins for id in members}
        names = _names([articles[id] for id in account.articles])
        self.sources = tuple(
            Source(
                numbers[id],
                articles[id],
                names[id],
                day(articles[id].published),
                language_name(articles[id].language),
                numbers[first[id]] if first.get(id, id) != id and first[id] in numbers else None,
            )
            for id in account.articles
        )
        self.by_id = {source.article.id: source for source in self.sources}
        self.origin_of = {id: i for i, members in enumerate(account.origins) for id in members}

    @property
    def analysed(self) -> tuple[Source, ...]:
        """The sources in English."""
        return tuple(source for source in self.sources if source.analysed)

    @property
    def origins(self) -> int:
        """How many independent origins were read."""
        return len({self.origin_of.get(source.article.id, -source.number) for source in self.analysed})

    def counts(self) -> str:
        """ "10 reports from 9 independent origins, 1 of them not in English and not analysed"."""
        foreign = len(self.sources) - len(self.analysed)
        if len(self.sources) == 1:
            text = "1 report" if not foreign else f"1 report in {self.sources[0].language}, not analysed"
            return text
        text = f"{plural(len(self.sources), 'report')} from {plural(len(self.account.origins), 'independent origin')}"
        if foreign:
            text += f"; {foreign} not in English, kept and not analysed"
        return text

    def numbers(self, citations: Iterable[Citation]) -> list[int]:
        """The numbers of the cited sources, each once, in order."""
        return sorted({self.by_id[at.article].number for at in citations if at.article in self.by_id})

    def one_a_source(self, citations: Iterable[Citation]) -> list[tuple[Source, Citation]]:
        """The first citation of each source, in the order of their numbers."""
        found: dict[str, Citation] = {}
        for at in citations:
            if at.article in self.by_id and at.article not in found:
                found[at.article] = at
        return [(source, found[source.article.id]) for source in self.sources if source.article.id in found]

    def agreed(self) -> list[Fact]:
        """The agreed facts, those with most origins first."""
        return sorted((f for f in self.account.facts if f.status == "agreed"), key=lambda f: (-f.origins, self._first(f)))

    def omissions(self) -> list[Omission]:
        """What articles leave out: facts, that which most origins tell first, then details in the order of the account."""
        facts = {fact.id: fact for fact in self.account.facts}
        whole = [o for o in self.account.omissions if o.fact in facts]
        details = [o for o in self.account.omissions if o.fact not in facts]
        return sorted(whole, key=lambda o: (-facts[o.fact].origins, len(o.articles), o.fact)) + details

    def telling(self, omission: Omission) -> tuple[Citation, ...]:
        """Where the others tell what is left out."""
        fact = next((f for f in self.account.facts if f.id == omission.fact), None)
        return fact.support if fact is not None else omission.told

    def only_in(self) -> list[tuple[Source, list[Fact]]]:
        """By source, the facts that one origin alone tells, in the order of the text."""
        found: dict[int, list[Fact]] = {}
        for fact in self.account.facts:
            if fact.status == "single_source" and fact.support:
                number = min(self.by_id[at.article].number for at in fact.support)
                found.setdefault(number, []).append(fact)
        return [(s, sorted(found[s.number], key=self._first)) for s in self.sources if s.number in found]

    def origin_sources(self, source: Source) -> tuple[Source, ...]:
        """A source and those that share its text."""
        origin = self.origin_of.get(source.article.id)
        return tuple(s for s in self.sources if s is source or (origin is not None and self.origin_of.get(s.article.id) == origin))

    def with_copies(self, source: Source) -> str:
        """A source named together with those that share its text."""
        return ", ".join(one.named for one in self.origin_sources(source))

    def _first(self, fact: Fact) -> tuple[int, int, str]:
        first = min((self.by_id[at.article].number, at.start) for at in fact.support)
        return (*first, fact.id)

    def matrix(self) -> list[Fact]:
        """The facts of the coverage table: disputed and agreed ones, then what most sources leave out, at most 24."""
        shared = [fact for fact in self.account.facts if fact.support and fact.status != "single_source"]
        omitted = {omission.fact for omission in self.account.omissions}
        order = {"disputed": 0, "agreed": 1}
        ranked = sorted(shared, key=lambda f: (f.id not in omitted, order.get(f.status, 2), -f.origins, self._first(f)))
        return sorted(ranked[:MOST_MATRIX_ROWS], key=lambda f: (order.get(f.status, 2), -f.origins, self._first(f)))

    def told(self, fact: Fact, source: Source) -> str:
        """How a source stands to a fact: says, against, silent, unread."""
        if not source.analysed:
            return "unread"
        if any(at.article == source.article.id for at in fact.against):
            return "against"
        if any(at.article == source.article.id for at in fact.support):
            return "says"
        return "silent"

    def place(self, fact: Fact, source: Source) -> Citation:
        """Where a source tells a fact or speaks against it."""
        return next(at for at in (*fact.against, *fact.support) if at.article == source.article.id)

    def figure_of(self, conflict: Conflict) -> Figure | None:
        """The figure whose readings a conflict is about."""
        if conflict.id not in self._figures:
            self._figures[conflict.id] = self._figure_of(conflict)
        return self._figures[conflict.id]

    def over_time(self, conflict: Conflict) -> list[tuple[str, str, list[int]]]:
        """How the toll of a conflict stood over time, as (when, reading, sources in their numbers); empty where it is no rising toll."""
        figure = self.figure_of(conflict)
        rows: dict[tuple[str, str], list[Citation]] = {}
        for point in figure.curve if figure else ():
            rows.setdefault((point.when, reading(point)), []).append(point)
        return [(day(when), said, self.numbers(points)) for (when, said), points in rows.items()]

    def fitting(self) -> list[Figure]:
        """The figures that two or more origins give without a conflict."""
        fit = [figure for figure in self.account.figures if figure.relation in ("agree", "compatible")]
        return [figure for figure in fit if len({self.origin_of.get(m.article, -1) for m in figure.mentions}) > 1]

    def _figure_of(self, conflict: Conflict) -> Figure | None:
        if conflict.kind not in ("value", "scope", "precision", "as_of"):
            return None
        best: tuple[int, Figure] | None = None
        for figure in self.account.figures:
            if figure.relation == "single":
                continue
            sides = sum(any(_touches(at, m) for at in side.citations for m in figure.mentions) for side in conflict.sides)
            said = sum(any(_touches(at, m) and _like(m, side) for at in side.citations for m in figure.mentions) for side in conflict.sides)
            likeness = 4 * said + 2 * sides + (figure.relation == "conflict")
            if sides >= 2 and (best is None or likeness > best[0]):
                best = (likeness, figure)
        return best[1] if best else None

    def utterances(self) -> tuple[list[Utterance], list[Utterance]]:
        """What is quoted in several wordings, and what in one; by place in the first source."""

        def place(utterance: Utterance) -> tuple[int, int, str]:
            first = min((self.by_id[v.article].number, v.start) for v in utterance.variants)
            return (*first, utterance.id)

        several = [u for u in self.account.quotes if len(self.wordings(u)) > 1 and not self._one_text(u)]
        single = [u for u in self.account.quotes if len(self.wordings(u)) == 1 or self._one_text(u)]
        return sorted(several, key=lambda u: (-len(self.numbers(u.variants)), place(u))), sorted(single, key=place)

    def _one_text(self, utterance: Utterance) -> bool:
        """Whether all wordings stand in copies of one text, one in each: a difference of spelling, not of telling."""
        articles = [variant.article for variant in utterance.variants]
        return len({self.origin_of.get(article, -1) for article in articles}) == 1 and len(set(articles)) == len(articles) > 1

    def wordings(self, utterance: Utterance) -> list[list[QuoteVariant]]:
        """The variants of an utterance, those with the very same words together."""
        found: dict[tuple[str, bool], list[QuoteVariant]] = {}
        for variant in utterance.variants:
            words = " ".join(WORD.findall(one_line(variant.text).casefold()))
            found.setdefault((words, variant.direct), []).append(variant)
        return list(found.values())

    def speakers(self, utterances: Sequence[Utterance]) -> list[tuple[str, list[Utterance]]]:
        """Utterances by speaker, those who are quoted most first."""
        found: dict[str, list[Utterance]] = {}
        for utterance in utterances:
            speaker = credited(utterance.speaker)
            found.setdefault(speaker[:1].upper() + speaker[1:] or "Speaker not named", []).append(utterance)
        return sorted(found.items(), key=lambda item: (item[0] == "Speaker not named", -len(item[1]), item[0]))

    def entities(self) -> list[Entity]:
        """People and organisations, those that most sources name first, at most 24."""
        named = [e for e in self.account.entities if e.type in ("person", "organisation")]
        ranked = sorted(named, key=lambda e: (-len(self.numbers(e.mentions)), -len(e.mentions), e.name, e.id))
        return ranked[:MOST_ENTITIES]

    def days(self) -> list[tuple[str, list[TimelineRow]]]:
        """The timeline with the rows of one time together."""
        return [(when, list(rows)) for when, rows in itertools.groupby(self.account.timeline, key=lambda row: row.when)]

    def pinned(self, conflict: Conflict, side: Side) -> list[Citation]:
        """The citations of a side, narrowed to its figure's own words where they hold those."""
        figure = self.figure_of(conflict)
        mentions = sorted(figure.mentions) if figure else []
        found: list[Citation] = []
        for at in side.citations:
            inside = [m for m in mentions if m.article == at.article and at.start <= m.start and m.end <= at.end]
            found.append(next((m for m in inside if _like(m, side)), inside[0] if inside else at))
        return found

    def aliases(self, entity: Entity) -> list[str]:
        """The other names of an entity."""
        names = dict.fromkeys(one_line(alias) for alias in entity.aliases)
        return [name for name in names if name.casefold() != one_line(entity.name).casefold()]

    def terms(self, wording: Wording) -> list[tuple[str, list[Citation]]]:
        """The terms for one thing, each once, with its places."""
        found: dict[str, list[Citation]] = {}
        for term in wording.terms:
            found.setdefault(one_line(term.text).casefold(), []).append(term)
        return [(one_line(places[0].text), places) for places in found.values()]

    def fact_text(self, id: str) -> str | None:
        """The text of a fact, by its id."""
        return next((one_line(fact.text) for fact in self.account.facts if fact.id == id), None)


def loose(report: Report) -> list[Source]:
    """The articles that belong to no story, numbered on their own: texts in other languages, kept and not analysed."""
    told = {id for account in report.stories for id in account.articles} | {article.replaces for article in report.articles}
    left = [article for article in report.articles if article.id not in told]
    return [Source(i, a, label(a, i), day(a.published), language_name(a.language), None) for i, a in enumerate(left, 1)]


def _names(articles: Sequence[Article]) -> dict[str, str]:
    """What a reader calls each article of a story: its label, and its date too where several share the label."""
    labels = {article.id: label(article, i) for i, article in enumerate(articles, 1)}
    shared = {name for name, count in Counter(labels.values()).items() if count > 1}
    dates = {article.id: day((article.published or "")[:10]) for article in articles}
    return {id: f"{name}, {dates[id]}" if name in shared and dates[id] else name for id, name in labels.items()}


def label(article: Article, number: int) -> str:
    """What a reader calls an article: its outlet, else its id as far as that is a name: without counter, ending and digest."""
    outlet = one_line(article.outlet or "")
    if outlet:
        return outlet
    name = ENDING.sub("", COUNTER.sub("", one_line(article.id)))
    return f"Report {number}" if DIGEST.fullmatch(name) or not name else name


def _touches(one: Citation, other: Citation) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def _like(mention: Citation, side: Side) -> bool:
    """Whether a number is given in the words that a side says."""
    return one_line(mention.text).casefold() == one_line(side.says).casefold()


def language_name(tag: str) -> str:
    """The English name of a language, else its tag."""
    names = {row[0]: row[1] for row in resources.rows("export/data/languages.tsv")}
    return names.get(tag.partition("-")[0].lower(), one_line(tag))
