"""What speaks for and against two reports being one story, in plain words.

The weight of a kind of evidence is what the decision loses when that kind is hidden from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.errors import SettingError
from rashomon.model import StoryGroup
from rashomon.story import decision, evidence, join, words
from rashomon.story.features import Features
from rashomon.story.grouping import Collection, Decisions, Vectors, build_index, group
from rashomon.story.index import Index

KINDS = {
    "words": (
        "cosine",
        "rare_shared",
        "words_shared",
        "rarest_shared",
        "lead_overlap",
        "told_more",
        "told_less",
        "deeds_more",
        "deeds_less",
    ),
    "title words": ("title_overlap", "title_found_more", "title_found_less"),
    "names": tuple(name for name in evidence.NAMES if name.startswith(("names_", "salient_", "opening_", "strongest_name"))),
    "places": ("places_found_more", "places_found_less"),
    "numbers": ("numbers_overlap", "numbers_shared", "lead_numbers_more", "lead_numbers_less"),
    "dates in the text": ("days_shared", "years_shared", "weekdays_shared", "weekday_in_lead", "months_shared"),
    "meaning (vectors)": ("vector",),
    "time between the reports": ("days_apart", "hours_apart", "as_near_in_time"),
    "other reports of the matter": tuple(
        name for name in evidence.NAMES if name.startswith(("crowd_", "above_crowd", "place_", "company"))
    ),
}
SHOWN = 8
DAYS = sorted("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
SLIGHT = 0.05  # logits; less is no evidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether two articles are one story, the belief from this pair alone, and the evidence, the weightiest first."""

    together: bool
    one_text: bool
    belief: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    note: str

    def lines(self) -> tuple[str, ...]:
        """The explanation as lines of text."""
        verdict = "one story" if self.together else "two stories"
        head = f"{verdict}; this pair alone: {self.belief:.0%} one story"
        return (head, self.note, *(f"+ {line}" for line in self.speaks_for), *(f"- {line}" for line in self.speaks_against))


def explain(collection: Collection, one: str, two: str, vectors: Vectors | None = None, decisions: Decisions | None = None) -> Explanation:
    """Why two articles are, or are not, one story. SettingError for an id that the collection does not have."""
    representative = {key: feature.id for members, feature in zip(collection.origins, collection.features, strict=True) for key in members}
    for key in (one, two):
        if key not in representative:
            raise SettingError(f'no article has the id "{key}"')
    groups = group(collection, vectors, decisions)
    together = any(one in found.articles and two in found.articles for found in groups)
    if representative[one] == representative[two]:
        return Explanation(True, True, 1.0, ("they share one text (copies)",), (), "the two articles are versions of one text")
    index = build_index(collection, vectors)
    a, b = sorted((index.numbers[representative[one]], index.numbers[representative[two]]))
    logit = join.logits(index, a, [b])[0]
    weighed = _weights(index, a, b)
    texts = {article.id: article.text for article in collection.articles}
    forms = {words.stem(words.fold(word)): word for key in (two, one) for word in reversed(words.WORD.findall(texts[key]))}
    said = _words(collection.features[a], collection.features[b], forms)
    for_it = tuple(f"{kind} ({weight:+.1f}): {said.get(kind, 'alike')}" for kind, weight in weighed if weight > SLIGHT)
    against = tuple(f"{kind} ({weight:+.1f}): {said.get(kind, 'unlike')}" for kind, weight in reversed(weighed) if weight < -SLIGHT)
    return Explanation(together, False, round(decision.probability(logit), 4), for_it, against, _note(together, logit, groups, one, two))


def _note(together: bool, logit: float, groups: tuple[StoryGroup, ...], one: str, two: str) -> str:
    sizes = [len(found.articles) for found in groups if one in found.articles or two in found.articles]
    if together and logit <= 0:
        return f"the pair alone would not join; other reports of the story connect them ({sizes[0]} articles)"
    if not together and logit > 0:
        return f"the pair alone could join; the reports of the two stories as wholes do not ({sizes[0]} and {sizes[-1]} articles)"
    return "the decision for the pair and for the stories is the same"


def _weights(index: Index, a: int, b: int) -> list[tuple[str, float]]:
    row = evidence.gather(index, a, [b])
    full = join.weigh(row)[0]
    found = []
    for kind, names in KINDS.items():
        hidden = row.copy()
        hidden[:, [evidence.NAMES.index(name) for name in names]] = np.nan
        found.append((kind, round(full - join.weigh(hidden)[0], 2)))
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _words(a: Features, b: Features, forms: Mapping[str, str]) -> dict[str, str]:
    def list_of(label: str, stems: Sequence[str]) -> str:
        return f"{label}: {', '.join(forms.get(stem, stem) for stem in stems[:SHOWN]) or 'none'}"

    names_a, names_b = {key for key, _ in a.names}, {key for key, _ in b.names}
    terms_b = {key for key, _ in b.terms}
    names = (
        list_of("shared", [key for key, _ in a.names if key in names_b]),
        list_of("only in the first", [key for key, _ in a.names if key not in names_b]),
        list_of("only in the second", [key for key, _ in b.names if key not in names_a]),
    )
    return {
        "words": list_of("shared", [key for key, _ in a.terms if key in terms_b]),
        "title words": list_of("shared", sorted(set(a.title) & set(b.title))),
        "names": "; ".join(names),
        "places": f"{list_of('first', a.places)}; {list_of('second', b.places)}",
        "numbers": list_of("shared", sorted(set(a.numbers) & set(b.numbers))),
        "dates in the text": f"{list_of('first', _dates(a.dates))}; {list_of('second', _dates(b.dates))}",
        "time between the reports": f"{a.published or 'unknown'} and {b.published or 'unknown'}",
    }


def _dates(marks: Sequence[str]) -> list[str]:
    """Dates as a person reads them: 10-07, 2013, Friday."""
    return [DAYS[int(mark[1:])] if mark[0] == "w" else mark[1:] for mark in marks if mark[0] != "m"]
