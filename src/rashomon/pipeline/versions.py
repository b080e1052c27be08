"""What changed between two versions of an article: headline, numbers and quotes, as far as the words show it; and that in an account."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rashomon.model import Account, Analysis, Change, Citation, Explained, Quantity, Quote, Side


def changes(now: Analysis, earlier: Analysis) -> tuple[Change, ...]:
    """The differences in the order headline, figures, quotes. Figures are paired by what they count; one that only moved is no change."""
    found: list[Change] = []
    if now.article.title != earlier.article.title:
        here, there = (_headline(one) for one in (now, earlier))
        found.append(Change("headline", "headline", now.article.title, earlier.article.title, here, there))
    found.extend(_figures(now, earlier))
    new, old = ([_cited(one, quote) for quote in one.quotes if quote.direct] for one in (now, earlier))
    found.extend(Change("quote", "quote", at.text, None, here=at) for at in _without(new, old))
    found.extend(Change("quote", "quote", None, at.text, there=at) for at in _without(old, new))
    return tuple(found)


def with_changes(account: Account, analyses: Sequence[Analysis], earlier: Sequence[Analysis]) -> Account:
    """The account with each headline and figure that a later version of an article gives otherwise: an update, "8", "earlier 6".

    `earlier` are the analyses of the versions that articles of the story replace. Their articles are cited, so they belong into its report.
    """
    past = {one.article.id: one for one in earlier}
    found = []
    for one in sorted(analyses, key=lambda a: a.article.id):
        before = past.get(one.article.replaces or "")
        for change in changes(one, before) if before else ():
            if change.here and change.there and change.now and change.earlier:
                sides = (Side(change.now, (change.here,)), Side(f"earlier {change.earlier}", (change.there,)))
                kind = "value" if change.part == "figure" else "wording"
                reason = "update of the report"
                digest = hashlib.sha256(repr((change.here, change.there)).encode("utf-8", "surrogatepass")).hexdigest()[:10]
                found.append(Explained(f"v{digest}", kind, change.about, reason, sides, reasons=("a later version of the same report",)))
    return replace(account, explained=(*account.explained, *found)) if found else account


def _headline(one: Analysis) -> Citation | None:
    span = one.article.headline
    return one.article.cite(span.start, span.end) if span is not None else None


def _cited(one: Analysis, item: Quantity | Quote) -> Citation:
    return one.article.cite(item.start, item.end)


def _figures(now: Analysis, earlier: Analysis) -> list[Change]:
    fresh, past = _counted(now), _counted(earlier)
    found = []
    for about in sorted(fresh.keys() | past.keys()):
        here, there = fresh.get(about, []), past.get(about, [])
        new, old = _without(here, there), _without(there, here)
        for place in range(max(len(new), len(old))):
            one, two = new[place] if place < len(new) else None, old[place] if place < len(old) else None
            found.append(Change("figure", about, one.text if one else None, two.text if two else None, one, two))
    return found


def _counted(one: Analysis) -> dict[str, list[Citation]]:
    """The places of the numbers that carry news, by what they count."""
    found: dict[str, list[Citation]] = {}
    for quantity in one.quantities:
        if quantity.role == "count":
            found.setdefault(_about(quantity), []).append(_cited(one, quantity))
    return found


def _about(quantity: Quantity) -> str:
    return " ".join(part for part in (quantity.head_lemma or quantity.unit or "number", quantity.measure or "") if part)


def _without(places: Sequence[Citation], others: Sequence[Citation]) -> list[Citation]:
    """The places whose words the others do not have, in their order."""
    left = Counter(" ".join(at.text.split()).lower() for at in others)
    kept = []
    for at in places:
        key = " ".join(at.text.split()).lower()
        if left[key]:
            left[key] -= 1
        else:
            kept.append(at)
    return kept
