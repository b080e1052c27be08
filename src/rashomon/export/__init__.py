"""Hands out a report: JSON with its schema, a web page, and the check that every citation slices."""

from rashomon.export.check import citations, verify
from rashomon.export.document import as_json, as_text
from rashomon.export.json_schema import schema
from rashomon.export.page import html

__all__ = ["as_json", "as_text", "citations", "html", "schema", "verify"]
