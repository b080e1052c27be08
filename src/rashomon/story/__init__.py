"""Which articles share one text (origins), and which report one event (stories). Pure: no input or output, no models."""

from rashomon.story import copies
from rashomon.story.copies import origins
from rashomon.story.explain import Explanation, explain
from rashomon.story.features import OFTEN as OFTEN
from rashomon.story.features import Features
from rashomon.story.features import is_blank as is_blank
from rashomon.story.features import read as read_features
from rashomon.story.features import recurs as recurs
from rashomon.story.features import slight as slight
from rashomon.story.grouping import Collection, Decisions, collect, group
from rashomon.story.stream import Assignment, Change, Stream

__all__ = [
    "Assignment",
    "Change",
    "Collection",
    "Decisions",
    "Explanation",
    "Features",
    "Stream",
    "collect",
    "copies",
    "explain",
    "group",
    "is_blank",
    "origins",
    "read_features",
]
