"""Conflicts of status: one report says that it happened, another that it was only threatened, or that it did not.

Two claims meet when they have the same subject and the same change of state, told in sentences alike in meaning. An earlier plan
and its later deed are an update, and shown as explained.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lang import resources
from rashomon.model import Analysis, Claim, Conflict, Explained, Side, Slot
from rashomon.reconcile.conflicts import Verdicts
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify

TABLE = "reconcile/data/verbs_alike.tsv"
NEEDED = "reconcile/data/changes_with_object.tsv"
OBJECT = "reconcile/data/changes_of_object.txt"
OPPOSED = "reconcile/data/opposed.tsv"
INCLUDING = re.compile(r"\W{0,3}\b(?:including|such as|among them)\s+(?:(?:that|those)\s+of\s+)?")
# What may follow "stays" or "remains" where somebody keeps an office or a place.
KEEPING = re.compile(r"\s*(?:[^\w\s]|\Z|(?:in|at|on|with|until|till|through|there|here|put)\b)")
REAL = frozenset({"done", "ongoing"})
REFUSED = frozenset({"negated", "denied"})
# What a report tells as so or as to come; one side of two that exclude each other must be done.
TOLD = frozenset({"done", "ongoing", "planned", "possible"})
# Cosine of two sentence vectors under which two claims are hardly about one thing; measured on the development stories.
ALIKE = 0.45
# The same for verbs of no class that stand without an object: "posed" may be told of many occasions.
ALIKE_BARE = 0.6
# What happens to a person of a name once in a story needs no likeness of the sentences but that of one story.
ALIKE_NAMED = 0.1
OF_A_NAME = frozenset({"resign", "fire", "stay", "die", "survive", "arrest", "convict", "acquit", "appoint", "suspend"})
# Verbs that nearly every sentence has say nothing about a change of state.
LIGHT = frozenset(
    "be have do say tell make get take go come see know think want give use ask call add note state seem keep need show mean".split()
)
# Nouns that stand for anybody or anything: two of them are hardly one.
ANYBODY = frozenset(resources.lines("reconcile/data/anybody.txt"))
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
    sentence: int
    subject: str
    change: str
    status: str
    said: str = ""
    agent: str = ""  # who did it, where the change is told of its object


def of_claims(evidence: Evidence, names: Mapping[tuple[int, int], str]) -> Verdicts:
    """Conflicts and updates of status. `names` gives the entity of each (article index, chain index)."""
    meeting: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for article, analysis in enumerate(evidence.analyses):
        roles = [s.role for s in analysis.sentences]
        for claim in analysis.claims:
            if roles[claim.sentence] == "furniture":
                continue
            for told in (*_told(evidence, article, claim, names), *_listed(evidence, article, claim, names)):
                meeting[told.subject, told.change].append(told)
        for told in _nominal(evidence, article, names):
            meeting[told.subject, told.change].append(told)
    conflicts: list[Conflict] = []
    explained: list[Explained] = []
    for key in sorted(meeting):
        _judge(evidence, meeting[key], conflicts, explained)
    for subject in sorted({subject for subject, _ in meeting}):
        for one, two in opposed():
            _oppose(evidence, meeting.get((subject, one), []), meeting.get((subject, two), []), conflicts)
    return Verdicts(tuple(conflicts), tuple(explained))


def _change(claim: Claim, object_name: str | None) -> str | None:
    """The class of the change that a claim tells; without a class its verb, with its object; None where nothing can be compared."""
    if claim.verb in LIGHT or claim.status in ("asked", "alleged"):
        return None
    needed = needs_object().get(claim.verb)
    if needed is not None and claim.object is not None and claim.object.lemma not in needed:
        return None
    change = changes().get(claim.verb)
    if change is not None:
        return change
    return f"{claim.verb} {object_name}" if object_name else claim.verb if claim.object is None else None


def _told(evidence: Evidence, article: int, claim: Claim, names: Mapping[tuple[int, int], str]) -> list[Told]:
    change = _change(claim, _name(article, claim.object, names) if claim.object else None)
    about = claim.object if change in of_object() else claim.subject
    subject = (_apposed(evidence, article, about, names) or _name(article, about, names)) if about is not None else None
    said = evidence.analyses[article].article.text[claim.predicate.start : claim.predicate.end]
    if claim.status in REFUSED and is_noun(evidence.analyses[article], claim):
        return []  # "the failure to prevent the attack" denies no attack
    agent = _name(article, claim.subject, names) if about is not claim.subject and claim.subject is not None else None
    return [Told(article, claim.sentence, subject, change, claim.status, said, agent or "")] if subject and change else []


def is_noun(analysis: Analysis, claim: Claim) -> bool:
    """Whether a claim is told by a noun of an event and not by a verb."""
    s = analysis.sentences[claim.sentence]
    return any(t.start == claim.predicate.start and t.tag == "NOUN" for t in analysis.tokens[s.first : s.last])


def _listed(evidence: Evidence, article: int, claim: Claim, names: Mapping[tuple[int, int], str]) -> list[Told]:
    """ "Some ministers, including NAME, have threatened to leave": what is said of the some is said of the named one."""
    if claim.subject is None or claim.subject.chain >= 0 or claim.subject.end >= claim.predicate.start:
        return []
    change = _change(claim, _name(article, claim.object, names) if claim.object else None)
    subject = _included(evidence, article, claim.subject.end, names) if change else None
    return [Told(article, claim.sentence, subject, change, claim.status)] if subject and change else []


def _nominal(evidence: Evidence, article: int, names: Mapping[tuple[int, int], str]) -> list[Told]:
    """ "weakened by resignations, including that of NAME": the event noun is told of the named one."""
    analysis = evidence.analyses[article]
    out = []
    for t in analysis.tokens:
        if t.tag == "NOUN" and t.text.lower().endswith("s") and t.lemma.lower() in changes():
            sentence = analysis.sentences[t.sentence]
            subject = _included(evidence, article, t.end, names) if sentence.role != "furniture" else None
            if subject:
                out.append(Told(article, t.sentence, subject, changes()[t.lemma.lower()], "done"))
    return out


def _included(evidence: Evidence, article: int, position: int, names: Mapping[tuple[int, int], str]) -> str | None:
    """The entity named right after "including" at this position, across its titles but across no verb."""
    analysis = evidence.analyses[article]
    match = INCLUDING.match(analysis.article.text, position, position + 40)
    if match is None:
        return None
    for m in analysis.mentions:
        if m.kind == "name" and m.type == "person" and match.end() <= m.start <= match.end() + 60:
            between = analysis.article.text[match.end() : m.start]
            verb = any(t.tag in ("VERB", "AUX") and match.end() <= t.start < m.start for t in analysis.tokens)
            return names.get((article, m.chain)) if m.chain >= 0 and not verb and "." not in between else None
    return None


def _name(article: int, slot: Slot, names: Mapping[tuple[int, int], str]) -> str | None:
    """The entity that a slot refers to; a thing without a name is known by its noun."""
    if slot.chain >= 0:
        return names.get((article, slot.chain))
    word = slot.lemma.lower()
    return f"the {word}" if word.isalpha() and len(word) > 3 and word not in ANYBODY else None


def _apposed(evidence: Evidence, article: int, slot: Slot, names: Mapping[tuple[int, int], str]) -> str | None:
    """The person named right after a slot without a name: "the choir's master, NAME, died"."""
    analysis = evidence.analyses[article]
    if slot.chain >= 0 or not analysis.article.text.startswith(", ", slot.end):
        return None
    for m in analysis.mentions:
        if m.start == slot.end + 2 and m.kind == "name" and m.type == "person" and m.chain >= 0:
            return names.get((article, m.chain)) if analysis.article.text.startswith(",", m.end) else None
    return None


@lru_cache(maxsize=1)
def changes() -> Mapping[str, str]:
    """Verb or event noun -> the first word of its class."""
    return {word: row[0] for row in reversed(resources.rows(TABLE)) for word in row}


@lru_cache(maxsize=1)
def of_object() -> frozenset[str]:
    """Classes of change that are told of their object."""
    return frozenset(resources.lines(OBJECT))


@lru_cache(maxsize=1)
def needs_object() -> Mapping[str, frozenset[str]]:
    """Verb -> the objects with one of which alone it tells a change of office."""
    return {verb: frozenset(objects.split()) for verb, objects in resources.rows(NEEDED)}


@lru_cache(maxsize=1)
def opposed() -> tuple[tuple[str, str], ...]:
    """Classes of change that cannot both be how it ended."""
    return tuple((one, two) for one, two in resources.rows(OPPOSED))


def _judge(evidence: Evidence, told: Sequence[Told], conflicts: list[Conflict], explained: list[Explained]) -> None:
    real = [t for t in told if t.status in REAL]
    rivals = [t for t in told if t.status in REFUSED or t.status == "threatened"]
    plans = [t for t in told if t.status == "planned"]
    pairs = [(a, b) for a in real for b in rivals if _one_doer(a, b) and _meet(evidence, a, b)]
    # A report that tells both sides (an accusation and its denial) knows of the difference: it is no witness against another.
    both = {a.article for a in real} & {b.article for b in rivals}
    pairs = [(a, b) for a, b in pairs if a.article not in both and b.article not in both]
    if pairs:
        sides = _sides(evidence, [a for a, _ in pairs], [b for _, b in pairs])
        if _known(sides, conflicts):
            return
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


def _one_doer(a: Told, b: Told) -> bool:
    """Whether both tell of one doer, as far as they name one: that the opposition did not name a candidate denies nobody else's doing."""
    return not a.agent or not b.agent or a.agent == b.agent


