"""Clauses that can be told alone: with their own subject up front, said by the article itself, untied from the clause before."""

from __future__ import annotations

import bisect

from rashomon.account.telling import Telling, leans, openers
from rashomon.model import Analysis, Claim, Span

NOT_BEHIND = ("of", "for", "to", "if", "though")  # "as of", "as for", "so to", "as if"
SHORTEST = 5
LONGEST = 40
TOLD = ("done", "ongoing")
SUBJECT = ("DET", "ADJ", "NOUN", "PROPN", "NUM")
QUOTES = '"“”„«»'
FURTHEST_LEFT = 4


def alone(analysis: Analysis, claim: Claim, sentence: Telling) -> Span | None:
    """The part of a claim's clause that can be told alone; None when there is none.

    A clause that the article credits to somebody, that stands in a quotation, or that did not happen ("if", "threatened to") is not told
    without the words around it.
    """
    text = analysis.article.text
    if claim.status not in TOLD or claim.attributed_to is not None or claim.quote >= 0:
        return None
    start, end = max(claim.start, sentence.start), min(claim.end, sentence.end)
    start = _untied(text, start, end)
    nominals = [slot.start for slot in (claim.subject, claim.object) if slot is not None and start <= slot.start < claim.predicate.start]
    if not nominals or claim.predicate.start >= end:
        return None
    start = _whole_subject(analysis, start, sentence.start)
    clause = text[start:end]
    if not SHORTEST <= len(clause.split()) <= LONGEST or leans(clause) or any(mark in clause for mark in QUOTES):
        return None
    return Span(start, end)


def _untied(text: str, start: int, end: int) -> int:
    """Where the clause begins behind conjunctions and the adverbs before them ("and", "when", "yesterday that")."""
    for _ in range(3):
        words = text[start : min(end, start + 60)].split(None, 2)
        for count in (1, 2):
            tied = len(words) > count and words[count - 1].casefold().strip(",") in openers("tie")
            if tied and words[count].casefold() not in NOT_BEHIND:
                start = text.index(words[count], start + len(words[0]) + (len(words[1]) if count == 2 else 0))
                break
        else:
            return start
    return start


def _whole_subject(analysis: Analysis, start: int, floor: int) -> int:
    """The start moved left over the words that belong to a subject that begins in its middle ("the ferry | Maren Sol")."""
    tokens = analysis.tokens
    at = bisect.bisect_left(tokens, start, key=lambda token: token.start)
    if at >= len(tokens) or tokens[at].start != start or tokens[at].tag not in ("NOUN", "PROPN"):
        return start
    for before in reversed(tokens[max(0, at - FURTHEST_LEFT) : at]):
        if before.tag not in SUBJECT or before.start < floor or analysis.article.text[before.end : start].strip():
            break
        start = before.start
    return start
