"""Says in one sentence what the reports differ on, who says what, and nothing about who is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.account.grounding import grounded, ungrounded
from rashomon.account.telling import Reader, content_words, one_line, trimmed
from rashomon.model import Citation, Conflict, Findings, Side, Span, Statement, StoryGroup

MOST_WORDS = 14
LONGEST_EXCERPT = 26
MOST_SIDES = 6
AROUND = 10
COUNTS = ("value", "scope", "precision", "as_of")
WORD = re.compile(r"\w+")
INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
CREDITING = re.compile(r"^(?:according to|citing|per|said|says)\s+", re.IGNORECASE)
BRACKETS = re.compile(r"\s*\([^()]*\)$")


def ranked(findings: Findings) -> list[Conflict]:
    """The conflicts that a summary tells, those that matter most first: hard, of many articles, about what happened.

    How a thing was put and how a name is spelled is left to the parts of the account that show wordings and names.
    """
    told = [conflict for conflict in findings.conflicts if conflict.kind not in ("wording", "name")]
    minor = ("precision", "as_of", "role", "attribution")
    return sorted(
        told,
        key=lambda c: (not c.hard, c.kind in minor, -len({at.article for side in c.sides for at in side.citations}), -c.score, c.id),
    )


def statement(conflict: Conflict, group: StoryGroup, reader: Reader, findings: Findings) -> Statement | None:
    """The sentence for one conflict: the fullest form of it whose numbers and names all stand in what it cites; None when none does."""
    sides = [side for side in conflict.sides if side.citations][:MOST_SIDES]
    if len(sides) < 2:
        return None
    citations = tuple(dict.fromkeys(_plain(at) for side in sides for at in _one_an_origin(side, group)))
    for text in _forms(conflict, sides, group, reader, findings):
        made = Statement(text, citations)
        if grounded(made, reader):
            return made
    return None


def _plain(at: Citation) -> Citation:
    return Citation(at.article, at.start, at.end, at.text)


def _one_an_origin(side: Side, group: StoryGroup) -> list[Citation]:
    origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
    seen: set[int] = set()
    kept = []
    for at in side.citations:
        origin = origin_of.get(at.article, -1)
        if origin not in seen:
            seen.add(origin)
            kept.append(at)
    return kept[:3]


def _forms(conflict: Conflict, sides: Sequence[Side], group: StoryGroup, reader: Reader, findings: Findings) -> Iterator[str]:
    about = BRACKETS.sub("", one_line(conflict.about)).rstrip(". ")
    if conflict.kind == "status":
        about = about.partition(": ")[0]
    openings = [f"Reports differ on {about}: ", f"Reports differ on {about[:1].lower()}{about[1:]}: "] if about else []
    for head in dict.fromkeys((*openings, "Reports differ: ")):
        for credit in (True, False):
            told = []
            for before, side in enumerate(sides):
                value, quoted = _value(side, reader, findings, kind=conflict.kind)
                who, many = _who(replace(side, citations=(quoted,)) if quoted else side, group, reader, before)
                source = _credited(side, findings) if credit and quoted is None else None
                by = f", citing {source}," if source else ""
                told.append(f"{who}{by} {'say' if many else 'says'} {value}")
            yield head + "; ".join(told) + "."


def _who(side: Side, group: StoryGroup, reader: Reader, before: int) -> tuple[str, bool]:
    """Who says it, and whether that is more than one. No number of reports is named: each number must be a cited one."""
    names = _outlets(side, group, reader)
    if names:
        return _joined(names), len(names) > 1
    if len({at.article for at in side.citations}) > 1:
        return ("others" if before else "some reports"), True
    return ("another" if before else "a report"), False


def _outlets(side: Side, group: StoryGroup, reader: Reader) -> list[str]:
    articles = [at.article for at in _one_an_origin(side, group)]
    found = [reader.analyses[id].article.outlet for id in articles if id in reader.analyses]
    return list(dict.fromkeys(one_line(outlet) for outlet in found if outlet))


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _credited(side: Side, findings: Findings) -> str | None:
    """Whom all of this side's numbers are credited to, when it is one and the same."""
    places = {(at.article, at.start, at.end) for at in side.citations}
    sources = []
    for figure in findings.figures:
        if figure.relation != "conflict":
            continue
        for mention in figure.mentions:
            if any(mention.article == article and start <= mention.start and mention.end <= end for article, start, end in sorted(places)):
                sources.append(mention.attributed_to)
    return CREDITING.sub("", one_line(sources[0])) if sources and sources[0] and len(set(sources)) == 1 else None


