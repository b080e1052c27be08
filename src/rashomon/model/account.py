"""The account: what the reports of one story say, with a citation for every statement.

The shapes here are the shapes of the account's JSON; the JSON Schema is generated from them. Fields that end in a citation list are never
empty.
`score` in [0, 1] is the calibrated belief in a decision, `reasons` say in plain words what spoke for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.span import Citation


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the summary."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One dated thing. `when` is ISO 8601 cut to `precision`, or an interval a/b."""

    when: str
    precision: str
    text: str
    relation: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, order=True)
class FigureMention(Citation):
    """One number as one article gives it. An open bound is None."""

    low: float | None = None
    high: float | None = None
    modifier: str = "exact"
    unit: str = ""
    scope: str | None = None
    attributed_to: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class CurvePoint(Citation):
    """A toll as one origin gives it for one time. `when` is ISO 8601, `origin` the article that names the origin."""

    when: str = ""
    origin: str = ""
    low: float | None = None
    high: float | None = None
    modifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Figure:
    """One countable question with all its readings. `relation`: agree, compatible, conflict, single. `low`/`high` span the readings.

    `curve` is how a toll stood over time, empty for other figures.
    """

    id: str
    what: str
    event: str | None
    measure: str | None
    relation: str
    low: float | None
    high: float | None
    mentions: tuple[FigureMention, ...]
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    curve: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class DateMention(Citation):
    """One date as one article gives it."""

    value: str = ""
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class DateFact:
    """One "when" question with all its readings."""

    id: str
    event: str
    relation: str
    mentions: tuple[DateMention, ...]
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class QuoteVariant(Citation):
    """One wording of an utterance."""

    direct: bool = True
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said by one speaker, with all its wordings. `relation`: same_wording, wording_differs, single."""

    id: str
    speaker: str | None
    relation: str
    variants: tuple[QuoteVariant, ...]
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place across the articles of a story. `type`: person, organisation, place, other."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: tuple[Citation, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the reports say. `status`: agreed, single_source, disputed. `origins` counts independent origins that support it.

    `credited` is the one source that every report credits for it, so that however many tell it, one source says it.
    """

    id: str
    text: str
    status: str
    origins: int
    support: tuple[Citation, ...]
    against: tuple[Citation, ...]
    missing_from: tuple[str, ...]
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    credited: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what is said, and where."""

    says: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement that is real. `kind`: value, date, place, role, name, status, attribution, wording, scope, precision, as_of, cause."""

    id: str
    kind: str
    about: str
    hard: bool
    sides: tuple[Side, ...]
    note: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What only looks like a conflict, with the `reason` why it is none.

    Reasons: update, rounding, scope, unit, spelling, translation, specificity, ...
    """

    id: str
    kind: str
    about: str
    reason: str
    sides: tuple[Side, ...]
    score: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """What other origins tell and these articles do not, after their whole text was searched.

    `fact` is the id of a fact; of a detail that is no fact of its own, its words, and then `told` cites where the others tell it.
    """

    fact: str
    articles: tuple[str, ...]
    told: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """The terms used for one referent."""

    referent: str
    terms: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What `reconcile` decides about one story: everything of the account but summary and timeline."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[DateFact, ...] = ()
    quotes: tuple[Utterance, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    explained: tuple[Explained, ...] = ()
    omissions: tuple[Omission, ...] = ()
    wording: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The result for one story."""

    id: str
    title: str
    articles: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    summary: tuple[Statement, ...]
    timeline: tuple[TimelineRow, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateFact, ...]
    quotes: tuple[Utterance, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    explained: tuple[Explained, ...]
    omissions: tuple[Omission, ...]
    wording: tuple[Wording, ...]
