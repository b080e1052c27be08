"""What the grouping looks at in one article: weighted terms, names, places, numbers and dates, read with a cheap tokeniser.

No model takes part: a name is a word with a capital inside a sentence, a place a name after "in", "at", "near" or in the dateline.
An article is read up to its first thousand words.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from rashomon.lang import resources
from rashomon.model import Analysis, Article
from rashomon.story import rarity
from rashomon.story.words import WORD, fold, stem

READ = 7000  # characters
TERMS = 96  # terms kept of one article
LEAD = 60  # words after the title
OPENING = 28  # words of the first sentence, as a rule
EMBEDDED = 900  # characters of title and lead that the vector is made of
MONTHS = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\Z"
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
PLACE_CUES = frozenset("in at near from outside around across off".split())
ADDRESS = re.compile(r"^(?:https?\s*:|www\s*\.).*$", re.MULTILINE)
SENTENCE_END = frozenset('.!?:\n"“”‘•|;')
TITLE_CASE = 0.65
PARTS, SEPARATE = 6, 0.75  # paragraphs of their own that make a round-up, and their share of the paragraphs with names
CLOCK = re.compile(r"^\W{0,3}\d{1,2}[:.]\d{2}\b", re.MULTILINE)
ENTRIES = 5  # lines that begin with a time of day
FURNITURE_LINE = 300
LEAST_WORDS = 12
SLIGHT_WORDS, SLIGHT_CHARACTERS = 4, 80  # under which a title and a text say nothing of their own when many reports have them
OFTEN = 20  # reports with the same few words; beyond it they are the name of a column, and no event
FIRST_YEAR, LAST_YEAR = 1980, 2100


@dataclass(frozen=True, slots=True)
class Features:
    """One article as the grouping sees it.

    `terms` are (stem, weight), the heaviest first; sets are sorted. `day` counts days, None when unknown.

    `aside` says that the text tells no one event (see `notes`): such a report stays alone.
    `dates` are "y2013", "d10-07" (month and day), "w2" (weekday); `embedded` is the text whose vector stands for the article.
    """

    id: str
    outlet: str | None
    published: str | None
    day: int | None
    terms: tuple[tuple[str, float], ...]
    title: tuple[str, ...]
    lead: tuple[str, ...]
    opening: tuple[str, ...]
    names: tuple[tuple[str, float], ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    lead_numbers: tuple[str, ...]
    lead_weekday: str
    words: int
    embedded: str
    story: str | None = None
    notes: tuple[str, ...] = ()
    aside: bool = False


def read(item: Article | Analysis) -> Features:
    """The features of an article."""
    article = item.article if isinstance(item, Analysis) else item
    title, body = _title_and_body(article)
    head = _Reading()
    note = blank(article)
    head.add(title, is_title=True)
    head.add(body, is_title=False)
    several = head.parts()
    if note is None and several >= PARTS:
        note = f"tells of several events ({several} parts that share no name with the rest)"
    found = head.finish(article, title, body)
    if note is not None:
        return set_aside(found, note)
    if sum(1 for _ in CLOCK.finditer(body)) >= ENTRIES:
        return replace(found, notes=(f"a live page: its first {READ} characters are read",))
    return found


def set_aside(features: Features, note: str) -> Features:
    """The same report with nothing to compare: it stays a story of its own, and the note says why."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("terms", "title", "lead", "opening", "names", "places", "numbers", "dates", "lead_numbers"), ()
    )
    return replace(features, aside=True, lead_weekday="", notes=(f"set aside: {note}",), **nothing)


def is_blank(article: Article) -> bool:
    """Whether a text holds no reporting."""
    return blank(article) is not None


