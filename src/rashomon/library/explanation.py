"""Why one item of an account is there: what was decided, how sure, and on what words."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from rashomon.errors import SettingError
from rashomon.export.check import citations
from rashomon.model import Account, Citation, Report

PARTS = ("figures", "dates", "quotes", "entities", "facts", "conflicts", "explained")
NAMES = ("what", "event", "text", "about", "name", "speaker", "title")
DECISIONS = ("relation", "status", "kind", "reason", "hard", "measure", "type")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One item of an account. `decided` are its verdicts by field; `score` is the belief in them, None where nothing was weighed."""

    id: str
    story: str
    part: str
    about: str
    decided: tuple[tuple[str, str], ...]
    score: float | None
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


def explain(report: Report, id: str) -> tuple[Explanation, ...]:
    """Every item with this id, in the order of the stories. SettingError when there is none."""
    found = tuple(_one(story, part, item) for story in report.stories for part in PARTS for item in getattr(story, part) if item.id == id)
    if not found:
        raise SettingError(f'nothing in the accounts has the id "{id}"', hint='ids are the "id" fields of --format json')
    return found


def _one(story: Account, part: str, item: Any) -> Explanation:
    values = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    about = next((str(values[name]) for name in NAMES if values.get(name)), item.id)
    decided = tuple((name, str(values[name])) for name in DECISIONS if values.get(name) not in (None, ""))
    score = values.get("score")
    unique = tuple(dict.fromkeys(citations(item)))
    return Explanation(item.id, story.id, part, about, decided, score, tuple(values.get("reasons", ())), unique)
