"""Which articles share one text: reprints, cut and edited versions of one report, and single lifted sentences.

Every text is compared by its fingerprints with at most a few texts that share some, so the work grows linearly with the number of articles,
also for ten thousand identical texts. A pair is one text when the exact runs that both share cover enough of the shorter one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.model import Analysis, Article, Copies, SharedSpan
from rashomon.story import alignment, credits
from rashomon.story.alignment import Prepared

COPY_SHARE = 0.3  # of the shorter text's own words
COPY_WORDS = 20
SHORTEST_TEXT = 4  # words; two equal texts shorter than that are no sign of copying
LIFTED_WORDS = 9
POSTINGS = 6  # texts that one fingerprint leads to
COMPARED = 8  # texts that one text is compared with
SHOWN = 40  # shared spans named for one member
KINDS = ("identical", "light-edit", "truncated", "excerpt")
SPELLED = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty dozen".split()
)


@dataclass(slots=True)
class Finder:
    """Articles as they come, with what shares a text with what. Fed in canonical order the result is canonical."""

    prepared: dict[str, Prepared] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    lifted: list[tuple[str, str]] = field(default_factory=list)
    _same_text: dict[str, str] = field(default_factory=dict)
    _first_with: dict[bytes, str] = field(default_factory=dict)
    _postings: dict[int, list[str]] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The first article of the origin that an article belongs to."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def add(self, article: Article) -> str:
        """Take in an article; the first article of its origin, which is itself when its text is new. A known id changes nothing."""
        if article.id in self.parent:
            return self.root(article.id)
        known = self._same_text.get(article.text)
        prepared = alignment.prepare(article) if known is None else replace(self.prepared[known], article=article)
        self._same_text.setdefault(article.text, article.id)
        self.prepared[article.id] = prepared
        self.parent[article.id] = article.id
        if len(prepared.text.forms) >= SHORTEST_TEXT:
            digest = hashlib.blake2b("\0".join(prepared.text.forms).encode("utf-8", "surrogatepass"), digest_size=16).digest()
            first = self._first_with.setdefault(digest, article.id)
            if first != article.id:
                self.parent[article.id] = first
                return self.root(first)
        counts: Counter[str] = Counter()
        for value in prepared.prints:
            counts.update(self._postings.get(value, ()))
        for other in sorted(counts, key=lambda key: (-counts[key], key))[:COMPARED]:
            self._compare(other, article.id)
        for value in prepared.prints:
            holders = self._postings.setdefault(value, [])
            if len(holders) < POSTINGS:
                holders.append(article.id)
        return self.root(article.id)

    def _compare(self, first: str, second: str) -> None:
        a, b = self.prepared[first], self.prepared[second]
        found = alignment.runs(a, b)
        here, there = alignment.covered(found, a, b)
        shared, shorter = min(here, there), min(a.length, b.length)
        if shared >= COPY_WORDS and shared >= COPY_SHARE * shorter:
            one, two = sorted((self.root(first), self.root(second)), key=lambda key: order(self.prepared[key].article))
            self.parent[two] = one
        elif any(_own_words(run, a) >= LIFTED_WORDS for run in found):
            self.lifted.append((first, second))


def article_of(item: Article | Analysis) -> Article:
    """The article of an analysis, or the article itself."""
    return item.article if isinstance(item, Analysis) else item


def order(article: Article) -> tuple[str, str, str]:
    """The canonical order: by time of publication (unknown last), then id, then text."""
    return (article.published or "~", article.id, article.text)


def find(items: Sequence[Article | Analysis]) -> tuple[Copies, ...]:
    """Groups of two or more articles that share one text, by their first member. The order of the input does not matter."""
    texts = _link(items)
    return tuple(_describe(members, texts) for members in _groups(texts) if len(members) > 1)


def lifted(items: Sequence[Article | Analysis]) -> tuple[Copies, ...]:
    """Pairs of articles that are no copies of each other, and share sentences or long runs of words outside quoted speech."""
    return _lifted(_link(items))


def examine(items: Sequence[Article | Analysis]) -> tuple[tuple[Copies, ...], tuple[Copies, ...]]:
    """`find` and `lifted` at the cost of one."""
    texts = _link(items)
    return tuple(_describe(members, texts) for members in _groups(texts) if len(members) > 1), _lifted(texts)


def origins(items: Sequence[Article | Analysis]) -> tuple[tuple[str, ...], ...]:
    """All articles by shared text; an article of its own is alone. Each origin and the whole are in canonical order."""
    return tuple(tuple(members) for members in _groups(_link(items)))


def _link(items: Sequence[Article | Analysis]) -> Finder:
    texts = Finder()
    for article in sorted((article_of(item) for item in items), key=order):
        texts.add(article)
    return texts


def _own_words(run: alignment.Run, a: Prepared) -> int:
    return int(a.open[run.here : run.here + run.length].sum())


def _groups(texts: Finder) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for key in texts.prepared:  # canonical order
        groups.setdefault(texts.root(key), []).append(key)
    return list(groups.values())


def _lifted(texts: Finder) -> tuple[Copies, ...]:
    found = []
    for first, second in texts.lifted:
        if texts.root(first) == texts.root(second):
            continue
        a, b = texts.prepared[first], texts.prepared[second]
        kept = [run for run in alignment.runs(a, b) if _own_words(run, a) >= LIFTED_WORDS]
        words = sum(run.length for run in kept)
        found.append(
            Copies(
                (first, second),
                "excerpt",
                first,
                None,
                alignment.spans(kept, a, b)[:SHOWN],
                (f"{words} words outside quoted speech are the same",),
            )
        )
    return tuple(found)


def _describe(members: list[str], texts: Finder) -> Copies:
    agencies = Counter(name for key in members if (name := credits.agency(texts.prepared[key].article.text)))
    agency = min(agencies, key=lambda name: (-agencies[name], name)) if agencies else None
    origin, why = _origin(members, texts, agency)
    a = texts.prepared[origin]
    kind, reasons = "identical", [why]
    shared: list[SharedSpan] = []
    parted: list[SharedSpan] = []
    for key in members:
        if key == origin:
            continue
        b = texts.prepared[key]
        same = a.text.forms == b.text.forms and bool(a.text.forms)
        found = [alignment.Run(0, 0, len(a.text.forms))] if same else alignment.runs(a, b)
        one, share = _kind(a, b, found)
        kind = max(kind, one, key=KINDS.index)
        shared.extend(alignment.spans(found, a, b)[:SHOWN])
        different = alignment.differences(found, a, b)
        figures = [pair for pair in different if _figures(pair.here.text) != _figures(pair.there.text)]
        parted.extend([*figures, *(pair for pair in different if pair not in figures)][:SHOWN])
        reasons.append(f"{key}: {one}, shares {share:.0%} of the shorter text's own words with {origin}")
        reasons.extend(f"{key} differs in a figure: “{pair.there.text}” where {origin} has “{pair.here.text}”" for pair in figures)
    return Copies(tuple(members), kind, origin, agency, tuple(shared), tuple(reasons), tuple(parted))


def _figures(text: str) -> frozenset[str]:
    return frozenset(word for word in text.lower().replace(",", "").split() if any(c.isdigit() for c in word) or word in SPELLED)


def _kind(a: Prepared, b: Prepared, found: list[alignment.Run]) -> tuple[str, float]:
    if a.text.forms == b.text.forms:
        return "identical", 1.0
    here, there = alignment.covered(found, a, b)
    low, high = sorted((a.length, b.length))
    share = min(1.0, min(here, there) / max(1, low))
    if share >= 0.7 and low < 0.8 * high:
        return "truncated", share
    return ("light-edit" if share >= 0.5 else "excerpt"), share


def _origin(members: list[str], texts: Finder, agency: str | None) -> tuple[str, str]:
    def rank(key: str) -> tuple[bool, str, bool, int, tuple[str, str, str]]:
        article = texts.prepared[key].article
        own = credits.is_outlet_of(article.outlet, agency)
        day = (article.published or "~")[:10]
        return (not own, day, agency is not None and credits.agency(article.text) != agency, -texts.prepared[key].length, order(article))

    best = min(members, key=rank)
    article = texts.prepared[best].article
    if credits.is_outlet_of(article.outlet, agency):
        return best, f"{best} is likely the origin: its outlet is {agency} itself"
    if agency and credits.agency(article.text) == agency:
        return best, f"{best} is likely the origin: it credits {agency}" + (
            f" and was published {article.published}" if article.published else ""
        )
    if article.published:
        return best, f"{best} is likely the origin: published first ({article.published})"
    return best, f"{best} is likely the origin: the longest version; no time or credit tells"


__all__ = ["Finder", "SharedSpan", "examine", "find", "lifted", "origins"]
