"""What only looks like a conflict beside numbers and dates: spellings and translations of one name, wordings of one utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from rashomon.model import Citation, Conflict, Entity, Explained, Side, Utterance
from rashomon.reconcile.conflicts import Verdicts
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.referents import LED

# Last words of two names of one person or body that are nearly the same are spellings; measured in percent of equal letters.
SPELLING = 70
# Percent of shared words from which two wordings are of one sentence, so that a "not" in one of them changes its meaning.
ONE_SENTENCE = 60
# A wording this much longer says more, and its "not" may stand in what the other leaves out.
LONGER = 1.4
# A quoted fragment of fewer words has no wording to compare.
WORDED = 4
CHANGED = "the meaning may differ"


def of_names(evidence: Evidence, entities: Sequence[Entity]) -> Verdicts:
    """One referent under two names: another spelling, or a translation that the reports' roles give away."""
    explained = []
    for entity in entities:
        if entity.type == "other":
            continue
        by_name: dict[str, list[Citation]] = defaultdict(list)
        for m in entity.mentions:
            words = m.text.split()
            if words:
                by_name[words[-1].strip("'’s.,").casefold() if entity.type == "person" else m.text.casefold()].append(m)
        names = sorted(by_name, key=lambda n: (-len(by_name[n]), n))
        alike: dict[str, list[str]] = {}
        for i, one in enumerate(names):
            for two in names[i + 1 :]:
                reason = _reason(entity, one, two)
                if reason and _apart(evidence, by_name[one], by_name[two]):
                    alike.setdefault(reason, []).extend((one, two))
        for reason, found in alike.items():
            explained.append(_explain(evidence, entity, reason, [by_name[name] for name in dict.fromkeys(found)]))
    return Verdicts((), tuple(explained))


def _reason(entity: Entity, one: str, two: str) -> str | None:
    if one in two or two in one or (entity.type == "person" and min(len(one), len(two)) < 4):
        return None
    if entity.type == "person":
        return "spelling" if fuzz.ratio(one, two) >= SPELLING else None
    if _initials(one) == _letters(two) or _initials(two) == _letters(one):
        return "alias"
    if one[0] == two[0] and fuzz.ratio(one, two) >= 85:
        return "spelling"
    led = (r.casefold() for r in entity.reasons if LED in r)
    return "translation" if any(one in r and two in r for r in led) else None


def _letters(name: str) -> str:
    return "".join(c for c in name if c.isalnum())


def _initials(name: str) -> str:
    """The first letters of a name's words, when it has several: "united states" -> "us"."""
    words = name.removeprefix("the ").split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _apart(evidence: Evidence, one: Sequence[Citation], two: Sequence[Citation]) -> bool:
    """Whether two reports of different origin use the two names."""
    return bool({evidence.origin_of[c.article] for c in one} - {evidence.origin_of[c.article] for c in two})


def _explain(evidence: Evidence, entity: Entity, reason: str, names: Sequence[Sequence[Citation]]) -> Explained:
    """All names of one referent that differ for one reason, as one row."""
    sides = tuple(Side(" ".join(places[0].text.split()), _first_of_each(places)) for places in names)
    about = f"name of {entity.name}"
    return Explained(identify("e", [c for s in sides for c in s.citations], "name"), "name", about, reason, sides, reasons=entity.reasons)


def _first_of_each(places: Sequence[Citation]) -> tuple[Citation, ...]:
    """The first place in each article."""
    first: dict[str, Citation] = {}
    for c in sorted(places):
        first.setdefault(c.article, c)
    return tuple(first[a] for a in sorted(first))


def _plain(text: str) -> str:
    """The words alone, so that a comma inside the quote marks is no other wording."""
    return " ".join(word.strip(".,;:!?—–-'’\"“”") for word in text.casefold().split())


def of_utterances(utterances: Sequence[Utterance]) -> Verdicts:
    """Wordings of one utterance: a conflict of wording where the meaning may differ, else a translation or a paraphrase."""
    conflicts, explained = [], []
    for u in utterances:
        direct = [v for v in u.variants if v.direct and len(v.text.split()) >= WORDED]
        first = _first_of_each(direct)
        if u.relation != "wording_differs" or len({_plain(c.text) for c in first}) < 2:
            continue
        sides = tuple(Side(f"“{' '.join(c.text.split())}”", (Citation(c.article, c.start, c.end, c.text),)) for c in first)
        about = f"words of {u.speaker}" if u.speaker else "words of one speaker"
        lengths = sorted(len(c.text.split()) for c in first[:2])
        alike = fuzz.token_set_ratio(first[0].text, first[1].text) >= ONE_SENTENCE and lengths[1] <= LONGER * lengths[0]
        changed = [r for r in u.reasons if r.startswith(CHANGED)] if alike else []
        if changed:
            why = changed[0].removeprefix(CHANGED).strip(": ")
            note = f"The reports quote {u.speaker or 'the speaker'} in words that may not mean the same: {why}."
            conflicts.append(Conflict(identify("c", first, "wording"), "wording", about, False, sides, note, u.score, u.reasons))
        else:
            explained.append(Explained(identify("e", first, "wording"), "wording", about, "translation", sides, u.score, u.reasons))
    return Verdicts(tuple(conflicts), tuple(explained))
