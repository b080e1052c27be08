"""People, organisations and places of a story: their names in all spellings, their roles, and who of them matters.

People matter who speak, who are named in full in the reports' own sentences, or whom several reports name; a first name in passing, a
report's author and people in page furniture do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from rashomon.lang import resources
from rashomon.model import Analysis, Citation, Entity, Mention, Sentence, Span
from rashomon.reconcile import lexicon, naming
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.identity import identify
from rashomon.reconcile.referents import Referent, merged, role_spans

PASSING = frozenset({"furniture", "caption"})
LONGEST_ROLE = 90  # characters
LONGEST_TITLE = 60
_TITLE_WORDS = re.compile(r"(?:[A-Za-z]+(?:-[A-Z][a-z]+)?\.? ){1,5}$")
_CREDIT = re.compile(r"\([^()]{0,80}(?:/|\b(?:Photo|File|Image|Picture)\b)[^()]{0,80}\)")
LABEL = 7  # words
SHORT_RANKS = frozenset(resources.lines("reconcile/data/short_ranks.txt"))
LONE = 5  # mentions that make a lone first name or surname matter


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(resources.lines("reconcile/data/honorifics.txt"))


@cache
def _offices() -> frozenset[str]:
    return frozenset(resources.lines("reconcile/data/offices.txt"))


def _in_passing(evidence: Evidence, article: int, mention: Mention) -> bool:
    """Whether a mention stands in page furniture, a caption, or a credit."""
    analysis = evidence.analyses[article]
    if any(b.start <= mention.start < b.end for b in analysis.boilerplate):
        return True
    near = max(0, mention.start - 90)
    if any(c.start() <= mention.start < c.end() for c in _CREDIT.finditer(analysis.article.text, near, mention.end + 90)):
        return True
    if not analysis.sentences:
        return False
    sentence = analysis.sentences[evidence.sentence_at(article, mention.start)]
    return sentence.role in PASSING or _label(analysis, sentence)


def _label(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a short body line has no verb: a byline or a credit, not a statement."""
    tokens = analysis.tokens[sentence.first : sentence.last]
    words = [t for t in tokens if t.text[:1].isalnum()]
    return sentence.role == "body" and len(words) <= LABEL and all(t.tag not in ("VERB", "AUX", "X") for t in words)


def _author(analysis: Analysis, name: str) -> bool:
    return any(naming.parts(name) == naming.parts(author) for author in analysis.article.authors)


def _title(analysis: Analysis, mention: Mention) -> tuple[str, bool]:
    """The words of honour, rank or office right before a name, as they stand there, and whether they are part of a name's form.

    Honorifics and ranks are ("Lt. Gen. Anna Berg"); an office is only before a surname alone ("President Berg").
    """
    before = analysis.article.text[max(0, mention.start - LONGEST_TITLE) : mention.start]
    words = _TITLE_WORDS.search(before)
    found = words.group().split() if words else []
    ranks = 0
    while ranks < len(found) and found[-1 - ranks].strip(".").lower() in _honorifics() and found[-1 - ranks][0].isupper():
        ranks += 1
    if ranks:
        return " ".join(found[-ranks:]), True
    for count in (2, 1):
        office = " ".join(found[-count:])
        if len(found) >= count and office[0].isupper() and office.replace(".", "").lower() in _offices():
            return office, len(naming.parts(mention.text)) == 1
    return "", False


def _forms(analysis: Analysis, mention: Mention) -> list[str]:
    """The name as it stands, with its title where readers take that as part of the name; a first name before a shared surname with both."""
    text = analysis.article.text
    if len(naming.parts(mention.text)) == 1:
        joint = next((m for m in analysis.mentions if m.start >= mention.end and m.type == "person"), None)
        if joint is not None and naming.joined_by_and(text[mention.end : joint.start]) and len(naming.parts(joint.text)) == 2:
            return [naming.bare(text[mention.start : joint.end])]
    name = naming.bare(mention.text)
    title, part = _title(analysis, mention)
    return [f"{title} {name}"] if part else [name]


