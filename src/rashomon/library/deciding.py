"""What a judgement says about articles and their words, so that it still means the same when the stories have changed."""

from __future__ import annotations

import json

from rashomon.errors import SettingError
from rashomon.store import Store, StoryRow

KINDS = ("same", "different", "unsure", "merge", "split", "lock")


def story_row(store: Store, id: str) -> StoryRow:
    """The row of the story with this id, or of the one that holds the article with this id; SettingError when there is none."""
    rows = store.stories()
    found = next((row for row in rows if row.id == id), None) or next((row for row in rows if id in row.articles), None)
    if found is None:
        raise SettingError(f'no story and no article has the id "{id}"', hint="list them with rashomon stories")
    return found


class Meaning:
    """Resolves the ids that a person gives against a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, kind: str, first: str, second: str) -> tuple[str, str, str]:
        """Both sides and the kind of a judgement as they are kept. SettingError for what is not there.

        To merge stories is to say that all their articles tell one event; so is to call two articles of different stories the same.
        """
        if kind == "lock":
            row = story_row(self._store, first)
            return row.id, json.dumps(list(row.articles)), kind
        if not second:
            raise SettingError(f"{kind} needs two ids")
        if kind in ("same", "different", "unsure") and not self._is_article(first) and not self._is_article(second):
            return (*self._items(kind, first, second), kind)
        one, two = self._article(first), self._article(second)
        if kind in ("same", "merge"):
            members = dict.fromkeys([*self._companions(one), *self._companions(two)])
            if kind == "merge" or len(members) > len(self._companions(one)):
                return one, json.dumps(list(members)), "merge"
        if kind == "split":
            others = [member for member in self._companions(two) if member != one]
            return one, json.dumps(others), kind
        return one, two, kind

    def _is_article(self, id: str) -> bool:
        return self._store.held(id) is not None or any(row.id == id for row in self._store.stories())

    def _items(self, kind: str, first: str, second: str) -> tuple[str, str]:
        """Both sides of a judgement about two items of one account."""
        from rashomon.pipeline import judging

        for row in self._store.stories():
            account = self._store.account(row.id)
            if account is not None and (one := judging.named(account, first)) and (two := judging.named(account, second)):
                return judging.pair(kind, one, two)
        hint = "ids stand in rashomon story ID --format json; a mention is ARTICLE:START-END"
        raise SettingError(f'no story has both "{first}" and "{second}"', hint=hint)

    def _article(self, id: str) -> str:
        """The id of an article; that of its oldest report for a story."""
        return id if self._store.held(id) else story_row(self._store, id).id

    def _companions(self, article: str) -> tuple[str, ...]:
        """The articles of the story that holds an article; the article alone where none does yet."""
        return next((row.articles for row in self._store.stories() if article in row.articles), (article,))
