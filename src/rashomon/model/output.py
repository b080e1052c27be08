"""What a run hands out: the articles, what was rejected, and an account for each story."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.account import Account
from rashomon.model.article import Article, Rejected


@dataclass(frozen=True, slots=True)
class Report:
    """The result of `rashomon report`: inputs = articles + rejected. `origins` maps each article to the label of its origin."""

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]
    stories: tuple[Account, ...]
    origins: tuple[tuple[str, str], ...] = ()
