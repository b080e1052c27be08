"""Stories online: each report is weighed as it arrives, stories that it touched are looked at again, and every change goes to a ledger.

Only the window is active: reports that are older, or beyond the most that are kept, leave the index. A story is named by its oldest member;
after a split or a merge the older names stay as aliases. Between revisions the result depends on the order of arrival a little;
`grouping.group` over the same reports is the canonical result, whatever the order.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.story import decision, join, linkage
from rashomon.story.features import Features
from rashomon.story.grouping import CLOCKS, FAR, MARGIN, RARE, Decisions, doubted, undated
from rashomon.story.index import CANDIDATES, Floats, Index
from rashomon.story.linkage import Pairs
from rashomon.story.partition import FARTHEST, INFINITE, partition, sample

DOUBT = 1.0  # logits below the margin within which a new story may belong to another one
CLOCK = 51  # latest dated reports whose middle day is today: one clock that jumped must not empty the window
REBUILT = 256  # reports that left before the index is built anew
REVISED_EVERY = 25  # reports
LARGEST_REVISION = 400  # reports looked at together


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a report went. `kind`: join, new, unsure (new, and maybe of the story `near`), copy (of the report `near`).

    `belief` is the calibrated belief in the join.
    """

    id: str
    story: str
    kind: str
    belief: float
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the ledger. `kind`: merge, split, expire; `story` is the name that stays, `others` those that became aliases of it."""

    kind: str
    story: str
    others: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(slots=True)
class Stream:
    """Stories of the reports in the window. `window` is in days, `most` in reports."""

    window: int = 14
    most: int = 1_000_000
    margin: float = MARGIN
    decisions: Decisions = field(default_factory=Decisions)
    index: Index = field(default_factory=Index)
    ledger: list[Change] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    _story: dict[int, int] = field(default_factory=dict)  # report to the key of its story
    _members: dict[int, list[int]] = field(default_factory=dict)
    _links: dict[int, dict[int, float]] = field(default_factory=dict)
    _groups: dict[int, linkage.Group] = field(default_factory=dict)
    _touched: set[int] = field(default_factory=set)
    _next: int = 0
    _oldest: int = 0
    _today: int = 0
    _clock: deque[int] = field(default_factory=lambda: deque(maxlen=CLOCK))
    _locks: dict[str, dict[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pairs, value in ((self.decisions.different, -INFINITE), (self.decisions.same, INFINITE)):
            for one, two in sorted(pairs):
                self._locks.setdefault(one, {})[two] = value
                self._locks.setdefault(two, {})[one] = value

    def add(self, features: Features, vector: Floats | None = None) -> Assignment:
        """Take in a report: it joins a story, opens one, or opens one in doubt."""
        features = self._tell_time(features)
        self._expire()
        number = self.index.add(features, vector)
        others = sorted({*self.index.candidates(number, CANDIDATES), *self.index.neighbours(number)})
        self._links[number] = {}
        for other, value in zip(others, join.logits(self.index, number, others), strict=True):
            self._link(number, other, value)
        for key, value in sorted(self._locks.get(features.id, {}).items()):
            if key in self.index.numbers:
                self._link(number, self.index.numbers[key], value)
        best, value = self._best(number)
        joined = best is not None and value > self.margin
        story = best if joined and best is not None else self._open()
        known = self._groups.pop(story, None)
        if known is not None:
            self._groups[story] = known.joined(self._alone(number), self._between([number], self._members[story]))
        self._members[story].append(number)
        self._story[number] = story
        self._touched.add(story)
        near = self.name(best) if best is not None and not joined and value > self.margin - DOUBT else None
        if near is not None and best is not None:
            self._touched.add(best)
        kind = "join" if joined else "unsure" if near else "new"
        result = Assignment(features.id, self.name(story), kind, round(decision.probability(value), 4), near)
        if len(self.index) % REVISED_EVERY == 0:
            self.revise()
        return result

    def name(self, story: int) -> str:
        """The id of a story's oldest member."""
        return min((self.index.features[n].published or "~", self.index.features[n].id) for n in self._members[story])[1]

    def story_of(self, key: str) -> str:
        """The name of the story that an active report is in; the id itself when the report is no longer active."""
        number = self.index.numbers.get(key, -1)
        return self.name(self._story[number]) if number in self._story else key

    def stories(self) -> dict[str, tuple[str, ...]]:
        """The active stories: name to the ids of their reports, sorted."""
        found = {self.name(key): tuple(sorted(self.index.features[n].id for n in members)) for key, members in self._members.items()}
        return dict(sorted(found.items()))

    def revise(self) -> None:
        """Group again what is in and around the stories touched since the last time; changes go to the ledger."""
        done: set[int] = set()
        for story in sorted(self._touched):
            if story in self._members and story not in done:
                area = self._area(story)
                done.update(area)
                if len(area) > 1 or len(self._members[story]) > 1:
                    self._regroup(area)
        self._touched.clear()

    def _open(self) -> int:
        self._next += 1
        self._members[self._next] = []
        return self._next

    def _link(self, a: int, b: int, value: float) -> None:
        self._links[a][b] = self._links[b][a] = value

    def _best(self, number: int) -> tuple[int | None, float]:
        """The likeliest story for a report, and the logit of joining it."""
        locked = {self._story[other]: value for other, value in sorted(self._links[number].items()) if abs(value) == INFINITE}
        same = [story for story, value in locked.items() if value == INFINITE]
        if same:
            return min(same), INFINITE
        stories = sorted({self._story[other] for other in self._links[number]} - locked.keys())
        best: int | None = None
        most = -INFINITE
        alone = self._group([number])
        for story in stories:
            if self._between([number], self._members[story]).mean < FARTHEST:
                continue
            missing = [other for other in sample(self._members[story]) if other not in self._links[number]]
            for other, value in zip(missing, join.logits(self.index, number, missing), strict=True):
                self._link(number, other, value)
            value = linkage.weigh(alone, self._group(self._members[story], story), self._between([number], self._members[story]))
            if value > most:
                best, most = story, value
        return best, most

    def _between(self, few: Sequence[int], many: Sequence[int]) -> Pairs:
        pairs = Pairs()
        for one in few:
            links = self._links[one]
            for other in many:
                if other in links and abs(links[other]) != INFINITE:
                    pairs = pairs + linkage.pair(links[other])
        return pairs

    def _group(self, members: Sequence[int], story: int = 0) -> linkage.Group:
        """The members as a group; that of a story is kept until its members change."""
        known = self._groups.get(story)
        if known is not None and len(known.members) == len(members):
            return known
        inner = Pairs()
        ordered = sorted(members)
        for i, one in enumerate(sample(ordered, 12)):
            inner = inner + self._between([one], sample(ordered, 12)[i + 1 :])
        group = self._alone(ordered[0])
        for one in ordered[1:]:
            group = group.joined(self._alone(one), Pairs())
        found = replace(group, inner=inner)
        if story:
            self._groups[story] = found
        return found

    def _alone(self, number: int) -> linkage.Group:
        return linkage.single(number, self.index.node(number), self._mates(number))

    def _mates(self, number: int) -> float:
        return sum(1 / (1 + math.exp(-value)) for value in self._links[number].values() if abs(value) != INFINITE)

    def _area(self, story: int) -> list[int]:
        """A story and those that share a likely pair with it, as many as are looked at together."""
        near: dict[int, float] = {}
        for number in self._members[story]:
            for other, value in self._links[number].items():
                if value > -1.0 and self._story[other] != story:
                    near[self._story[other]] = max(near.get(self._story[other], -INFINITE), value)
        area = [story]
        size = len(self._members[story])
        for other in sorted(near, key=lambda key: (-near[key], key)):
            size += len(self._members[other])
            if size > LARGEST_REVISION:
                break
            area.append(other)
        return area

    def _regroup(self, area: Sequence[int]) -> None:
        feature = self.index.features
        numbers = sorted((n for story in area for n in self._members[story]), key=lambda n: (feature[n].published or "~", feature[n].id))
        place = {number: i for i, number in enumerate(numbers)}
        links = {
            (min(i, place[other]), max(i, place[other])): value
            for number, i in place.items()
            for other, value in self._links[number].items()
            if other in place
        }

        def score(one: int, others: Sequence[int]) -> Sequence[float]:
            values = join.logits(self.index, numbers[one], [numbers[other] for other in others])
            for other, value in zip(others, values, strict=True):
                self._link(numbers[one], numbers[other], value)
            return values

        nodes = [self.index.node(n) for n in numbers]
        parts = [[numbers[i] for i in part] for part in partition(nodes, links, score, margin=self.margin)]
        self._replace(area, parts)

    def _replace(self, area: Sequence[int], parts: Sequence[list[int]]) -> None:
        before = {story: set(self._members[story]) for story in area}
        names = {story: self.name(story) for story in area}
        for story in area:
            del self._members[story]
            self._groups.pop(story, None)
        free = set(area)
        for part in parts:
            old = {self._story[n] for n in part}
            keep = min((story for story in old if story in free), default=None)
            key = self._open() if keep is None else keep
            free.discard(key)
            self._members[key] = part
            if set(part) != before.get(key):
                self._record(key, part, {names[story] for story in old if before[story] <= set(part)})
        for part_key in [key for key in self._members if key in before or key > self._next - len(parts)]:
            for number in self._members[part_key]:
                self._story[number] = part_key

    def _record(self, key: int, part: Sequence[int], swallowed: set[str]) -> None:
        name = self.name(key)
        members = tuple(sorted(self.index.features[n].id for n in part))
        others = tuple(sorted(swallowed - {name}))
        for other in others:
            self.aliases[other] = name
        self.ledger.append(Change("merge" if others else "split", name, others, members))

    def _tell_time(self, features: Features) -> Features:
        """Today is the middle day of the latest reports; the features, without a day that is one of few far from today."""
        if features.published is not None and features.day is None:
            return doubted(features) if undated(features.published) else features
        if features.day is None:
            return features
        self._clock.append(features.day)
        self._today = sorted(self._clock)[len(self._clock) // 2]
        far = sum(abs(day - self._today) > FAR for day in self._clock)
        odd = abs(features.day - self._today) > FAR and len(self._clock) >= CLOCKS and far <= max(1, RARE * len(self._clock))
        return doubted(features) if odd else features

    def _expire(self) -> None:
        """Let go of reports outside the window, and rebuild the index when half of it is gone."""
        while self._oldest < len(self.index) and self._is_old(self._oldest):
            number = self._oldest
            self._oldest += 1
            self.index.remove(number)
            story = self._story.pop(number)
            self._members[story].remove(number)
            self._groups.pop(story, None)
            if not self._members[story]:
                del self._members[story]
                self._touched.discard(story)
            for other in self._links.pop(number):
                self._links[other].pop(number, None)
        if len(self.index.removed) > max(REBUILT, self.index.active):
            self._rebuild()

    def _is_old(self, number: int) -> bool:
        day = self.index.features[number].day
        return self.index.active >= self.most or (day is not None and day < self._today - self.window)

    def _rebuild(self) -> None:
        kept = [n for n in range(len(self.index)) if n not in self.index.removed]
        fresh = Index()
        place = {n: fresh.add_from(self.index, n) for n in kept}
        self._story = {place[n]: story for n, story in self._story.items()}
        self._members = {story: [place[n] for n in members] for story, members in self._members.items()}
        self._links = {place[n]: {place[m]: value for m, value in links.items()} for n, links in self._links.items()}
        self._groups.clear()
        self.index, self._oldest = fresh, 0
