"""What one report tells as done and another as not done, in two sentences that tell one thing: "was evacuated", "was not evacuated"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Claim, Conflict, Side
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.known import shared_sides
from rashomon.reconcile.statuses import LIGHT, REAL, REFUSED, WORDS, is_noun

# Cosine of two sentences from which they tell one thing, where the verb is one too and so is whom it is told of.
ALIKE = 0.65
PRONOUNS = frozenset("he she it they we i you him her them us who that which this".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A claim at its place."""

    article: int
    claim: Claim


def of_reports(evidence: Evidence, known: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """The sentences that oppose each other in reports of different origin, without those that are known conflicts."""
    done: dict[str, list[Told]] = defaultdict(list)
    undone: list[Told] = []
    for article, analysis in enumerate(evidence.analyses):
        for claim in analysis.claims:
            if claim.verb in LIGHT or claim.quote >= 0 or analysis.sentences[claim.sentence].role != "body" or is_noun(analysis, claim):
                continue  # "the failure to prevent the attack" says nowhere that there was none
            if claim.status in REFUSED:
                undone.append(Told(article, claim))
            elif claim.status in REAL:
                done[claim.verb].append(Told(article, claim))
    out: list[Conflict] = []
    for one in undone:
        same = [two for two in done[one.claim.verb] if _oppose(evidence, one, two)]
        if same and not any(two.article == one.article and _of_one(one, two) for two in done[one.claim.verb]):
            conflict = _conflict(evidence, one, same)
            if not any(shared_sides(c, conflict) > 1 for c in (*known, *out)):
                out.append(conflict)
    return tuple(out)


def _oppose(evidence: Evidence, one: Told, two: Told) -> bool:
    a, b = (evidence.analyses[x.article].article.id for x in (one, two))
    if evidence.origin_of[a] == evidence.origin_of[b] or not _of_one(one, two):
        return False
    va, vb = evidence.vector(one.article, one.claim.sentence), evidence.vector(two.article, two.claim.sentence)
    return va is not None and vb is not None and float(va @ vb) >= ALIKE


def _of_one(one: Told, two: Told) -> bool:
    """Whether the claims share who did it or to whom, in whatever place, and the one names nobody whom the other does not."""
    here, there = _named(one.claim), _named(two.claim)
    return bool(here & there) and (here <= there or there <= here)


def _named(claim: Claim) -> set[str]:
    slots = (claim.subject, claim.object)
    return {w for s in slots if s is not None and (w := s.lemma.casefold()) not in PRONOUNS}


def _conflict(evidence: Evidence, one: Told, same: Sequence[Told]) -> Conflict:
    sides = []
    for told in (same, [one]):
        places = sorted({(t.article, t.claim.sentence) for t in told})
        cited = tuple(evidence.sentence_citation(a, s) for a, s in places)
        sides.append(Side(WORDS.get(told[0].claim.status, told[0].claim.status), cited))
    text = evidence.analyses[one.article].article.text
    subject = one.claim.subject or one.claim.object
    said = text[one.claim.predicate.start : one.claim.predicate.end]
    about = " ".join(f"{subject.text if subject else ''} {said}".split())
    cited_all = [c for s in sides for c in s.citations]
    return Conflict(
        identify("c", cited_all, "status", about),
        "status",
        about,
        True,
        tuple(sides),
        "One report tells it as done, another as not done.",
        0.8,
    )
