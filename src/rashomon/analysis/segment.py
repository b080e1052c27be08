"""Sentences and their words.

A sentence never runs over a line break, unless the lines are one paragraph wrapped at a fixed width; a line without a stop is a sentence
of its own. Inside a line the words decide: a stop ends a sentence by what it stands after (a word, a title, a month, a firm, an initial)
and before.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.analysis import tokenise
from rashomon.analysis.annotator import Annotator
from rashomon.lang import resources
from rashomon.model import Analysis, Sentence, Token

LONGEST = 250  # words; a longer "sentence" (a table, a line of a megabyte) is cut, so that reading it stays linear
STOPS = frozenset((".", "!", "?", "…", "...", "....", "..", "。", "！", "？", "؟", "۔", "।"))
CLOSERS = frozenset(('"', "”", "’", "'", "''", ")", "]", "}", "»", "›", "*"))
OPENERS = frozenset(('"', "“", "‘", "'", "``", "(", "[", "{", "«", "‹", "*", "—", "–", "-", "•"))
ZONES = frozenset("EST EDT ET PST PDT PT CST CDT CT MST MDT GMT BST CET CEST UTC IST JST Eastern Pacific Central Mountain".split())
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon. Tue. Tues. Wed. Thu. Thurs. Fri. Sat. Sun."
    " January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep."
    " Sept. Oct. Nov. Dec.".split()
)
NO_NAMES = frozenset("The This That These Those They But And It His Her Their However Then".split())
SPEECH = frozenset(
    "said says asked asks told tells added adds replied replies wrote writes shouted shouts cried cries exclaimed wondered answered yelled"
    " demanded tweeted continued recalled joked laughed chanted inquired responded pleaded insisted explained declared".split()
)
BLOCK = re.compile(r"(?:[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+)")
BLANK = re.compile(r"\n[ \t\r]*\n|\u2029")
Place = tuple[int, int]


@functools.cache
def openers() -> frozenset[str]:
    """Capitalised words that open sentences."""
    return frozenset(word for line in resources.lines("analysis/data/openers.txt") for word in line.split())


def segment(text: str) -> tuple[tuple[Sentence, ...], tuple[Token, ...]]:
    """All sentences and tokens of a text, in order; tokens have no tag, head or lemma yet."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for start, end in lines(text):
        words = tokenise.tokens(text, start, end)
        for first, last in cut(text, words):
            at = len(tokens)
            tokens.extend(Token(a, b, text[a:b], sentence=len(sentences)) for a, b in words[first:last])
            sentences.append(Sentence(words[first][0], words[last - 1][1], at, len(tokens)))
    return tuple(sentences), tuple(tokens)


def lines(text: str) -> Iterator[Place]:
    """The places of what stands together: a line, or the lines of a paragraph that was wrapped at a fixed width."""
    found = [m.span() for m in BLOCK.finditer(text)]
    at = 0
    while at < len(found):
        stop = at + 1
        while stop < len(found) and not BLANK.search(text, found[stop - 1][1], found[stop][0]):
            stop += 1
        block = [(a, b) for a, b in found[at:stop] if not text[a:b].isspace()]
        if wrapped(text, block):
            yield block[0][0], block[-1][1]
        else:
            yield from block
        at = stop


def wrapped(text: str, block: Sequence[Place]) -> bool:
    """Whether lines without a blank line between them are one paragraph: of about one width, and some go on in lower case."""
    if len(block) < 2:
        return False
    widths = [b - a for a, b in block[:-1]]
    if min(widths) < 40 or max(widths) > 110 or block[-1][1] - block[-1][0] > max(widths) + 15:
        return False
    if max(widths) - min(widths) > 25:
        return False
    goes_on = sum(text[b - 1] not in '.!?:;"”' and text[a2 : a2 + 1].islower() for (_, b), (a2, _) in itertools.pairwise(block))
    return goes_on * 3 >= len(block) - 1


