"""The body of a page: trafilatura's strict reading, with the paragraphs that it left out put back, without the site's own lines.

Strict reading (`favor_precision`) keeps out what stands around an article, but now and then a paragraph of the article too. Where the page
has sentences between those that were read, a second, usual reading is made, and its lines between the first and the last that both
have are taken.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rashomon.lang import resources

SENTENCE = re.compile(r"""[.!?…。！？।؟]["'”’)\]]*\Z""")
FEWEST_WORDS = 8  # of a paragraph that is missed; shorter ones are captions and labels as often as text
LONGEST_INVITATION = 45  # words; a longer line that speaks of a newsletter is about it


def read_body(markup: str, tree: Any) -> list[str]:
    """The lines of the body, headings among them, as far as the page shows them. Raises what trafilatura raises."""
    import trafilatura

    lines = _lines(trafilatura.extract(markup, include_comments=False, favor_precision=True))
    if not lines or _misses(tree, lines):
        lines = _joined(lines, _lines(trafilatura.extract(markup, include_comments=False)))
    return [line for line in lines if not is_furniture(line)]


def is_furniture(line: str) -> bool:
    """Whether a line is a label of links ("Related: ...") or an invitation ("Sign up for our newsletter")."""
    bare = line.lower().replace("’", "'").lstrip("-*#>•| ")
    if re.split(r"\s*(?::|\.{3}|…)|\s+in \w+\Z", bare, maxsplit=1)[0].strip() in _phrases("label"):
        return True
    return len(bare.split()) < LONGEST_INVITATION and all(any(p in bare for p in _phrases(kind)) for kind in ("call", "channel"))


def _lines(body: str | None) -> list[str]:
    return [line for line in map(_plain, (body or "").splitlines()) if line]


def _plain(line: str) -> str:
    """A line without the bars that stand for a table's cells: many older pages lay out their whole text in one table."""
    bare = line.strip()
    if bare.startswith("|"):
        bare = re.sub(r"\s*\|(?:\s*\|)*\s*", " | ", bare).strip(" |")
    return "" if re.fullmatch(r"[-| :]*", bare) else bare


def _misses(tree: Any, lines: list[str]) -> bool:
    """Whether the page has a paragraph of sentences between two that were read which was not read."""
    have = re.sub(r"\W+", "", " ".join(lines)).lower()
    texts = (" ".join(" ".join(p.itertext()).split()) for p in tree.iter("p"))
    read = [re.sub(r"\W+", "", t).lower() in have for t in texts if len(t.split()) >= FEWEST_WORDS and SENTENCE.search(t)]
    if True not in read:
        return False
    first, last = read.index(True), len(read) - read[::-1].index(True)
    return not all(read[first:last])


def _joined(strict: list[str], usual: list[str]) -> list[str]:
    """The strict lines with the usual ones that stand between them; whichever reading there is where they share too little."""
    kept = set(strict)
    shared = [place for place, line in enumerate(usual) if line in kept]
    if not strict:
        return usual
    if 2 * len(shared) < len(strict):
        return strict
    first, last = shared[0], shared[-1]
    joined = [
        line
        for place, line in enumerate(usual)
        if line in kept or (first < place < last and len(line.split()) >= FEWEST_WORDS and SENTENCE.search(line))
    ]
    return joined if len(" ".join(joined).split()) >= len(" ".join(strict).split()) else strict


@cache
def _phrases(kind: str) -> frozenset[str]:
    rows = (line.partition("\t") for line in resources.lines("ingest/data/furniture.tsv"))
    return frozenset(phrase.strip() for name, _, phrase in rows if name == kind)
