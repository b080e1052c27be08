"""Who gave a figure: the source that the sentence credits."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass

from rashomon.analysis.quantities.tables import is_person, lemma_of, words
from rashomon.analysis.tree import Tree
from rashomon.lang.resources import lines
from rashomon.model import Analysis, Quote, Span

_WORD = r"[\w’'&.\-]+"
_NAME = rf"(?:{_WORD}[ ]){{0,9}}{_WORD}"
_SAID = (
    r"(?:said|says|say|reported|reports|report|announced|added|confirmed|estimated|estimates|estimate|told|wrote|stated|noted|tweeted"
    r"|warned|believe|believes|revealed|disclosed|acknowledged|insisted|cautioned|(?:claimed|claims|claim)(?! (?:the |over "
    r"|more |at |about |\d)))"
)
_DATELINE = r"(?:[A-Z][A-Z .,]{2,30}(?:\([A-Za-z]{2,12}\))?\s?[—–-]+\s|\([A-Z]+\)\s)?"
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;:()“”\"\n—–]{2,90})")
_TRAILING = re.compile(rf",[”\"’']? (?P<who>{_NAME}) {_SAID}\b(?=[^,\n]{{0,60}}[.,;]?|$)")
_LEADING = re.compile(
    rf"^[“\"‘']?{_DATELINE}(?:(?:In|On|During|At|After) [^,\n]{{2,70}}, )?(?P<who>(?:The |A "
    rf"|An )?{_NAME})(?: \([A-Z]{{2,6}}\))? {_SAID}\b(?! by)"
)
_APPOSED = re.compile(rf"^[“\"‘']?{_DATELINE}(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,4}}), [^;\n]{{2,110}}, {_SAID}\b")
_CITING = re.compile(r"\b(?:citing|quoting) (?P<who>[^,.;:()“”\"\n—–]{2,70})")
_WITH = re.compile(
    rf"\bwith (?P<who>{_NAME}) (?:reporting|suggesting|saying|fearing|estimating|warning|indicating|claiming|believing|putting)\b"
)
_CUT = re.compile(
    r"(?:\b(?:that|which|who|has|have|had|was|were|is|are"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in an?|intended|obtained|involved|with knowledge)\b"
    r"|\.(?=\s[A-Z“\"]|\s*$)).*$",
    re.DOTALL,
)
_BAD_LEAD = re.compile(
    r"\b(?:that|who|which|if|when|while|as|because|has|have|had|was|were|is|are|killed|after|would|will|could|to|this|there)\b",
    re.IGNORECASE,
)
_BAD_START = words("bad_start")
_TURN = re.compile(r", (?:while|but|whereas)\b|; ")
_FROM = re.compile(
    r"^(?:statements?|reports?|letters?|notes?|releases?|filings?|documents?|figures|data) (?:from|by|of) (?:the |a |an )?(?P<who>.+)$",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\s(?:(?!famil|ass?embl|repl|suppl|all|rall|monopol|ital|jul)\w{2,}ly|also|later|now|has|have|had|then)$")
_SOURCE_NOUNS = words("source_nouns")
_MOST_WORDS = 10
_ABOUT_SPEAKER = re.compile(r"\s?,\s(?:who|whose|which)\b")
_PRONOUNS = words("pronouns")


@functools.lru_cache(maxsize=1)
def reporting() -> frozenset[str]:
    """Lemmas of verbs with which somebody gives a figure."""
    return frozenset(lines("analysis/data/reporting.txt"))


def plausible(name: str) -> bool:
    """Whether words can name a source: a proper name, or a noun for people or for a body that gives figures."""
    parts = name.split()
    if len(parts) > _MOST_WORDS or (name.isupper() and len(name) > 6):
        return False
    if any(part[0].isupper() for part in parts):
        return True
    bare = [part.strip(",.’'\"") for part in parts]
    return any(part.lower() in _SOURCE_NOUNS or is_person(part, lemma_of(part)) for part in bare if part)


@dataclass(frozen=True, slots=True)
class Source:
    """Whom the article credits, and where it names them."""

    name: str
    span: Span


class Sources:
    """Finds the credited source of a place in one article."""

    def __init__(self, analysis: Analysis, tree: Tree) -> None:
        self.analysis = analysis
        self.tree = tree
        self.text = analysis.article.text
        self.quotes = sorted((q for q in analysis.quotes if q.speaker and q.direct), key=lambda q: (q.start, -q.end))
        self.sentence_starts = [s.start for s in analysis.sentences]
        self.quote_starts = [q.start for q in self.quotes]
        self.mentions = {(m.start, m.end): m for m in analysis.mentions}
        self.cache: dict[tuple[int, int], list[tuple[int, int, Source]]] = {}

    def find(self, start: int, end: int, token: int, sentence: tuple[int, int]) -> Source | None:
        """The source credited for what stands at [start, end)."""
        found = self.quoted(start, end) or self.by_words(start, end, sentence) or self.by_parse(token)
        if found and found.span.end <= start and _ABOUT_SPEAKER.match(self.text, found.span.end):
            return None
        return found

    def quoted(self, start: int, end: int) -> Source | None:
        """The speaker of the direct quote that holds the place; indirect speech is told by the words around it more surely."""
        at = bisect_right(self.quote_starts, start)
        for k in range(at - 1, max(-1, at - 6), -1):
            quote = self.quotes[k]
            if quote.start <= start and end <= quote.end:
                return self.of_quote(quote)
        return None

    def of_quote(self, quote: Quote) -> Source | None:
        """The speaker; None for a pronoun that no chain explains."""
        if quote.source is None or not quote.speaker or quote.speaker.lower() in _PRONOUNS:
            return None
        return Source(quote.speaker, quote.source)

    def named(self, start: int, end: int) -> Source | None:
        """A source by its words; a pronoun is given its chain's name."""
        words = self.text[start:end]
        stripped = words.rstrip(" ,;:")
        end -= len(words) - len(stripped)
        if end <= start:
            return None
        stripped = re.sub(r"^according to\s", "", stripped, flags=re.IGNORECASE)
        if stripped.lower() in _PRONOUNS:
            mention = self.mentions.get((end - len(stripped), end))
            if mention is None or not 0 <= mention.chain < len(self.analysis.chains):
                return self.carried(start, end)
            return Source(self.analysis.chains[mention.chain].name, Span(start, end))
        name = re.sub(r"^(?:the|a|an)\s", "", stripped, flags=re.IGNORECASE)
        maker = _FROM.match(name)
        name = maker["who"] if maker else name
        name = _ADVERB.sub("", name)
        at = self.text.find(name, start, end) if name else -1
        return Source(name, Span(at, at + len(name))) if at >= 0 and plausible(name) else None

    def carried(self, start: int, end: int) -> Source | None:
        """Whom a pronoun without a chain stands for: the source that the sentences right before credit."""
        if self.text[start:end].lower() not in ("it", "they", "he", "she"):
            return None
        k = bisect_right(self.sentence_starts, start) - 2
        for s in (k, k - 1):
            if s < 0:
                break
            sentence = self.analysis.sentences[s]
            at = bisect_right(self.quote_starts, sentence.end)
            for quote in self.quotes[max(0, at - 4) : at]:
                if quote.source and sentence.start <= quote.source.start < sentence.end and str(quote.speaker).lower() not in _PRONOUNS:
                    return Source(str(quote.speaker), Span(start, end))
            found = self.cached((sentence.start, sentence.end))
            if found:
                return Source(found[0][2].name, Span(start, end))
        return None

    def cached(self, sentence: tuple[int, int]) -> list[tuple[int, int, Source]]:
        """The sources that the words of one sentence name."""
        if sentence not in self.cache:
            self.cache[sentence] = []
            self.cache[sentence] = self.scan(sentence)
        return self.cache[sentence]

    def by_parse(self, token: int) -> Source | None:
        """The subject of the reporting verb above the token, a reporting clause beside it, or who it is "according to"."""
        tree = self.tree
        if token < 0 or not tree.parsed:
            return None
        below = token
        for k in [token, *tree.ancestors(token)]:
            for c in tree.children[k]:
                relation = tree.tokens[c].relation
                if relation in ("obl", "nmod", "advcl") and "according" in {tree.lower[g] for g in tree.children[c]}:
                    return self.named(*tree.phrase(c))
                if relation in ("parataxis", "ccomp") and c != below and tree.lemmas[c].lower() in reporting() and tree.is_verb(c):
                    subject = tree.child(c, "nsubj")
                    if subject is not None and tree.child(c, "ccomp", "obj") is None and token not in tree.descendants(subject):
                        return self.named(*tree.phrase(subject))
            if (
                k != token
                and tree.lemmas[k].lower() in reporting()
                and tree.tokens[below].relation in ("ccomp", "parataxis", "obj", "xcomp", "advcl")
            ):
                if tree.tokens[below].relation in ("obj", "xcomp", "advcl") and (
                    tree.tokens[below].relation != "obj" or tree.lemmas[k].lower() not in _GIVES
                ):
                    below = k
                    continue
                subject = tree.child(k, "nsubj")
                if subject is None and tree.tokens[k].relation in ("acl", "acl:relcl") and tree.lower[k].endswith("ing"):
                    subject = tree.tokens[k].head
                if subject is not None:
                    return self.named(*tree.phrase(subject))
            below = k
        return None

    def by_words(self, start: int, end: int, sentence: tuple[int, int]) -> Source | None:
        """The source by the usual turns of phrase, where the parse says nothing."""
        for first, last, source in self.cached(sentence):
            if first <= start and end <= last:
                return source
        return None

    def scan(self, sentence: tuple[int, int]) -> list[tuple[int, int, Source]]:
        """All sources of one sentence with the range that each covers."""
        base, stop = sentence[0], min(sentence[1], sentence[0] + 1200)
        text = self.text[base:stop]
        found: list[tuple[int, int, Source]] = []
        for match in _WITH.finditer(text):
            self.add(found, base + match.end(), stop, base + match.start("who"), base + match.end("who"))
        lead = _LEADING.match(text) or _APPOSED.match(text)
        if lead and not _BAD_LEAD.search(lead["who"]):
            turn = _TURN.search(text, lead.end())
            self.add(found, base + lead.end(), base + turn.start() if turn else stop, base + lead.start("who"), base + lead.end("who"))
        for match in _ACCORDING.finditer(text):
            self.add(found, base, stop, base + match.start("who"), base + match.end("who"))
        for match in _TRAILING.finditer(text):
            if not _BAD_LEAD.search(match["who"]):
                self.add(found, base, base + match.start(), base + match.start("who"), base + match.end("who"))
        for match in _CITING.finditer(text):
            self.add(found, base, stop, base + match.start("who"), base + match.end("who"))
        return found

    def add(self, found: list[tuple[int, int, Source]], first: int, last: int, start: int, end: int) -> None:
        """Keep a source for the range [first, last) when its words are a plausible name."""
        source = self.trimmed(start, end)
        if source and source.name.split()[0].lower() not in _BAD_START and first < last:
            found.append((first, last, source))

    def trimmed(self, start: int, end: int) -> Source | None:
        cut = _CUT.search(self.text[start:end])
        if cut and cut.start() > 1:
            end = start + cut.start()
        while end > start and self.text[end - 1] in " ,'’":
            end -= 1
        return self.named(start, end) if end > start else None


_GIVES = words("gives")
