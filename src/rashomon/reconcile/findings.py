"""Everything that is decided about one story, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.model import Analysis, Entity, Explained, Findings, Ruling
from rashomon.reconcile import (
    ages,
    conflicts,
    dates,
    denials,
    edited,
    figures,
    lookalikes,
    mouths,
    negations,
    rival_dates,
    rulings,
    statuses,
    wholes,
)
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.details import Told, details
from rashomon.reconcile.entities import entities
from rashomon.reconcile.evidence import Evidence, Vectors
from rashomon.reconcile.facts import facts
from rashomon.reconcile.omissions import omissions
from rashomon.reconcile.referents import merged
from rashomon.reconcile.utterances import utterances
from rashomon.reconcile.wording import wording


def reconcile(
    analyses: Sequence[Analysis],
    origins: Sequence[Sequence[str]] = (),
    vectors: Vectors | None = None,
    decided: Sequence[Ruling] = (),
) -> Findings:
    """The findings for one story.

    `origins` partitions the article ids by shared text; `vectors` holds a unit vector of 384 numbers for each (article id, sentence index).
    `decided` are persons' decisions, the oldest first: of two that contradict each other the later one holds.
    The result does not depend on the order of the analyses.
    """
    evidence = Evidence([a for a in analyses if a.sentences], origins, vectors, decided)
    asked = figures.ask(evidence)
    dated = dates.ask(evidence)
    named = merged(evidence)
    people = entities(evidence, named)
    said = utterances(evidence, named)
    comparison = Comparison(evidence, [q.figure for q in asked], [d.fact for d in dated])
    names = _names(evidence, people)
    verdicts = [
        conflicts.beside(conflicts.of_figures(evidence, asked), ages.of_persons(evidence, names)),
        conflicts.of_dates(evidence, dated),
        statuses.of_claims(evidence, names),
        conflicts.Verdicts((*wholes.of_figures(evidence, asked), *denials.of_reports(evidence), *mouths.of_quotes(evidence, names)), ()),
        lookalikes.of_names(evidence, people),
        lookalikes.of_utterances(said),
    ]
    real = tuple(c for v in verdicts for c in v.conflicts)
    real += tuple(edited.of_texts(evidence, real))
    real += rival_dates.of_reports(evidence, dated, real)
    real += negations.of_reports(evidence, real)
    found = rulings.of_facts(evidence, facts(comparison, real))
    omitted = omissions(comparison, found)
    return Findings(
        figures=tuple(q.figure for q in asked),
        dates=tuple(d.fact for d in dated),
        quotes=tuple(said),
        entities=tuple(people),
        facts=found,
        conflicts=real,
        explained=tuple(e for v in verdicts for e in v.explained if _differ(e)),
        omissions=(*omitted, *details(evidence, Told(asked, dated, said, people), found, omitted)),
        wording=wording(evidence),
    )


def _names(evidence: Evidence, people: Sequence[Entity]) -> Mapping[tuple[int, int], str]:
    """(article index, chain index) -> the entity's name."""
    at: dict[tuple[str, int, int], str] = {}
    for entity in people:
        for place in entity.mentions:
            at.setdefault((place.article, place.start, place.end), entity.name)
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


def _differ(explained: Explained) -> bool:
    """Whether the sides say different things: "many" beside "many" explains nothing."""
    return len({" ".join(side.says.casefold().split()) for side in explained.sides}) > 1
