"""Readings made by hand: reports with the layers that a test needs, without the analysis."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.lang import vectors
from rashomon.model import Analysis, Article, Chain, Mention, Quote, Sentence, Span, Token
from rashomon.reconcile.evidence import Evidence

WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")


def reading(
    name: str,
    sentences: Sequence[str],
    *,
    people: Mapping[str, Sequence[str]] | None = None,
    bodies: Mapping[str, Sequence[str]] | None = None,
    quotes: Sequence[tuple[str, str | None, bool]] = (),
    nouns: str = "",
    adjectives: str = "",
    roles: Mapping[int, str] | None = None,
) -> Analysis:
    """A report, a line a sentence. `people` and `bodies` map a full name to its forms, `quotes` are (words, speaker, direct)."""
    text = "\n".join(sentences)
    tags = dict.fromkeys(nouns.split(), "NOUN") | dict.fromkeys(adjectives.split(), "ADJ")
    tokens: list[Token] = []
    lines: list[Sentence] = []
    at = 0
    for number, line in enumerate(sentences):
        first = len(tokens)
        for m in WORD.finditer(line):
            tokens.append(Token(at + m.start(), at + m.end(), m.group(), m.group().lower(), tags.get(m.group(), "X"), sentence=number))
        lines.append(Sentence(at, at + len(line), first, len(tokens), (roles or {}).get(number, "body")))
        at += len(line) + 1
    mentions: list[Mention] = []
    chains: list[Chain] = []
    for kind, listed in (("person", people or {}), ("organisation", bodies or {})):
        for full, forms in listed.items():
            mine = []
            for form in sorted(forms, key=len, reverse=True):
                for m in re.finditer(rf"\b{re.escape(form)}\b", text):
                    if not any(x.start <= m.start() < x.end for x in mentions):
                        mine.append(len(mentions))
                        mentions.append(Mention(m.start(), m.end(), form, kind, "name", _title(text, m.start()), len(chains)))
            chains.append(Chain(kind, full, tuple(sorted(mine, key=lambda i: mentions[i].start))))
    order = sorted(range(len(mentions)), key=lambda i: mentions[i].start)
    place = {old: new for new, old in enumerate(order)}
    chains = [Chain(c.type, c.name, tuple(place[i] for i in c.mentions), c.roles) for c in chains]
    by_name = {c.name: k for k, c in enumerate(chains)}
    said = [
        Quote(text.index(words), text.index(words) + len(words), words, direct, speaker, chain=by_name.get(speaker or "", -1))
        for words, speaker, direct in quotes
    ]
    return Analysis(
        Article(name, text),
        tuple(tokens),
        tuple(lines),
        tuple(mentions[i] for i in order),
        tuple(chains),
        quotes=tuple(sorted(said, key=lambda q: q.start)),
    )


def _title(text: str, start: int) -> Span | None:
    """A title of capitalised words with full stops, or one of a few offices, right before a name."""
    m = re.search(r"((?:Gen\.|Maj\.|Dr\.?|Mr|Mrs|President|Mayor) ?)+$", text[:start])
    return Span(m.start(), m.start() + len(m.group().rstrip())) if m else None


def _line(a: Analysis, number: int) -> str:
    return a.article.text[a.sentences[number].start : a.sentences[number].end]


def story(*readings: Analysis, origins: Sequence[Sequence[str]] = (), embedded: bool = True) -> Evidence:
    """The evidence of a story; `embedded` gives each sentence its vector."""
    texts = sorted({_line(a, i) for a in readings for i in range(len(a.sentences))}) if embedded else []
    rows = dict(zip(texts, vectors.embed(texts), strict=True))
    made = {(a.article.id, i): rows[_line(a, i)] for a in readings for i in range(len(a.sentences)) if embedded}
    return Evidence(readings, origins, made)
