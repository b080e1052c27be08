"""What persons decided, as the stages take it: decisions about articles for the grouping, rulings about items for the reconciliation."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from rashomon import story
from rashomon.errors import SettingError
from rashomon.model import Account, Citation, Ruling
from rashomon.store import Judgement

PARTS = (("figures", "figure"), ("dates", "date"), ("quotes", "quote"), ("entities", "entity"), ("facts", "fact"))
MENTION = re.compile(r"(.+):(\d+)-(\d+)", re.DOTALL)


def decisions(judgements: Sequence[Judgement], ids: Sequence[str]) -> story.Decisions:
    """What persons decided about the articles with these ids, later decisions above earlier ones."""
    known = set(ids)
    pairs: dict[tuple[str, str], bool] = {}

    def decide(one: str, two: str, same: bool) -> None:
        if one != two and one in known and two in known:
            pairs[min(one, two), max(one, two)] = same

    for judgement in judgements:
        if judgement.kind == "same":
            decide(judgement.first, judgement.second, same=True)
        elif judgement.kind == "merge":
            for other in json.loads(judgement.second):
                decide(judgement.first, other, same=True)
        elif judgement.kind == "different":
            decide(judgement.first, judgement.second, same=False)
        elif judgement.kind == "split":
            for other in json.loads(judgement.second):
                decide(judgement.first, other, same=False)
        elif judgement.kind == "lock":
            members = json.loads(judgement.second)
            for other in members:
                decide(members[0], other, same=True)
            for other in ids:
                if other not in members:
                    decide(members[0], other, same=False)
    return story.Decisions(
        frozenset(pair for pair, same in pairs.items() if same), frozenset(pair for pair, same in pairs.items() if not same)
    )


def rulings(judgements: Sequence[Judgement]) -> tuple[Ruling, ...]:
    """The decisions about items of an account, in their order."""
    found = []
    for judgement in judgements:
        if judgement.kind in ("same", "different") and judgement.first.startswith("{") and judgement.second.startswith("{"):
            one, two = json.loads(judgement.first), json.loads(judgement.second)
            sides = [tuple((place[0], place[1], place[2]) for place in side["places"]) for side in (one, two)]
            found.append(Ruling(one["kind"], judgement.kind == "same", sides[0], sides[1]))
    return tuple(found)


def touching(found: Sequence[Ruling], articles: Sequence[str]) -> tuple[Ruling, ...]:
    """The rulings that have a place in one of the articles on each side."""
    members = set(articles)
    return tuple(r for r in found if all(any(place[0] in members for place in side) for side in (r.first, r.second)))


def named(account: Account, name: str) -> tuple[str, tuple[Citation, ...]] | None:
    """The kind and the places of the item with this id, or of the mention ARTICLE:START-END; None where the account has no such thing.

    A mention is that of a figure, else a date, a quote, a name, a fact: of the first that has one touching the range.
    """
    for part, kind in PARTS:
        for item in getattr(account, part):
            if item.id == name:
                return kind, tuple(Citation(c.article, c.start, c.end, c.text) for c in places(item))
    mention = MENTION.fullmatch(name)
    if mention is None:
        return None
    article, start, end = mention.group(1), int(mention.group(2)), int(mention.group(3))
    for part, kind in PARTS:
        for item in getattr(account, part):
            for c in places(item):
                if c.article == article and c.start < end and start < c.end:
                    return kind, (Citation(c.article, c.start, c.end, c.text),)
    return None


def places(item: object) -> tuple[Citation, ...]:
    """The citations that an item of an account consists of."""
    for name in ("mentions", "variants", "support"):
        found = getattr(item, name, None)
        if found is not None:
            return tuple(found)
    return ()


def written(kind: str, cited: Sequence[Citation]) -> str:
    """An item as a judgement keeps it: with its places, which mean the same when the account has been written again."""
    kept = {"kind": kind, "places": [[c.article, c.start, c.end] for c in cited], "text": cited[0].text[:80]}
    return json.dumps(kept, ensure_ascii=False)


def pair(kind: str, one: tuple[str, tuple[Citation, ...]], two: tuple[str, tuple[Citation, ...]]) -> tuple[str, str]:
    """Both sides of a judgement about items; SettingError when they are not of one kind, or the same place."""
    if one[0] != two[0]:
        raise SettingError(f"a {one[0]} and a {two[0]} cannot be judged {kind}", hint="name two things of one kind")
    if set(one[1]) == set(two[1]):
        raise SettingError("both ids name one thing", hint="name two things")
    return written(*one), written(*two)
