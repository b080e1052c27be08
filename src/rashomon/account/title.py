"""Chooses the story's title: the headline that says best what most origins tell, as it stands in its article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from rashomon.account.telling import content_words, one_line
from rashomon.lang import resources
from rashomon.lang.numbers import lexemes, numerals
from rashomon.model import Analysis, Article, Findings, StoryGroup

SEPARATOR = re.compile(r" (?:[|·•»]|::|[-–—]{1,2}) ")
SOFT_SEPARATORS = frozenset("-–—")
SHOUT = re.compile(r"\b[A-Z]{4,}\b")
LIKE_OUTLET = 80
LONGEST_TITLE = 140


def clean_headline(title: str, outlet: str | None) -> str:
    """The headline on one line, without the outlet's name that pages put behind or before it. Otherwise as it stands."""
    text = one_line(title)
    while parts := list(SEPARATOR.finditer(text)):
        first, last = parts[0], parts[-1]
        tail, lead = text[last.end() :], text[: first.start()]
        if _names_outlet(tail, outlet, last.group().strip()):
            text = text[: last.start()].rstrip()
        elif outlet and _names_outlet(lead, outlet, first.group().strip()):
            text = text[first.end() :].lstrip()
        else:
            break
    return text


def _names_outlet(part: str, outlet: str | None, separator: str) -> bool:
    if outlet:
        return fuzz.token_set_ratio(part.casefold(), outlet.casefold()) >= LIKE_OUTLET and len(part.split()) <= len(outlet.split()) + 2
    # Without a known outlet only the separators that headlines themselves hardly use are trusted.
    return separator not in SOFT_SEPARATORS and separator not in ("--",) and 0 < len(part.split()) <= 4


def choose(group: StoryGroup, analyses: Mapping[str, Analysis], findings: Findings) -> str:
    """The title; the story's id when no article has a headline.

    Central headlines win: those whose words other origins use in headlines and first sentences. A headline that gives one side
    of a conflict, that shouts, that asks or that heads no report stands back. English headlines come first.
    """
    origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
    articles = [analyses[id].article for id in sorted(group.articles) if id in analyses]
    headlines = [(article, clean_headline(article.title, article.outlet)) for article in articles if article.title]
    english = [(article, text) for article, text in headlines if article.language == "en"]
    candidates = [(article, text) for article, text in english or headlines if text]
    if not candidates:
        return group.id
    told = _words_by_origin(candidates, analyses, origin_of)
    sided = _sided(findings)
    disputed = frozenset(
        bound
        for figure in findings.figures
        if figure.relation == "conflict"
        for mention in figure.mentions
        for bound in (mention.low, mention.high)
        if bound is not None
    )

    def rank(item: tuple[Article, str]) -> tuple[float, int, str, str]:
        worth = _worth(item[0], item[1], told=told, origin_of=origin_of, sided=sided, disputed=disputed)
        return -worth, len(item[1]), item[1], item[0].id

    return min(candidates, key=rank)[1]


def _words_by_origin(
    candidates: Sequence[tuple[Article, str]], analyses: Mapping[str, Analysis], origin_of: Mapping[str, int]
) -> dict[int, frozenset[str]]:
    told: dict[int, frozenset[str]] = {}
    for article, text in candidates:
        words = content_words(text)
        body = [s for s in analyses[article.id].sentences if s.role == "body"][:2]
        for sentence in body:
            words |= content_words(article.text[sentence.start : sentence.end])
        origin = origin_of.get(article.id, -1)
        told[origin] = told.get(origin, frozenset()) | words
    return told


def _sided(findings: Findings) -> dict[str, list[tuple[int, int]]]:
    """By article, the ranges that stand on one side of a conflict."""
    found: dict[str, list[tuple[int, int]]] = {}
    for conflict in findings.conflicts:
        for side in conflict.sides:
            for citation in side.citations:
                found.setdefault(citation.article, []).append((citation.start, citation.end))
    for figure in findings.figures:
        if figure.relation == "conflict":
            for mention in figure.mentions:
                found.setdefault(mention.article, []).append((mention.start, mention.end))
    return found


def _worth(
    article: Article,
    text: str,
    *,
    told: Mapping[int, frozenset[str]],
    origin_of: Mapping[str, int],
    sided: Mapping[str, list[tuple[int, int]]],
    disputed: frozenset[float],
) -> float:
    words = content_words(text)
    if not words:
        return -9.0
    here = origin_of.get(article.id, -1)
    others = [word_set for origin, word_set in sorted(told.items()) if origin != here]
    shared = sum(sum(word in word_set for word_set in others) for word in sorted(words))
    worth = shared / (len(words) + 2) / max(1, len(others))
    head = article.headline
    if head and any(start < head.end and head.start < end for start, end in sided.get(article.id, ())):
        worth -= 0.25
    if any(numeral.low in disputed or numeral.high in disputed for numeral in numerals(lexemes(text))):
        worth -= 0.25
    if any(phrase in text.casefold() for phrase in resources.lines("account/data/formats.txt")):
        worth -= 0.4
    if SHOUT.search(text):
        worth -= 0.3
    if text.endswith(("?", "!")) or "'" in text or "‘" in text:
        worth -= 0.1
    if len(words) < 3 or len(text) > LONGEST_TITLE:
        worth -= 0.3
    return worth
