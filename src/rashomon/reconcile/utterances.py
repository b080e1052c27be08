"""Utterances: one thing said by one speaker, with the wording of each report, translations and paraphrases included.

Only words of one speaker are ever joined: the same words from two mouths stay two utterances.
"""

from __future__ import annotations

import difflib
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Place, Quote, QuoteVariant, Utterance
from rashomon.reconcile import lexicon, naming, rulings
from rashomon.reconcile.decision import Decision, load
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.linking import average_link
from rashomon.reconcile.referents import Referent, merged

MODEL = "reconcile/data/same_utterance.json"
FRAGMENT = 4  # words: a shorter quotation without a speaker is a name or a term, shorter indirect speech says too little to compare
RUN = 6  # words in a row that two sayings without one known speaker must share
TELLING = 2  # content words that the shorter of two sayings must hold to be compared by its words: one word in common says nothing
REPEATED = 0.5  # share of the shorter saying that must recur in a row where one report gives both
MOST_TEXTS = 60  # of one speaker compared pair by pair; beyond that only texts that share a rare word
SPEAKERS = frozenset({"person", "organisation"})
PERSON, BODY = "person:", "organisation:"  # before the name of a speaker who is known
FIRM = "plain:firm"
UNSEEN = frozenset({"furniture"})


@dataclass(frozen=True, slots=True)
class Said:
    """Equal words of one speaker, with every place where they stand: (article, quote) pairs."""

    speaker: str
    words: tuple[str, ...]
    stems: frozenset[str]
    direct: bool
    places: tuple[tuple[int, int], ...]


def speaker_keys(evidence: Evidence, found: Sequence[Referent]) -> dict[tuple[int, int], str]:
    """For each (article, quote) a key of its speaker that is equal across reports.

    The key is the referent's type and name by the quote's chain, or by a name inside the words that name the speaker; else the stems of
    those words; empty for a pronoun that nothing resolves.
    """
    able = [(f"{r.type}:{r.name}", r) for r in found if r.type in SPEAKERS]
    by_chain = {(x.article, x.chain): key for key, r in able for x in r.locals}
    by_place = {(x.article, m.start): key for key, r in able for x in r.locals for m in x.mentions if m.kind == "name"}
    by_name: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, r in able:
        for x in r.locals:
            for name in (*x.names, x.full):
                by_name[naming.parts(name)].add(key)
    chief = _chief_body(evidence, able)
    out = {}
    for i, analysis in enumerate(evidence.analyses):
        for k, quote in enumerate(analysis.quotes):
            named = by_name.get(naming.parts(quote.speaker), set()) if quote.speaker else set()
            inside = [
                (i, m.start) for m in analysis.mentions if quote.source and quote.source.start <= m.start and m.end <= quote.source.end
            ]
            if quote.chain >= 0 and (i, quote.chain) in by_chain:
                out[i, k] = by_chain[i, quote.chain]
            elif len(named) == 1:
                out[i, k] = next(iter(named))
            elif any(place in by_place for place in inside):
                out[i, k] = next(by_place[place] for place in reversed(inside) if place in by_place)
            else:
                words = _described(quote.speaker or "")
                out[i, k] = chief.get(i, words) if _a_firm(words) else words
    return out


def _chief_body(evidence: Evidence, able: Sequence[tuple[str, Referent]]) -> dict[int, str]:
    """For each report the key of the organisation that it is about: named three times and twice as often as any other."""
    counts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, r in able:
        if r.type == "organisation":
            named: dict[int, int] = defaultdict(int)
            for x in r.locals:
                named[x.article] += sum(m.kind == "name" for m in x.mentions)
            for article, n in named.items():
                counts[article].append((n, key))
    out = {}
    for article, listed in counts.items():
        first, *rest = sorted(listed, key=lambda c: (-c[0], c[1]))
        if first[0] >= 3 and (not rest or first[0] >= 2 * rest[0][0]):
            out[article] = first[1]
    return out


def _a_firm(words: str) -> bool:
    """Whether a description only says "the company" or "the banking giant"."""
    known = lexicon.concepts().of
    return len(words.split()) <= 2 and any(FIRM in known.get(w, ()) for w in words.split())


def _described(speaker: str) -> str:
    """A speaker without a name, by the words of the description; empty for a pronoun."""
    return " ".join(sorted(set(lexicon.content(speaker))))


def _shown(evidence: Evidence, article: int, quote: Quote) -> bool:
    analysis = evidence.analyses[article]
    if any(b.start <= quote.start < b.end for b in analysis.boilerplate):
        return False
    return not analysis.sentences or analysis.sentences[evidence.sentence_at(article, quote.start)].role not in UNSEEN