def _meet(evidence: Evidence, a: Told, b: Told) -> bool:
    one, two = evidence.analyses[a.article].article.id, evidence.analyses[b.article].article.id
    if evidence.origin_of[one] == evidence.origin_of[two]:
        return False
    va, vb = evidence.vector(a.article, a.sentence), evidence.vector(b.article, b.sentence)
    named = not a.subject.startswith("the ") and a.change in OF_A_NAME
    bare = " " not in a.change and a.change not in changes().values()
    return va is None or vb is None or float(va @ vb) >= (ALIKE_NAMED if named else ALIKE_BARE if bare else ALIKE)


def _known(sides: Sequence[Side], conflicts: Sequence[Conflict]) -> bool:
    """Whether one conflict has sentences of every side already: what was done under a done or denied thing says nothing more."""
    found = [{c for s in known.sides for c in s.citations} for known in conflicts]
    return any(all(cited.intersection(s.citations) for s in sides) for cited in found)


def _sides(evidence: Evidence, one: Sequence[Told], two: Sequence[Told]) -> tuple[Side, ...]:
    out = []
    for told in (one, two):
        places = sorted({(t.article, t.sentence) for t in told})
        out.append(Side(WORDS.get(told[0].status, told[0].status), tuple(evidence.sentence_citation(a, s) for a, s in places)))
    return tuple(out)


