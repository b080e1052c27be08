"""Words that name events, and words that say whether an event is done, planned, threatened, denied, alleged, asked for or only possible."""

from __future__ import annotations

import functools

from rashomon.lang.people import singular
from rashomon.lang.resources import rows

NOUNS = "lang/data/event_nouns.tsv"
EMBEDDING = "lang/data/embedding.tsv"


@functools.cache
def _nouns() -> dict[str, str]:
    return {row[0]: row[1] for row in rows(NOUNS)}


@functools.cache
def _embedding() -> dict[tuple[str, str], str]:
    return {(word, part): status for word, part, status in rows(EMBEDDING)}


def verb_of(noun: str) -> str | None:
    """The verb for what a noun names ("resignation" -> "resign"), or None when it names no event."""
    low = noun.lower()
    return _nouns().get(low) or _nouns().get(singular(low))


def status_under(word: str, part: str) -> str | None:
    """What a word ("threaten", "verb") makes of the event under it, or None. `part`: verb, noun, adjective, adverb, modal."""
    return _embedding().get((word.lower(), part))
