"""Fetching from the web: safe for the machine that fetches, polite to the one that answers."""

from rashomon.ingest.web.fetcher import Fetcher, Manners

__all__ = ["Fetcher", "Manners"]
