"""The sentences of a story's articles as they can be told alone: without dateline and linking word, on one line.

Each comes with what speaks against telling it.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.lang import resources
from rashomon.model import Analysis, Citation, Claim, Quantity, Sentence, Span

WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
AGENCY = re.compile(r"\([A-Z][\w .]{1,24}\)[ ]?[-–—]{0,2} ?")
DATELINE = re.compile(r"(?:[A-Z0-9][\w.'’-]{0,24}[ ,/]{1,3}){1,8}(?:\([^()\n]{2,40}\) ?)?[-–—]{1,2} ")
SHOUTED = re.compile(r"\b[A-Z]{3,}\b|\([^()\n]{2,40}\) ?[-–—]")
# A number that counts something named before: "Six have yet to be found".
BARE_NUMBER = re.compile(r"(?:\d[\d,]*|[A-Z][a-z]+(?:-[a-z]+)?) (?:have|has|had|were|was|are|is|of (?:them|those|whom))\b")
# A picture's credit at the end of its caption: "(Ministry of Works/AP)", "(Photo: J. Doe)".
CREDIT = re.compile(r"\((?:[^()\d]*/[^()\d]*|(?:Photo|Picture|Image|Credit)\b[^()]*|AP|AFP|Reuters|Getty[^()]*)\)\W*$")
FIRST_PERSON = re.compile(r"\b(?:I|we|us|our|my|me|We|Our|My)\b")
QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
FILED = re.compile(r"\bfile (?:photo|picture|image|footage)", re.IGNORECASE)
LONGEST_OPENING = 120
LEANS = 1.6
SMALL = re.compile(r"\b[a-z]+\b")
QUOTES = '"“”„«»'


@functools.lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that tell two sentences not apart, in lower case."""
    return frozenset(word for line in resources.lines("account/data/function_words.txt") for word in line.split())


@functools.lru_cache(maxsize=2)
def openers(kind: str) -> tuple[str, ...]:
    """The words of one kind by which a sentence leans on another or is tied to it."""
    return tuple(words for its_kind, words in resources.rows("account/data/openers.tsv") if its_kind == kind)


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its content, in lower case and without a plural or possessive ending."""
    found = (word.casefold() for word in WORD.findall(text))
    return frozenset(_stem(word) for word in found if word not in function_words())


def _stem(word: str) -> str:
    """The word without its commonest endings, so that "stopped", "stopping" and "stops" are one."""
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    for ending, least in (("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word.removesuffix("e") if len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence, told alone. [start, end) is the part that is told, `text` the same on one line, `place` in [0, 1] where it stands.

    `cost` counts what speaks against it: leaning on the sentence before, a quotation, too short, too long.
    """

    article: str
    sentence: int
    start: int
    end: int
    text: str
    words: frozenset[str]
    place: float
    cost: float


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


