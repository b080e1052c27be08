"""The account as one self-contained HTML page: no outside request, no script, every statement a link to its sentence."""

from __future__ import annotations

import base64
import functools
import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import jinja2
from markupsafe import Markup

from rashomon.export import labels
from rashomon.export.chart import Chart, chart
from rashomon.export.check import citations, verify
from rashomon.export.differences import Run, marked
from rashomon.export.document import ordered
from rashomon.export.passages import Passage, Piece, anchor_of, passages, pieces, sentence_around
from rashomon.export.safe import one_line, visible
from rashomon.export.view import Source, StoryView, language_name, loose
from rashomon.lang import resources
from rashomon.model import Article, Citation, Figure, Report

POLICY = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"
REASONS = {"as_of": "as-of time"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A cited sentence with the cited words set off, and where it leads. `also` are sources with the same words."""

    source: Source
    href: str
    before: str
    words: str
    after: str
    also: tuple[tuple[Source, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the cited words are all or nearly all of the sentence, so that nothing need be set off."""
        return len(self.before) + len(self.after) <= 0.35 * len(self.words)


def html(report: Report) -> str:
    """The whole page. Checks every citation first (CitationError)."""
    verify(report)
    report = ordered(report)
    page = _Page(report)
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(page=page, style=Markup(style), policy=POLICY.format(style=f"sha256-{digest}"), labels=labels)
    )


def _style() -> str:
    return "\n" + resources.text("export/templates/style.css")


@functools.lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: resources.text(f"export/templates/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"line": one_line, "visible": visible, "day": labels.day, "cut": labels.cut}
    return environment


class _Page:
    """What the templates ask for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._serials = itertools.count(1)
        self.cited: dict[str, list[Citation]] = {article.id: [] for article in report.articles}
        for at in citations(report.stories):
            self.cited[at.article].append(at)
        self.anchors = {article.id: f"a{i + 1}" for i, article in enumerate(report.articles)}
        self.texts = {article.id: article.text for article in report.articles}
        self.found: dict[str, list[Passage]] = {id: passages(self.texts[id], self.cited[id], anchor) for id, anchor in self.anchors.items()}
        self.stories = [StoryView(report, account) for account in report.stories]

    def serial(self) -> int:
        """A number that no other call got."""
        return next(self._serials)

    @property
    def title(self) -> str:
        """The page's title."""
        if len(self.stories) == 1:
            return one_line(self.stories[0].account.title)
        return f"{labels.plural(len(self.stories), 'story', 'stories')} from {labels.plural(len(self.report.articles), 'report')}"

    def href(self, at: Citation) -> str:
        """Where a citation leads on this page."""
        return f"#{anchor_of(self.found[at.article], at) or self.anchors[at.article]}"

    def chips(self, view: StoryView, cited: Iterable[Citation]) -> list[tuple[Source, str, str]]:
        """One link a source: the source, where it leads, and the cited words."""
        return [(source, self.href(at), labels.cut(one_line(at.text), 160)) for source, at in view.one_a_source(cited)]

    def excerpts(self, view: StoryView, cited: Sequence[Citation]) -> list[Excerpt]:
        """One sentence a source, with the cited words set off. Sources with the very same words share one excerpt."""
        found: dict[str, list[Excerpt]] = {}
        for _, at in view.one_a_source(cited):
            found.setdefault(one_line(at.text).casefold(), []).append(self.excerpt(view, at))
        return [replace(same[0], also=tuple((other.source, other.href) for other in same[1:])) for same in found.values()]

    def excerpt(self, view: StoryView, at: Citation) -> Excerpt:
        """The sentence around one citation."""
        text = self.texts[at.article]
        start, end = sentence_around(text, at.start, at.end)
        before, words, after = text[start : at.start], text[at.start : at.end], text[at.end : end]
        return Excerpt(view.by_id[at.article], self.href(at), _inner(before), one_line(words), _inner(after))

    def chart(self, view: StoryView, figure: Figure) -> Chart | None:
        """The chart of a figure."""
        return chart(figure, view.account.articles)

    def differences(self, texts: Sequence[str]) -> list[list[Run]]:
        """Wordings with their differing words marked."""
        return marked(texts)

    def runs(self, article: Article) -> list[list[Piece]]:
        """The full text of an article with its passages."""
        return pieces(article.text, self.found[article.id], self.cited[article.id])

    def loose(self) -> list[Source]:
        """The articles that are in no story."""
        return loose(self.report)

    def language(self, article: Article) -> str:
        """The English name of an article's language."""
        return language_name(article.language)

    def address(self, article: Article) -> str | None:
        """The web address of an article when it is one that can be followed."""
        for value in (article.url, article.source):
            if value and value.lower().startswith(("https://", "http://")):
                return value
        return None

    def where(self, article: Article) -> str:
        """Where an article was read from, without the folders of the machine that read it."""
        return one_line(article.source).replace("\\", "/").rsplit("/", 1)[-1] if self.address(article) is None else one_line(article.source)

    def reason(self, value: str) -> str:
        """Why something is no conflict, in words."""
        return REASONS.get(value, one_line(value).replace("_", " "))


def _inner(text: str) -> str:
    """Text beside other text on one line: its outer spaces stay, as one space each."""
    shown = visible(text)
    left, right = " " if shown[:1].isspace() else "", " " if shown[-1:].isspace() else ""
    middle = " ".join(shown.split())
    return f"{left}{middle}{right}" if middle else left
