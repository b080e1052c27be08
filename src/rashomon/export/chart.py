"""The readings of one figure on a common axis: where the dots, ranges and arrows stand, in percent of the width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.export.labels import amount, reading
from rashomon.model import Figure, FigureMention

LEFT, RIGHT = 4.0, 96.0
LOGARITHMIC_FROM = 40.0
TICKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading. `low` and `high` are places in percent; `opens` is the open side (left, right or empty); `hollow` is an "about"."""

    low: float
    high: float
    opens: str
    hollow: bool
    label: str
    mention: FigureMention


@dataclass(frozen=True, slots=True)
class Row:
    """The readings of one article."""

    article: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis and its place in percent."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure's chart. `logarithmic` axes are said to be so."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    logarithmic: bool


def chart(figure: Figure, order: Sequence[str]) -> Chart | None:
    """The chart of a figure, its rows in the given order of articles; None when no reading has a bound."""
    bounds = [bound for m in figure.mentions for bound in (m.low, m.high) if bound is not None and math.isfinite(bound)]
    if not bounds:
        return None
    ticks, logarithmic = _ticks(min(bounds), max(bounds))
    place = _scale(ticks, logarithmic)
    rows = []
    for article in sorted({m.article for m in figure.mentions}, key=lambda id: (order.index(id) if id in order else len(order), id)):
        marks, seen = [], set()
        for mention in sorted((m for m in figure.mentions if m.article == article), key=lambda m: (m.start, m.end)):
            key = reading(mention)
            if key not in seen and (mention.low is not None or mention.high is not None):
                seen.add(key)
                marks.append(_mark(mention, place))
        if marks:
            rows.append(Row(article, tuple(marks)))
    return Chart(tuple(rows), tuple(Tick(place(value), amount(value)) for value in ticks), logarithmic)


def _mark(mention: FigureMention, place: _Scale) -> Mark:
    low, high = mention.low, mention.high
    first = low if low is not None else high if high is not None else 0.0
    last = high if high is not None else first
    opens = "right" if high is None else "left" if low is None else ""
    return Mark(place(first), place(last), opens, mention.modifier in ("about", "vague"), reading(mention), mention)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float
    logarithmic: bool

    def __call__(self, value: float) -> float:
        low, high, at = self.first, self.last, value
        if self.logarithmic:
            low, high, at = math.log10(low), math.log10(high), math.log10(max(value, self.first))
        share = (at - low) / (high - low) if high > low else 0.5
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 2)


def _scale(ticks: Sequence[float], logarithmic: bool) -> _Scale:
    return _Scale(ticks[0], ticks[-1], logarithmic)


def _ticks(low: float, high: float) -> tuple[list[float], bool]:
    """Round numbers that enclose all bounds with some air on both sides."""
    if low > 0 and high / low >= LOGARITHMIC_FROM:
        lowest, highest = math.floor(math.log10(low)), math.ceil(math.log10(high * 1.05))
        powers = max(1, math.ceil((highest - lowest) / 6))
        return [10.0**power for power in range(lowest, highest + powers, powers)], True
    air = (high - low) * 0.25 or max(abs(high) * 0.25, 1.0)
    start, end = low - air, high + air
    if low >= 0:
        start = max(0.0, start)
    step = _round_step((end - start) / TICKS)
    if all(float(value).is_integer() for value in (low, high)):
        step = max(1.0, step)
    first_tick, last_tick = math.floor(start / step), math.ceil(end / step)
    return [round(k * step, 9) for k in range(first_tick, last_tick + 1)], False


def _round_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next((factor * power for factor in (1, 2, 5) if raw <= factor * power * 1.001), 10 * power)
