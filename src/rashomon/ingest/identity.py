"""Two articles with one id: the same article given twice is told apart from two articles that happen to share a name.

Same id and same text: the later one is rejected as a duplicate. Same id, other text: both are kept, the second as `name~2`, with a note.
Which is "the second" depends on the articles alone, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.model import Article, Rejected


def settle(articles: Sequence[Article]) -> tuple[list[Article], list[Rejected]]:
    """The articles with one id each, in the order given, and the duplicates that were left out."""
    groups: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        groups.setdefault(article.id, []).append(place)
    taken = set(groups)
    kept: dict[int, Article] = {}
    rejected: list[Rejected] = []
    for identity in sorted(groups):
        places = sorted(groups[identity], key=lambda p: _order(articles[p]))
        first_of: dict[str, Article] = {}
        for place in places:
            article = articles[place]
            twin = first_of.get(article.text)
            if twin is not None:
                where = "" if twin.source == article.source else f" from {twin.source}"
                rejected.append(
                    Rejected(article.source, f'duplicate: the same text was read{where} under the id "{identity}"; give it once')
                )
                continue
            first_of[article.text] = article
            kept[place] = article if len(first_of) == 1 else _renamed(article, identity, taken)
    return [kept[place] for place in sorted(kept)], rejected


def _order(article: Article) -> tuple[str, str, str, str, str]:
    return (article.source, article.published or "", article.outlet or "", article.text, article.url or "")


def _renamed(article: Article, identity: str, taken: set[str]) -> Article:
    number = 2
    while f"{identity}~{number}" in taken:
        number += 1
    name = f"{identity}~{number}"
    taken.add(name)
    return replace(article, id=name, notes=(*article.notes, f'id: another article has the id "{identity}"; kept as "{name}"'))
