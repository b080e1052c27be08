"""Page furniture is found; reporting stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.analysis.boilerplate import ANNOTATOR, find, kind_of_line
from rashomon.model import Analysis, Article


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in find(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sign up to our newsletter for the morning's best reads", "promotion"),
        ("Read more: How the bridge was built", "promotion"),
        ("READ MORE: Ferry fares to rise", "promotion"),
        ("Advertisement", "promotion"),
        ("Follow Mara Quill on Twitter @maraquill.", "promotion"),
        ("Follow us on Facebook and Twitter", "promotion"),
        ("Related Stories:", "promotion"),
        ("Table of Contents", "contents"),
        ("1 thought on “Harbour town votes to keep its ferry”", "comments"),
        ("14 Comments", "comments"),
        ("Leave a Reply", "comments"),
        ("Image copyright EPA", "credit"),
        ("Photo: Mara Quill / Harbour News", "credit"),
        ("(Photo by Mara Quill/Harbour News)", "credit"),
        ("Copyright 2021 Harbour News. All rights reserved.", "credit"),
        ("© 2019 Harbour Media Group.", "credit"),
        ("Image caption The ferry lay at the quay all night", "caption"),
        ("By Mara Quill and John van Dorn", "byline"),
        ("BY MARA QUILL, STAFF WRITER", "byline"),
        ("(Reporting by Mara Quill; Editing by John Dorn)", "byline"),
        ("Mara Quill contributed to this report.", "byline"),
        ("Updated: Oct 5, 2016 - 5:52 PM", "byline"),
        ("This developing story has been updated since initial publication.", "correction"),
        ("This is a developing story. Check back for updates.", "correction"),
        ("Correction: An earlier version gave the wrong name of the mayor.", "correction"),
        ("Share this", "navigation"),
        ("Share this: Facebook", "navigation"),
        ("* * *", "navigation"),
        ("___.", "navigation"),
    ],
)
def test_furniture_lines(line: str, kind: str) -> None:
    assert kinds(f"The ferry sank.\n{line}\nNobody was hurt.") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday afternoon, divers had searched the whole harbour, the mayor said.",
        "More than 300 people were on the quay when the ferry left.",
        "Read more than any other book that year, the novel made her name.",
        "Follow-up searches on Tuesday found nothing.",
        "“Share this with everyone you know,” the mayor said.",
        "Comments by the minister drew protest.",
        "Police are still investigating.",
        "Five thoughts on why the ferry sank",
        "Copyright law protects the song, the judge ruled.",
        "He said the council would “sign up for” the plan.",
        "Related attacks killed six people in May.",
        "Photographs of the wreck were shown to the jury.",
        "Watch towers were built along the coast.",
        "No one was hurt.",
        "UPDATE - THE FERRY HAS BEEN RAISED",
        "Contents of the ship's log were read out in court.",
    ],
)
def test_reporting_stays(line: str) -> None:
    assert kinds(line) == []


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("LONDON, March 3 (Reuters) - The ferry sank.", "LONDON, March 3 (Reuters) -"),
        ("WASHINGTON (AP) — The ferry sank.", "WASHINGTON (AP) —"),
        ("NEW YORK — The ferry sank.", "NEW YORK —"),
        ("FLINT, Mich., Oct. 4 (UPI) — The ferry sank.", "FLINT, Mich., Oct. 4 (UPI) —"),
        ("Paris (AFP) – The ferry sank.", "Paris (AFP) –"),
        ("(Reuters) - The ferry sank.", "(Reuters) -"),
        ("(CNN)The ferry sank.", "(CNN)"),
    ],
)
def test_a_dateline_covers_only_itself(line: str, dateline: str) -> None:
    assert kinds(f"Ferry sinks\n\n{line}") == [("dateline", dateline)]


def test_a_credit_at_the_end_of_a_paragraph_is_cut_off() -> None:
    text = "The ferry sank in the night, the mayor said. (Reporting by Mara Quill; Editing by John Dorn)"
    assert kinds(text) == [("byline", "(Reporting by Mara Quill; Editing by John Dorn)")]


@given(st.lists(st.sampled_from([*'aA .,:;-—()[]"“”’@/\n\r\x00é€#', "\u2028", "Photo", "By ", "(AP) - "]), max_size=300).map("".join))
def test_ranges_are_ordered_and_inside_the_text(text: str) -> None:
    found = list(find(text))
    assert all(0 <= b.start < b.end <= len(text) for b in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_step_fills_its_layer() -> None:
    text = "Ferry sinks\n\nThe ferry sank.\nShare this"
    assert [b.kind for b in ANNOTATOR.run(Analysis(Article("a", text))).boilerplate] == ["navigation"]


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Munk, The Belmar Post, 4 May 2026",
        "Belmar Weekly, 13 May 2026",
        "Posted by Old Pilot on 12 May 2026, 10:40",
        "By Post staff and agency",
    ],
)
def test_an_outlet_with_the_day_is_a_byline(line: str) -> None:
    assert kind_of_line(line) == "byline"


@pytest.mark.parametrize(
    "line", ["She died in Belmar on 4 May 2026", "The strike of bakers began on 10 May 2026.", "It opened, 4 May 2026"]
)
def test_a_sentence_that_ends_in_a_day_is_none(line: str) -> None:
    assert kind_of_line(line) is None
