"""Facts: what the reports of a story say, each with every report that says it, counted in independent origins.

Around each statement the nearest statement of every other report gathers when the learned decision believes that the two say the same. The
gatherings told by most origins are kept; one that repeats a kept one is dropped. A conflict makes the fact that it is about disputed. What
one report alone tells comes last, by its news: early, with names and numbers, not in quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from rashomon.model import Analysis, Citation, Conflict, Fact
from rashomon.reconcile import disputes, lexicon
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.identity import identify
from rashomon.reconcile.sources import shared_source
from rashomon.reconcile.statements import Statement

OVERLAP = 0.5  # of the smaller gathering: above this share two gatherings are one fact
FEWEST, PER_ARTICLE, MOST = 20, 2, 40  # how many facts a story shows: FEWEST + PER_ARTICLE an article, at most MOST
ALONE = 1  # facts shown that one report alone tells, where reports share others; where they share none, the LEADING ones
LEADING = 5
DOUBT = 0.6  # of the bar: what lies above it is weighed with the rest before it is left out
SEED = 1.5  # how much the likeness to the seed weighs against the likeness to the others
SEEDS = 800  # statements that facts are built around, at most
PAIR = 1.35  # of the bar: what two origins alone tell needs more belief
ALL_QUOTED = 0.6  # share of a sentence
JURY = 6  # other reports whose statements are asked
NEAR_COPY = 0.85  # share of words in the same order: above it a sentence was lifted, not told again
UNHEARD = 3.0  # the weight of a number, which has no rarity of its own
LEANING, QUOTED = 0.3, 0.5  # what a wording loses that leans on an earlier sentence, or that is all quotation
LEANS = frozenset("he she it they this that these those but and his her their its".split())
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,40}(?:,[\w.’' ]{2,30}){0,2}\s?(?:\([A-Z][\w ]{1,20}\)\s?(?:[—–-]|--)|(?:[—–]|--))\s"
    r"|\((?:AP|Reuters|CNN|AFP|UPI|dpa|PA)\)\s"
)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A statement with those that say the same: (belief, statement index), the seed first with belief 1."""

    seed: int
    members: tuple[tuple[float, int], ...]
    origins: int
    weight: float


def told_alike(one: Statement, two: Statement) -> bool:
    """Whether two statements are so alike, word after word, that one was lifted from the other."""
    shared = len(one.stems & two.stems)
    if one.numbers != two.numbers or shared < 0.7 * max(len(one.stems), len(two.stems)):
        return False
    return Indel.normalized_similarity(_words(one.text), _words(two.text)) >= NEAR_COPY


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(w.text.lower() for w in lexicon.words(text))


def independent(comparison: Comparison, members: Sequence[int]) -> list[list[int]]:
    """The members in groups of one origin: reports of one text, and sentences lifted from each other. Sorted."""
    label: dict[int, int] = {}
    groups: list[list[int]] = []
    origins: list[set[str]] = []
    for m in sorted(members):
        own = _origins(comparison, m)
        into = [g for g in range(len(groups)) if groups[g] and (origins[g] & own or _lifted(comparison, m, groups[g]))]
        if not into:
            groups.append([m])
            origins.append(set(own))
            label[m] = len(groups) - 1
            continue
        first, *rest = into
        groups[first].append(m)
        origins[first] |= own
        for g in rest:
            groups[first] += groups[g]
            origins[first] |= origins[g]
            groups[g] = []
    return [sorted(g) for g in groups if g]


def _lifted(comparison: Comparison, member: int, group: Sequence[int]) -> bool:
    return any(told_alike(comparison.statements[member], comparison.statements[other]) for other in group)


def _origins(comparison: Comparison, statement: int) -> set[str]:
    evidence = comparison.evidence
    first = comparison.statements[statement].places[0][0]
    return {evidence.origin_of[evidence.analyses[first].article.id]}