def _for_a_while(evidence: Evidence, told: Told) -> bool:
    """Whether "stay" tells of no office that somebody keeps.

    Stayed in another part ("stays as caretaker"), stayed once ("stayed for twenty years"), or is something still ("remains a favourite").
    """
    if told.change != "stay":
        return False
    analysis = evidence.analyses[told.article]
    s = analysis.sentences[told.sentence]
    at = analysis.article.text.find(told.said, s.start, s.end) if told.said else -1
    after = analysis.article.text[at + len(told.said) : s.end] if at >= 0 else ""
    return told.status == "done" or after.startswith((" as ", " on as ")) or KEEPING.match(after) is None


def _oppose(evidence: Evidence, one: Sequence[Told], two: Sequence[Told], conflicts: list[Conflict]) -> None:
    """One report says that she resigned, another that she was dismissed: both done, and not both true."""
    real, other = ([t for t in told if t.status in TOLD and not _for_a_while(evidence, t)] for told in (one, two))
    both = {t.article for t in real} & {t.article for t in other}
    pairs = [
        (a, b)
        for a in real
        for b in other
        if a.article not in both and b.article not in both and "done" in (a.status, b.status) and _meet(evidence, a, b)
    ]
    if pairs:
        sides = _sides(evidence, [a for a, _ in pairs], [b for _, b in pairs])
        if _known(sides, conflicts):
            return
        first, second = pairs[0]
        named = tuple(Side(t.said or t.change, s.citations) for t, s in zip((first, second), sides, strict=True))
        about = f"{first.subject}: {first.change} or {second.change}"
        note = "The reports tell the end of it in ways that exclude each other."
        conflicts.append(
            Conflict(identify("c", [c for s in named for c in s.citations], "status", about), "status", about, True, named, note, 0.7)
        )
