"""Which fact a conflict is about, and which of its sentences stand on another side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from rashomon.model import Citation, Conflict
from rashomon.reconcile.comparison import Comparison


def _meets(one: Citation, two: Citation) -> bool:
    return one.article == two.article and one.start < two.end and two.start < one.end


def _by_article(support: Sequence[Citation]) -> dict[str, list[Citation]]:
    found: dict[str, list[Citation]] = {}
    for c in support:
        found.setdefault(c.article, []).append(c)
    return found


def _sides(support: Mapping[str, Sequence[Citation]], conflict: Conflict) -> list[int]:
    """The sides of a conflict that lie in the support, which is given by article."""
    return [i for i, side in enumerate(conflict.sides) if any(_meets(c, s) for c in side.citations for s in support.get(c.article, ()))]


def assign(
    texts: Sequence[str], supports: Sequence[Sequence[Citation]], conflicts: Sequence[Conflict]
) -> tuple[dict[int, Conflict], list[Conflict]]:
    """Each conflict to the one fact that holds most of its sides (two at least) and words it most alike; and the conflicts without one."""
    out: dict[int, Conflict] = {}
    left = []
    places = [_by_article(s) for s in supports]
    for conflict in sorted(conflicts, key=lambda c: c.id):
        held = [(len(_sides(s, conflict)), round(fuzz.token_set_ratio(conflict.about, texts[i]), 3), -i) for i, s in enumerate(places)]
        sides, _, place = max(held, default=(0, 0.0, 0))
        if sides > 1:
            out.setdefault(-place, conflict)
        else:
            left.append(conflict)
    return out, left


def against(support: Sequence[Citation], worded: Citation, conflict: Conflict) -> tuple[Citation, ...]:
    """The supporting sentences that stand on another side than the sentence from which the fact's wording comes."""
    sides = _sides(_by_article(support), conflict)
    own = next((i for i in sides if any(_meets(c, worded) for c in conflict.sides[i].citations)), sides[0] if sides else 0)
    others = [c for i in sides if i != own for c in conflict.sides[i].citations]
    mine = conflict.sides[own].citations
    return tuple(s for s in support if any(_meets(c, s) for c in others) and not any(_meets(c, s) for c in mine))


def members(comparison: Comparison, conflict: Conflict) -> list[int]:
    """The statements that carry the sides of a conflict, headlines left out, sorted."""
    evidence = comparison.evidence
    number = {a.article.id: i for i, a in enumerate(evidence.analyses)}
    at = {place: i for i, s in enumerate(comparison.statements) for place in s.places}
    places = {(number[c.article], evidence.sentence_at(number[c.article], c.start)) for side in conflict.sides for c in side.citations}
    return sorted({at[p] for p in places if p in at and comparison.statements[at[p]].role != "headline"})
