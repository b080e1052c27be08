"""Inputs to articles: files, folders, pages, feeds, sitemaps, archives, tables, mail. The only stage that reads from outside."""

from rashomon.ingest.answers import entry_items
from rashomon.ingest.items import Item
from rashomon.ingest.make import from_record
from rashomon.ingest.options import DEFAULT_LIMIT, Options
from rashomon.ingest.reading import read_ahead, read_bytes, read_each, read_fetched, read_found, read_inputs, ready
from rashomon.ingest.sources import Found, expand, is_address
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
    "is_address",
    "read_ahead",
    "read_bytes",
    "read_each",
    "read_fetched",
    "read_found",
    "read_inputs",
    "ready",
    "to_opml",
]
