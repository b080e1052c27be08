"""The words around a citation, short enough to stand in a list."""

from __future__ import annotations

from rashomon.account.telling import Reader, one_line, trimmed
from rashomon.model import Citation, Span

LONGEST = 26
BEFORE = 10
LONGEST_CLAUSE = 180
OUTER = " .,;:"


def around(at: Citation, reader: Reader) -> str:
    """The clause of a citation, else its sentence, else a part of that with an ellipsis where words are left out. Cut out, never worded."""
    sentences, analysis = reader.sentences(at), reader.analyses.get(at.article)
    if analysis is None or not sentences:
        return one_line(at.text)
    text = analysis.article.text
    clauses = [c for c in analysis.claims if c.start <= at.start and at.end <= c.end and c.end - c.start <= LONGEST_CLAUSE]
    for clause in sorted(clauses, key=lambda c: (c.start - c.end, c.start)):
        words = one_line(text[clause.start : clause.end])
        if 4 <= len(words.split()) <= LONGEST:
            return words.strip(OUTER)
    whole = trimmed(analysis, Span(sentences[0][1].start, sentences[-1][1].end))
    start, end = (whole.start, whole.end) if whole else (at.start, at.end)
    before, after = one_line(text[start : max(start, at.start)]).split(), one_line(text[max(start, at.start) : end]).split()
    if len(before) + len(after) <= LONGEST:
        return " ".join((*before, *after)).strip(OUTER)
    kept = before[-BEFORE:]
    rest = after[: LONGEST - len(kept)]
    lead, tail = ("… " if len(kept) < len(before) else ""), (" …" if len(rest) < len(after) else "")
    return lead + " ".join((*kept, *rest)).strip(OUTER) + tail
