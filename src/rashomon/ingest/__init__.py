"""Inputs to articles: files, folders, web pages, JSON Lines, standard input. The only stage that reads from outside."""

from rashomon.ingest.items import Item
from rashomon.ingest.make import from_record
from rashomon.ingest.options import DEFAULT_LIMIT, Options
from rashomon.ingest.reading import read_bytes, read_each, read_found, read_inputs
from rashomon.ingest.sources import Found, expand

__all__ = ["DEFAULT_LIMIT", "Found", "Item", "Options", "expand", "from_record", "read_bytes", "read_each", "read_found", "read_inputs"]
