"""How a toll stood over time: one point for each independent origin and time, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import CurvePoint
from rashomon.reconcile.counts import Count
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.questions import TOLLS

# A toll that stood at one time or at one number makes no curve.
LEAST = 2


def curve(evidence: Evidence, answers: Sequence[Count], measure: str | None) -> tuple[CurvePoint, ...]:
    """The points of a toll that changed with the time for which it is given; none for other figures and for a toll told as of one time.

    The time is the one that the sentence names ("as of Tuesday"), else that of publication; a report without either gives no point. What a
    report tells first is its count, later numbers may be older ones that it recalls; reprints give no point of their own.
    """
    if measure not in TOLLS:
        return ()
    first: dict[tuple[str, str], Count] = {}
    for c in sorted(answers, key=lambda c: (not c.lead, c.article, c.quantity.start)):
        when = _when(evidence, c)
        if when and c.stated.point is not None and c.quantity.measure in (measure, None) and evidence.is_fullest(c.article):
            first.setdefault((when, evidence.analyses[c.article].article.id), c)
    points = [_point(evidence, when, c) for (when, _), c in sorted(first.items())]
    if len({p.when for p in points}) < LEAST or len({(p.low, p.high) for p in points}) < LEAST:
        return ()
    return tuple(points)


def _when(evidence: Evidence, c: Count) -> str | None:
    return c.quantity.as_of or evidence.analyses[c.article].article.published


def _point(evidence: Evidence, when: str, c: Count) -> CurvePoint:
    at = evidence.cite(c.article, c.quantity.start, c.quantity.end)
    q = c.quantity
    return CurvePoint(at.article, at.start, at.end, at.text, when, evidence.origin_of[at.article], q.low, q.high, q.modifier)
