"""Conflicts of status: one report says that it happened, another that it was only threatened, or that it did not.

Two claims meet when they have the same subject and the same change of state, told in sentences alike in meaning. An earlier plan
and its later deed are an update, and shown as explained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lang import resources
from rashomon.model import Claim, Conflict, Explained, Side, Slot
from rashomon.reconcile.conflicts import Verdicts
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify

TABLE = "reconcile/data/verbs_alike.tsv"
REAL = frozenset({"done", "ongoing"})
REFUSED = frozenset({"negated", "denied"})
# Cosine of two sentence vectors under which two claims are hardly about one thing; measured on the development stories.
ALIKE = 0.45
# Verbs that nearly every sentence has say nothing about a change of state.
LIGHT = frozenset(
    "be have do say tell make get take go come see know think want give use ask call add note state seem keep need show mean".split()
)
WORDS = {
    "done": "happened",
    "ongoing": "is happening",
    "threatened": "was threatened",
    "planned": "is planned",
    "negated": "did not happen",
    "denied": "is denied",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim at its place, under the names of its subject and of its change of state."""

    article: int
    claim: Claim
    subject: str
    change: str
    status: str


def of_claims(evidence: Evidence, names: Mapping[tuple[int, int], str]) -> Verdicts:
    """Conflicts and updates of status. `names` gives the entity of each (article index, chain index)."""
    meeting: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for article, analysis in enumerate(evidence.analyses):
        for claim in analysis.claims:
            told = _told(
                article, claim, names, analysis.sentences[claim.sentence].role if claim.sentence < len(analysis.sentences) else "body"
            )
            if told is not None:
                meeting[told.subject, told.change].append(told)
    conflicts: list[Conflict] = []
    explained: list[Explained] = []
    for key in sorted(meeting):
        _judge(evidence, meeting[key], conflicts, explained)
    return Verdicts(tuple(conflicts), tuple(explained))


def _told(article: int, claim: Claim, names: Mapping[tuple[int, int], str], role: str) -> Told | None:
    if role == "furniture" or claim.verb in LIGHT or claim.subject is None or claim.status in ("asked", "possible", "alleged"):
        return None
    subject = _name(article, claim.subject, names)
    if subject is None:
        return None
    change = changes().get(claim.verb)
    if change is None:
        if claim.object is None:
            return None
        change = f"{claim.verb} {_name(article, claim.object, names) or claim.object.lemma}"
    return Told(article, claim, subject, change, claim.status)


def _name(article: int, slot: Slot, names: Mapping[tuple[int, int], str]) -> str | None:
    return names.get((article, slot.chain)) if slot.chain >= 0 else None


@lru_cache(maxsize=1)
def changes() -> Mapping[str, str]:
    """Verb or event noun -> the first word of its class."""
    return {word: row[0] for row in reversed(resources.rows(TABLE)) for word in row}


def _judge(evidence: Evidence, told: Sequence[Told], conflicts: list[Conflict], explained: list[Explained]) -> None:
    real = [t for t in told if t.status in REAL]
    rivals = [t for t in told if t.status in REFUSED or t.status == "threatened"]
    plans = [t for t in told if t.status == "planned"]
    pairs = [(a, b) for a in real for b in rivals if _meet(evidence, a, b)]
    # A report that tells both sides (an accusation and its denial) knows of the difference: it is no witness against another.
    both = {a.article for a in real} & {b.article for b in rivals}
    pairs = [(a, b) for a, b in pairs if a.article not in both and b.article not in both]
    if pairs:
        sides = _sides(evidence, [a for a, _ in pairs], [b for _, b in pairs])
        first = pairs[0][0]
        about = f"{first.subject}: {first.change}"
        note = "One report tells it as done, another as " + (
            "only threatened." if pairs[0][1].status == "threatened" else "not done or denied."
        )
        conflicts.append(
            Conflict(identify("c", [c for s in sides for c in s.citations], "status", about), "status", about, True, sides, note, 0.8)
        )
        return
    later = [(a, b) for a in real for b in plans if _meet(evidence, a, b)]
    if later:
        sides = _sides(evidence, [a for a, _ in later], [b for _, b in later])
        about = f"{later[0][0].subject}: {later[0][0].change}"
        explained.append(
            Explained(identify("e", [c for s in sides for c in s.citations], "status", about), "status", about, "update", sides)
        )


def _meet(evidence: Evidence, a: Told, b: Told) -> bool:
    one, two = evidence.analyses[a.article].article.id, evidence.analyses[b.article].article.id
    if evidence.origin_of[one] == evidence.origin_of[two]:
        return False
    va, vb = evidence.vector(a.article, a.claim.sentence), evidence.vector(b.article, b.claim.sentence)
    return va is None or vb is None or float(va @ vb) >= ALIKE


def _sides(evidence: Evidence, one: Sequence[Told], two: Sequence[Told]) -> tuple[Side, ...]:
    out = []
    for told in (one, two):
        places = sorted({(t.article, t.claim.sentence) for t in told})
        out.append(Side(WORDS.get(told[0].status, told[0].status), tuple(evidence.sentence_citation(a, s) for a, s in places)))
    return tuple(out)
