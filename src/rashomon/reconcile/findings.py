"""Everything that is decided about one story, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.model import Analysis, Citation, Conflict, Entity, Fact, Findings
from rashomon.reconcile import conflicts, dates, figures, statuses
from rashomon.reconcile.entities import entities
from rashomon.reconcile.evidence import Evidence, Vectors
from rashomon.reconcile.facts import facts
from rashomon.reconcile.omissions import omissions
from rashomon.reconcile.utterances import utterances
from rashomon.reconcile.wording import wording


def reconcile(analyses: Sequence[Analysis], origins: Sequence[Sequence[str]] = (), vectors: Vectors | None = None) -> Findings:
    """The findings for one story.

    `origins` partitions the article ids by shared text; `vectors` holds a unit vector of 384 numbers for each (article id, sentence index).
    The result does not depend on the order of the analyses.
    """
    evidence = Evidence([a for a in analyses if a.sentences], origins, vectors)
    ordered = evidence.analyses
    asked = figures.ask(evidence)
    dated = dates.ask(evidence)
    people = entities(ordered)
    said = utterances(ordered)
    found = facts(ordered, origins, evidence.vectors)
    verdicts = [
        conflicts.of_figures(evidence, asked),
        conflicts.of_dates(evidence, dated),
        statuses.of_claims(evidence, _names(evidence, people)),
    ]
    real = tuple(c for v in verdicts for c in v.conflicts)
    found = _dispute(found, real)
    return Findings(
        figures=tuple(q.figure for q in asked),
        dates=tuple(d.fact for d in dated),
        quotes=tuple(said),
        entities=tuple(people),
        facts=found,
        conflicts=real,
        explained=tuple(e for v in verdicts for e in v.explained),
        omissions=tuple(omissions(found, ordered, origins, evidence.vectors)),
        wording=tuple(wording(ordered)),
    )


def _names(evidence: Evidence, people: Sequence[Entity]) -> Mapping[tuple[int, int], str]:
    """(article index, chain index) -> the entity's name."""
    at: dict[tuple[str, int, int], str] = {}
    for entity in people:
        for m in entity.mentions:
            at.setdefault((m.article, m.start, m.end), entity.name)
    names: dict[tuple[int, int], str] = {}
    for index, analysis in enumerate(evidence.analyses):
        for number, chain in enumerate(analysis.chains):
            for i in chain.mentions:
                m = analysis.mentions[i]
                name = at.get((analysis.article.id, m.start, m.end))
                if name is not None:
                    names[index, number] = name
                    break
            else:
                if chain.type in ("person", "organisation", "place"):
                    names[index, number] = chain.name
    return names


def _dispute(found: Sequence[Fact], real: Sequence[Conflict]) -> tuple[Fact, ...]:
    """Facts whose support stands on one side of a conflict are disputed; the other sides' sentences speak against them."""
    out = []
    for fact in found:
        against: dict[Citation, None] = {}
        for conflict in real:
            sides = [s for s in conflict.sides if any(_overlap(c, d) for c in s.citations for d in fact.support)]
            if sides:
                for other in conflict.sides:
                    if other not in sides:
                        against.update({c: None for c in other.citations if not any(_overlap(c, d) for d in fact.support)})
                if conflict.kind in ("value", "date", "status"):
                    fact = replace(fact, status="disputed")
        out.append(replace(fact, against=tuple(sorted(against))) if against else fact)
    return tuple(out)


def _overlap(a: Citation, b: Citation) -> bool:
    return a.article == b.article and a.start < b.end and b.start < a.end
