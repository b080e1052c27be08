"""What must hold of any story, without a label: changes to the reports that change one thing in the account, or nothing."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from pathlib import Path

import pytest

import rashomon
from rashomon.analysis import read
from rashomon.export import as_text
from rashomon.model import Account, Article, Conflict

BENCHMARK = Path(__file__).parents[2] / "benchmark"
STORIES = ("warehouse-fire", "coach-crash", "cup-final")
TOLLS = ("killed", "injured", "arrested", "evacuated", "missing")
NUMERAL = re.compile(r"[\d,]*\d|two", re.IGNORECASE)


def reports(name: str) -> list[Article]:
    return [
        Article(id=p.name, text=p.read_text(encoding="utf8"), title=p.read_text(encoding="utf8").partition("\n")[0], outlet=p.stem[3:])
        for p in sorted((BENCHMARK / name).glob("*.txt"))
    ]


def dated(name: str) -> list[Article]:
    """The reports with the day on which each appeared, without which no weekday is a day."""
    meta = json.loads((BENCHMARK / name / "meta.json").read_text(encoding="utf8"))
    days = {a["file"]: a["date"] for a in meta["articles"]}
    return [dataclasses.replace(a, published=days[a.id]) for a in reports(name)]


def account_of(articles: list[Article]) -> Account:
    (story,) = rashomon.report(articles, one_story=True).stories
    return story


def values(account: Account) -> set[tuple[float | None, float | None, str]]:
    return {(m.low, m.high, m.modifier) for f in account.figures for m in f.mentions}


def conflicts(account: Account) -> set[tuple[str, frozenset[str]]]:
    return {(c.kind, frozenset(s.says.strip('“”"') for s in c.sides)) for c in account.conflicts}


@pytest.fixture(scope="module", params=STORIES)
def told(request: pytest.FixtureRequest) -> tuple[list[Article], Account]:
    articles = reports(request.param)
    return articles, account_of(articles)


def test_any_order_gives_the_same_bytes(told: tuple[list[Article], Account]) -> None:
    articles, _ = told
    shuffled = random.Random(5).sample(articles, len(articles))
    assert as_text(rashomon.report(shuffled)) == as_text(rashomon.report(articles))


def test_a_reprint_changes_no_figure_conflict_or_count_of_origins(told: tuple[list[Article], Account]) -> None:
    articles, before = told
    longest = max(articles, key=lambda a: len(a.text))
    lines = longest.text.split("\n")
    body = [i for i, line in enumerate(lines) if len(line.split()) > 12]
    dropped = body[-max(1, len(body) // 10) :]
    kept = "\n".join(line for i, line in enumerate(lines) if i not in dropped)
    reprint = dataclasses.replace(longest, id="99_reprint.txt", outlet="Reprint Daily", text=kept)
    after = account_of([*articles, reprint])
    assert values(after) == values(before)
    assert conflicts(after) == conflicts(before)
    assert len(after.origins) == len(before.origins)


@pytest.mark.parametrize("name", ["savings-bank-failure", "exam-leak", "cholera-outbreak"])
def test_a_reprint_under_another_byline_with_sentences_cut_anywhere_changes_nothing(name: str) -> None:
    articles = reports(name)
    before = account_of(articles)
    longest = max(articles, key=lambda a: len(a.text))
    sentences = [s for s in read(longest).sentences if s.role == "body" and s.end - s.start > 40]
    text = longest.text
    for s in sorted(random.Random(2).sample(sentences, len(sentences) // 10), key=lambda s: -s.start):
        text = text[: s.start] + text[s.end :].lstrip(" ")
    reprint = dataclasses.replace(longest, id="99_reprint.txt", outlet="Reprint Daily", text=text.replace("\n", "\nBy Alma Reed\n", 1))
    after = account_of([*articles, reprint])
    assert values(after) == values(before)
    assert conflicts(after) == conflicts(before)
    assert len(after.origins) == len(before.origins)


def test_dropping_at_least_raises_nothing() -> None:
    articles = reports("highland-quake")
    edited = [dataclasses.replace(a, text=a.text.replace("at least ", "")) for a in articles]
    assert [a.text for a in edited] != [a.text for a in articles]
    assert [c.kind for c in account_of(edited).conflicts] == [c.kind for c in account_of(articles).conflicts]


def test_a_verb_negated_in_one_report_gives_one_new_conflict_there() -> None:
    articles = reports("savings-bank-failure")
    told, denied = "was closed by state", "was not closed by state"
    edited = [dataclasses.replace(a, text=a.text.replace(told, denied)) for a in articles]
    (changed,) = [a.id for a, old in zip(edited, articles, strict=True) if a.text != old.text]
    known = conflicts(account_of(articles))
    new = [c for c in account_of(edited).conflicts if (c.kind, frozenset(s.says.strip('“”"') for s in c.sides)) not in known]
    assert [c.kind for c in new] == ["status"]
    assert any(denied in c.text and c.article == changed for side in new[0].sides for c in side.citations)


@pytest.mark.parametrize("name", ["cyclone-odalys", "presidential-runoff"])
def test_one_shared_number_changed_by_a_fifth_gives_one_new_conflict_there(name: str) -> None:
    articles = reports(name)
    before = account_of(articles)
    tolls = [f for f in before.figures if f.relation == "agree" and f.measure in TOLLS and len({m.article for m in f.mentions}) >= 3]
    assert tolls, "the story must have a toll on which three reports agree"
    figure = max(tolls, key=lambda f: len({m.article for m in f.mentions}))
    article = max(figure.mentions).article
    places = [m for m in figure.mentions if m.article == article]
    text = next(a.text for a in articles if a.id == article)
    for m in sorted(places, reverse=True):
        text = text[: m.start] + NUMERAL.sub(str(round((m.low or 0) * 1.2 + 0.5)), m.text, count=1) + text[m.end :]
    edited = [dataclasses.replace(a, text=text) if a.id == article else a for a in articles]
    changed = str(round((figure.low or 0) * 1.2 + 0.5))
    raised = [c for c in account_of(edited).conflicts if any(changed in side.says.split() for side in c.sides)]
    assert [c.kind for c in raised] == ["value"]
    cited = [c for side in raised[0].sides if changed in side.says.split() for c in side.citations]
    assert {c.article for c in cited} == {article}
    assert all(changed in c.text for c in cited)


def changed_once(articles: list[Article], name: str, old: str, new: str) -> list[Conflict]:
    """The conflicts of which no side was said before, after words are changed wherever one report has them."""
    (report,) = [a for a in articles if a.id == name]
    assert old in report.text
    edited = [dataclasses.replace(a, text=a.text.replace(old, new)) if a is report else a for a in articles]
    known = conflicts(account_of(articles))
    return [c for c in account_of(edited).conflicts if (c.kind, frozenset(s.says.strip('“”"') for s in c.sides)) not in known]


@pytest.mark.parametrize(
    "name,report,day,next_day",
    [
        ("no-confidence-vote", "04_euro-desk-analysis.txt", "4 March", "5 March"),
        ("prisoner-exchange", "03_noronian-press-service.txt", "on 22 March", "on 23 March"),
        ("conductor-obituary", "05_the-new-review-of-music.txt", "12 January", "13 January"),
    ],
)
def test_a_date_shifted_by_a_day_in_one_report_gives_one_new_conflict_there(name: str, report: str, day: str, next_day: str) -> None:
    (raised,) = changed_once(dated(name), report, day, next_day)
    assert raised.kind == "date"
    there = {side.says for side in raised.sides for c in side.citations if c.article == report and next_day in c.text}
    assert len(there) == 1
    assert all(c.article != report for side in raised.sides if side.says not in there for c in side.citations)


@pytest.mark.parametrize(
    "name,report,speaker,other",
    [
        ("rail-strike", "04_workers-daily.txt", "Morag Lyle", "Duncan Hale"),
    ],
)
def test_a_quotation_given_to_another_speaker_in_one_report_gives_one_new_conflict_there(
    name: str, report: str, speaker: str, other: str
) -> None:
    (raised,) = changed_once(reports(name), report, speaker, other)
    assert raised.kind == "attribution"
    assert {c.article for side in raised.sides if side.says == other for c in side.citations} == {report}


@pytest.mark.parametrize(
    "name,report,told,denied",
    [
        ("prisoner-exchange", "05_the-examiner-world.txt", "was shot down", "was not shot down"),
    ],
)
def test_what_one_report_denies_of_a_sentence_of_another_gives_one_new_conflict_there(
    name: str, report: str, told: str, denied: str
) -> None:
    (raised,) = changed_once(reports(name), report, told, denied)
    assert raised.kind == "status"
    assert any(denied in c.text and c.article == report for side in raised.sides for c in side.citations)


def test_an_unrelated_article_changes_nothing(told: tuple[list[Article], Account]) -> None:
    articles, _ = told
    other = reports("conductor-obituary")[0] if articles[0].id != reports("conductor-obituary")[0].id else articles[0]
    other = dataclasses.replace(other, id="98_other.txt")
    alone = {frozenset(s.articles): s for s in rashomon.report(articles).stories}
    beside = {frozenset(s.articles): s for s in rashomon.report([*articles, other]).stories}
    for members, story in alone.items():
        assert beside[members] == story


def test_two_incidents_of_one_kind_are_not_mixed() -> None:
    fire = [dataclasses.replace(a, id=f"fire {a.id}") for a in reports("warehouse-fire")]
    crash = [dataclasses.replace(a, id=f"crash {a.id}") for a in reports("coach-crash")]
    for story in rashomon.report(fire + crash).stories:
        assert len({a.split()[0] for a in story.articles}) == 1
