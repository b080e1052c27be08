"""One number, told of a whole group in one report and of a group with a part of that kind in another."""

from __future__ import annotations

import pytest

from rashomon.analysis import read
from rashomon.ingest import from_record
from rashomon.model import Conflict
from rashomon.pipeline.accounts import one_group, write

ALL = "The hospital in Orford dismissed 40 nurses on Monday, its director said."
MOST = "Forty people, most of them nurses, were dismissed by the hospital in Orford on Monday."


def raised(*texts: str) -> list[Conflict]:
    analyses = [read(from_record({"id": n, "text": t, "published": "2026-05-18"}, n)) for n, t in zip("abc", texts, strict=False)]
    (group,) = one_group(analyses)
    return [c for c in write(group, analyses).conflicts if c.kind == "scope"]


def test_all_of_them_and_most_of_them_are_told_apart() -> None:
    (conflict,) = raised(ALL, MOST)
    assert not conflict.hard
    assert [side.says for side in conflict.sides] == ["40 nurses", "most of them nurses"]
    assert [{c.article for c in side.citations} for side in conflict.sides] == [{"a"}, {"b"}]


@pytest.mark.parametrize(
    "other",
    [
        MOST,  # the same part in both
        "Forty people, most of them doctors, were dismissed by the hospital in Orford on Monday.",  # another part
        "The hospital in Orford dismissed 40 people on Monday.",  # no part
    ],
)
def test_parts_alone_contradict_nobody(other: str) -> None:
    assert raised(MOST, other) == []
