"""Stories that nobody would write: copies without end, tables of numbers, one report inside another, impossible dates."""

from __future__ import annotations

import dataclasses
import random

import pytest

import rashomon
from rashomon.model import Account, Article

MANY = 120  # copies: enough that no block of candidates holds them all

LEAD = "Coach falls into ravine near Masera, nine dead\n\n"
FIRST = LEAD + (
    "MASERA - Nine people were killed and 14 injured when a coach fell into a ravine near Masera on Tuesday, police said. "
    "It was carrying 44 people to a choir festival.\n\n"
    '"The brakes failed on the third bend," said Elena Orelli, the mayor. Rescuers worked until midnight.\n'
)
SECOND = (
    "Choir coach crash kills 11\n\nEleven people died when a coach with 44 people aboard left the road near Masera on Tuesday, "
    "the fire service said. Fourteen people were injured. The road was closed until Wednesday.\n"
)


def article(name: str, text: str, published: str | None = "2025-06-04") -> Article:
    return Article(id=name, text=text, title=text.partition("\n")[0], outlet=name, published=published)


def account_of(*articles: Article) -> Account:
    (story,) = rashomon.report(articles, one_story=True).stories
    return story


def told(account: Account) -> set[tuple[str, frozenset[float | None]]]:
    return {(f.measure or f.what, frozenset(m.low for m in f.mentions)) for f in account.figures}


def disputed(account: Account) -> list[tuple[str, ...]]:
    return [tuple(side.says for side in c.sides) for c in account.conflicts]


@pytest.fixture(scope="module")
def plain() -> Account:
    return account_of(article("a", FIRST), article("b", SECOND))


def test_a_hundred_copies_of_one_text_say_no_more_than_the_text(plain: Account) -> None:
    account = account_of(*(article(f"a{i:03}", FIRST) for i in range(MANY)), article("b", SECOND))
    assert len(account.origins) == 2
    assert told(account) == told(plain)
    assert disputed(account) == disputed(plain)
    assert {c.article for f in account.figures for c in f.mentions} == set(account.articles)


def test_a_table_of_three_thousand_numbers_changes_no_toll(plain: Account) -> None:
    chance = random.Random(3)
    rows = "\n".join(f"Parcel office {i}\t{chance.randint(2, 9999)} parcels\t{chance.randint(1, 99)}%" for i in range(1500))
    account = account_of(article("a", FIRST), article("b", SECOND), article("c", "Parcels by district\n\n" + rows))
    assert disputed(account) == disputed(plain)
    assert {f for f in told(account) if f[0] in ("killed", "injured")} == {f for f in told(plain) if f[0] in ("killed", "injured")}


def test_a_sentence_of_three_thousand_numbers_is_read_and_cited() -> None:
    account = account_of(article("a", "All numbers\n\n" + " ".join(f"{n} people," for n in range(2, 3002))))
    assert account.figures
    assert not account.conflicts


def test_a_report_that_quotes_another_whole_adds_no_number(plain: Account) -> None:
    quoted = (
        "What the others wrote\n\nThe paper put it so: “" + FIRST.replace('"', "'").replace("\n", " ") + "” We know no more than that.\n"
    )
    account = account_of(article("a", FIRST), article("b", SECOND), article("c", quoted))
    assert told(account) == told(plain)
    assert len(disputed(account)) == len(disputed(plain))


def test_publication_before_the_event_and_long_after_it_gives_an_account(plain: Account) -> None:
    early = dataclasses.replace(article("a", FIRST), published="1999-01-01")
    late = dataclasses.replace(article("b", SECOND), published="2031-05-06T10:00:00Z")
    assert told(account_of(early, late)) == told(plain)


def test_no_date_at_all_gives_an_account(plain: Account) -> None:
    assert told(account_of(article("a", FIRST, None), article("b", SECOND, None))) == told(plain)