def _choices(comparison: Comparison, seed: int) -> dict[int, list[tuple[float, int]]]:
    """For each other report the statements that may say what the seed says, with the belief in each."""
    bar = DOUBT * comparison.decision.threshold
    out: dict[int, list[tuple[float, int]]] = {}
    for other in comparison.neighbours[seed]:
        statement = comparison.statements[other]
        belief = round(comparison.belief(seed, other), 6)
        if statement.role != "headline" and belief >= bar:
            out.setdefault(statement.article, []).append((belief, other))
    return out


def gather(comparison: Comparison, seed: int) -> Gathering:
    """The statements of other reports that say what the seed says, at most one of each report.

    Each is judged by its likeness to the seed and to the likeliest statements of the remaining reports: one doubtful pair counts less.
    """
    choices = _choices(comparison, seed)
    top = {article: max(listed, key=lambda m: (m[0], -m[1])) for article, listed in choices.items()}
    jury = sorted(top, key=lambda a: (-top[a][0], a))[: JURY + 1]
    members = [(1.0, seed)]
    for article in sorted(choices):
        others = [top[a] for a in jury if a != article][:JURY]
        judged = []
        for belief, statement in choices[article]:
            total = SEED * belief + sum(b * comparison.belief(statement, other) for b, other in others)
            judged.append((round(total / (SEED + sum(b for b, _ in others)), 6), statement))
        best = max(judged, key=lambda m: (m[0], -m[1]))
        if best[0] >= comparison.decision.threshold:
            members.append(best)
    members[1:] = sorted(members[1:], key=lambda m: (-m[0], m[1]))
    groups = independent(comparison, [m for _, m in members])
    return Gathering(seed, tuple(members), len(groups), sum(b for b, _ in members))


def _seeds(comparison: Comparison) -> list[int]:
    """The statements that a fact may be built around: all of a small story, of a large one those with the most alike neighbours."""
    body = [i for i, s in enumerate(comparison.statements) if s.role != "headline"]
    if len(body) <= SEEDS:
        return body
    told = {i: round(sum(comparison.nearest[i].values()), 4) for i in body}
    return sorted(sorted(body, key=lambda i: (-told[i], i))[:SEEDS])


def gatherings(comparison: Comparison) -> list[Gathering]:
    """The gatherings of a story, the best told first, without repetitions."""
    found = [gather(comparison, i) for i in _seeds(comparison)]
    found.sort(key=lambda g: (-round(g.weight, 6), comparison.statements[g.seed].rank, g.seed))
    kept: list[Gathering] = []
    taken: dict[int, set[int]] = {}
    for g in found:
        if g.origins < 2 or g.seed in taken or _doubtful(comparison, g) or _all_quoted(comparison, g):
            continue
        members = {m for _, m in g.members}
        beside = sorted({k for m in members for k in taken.get(m, ())})
        if any(len(members & {m for _, m in kept[k].members}) > OVERLAP * min(len(members), len(kept[k].members)) for k in beside):
            continue
        for m in members:
            taken.setdefault(m, set()).add(len(kept))
        kept.append(g)
    return kept


def _doubtful(comparison: Comparison, gathering: Gathering) -> bool:
    """Whether only two origins tell it and the belief that they do is low."""
    return gathering.origins == 2 and max(b for b, _ in gathering.members[1:]) < PAIR * comparison.decision.threshold


def _all_quoted(comparison: Comparison, gathering: Gathering) -> bool:
    """Whether every member is quotation: an utterance, which is listed with its wordings."""
    return all(comparison.statements[m].quoted > ALL_QUOTED for _, m in gathering.members)


def limit(articles: int) -> int:
    """How many facts a story of so many articles shows."""
    return min(MOST, FEWEST + PER_ARTICLE * articles)


def plain(text: str) -> str:
    """A sentence without its dateline and on one line."""
    match = _DATELINE.match(text)
    return " ".join(text[match.end() if match else 0 :].split())


