"""The benchmark: its annotation stands where it says, its builder refuses what does not fit, its scorer keeps its word."""

from __future__ import annotations

import copy
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmark"
STORIES = sorted(p.parent for p in BENCHMARK.glob("*/gold.json"))
names = pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)


def script(name: str) -> ModuleType:
    """One of the benchmark's scripts as a module."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARK / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BUILD, SCORE, CARD = script("build"), script("score"), script("card")


def load(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf8"))


def texts_of(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf8") for p in folder.glob("*.txt")}


@names
def test_every_annotation_slices_to_its_text(folder: Path) -> None:
    texts = texts_of(folder)
    gold = load(folder, "gold.json")
    places = [m for group in gold["quantities"] + gold["dates"] for m in group["mentions"]]
    places += [v for quote in gold["quotes"] for v in quote["variants"]] + [s for x in gold["conflicts"] for s in x["sides"]]
    assert places
    for m in places:
        text = texts[m["article"]]
        assert text[m["start"] : m["end"]] == m["text"]
        assert text[m["sent_start"] : m["sent_start"] + len(m["sentence"])] == m["sentence"]
        assert m["sent_start"] <= m["start"] < m["end"] <= m["sent_start"] + len(m["sentence"])
    for fact in gold["key_facts"]:
        for support in fact["support"]:
            assert texts[support["article"]][support["start"] :].startswith(support["sentence"])
    for person in gold["people"]:
        for article in person["articles"]:
            assert any(alias in texts[article] for alias in person["aliases"])
    assert {o["article"] for o in gold["omissions"]} <= texts.keys()


@names
def test_the_annotation_is_what_its_plan_gives(folder: Path) -> None:
    for name, content in BUILD.build(folder).items():
        assert (folder / name).read_text(encoding="utf8") == content


@names
def test_the_digests_and_lengths_are_those_of_the_files(folder: Path) -> None:
    articles = load(folder, "meta.json")["articles"]
    assert [a["file"] for a in articles] == sorted(texts_of(folder))
    assert 4 <= len(articles) <= 6
    for article in articles:
        text = (folder / article["file"]).read_text(encoding="utf8")
        assert hashlib.sha256(text.encode()).hexdigest() == article["sha256"]
        assert 130 <= len(text.split()) <= 500


def test_the_parts_hold_every_story_once_and_the_card_counts_them() -> None:
    halves = load(BENCHMARK, "split.json")["split"]
    assert sorted(halves["fit"] + halves["gate"]) == [s.name for s in STORIES]
    assert halves["fit"]
    assert halves["gate"]
    assert CARD.tables() in (BENCHMARK / "README.md").read_text(encoding="utf8")


PLAN = """title A bridge
kind test
a 01_wire.txt | Wire | 2025-01-15T12:00:00Z
q people hurt | persons | single
01 at least nine people | 9+ | police
d fall of the bridge | single
01 Tuesday | 2025-01-14
u Ada Nye | single
01 " It sang first,
"""


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("at least nine people | 9+", "at least ten people | 10+", "found 0 times"),
        ("9+", "8+", "is not 8+"),
        ("2025-01-14", "2025-01-15", "is no tuesday"),
        ("01 Tuesday | 2025-01-14\n", "", "not annotated"),
        ('01 " It sang first,', "", "not annotated"),
        ("persons | single", "persons | agree", "verdict agree with 1 articles"),
        ("01 at least nine", "01 nine", "found 2 times"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = "Bridge falls\n\nA bridge fell on Tuesday and at least nine people were hurt, police said.\n"
    text += '"It sang first," said Ada Nye. She counted nine people.\n'
    (tmp_path / "01_wire.txt").write_text(text, encoding="utf8")
    whole = PLAN + "ok 01 counted nine\n"
    (tmp_path / "facts.plan").write_text(whole, encoding="utf8")
    assert BUILD.build(tmp_path)["gold.json"].count('"start"') == 3
    changed = whole.replace(old, new)
    assert changed != whole
    (tmp_path / "facts.plan").write_text(changed, encoding="utf8")
    with pytest.raises(BUILD.PlanError, match=complaint):
        BUILD.build(tmp_path)


RELATION = {"same wording": "same_wording", "variant wording": "wording_differs", "single": "single"}


def as_account(gold: dict[str, Any]) -> dict[str, Any]:
    """The account that a system without fault would write."""

    def at(m: dict[str, Any]) -> dict[str, Any]:
        return {k: m[k] for k in ("article", "start", "end", "text")}

    def sentence(m: dict[str, Any]) -> dict[str, Any]:
        return {"article": m["article"], "start": m["start"], "end": m["start"] + len(m["sentence"]), "text": m["sentence"]}

    copied = [c["articles"] for c in gold["sources"]["copy_groups"]]
    story = {
        "figures": [{"relation": q["verdict"], "mentions": q["mentions"]} for q in gold["quantities"]],
        "dates": [{"relation": d["verdict"], "mentions": d["mentions"]} for d in gold["dates"]],
        "quotes": [{"speaker": q["speaker"], "relation": RELATION[q["verdict"]], "variants": q["variants"]} for q in gold["quotes"]],
        "entities": [{"type": "person", "name": p["name"], "aliases": p["aliases"]} for p in gold["people"]],
        "facts": [
            {"id": f["id"], "text": f["statement"], "status": f["status"].replace("-", "_"), "support": [sentence(s) for s in f["support"]]}
            for f in gold["key_facts"]
        ],
        "conflicts": [
            {"kind": x["kind"], "about": x["about"], "sides": [{"citations": [at(s)]} for s in x["sides"]]}
            for x in gold["conflicts"]
            if x["real"]
        ],
        "omissions": [{"fact": o["fact"], "articles": [o["article"]]} for o in gold["omissions"]],
        "wording": [{"terms": [{"article": a, "text": t} for a, terms in w["terms"].items() for t in terms]} for w in gold["wording"]],
        "origins": copied,
    }
    for wording in story["wording"]:
        for term in wording["terms"]:
            term["start"], term["end"] = 0, len(term["text"])
    return {"stories": [story]}


def spotted(folder: Path, gold: dict[str, Any], account: dict[str, Any]) -> Any:
    """The score, with each wording's term put where it stands."""
    texts = texts_of(folder)
    for story in account["stories"]:
        for wording in story["wording"]:
            for term in wording["terms"]:
                term["start"] = texts[term["article"]].index(term["text"])
                term["end"] = term["start"] + len(term["text"])
    return SCORE.score_story(gold, account, texts)