def cut(text: str, words: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """The sentences of one line as ranges [first, last) of its words."""
    first = 0
    i = 0
    n = len(words)
    quotes = 0
    while i < n:
        word = text[words[i][0] : words[i][1]] if words[i][1] - words[i][0] < 12 else ""
        quotes += word == '"'
        last = _end(text, words, i, word, first=first, quotes=quotes) if word and (word in STOPS or word[-1] in ".!?") else 0
        if last:
            quotes += sum(text[a:b] == '"' for a, b in words[i + 1 : last])
            yield first, last
            first = i = last
            continue
        i += 1
        if i - first >= LONGEST:
            last = _soft_break(text, words, first, i)
            yield first, last
            first = last
    if first < n:
        yield first, n


def _soft_break(text: str, words: Sequence[Place], first: int, end: int) -> int:
    """Where an endless sentence is cut: behind its last comma or semicolon, or where it is."""
    for i in range(end - 1, first + LONGEST // 2, -1):
        if text[words[i][0] : words[i][1]] in {",", ";", "|", "•", ":"}:
            return i + 1
    return end


def _end(text: str, words: Sequence[Place], i: int, word: str, *, first: int, quotes: int) -> int:
    """The end of the sentence whose stop is words[i], as an index behind its closing marks; 0 when it goes on."""
    n = len(words)
    j = i + 1
    quoted = False
    while j < n:
        mark = text[words[j][0] : words[j][1]]
        glued = words[j][0] == words[j - 1][1]
        if mark in STOPS and glued:
            word = mark if word == "." else word
        elif mark == "[" and _reference(text, words, j):
            j += 2
        elif mark in CLOSERS and (glued or (mark == '"' and quotes % 2 == 1)) and not _opens(text, words, j, quotes):
            quoted = quoted or mark not in ")]}"
            quotes += mark == '"'
        else:
            break
        j += 1
    if j == n:
        return n
    if words[j][0] == words[j - 1][1]:
        return j if _missing_space(text, words, i, j, word) else 0
    o = j
    while o < n - 1 and o < j + 3 and text[words[o][0] : words[o][1]] in OPENERS:
        o += 1
    following = text[words[o][0] : min(words[o][1], words[o][0] + 40)]
    if following == "." or (following[0].islower() and not any(c.isupper() for c in following[1:3])):
        return 0
    if i - first == 1 and word == "." and _numbering(text[words[first][0] : words[first][1]]):
        return 0
    if i - first < 4 and tokenise.kind_of(word[:-1]) == "clock":  # "At 5 p.m. Ada Cole came."
        return 0
    return j if _ends(text, words, i, o, word, following=following, quoted=quoted) else 0


def _reference(text: str, words: Sequence[Place], j: int) -> bool:
    """Whether words[j:j + 3] is a reference such as [12]."""
    if j + 2 >= len(words) or not text[words[j + 1][0] : words[j + 1][1]].isdigit():
        return False
    return text[words[j + 2][0] : words[j + 2][1]] == "]"


def _opens(text: str, words: Sequence[Place], j: int, quotes: int) -> bool:
    """Whether a straight mark opens what follows: it touches the next word and not an odd mark before."""
    a, b = words[j]
    if text[a:b] not in {'"', "'"}:
        return False
    touches_next = j + 1 < len(words) and words[j + 1][0] == b
    touches_last = words[j - 1][1] == a
    return touches_next and (not touches_last or (text[a:b] == '"' and quotes % 2 == 0))


def _numbering(word: str) -> bool:
    return word.isdigit() or (len(word) == 1 and word.isalpha() and word != "I") or (len(word) < 5 and set(word) <= set("ivxIVX"))


def _missing_space(text: str, words: Sequence[Place], i: int, j: int, word: str) -> bool:
    """ "the vote.The minister": a lower-case word, a stop, a capitalised word, and no space."""
    if word not in {".", "!", "?"} or i == 0 or words[i][0] != words[i - 1][1]:
        return False
    before, after = text[words[i - 1][0] : words[i - 1][1]], text[words[j][0] : words[j][1]]
    behind = text[words[j][1] : words[j][1] + 1]
    return len(before) > 2 and before.islower() and after.istitle() and (len(after) > 1 or after in "AI") and behind != "."


def _ends(text: str, words: Sequence[Place], i: int, o: int, word: str, *, following: str, quoted: bool) -> bool:
    if word in STOPS and word != ".":
        if quoted and word[0] in "!?…" and _said(text, words, o):
            return False
        return not (word[0] in ".…" and following in {"I", "I'm", "I’m"} and not quoted)
    if word == ".":
        return True
    stem = word[:-1]
    kind = tokenise.kind_of(stem)
    if kind is None and word.endswith((".", "!", "?")) and not (len(stem) == 1 or "." in stem):
        return True
    opener = following in openers()
    if kind in {"title", "never"}:
        return kind == "title" and following in NO_NAMES
    if kind == "clock":
        return following not in ZONES and following not in DAYS
    if kind == "number":
        return not following[0].isdigit()
    if kind == "month":
        return opener and not following[0].isdigit()
    if len(stem) == 1:  # an initial, or "Plan B."
        named = i > 0 and text[words[i - 1][0] : words[i - 1][0] + 1].isupper()
        return opener and not (named and following in {"A", "I", "In", "An", "Do", "May", "Will"})
    return opener or (quoted and following[0].isupper())


def _said(text: str, words: Sequence[Place], o: int) -> bool:
    """Whether a name and a verb of speech follow: "Why?" Ada Brown asked."""
    for k in range(o, min(o + 7, len(words))):
        word = text[words[k][0] : words[k][1]]
        if word in SPEECH:
            return k > o
        if not ((word[0].isupper() and word not in openers()) or word in {"of", "the", "al", "-", "bin", "de", "van", "von", ","}):
            return False
    return False


def run(analysis: Analysis) -> Analysis:
    sentences, tokens = segment(analysis.article.text)
    return replace(analysis, tokens=tokens, sentences=tuple(with_roles(analysis, sentences)))


def with_roles(analysis: Analysis, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """headline, caption, furniture or body, from the article's headline and the lines found to be furniture."""
    headline = analysis.article.headline
    marked = sorted((b for b in analysis.boilerplate if b.kind not in {"dateline", "byline"}), key=lambda b: (b.start, -b.end))
    at = 0
    for s in sentences:
        while at < len(marked) and marked[at].end < s.end:
            at += 1
        if headline and headline.start <= s.start and s.end <= headline.end:
            yield replace(s, role="headline")
        elif at < len(marked) and marked[at].start <= s.start and s.end <= marked[at].end:
            yield replace(s, role="caption" if marked[at].kind == "caption" else "furniture")
        else:
            yield s


ANNOTATOR = Annotator("segment", "1", ("article", "boilerplate"), ("tokens", "sentences"), run)