class Reader:
    """The sentences and clauses of the English articles of one story, looked up by position."""

    def __init__(self, analyses: Iterable[Analysis]) -> None:
        self.analyses = {analysis.article.id: analysis for analysis in sorted(analyses, key=lambda item: item.article.id)}
        self._starts = {id: [s.start for s in analysis.sentences] for id, analysis in self.analyses.items()}
        self._told: dict[tuple[str, int], Telling | None] = {}
        self._places: dict[str, dict[int, float]] = {}
        self._claims: dict[str, dict[int, list[int]]] = {}
        self._quantities: dict[str, dict[int, list[int]]] = {}
        for id, analysis in self.analyses.items():
            body = [i for i, sentence in enumerate(analysis.sentences) if sentence.role == "body"]
            self._places[id] = {index: rank / len(body) for rank, index in enumerate(body)}
            self._claims[id], self._quantities[id] = {}, {}
            for i, quantity in enumerate(analysis.quantities):
                self._quantities[id].setdefault(quantity.sentence, []).append(i)
            for i, claim in enumerate(analysis.claims):
                self._claims[id].setdefault(claim.sentence, []).append(i)

    @functools.cached_property
    def small_words(self) -> frozenset[str]:
        """The words that stand in small letters somewhere in the articles."""
        texts = (analysis.article.text for analysis in self.analyses.values())
        return frozenset(word for text in texts for word in SMALL.findall(text))

    def sentences(self, citation: Citation) -> list[tuple[int, Sentence]]:
        """The sentences that a citation touches, with their indices."""
        analysis = self.analyses.get(citation.article)
        return [] if analysis is None else self.touched(citation.article, citation.start, citation.end)

    def touched(self, article: str, start: int, end: int) -> list[tuple[int, Sentence]]:
        """The sentences that share a character with a range of an article, with their indices."""
        sentences, starts = self.analyses[article].sentences, self._starts[article]
        first = max(0, bisect.bisect_right(starts, start) - 1)
        last = bisect.bisect_left(starts, end)
        return [(i, sentences[i]) for i in range(first, last) if sentences[i].end > start]

    def claims(self, article: str, sentence: int) -> list[Claim]:
        """The claims of one sentence."""
        analysis = self.analyses[article]
        return [analysis.claims[i] for i in self._claims[article].get(sentence, ())]

    def quantities(self, article: str, sentence: int) -> list[Quantity]:
        """The numbers of one sentence."""
        analysis = self.analyses[article]
        return [analysis.quantities[i] for i in self._quantities[article].get(sentence, ())]

    def cited_text(self, citations: Iterable[Citation]) -> list[str]:
        """Each citation widened to its whole sentences; the bare citation where no sentence is known."""
        texts = []
        for citation in citations:
            found = self.sentences(citation)
            if found:
                text = self.analyses[citation.article].article.text
                texts.append(text[min(found[0][1].start, citation.start) : max(found[-1][1].end, citation.end)])
            else:
                texts.append(citation.text)
        return texts

    def tellings(self, citation: Citation) -> list[Telling]:
        """The body sentences that a citation touches, as they can be told."""
        return [told for i, s in self.sentences(citation) if s.role == "body" and (told := self.telling(citation.article, i)) is not None]

    def body(self, article: str, most: int) -> list[Telling]:
        """The first body sentences of an article, as they can be told."""
        indices = itertools.islice(self._places[article], most)
        return [told for told in (self.telling(article, i) for i in indices) if told is not None]

    def telling(self, article: str, index: int) -> Telling | None:
        """One sentence as it can be told; None when nothing is left of it."""
        key = (article, index)
        if key not in self._told:
            self._told[key] = self._tell(article, index)
        return self._told[key]

    def _tell(self, article: str, index: int) -> Telling | None:
        analysis = self.analyses[article]
        sentence = analysis.sentences[index]
        told = trimmed(analysis, Span(sentence.start, sentence.end))
        if told is None:
            return None
        text = one_line(analysis.article.text[told.start : told.end])
        place = self._places[article].get(index, 0.0)
        return Telling(
            article, index, told.start, told.end, text, content_words(text), place, _cost(text) + self._verbless(analysis, sentence)
        )

    @staticmethod
    def _verbless(analysis: Analysis, sentence: Sentence) -> float:
        """A line without a verb is a byline, a caption or a fragment. Nothing is said of one whose words were not tagged."""
        tags = {token.tag for token in analysis.tokens[sentence.first : sentence.last]}
        return 0.0 if tags <= {"X"} or tags & {"VERB", "AUX"} else 2.0


def trimmed(analysis: Analysis, span: Span) -> Span | None:
    """The span without a dateline, a linking word and outer white space; None when nothing is left."""
    text, start, end = analysis.article.text, span.start, span.end
    for furniture in analysis.boilerplate:
        if furniture.start <= start < furniture.end < end:
            start = furniture.end
    opening = text[start : min(end, start + LONGEST_OPENING)]
    dateline = AGENCY.match(opening) or DATELINE.match(opening)
    if dateline and SHOUTED.search(dateline.group()):
        start += dateline.end()
    while start < end and (text[start].isspace() or text[start] in "-–—,;:"):
        start += 1
    for link in openers("link"):
        if text[start:end].casefold().startswith(link + " "):
            start += len(link) + 1
            break
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def capitalised(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """The text with a full stop where it ends without a mark."""
    text = text.rstrip(" ,;:-–—")
    return text if text.endswith((".", "!", "?", '."', ".”", '!"', "!”", '?"', "?”", "…", ".'", ".’")) else text + "."


def leans(text: str) -> bool:
    """Whether a sentence opens with a word that points back to another: "He", "That's", "Earlier"."""
    lower = text[:40].casefold().replace("’", "'").lstrip("\"“”'‘(")
    return any(lower.startswith((opener + " ", opener + "'")) for opener in openers("lean"))


def _cost(text: str) -> float:
    count, cost = len(text.split()), 0.0
    if leans(text) or FILED.search(text):
        cost += LEANS
    if BARE_NUMBER.match(text):
        cost += LEANS / 2
    marks = sum(text.count(mark) for mark in QUOTES)
    if marks:
        cost += 0.6 if marks % 2 == 0 else 2.0
    if text[:1] in QUOTES or text[:1] in "'‘(":
        cost += 1.0
    if text.endswith(("?", "!")) or text[-1:] not in ".?!\"”'’)…":
        cost += 1.0
    if FIRST_PERSON.search(QUOTED.sub("", text)):
        cost += 1.0
    if "had earlier" in text:
        cost += LEANS / 3
    if CREDIT.search(text[-80:]):
        cost += LEANS
    if count < 6:
        cost += 1.0
    return cost + max(0, count - 32) / 12