def sayings(evidence: Evidence, keys: dict[tuple[int, int], str]) -> list[Said]:
    """The distinct words of each speaker, sorted by speaker and place."""
    same: dict[tuple[str, tuple[str, ...]], list[tuple[int, int]]] = defaultdict(list)
    for (i, k), speaker in sorted(keys.items()):
        quote = evidence.analyses[i].quotes[k]
        words = tuple(naming.fold(w.text) for w in lexicon.words(quote.text))
        if not words or not _shown(evidence, i, quote):
            continue
        if ((not speaker or not quote.direct) and len(words) <= FRAGMENT) or not (speaker or quote.direct):
            continue
        same[speaker, words].append((i, k))
    out = []
    for (speaker, words), places in same.items():
        direct = any(evidence.analyses[i].quotes[k].direct for i, k in places)
        out.append(Said(speaker, words, frozenset(lexicon.content(" ".join(words))), direct, tuple(sorted(places))))
    return sorted(out, key=lambda s: (s.speaker, s.places))


def _cosine(evidence: Evidence, one: Said, two: Said) -> float:
    """The likeness of the sentences that hold the words, at the first place of each."""
    vectors = []
    for said in (one, two):
        i, k = said.places[0]
        quote = evidence.analyses[i].quotes[k]
        if not evidence.analyses[i].sentences:
            return 0.4
        first, last = evidence.sentence_at(i, quote.start), evidence.sentence_at(i, max(quote.start, quote.end - 1))
        vectors.append([v for n in range(first, min(last, first + 3) + 1) if (v := evidence.vector(i, n)) is not None])
    found = [float(a @ b) for a in vectors[0] for b in vectors[1]]
    return round(max(found), 5) if found else 0.4


def features(evidence: Evidence, one: Said, two: Said, rarity: dict[str, float]) -> dict[str, float]:
    """What speaks for two sayings of one speaker being one utterance; all values in [0, 1]."""

    def weight(stems: frozenset[str]) -> float:
        return math.fsum(rarity.get(s, 1.0) for s in stems)

    shared = weight(one.stems & two.stems)
    run = difflib.SequenceMatcher(None, one.words, two.words, autojunk=False).find_longest_match().size
    known = lexicon.concepts().of
    kin_one = frozenset(c for s in one.stems for c in known.get(s, ()))
    kin_two = frozenset(c for s in two.stems for c in known.get(s, ()))
    least = min(len(kin_one), len(kin_two))
    return {
        "contained": shared / (min(weight(one.stems), weight(two.stems)) or 1.0),
        "shared": shared / (weight(one.stems | two.stems) or 1.0),
        "shared words": min(1.0, len(one.stems & two.stems) / 6.0),
        "run": run / min(len(one.words), len(two.words)),
        "long run": min(1.0, run / 8.0),
        "concepts": len(kin_one & kin_two) / least if least else 0.0,
        "cosine": _cosine(evidence, one, two),
        "indirect": float(not one.direct) / 2 + float(not two.direct) / 2,
        "one report": float(one.places[0][0] == two.places[0][0]),
    }


def rarity(found: Sequence[Said]) -> dict[str, float]:
    counts: dict[str, int] = defaultdict(int)
    for said in found:
        for s in said.stems:
            counts[s] += 1
    return {s: math.log(1 + (len(found) - n + 0.5) / (n + 0.5)) + 0.3 for s, n in counts.items()}


def candidates(found: Sequence[Said]) -> list[tuple[int, int]]:
    """Pairs of one speaker's sayings, and of any that share a run of words, so that who is only described is found; bounded."""
    by_speaker: dict[str, list[int]] = defaultdict(list)
    by_stem: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, said in enumerate(found):
        if said.speaker:
            by_speaker[said.speaker].append(i)
            for s in said.stems:
                by_stem[said.speaker, s].append(i)
        for n in range(len(said.words) - RUN + 1):
            by_run[said.words[n : n + RUN]].append(i)
    blocks = [b for b in (*by_speaker.values(), *by_stem.values(), *by_run.values()) if len(b) <= MOST_TEXTS]
    pairs = {(a, b) for block in blocks for n, a in enumerate(block) for b in block[n + 1 :] if a < b}
    return sorted((a, b) for a, b in pairs if _one_mouth(found[a].speaker, found[b].speaker))


def _one_mouth(one: str, two: str) -> bool:
    """Whether two speaker keys may be one: equal, one unknown or only described, or a body and its speaker. Two people never are."""
    return one == two or not (one.startswith(PERSON) and two.startswith(PERSON))


def _scores(evidence: Evidence, found: Sequence[Said], decision: Decision) -> dict[tuple[int, int], float]:
    known = rarity(found)
    shift = math.log(decision.threshold / (1 - decision.threshold))
    out = {}
    for a, b in candidates(found):
        if _nested(evidence, found[a], found[b]):
            continue
        values = features(evidence, found[a], found[b], known)
        if values["one report"] and values["run"] < REPEATED:
            continue
        if min(len(found[a].stems), len(found[b].stems)) < TELLING and values["run"] < 1.0:
            continue
        out[a, b] = decision.logit(values) - shift
    return out


