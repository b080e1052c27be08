"""Numbers, dates, sayings and persons that other reports give and one does not."""

from __future__ import annotations

import pytest

from rashomon.analysis import read
from rashomon.ingest import from_record
from rashomon.model import Account, Analysis
from rashomon.pipeline.accounts import one_group, write

HARBOUR = (
    "The footbridge over the Teal was opened in Orford on Saturday. Mayor Ines Calloway cut the ribbon in front of 2,400 people. "
    '"We have waited for this since the flood," Calloway said.'
)
VALLEY = (
    "Orford opened its new footbridge over the Teal on Saturday. Some 2,400 people watched as Mayor Ines Calloway cut the ribbon. "
    'Calloway told them: "We have waited for this since the flood."'
)
SILENT = "A footbridge now crosses the Teal at Orford. It was opened on Saturday and replaces the ferry, which the town gave up."


def account(*texts: str) -> Account:
    read_: list[Analysis] = []
    for name, text in zip("abcd", texts, strict=False):
        read_.append(read(from_record({"id": name, "text": text, "published": "2026-05-17T08:00:00Z"}, name)))
    (group,) = one_group(read_)
    return write(group, read_)


def left_out(told: Account, article: str) -> str:
    facts = {f.id: f.text for f in told.facts}
    return "\n".join(facts.get(o.fact, o.fact) for o in told.omissions if article in o.articles)


@pytest.fixture(scope="module")
def told() -> Account:
    return account(HARBOUR, VALLEY, SILENT)


@pytest.mark.parametrize("detail", ["2,400", "Ines Calloway", "since the flood"])
def test_a_detail_of_two_others_is_listed(told: Account, detail: str) -> None:
    assert detail in left_out(told, "c")


def test_who_tells_a_detail_is_cited(told: Account) -> None:
    facts = {f.id for f in told.facts}
    details = [o for o in told.omissions if o.fact not in facts]
    assert details
    for omission in details:
        assert {c.article for c in omission.told} == {"a", "b"}
        assert not {c.article for c in omission.told} & set(omission.articles)


def test_a_number_in_any_place_of_the_report_is_told() -> None:
    counted = account(HARBOUR, VALLEY, SILENT + " The organisers counted 2,400 visitors.")
    assert not any(line.startswith("2,400") for line in left_out(counted, "c").splitlines())


def test_a_person_who_is_called_by_the_surname_alone_is_named() -> None:
    named = SILENT.replace("It was opened on Saturday", "Calloway opened it on Saturday")
    assert "Ines Calloway:" not in left_out(account(HARBOUR, VALLEY, named), "c")


def test_what_one_other_tells_is_none() -> None:
    assert "2,400" not in left_out(account(HARBOUR, SILENT, SILENT.replace("A footbridge", "A bridge for walkers")), "b")
