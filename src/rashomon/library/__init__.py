"""The whole product as functions and methods; the only thing below the command line and the other surfaces."""

from rashomon.library.desk import Library, open_library
from rashomon.library.explanation import Explanation, explain
from rashomon.library.layers import LAYERS, as_layers, chosen_layers
from rashomon.library.models import load as load_model
from rashomon.library.once import annotate, annotate_articles, read_inputs, report, report_articles
from rashomon.library.stories import cluster_articles, copies_of, explain_pair
from rashomon.library.values import Added, Looked, Status, Story
from rashomon.model import Change

__all__ = [
    "LAYERS",
    "Added",
    "Change",
    "Explanation",
    "Library",
    "Looked",
    "Status",
    "Story",
    "annotate",
    "annotate_articles",
    "as_layers",
    "chosen_layers",
    "cluster_articles",
    "copies_of",
    "explain",
    "explain_pair",
    "load_model",
    "open_library",
    "read_inputs",
    "report",
    "report_articles",
]
