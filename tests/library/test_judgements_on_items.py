"""What a person says of two figures, mentions, names or facts holds in every account that is written afterwards."""

import json

import pytest

import rashomon
from rashomon.errors import SettingError

REPORTS = {
    "courier": "At least 12 people were killed when a ferry sank on Lake Tarn on Monday, police said. Captain Ada Berg was rescued.\n\n"
    "The ferry carried 80 passengers. Divers searched the lake through the night.",
    "post": "Twelve people died in the sinking of a ferry on Lake Tarn on Monday, officials said. Captain Ada Berg was saved by a tug.\n\n"
    "There were 80 passengers aboard the ferry. The tug Marla took survivors to Vessa.",
    "radio": "The ferry that sank on Lake Tarn on Monday had 80 passengers, and 14 people were killed, the coast guard said.\n\n"
    "Divers searched the lake through the night, the coast guard said.",
}


@pytest.fixture
def desk(tmp_path):
    rows = [
        {
            "id": id,
            "outlet": id,
            "published": "2026-03-10",
            "story": "ferry",
            "title": f"Ferry sinks on Lake Tarn, {id} reports",
            "text": text,
        }
        for id, text in REPORTS.items()
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with rashomon.open_library(tmp_path / "desk.db") as opened:
        opened.add(tmp_path / "in.jsonl")
        yield opened


def account(desk):
    (story,) = desk.stories()
    return story.account()


def together(items, one, two):
    """Whether one item has a mention in each of two places, given as (article, words)."""

    def holds(item, place):
        return any(m.article == place[0] and place[1] in m.text for m in item.mentions)

    return any(holds(item, one) and holds(item, two) for item in items)


def mention(article, words):
    start = REPORTS[article].index(words)
    return f"{article}:{start}-{start + len(words)}"


def test_two_mentions_called_different_are_parted_until_it_is_taken_back(desk):
    before = account(desk)
    one, two = ("courier", "80"), ("post", "80")
    assert together(before.figures, one, two)
    number = desk.judge("different", mention(*one), mention(*two), who="ada")
    desk.refresh()
    assert not together(account(desk).figures, one, two)
    assert desk.check() == ()
    desk.undo(number)
    desk.refresh()
    assert account(desk) == before
    (row,) = desk.judgements(undone=True)
    assert (row.kind, row.who) == ("different", "ada")
    assert row.undone


def test_two_figures_called_the_same_are_one_question(desk):
    before = account(desk)
    one, two = ("courier", "80"), ("radio", "14")
    assert not together(before.figures, one, two)
    first, second = (next(f for f in before.figures if together([f], place, place)) for place in (one, two))
    desk.judge("same", first.id, second.id)
    desk.refresh()
    assert together(account(desk).figures, one, two)
    desk.judge("different", mention(*one), mention(*two))
    desk.refresh()
    assert not together(account(desk).figures, one, two), "the later decision stands above the earlier one"


def test_a_name_can_be_parted(desk):
    before = account(desk)
    berg = next(e for e in before.entities if "Berg" in e.name)
    one, two = ("courier", "Berg"), ("post", "Berg")
    assert together([berg], one, two)
    desk.judge("different", mention("courier", "Ada Berg"), mention("post", "Ada Berg"))
    desk.refresh()
    assert not together(account(desk).entities, one, two)


def test_facts_can_be_joined_and_parted(desk):
    before = account(desk)
    first, second = before.facts[:2]
    number = desk.judge("same", first.id, second.id)
    desk.refresh()
    joined = [f for f in account(desk).facts if set(first.support) | set(second.support) <= set(f.support)]
    assert len(joined) == 1
    assert joined[0].origins == len({c.article for c in joined[0].support})
    desk.undo(number)
    desk.refresh()
    desk.judge("different", first.id, second.id)
    desk.refresh()
    assert not any({*first.support, *second.support} <= set(f.support) for f in account(desk).facts)
    assert desk.check() == ()


@pytest.mark.parametrize(("one", "two"), [("f0000000000", "f1111111111"), ("courier:1-2", "post:900-901")])
def test_items_that_are_not_there_are_refused(desk, one, two):
    with pytest.raises(SettingError):
        desk.judge("same", one, two)


def test_a_figure_and_a_name_are_no_pair(desk):
    with pytest.raises(SettingError, match="one kind"):
        desk.judge("same", mention("courier", "80"), mention("post", "Ada Berg"))
