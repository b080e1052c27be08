"""What a report says of each of its terms, packed small, and the sums that compare one report with many over the terms that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.story import rarity
from rashomon.story.features import Features

Floats = NDArray[np.float64]
# What a report says of one of its terms, as bits.
FLAGS = "present title lead name salient place opening number lead_number day year weekday lead_weekday month".split()
PRESENT, TITLE, LEAD, NAME, SALIENT, PLACE, OPENING, NUMBER, LEAD_NUMBER, DAY, YEAR, WEEKDAY, LEAD_WEEKDAY, MONTH = (
    1 << i for i in range(14)
)
MARKS = {"d": DAY, "y": YEAR, "w": WEEKDAY, "m": MONTH}
RARE = 5.0  # inverse document frequency of a word that few texts have
TOTALS = tuple("weight telling deed title name salient place lead opening number lead_number day year weekday lead_weekday month".split())
BITS = np.arange(len(FLAGS), dtype=np.uint16)
WEIGHED, COUNTED = ([FLAGS.index(name) for name in TOTALS[low:high]] for low, high in ((3, 11), (11, 16)))
SUMS = (
    *"dot telling_here telling_there deed_here deed_there title title_here title_there name name_here name_there".split(),
    *"salient_here salient_there place_here place_there lead opening_here opening_there number lead_number_here lead_number_there".split(),
    *"day year weekday lead_weekday month rare shared".split(),
    *"rarest top_shared top_there top_here".split(),
)
SUMMED = 28  # of them are sums, the others the greatest of something: a shared word, a shared name, a name only there, a name only here


@dataclass(frozen=True, slots=True)
class Terms:
    """A report's terms in its own order: number, weight and flags of each."""

    ids: NDArray[np.int32]
    weights: NDArray[np.float16]
    flags: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Shared:
    """The terms that a report shares with `others` other reports.

    `slots` are their places among its own, `theirs` the same terms as the others have them, `owners` whose they are, ascending.
    """

    slots: NDArray[np.int64]
    theirs: Terms
    owners: NDArray[np.int64]
    others: int


def read(features: Features) -> tuple[list[str], NDArray[np.float16], NDArray[np.uint16]]:
    """The keys of a report's terms, their weights, and what it says of each."""
    weights = dict(features.terms)
    names = {key for key, _ in features.names if rarity.background(key) > 2.0}
    title, places = set(features.title), set(features.places) & names
    front, opening = title.union(features.lead), title.union(features.opening) & names
    keys = [*weights, *sorted((title | names) - weights.keys())]
    flags = []
    for key in keys:
        flag = PRESENT
        if key in title:
            flag |= TITLE
        if key in front:
            flag |= LEAD
        if key in names:
            flag |= NAME | SALIENT if flag & LEAD else NAME
            if key in places:
                flag |= PLACE
            if key in opening:
                flag |= OPENING
        flags.append(flag)
    values = [*weights.values(), *(0.0 for _ in range(len(keys) - len(weights) + len(features.numbers) + len(features.dates)))]
    in_front = set(features.lead_numbers)
    for number in features.numbers:
        keys.append("#" + number)
        flags.append(NUMBER | LEAD_NUMBER if number in in_front else NUMBER)
    for mark in features.dates:
        keys.append("@" + mark)
        flags.append(MARKS.get(mark[0], 0) | (LEAD_WEEKDAY if mark == features.lead_weekday else 0))
    return keys, np.array(values, dtype=np.float16), np.array(flags, dtype=np.uint16)


def telling(weights: Any, rarities: Floats) -> Floats:
    """How strongly a term points to reports of the same event."""
    found: Floats = np.maximum(weights, 0.7) * rarities * rarities
    return found


def _on(flags: NDArray[np.uint16], flag: int) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (flags & np.uint16(flag)) != 0
    return found


