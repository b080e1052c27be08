"""Hands out a report: JSON with its schema, and the check that every citation slices."""

from rashomon.export.check import citations, verify
from rashomon.export.document import as_json, as_text
from rashomon.export.json_schema import schema

__all__ = ["as_json", "as_text", "citations", "schema", "verify"]
