"""Fetching from the web: safe for the machine that fetches, polite to the one that answers."""

from rashomon.ingest.web.fetcher import Fetched, Fetcher, Manners

__all__ = ["Fetched", "Fetcher", "Manners"]
