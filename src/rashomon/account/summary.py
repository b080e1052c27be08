"""The summary: at most eight sentences, what is agreed and most told first, then what is disputed.

Each is taken from an article or built from a fixed pattern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.account.candidates import Candidate, Candidates
from rashomon.account.disputes import Dispute, ranked
from rashomon.account.grounding import grounded
from rashomon.account.telling import Reader
from rashomon.model import Citation, Findings, Statement, StoryGroup

MOST_SENTENCES = 8
MOST_TOLD = 5
LEAST_TOLD = 3
LEAST_WORTH = 0.55
MOST_DISPUTES = 3
REPEATS = 0.55
REPEATS_SOME, REPEATS_CENTRAL = 0.36, 0.5
CENTRAL = 0.6
MOST_CITATIONS = 6


def write(group: StoryGroup, reader: Reader, findings: Findings) -> tuple[Statement, ...]:
    """The summary of one story. A sentence with a number or a name that its citations do not hold is dropped."""
    found = Candidates(group, reader, findings)
    told = [made for candidate in _chosen(found) if grounded(made := Statement(candidate.text, _citations(candidate, found)), reader)]
    disputed: list[Statement] = []
    for conflict in ranked(findings):
        if len(disputed) == max(MOST_DISPUTES, MOST_SENTENCES - len(told)):
            break
        said = Dispute(conflict, group, reader, findings).statement(disputed)
        if said is not None and grounded(said, reader):
            disputed.append(said)
    return (*told[: MOST_SENTENCES - min(len(disputed), MOST_DISPUTES)], *disputed)[:MOST_SENTENCES]


def _chosen(found: Candidates) -> list[Candidate]:
    """First what happened: the most central sentence. Then what is agreed, by worth.

    Too little of that is filled up from the articles' beginnings. Where the event is only told by sentences that take a side, one of them
    is told as what its outlet reports.
    """
    facts, leads = found.of_facts(), found.of_leads()
    agreed = [candidate for candidate in facts if candidate.agreed]
    chosen = sorted((*leads, *agreed), key=_opens)[:1]
    sided = sorted(found.of_outlets(), key=_opens)[:1]
    if sided and (not chosen or chosen[0].salience < CENTRAL * sided[0].salience):
        chosen = sided
    _fill(chosen, [candidate for candidate in agreed if candidate.worth >= LEAST_WORTH], MOST_TOLD, found.weights)
    single = len({found.origin_of.get(id, -1) for id in found.reader.analyses}) == 1
    _fill(chosen, [*leads, *(candidate for candidate in facts if not candidate.agreed)], MOST_TOLD if single else LEAST_TOLD, found.weights)
    return [*chosen[:1], *sorted(chosen[1:], key=lambda c: (c.place, c.own))]


def _opens(candidate: Candidate) -> tuple[float, Citation]:
    """The order of what may open the summary."""
    return -(1.5 * candidate.salience + 0.3 * candidate.shared - 0.3 * candidate.cost - 0.2 * candidate.place), candidate.own


def _fill(chosen: list[Candidate], candidates: Sequence[Candidate], most: int, weights: Mapping[str, float]) -> None:
    """Add the worthiest that do not repeat what is chosen."""
    for candidate in sorted(candidates, key=lambda c: (-c.worth, c.own)):
        if len(chosen) >= most:
            return
        if not any(_repeats(candidate, other, weights) for other in chosen):
            chosen.append(candidate)


def _repeats(one: Candidate, other: Candidate, weights: Mapping[str, float]) -> bool:
    """Whether two sentences tell the same: most of their words, or many of them and most of those that all origins lead with."""
    shared, smaller = one.words & other.words, min(len(one.words), len(other.words))
    plain = len(shared) / smaller if smaller else 1.0
    heavy = min(sum(weights.get(word, 0.0) for word in sorted(words)) for words in (one.words, other.words))
    central = sum(weights.get(word, 0.0) for word in sorted(shared)) / heavy if heavy else 0.0
    return plain >= REPEATS or (plain >= REPEATS_SOME and central >= REPEATS_CENTRAL)


def _citations(candidate: Candidate, found: Candidates) -> tuple[Citation, ...]:
    """The sentence told first, then one of each other origin that says the same."""
    seen = {found.origin_of.get(candidate.own.article, -1)}
    cited = [candidate.own]
    for at in candidate.support:
        origin = found.origin_of.get(at.article, -1)
        if origin not in seen:
            seen.add(origin)
            cited.append(Citation(at.article, at.start, at.end, at.text))
    return tuple(cited[:MOST_CITATIONS])
