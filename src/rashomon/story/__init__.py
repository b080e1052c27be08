"""Which articles share one text (origins), and which report one event (stories). Pure: no input or output, no models."""

from rashomon.story import copies
from rashomon.story.copies import origins
from rashomon.story.explain import Explanation, explain
from rashomon.story.grouping import Collection, Decisions, collect, group

__all__ = ["Collection", "Decisions", "Explanation", "collect", "copies", "explain", "group", "origins"]