@names
def test_an_account_without_fault_scores_one_everywhere(folder: Path) -> None:
    gold = load(folder, "gold.json")
    scores = spotted(folder, gold, as_account(gold))
    short = {name: (t.right, t.given, t.wanted) for name, t in scores.measures.items() if t.f1 < 1}
    assert short == {}
    assert scores.counts["citations broken"] == 0
    assert scores.counts["planted found"] == scores.counts["planted"] > 0
    assert scores.counts["look-alikes reported"] == 0 < scores.counts["look-alikes"]


def test_an_empty_account_finds_nothing() -> None:
    folder = STORIES[0]
    gold = load(folder, "gold.json")
    scores = spotted(folder, gold, {"stories": []})
    assert all(t.right == 0 for t in scores.measures.values())
    assert scores.measures["figures found"].recall == 0


def test_faults_cost_what_they_should() -> None:
    folder = BENCHMARK / "mine-collapse"
    gold = load(folder, "gold.json")
    right = as_account(gold)

    wrong = copy.deepcopy(right)
    figure = wrong["stories"][0]["figures"][0]["mentions"][1]
    figure["low"] = figure["low"] + 1
    measures = spotted(folder, gold, wrong).measures
    assert measures["figures found"].f1 == 1
    assert measures["figures value"].right == measures["figures value"].wanted - 1

    merged = copy.deepcopy(right)
    first, second, *rest = merged["stories"][0]["figures"]
    first["mentions"] = first["mentions"] + second["mentions"]
    merged["stories"][0]["figures"] = [first, *rest]
    grouped = spotted(folder, gold, merged).measures["figures grouped"]
    assert grouped.recall == 1 > grouped.precision

    swapped = copy.deepcopy(right)
    swapped["stories"][0]["quotes"][0]["speaker"] = "Lena Havel"
    measures = spotted(folder, gold, swapped).measures
    assert measures["direct quotes found"].f1 == 1 > measures["direct quotes speaker"].f1

    alarmed = copy.deepcopy(right)
    trap = next(x for x in gold["conflicts"] if not x["real"])
    alarmed["stories"][0]["conflicts"].append(
        {"kind": trap["kind"], "about": trap["about"], "sides": [{"citations": [s]} for s in trap["sides"]]}
    )
    scores = spotted(folder, gold, alarmed)
    assert scores.counts["look-alikes reported"] == 1
    assert scores.measures["conflicts"].precision < 1

    shifted = copy.deepcopy(right)
    shifted["stories"][0]["conflicts"][0]["sides"][0]["citations"][0]["start"] += 1
    assert spotted(folder, gold, shifted).counts["citations broken"] == 1