def blank(article: Article) -> str | None:
    """Why a text holds no reporting: nothing in it, or page furniture only; None when it does."""
    text = article.text
    if not any(c.isalnum() for c in text):
        return "no words in the text"
    if len(text) > 20 * FURNITURE_LINE:
        return None
    phrases = resources.lines("story/data/furniture.txt")
    lines = [line for line in text.lower().splitlines() if line.strip()]
    furniture = [line for line in lines if len(line) < FURNITURE_LINE and any(phrase in line for phrase in phrases)]
    kept = sum(len(line.split()) for line in lines) - sum(len(line.split()) for line in furniture)
    if furniture and kept < LEAST_WORDS and 2 * len(furniture) >= len(lines):
        return "page furniture only"
    return None


def slight(article: Article) -> tuple[str, str] | None:
    """The title and the text of a report of a few words ("Markets wrap"), None of a longer one."""
    title, text = (article.title or "").strip(), article.text.strip()
    if len(title) + len(text) > SLIGHT_CHARACTERS or max(len(title.split()), len(text.split())) >= SLIGHT_WORDS:
        return None
    return title, text


def recurs(features: Features) -> Features:
    """The features of a report whose few words are those of more than `OFTEN` others: set aside."""
    return features if features.aside else set_aside(features, "its few words are those of many other reports")


