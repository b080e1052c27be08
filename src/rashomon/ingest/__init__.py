"""Inputs to articles: files, folders, web pages, JSON Lines, standard input. The only stage that reads from outside."""

from rashomon.ingest.make import from_record
from rashomon.ingest.options import DEFAULT_LIMIT, Options
from rashomon.ingest.reading import read_each, read_inputs

__all__ = ["DEFAULT_LIMIT", "Options", "from_record", "read_each", "read_inputs"]
