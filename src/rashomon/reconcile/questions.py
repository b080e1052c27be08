"""Which numbers answer the same question: a learned, calibrated decision over pairs, then grouping by average link.

The features are numeric and say nothing of a topic: how the values relate, what is counted, by which verb, in which event,
near which words and names, and how alike the sentences are in meaning. Weights are fitted on annotated pairs (`training/questions`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from rashomon.model import Place, Quantity
from rashomon.reconcile import linking, values
from rashomon.reconcile.counts import PEOPLE, Count, counts
from rashomon.reconcile.decision import load
from rashomon.reconcile.evidence import Evidence

MODEL = "reconcile/data/question.json"
# A block of candidates larger than this is compared with its neighbours only, which keeps the cost linear.
BLOCK = 120
# Numbers of one sentence looked at together; a table that was read as one sentence has hundreds.
NEAR = 12
TOLLS = PEOPLE | {"cases"}
# Letters of a word that may name a person; shorter ones are articles.
NAMING = 3
PRONOUNS = frozenset("she her him his they them their who one the".split())
# The cosine of two sentences of one story where no vectors were made: about the mean.
UNKNOWN = 0.4


class Numbers:
    """The numbers of one story and the decision over pairs of them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.items = counts(evidence)
        self.decision = load(MODEL)
        self.told: dict[int, set[tuple[str, float]]] = defaultdict(set)
        for c in self.items:
            if c.told is not None:
                self.told[c.article].add(c.told)

        self._logits: dict[tuple[int, int], float] = {}  # by identity: the numbers live as long as this
        self._candidates: list[tuple[int, int]] | None = None
        self._pairs: set[frozenset[tuple[str, float]]] = set()
        self._at: dict[tuple[int, int], list[Count]] = defaultdict(list)
        for c in self.items:
            beside = self._at[c.article, c.quantity.sentence]
            if c.told is not None:
                self._pairs.update(frozenset((c.told, other.told)) for other in beside[-NEAR:] if other.told is not None)
            beside.append(c)

    def forget(self) -> None:
        """Drop what was worked out about pairs, after a change of the numbers."""
        self._logits.clear()
        self._candidates = None

    def together(self, one: tuple[str, float], two: tuple[str, float]) -> bool:
        """Whether a sentence gives both numbers, each with its kind."""
        return frozenset((one, two)) in self._pairs

    def beside(self, place: tuple[int, int]) -> Sequence[Count]:
        """The numbers of a sentence, (article, sentence), in the order of the text."""
        return self._at.get(place, ())

    def belief(self, a: Count, b: Count) -> float:
        """The calibrated probability that both answer one question."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit(a, b)))))

    def logit(self, a: Count, b: Count) -> float:
        """The same on the log-odds scale, worked out once for two numbers of the story."""
        key = (id(a), id(b))
        known = self._logits.get(key)
        if known is None:
            known = self._logits[key] = self.decision.logit(self.features(a, b))
        return known

    def believed(self, i: int, j: int) -> float:
        """The same by index."""
        return self.belief(self.items[i], self.items[j])

    def places(self) -> list[tuple[Place, ...]]:
        """Where each number stands."""
        ids = [a.article.id for a in self.evidence.analyses]
        return [((ids[c.article], c.quantity.start, c.quantity.end),) for c in self.items]

    def features(self, a: Count, b: Count) -> dict[str, float]:
        """What speaks for and against two numbers being answers to one question. All values in about [-1, 1] or [0, 2]."""
        relation, _ = a.relate(b)
        same, other = float(relation in (values.SAME, values.BOUNDED)), float(relation == values.CONFLICT)
        out = self._readings(a, b, same, other, relation)
        out |= _counted(a, b)
        toll = float(a.quantity.measure is not None and a.quantity.measure == b.quantity.measure and a.quantity.measure in TOLLS)
        lead = float(a.lead and b.lead)
        out |= {
            "toll": toll,
            "toll, near in size": toll * math.exp(-3 * out["far value"]),
            "toll, other value": toll * other,
            "both in the lead": lead,
            "toll in the lead": toll * lead,
        }
        likeness, cosine = self.evidence.likeness(a.context, b.context), self._cosine(a, b)
        out |= {
            "alike words": likeness,
            "alike words, same value": likeness * same,
            "alike sentences": cosine,
            "alike sentences, same value": cosine * same,
            "alike sentences, other value": cosine * other,
        }
        names, either = a.context.names & b.context.names, a.context.names | b.context.names
        out["shared names"] = len(names) / len(either) if either else 0.0
        out["other names"] = float(bool(a.context.names) and bool(b.context.names) and not names)
        out["toll, other names"] = toll * out["other names"]
        out["shared verb"] = float(bool(a.context.verbs & b.context.verbs))
        return out

    def _readings(self, a: Count, b: Count, same: float, other: float, relation: str) -> dict[str, float]:
        p = a.stated.point
        # That nobody was hurt denies the other number, also where the same report gives both with their sources.
        flat = 0 in (a.stated.point, b.stated.point) or a.article == b.article
        elsewhere = 0 if flat else (a.told in self.told[b.article]) + (b.told in self.told[a.article])
        return {
            "same value": same,
            "same telling value": significant(p) if same and p is not None else 0.0,
            "near value": float(relation == values.COARSER and None not in (a.stated.point, b.stated.point)),
            "no number": float(None in (a.stated.point, b.stated.point)),
            "other value": other,
            "far value": min(2.0, values.distance(a.stated, b.stated)) * other,
            "other value, told there too": other * elsewhere,
            "one article": float(a.article == b.article),
            "one article, other value": float(a.article == b.article) * other,
            "one sentence": float(a.article == b.article and a.quantity.sentence == b.quantity.sentence),
            "vague": float("vague" in (a.stated.modifier, b.stated.modifier)),
        }

    def _cosine(self, a: Count, b: Count) -> float:
        one, two = self.evidence.vector(a.article, a.quantity.sentence), self.evidence.vector(b.article, b.quantity.sentence)
        return float(one @ two) if one is not None and two is not None else UNKNOWN

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs worth a decision, blocked by unit with noun, measure or value: never all pairs, and no two numbers of copied texts."""
        if self._candidates is not None:
            return self._candidates
        blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
        copied: dict[tuple[str, object], list[int]] = defaultdict(list)
        for i, c in enumerate(self.items):
            for key in self._keys(c):
                (blocks if self.evidence.is_fullest(c.article) else copied)[key].append(i)
        pairs = linking.pairs_within((blocks[k] for k in sorted(blocks, key=repr)), BLOCK)
        for key in sorted(copied.keys() & blocks.keys(), key=repr):
            pairs |= linking.pairs_between(copied[key], blocks[key], BLOCK)
        self._candidates = [(i, j) for i, j in sorted(pairs) if comparable(self.items[i], self.items[j])]
        return self._candidates

    def _keys(self, c: Count) -> list[tuple[str, object]]:
        q, words = c.quantity, c.context.words
        keys: list[tuple[str, object]] = [("kind", c.kind)] if c.kind else []
        if q.measure:
            keys.append(("measure", q.measure))
        if q.head_lemma:
            keys.append(("noun", q.head_lemma))
        if c.stated.point is not None:
            keys.append(("value", round(c.stated.point, 6)))
        telling = sorted(words, key=lambda w: (-words[w] * self.evidence.rarity.get(w, 0.0), w))[:3]
        return keys + [("word", w) for w in telling]

    def groups(self) -> list[list[int]]:
        """The questions, each the indices of its answers, by average link over the log-odds. Copied texts follow what they copy."""
        shift = math.log(self.decision.threshold / (1 - self.decision.threshold))
        every = self.candidates()
        speaks = [self.evidence.is_fullest(c.article) for c in self.items]
        pairs = {(i, j): self.logit(self.items[i], self.items[j]) - shift for i, j in every if speaks[i] and speaks[j]}
        linked = linking.average_link(len(self.items), pairs, apart=frozenset(p for p in pairs if self._rivals(*p)))
        groups = [group for group in linked if speaks[group[0]]]
        copies = [i for i, own in enumerate(speaks) if not own]
        beside: dict[int, list[int]] = defaultdict(list)
        for i, j in every if copies else ():
            if speaks[i] != speaks[j]:
                beside[j if speaks[i] else i].append(i if speaks[i] else j)
        return linking.with_copies(groups, copies, self._twins, lambda i: self._nearest(i, beside[i]))

    @cached_property
    def _stated(self) -> Mapping[tuple[int, values.Stated], list[int]]:
        """The numbers by article and reading."""
        found: dict[tuple[int, values.Stated], list[int]] = defaultdict(list)
        for i, c in enumerate(self.items):
            found[c.article, c.stated].append(i)
        return found

    def _twins(self, copy: int) -> list[int]:
        """The same number in the text that the copy's text repeats, the one in the most similar sentence first."""
        c = self.items[copy]
        same = [i for i in self._stated.get((self.evidence.twin(c.article), c.stated), ()) if comparable(self.items[i], c)]
        return sorted(same, key=lambda i: (-self._cosine(self.items[i], c), i))

    def _nearest(self, copy: int, beside: Sequence[int]) -> int | None:
        """The number that most likely answers the same question as an edited one; None when none does likely."""
        c = self.items[copy]
        belief, i = max(((self.belief(self.items[i], c), -i) for i in beside), default=(0.0, 0))
        return -i if belief >= self.decision.threshold else None

    def _rivals(self, i: int, j: int) -> bool:
        """Two different numbers of one sentence never answer one question."""
        a, b = self.items[i], self.items[j]
        here = (a.article, a.quantity.sentence) == (b.article, b.quantity.sentence)
        return here and a.relate(b)[0] == values.CONFLICT