def _aliases(evidence: Evidence, referent: Referent) -> tuple[str, ...]:
    """Every form of the name, the most frequent first."""
    counts: Counter[str] = Counter()
    for x in referent.locals:
        for m in x.mentions:
            if m.kind == "name" and not _in_passing(evidence, x.article, m):
                counts.update(_forms(evidence.analyses[x.article], m))
    counts[referent.name] += 1
    return tuple(sorted(counts, key=lambda form: (form != referent.name, -counts[form], form)))


def _role(analysis: Analysis, span: Span) -> str:
    """A role on one line: whole words, without the rank or honorific at its end."""
    text, start = analysis.article.text, span.start
    while start > 0 and text[start - 1] in "-‐‑" and start > 1 and text[start - 2].isalpha():  # "director-general" cut at its hyphen
        start -= 2
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    words = text[start : span.end].split()
    while words and words[-1].strip(".,").lower() in SHORT_RANKS:
        words.pop()
    return " ".join(words).strip(" ,.;:")


def _roles(evidence: Evidence, referent: Referent) -> tuple[str, ...]:
    """What the reports call the person, without ranks and honorifics, each once, the most frequent first."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for x in referent.locals:
        analysis = evidence.analyses[x.article]
        for span in role_spans(analysis, x):
            text = _role(analysis, span)
            if not text or len(text) > LONGEST_ROLE or all(w.strip(".,").lower() in _honorifics() for w in text.split()):
                continue
            key = naming.fold(text)
            counts[key] += 1
            shown.setdefault(key, text)
    return tuple(shown[k] for k in sorted(counts, key=lambda k: (-counts[k], k)))


def _speakers(evidence: Evidence) -> set[tuple[int, int]]:
    return {(i, q.chain) for i, a in enumerate(evidence.analyses) for q in a.quotes if q.chain >= 0}


def _matters(evidence: Evidence, referent: Referent, speakers: set[tuple[int, int]]) -> bool:
    """Whether the story's readers need this person, organisation or place."""
    own = [(x.article, m) for x in referent.locals for m in x.mentions if m.kind == "name" and not _in_passing(evidence, x.article, m)]
    if not own or set(naming.parts(referent.name)) <= lexicon.function_words():
        return False
    if referent.type != "person":
        return len(referent.articles) > 1 or len(own) > 2
    if all(_author(evidence.analyses[x.article], referent.name) for x in referent.locals):
        return False
    if any((x.article, x.chain) in speakers for x in referent.locals):
        return True
    if len(naming.parts(referent.name)) > 1:
        return True
    titled = any(_title(evidence.analyses[i], m)[0] for i, m in own)
    return titled or len(own) >= LONE


def _mentions(evidence: Evidence, referent: Referent) -> tuple[Citation, ...]:
    places = sorted({(x.article, m.start, m.end) for x in referent.locals for m in x.mentions if m.kind != "pronoun"})
    return tuple(evidence.cite(article, start, end) for article, start, end in places)


def entities(evidence: Evidence, found: Sequence[Referent] | None = None) -> tuple[Entity, ...]:
    """Who and what the story is about, the most named first. `found` are the story's referents, where they are known already."""
    speakers = _speakers(evidence)
    found = merged(evidence) if found is None else found
    kept = [r for r in found if r.type in ("person", "organisation", "place") and _matters(evidence, r, speakers)]
    out = []
    for r in kept:
        mentions = _mentions(evidence, r)
        out.append(
            Entity(
                identify("e", mentions, r.type),
                r.name,
                r.type,
                _aliases(evidence, r),
                _roles(evidence, r) if r.type == "person" else (),
                mentions,
                tuple(r.reasons),
            )
        )
    return tuple(sorted(out, key=lambda e: (-len({m.article for m in e.mentions}), -len(e.mentions), e.type, e.name, e.id)))
