"""Units that can be compared with one another: a factor to a base unit for each."""

from __future__ import annotations

from functools import lru_cache

from rashomon.lang import resources
from rashomon.reconcile.values import Stated

TABLE = "reconcile/data/units.tsv"


def base(unit: str) -> tuple[str, float]:
    """(base unit, factor) of a unit; a unit that the table does not know is its own base."""
    return _table().get(unit.lower(), (unit.lower(), 1.0))


MEASURED = frozenset({"km", "kg", "km2", "km/h", "litre"})
"""Base units of sizes that are told roughly."""


def in_base(stated: Stated, unit: str) -> Stated:
    """The same reading in the base unit."""
    factor = base(unit)[1]
    low = None if stated.low is None else stated.low * factor
    high = None if stated.high is None else stated.high * factor
    return Stated(low, high, stated.modifier, factor)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, float]]:
    return {name: (to, float(factor)) for name, to, factor in resources.rows(TABLE)}