def _counted(a: Count, b: Count) -> dict[str, float]:
    """What is counted, by which verb, in which event, credited to whom."""
    x, y = a.quantity, b.quantity
    quals = frozenset(x.qualifiers), frozenset(y.qualifiers)
    events = frozenset(x.event), frozenset(y.event)
    known = x.measure is not None, y.measure is not None
    return {
        "same measure": float(known[0] and x.measure == y.measure),
        "other measure": float(all(known) and x.measure != y.measure),
        "one measure open": float(known[0] != known[1]),
        "same noun": float(bool(x.head_lemma) and x.head_lemma == y.head_lemma),
        "other noun": float(bool(x.head_lemma) and bool(y.head_lemma) and x.head_lemma != y.head_lemma and not (a.people and b.people)),
        "one noun open": float(bool(x.head_lemma) != bool(y.head_lemma)),
        "both people": float(a.people and b.people),
        "one people": float(a.people != b.people),
        "other unit": float(a.kind != b.kind),
        "other role": float(x.role != y.role),
        "shared qualifier": float(bool(quals[0] & quals[1])),
        "disjoint qualifiers": float(bool(quals[0]) and bool(quals[1]) and not quals[0] & quals[1]),
        "shared event": float(bool(events[0] & events[1])),
        "disjoint events": float(bool(events[0]) and bool(events[1]) and not events[0] & events[1]),
        "one source": float(x.attributed_to is not None and x.attributed_to == y.attributed_to),
        "other year": float(a.years != b.years) * (1.0 if a.years and b.years and not a.years & b.years else 0.5),
    }


