"""Inputs to articles: files, folders, web pages, JSON Lines, standard input. The only stage that reads from outside."""

from rashomon.ingest.items import Item
from rashomon.ingest.make import from_record
from rashomon.ingest.options import DEFAULT_LIMIT, Options
from rashomon.ingest.reading import entry_items, read_bytes, read_each, read_fetched, read_found, read_inputs, ready
from rashomon.ingest.sources import Found, expand
from rashomon.ingest.subscriptions import from_opml, to_opml

__all__ = [
    "DEFAULT_LIMIT",
    "Found",
    "Item",
    "Options",
    "entry_items",
    "expand",
    "from_opml",
    "from_record",
    "read_bytes",
    "read_each",
    "read_fetched",
    "read_found",
    "read_inputs",
    "ready",
    "to_opml",
]
