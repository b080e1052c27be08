"""Inputs to articles: files, folders, web pages, JSON Lines, standard input. The only stage that reads from outside."""

from rashomon.ingest.options import Options
from rashomon.ingest.reading import read_each, read_inputs

__all__ = ["Options", "read_each", "read_inputs"]
