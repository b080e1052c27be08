"""Hands out a report: JSON with its schema, a web page, Markdown, a page for the terminal; and the check that every citation slices.

What only one form needs (templates, the terminal's library) is imported when that form is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.export.check import citations, verify
from rashomon.export.document import as_json, as_text
from rashomon.export.json_schema import schema
from rashomon.model import Report

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["as_json", "as_text", "citations", "html", "markdown", "schema", "terminal", "verify"]


def html(report: Report) -> str:
    """The account as one self-contained web page. Raises CitationError before anything is written when a citation does not slice."""
    from rashomon.export import page

    return page.html(report)


def markdown(report: Report) -> str:
    """The account as Markdown with footnotes. Raises CitationError like `html`."""
    from rashomon.export import notes

    return notes.markdown(report)


def terminal(report: Report, console: Console) -> None:
    """Write the account to a console, in its colours and width. Raises CitationError like `html`."""
    from rashomon.export import screen

    screen.terminal(report, console)
