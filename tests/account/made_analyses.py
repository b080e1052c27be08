"""Analyses made by hand: sentences cut at full stops, times and claims looked up by their words."""

from __future__ import annotations

import re

from rashomon.model import Analysis, Article, Citation, Claim, Sentence, Slot, Span, StoryGroup, TimeExpression

END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")


def analysis(id: str, text: str, outlet: str | None = None, language: str = "en") -> Analysis:
    """An analysis with a headline and body sentences; the first line is the headline."""
    title = text.split("\n", 1)[0]
    cuts, start = [], 0
    for match in END.finditer(text):
        cuts.append((start, match.start()))
        start = match.end()
    cuts.append((start, len(text)))
    sentences = tuple(Sentence(a, b, 0, 0, "headline" if a == 0 else "body") for a, b in cuts if text[a:b].strip())
    article = Article(id, text, f"{id}.txt", outlet, title, Span(0, len(title)), language=language)
    return Analysis(article, sentences=sentences if language == "en" else ())


def with_time(made: Analysis, words: str, value: str, *, clause: str | None = None, subject: str = "", verb: str = "be") -> Analysis:
    """The same analysis with one more time expression, held by a claim where a clause is given."""
    text = made.article.text
    start = text.index(words)
    time = TimeExpression(start, start + len(words), words, value)
    claims = made.claims
    if clause is not None:
        at, named = text.index(clause), text.index(subject, text.index(clause))
        sentence = next(i for i, s in enumerate(made.sentences) if s.start <= at < s.end)
        slot = Slot(named, named + len(subject), subject, subject.casefold())
        claim = Claim(
            f"c{len(claims)}",
            at,
            at + len(clause),
            sentence,
            verb,
            Span(named + len(subject) + 1, named + len(subject) + 2),
            subject=slot,
            times=(len(made.times),),
        )
        claims = (*claims, claim)
    return Analysis(made.article, sentences=made.sentences, times=(*made.times, time), claims=claims, boilerplate=made.boilerplate)


def cite(made: Analysis, words: str) -> Citation:
    """The citation of some words."""
    start = made.article.text.index(words)
    return made.article.cite(start, start + len(words))


def group(*made: Analysis, origins: tuple[tuple[str, ...], ...] = ()) -> StoryGroup:
    """A story of these articles, each an origin of its own unless told otherwise."""
    ids = tuple(sorted(item.article.id for item in made))
    return StoryGroup(ids[0], ids, origins or tuple((id,) for id in ids))
