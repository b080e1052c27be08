"""The account of the sample, from the files to every surface, held against rules that are written anew here."""

from __future__ import annotations

import io
import re
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

import rashomon
from rashomon import export
from rashomon.model import Account, Article, Citation, Report

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"
VERDICTS = re.compile(
    r"\b(?:correct|incorrect|wrong|right|true|false|lie|lied|misleading|reliable|unreliable|credible|biased)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def report() -> Report:
    return rashomon.report([SAMPLE])


def widened(articles: dict[str, Article], at: Citation) -> str:
    """The cited words with the rest of their line: no summary may hold more than that line does."""
    text = articles[at.article].text
    start, end = text.rfind("\n", 0, at.start) + 1, text.find("\n", at.end)
    return text[start : end if end >= 0 else len(text)]


def statements(report: Report) -> list[tuple[Account, str, tuple[Citation, ...]]]:
    return [(story, s.text, s.citations) for story in report.stories for s in story.summary]


def test_the_document_fulfils_its_schema_and_all_citations_slice(report: Report) -> None:
    document = export.as_json(report)
    jsonschema.validate(document, export.schema(), cls=jsonschema.Draft202012Validator)
    assert export.verify(report) > 100
    assert len(document["articles"]) + len(document["rejected"]) == 15


def test_each_story_has_a_summary_of_at_most_eight_cited_sentences(report: Report) -> None:
    for story in report.stories:
        assert 1 <= len(story.summary) <= 8
        assert all(s.citations for s in story.summary)


def test_every_number_of_the_summary_stands_in_what_it_cites(report: Report) -> None:
    articles = {article.id: article for article in report.articles}
    for _, text, cited in statements(report):
        lines = " ".join(widened(articles, at) for at in cited)
        assert set(re.findall(r"\d[\d,.:]*\d|\d", text)) <= set(re.findall(r"\d[\d,.:]*\d|\d", lines)), text


def test_every_name_of_the_summary_stands_in_what_it_cites_or_is_its_outlet(report: Report) -> None:
    articles = {article.id: article for article in report.articles}
    for _, text, cited in statements(report):
        known = " ".join(widened(articles, at) + " " + (articles[at.article].outlet or "") for at in cited).casefold()
        words = [word for word in re.findall(r"[A-Za-z][\w'-]*", text) if word[0].isupper() and word not in ("Reports", "A")]
        assert [word for word in words if word.casefold() not in known] == [], text


def test_no_account_says_who_is_right(report: Report) -> None:
    articles = {article.id: article.text for article in report.articles}
    for _, text, cited in statements(report):
        found = VERDICTS.findall(text)
        assert all(any(word in articles[at.article] for at in cited) for word in found), text
    for story in report.stories:
        assert not any(VERDICTS.search(conflict.note) for conflict in story.conflicts)


def test_the_timeline_is_in_the_order_of_time(report: Report) -> None:
    for story in report.stories:
        whens = [row.when.split("/")[0] for row in story.timeline]
        assert whens == sorted(whens)
        assert all(row.citations for row in story.timeline)


def test_a_reprint_is_no_second_origin(report: Report) -> None:
    origins = dict(report.origins)
    assert origins["01_corvana-news-agency.html"] == origins["02_ellery-gazette.txt"]
    assert len(set(origins.values())) == 14


def test_every_surface_shows_every_story(report: Report) -> None:
    stream = io.StringIO()
    export.terminal(report, Console(file=stream, width=80, highlight=False))
    for text in (stream.getvalue(), export.markdown(report), export.html(report)):
        plain = " ".join(re.sub(r"\\(.)", r"\1", text).replace("&#39;", "'").replace("&amp;", "&").split())
        for story in report.stories:
            assert story.title in plain
    assert max(map(len, stream.getvalue().splitlines())) <= 80
