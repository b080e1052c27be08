"""What changed between two versions of an article: headline, numbers and quotes, as far as the words show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Analysis, Quantity


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `part`: headline, figure, quote. `now` is None for what was taken out, `earlier` None for what is new."""

    part: str
    about: str
    now: str | None
    earlier: str | None

    def line(self) -> str:
        """The change as a person reads it: "people killed: 8, earlier 6"."""
        if self.now is None:
            return f"{self.about}: {self.earlier} is gone"
        if self.earlier is None:
            return f"{self.about}: {self.now} is new"
        return f"{self.about}: {self.now}, earlier {self.earlier}"


def changes(now: Analysis, earlier: Analysis) -> tuple[Change, ...]:
    """The differences in the order headline, figures, quotes. Figures are paired by what they count; one that only moved is no change."""
    found: list[Change] = []
    if now.article.title != earlier.article.title:
        found.append(Change("headline", "headline", now.article.title, earlier.article.title))
    found.extend(_figures(now.quantities, earlier.quantities))
    old, new = ([quote.text for quote in one.quotes if quote.direct] for one in (earlier, now))
    found.extend(Change("quote", "quote", text, None) for text in _without(new, old))
    found.extend(Change("quote", "quote", None, text) for text in _without(old, new))
    return tuple(found)


def _figures(now: Sequence[Quantity], earlier: Sequence[Quantity]) -> list[Change]:
    fresh, past = _counted(now), _counted(earlier)
    found = []
    for about in sorted(fresh.keys() | past.keys()):
        here, there = fresh.get(about, []), past.get(about, [])
        new, old = _without(here, there), _without(there, here)
        for place in range(max(len(new), len(old))):
            found.append(Change("figure", about, new[place] if place < len(new) else None, old[place] if place < len(old) else None))
    return found


def _counted(quantities: Sequence[Quantity]) -> dict[str, list[str]]:
    """The words of the numbers that carry news, by what they count."""
    found: dict[str, list[str]] = {}
    for quantity in quantities:
        if quantity.role == "count":
            found.setdefault(_about(quantity), []).append(quantity.text)
    return found


def _about(quantity: Quantity) -> str:
    return " ".join(part for part in (quantity.head_lemma or quantity.unit or "number", quantity.measure or "") if part)


def _without(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts that the others do not have, in their order."""
    left = Counter(" ".join(text.split()).lower() for text in others)
    kept = []
    for text in texts:
        key = " ".join(text.split()).lower()
        if left[key]:
            left[key] -= 1
        else:
            kept.append(text)
    return kept
