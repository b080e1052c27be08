"""The account as Markdown for a desk's notes: every statement with a footnote, every footnote with outlet, date and the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.export import labels
from rashomon.export.check import verify
from rashomon.export.document import ordered
from rashomon.export.passages import sentence_around
from rashomon.export.safe import one_line
from rashomon.export.view import StoryView, loose
from rashomon.model import Citation, Fact, Report

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#$])")
LONGEST_QUOTE = 300


def markdown(report: Report) -> str:
    """The whole report. Checks every citation first (CitationError). Nothing from an article is read as markup."""
    verify(report)
    report = ordered(report)
    texts = {article.id: article.text for article in report.articles}
    parts = [
        _Story(StoryView(report, account), texts, f"{i}-" if len(report.stories) > 1 else "").lines()
        for i, account in enumerate(report.stories, 1)
    ]
    lines = [line for i, part in enumerate(parts) for line in ([*(["---", ""] if i else []), *part])]
    if left := loose(report):
        named = [(source, f". {escape(source.article.title)}" if source.article.title else "") for source in left]
        entries = [f"- {escape(s.label)}{title}{'' if s.analysed else f' (in {s.language})'}" for s, title in named]
        lines += ["## Kept, not analysed", "", *entries, ""]
    if report.rejected:
        lines += ["## Not read", "", *(f"- {escape(item.source)}: {escape(item.reason)}" for item in report.rejected), ""]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """The text on one line with everything escaped that Markdown or HTML would read as markup, bare addresses included."""
    return SPECIAL.sub(r"\\\1", one_line(text)).replace("://", ":\\//").replace("www.", "www\\.")


class _Story:
    """The lines of one story. Footnotes are numbered in the order in which they are first used."""

    def __init__(self, view: StoryView, texts: dict[str, str], prefix: str) -> None:
        self.view, self.texts, self.prefix = view, texts, prefix
        self.notes: dict[tuple[str, int, int], str] = {}

    def note(self, citations: Iterable[Citation]) -> str:
        """The marks of the footnotes for some citations, one a source."""
        marks = []
        for source, at in self.view.one_a_source(citations):
            key = (source.article.id, *sentence_around(self.texts[at.article], at.start, at.end))
            label = self.notes.setdefault(key, f"{self.prefix}{len(self.notes) + 1}")
            marks.append(f"[^{label}]")
        return "".join(marks)

    def lines(self) -> list[str]:
        """Title, parts in the order of the page, footnotes."""
        view, account = self.view, self.view.account
        lines = [f"# {escape(account.title)}", "", f"*{view.counts()}*", ""]
        for statement in account.summary:
            lines += [f"{escape(statement.text)}{self.note(statement.citations)}", ""]
        lines += self._disagreements()
        lines += self._part(
            "They agree",
            [self._agreed(f) for f in view.agreed()],
        )
        lines += self._part(
            "Left out",
            [
                f"- {escape(view.fact_text(o.fact) or o.fact)}{self.note(view.telling(o))} "
                f"Not in {', '.join(escape(view.by_id[a].label) for a in o.articles)}."
                for o in view.omissions()
            ],
        )
        only = view.only_in() if len(view.analysed) > 1 else []
        lines += self._part(
            "Only in",
            [f"- **{escape(source.label)}:** {escape(fact.text)}{self.note(fact.support)}" for source, facts in only for fact in facts],
        )
        lines += self._part("Who said what", self._quotes())
        lines += self._part(
            "Timeline",
            [
                f"- **{escape(labels.day(row.when))}**{' (dates differ)' if row.relation == 'conflict' else ''}: "
                f"{escape(row.text)}{self.note(row.citations)}"
                for row in account.timeline
            ],
        )
        lines += self._part("Sources", self._sources())
        return lines + self._footnotes()

    def _part(self, title: str, entries: Sequence[str]) -> list[str]:
        return [f"## {title}", "", *entries, ""] if entries else []

    def _agreed(self, fact: Fact) -> str:
        told = f"{fact.origins} of {labels.plural(self.view.origins, 'origin')}{labels.credit(fact.credited)}"
        return f"- {escape(fact.text)} ({escape(told)}){self.note(fact.support)}"

    def _disagreements(self) -> list[str]:
        lines: list[str] = []
        for conflict in self.view.account.conflicts:
            kind = labels.kind(conflict.kind).lower() + ("" if conflict.hard else ", may be reconciled")
            about, context = labels.about(conflict.about)
            lines += [f"- **{escape(about) or labels.kind(conflict.kind)}** ({escape(context) + '; ' if context else ''}{kind})"]
            for side in conflict.sides:
                who = ", ".join(source.label for source, _ in self.view.one_a_source(side.citations))
                lines.append(f"  - {escape(labels.says(side.says))} ({escape(who)}){self.note(side.citations)}")
            over_time = [
                f"{when}: {escape(said)} ({', '.join(map(str, sources))})" for when, said, sources in self.view.over_time(conflict)
            ]
            if over_time:
                lines.append(f"  - *Over time:* {'; '.join(over_time)}")
            if conflict.note:
                lines.append(f"  - *Note:* {escape(conflict.note)}")
        found = self._part("They disagree", lines)
        explained = []
        for item in self.view.account.explained:
            sides = "; ".join(f"{escape(labels.says(side.says))}{self.note(side.citations)}" for side in item.sides)
            about, context = labels.about(item.about)
            explained.append(
                f"- **{escape(about)}** ({escape(context) + '; ' if context else ''}{escape(item.reason.replace('_', ' '))}): {sides}"
            )
        return found + self._part("Only looks like a conflict", explained)

    def _quotes(self) -> list[str]:
        several, single = self.view.utterances()
        lines = []
        for utterance in several:
            differs = " (the words differ)" if utterance.relation == "wording_differs" else ""
            lines.append(f"- **{escape(utterance.speaker or 'Speaker not named')}**{differs}")
            lines += [f"  - {self._quote(same[0].text, same[0].direct)}{self.note(same)}" for same in self.view.wordings(utterance)]
        for utterance in single:
            variant = utterance.variants[0]
            who = escape(utterance.speaker or "Speaker not named")
            lines.append(f"- **{who}:** {self._quote(variant.text, variant.direct)}{self.note(utterance.variants)}")
        return lines

    def _quote(self, text: str, direct: bool) -> str:
        return f"“{escape(text)}”" if direct else escape(text)

    def _sources(self) -> list[str]:
        lines = []
        for source in self.view.sources:
            parts = [escape(source.outlet), source.published, escape(source.article.title or "")]
            more = f" (same text as {source.copies}, counted once)" if source.copies else ""
            more += f" (in {source.language}, not analysed)" if not source.analysed else ""
            lines.append(f"{source.number}. {'. '.join(part for part in parts if part)}{more}")
        return lines

    def _footnotes(self) -> list[str]:
        lines = []
        for (article, start, end), label in self.notes.items():
            source = self.view.by_id[article]
            when = f", {source.published}" if source.published else ""
            words = labels.cut(one_line(self.texts[article][start:end]), LONGEST_QUOTE)
            lines.append(f"[^{label}]: {escape(source.outlet)}{when}: “{escape(words)}” (characters {start} to {end})")
        return [*lines, ""] if lines else []
