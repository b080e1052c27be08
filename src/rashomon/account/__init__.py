"""Writes the account of one story from its articles and the findings: title, summary, timeline.

Every sentence is cited and held against its citations.
"""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.account import summary, timeline, title
from rashomon.account.grounding import grounded, ungrounded
from rashomon.account.telling import Reader
from rashomon.model import Account, Analysis, Findings, StoryGroup

__all__ = ["grounded", "ungrounded", "write"]


def write(group: StoryGroup, analyses: Iterable[Analysis], findings: Findings) -> Account:
    """The account of one story. The order of `analyses` does not matter; those of articles outside the group are left out."""
    members = frozenset(group.articles)
    inside = [analysis for analysis in analyses if analysis.article.id in members]
    reader = Reader(analysis for analysis in inside if analysis.article.language == "en")
    headline = title.choose(group, {analysis.article.id: analysis for analysis in inside}, findings)
    return Account(
        id=group.id,
        title=headline,
        articles=group.articles,
        origins=group.origins,
        summary=summary.write(group, reader, findings),
        timeline=timeline.rows(group, reader, findings),
        figures=findings.figures,
        dates=findings.dates,
        quotes=findings.quotes,
        entities=findings.entities,
        facts=findings.facts,
        conflicts=findings.conflicts,
        explained=findings.explained,
        omissions=findings.omissions,
        wording=findings.wording,
    )
