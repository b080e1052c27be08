"""The account as a reader meets it: web page, terminal, Markdown.

Safe whatever the articles hold, and every statement leads to its sentence.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import itertools
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from sample_report import ARTICLES, REPORT, SINGLE, STAR_ID, STORY

from rashomon import export
from rashomon.errors import CitationError
from rashomon.export.passages import passages, pieces, sentence_around
from rashomon.model import Account, Article, Report, Statement

VOID = {"meta", "br", "img", "input", "link", "hr", "line", "circle", "path"}


class Page(HTMLParser):
    """What a browser would find: elements, ids, links, the text inside each id."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text_of: dict[str, str] = {}
        self.ids: list[str] = []
        self.open: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        id = found.get("id")
        if id:
            self.ids.append(id)
            self.text_of[id] = ""
        if tag not in VOID:
            self.open.append((tag, id))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, id in self.open:
            if id:
                self.text_of[id] += data

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


def terminal(report: Report, **options: object) -> str:
    stream = io.StringIO()
    export.terminal(report, Console(file=stream, width=80, highlight=False, **options))  # type: ignore[arg-type]
    return stream.getvalue()


PAGE = Page(export.html(REPORT))


def test_every_link_inside_the_page_leads_somewhere_and_no_id_stands_twice() -> None:
    assert len(PAGE.ids) == len(set(PAGE.ids))
    assert {href[1:] for href in PAGE.links() if href.startswith("#")} <= set(PAGE.ids)
    assert all(href.startswith("#") for href in PAGE.links())


def test_a_citation_leads_to_the_sentence_that_holds_its_words() -> None:
    for at in export.citations(REPORT.stories):
        number = [article.id for article in REPORT.articles].index(at.article) + 1
        anchors = [id for id in PAGE.ids if id.startswith(f"a{number}-") and id[-1].isdigit()]
        assert any(at.text in PAGE.text_of[id] for id in anchors), at


def test_the_page_asks_for_nothing_from_outside_and_runs_nothing() -> None:
    tags = {tag for tag, _ in PAGE.tags}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "link", "base", "video", "audio"}
    assert not any(name.startswith("on") or name in ("src", "srcset", "style") for _, attrs in PAGE.tags for name in attrs)
    text = export.html(REPORT)
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    text = export.html(REPORT)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = next(attrs["content"] or "" for tag, attrs in PAGE.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{digest}'" in policy


def test_the_text_of_an_article_is_never_markup() -> None:
    text = export.html(REPORT)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "Evening &lt;Star&gt;" in text
    assert "\u202e" not in text
    assert "\x1b" not in text


def test_the_page_can_be_found_through_by_keyboard_and_ear() -> None:
    tags = [tag for tag, _ in PAGE.tags]
    assert {"main", "header", "footer", "nav"} <= set(tags)
    assert PAGE.links()[0] == "#main"
    assert tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for tag, attrs in PAGE.tags:
        for name in (attrs.get("aria-labelledby") or "").split():
            assert name in PAGE.ids, (tag, name)


def test_the_languages_of_the_texts_are_marked() -> None:
    assert ("html", {"lang": "en"}) in PAGE.tags
    assert any(tag == "div" and attrs.get("lang") == "de" for tag, attrs in PAGE.tags)


def test_conflicting_figures_are_drawn_and_described() -> None:
    described = [text for id, text in PAGE.text_of.items() if re.fullmatch(r"f\d+d", id)]
    assert any("North Wire: at least 9" in text and "Evening <Star>: 12" in text for text in described)


def test_differing_words_of_a_quote_are_marked() -> None:
    marked = re.findall(r"<mark>(.*?)</mark>", export.html(REPORT))
    assert "fell on us" in marked
    assert "crack" not in " ".join(marked)


def test_a_story_alone_has_its_title_as_the_page_title_and_no_index() -> None:
    report = dataclasses.replace(REPORT, stories=(STORY,), rejected=())
    page = Page(export.html(report))
    assert next(attrs for tag, attrs in page.tags if tag == "h1")["id"] == "s1-title"
    assert not any(attrs.get("aria-label") == "Stories" for _, attrs in page.tags)


def test_empty_parts_are_left_out() -> None:
    page = Page(export.html(dataclasses.replace(REPORT, stories=(SINGLE,), rejected=())))
    headings = {id for id in page.ids if id.startswith("s1-")}
    assert "s1-disagree" not in headings
    assert "s1-coverage" not in headings
    assert "s1-timeline" in headings
    for surface in (terminal, export.markdown):
        text = surface(dataclasses.replace(REPORT, stories=(SINGLE,), rejected=()))
        assert "disagree" not in text
        assert "Only in" not in text


def test_a_report_without_any_story_is_still_a_page() -> None:
    bare = Report((), REPORT.rejected, ())
    assert "photo.jpg" in export.html(bare)
    assert "photo.jpg" in terminal(bare)
    assert "photo.jpg" in export.markdown(bare)


def test_an_article_that_is_in_no_story_is_named_everywhere() -> None:
    report = dataclasses.replace(REPORT, stories=(SINGLE,))
    for surface in (export.html, export.markdown, terminal):
        text = surface(report)
        assert "Kept, not analysed" in text
        assert "Dach der Markthalle in Lindmark eingestürzt" in text
        assert "German" in text


def test_a_very_long_article_is_shown_around_its_citations() -> None:
    filler = "Nothing of note happened on that day in the valley. " * 8_000
    text = f"Flood in the valley\n\nThe dam broke at noon. {filler}The water fell by night. {filler}"
    article = Article("long", text, "long.txt", title="Flood in the valley")
    cited = article.cite(text.index("The water fell"), text.index("The water fell") + len("The water fell by night."))
    account = Account("long", "Flood", ("long",), (("long",),), (Statement("The water fell by night.", (cited,)),), *[()] * 10)
    page = export.html(Report((article,), (), (account,)))
    assert len(page) < 60_000
    assert "characters without a citation are not shown" in page
    assert "The water fell by night." in Page(page).text_of["a1-1"]


def test_the_terminal_page_fits_80_columns_and_is_plain_when_piped() -> None:
    text = terminal(REPORT)
    assert max(map(len, text.splitlines())) <= 80
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_terminal_page_starts_with_what_an_editor_needs() -> None:
    text = terminal(REPORT)
    order = [
        "Lindmark: eleven dead",
        "5 independent origins",
        "Reports differ on",
        "They disagree",
        "They agree",
        "Only in",
        "Who said what",
    ]
    order += ["Timeline", "Sources"]
    assert sorted(order, key=text.index) == order


def test_a_fact_that_goes_back_to_one_source_says_so_everywhere() -> None:
    facts = tuple(dataclasses.replace(f, credited="the <b>harbour</b> office") if f.status == "agreed" else f for f in STORY.facts)
    report = dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, facts=facts), *REPORT.stories[1:]))
    assert "all credit the <b>harbour</b> office" in " ".join(terminal(report).split())
    assert "all credit the &lt;b&gt;harbour&lt;/b&gt; office" in export.html(report)
    assert "all credit the" in export.markdown(report)
    assert "<b>harbour" not in export.markdown(report)
    assert "all credit" not in terminal(REPORT)


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", terminal(REPORT, force_terminal=True))
    monkeypatch.delenv("NO_COLOR")
    assert re.search(r"\x1b\[[0-9;]*3[0-7]", terminal(REPORT, force_terminal=True, color_system="standard"))


