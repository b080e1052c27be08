"""The account as a page for the terminal: what matters to an editor first, 80 columns wide, plain when it is piped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from rashomon.export import labels
from rashomon.export.check import verify
from rashomon.export.document import ordered
from rashomon.export.safe import one_line
from rashomon.export.view import StoryView, loose
from rashomon.model import Citation, Conflict, Explained, Report

WIDEST = 96
MOST_AGREED = 12
MOST_ONLY = 4
MOST_OMISSIONS = 6
MOST_QUOTES = 12
MOST_ROWS = 16
CLASH, ACCORD, QUIET, NUMBER = "red", "green", "dim", "cyan"


def terminal(report: Report, console: Console) -> None:
    """Write all accounts to a console. Checks every citation first (CitationError). Colour and width are the console's."""
    verify(report)
    report = ordered(report)
    page = _Page(console)
    for i, account in enumerate(report.stories):
        if i:
            page.line()
            page.line(Text("═" * page.width, style=QUIET))
            page.line()
        _story(page, StoryView(report, account))
    if left := loose(report):
        page.heading("Kept, not analysed")
        for source in left:
            title = f". {one_line(source.article.title)}" if source.article.title else ""
            page.entry("-", Text(f"{source.label}{title}").append(f"  in {source.language}" if not source.analysed else "", style=QUIET))
    if report.rejected:
        page.heading("Not read")
        for item in report.rejected:
            page.entry("-", Text(f"{one_line(item.source)}: {one_line(item.reason)}"))


