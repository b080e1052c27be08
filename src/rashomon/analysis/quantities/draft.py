"""A quantity in the making."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Draft:
    """A number with what its nearest words say. [first, last) are lexemes; `start`/`end` may grow while bounds and nouns are found.

    `role` and `measure` are as in `Quantity`; `unit_first` is the lexeme at which unit or noun words begin.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    form: str
    first: int
    last: int
    modifier: str = "exact"
    unit: str = ""
    measure: str | None = None
    role: str = "count"
    hyphened: bool = False
    currency: str = ""
    head_start: int = -1
    head_end: int = -1
    head_lemma: str = ""
    qualifiers: tuple[str, ...] = ()
    tags: set[str] = field(default_factory=set)

    @property
    def has_unit(self) -> bool:
        """Whether a unit of measurement or a currency stands with the number."""
        return bool(self.unit)
