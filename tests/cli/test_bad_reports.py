"""Reports that tell nothing, tell too much or come twice: `cluster` ends, keeps them apart, and says what it did."""

from __future__ import annotations

import json

import pytest

from rashomon import library
from rashomon.model import Article

FIRE = "A fire destroyed the Tollmann warehouse in Harrowby on Monday night. Eighty firefighters fought it, Petra Lindqvist said."
OTHER_FIRE = "A fire gutted the Kessler storehouse in Ostrava Falls on Saturday. Nobody was hurt, the marshal Dwight Obuya said."
WALL = "We use cookies to improve your experience.\nAccept cookies\nPrivacy policy"
ROUND_UP = "News in short\n\n" + "\n".join(
    (
        "The mayor of Port Callan, Edwina Strand, resigned after an audit led by Hugo Pellerin.",
        "A fire destroyed a furniture warehouse of Tollmann Furnishings in Harrowby.",
        "The ferry company Western Isles Lines said the Maid of Ardmore would sail again on Monday.",
        "A court in Brennick sentenced the banker Olof Tarn to six years for fraud.",
        "The striker Dario Venn left the club Alba Rovers for Sturmfeld.",
        "Scientists at Corrin College found a fossil fish in the Dunmore quarry.",
        "In Vallmera, farmers blocked the road to the port with Kubarin tractors.",
        "The singer Lene Ashgrove cancelled her concert at the Merrow theatre.",
    )
)
LIVE = "Harrowby fire: live updates\n\n" + "\n".join(f"{8 + i}:15 Firefighters in Harrowby pour water on Tollmann." for i in range(8))
WAYS = [("--batch",), ("--online",), ("--online", "--no-revision")]


def clustered(run, tmp_path, rows, *options):
    given = tmp_path / "rows.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ran = run("cluster", given, "--no-vectors", *options)
    return ran, [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize("way", WAYS)
def test_what_tells_no_one_event_stays_alone_and_is_named_with_its_reason(run, tmp_path, way):
    rows = [{"id": "f1", "text": FIRE}, {"id": "round", "text": ROUND_UP}, {"id": "live", "text": LIVE}]
    rows += [{"id": f"wall{i}", "text": WALL} for i in range(3)]
    ran, found = clustered(run, tmp_path, rows, *way)
    story_of = {row["id"]: row["story"] for row in found}
    assert [story_of[f"wall{i}"] for i in range(3)] == ["wall0", "wall1", "wall2"]
    assert [key for key, name in story_of.items() if name == story_of["round"]] == ["round"]
    assert "furniture" in ran.err and "several events" in ran.err and "live page" in ran.err


@pytest.mark.parametrize("way", WAYS)
def test_an_id_seen_twice_keeps_both_texts_and_says_so(run, tmp_path, way):
    ran, found = clustered(run, tmp_path, [{"id": "x", "text": FIRE}, {"id": "x", "text": FIRE.replace("Eighty", "Ninety")}], *way)
    assert ran.code == 0 and [row["story"] for row in found] == ["x", "x"]
    assert len({row["id"] for row in found}) == 2
    assert 'another article has the id "x"' in ran.err


@pytest.mark.parametrize("way", WAYS)
def test_empty_bodies_are_named_and_stay_alone(run, tmp_path, way):
    rows = [{"id": "none", "text": ""}, {"id": "blank", "text": " \n\t"}, {"id": "marks", "text": "-- * --"}, {"id": "f1", "text": FIRE}]
    ran, found = clustered(run, tmp_path, rows, *way)
    assert ran.code == 1 and {row["id"]: row["story"] for row in found} == {"marks": "marks", "f1": "f1"}
    assert ran.err.count("the article is empty") == 2 and "marks: set aside: no words in the text" in ran.err


@pytest.mark.parametrize("way", WAYS)
def test_ten_thousand_equal_texts_are_one_story_and_draw_nothing_else_in(run, tmp_path, way):
    rows = [{"id": f"{i:05}", "text": FIRE} for i in range(10_000)]
    rows[5000:5000] = [{"id": "mayor", "text": ROUND_UP.split("\n")[2]}, {"id": "again", "text": OTHER_FIRE}]
    ran, found = clustered(run, tmp_path, rows, *way)
    story_of = {row["id"]: row["story"] for row in found}
    assert ran.code == 0 and len({story_of[f"{i:05}"] for i in range(10_000)}) == 1
    assert story_of["mayor"] == "mayor" and story_of["again"] == "again"


@pytest.mark.parametrize("online", [False, True])
def test_articles_handed_over_with_one_id_and_two_texts_are_one_with_a_note(online):
    items = [Article(id="x", text=FIRE), Article(id="x", text=FIRE.replace("Eighty", "Ninety"))]
    (found,) = library.cluster_articles(items, online=online, revise=not online, with_vectors=False)
    assert found.articles == ("x",)
    assert "several texts" in found.notes[0]