def totals(terms: Terms, rarities: Floats) -> Floats:
    """A report's own totals, the columns of `TOTALS`."""
    weights = terms.weights.astype(np.float64)
    strength = np.where(weights > 0, telling(weights, rarities), 0.0)
    says = ((terms.flags[:, None] >> BITS) & 1).astype(np.float64)
    return np.concatenate(
        (
            [((weights * rarities) ** 2).sum(), strength.sum(), (strength * (1.0 - says[:, FLAGS.index("name")])).sum()],
            (says[:, WEIGHED] * rarities[:, None]).sum(axis=0),
            says[:, COUNTED].sum(axis=0),
        )
    )


def sums(mine: Terms, rarities: Floats, shared: Shared) -> Floats:
    """Sums [others, SUMS] over the terms that this report shares with each of the others; its last two columns stay empty."""
    out = np.zeros((shared.others, len(SUMS)))
    slots, owners = shared.slots, shared.owners
    if not len(slots):
        return out
    a, b, e = mine.flags[slots], shared.theirs.flags, rarities[slots]
    weight_a, weight_b = mine.weights[slots].astype(np.float64), shared.theirs.weights.astype(np.float64)
    in_a, in_b = ({name: _on(flags, 1 << i) for i, name in enumerate(FLAGS)} for flags in (a, b))
    word_a, word_b, weighed = in_a["present"], in_b["present"], weight_b > 0
    told_a, told_b = telling(weight_a, e) * (weight_a > 0), telling(weight_b, e) * weighed
    plain = ~in_a["name"] & ~in_b["name"]
    columns = (
        weight_a * weight_b * e * e,
        told_a,
        told_b,
        told_a * plain,
        told_b * plain,
        e * (in_a["title"] & in_b["title"]),
        e * (in_a["title"] & word_b),
        e * (word_a & in_b["title"]),
        e * (in_a["name"] & in_b["name"]),
        e * (in_a["name"] & word_b),
        e * (word_a & in_b["name"]),
        e * (in_a["salient"] & word_b),
        e * (word_a & in_b["salient"]),
        e * (in_a["place"] & word_b),
        e * (word_a & in_b["place"]),
        e * (in_a["lead"] & in_b["lead"]),
        e * (in_a["opening"] & in_b["lead"]),
        e * (in_a["lead"] & in_b["opening"]),
        e * (in_a["number"] & in_b["number"]),
        e * (in_a["lead_number"] & in_b["number"]),
        e * (in_a["number"] & in_b["lead_number"]),
        in_a["day"] & in_b["day"],
        in_a["year"] & in_b["year"],
        in_a["weekday"] & in_b["weekday"],
        in_a["lead_weekday"] & in_b["lead_weekday"],
        in_a["month"] & in_b["month"],
        word_a & weighed & (e > RARE),
        e * (word_a & weighed),
    )
    starts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    filled = owners[starts]
    out[filled, :SUMMED] = np.add.reduceat(np.stack(columns, axis=1, dtype=np.float64), starts, axis=0)
    out[filled, SUMMED] = np.maximum.reduceat(e * (word_a & word_b), starts)
    out[filled, SUMMED + 1] = np.maximum.reduceat(e * in_b["name"] * np.minimum(weight_a, weight_b), starts)
    return out


def strongest_missing(mine: Terms, rarities: Floats, shared: Shared) -> Floats:
    """For each other report the strongest of this report's names that it does not have."""
    strength = _on(mine.flags, NAME) * mine.weights.astype(np.float64) * rarities
    named = np.flatnonzero(strength > 0)
    if not len(named):
        return np.zeros(shared.others)
    column = np.full(len(strength), -1)
    column[named] = np.arange(len(named))
    absent = np.broadcast_to(strength[named], (shared.others, len(named))).copy()
    at = column[shared.slots]
    absent[shared.owners[at >= 0], at[at >= 0]] = 0.0
    strongest: Floats = absent.max(axis=1)
    return strongest
