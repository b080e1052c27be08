"""Runs the stages: loads nothing itself, writes nothing itself."""

from rashomon.pipeline.accounts import report
from rashomon.pipeline.analyses import analyse, annotate
from rashomon.pipeline.options import Options, Progress

__all__ = ["Options", "Progress", "analyse", "annotate", "report"]
