"""The whole product as functions and methods; the only thing below the command line and the other surfaces."""

from rashomon.library.explanation import Explanation, explain
from rashomon.library.layers import LAYERS, as_layers, chosen_layers
from rashomon.library.once import annotate, annotate_articles, read_inputs, report, report_articles

__all__ = [
    "LAYERS",
    "Explanation",
    "annotate",
    "annotate_articles",
    "as_layers",
    "chosen_layers",
    "explain",
    "read_inputs",
    "report",
    "report_articles",
]
