"""Words with exact places, cut as Universal Dependencies cuts English: clitics, hyphens and marks apart, abbreviations with their stop."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from rashomon.lang import resources

MARKS = (  # combining marks of Latin, Cyrillic, Hebrew, Arabic, Devanagari; joiners
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08e3-\u08ff\u0900-\u0903\u093a-\u094f\u200c\u200d\ufe0f"
)
LONGEST_ABBREVIATION = 10
WORD = rf"[^\W_]++(?:[{MARKS}]++[^\W_]*+)*+"
PREFIXED = (
    r"(?<![\w-])(?:[Nn]on|[Aa]nti|[Cc]o|[Pp]re|[Pp]ost|[Pp]ro|[Rr]e|[Ee]x|[Ee]|[Mm]id|[Oo]ver|[Mm]ulti|[Cc]ounter|[Ss]ub|[Ss]emi|[Mm]ini|[Nn]eo|[Ii]nter|[Ii]ntra"
    r"|[Uu]n|[Pp]an|[Mm]icro|[Uu]ltra|[Pp]seudo|[Qq]uasi)-[a-z]{2}[a-z]*(?![\w])"
)
PIECE = re.compile(
    rf"""
    (?P<plain>[^\W\d_]++(?=[\s,;)\]]))
  | (?P<link>(?:https?://|www\.)[^\s<>"“”]{{1,500}}|[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,5}})
  | (?P<tag>[@\#][^\W\d]\w*)
  | (?P<money>\b(?:US|A|AU|C|CA|HK|NT|NZ|S|R|N|Z|J|TT)\$)
  | (?P<letters>\b(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b(?!['’]))?)
  | (?P<number>\d+(?:[.,:/]\d+)*)(?P<unit>[^\W\d_][^\W_]*)?
  | (?P<prefixed>{PREFIXED})
  | (?P<word>{WORD}(?:['’ʼ]{WORD})*['’]?)
  | (?P<marks>\.{{2,}}|…+|-{{2,}}|—+|–+|[!?]{{2,}}|\*+|_+|=+|~+|``|'')
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
CLITIC = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "lemme": 3, "gimme": 3, "dunno": 2}
CUT_UNITS = frozenset(
    "am pm km kg kgs kms m cm mm ft lb lbs mph kph kmh mg g ml mw gw kw kwh mhz ghz gb mb tb bn mn tn mln bln hrs hr min mins"
    " sec secs yrs yr yo oz mi in sq k".split()
)


def kind_of(word: str) -> str | None:
    """The class of an abbreviation given without its last stop; in a line of capitals titles and months count too (GEN., OCT.)."""
    known = abbreviations()
    kind = known.get(word)
    if kind is None and 2 < len(word) < 6 and word.isupper():
        kind = known.get(word.title())
        return kind if kind in {"title", "month"} else None
    return kind


@functools.cache
def abbreviations() -> dict[str, str]:
    """Abbreviation, without its last stop, to its class; several classes give the first."""
    found: dict[str, str] = {}
    for kind, words in resources.rows("analysis/data/abbreviations.tsv"):
        for word in words.split():
            found.setdefault(word.rstrip("."), kind)
    return found


def tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the words in text[start:end], in order; every character that is no space belongs to exactly one."""
    found: list[tuple[int, int]] = []
    for m in PIECE.finditer(text, start, end):
        a, b = m.span()
        if found and found[-1][1] > a:  # an abbreviation took the stop
            continue
        kind = m.lastgroup
        if kind == "plain":  # nearly every word: letters before a space or a comma
            if b - a > 6 or text[a:b].lower() not in JOINED:
                found.append((a, b))
            else:
                found.extend(_clitics(text, a, b))
        elif kind == "word":
            found.extend(_word(text, a, b, end))
        elif kind == "unit" and m.group("unit").lower() in CUT_UNITS:
            found.extend(((a, m.end("number")), (m.start("unit"), b)))
        elif kind == "link":
            stop = b
            while stop > a + 1 and text[stop - 1] in ".,;:!?)]}'\"’":
                stop -= 1
            found.append((a, stop))
            found.extend((i, i + 1) for i in range(stop, b))
        else:
            found.append((a, b))
    return found


def _word(text: str, a: int, b: int, end: int) -> Iterator[tuple[int, int]]:
    if text[b - 1] in "'’":
        yield from _clitics(text, a, b - 1)
        yield b - 1, b
    elif b < end and text[b] == "." and b - a <= LONGEST_ABBREVIATION and text[b + 1 : b + 2] != "." and _keeps_stop(text, a, b):
        yield a, b + 1
    else:
        yield from _clitics(text, a, b)


def _keeps_stop(text: str, a: int, b: int) -> bool:
    word = text[a:b]
    kind = kind_of(word)
    after = text[b + 1 : b + 3]
    if kind is None:  # an initial: "J. Smith"
        return b - a == 1 and word.isupper() and (after[:1] in {" ", ""} or (after[1:] == "." and after[:1].isupper()))
    if kind == "number":
        return after.strip()[:1].isdigit()
    if kind == "place":  # "Springfield, Ill." but not "he was ill."
        return text[max(0, a - 2) : a] == ", "
    return not after[:1].isalnum() or kind == "title"


def _clitics(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    """A word and its clitics: do|n't, John|'s, he|'d|'ve, can|not."""
    cuts: list[int] = []
    stop = b
    while stop - a > 2:
        m = CLITIC.search(text, max(a, stop - 4), stop)
        if m is None or m.start() <= a:
            break
        cuts.append(m.start())
        stop = m.start()
    cut = JOINED.get(text[a:stop].lower()) if stop - a < 10 else None
    if cut:
        cuts.append(a + cut)
    at = a
    for place in reversed(cuts):
        yield at, place
        at = place
    yield at, b
