"""Hands out a report: JSON with its schema, a web page, Markdown, a page for the terminal; and the check that every citation slices."""

from rashomon.export.check import citations, verify
from rashomon.export.document import as_json, as_text
from rashomon.export.json_schema import schema
from rashomon.export.markdown import markdown
from rashomon.export.page import html
from rashomon.export.terminal import terminal

__all__ = ["as_json", "as_text", "citations", "html", "markdown", "schema", "terminal", "verify"]