def _nested(evidence: Evidence, one: Said, two: Said) -> bool:
    """Whether one saying lies inside the other: reported speech that quotes, not a second wording."""
    for i, k in one.places:
        for other, n in two.places:
            a, b = evidence.analyses[i].quotes[k], evidence.analyses[other].quotes[n]
            if i == other and a.start < b.end and b.start < a.end:
                return True
    return False


def _same_words(found: Sequence[Said]) -> bool:
    """Whether all sayings are one but for punctuation and a cut."""
    longest = max(found, key=lambda s: (len(s.words), s.places))
    whole = " " + " ".join(longest.words) + " "
    return all(" " + " ".join(s.words) + " " in whole for s in found)


def differing(one: Sequence[str], two: Sequence[str]) -> list[tuple[str, str]]:
    """The words that differ between two wordings, as (here, there) pairs; one side is empty where words were added."""
    matcher = difflib.SequenceMatcher(None, list(one), list(two), autojunk=False)
    return [(" ".join(one[a:b]), " ".join(two[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _meaning(one: Said, two: Said) -> str | None:
    """Why two wordings of an utterance may not mean the same, None where nothing says so."""
    first, second = " ".join(one.words), " ".join(two.words)
    if lexicon.negated(first) != lexicon.negated(second):
        return "one wording is negated"
    here, there = set(lexicon.numbers(first)), set(lexicon.numbers(second))
    if here and there and here != there and not (here <= there or there <= here):
        return "the numbers differ"
    return None


def _reasons(found: Sequence[Said]) -> tuple[str, ...]:
    """What differs between the longest direct wording and the others, and where the meaning may differ."""
    if len(found) < 2:
        return ()
    ordered = sorted(found, key=lambda s: (not s.direct, -len(s.words), s.places))
    out = []
    for other in ordered[1:4]:
        changed = [f"“{a}” / “{b}”" for a, b in differing(ordered[0].words, other.words) if a and b and len(a) + len(b) < 90]
        if changed:
            out.append("differing words: " + "; ".join(changed[:4]))
        meaning = _meaning(ordered[0], other)
        if meaning:
            out.append(f"the meaning may differ: {meaning}")
    return tuple(dict.fromkeys(out))


def _utterance(evidence: Evidence, found: Sequence[Said], score: float) -> Utterance:
    variants = []
    names: dict[str, int] = defaultdict(int)
    for said in found:
        for i, k in said.places:
            quote = evidence.analyses[i].quotes[k]
            c = evidence.cite(i, quote.start, quote.end)
            variants.append(QuoteVariant(c.article, c.start, c.end, c.text, quote.direct, quote.addressee))
            if quote.speaker and _described(quote.speaker):
                names[quote.speaker] += 1
    known = sorted({s.speaker for s in found if s.speaker.startswith((PERSON, BODY))}, key=lambda k: (not k.startswith(PERSON), k))
    speaker = known[0].partition(":")[2] if known else min(names, key=lambda n: (-names[n], -len(n), n), default=None)
    relation = "single" if len(variants) == 1 else "same_wording" if _same_words(found) else "wording_differs"
    variants.sort(key=lambda v: (v.article, v.start, v.end))
    return Utterance(identify("q", variants), speaker, relation, tuple(variants), round(score, 4), _reasons(found))


def _spots(evidence: Evidence, found: Sequence[Said]) -> list[tuple[Place, ...]]:
    spots = []
    for said in found:
        quotes = [(evidence.analyses[i].article.id, evidence.analyses[i].quotes[k]) for i, k in said.places]
        spots.append(tuple((id, quote.start, quote.end) for id, quote in quotes))
    return spots


def utterances(evidence: Evidence, found: Sequence[Referent] | None = None) -> tuple[Utterance, ...]:
    """What is said in a story, each utterance with all its wordings; indirect speech only where another report words the same utterance."""
    decision = load(MODEL)
    said = sayings(evidence, speaker_keys(evidence, merged(evidence) if found is None else found))
    scores = _scores(evidence, said, decision)

    def believed(a: int, b: int) -> float:
        return scores.get((min(a, b), max(a, b)), 0.0)

    out = []
    for group in rulings.obeyed(evidence, "quote", average_link(len(said), scores), _spots(evidence, said), believed):
        members = [said[i] for i in group]
        reports = {place[0] for s in members for place in s.places}
        if not any(s.direct for s in members) and len(reports) < 2:
            continue
        inner = [scores[a, b] for n, a in enumerate(group) for b in group[n + 1 :] if (a, b) in scores]
        score = 1 / (1 + math.exp(-sum(inner) / len(inner))) if inner else 1.0
        out.append(_utterance(evidence, members, score))
    return tuple(sorted(out, key=lambda u: (-len({v.article for v in u.variants}), u.variants[0], u.id)))
