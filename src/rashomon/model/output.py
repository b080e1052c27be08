"""What a run hands out: the articles, what was rejected, and an account for each story; and what a new version of an article changed."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model.account import Account
from rashomon.model.article import Article, Rejected
from rashomon.model.span import Citation


@dataclass(frozen=True, slots=True)
class Report:
    """The result of `rashomon report`: inputs = articles + rejected. `origins` maps each article to the label of its origin."""

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]
    stories: tuple[Account, ...]
    origins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `part`: headline, figure, quote. `now` is None for what was taken out, `earlier` None for what is new.

    `here` and `there` are the places in the new and in the earlier version.
    """

    part: str
    about: str
    now: str | None
    earlier: str | None
    here: Citation | None = None
    there: Citation | None = None

    def line(self) -> str:
        """The change as a person reads it: "people killed: 8, earlier 6"."""
        if self.now is None:
            return f"{self.about}: {self.earlier} is gone"
        if self.earlier is None:
            return f"{self.about}: {self.now} is new"
        return f"{self.about}: {self.now}, earlier {self.earlier}"