class _Page:
    """Lines with hanging indents, without trailing spaces."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = max(20, min(console.width, WIDEST))

    def line(self, text: Text | str = "") -> None:
        self.console.print(text, soft_wrap=True, markup=False, highlight=False, emoji=False)

    def paragraph(self, text: Text, indent: int = 0, bullet: str = "") -> None:
        lead = " " * indent + bullet
        lines = text.wrap(self.console, max(12, self.width - len(lead)))
        for i, wrapped in enumerate(lines):
            wrapped.rstrip()
            self.line(Text(lead if i == 0 else " " * len(lead)).append_text(wrapped))

    def entry(self, bullet: str, text: Text, indent: int = 0) -> None:
        self.paragraph(text, indent, f"{bullet} ")

    def heading(self, name: str, style: str = "") -> None:
        self.line()
        self.line(Text(name, style=f"bold {style}".strip()))
        self.line(Text("─" * len(name), style=style or QUIET))

    def more(self, left: int) -> None:
        if left > 0:
            self.paragraph(Text(f"… and {left} more; the web page and the JSON hold them all.", style=QUIET))


def _cited(text: str, view: StoryView, citations: Iterable[Citation], style: str = "") -> Text:
    """A text with the numbers of its sources behind it."""
    made = Text(one_line(text), style=style)
    return made.append_text(_numbers(view.numbers(citations)))


def _numbers(numbers: Sequence[int]) -> Text:
    return Text(" " + "".join(f"[{number}]" for number in numbers), style=NUMBER) if numbers else Text()


def _story(page: _Page, view: StoryView) -> None:
    account = view.account
    page.paragraph(Text(one_line(account.title), style="bold"))
    page.paragraph(Text(view.counts(), style=QUIET))
    if account.summary:
        page.line()
    for statement in account.summary:
        page.paragraph(_cited(statement.text, view, statement.citations))
    if not view.analysed:
        page.paragraph(Text("None of it is in English: kept and named, not analysed.", style=QUIET))
    _disagreements(page, view)
    _agreements(page, view)
    _only(page, view)
    _said(page, view)
    if account.timeline:
        page.heading("Timeline")
        left = MOST_ROWS
        for when, rows in view.days():
            if left > 0:
                page.paragraph(Text(labels.day(when), style="bold"))
            for row in rows[: max(0, left)]:
                text = _cited(row.text, view, row.citations)
                page.paragraph(text.append(" dates differ" if row.relation == "conflict" else "", style=CLASH), 2)
            left -= len(rows)
        page.more(len(account.timeline) - MOST_ROWS)
    _sources(page, view)


def _disagreements(page: _Page, view: StoryView) -> None:
    account = view.account
    if account.conflicts:
        page.heading("They disagree", CLASH)
        for i, conflict in enumerate(account.conflicts, 1):
            about, context = labels.about(conflict.about)
            about = about or labels.kind(conflict.kind)
            head = Text(about[:1].upper() + about[1:], style="bold").append(f" ({context})" if context else "", style=QUIET)
            head.append(f"  {labels.kind(conflict.kind).lower()}{'' if conflict.hard else ', may be reconciled'}", style=QUIET)
            page.entry(f"{i}.", head)
            _sides(page, view, conflict)
            over_time = view.over_time(conflict)
            if over_time:
                told = [Text(f"{when}: {said}").append_text(_numbers(sources)) for when, said, sources in over_time]
                page.paragraph(Text("Over time: ").append_text(Text("; ").join(told)), 3)
            if conflict.note:
                page.paragraph(Text(f"Note: {one_line(conflict.note)}", style=QUIET), 3)
    if account.explained:
        page.heading("Only looks like a conflict")
        for item in account.explained:
            about, context = labels.about(item.about)
            head = Text(about or labels.kind(item.kind), style="bold").append(f" ({context})" if context else "", style=QUIET)
            page.entry("-", head.append(f"  {one_line(item.reason).replace('_', ' ')}", style=QUIET))
            said = Text("; ").join([_cited(labels.says(side.says), view, side.citations) for side in item.sides])
            page.paragraph(said, 2)


def _sides(page: _Page, view: StoryView, conflict: Conflict | Explained) -> None:
    for side in conflict.sides:
        sources = [source for source, _ in view.one_a_source(side.citations)]
        who = ", ".join(source.named for source in sources)
        page.entry("•", Text(labels.says(side.says)).append(f"  {who}", style=NUMBER), 3)


def _agreements(page: _Page, view: StoryView) -> None:
    agreed = view.agreed()
    if agreed:
        page.heading("They agree", ACCORD)
        for fact in agreed[:MOST_AGREED]:
            text = _cited(fact.text, view, fact.support)
            page.entry("-", text.append(f"  {fact.origins} of {view.origins} origins{labels.credit(fact.credited)}", style=QUIET))
        page.more(len(agreed) - MOST_AGREED)
    if view.account.omissions:
        page.heading("Left out")
        for omission in view.omissions()[:MOST_OMISSIONS]:
            text = _cited(view.fact_text(omission.fact) or omission.fact, view, view.telling(omission))
            who = ", ".join(view.by_id[id].named for id in omission.articles if id in view.by_id)
            page.entry("-", text.append(f"  not in {who}", style=QUIET))
        page.more(len(view.account.omissions) - MOST_OMISSIONS)


def _only(page: _Page, view: StoryView) -> None:
    only = view.only_in() if len(view.analysed) > 1 else []
    if not only:
        return
    page.heading("Only in")
    for source, facts in only:
        page.paragraph(Text(view.with_copies(source), style="bold"))
        for fact in facts[:MOST_ONLY]:
            page.entry("-", Text(one_line(fact.text)), 2)
        if len(facts) > MOST_ONLY:
            page.paragraph(Text(f"… and {len(facts) - MOST_ONLY} more", style=QUIET), 2)


def _said(page: _Page, view: StoryView) -> None:
    several, single = view.utterances()
    if not several and not single:
        return
    page.heading("Who said what")
    for speaker, utterances in view.speakers(several[:MOST_QUOTES]):
        page.paragraph(Text(speaker, style="bold"))
        for utterance in utterances:
            page.paragraph(Text("the words differ:" if utterance.relation == "wording_differs" else "the same words:", style=QUIET), 2)
            for same in view.wordings(utterance):
                page.entry("•", _quote(same[0].text, same[0].direct).append_text(_numbers(view.numbers(same))), 4)
    for speaker, utterances in view.speakers(single[: max(0, MOST_QUOTES - len(several))]):
        page.paragraph(Text(speaker, style="bold"))
        for utterance in utterances:
            first = utterance.variants[0]
            page.entry("•", _quote(first.text, first.direct).append_text(_numbers(view.numbers(utterance.variants))), 2)
    page.more(len(several) + len(single) - MOST_QUOTES)


def _quote(text: str, direct: bool) -> Text:
    return Text(f"“{one_line(text)}”" if direct else one_line(text))


def _sources(page: _Page, view: StoryView) -> None:
    page.heading("Sources")
    for source in view.sources:
        text = Text(source.outlet, style="bold")
        if source.published:
            text.append(f", {source.published}")
        if source.article.title:
            text.append(f". {one_line(source.article.title)}")
        if source.copies:
            text.append(f"  same text as [{source.copies}], counted once", style=QUIET)
        if not source.analysed:
            text.append(f"  in {source.language}, not analysed", style=QUIET)
        page.entry(f"[{source.number}]", text)
