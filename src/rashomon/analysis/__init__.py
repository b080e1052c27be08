"""From one article to its layers and claims. Pure; one article at a time."""

from rashomon.analysis.read import annotators, read

__all__ = ["annotators", "read"]
