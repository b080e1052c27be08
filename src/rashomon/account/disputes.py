"""Says in one sentence what the reports differ on, who says what, and nothing about who is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.account.excerpts import around
from rashomon.account.grounding import grounded, ungrounded
from rashomon.account.telling import Reader, content_words, one_line
from rashomon.lang import resources
from rashomon.model import Citation, Conflict, Figure, FigureMention, Findings, Side, Statement, StoryGroup

MOST_WORDS = 14
MOST_SIDES = 6
MOST_CITATIONS = 3
BRACKETS = re.compile(r"\s*\([^()]*\)$")
CREDITING = re.compile(r"^(?:according to|citing|per|said|says)\s+", re.IGNORECASE)
PEOPLE = frozenset({"people", "persons", "person"})
COUNTS = ("value", "scope", "precision", "as_of")
UNTOLD = ("wording", "name")
MINOR = ("precision", "as_of", "role", "attribution")
# A word with a capital behind a word without a mark that ends a sentence.
NAME = re.compile(r"(?<=\w )[A-Z]\w{2,}(?: [A-Z]\w+)*")
WORD = re.compile(r"\w+")
INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
END_OF_DAY = "T99"


def ranked(findings: Findings) -> list[Conflict]:
    """The conflicts that a summary tells, those that matter most first: of many articles, hard, about what happened.

    How a thing was put and how a name is spelled is left to the parts of the account that show wordings and names.
    """

    def weight(conflict: Conflict) -> float:
        return len({at.article for side in conflict.sides for at in side.citations}) * (1.5 if conflict.hard else 1.0)

    told = (conflict for conflict in findings.conflicts if conflict.kind not in UNTOLD)
    return sorted(told, key=lambda c: (c.kind in MINOR, -weight(c), -c.score, c.id))


class Dispute:
    """One conflict, to be told in a sentence."""

    def __init__(self, conflict: Conflict, group: StoryGroup, reader: Reader, findings: Findings) -> None:
        self.conflict, self.reader = conflict, reader
        self.sides = [side for side in conflict.sides if side.citations][:MOST_SIDES]
        self.origin_of = {article: i for i, members in enumerate(group.origins) for article in members}
        self.figure = self._figure(findings) if conflict.kind in COUNTS else None
        self.dates = findings.dates if conflict.kind == "date" else ()
        standing = [article for side in self.sides for article in sorted({at.article for at in side.citations})]
        self.twice = frozenset(article for article in standing if standing.count(article) > 1)
        self.versions = self._versions(frozenset(standing))

    def statement(self, apart_from: Sequence[Statement] = ()) -> Statement | None:
        """The fullest form whose numbers and names all stand in what it cites; None when there is none.

        When one of `apart_from` begins alike, a name that all sides have and that one has not is added: two tolls are two questions.
        """
        if len(self.sides) < 2:
            return None
        cited = [at for side in self.sides for at in self._tellers(side)[0]]
        citations = tuple(dict.fromkeys(Citation(at.article, at.start, at.end, at.text) for at in cited))
        made = (Statement(text, citations) for text in self._forms(apart_from))
        return next((statement for statement in made if grounded(statement, self.reader)), None)

    def _forms(self, apart_from: Sequence[Statement]) -> Iterator[str]:
        about = BRACKETS.sub("", one_line(self.conflict.about)).rstrip(". ")
        if self.conflict.kind in ("status", "scope"):
            about = about.partition(": ")[0]
        if self.conflict.kind == "date":
            about = "the date"
        abouts = [named for named in (self._measured(), about, about[:1].lower() + about[1:]) if named]
        for head in dict.fromkeys((*(f"Reports differ on {named}: " for named in abouts), "Reports differ: ")):
            for credit in (True, False):
                told = [self._told(side, first=i == 0, credit=credit) for i, side in enumerate(self.sides)]
                alike = [other for other in apart_from if other.text.startswith(head)]
                for name in self._names_apart(alike) if alike else ():
                    yield f"{head[:-2]} ({name}): " + "; ".join(told) + "."
                yield head + "; ".join(told) + "."

    def _names_apart(self, others: Sequence[Statement]) -> list[str]:
        """The names that every side's sentences hold and no sentence of the others does, the most frequent first."""
        sides = [" ".join(self.reader.cited_text(side.citations)) for side in self.sides]
        elsewhere = " ".join(text for other in others for text in self.reader.cited_text(other.citations))
        found = Counter(name for text in sides for name in NAME.findall(text))
        common = [name for name in found if all(name in text for text in sides) and name not in elsewhere]
        return sorted(common, key=lambda name: (-found[name], name))[:1]

    def _told(self, side: Side, *, first: bool, credit: bool) -> str:
        """Who says it and what: the side's own short words where its citations hold them, else words of one citation in quotation marks."""
        value = self._short(side)
        if value is None:
            at = self._number_in(side) or self._date_in(side) or min(self._tellers(side)[0], key=lambda c: self._outlet(c.article) is None)
            who, many = self._who([at], first=first, more=False)
            value = f"“{around(at, self.reader).translate(INNER)}”"
        else:
            told_by, more = self._tellers(side)
            who, many = self._who(told_by, first=first, more=more)
            source = self._credited(side) if credit else None
            who += f", citing {source}," if source else ""
        return f"{who} {'say' if many else 'says'} {value}"

    def _short(self, side: Side) -> str | None:
        says, cited = one_line(side.says).rstrip("."), self.reader.cited_text(side.citations)
        held = says and content_words(says) <= content_words(" ".join(cited)) and not ungrounded(says, cited)
        if not held or len(says.split()) > MOST_WORDS or self.conflict.kind == "status":
            return None
        return _lowered(says, self.reader.small_words) if self.conflict.kind in COUNTS else says

    def _tellers(self, side: Side) -> tuple[list[Citation], bool]:
        """The citations by which a side is told, at most three, and whether more origins say so.

        An article that stands on several sides (it tells how a count rose) is only taken where nobody else stands.
        """
        found = self._one_an_origin(side)
        once = [at for at in found if at.article not in self.twice] or found
        return once[:MOST_CITATIONS], len(once) > MOST_CITATIONS

    def _who(self, cited: Sequence[Citation], *, first: bool, more: bool) -> tuple[str, bool]:
        """Who says it, and whether that is more than one. No number of reports is named: each number must be a cited one."""
        found = [(self._outlet(at.article), self.versions.get(at.article, "")) for at in cited]
        versions = {outlet: {version for other, version in found if other == outlet} for outlet, _ in found}
        names = list(dict.fromkeys(outlet + (version if len(versions[outlet]) == 1 else "") for outlet, version in found if outlet))
        if names and more:
            names.append("others")
        if names:
            return (names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"), len(names) > 1
        if len({at.article for at in cited}) > 1:
            return ("some reports" if first else "others"), True
        same = len({at.article for side in self.sides for at in side.citations}) == 1
        return ("a report" if first else "the same report also" if same else "another"), False

    def _outlet(self, article: str) -> str | None:
        analysis = self.reader.analyses.get(article)
        return one_line(analysis.article.outlet) if analysis and analysis.article.outlet else None

    def _published(self, article: str) -> str:
        published = self.reader.analyses[article].article.published or "" if article in self.reader.analyses else ""
        return published + END_OF_DAY if len(published) == 10 else published

    def _one_an_origin(self, side: Side) -> list[Citation]:
        """The side's citations, of each origin one: with the side's own words where there is such, then the one published first."""
        words, found = content_words(side.says), dict[int, Citation]()
        missing = {at: not words <= content_words(" ".join(self.reader.cited_text([at]))) for at in side.citations}
        for at in sorted(side.citations, key=lambda c: (missing[c], self._published(c.article), c)):
            found.setdefault(self.origin_of.get(at.article, -1), at)
        return sorted(found.values(), key=lambda c: (self._published(c.article), c))

    def _versions(self, articles: frozenset[str]) -> dict[str, str]:
        """For articles of an outlet that stands here with several: which is the earlier and which the later."""
        by_outlet: dict[str, list[tuple[str, str]]] = {}
        for article in sorted(articles):
            outlet = self._outlet(article)
            if outlet:
                by_outlet.setdefault(outlet, []).append((self._published(article), article))
        named: dict[str, str] = {}
        for found in by_outlet.values():
            first = min(found)[0]
            if first and first < max(found)[0]:
                named |= {article: " (earlier)" if published == first else " (later)" for published, article in found}
        return named

    def _figure(self, findings: Findings) -> Figure | None:
        """The figure that the conflict is about: that whose numbers are what the sides say, in the sentences that they cite."""
        best: tuple[int, Figure] | None = None
        for figure in findings.figures:
            if figure.relation != "conflict":
                continue
            said = [[m for m in figure.mentions for at in side.citations if _inside(m, at)] for side in self.sides]
            same = sum(any(_like(m.text, side.says) for m in found) for side, found in zip(self.sides, said, strict=True))
            score = 2 * same + sum(bool(found) for found in said)
            if sum(bool(found) for found in said) > 1 and (best is None or score > best[0]):
                best = (score, figure)
        return best[1] if best else None

    def _held(self, side: Side) -> list[FigureMention]:
        """The figure's numbers inside a side's citations: those that the side says, else all."""
        found = [m for at in side.citations for m in (self.figure.mentions if self.figure else ()) if _inside(m, at)]
        return [m for m in found if _like(m.text, side.says)] or found

    def _number_in(self, side: Side) -> Citation | None:
        return next((Citation(m.article, m.start, m.end, m.text) for m in self._held(side)), None)

    def _date_in(self, side: Side) -> Citation | None:
        """The place of the date that a side says."""
        found = (
            m
            for fact in self.dates
            for m in fact.mentions
            if m.value.startswith(side.says) and any(_inside(m, at) for at in side.citations)
        )
        return next((Citation(m.article, m.start, m.end, m.text) for m in found), None)

    def _credited(self, side: Side) -> str | None:
        """Whom all of this side's numbers are credited to, when it is one and the same."""
        sources = {mention.attributed_to for mention in self._held(side)}
        only = sources.pop() if len(sources) == 1 else None
        named = CREDITING.sub("", one_line(only)) if only else ""
        if not named or (" " not in named and named != named.lower() and named.lower() in self.reader.small_words):
            return None  # "Hospital" out of a headline names nobody
        texts = [one_line(text).casefold() for text in self.reader.cited_text(side.citations)]
        return f"the {named}" if any(f"the {named.casefold()}" in text for text in texts) else named

    def _measured(self) -> str | None:
        """What the figure of the conflict counts, in words of our own ("how many people were killed"), where there are such."""
        named = {measure: (of, words) for measure, of, words in resources.rows("account/data/measures.tsv")}
        if self.figure is None or self.figure.measure not in named or self.conflict.kind == "scope":
            return None
        of, words = named[self.figure.measure]
        return words if of == "any" or self.figure.what.split(" ", 1)[0].casefold() in PEOPLE else None


def _inside(mention: Citation, at: Citation) -> bool:
    return mention.article == at.article and at.start <= mention.start and mention.end <= at.end


def _like(text: str, says: str) -> bool:
    """Whether a number is given in the words that a side says."""
    return one_line(text).casefold() == one_line(says).casefold()


def _lowered(text: str, known: frozenset[str]) -> str:
    """A count with small letters where only its place gave it capitals: at its beginning, or all through it in a headline."""
    words = [word for word in WORD.findall(text) if word[0].isalpha()]
    headline = all(word[0].isupper() for word in words)
    made = WORD.sub(lambda found: found.group().lower() if found.group().lower() in known else found.group(), text)
    return made if headline else (made[:1] + text[1:])
