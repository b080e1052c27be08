"""A report in each of its forms, to a file, a pipe or a terminal."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, TextIO

from rashomon.cli import console, output

if TYPE_CHECKING:
    from rashomon.model import Report

PLAIN_WIDTH = 80


def hand_out(report: Report, form: str, target: str | None) -> None:
    """Write the report where it was asked for; to a file with a line on standard error that says so."""
    if target is not None and target != "-":
        output.write_file(target, as_text(report, form))
        console.complain(f"{counts(report)}; written to {target}")
    elif form == "text":
        _show(report)
    else:
        console.write(as_text(report, form))


def as_text(report: Report, form: str) -> str:
    """The report in one of the forms."""
    from rashomon import export

    if form == "json":
        return console.safe_json(export.as_text(report))
    if form == "html":
        return export.html(report)
    if form == "md":
        return export.markdown(report)
    page = io.StringIO()
    _print(report, page)
    return page.getvalue()


def counts(report: Report) -> str:
    """How many articles and stories a report has."""

    def many(number: int, one: str, more: str) -> str:
        return f"{number} {one if number == 1 else more}"

    parts = [many(len(report.articles), "article", "articles"), many(len(report.stories), "story", "stories")]
    if report.rejected:
        parts.append(f"{len(report.rejected)} rejected")
    return ", ".join(parts)


def _show(report: Report) -> None:
    """The page for a terminal; plain when piped, without colour where NO_COLOR is set."""
    if not report.stories:
        console.complain("no account: none of the inputs could be analysed")
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    _print(report, sys.stdout)


def _print(report: Report, stream: TextIO) -> None:
    from rich.console import Console

    from rashomon import export

    width = None if stream.isatty() else PLAIN_WIDTH
    export.terminal(report, Console(file=stream, width=width, highlight=False, markup=False, emoji=False))