def _value(side: Side, reader: Reader, findings: Findings, *, kind: str) -> tuple[str, Citation | None]:
    """What a side says: in its own short words where its citations hold them, else quoted from one of them, which is then returned too."""
    says = one_line(side.says).rstrip(".")
    cited = reader.cited_text(side.citations)
    held = says and content_words(says) <= content_words(" ".join(cited)) and not ungrounded(says, cited)
    if held and len(says.split()) <= MOST_WORDS and kind != "status":
        return (_lowered(says, reader.small_words) if kind in COUNTS else says), None
    at = _number_in(side, findings) if kind in COUNTS else min(side.citations, key=lambda c: _outlet(c, reader) is None)
    return f"“{excerpt(at, reader).translate(INNER)}”", at


def _outlet(at: Citation, reader: Reader) -> str | None:
    return reader.analyses[at.article].article.outlet if at.article in reader.analyses else None


def _number_in(side: Side, findings: Findings) -> Citation:
    """The side's first citation, narrowed to the contested number in it where there is one."""
    for at in side.citations:
        for figure in findings.figures:
            for mention in figure.mentions if figure.relation == "conflict" else ():
                if mention.article == at.article and at.start <= mention.start and mention.end <= at.end:
                    return _plain(mention)
    return side.citations[0]


def _lowered(text: str, known: frozenset[str]) -> str:
    """A count with small letters where only its place gave it capitals: at its beginning, or all through it in a headline."""
    words = [word for word in WORD.findall(text) if word[0].isalpha()]
    headline = all(word[0].isupper() for word in words)
    made = WORD.sub(lambda found: found.group().lower() if found.group().lower() in known else found.group(), text)
    return made if headline else (made[:1] + text[1:])


def excerpt(at: Citation, reader: Reader) -> str:
    """The words around a citation, short enough to stand in a list: its clause, its sentence, or a part of it with an ellipsis."""
    sentences = reader.sentences(at)
    analysis = reader.analyses.get(at.article)
    if analysis is None or not sentences:
        return one_line(at.text)
    text = analysis.article.text
    whole = trimmed(analysis, Span(sentences[0][1].start, sentences[-1][1].end))
    clauses = [c for c in analysis.claims if c.start <= at.start and at.end <= c.end and c.end - c.start < LONGEST_EXCERPT * 7]
    for clause in sorted(clauses, key=lambda c: (c.start - c.end, c.start)):
        words = one_line(text[clause.start : clause.end])
        if 4 <= len(words.split()) <= LONGEST_EXCERPT:
            return words.rstrip(" .,;:")
    start, end = (whole.start, whole.end) if whole else (at.start, at.end)
    before, after = one_line(text[start : max(start, at.start)]).split(), one_line(text[max(start, at.start) : end]).split()
    if len(before) + len(after) <= LONGEST_EXCERPT:
        return " ".join((*before, *after)).rstrip(" .,;:")
    kept = before[-AROUND:] if len(before) > AROUND else before
    rest = after[: LONGEST_EXCERPT - len(kept)]
    lead, tail = ("… " if len(kept) < len(before) else ""), (" …" if len(rest) < len(after) else "")
    return lead + " ".join((*kept, *rest)).rstrip(" .,;:") + tail