def hour_of(published: str | None) -> float | None:
    """The hour of an ISO 8601 time as a number, None where only a day is given, or none."""
    if published is None or day_of(published) is None or len(published) < len("2000-01-01T00:00"):
        return None
    try:
        when = datetime.fromisoformat(published.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() / 3600


def _title_and_body(article: Article) -> tuple[str, str]:
    text = ADDRESS.sub("", article.text[:READ])
    title = (article.title or "").strip()
    if not title:
        first, _, rest = text.lstrip().partition("\n")
        if rest.strip() and len(first) <= 140 and not first.rstrip().endswith((".", '"', "”")):
            return first.strip(), rest
        return "", text
    start = text.lstrip()
    after = _after(title, start)
    return title, text if after is None else start[after:]


def _after(title: str, start: str) -> int | None:
    """Where a text goes on that begins with its title, whatever the spaces between the words; None when it does not begin with it."""
    at = 0
    for word in title.split():
        while at < len(start) and start[at].isspace():
            at += 1
        if not start.startswith(word, at):
            return None
        at += len(word)
    return at


def day_of(published: str | None) -> int | None:
    """The day of an ISO 8601 time as a number, None when there is none, it is no date, or no year of online news."""
    if not published or len(published) < 10:
        return None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day.toordinal() if FIRST_YEAR <= day.year <= LAST_YEAR else None


@functools.lru_cache(maxsize=131072)
def _known(word: str) -> tuple[str, str, int, bool]:
    """A word folded, its stem, the number of the month that it names, and whether it names a month or a weekday."""
    low = fold(word)
    is_month = MONTH.match(low) is not None
    return low, stem(low), MONTHS.get(low[:3], 0) if is_month else 0, is_month or low in WEEKDAYS


class _Reading:
    """Gathers the terms of one article."""

    def __init__(self) -> None:
        self.weights: Counter[str] = Counter()
        self.title: list[str] = []
        self.lead: list[str] = []
        self.opening: set[str] = set()
        self.capital: Counter[str] = Counter()
        self.in_title: set[str] = set()
        self.places: set[str] = set()
        self.numbers: set[str] = set()
        self.dates: set[str] = set()
        self.lead_numbers: set[str] = set()
        self.lead_weekday = ""
        self.count = 0
        self.paragraph = 0
        self.named_in: dict[str, set[int]] = {}

    def add(self, text: str, *, is_title: bool) -> None:
        matches = [(m.group(), m.start()) for m in WORD.finditer(text)]
        shouting = is_title and _title_case([word for word, _ in matches])
        before = ""
        month = 0
        at_end = 0
        for i, (word, at) in enumerate(matches):
            low, key, month_here, calendar = _known(word)
            place = 2.0 if is_title else 1.5 if self.count < LEAD else 1.0 if self.count < 250 else 0.5
            if low[0].isdigit():
                self._number(low, text, at, month, in_lead=place > 1)
            else:
                self.weights[key] += place  # type: ignore[assignment]
                if is_title:
                    self.title.append(key)
                elif len(self.lead) < LEAD:
                    self.lead.append(key)
                if not is_title and self.count < OPENING:
                    self.opening.add(key)
                if calendar:
                    self._calendar(low, matches[i + 1][0] if i + 1 < len(matches) else "")
            gap = text[at_end:at]
            self.paragraph += "\n" in gap
            if word[0].isupper() and not calendar:
                if not shouting and i > 0 and (gap == " " or SENTENCE_END.isdisjoint(gap)):
                    self.capital[key] += 1
                    self.named_in.setdefault(key, set()).add(self.paragraph)
                    if before in PLACE_CUES or (before == "of" and gap == " "):
                        self.places.add(key)
                elif word.isupper() and len(word) > 1 and not shouting:
                    self.capital[key] += 1
                if not is_title and self.count < 6 and word.isupper() and len(word) > 3:
                    self.places.add(key)
            month = month_here
            before = low
            at_end = at + len(word)
            self.count += not is_title

    def _number(self, low: str, text: str, at: int, month: int, *, in_lead: bool) -> None:
        digits = re.match(r"\d+", low)
        value = digits.group() if digits else ""
        rest = re.match(r"(?:,\d{3})+", text[at + len(value) : at + len(value) + 16]) if value else None
        if rest:
            value += rest.group().replace(",", "")
        if month and 1 <= len(value) <= 2 and 0 < int(value) <= 31:
            self.dates.add(f"d{month:02d}-{int(value):02d}")
        elif len(value) == 4 and value[:2] in {"19", "20"} and value == low:
            self.dates.add(f"y{value}")
        elif value and (len(value) > 1 or low != value):
            found = low if low != value and not rest else value
            self.numbers.add(found)
            if in_lead:
                self.lead_numbers.add(found)
        elif value:
            self.numbers.add(value)

    def _calendar(self, low: str, following: str) -> None:
        if low in WEEKDAYS:
            mark = "w" + str(sorted(WEEKDAYS).index(low))
            self.dates.add(mark)
            if not self.lead_weekday and self.count < LEAD:
                self.lead_weekday = mark
        elif MONTH.match(low) and low[:3] in MONTHS and (low != "may" or following[:1].isdigit()):
            self.dates.add(f"m{MONTHS[low[:3]]:02d}")

    def parts(self) -> int:
        """How many paragraphs of a long text have names and share none of them with any other paragraph, when most are like that."""
        with_names = {place for places in self.named_in.values() for place in places}
        tied = {place for places in self.named_in.values() if len(places) > 1 for place in places}
        free = len(with_names - tied)
        return free if free >= SEPARATE * len(with_names) else 0

    def finish(self, article: Article, title: str, body: str) -> Features:
        weighed = {key: 1 + math.log(weight) if weight > 1 else weight for key, weight in self.weights.items()}
        terms = sorted(weighed.items(), key=lambda item: (-item[1] * rarity.background(item[0]), item[0]))[:TERMS]
        names = sorted(((key, weighed.get(key, 0.5)) for key in self.capital), key=lambda item: (-item[1], item[0]))[:40]
        return Features(
            id=article.id,
            outlet=article.outlet,
            published=article.published,
            day=day_of(article.published),
            terms=tuple(terms),
            title=tuple(sorted(set(self.title))),
            lead=tuple(sorted(set(self.lead))),
            opening=tuple(sorted(self.opening)),
            names=tuple(names),
            places=tuple(sorted(self.places)),
            numbers=tuple(sorted(self.numbers)),
            dates=tuple(sorted(self.dates)),
            lead_numbers=tuple(sorted(self.lead_numbers)),
            lead_weekday=self.lead_weekday,
            words=self.count + len(self.title),
            embedded=f"{title}\n{body.strip()}".strip()[:EMBEDDED],
            story=article.story,
        )


def _title_case(title: list[str]) -> bool:
    long = [word for word in title[1:] if len(word) > 3 and not word[0].isdigit()]
    return bool(long) and sum(word[0].isupper() for word in long) > TITLE_CASE * len(long)