def test_every_footnote_is_defined_once_and_used() -> None:
    text = export.markdown(REPORT)
    defined = re.findall(r"^\[\^([\d-]+)\]:", text, re.MULTILINE)
    used = re.findall(r"\[\^([\d-]+)\](?!:)", text)
    assert len(defined) == len(set(defined))
    assert set(used) == set(defined)


def test_markdown_takes_nothing_from_an_article_for_markup() -> None:
    text = export.markdown(REPORT)
    assert not re.search(r"(?<!\\)[<>]", text)
    assert "\\<script\\>" in text
    hostile = Article("x", "# *a* [b](http://c) <d> `e` | f www.g.example", "x", title="# *a* [b](http://c) <d> `e` | f www.g.example")
    account = Account("x", hostile.title or "", ("x",), (("x",),), *[()] * 11)
    first = export.markdown(Report((hostile,), (), (account,))).splitlines()[0]
    assert first == "# \\# \\*a\\* \\[b\\](http:\\//c) \\<d\\> \\`e\\` \\| f www\\.g.example"


@pytest.mark.parametrize("surface", [export.html, export.markdown, terminal, export.as_text])
def test_nothing_is_printed_when_a_citation_lies(surface: object) -> None:
    wrong = dataclasses.replace(STORY.facts[0].support[0], text="Twenty people")
    fact = dataclasses.replace(STORY.facts[0], support=(wrong,))
    report = dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, facts=(fact,)),))
    with pytest.raises(CitationError):
        surface(report)  # type: ignore[operator]


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=300), st.data())
def test_the_passages_of_any_text_hold_its_citations_and_the_pieces_make_up_the_text(text: str, data: st.DataObject) -> None:
    article = Article("a", text, "a")
    cited = []
    for _ in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        cited.append(article.cite(start, data.draw(st.integers(start + 1, len(text)))))
    found = passages(text, cited, "a")
    assert all(any(p.start <= at.start and at.end <= p.end for p in found) for at in cited)
    assert "".join(piece.text for run in pieces(text, found, cited) for piece in run) == text


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_words_in_an_article_leave_every_surface_sound(words: str) -> None:
    articles = tuple(dataclasses.replace(a, text=a.text + words, outlet=words, title=words) if a.id == STAR_ID else a for a in ARTICLES)
    report = dataclasses.replace(REPORT, articles=articles)
    page = Page(export.html(report))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe"}
    assert "\x1b" not in terminal(report)
    assert export.markdown(report).count("## They disagree") == 1


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One. Two fell. Three.", "fell", "Two fell."),
        ("Lt. Gen. A. Stone spoke. He left.", "spoke", "Lt. Gen. A. Stone spoke."),
        ('He said: "No." Then he left.', "left", "Then he left."),
        ("Title\n\nA line without an end\nNext", "line", "A line without an end"),
        ("It cost 3.5 million. Fine.", "cost", "It cost 3.5 million."),
        ("On Jan. 14 it fell. It rose.", "fell", "On Jan. 14 it fell."),
    ],
)
def test_a_cited_word_is_shown_in_its_sentence(text: str, words: str, sentence: str) -> None:
    start, end = sentence_around(text, text.index(words), text.index(words) + len(words))
    assert text[start:end] == sentence


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, ground) for ink in ("ink", "quiet", "link", "clash", "accord") for ground in ("paper", "card")),
        ("ink", "clash-wash"),
        ("clash", "clash-wash"),
        ("accord", "accord-wash"),
        ("ink", "passage"),
        ("chip-ink", "chip"),
        ("mark-ink", "mark"),
        ("paper", "link"),
    ],
)
def test_words_stand_out_from_their_ground_as_wcag_aa_asks(ink: str, ground: str, scheme: int) -> None:
    block = re.findall(r":root \{([^}]*)\}", export.html(REPORT))[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    lighter, darker = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