def alone(comparison: Comparison, kept: Sequence[Gathering]) -> list[Gathering]:
    """The statements that lead among those of one report alone."""
    used = {m for g in kept for _, m in g.members}
    origins = {comparison.origin(i) for i in range(len(comparison.statements))}

    def news(i: int) -> float:
        s = comparison.statements[i]
        return round(0.3 * min(3, len(s.names)) + 0.5 * bool(s.numbers) - s.quoted - s.rank / 10, 5)

    left = [i for i, s in enumerate(comparison.statements) if i not in used and s.role != "headline"]
    if len(origins) > 1:
        left = [i for i in left if len(comparison.statements[i].places) == 1]
    first = sorted(left, key=lambda i: (-news(i), i))[: ALONE if kept else LEADING]
    return [Gathering(i, ((1.0, i),), 1, 1.0) for i in first]


def wording(comparison: Comparison, members: Sequence[int], used: Collection[int] = ()) -> int:
    """The member that words best what the others share; of equal ones that with most names.

    What is shared weighs by its rarity and by how many tell it. A wording that leans on an earlier sentence or is all quotation loses;
    one in `used` words another fact already and is taken last.
    """
    counts: Counter[str] = Counter()
    for m in members:
        counts.update(_told(comparison.statements[m]))
    weight = {key: comparison.rarity.get(key, UNHEARD) * (n - 1) for key, n in sorted(counts.items()) if n > 1}
    total = sum(weight.values()) or 1.0

    def telling(m: int) -> float:
        statement = comparison.statements[m]
        first = statement.text.split()[0].lower().strip("“\"'‘")
        shared = sum(weight[key] for key in sorted(_told(statement)) if key in weight) / total
        return round(shared - LEANING * (first in LEANS) - QUOTED * statement.quoted, 5)

    return max(sorted(members), key=lambda m: (m not in used, telling(m), len(comparison.statements[m].names), -m))


def _told(statement: Statement) -> frozenset[str]:
    return statement.stems | {f"#{n:g}" for n in statement.numbers}


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
    kept = gatherings(comparison)[: limit(len(evidence.analyses))]
    used: set[int] = set()
    worded = []
    for g in kept:
        worded.append(wording(comparison, [m for _, m in g.members], used))
        used.add(worded[-1])
    texts = [plain(comparison.statements[w].text) for w in worded]
    disputed, open_ones = disputes.assign(texts, [_support(comparison, [m for _, m in g.members]) for g in kept], conflicts)
    for conflict in open_ones:
        members = disputes.members(comparison, conflict)
        if len({comparison.statements[m].article for m in members}) > 1:
            disputed[len(kept)] = conflict
            origins = len(independent(comparison, members))
            kept.append(Gathering(members[0], tuple((1.0, m) for m in members), origins, float(len(members))))
            worded.append(wording(comparison, members, used))
            used.add(worded[-1])
    lone = alone(comparison, kept)
    kept += lone
    worded += [g.seed for g in lone]
    return tuple(_fact(comparison, g, worded[i], disputed.get(i)) for i, g in enumerate(kept))


def _fact(comparison: Comparison, gathering: Gathering, best: int, conflict: Conflict | None) -> Fact:
    evidence = comparison.evidence
    worded = comparison.statements[best]
    support, text = _support(comparison, [m for _, m in gathering.members]), plain(worded.text)
    status = "agreed" if gathering.origins > 1 else "single_source"
    against: tuple[Citation, ...] = ()
    reasons = [f"told by {gathering.origins} independent origins" if gathering.origins > 1 else "told by one origin alone"]
    source = shared_source(comparison, [m for _, m in gathering.members])
    if source is not None:
        reasons.append(f"every report credits {source}: one source")
    if conflict is not None:
        status = "disputed"
        against = disputes.against(support, evidence.sentence_citation(worded.article, worded.sentence), conflict)
        reasons.append(f"disputed: {conflict.note}")
    beliefs = [b for b, _ in gathering.members[1:]] or [1.0]
    return Fact(
        identify("f", support, text),
        text,
        status,
        gathering.origins,
        support,
        against,
        _missing(evidence.analyses, support),
        round(sum(beliefs) / len(beliefs), 4),
        tuple(reasons),
    )
