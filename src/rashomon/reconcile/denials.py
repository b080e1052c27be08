"""Disputes that a report itself tells: what one source says, and right after it the other's denial.

"A mechanic says that he told the firm. The firm says that he did not." A denial counts only where it points back ("denies this", "said that
it had not"), so that what is denied is the sentence before, and where somebody is credited with that.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.lang import resources
from rashomon.model import Analysis, Claim, Conflict, Sentence, Side
from rashomon.reconcile import lexicon
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify

DENYING = "reconcile/data/denying.txt"
INSISTING = "reconcile/data/insisting.txt"
ACCUSING = frozenset({"accuse", "allege", "claim", "blame", "say"})
# Longer sentences hold more than the denial.
LONGEST = 220
PREFIX = "that "
# Characters of a name of what is disputed.
ABOUT = 90


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    deny, insist = ("|".join(sorted(resources.lines(name))) for name in (DENYING, INSISTING))
    return re.compile(
        rf"(?P<who>[^,;:.“\"]{{2,70}}?),? (?:has |have |had |later |flatly |strongly )?(?:(?:{deny}) (?:this|that|it|both)(?=[.,;]|\Z)"
        rf"|(?:{insist}) (?:that )?(?:he|she|it|they) (?:did|had|has|was|were|is|are|does|do|would|will|have)(?: not|n[’']t)(?=[.,;]|\Z))",
        re.IGNORECASE,
    )


def of_reports(evidence: Evidence) -> list[Conflict]:
    """The disputes, once for each origin, in the order of the articles and of the text."""
    out = []
    for article, analysis in enumerate(evidence.analyses):
        if not evidence.is_fullest(article):
            continue
        for number in range(1, len(analysis.sentences)):
            before, sentence = analysis.sentences[number - 1], analysis.sentences[number]
            denied = _denied(analysis, number, before, sentence)
            if denied is not None:
                out.append(_conflict(evidence, article, number, *denied))
    return out


def _denied(analysis: Analysis, number: int, before: Sentence, sentence: Sentence) -> tuple[str, str] | None:
    """(who denies, what) where a sentence denies what the one before it credits to somebody else; None elsewhere."""
    text = analysis.article.text
    if before.role != "body" or sentence.role != "body" or sentence.end - sentence.start > LONGEST:
        return None
    match = _pattern().match(text, sentence.start, sentence.end)
    if match is None or any(q.direct and q.start <= match.start() < q.end for q in analysis.quotes):
        return None
    claims = [c for c in analysis.claims if c.sentence == number - 1]
    sources = {c.attributed_to for c in claims if c.attributed_to}
    if not sources and not any(c.verb in ACCUSING or c.status == "alleged" for c in claims):
        return None
    who = " ".join(match["who"].split())
    own = set(lexicon.content(who))
    if own and any(own & set(lexicon.content(source)) for source in sources):
        return None
    return who, _what(analysis, claims, before)


def _what(analysis: Analysis, claims: list[Claim], before: Sentence) -> str:
    text = analysis.article.text
    told = next((c for c in claims if c.attributed_to and c.subject is not None), None)
    words = text[min(told.start, before.end) : min(told.end, before.end)] if told is not None else text[before.start : before.end]
    short = " ".join(words.split())
    return short if len(short) <= ABOUT else short[:ABOUT].rsplit(" ", 1)[0] + " …"


def _conflict(evidence: Evidence, article: int, number: int, who: str, what: str) -> Conflict:
    sides = (
        Side("is said", (evidence.sentence_citation(article, number - 1),)),
        Side("is denied", (evidence.sentence_citation(article, number),)),
    )
    return Conflict(
        identify("c", [c for s in sides for c in s.citations], "status", "denied"),
        "status",
        f"said and denied: {what.removeprefix(PREFIX)}",
        False,
        sides,
        f"The report gives both: it is said, and {who} denies it.",
        0.8,
        ("the denial points back to the sentence before it, for which somebody else is credited",),
    )
