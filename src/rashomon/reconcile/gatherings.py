"""Gatherings: statements of several reports that may say one thing, and in how many independent origins they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from rashomon.reconcile import lexicon
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.statements import Statement

DOUBT = 0.6  # of the bar: what lies above it is weighed with the rest before it is left out
SEED = 1.5  # how much the likeness to the seed weighs against the likeness to the others
SEEDS = 800  # statements that facts are built around, at most
JURY = 6  # other reports whose statements are asked
ASKED = 12  # statements of one question that the others are held against, at most
ALL_QUOTED = 0.6  # share of a sentence
NEAR_COPY = 0.85  # share of words in the same order: above it a sentence was lifted, not told again


@dataclass(frozen=True, slots=True)
class Gathering:
    """Statements that say the same, at most one of each report: (belief, statement index), the most central first with belief 1."""

    members: tuple[tuple[float, int], ...]
    origins: int

    @property
    def statements(self) -> list[int]:
        """The statements alone, in the order of the members."""
        return [m for _, m in self.members]

    @property
    def voices(self) -> list[int]:
        """The members that speak for it where all would be too many: the most central ones."""
        return [m for _, m in self.members[: JURY + 1]]


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
    groups: list[list[int]] = []
    origins: list[set[str]] = []
    for m in sorted(members):
        own = {comparison.origin(m)}
        into = [g for g in range(len(groups)) if groups[g] and (origins[g] & own or _lifted(comparison, m, groups[g]))]
        if not into:
            groups.append([m])
            origins.append(own)
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


def gathering(comparison: Comparison, members: Sequence[tuple[float, int]]) -> Gathering:
    """A gathering of these members, the first one its centre."""
    first, *rest = members
    ordered = (first, *sorted(rest, key=lambda m: (-m[0], m[1])))
    return Gathering(ordered, len(independent(comparison, [m for _, m in ordered])))


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


def around(comparison: Comparison, seed: int) -> Gathering:
    """The statements of other reports that say what the seed says.

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
    return gathering(comparison, members)


def answering(comparison: Comparison, statements: Sequence[int]) -> Gathering | None:
    """The statements that answer one question, of each report the one that the others are most like; None where one report does."""
    body = [i for i in statements if comparison.statements[i].role != "headline"]
    asked = sorted(body, key=lambda i: (comparison.statements[i].rank, i))[:ASKED]
    best: dict[int, tuple[float, int]] = {}
    for i in body:
        article = comparison.statements[i].article
        others = [j for j in asked if comparison.statements[j].article != article]
        liked = (round(sum(comparison.belief(i, j) for j in others), 6), -i)
        best[article] = max(best.get(article, liked), liked)
    if len(best) < 2:
        return None
    ordered = sorted(best.values(), reverse=True)
    centre = -ordered[0][1]
    return gathering(comparison, [(1.0, centre), *((round(comparison.belief(centre, -i), 6), -i) for _, i in ordered[1:])])


def _seeds(comparison: Comparison) -> list[int]:
    """The statements that a fact may be built around: all of a small story, of a large one those with the most alike neighbours."""
    body = [i for i, s in enumerate(comparison.statements) if s.role != "headline"]
    if len(body) <= SEEDS:
        return body
    told = {i: round(sum(comparison.nearest[i].values()), 4) for i in body}
    return sorted(sorted(body, key=lambda i: (-told[i], i))[:SEEDS])


def candidates(comparison: Comparison) -> list[Gathering]:
    """What may be a fact: the gatherings around each statement and those that answer one question of number or date.

    Only what two origins tell at least, and not what is quotation alone, which is listed with the utterances. Sorted, each once.
    """
    found = [around(comparison, seed) for seed in _seeds(comparison)]
    found += [g for _, asked in (*comparison.figures, *comparison.dates) if (g := answering(comparison, asked)) is not None]
    once: dict[tuple[int, ...], Gathering] = {}
    for g in found:
        if g.origins > 1 and not all(comparison.statements[m].quoted > ALL_QUOTED for m in g.statements):
            once.setdefault(tuple(sorted(g.statements)), g)
    return [once[key] for key in sorted(once)]
