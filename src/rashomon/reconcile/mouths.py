"""Words that two reports put into two mouths: the same direct quotation, credited to different persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.model import Citation, Conflict, Quote, Side
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify

# Words from which a quotation is no common turn of speech ("no comment").
TELLING = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A direct quotation at its place: article index, sentence, and the speaker under the name that the story has for the person."""

    article: int
    sentence: int
    speaker: str


def of_quotes(evidence: Evidence, names: Mapping[tuple[int, int], str]) -> list[Conflict]:
    """The quotations of equal words with different speakers in reports of different origin, in the order of their words."""
    told: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for article, analysis in enumerate(evidence.analyses):
        for quote in analysis.quotes:
            words = tuple(w for part in quote.text.casefold().split() if (w := "".join(c for c in part if c.isalnum())))
            speaker = _speaker(article, quote, names)
            if quote.direct and speaker and len(words) >= TELLING:
                told[words].append(Said(article, evidence.sentence_at(article, quote.start), speaker))
    out = []
    for words in sorted(told):
        sides: dict[str, list[Said]] = defaultdict(list)
        for one in told[words]:
            sides[one.speaker].append(one)
        if len(sides) > 1 and _apart(evidence, sides):
            out.append(_conflict(evidence, " ".join(words), sides))
    return out


def _speaker(article: int, quote: Quote, names: Mapping[tuple[int, int], str]) -> str | None:
    """The person's name in the story; None for a speaker that is no chain, who may be anybody."""
    return names.get((article, quote.chain)) if quote.chain >= 0 else None


def _apart(evidence: Evidence, sides: Mapping[str, list[Said]]) -> bool:
    """Whether no origin gives the words to two speakers, and no speaker's name is part of another's ("Binns" and "Harold Binns")."""
    origins = [{evidence.origin_of[evidence.analyses[s.article].article.id] for s in side} for _, side in sorted(sides.items())]
    if any(one & two for i, one in enumerate(origins) for two in origins[i + 1 :]):
        return False
    words = [set(name.casefold().split()) for name in sorted(sides)]
    return not any(one & two for i, one in enumerate(words) for two in words[i + 1 :])


def _conflict(evidence: Evidence, words: str, sides: Mapping[str, list[Said]]) -> Conflict:
    shown = []
    for speaker, side in sorted(sides.items()):
        places: tuple[Citation, ...] = tuple(evidence.sentence_citation(a, s) for a, s in sorted({(x.article, x.sentence) for x in side}))
        shown.append(Side(speaker, places))
    short = words if len(words) <= 70 else words[:70].rsplit(" ", 1)[0] + " …"
    return Conflict(
        identify("c", [c for s in shown for c in s.citations], "attribution"),
        "attribution",
        f"who said “{short}”",
        True,
        tuple(shown),
        "The reports credit the same words to different persons.",
        0.9,
        ("the quotations are equal word for word",),
    )
