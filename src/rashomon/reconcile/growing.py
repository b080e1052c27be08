"""Whether a later, higher count is the same count gone on, rather than another answer: engines at a fire, signatures, arrests so far.

That it is higher and later says little: a size that cannot change (the people on board, a price) is a disagreement all the same. So one
of the reports must give a sign of counting: a bound or a vague word, words such as "so far", or a toll beside the number. And totals differ
only as their parts do where every report's parts add up to its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rashomon.lang import resources
from rashomon.reconcile import values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.questions import TOLLS, Numbers

WORDS = "reconcile/data/counting.txt"
OPEN = values.LOWER | {"vague"}
# Characters before and after a number in which such a word is said of it.
REACH = 40


def grown(evidence: Evidence, numbers: Numbers, chosen: Sequence[Count]) -> bool:
    """Whether a count of people or things is higher the later it was published, and a report gives a sign that it was still counted."""
    timed = sorted((evidence.analyses[c.article].article.published or "", c.stated.point or 0.0) for c in chosen)
    if any(c.kind not in ("people", "") for c in chosen) or not timed[0][0] or len({when for when, _ in timed}) < 2:
        return False
    later = all(a[1] <= b[1] for a, b in pairwise(timed)) and all(a[0] < b[0] for a, b in pairwise(timed) if a[1] != b[1])
    return later and (any(_counted_on(evidence, numbers, c) for c in chosen) or all(_summed(numbers, c) for c in chosen))


def _counted_on(evidence: Evidence, numbers: Numbers, c: Count) -> bool:
    analysis = evidence.analyses[c.article]
    sentence, q = analysis.sentences[c.quantity.sentence], c.quantity
    near = analysis.article.text[max(sentence.start, q.start - REACH) : min(sentence.end, q.end + REACH)]
    tolls = any(x.quantity.measure in TOLLS for x in numbers.beside((c.article, q.sentence)) if x.quantity.number != q.number)
    return q.modifier in OPEN or tolls or _signs().search(near) is not None


def _summed(numbers: Numbers, c: Count) -> bool:
    """Whether the report gives two parts of which the number is the sum."""
    parts = {x.stated.point for x in numbers.items if x.article == c.article and x.stated.point and x.people == c.people}
    return c.stated.point is not None and any(c.stated.point - p in parts for p in parts if p < c.stated.point)


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in resources.lines(WORDS))})\b", re.IGNORECASE)
