"""What speaks for and against two reports being one story, as numbers that a small learned decision weighs.

All shares are in [0, 1] and weighted by how rare the words are; NaN where one of the two
has nothing to compare (no names, no time, no vector).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.story.comparison import SUMS, TOTALS
from rashomon.story.index import CANDIDATES, Index

NAMES = (
    "cosine",
    "title_overlap",
    "title_found_more",
    "title_found_less",
    "names_overlap",
    "names_found_more",
    "names_found_less",
    "salient_found_more",
    "salient_found_less",
    "salient_missing_more",
    "opening_found_more",
    "opening_found_less",
    "opening_missing_more",
    "opening_missing_less",
    "salient_missing_less",
    "places_found_more",
    "places_found_less",
    "lead_overlap",
    "numbers_overlap",
    "numbers_shared",
    "days_shared",
    "years_shared",
    "weekdays_shared",
    "weekday_in_lead",
    "lead_numbers_more",
    "lead_numbers_less",
    "rare_shared",
    "words_shared",
    "rarest_shared",
    "strongest_name_shared",
    "strongest_name_missing_more",
    "strongest_name_missing_less",
    "vector",
    "days_apart",
    "hours_apart",
    "as_near_in_time",
    "told_more",
    "told_less",
    "deeds_more",
    "deeds_less",
    "months_shared",
    "crowd_near_more",
    "crowd_near_less",
    "crowd_far_more",
    "crowd_far_less",
    "above_crowd_more",
    "above_crowd_less",
    "place_better",
    "place_worse",
    "company",
    "length_shorter",
    "length_longer",
)
SURROUNDINGS = sum(name.startswith(("crowd_", "above_crowd", "place_", "company")) for name in NAMES)
_S = {name: i for i, name in enumerate(SUMS)}
_T = {name: i for i, name in enumerate(TOTALS)}


def gather(index: Index, number: int, others: Sequence[int]) -> NDArray[np.float64]:
    """Evidence [len(others), len(NAMES)] on report `number` and each of the others."""
    if not len(others):
        return np.zeros((0, len(NAMES)))
    sums = index.compare(number, others)
    own = np.broadcast_to(index.totals([number]), (len(others), len(TOTALS)))
    theirs = index.totals(others)

    def share(top: str, total: str, *, of: NDArray[np.float64]) -> NDArray[np.float64]:
        bottom = of[:, _T[total]]
        return np.where(bottom > 0, sums[:, _S[top]] / np.where(bottom > 0, bottom, 1.0), np.nan)

    less = np.minimum(own, theirs)
    found = {
        kind: (share(f"{kind}_here", kind, of=own), share(f"{kind}_there", kind, of=theirs))
        for kind in ("title", "name", "salient", "place", "lead_number", "opening", "telling", "deed")
    }
    missing = [of[:, _T["salient"]] - sums[:, _S[f"salient_{side}"]] for of, side in ((own, "here"), (theirs, "there"))]
    unnamed = [of[:, _T["opening"]] - sums[:, _S[f"opening_{side}"]] for of, side in ((own, "here"), (theirs, "there"))]
    weight = np.sqrt(own[:, _T["weight"]] * theirs[:, _T["weight"]])
    both = {kind: less[:, _T[kind]] > 0 for kind in ("number", "day", "year", "weekday", "lead_weekday", "month")}
    gaps = index.gaps(number, others)
    length, lengths = index.lengths([number]), index.lengths(others)
    around = _surroundings(index, number, others, found["telling"])
    out = np.stack(
        [
            np.where(weight > 0, sums[:, _S["dot"]] / np.where(weight > 0, weight, 1.0), 0.0),
            share("title", "title", of=less),
            np.fmax(*found["title"]),
            np.fmin(*found["title"]),
            share("name", "name", of=less),
            np.fmax(*found["name"]),
            np.fmin(*found["name"]),
            np.fmax(*found["salient"]),
            np.fmin(*found["salient"]),
            np.fmax(*missing),
            np.fmax(*found["opening"]),
            np.fmin(*found["opening"]),
            np.fmax(*unnamed),
            np.fmin(*unnamed),
            np.fmin(*missing),
            np.fmax(*found["place"]),
            np.fmin(*found["place"]),
            share("lead", "lead", of=less),
            share("number", "number", of=less),
            np.where(both["number"], sums[:, _S["number"]], np.nan),
            np.where(both["day"], sums[:, _S["day"]], np.nan),
            np.where(both["year"], sums[:, _S["year"]] / np.maximum(1.0, less[:, _T["year"]]), np.nan),
            np.where(both["weekday"], sums[:, _S["weekday"]] / np.maximum(1.0, less[:, _T["weekday"]]), np.nan),
            np.where(both["lead_weekday"], sums[:, _S["lead_weekday"]], np.nan),
            np.fmax(*found["lead_number"]),
            np.fmin(*found["lead_number"]),
            sums[:, _S["rare"]],
            sums[:, _S["shared"]],
            sums[:, _S["rarest"]],
            sums[:, _S["top_shared"]],
            np.maximum(sums[:, _S["top_here"]], sums[:, _S["top_there"]]),
            np.minimum(sums[:, _S["top_here"]], sums[:, _S["top_there"]]),
            index.cosines(number, others),
            gaps,
            index.hours(number, others),
            index.as_near(number, gaps),
            np.fmax(*found["telling"]),
            np.fmin(*found["telling"]),
            np.fmax(*found["deed"]),
            np.fmin(*found["deed"]),
            np.where(both["month"], sums[:, _S["month"]] / np.maximum(1.0, less[:, _T["month"]]), np.nan),
            *around,
            np.minimum(length, lengths),
            np.maximum(length, lengths),
        ],
        axis=1,
    )
    return np.round(out, 5)


def _surroundings(
    index: Index, number: int, others: Sequence[int], told: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """How this likeness compares with that of other reports: the crowd about one matter, the place among the candidates, common company.

    NaN in a collection so small that every report is a candidate of every other: being the most alike says nothing there.
    """
    if index.active <= CANDIDATES:
        return [np.full(len(others), np.nan)] * SURROUNDINGS
    nearest, crowds = index.surroundings([number, *others])
    mine, theirs = np.broadcast_to(crowds[0].astype(np.float64), (len(others), crowds.shape[1])), crowds[1:].astype(np.float64)
    above = [share - crowd[:, 0] for share, crowd in zip(told, (mine, theirs), strict=True)]
    most = nearest.shape[1]
    here = _place(np.broadcast_to(nearest[0], (len(others), most)), np.asarray(others))
    there = _place(nearest[1:], np.full(len(others), number))
    common = np.isin(nearest[1:], nearest[0][nearest[0] >= 0]).sum(axis=1) / most
    crowd = [side(mine[:, i], theirs[:, i]) for i in range(crowds.shape[1]) for side in (np.maximum, np.minimum)]
    return [*crowd, np.fmax(*above), np.fmin(*above), np.minimum(here, there), np.maximum(here, there), common]


def _place(nearest: NDArray[np.int32], numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """The place of a report among the best candidates of another, one more than there are when it is not among them."""
    hit = nearest == numbers[:, None]
    return np.where(hit.any(axis=1), hit.argmax(axis=1), nearest.shape[1]).astype(np.float64)  # type: ignore[no-any-return]