def significant(number: float) -> float:
    """How telling it is that two reports give this number: 0 for small round ones, 1 for four significant digits and more."""
    if number == 0:
        return 0.2
    steps = abs(number) / values.granularity(number)
    return min(1.0, math.log10(max(1.0, steps)) / 3.5 + (0.15 if abs(number) >= 10 else 0.0))


def comparable(a: Count, b: Count) -> bool:
    """Whether two numbers could answer one question at all."""
    if a.kind != b.kind and a.kind and b.kind:
        return False
    if "people" in (a.kind, b.kind) and min(a.stated.point or 0.0, b.stated.point or 0.0) < 0:
        return False  # "minus 19" counts nobody
    if _two_persons(a.quantity, b.quantity):
        return False
    if "released" in (a.quantity.measure, b.quantity.measure) and "vague" in (a.stated.modifier, b.stated.modifier):
        # "Hundreds" fits any number: what is set free is told apart from what was done to others by the words alone.
        return a.quantity.measure == b.quantity.measure
    return a.quantity.role == b.quantity.role or not {a.quantity.role, b.quantity.role} & {"age", "score"}


def _two_persons(a: Quantity, b: Quantity) -> bool:
    """Whether one victim whom no numeral counts is told each time, in words of which none is shared: "a customer" and "a deputy"."""
    if not (a.role == b.role == "derived" and a.unit == b.unit == "persons" and a.low == a.high == b.low == b.high == 1):
        return False
    one, two = ({w for w in q.text.casefold().split() if len(w) >= NAMING and w not in PRONOUNS} for q in (a, b))
    return bool(one) and bool(two) and not one & two
