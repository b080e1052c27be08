"""Facts: what the reports of a story say, each with every report that says it, counted in independent origins.

Gatherings of statements that a learned decision takes for key facts are told, the surest first. A conflict makes the fact that it is about
disputed. What one report alone tells comes last, by its news: with numbers and names, in the report's own words, able to stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rashomon.model import Analysis, Citation, Conflict, Fact
from rashomon.reconcile import disputes, keyfacts
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.gatherings import Gathering, gathering
from rashomon.reconcile.identity import identify
from rashomon.reconcile.sources import shared_source

FEWEST, PER_ARTICLE, MOST = 20, 2, 40  # how many facts a story shows: FEWEST + PER_ARTICLE an article, at most MOST
ALONE = 1  # facts shown that one report alone tells, where reports share others; where they share none, the LEADING ones
LEADING = 5
LEANING, QUOTED = 0.3, 0.5  # what a wording loses that leans on an earlier sentence, or that is all quotation
LEANS = frozenset("he she it they this that these those but and his her their its".split())
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,40}(?:,[\w.’' ]{2,30}){0,2}\s?(?:\([A-Z][\w ]{1,20}\)\s?(?:[—–-]|--)|(?:[—–]|--))\s"
    r"|\((?:AP|Reuters|CNN|AFP|UPI|dpa|PA)\)\s"
)


def limit(articles: int) -> int:
    """How many facts a story of so many articles shows."""
    return min(MOST, FEWEST + PER_ARTICLE * articles)


def plain(text: str) -> str:
    """A sentence without its dateline and on one line."""
    match = _DATELINE.match(text)
    return " ".join(text[match.end() if match else 0 :].split())


def alone(comparison: Comparison, kept: Sequence[Gathering]) -> list[Gathering]:
    """The statements that lead among those of one report alone."""
    used = {m for g in kept for m in g.statements}
    origins = {comparison.origin(i) for i in range(len(comparison.statements))}

    def news(i: int) -> float:
        s = comparison.statements[i]
        leans = s.text.split()[0].lower().strip("“\"'‘") in LEANS
        return round(0.3 * min(3, len(s.names)) + 0.5 * bool(s.numbers) - s.quoted - 0.5 * leans - s.rank / 10, 5)

    def told_elsewhere(i: int) -> bool:
        own, bar = comparison.origin(i), comparison.decision.threshold
        return any(comparison.origin(j) != own and comparison.belief(i, j) >= bar for j in comparison.neighbours[i])

    left = [i for i, s in enumerate(comparison.statements) if i not in used and s.role != "headline"]
    if len(origins) > 1:
        left = [i for i in left if len(comparison.statements[i].places) == 1 and not told_elsewhere(i)]
    first = sorted(left, key=lambda i: (-news(i), i))[: ALONE if kept else LEADING]
    return [Gathering(((1.0, i),), 1) for i in first]


def wording(comparison: Comparison, members: Sequence[int], used: Collection[int] = ()) -> int:
    """The member that words best what the others share; of equal ones that with most names.

    What is shared weighs by its rarity and by how many tell it. A wording that leans on an earlier sentence or is all quotation loses;
    one in `used` words another fact already and is taken last.
    """
    weight = keyfacts.shared(comparison, members)
    total = sum(weight.values()) or 1.0

    def telling(m: int) -> float:
        statement = comparison.statements[m]
        first = statement.text.split()[0].lower().strip("“\"'‘")
        heard = sum(weight[key] for key in sorted(keyfacts.told(statement)) if key in weight) / total
        return round(heard - LEANING * (first in LEANS) - QUOTED * statement.quoted, 5)

    return max(sorted(members), key=lambda m: (m not in used, telling(m), len(comparison.statements[m].names), -m))


def _support(comparison: Comparison, members: Sequence[int]) -> tuple[Citation, ...]:
    evidence = comparison.evidence
    places = sorted({place for m in members for place in comparison.statements[m].places})
    return tuple(evidence.sentence_citation(article, sentence) for article, sentence in places)


def _missing(analyses: Sequence[Analysis], support: Sequence[Citation]) -> tuple[str, ...]:
    telling = {c.article for c in support}
    return tuple(sorted(a.article.id for a in analyses if a.article.id not in telling))


def facts(comparison: Comparison, conflicts: Sequence[Conflict] = ()) -> tuple[Fact, ...]:
    """What the reports say, best told first.

    `conflicts` decide which facts are disputed: `against` are the supporting sentences on another side than the fact's wording.
    `missing_from` are the reports without it.
    """
    evidence = comparison.evidence
    kept = keyfacts.key_facts(comparison, limit(len(evidence.analyses)))
    used: set[int] = set()
    worded = []
    for g in kept:
        worded.append(wording(comparison, g.statements, used))
        used.add(worded[-1])
    texts = [plain(comparison.statements[w].text) for w in worded]
    disputed, open_ones = disputes.assign(texts, [_support(comparison, g.statements) for g in kept], conflicts)
    for conflict in open_ones:
        members = disputes.members(comparison, conflict)
        if len({comparison.statements[m].article for m in members}) > 1:
            disputed[len(kept)] = conflict
            kept.append(gathering(comparison, [(1.0, m) for m in members]))
            worded.append(wording(comparison, members, used))
            used.add(worded[-1])
    lone = alone(comparison, kept)
    kept += lone
    worded += [g.statements[0] for g in lone]
    return tuple(_fact(comparison, g, worded[i], disputed.get(i)) for i, g in enumerate(kept))


def _fact(comparison: Comparison, found: Gathering, best: int, conflict: Conflict | None) -> Fact:
    evidence = comparison.evidence
    worded = comparison.statements[best]
    support, text = _support(comparison, found.statements), plain(worded.text)
    status = "agreed" if found.origins > 1 else "single_source"
    against: tuple[Citation, ...] = ()
    reasons = [f"told by {found.origins} independent origins" if found.origins > 1 else "told by one origin alone"]
    source = shared_source(comparison, found.statements)
    if source is not None:
        reasons.append(f"every report credits {source}: one source")
    if conflict is not None:
        status = "disputed"
        against = disputes.against(support, evidence.sentence_citation(worded.article, worded.sentence), conflict)
        reasons.append(f"disputed: {conflict.note}")
    beliefs = [b for b, _ in found.members[1:]] or [1.0]
    return Fact(
        identify("f", support, text),
        text,
        status,
        found.origins,
        support,
        against,
        _missing(evidence.analyses, support),
        round(sum(beliefs) / len(beliefs), 4),
        tuple(reasons),
        source,
    )
