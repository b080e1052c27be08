"""Numbers that can answer no common question, however alike their sentences are."""

from __future__ import annotations

import rashomon
from rashomon.model import Article


def figures(*texts: str) -> list[set[str]]:
    told = [Article(id=str(i), text=text, title="", outlet=str(i), published="2025-01-21") for i, text in enumerate(texts)]
    (story,) = rashomon.report(told, one_story=True).stories
    return [{m.text for m in f.mentions} for f in story.figures]


def test_degrees_below_zero_stand_beside_no_count_of_people() -> None:
    found = figures(
        "Cold kills in Selby\n\nThe night in Selby killed 19 people, the mayor said on Monday. The shelters were full.\n",
        "Selby freezes\n\nIt was minus 19 in Selby in the night that killed so many, the mayor said on Monday. The shelters were full.\n",
    )
    assert not any("minus 19" in said and len(said) > 1 for said in found)


def test_hundreds_who_are_set_free_are_not_those_who_were_killed_or_abducted() -> None:
    found = figures(
        "Truce begins\n\nThe raid killed about 1,200 people, and 250 people were abducted. The truce frees 33 hostages in exchange for "
        "hundreds of prisoners.\n",
        "Truce holds\n\nAbout 1,200 people were killed in the raid and 250 people were abducted, officials said.\n",
    )
    assert {"hundreds of prisoners"} in found
