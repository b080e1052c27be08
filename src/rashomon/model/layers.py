"""Standoff annotation over one article: what `analysis` reads out of it.

All positions are code points into the article's text. Token, mention and chain references are indices into the tuples of the same
`Analysis`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.model.article import Article
from rashomon.model.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word in the sense of Universal Dependencies. `head` is the index of its governor in the article's tokens, -1 for a root.

    `tag` is the universal tag; `fine` the Penn tag, which tells tense and number (VBD, VBN, NNS).
    """

    start: int
    end: int
    text: str
    lemma: str = ""
    tag: str = "X"
    head: int = -1
    relation: str = "dep"
    sentence: int = 0
    fine: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens [first, last) and the role of its line: headline, body, caption or furniture."""

    start: int
    end: int
    first: int
    last: int
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference to somebody or something.

    `type`: person, organisation, place, nationality, other. `kind`: name ("Herzi Halevi"), nominal ("Israel's top general"), pronoun.
    [start, end) is the bare name; `title` is the place of a title before or after it ("Lt. Gen.", "head of Israel's Southern Command").
    `chain` is the index of its chain, -1 for none. `score` in [0, 1] is the model's belief in the type.
    """

    start: int
    end: int
    text: str
    type: str
    kind: str = "name"
    title: Span | None = None
    chain: int = -1
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one referent in one article, in order. `name` is its fullest name; `roles` are the places of its roles."""

    type: str
    name: str
    mentions: tuple[int, ...]
    roles: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, year, month, weekday, relative or vague expression, duration or set.

    `value` is ISO 8601 cut to its precision (2025-03), an interval "a/b", a duration ("P15M") or None when it cannot be anchored.
    `kind`: date, time, duration, set, interval, vague. `anchor` says what fixed it: explicit, published, article (the article's own dates),
    story (other reports'), none.
    `partial` is what the words alone say of a date that needs an anchor, in the truncated forms of ISO 8601: "--03-06", "--03", "-W-2" (a
    Tuesday).
    `tense` is past, future or "" as the verbs around it have it.
    """

    start: int
    end: int
    text: str
    value: str | None
    kind: str = "date"
    precision: str = "day"
    anchor: str = "explicit"
    partial: str | None = None
    tense: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with everything that says what it means.

    [start, end) covers number, bound and counted noun ("at least eight people"); `number` is the numeral alone.
    `low`/`high` are in `unit` (persons, percent, fraction, USD, km, months, ...; "" for plain counts); an open bound is None.
    `modifier`: exact, about, at_least, over, at_most, under, vague, fraction, derived.
    `head` is the counted noun's place, `head_lemma` its lemma ("person", "hostage"); `qualifiers` are the lemmas that narrow it ("mostly
    civilian").
    `measure`: killed, injured, missing, abducted, arrested, displaced, votes, money, distance, duration, age, ... or None.
    `event` are the lemmas of the words that name the event it belongs to ("attack", "october 7", "jenin"); `trigger` is the place of the
    governing verb or noun.
    `scope` narrows the count in words ("mostly civilians", "including crew"); `attributed_to` is whom the article credits, `source` where
    it does so;
    `as_of` is an ISO time. `role` separates counts that carry news ("count") from ages, addresses, scores, ranks, list numbers ("age",
    "score", "ordinal", "list", "furniture").
    """

    start: int
    end: int
    text: str
    number: Span
    low: float | None
    high: float | None
    modifier: str = "exact"
    unit: str = ""
    head: Span | None = None
    head_lemma: str = ""
    qualifiers: tuple[str, ...] = ()
    measure: str | None = None
    event: tuple[str, ...] = ()
    trigger: Span | None = None
    scope: str | None = None
    attributed_to: str | None = None
    source: Span | None = None
    as_of: str | None = None
    role: str = "count"
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speaker, or what the article says that a speaker said.

    [start, end) is the content without the outer quote marks. `direct` is false for indirect speech; `mixed` marks a quoted fragment inside
    indirect speech.
    `speaker` is the resolved name, `source` the place of the words that name the speaker, `cue` that of the speech verb; `chain` the
    speaker's chain.
    `continues` is the index of the quote that this one goes on with after words of the article ('"...," he said, "..."'), -1 for none.
    """

    start: int
    end: int
    text: str
    direct: bool
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    addressee: str | None = None
    mixed: bool = False
    chain: int = -1
    score: float = 1.0
    continues: int = -1


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled place of a claim: the words, their head's lemma, and the chain they refer to (-1 for none)."""

    start: int
    end: int
    text: str
    lemma: str
    chain: int = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """Who did what to whom, when, where, in one clause.

    `predicate` is the verb or event noun (lemma in `verb`). `status`: done, ongoing, planned, threatened, possible, denied, alleged,
    negated, asked.
    `attributed_to` is whom the article credits (None when it speaks itself); `quote` is the index of the quote it stands in, -1 for none.
    `times` and `quantities` are indices into the analysis' own layers. `id` is content-addressed.
    """

    id: str
    start: int
    end: int
    sentence: int
    verb: str
    predicate: Span
    status: str = "done"
    subject: Slot | None = None
    object: Slot | None = None
    recipient: Slot | None = None
    places: tuple[Slot, ...] = ()
    times: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    attributed_to: str | None = None
    source: Span | None = None
    quote: int = -1


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A line that is page furniture, not reporting.

    `kind`: promotion, contents, comments, credit, dateline, byline, caption, correction, navigation.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read out of one article. Immutable; made by `analysis`, used by `story`, `reconcile` and `account`."""

    article: Article
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    producers: tuple[tuple[str, str], ...] = field(default=())
