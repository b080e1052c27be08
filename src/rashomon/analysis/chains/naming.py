"""Joins the names of one referent in one article: full name, family name, given name, acronym, alias, shortened company name.

Two people with one family name stay two; a name alone goes to the one that fits in gender and was spoken of more.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from rashomon.lang import people, resources
from rashomon.model import Mention

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"])
CORPORATE = frozenset("inc corp corporation ltd limited llc plc co company gmbh ag sa nv holdings group & cos incorporated".split())
SMALL = frozenset("of the and for in on & de la le el al du von van".split())
SAMPLES = 6  # ways of writing one name that a new name is compared with
MANY = 200  # names that are compared one by one; an article with more is a list
COMPASS = frozenset(["north", "south", "east", "west"])
LETTERS = 4  # of an acronym; what has one is a name of its own, and no shorter form of a longer name
RECENT = 2  # sentences within which a person counts as being spoken of


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one referent while they are gathered. `words` are those of its fullest name, folded."""

    type: str
    words: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    variants: set[tuple[str, ...]] = field(default_factory=set)
    samples: list[tuple[str, ...]] = field(default_factory=list)
    last: int = -99

    @property
    def gender(self) -> str:
        """The gender that titles show, else that of the given name."""
        for gender in self.genders:
            if gender:
                return gender
        return people.gender_of_name(self.words[0]) if len(self.words) > 1 else ""


@functools.cache
def prefixes() -> frozenset[str]:
    """What a hyphen joins to a name that is no part of it ("pro-Halvern")."""
    return frozenset(word for line in resources.lines("analysis/data/name_prefixes.txt") for word in line.split())


def without_prefix(text: str) -> str:
    """A name as written, without what a hyphen joins to it."""
    prefix, _, rest = text.partition("-")
    return rest if rest[:1].isupper() and prefix.lower() in prefixes() else text


def words_of(mention: Mention) -> tuple[str, ...]:
    """The folded words of a name without generational endings, possessive endings and a prefix that a hyphen joins to it."""
    words = [w.strip(",\"'“”()").removesuffix("'s") for w in people.fold(without_prefix(mention.text)).split()]
    words = [w for w in words if w]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return tuple(words) or (people.fold(mention.text),)


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names of people may be one person's: the same family name, and given names that do not differ."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    if len(a) == len(b) == 2 and a == b[::-1]:  # the family name first or last
        return True
    if a[-1] != b[-1]:
        return False
    x, y = a[0], b[0]
    if x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]):
        return True
    return (min(len(x), len(y)) >= 3 and (x.startswith(y) or y.startswith(x))) or misspelt(x, y)


def misspelt(a: str, b: str) -> bool:
    """Whether two words are one word with a slip: one letter in six, two in nine."""
    shorter = min(len(a), len(b))
    return shorter >= 6 and a[0] == b[0] and OSA.distance(a, b, score_cutoff=2) <= (2 if shorter >= 9 else 1)


def initials(words: Sequence[str]) -> set[str]:
    """The acronyms that a name may have."""
    parts = [p for w in words for p in w.split("-") if p]
    big = [p for p in parts if p not in SMALL]
    return {"".join(p[0] for p in big), "".join(p[0] for p in parts)}


def is_acronym(text: str) -> bool:
    """Whether a name is written as an acronym."""
    letters = text.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 7 and letters.isalnum() and letters[0].isupper() and not any(c.islower() for c in letters[:-1])


def is_plural(word: str) -> bool:
    """Whether a word is a plural by its form, as the last word of a team's name is ("the Brightwater Pirates")."""
    return len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def plain_company(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without the words that only say what kind of company it is."""
    while len(words) > 1 and words[-1] in CORPORATE:
        words = words[:-1]
    return words


def gather(text: str, mentions: Sequence[Mention], sentences: Sequence[int], genders: Sequence[str]) -> list[Group]:
    """The groups of the named mentions.

    `sentences` and `genders` go with the mentions: the sentence of each, and the gender that its title shows.
    """
    people_groups = _people(mentions, sentences, genders)
    others = _others(text, mentions, sentences)
    return sorted(people_groups + others, key=lambda g: min(g.mentions))


def _people(mentions: Sequence[Mention], sentences: Sequence[int], genders: Sequence[str]) -> list[Group]:
    groups: list[Group] = []
    own = [k for k, m in enumerate(mentions) if m.type == "person" and m.kind == "name"]
    words = {k: words_of(mentions[k]) for k in own}
    home: dict[tuple[str, ...], Group] = {}
    edges: dict[str, list[Group]] = {}
    for k in own:  # full names first: they may come after the family name, as after a headline
        if len(words[k]) > 1 and words[k] not in home:
            near = _unique([*edges.get(words[k][-1], [])[:MANY], *edges.get(words[k][0], [])[:MANY]])
            fits = [g for g in near if any(compatible(words[k], v) for v in g.samples)]
            if len(fits) == 1:
                group = fits[0]
                if len(words[k]) > len(group.words):
                    group.words = words[k]
            else:
                group = Group("person", words[k])
                groups.append(group)
            group.variants.add(words[k])
            if len(group.samples) < SAMPLES:
                group.samples.append(words[k])
            home[words[k]] = group
            for edge in (words[k][0], words[k][-1]):
                held = edges.setdefault(edge, [])
                if len(held) < MANY and group not in held:
                    held.append(group)
    by_last: dict[str, list[Group]] = {}
    by_part: dict[str, list[Group]] = {}
    for group in groups:
        last: set[str] = set()
        parts: set[str] = set()
        for variant in group.variants:
            last |= {variant[-1], variant[-1].split("-")[0]} | ({" ".join(variant[-2:])} if len(variant) > 2 else set())
            parts.update(variant[:-1])
        for table, found in ((by_last, last), (by_part, parts)):
            for part in sorted(found):
                held = table.setdefault(part, [])
                if len(held) < MANY:
                    held.append(group)
    for k in own:
        known = home.get(words[k]) or _who(words[k][0], genders[k], sentences[k], by_last, by_part)
        if known is None:
            known = Group("person", words[k])
            groups.append(known)
            home[words[k]] = known
        known.mentions.append(k)
        if genders[k]:
            known.genders.append(genders[k])
        known.last = sentences[k]
    return [g for g in groups if g.mentions]


def _unique(groups: Sequence[Group]) -> list[Group]:
    """The groups without repetition, in order."""
    return list(dict.fromkeys(groups))


def _who(word: str, gender: str, sentence: int, by_last: dict[str, list[Group]], by_part: dict[str, list[Group]]) -> Group | None:
    """The person that a single name stands for: by family name, else by given name; the fitting gender, then the one spoken of more."""
    for table in (by_last, by_part):
        fits = table.get(word, [])
        if gender:
            fits = [g for g in fits if g.gender in (gender, "")]
        if len(fits) == 1:
            return fits[0]
        if fits:
            return max(fits, key=lambda g: (len(g.mentions) + 2 * (sentence - g.last <= RECENT), g.words))
    if len(by_last) > MANY:
        return None
    slips = [g for part, fits in by_last.items() if misspelt(part, word) for g in fits]
    return slips[0] if len(slips) == 1 else None


def _others(text: str, mentions: Sequence[Mention], sentences: Sequence[int]) -> list[Group]:
    groups: list[Group] = []
    own = [k for k, m in enumerate(mentions) if m.type != "person" and m.kind == "name"]
    words = {k: words_of(mentions[k]) for k in own}
    table: dict[str, Group] = {}
    index: dict[str, list[Group]] = {}
    known = people.aliases()
    lettered = frozenset(first for other, first in known.items() if len(other) <= LETTERS and " " not in other)
    ordered = sorted(own, key=lambda k: (-len(words[k]), k))
    for k in ordered:
        kind = mentions[k].type
        key = " ".join(plain_company(words[k])) if kind == "organisation" else " ".join(words[k])
        own_name = known.get(key, key) in lettered and not is_acronym(mentions[k].text)
        key = known.get(key, key)
        group = table.get(key)
        if group is None and kind != "nationality" and not own_name:
            group = _shortened(mentions[k], tuple(key.split()), index)
        if group is None:
            group = Group(kind, words[k])
            groups.append(group)
        table.setdefault(key, group)
        variant = tuple(key.split())
        if variant and variant not in group.variants and kind != "nationality":
            for sign in {f"first {variant[0]}", f"last {variant[-1]}"} | {f"letters {x}" for x in initials(variant)}:
                index.setdefault(sign, []).append(group)
        group.variants.add(variant)
        group.mentions.append(k)
    _defined(text, mentions, groups)
    for group in groups:
        group.mentions.sort()
        group.last = sentences[group.mentions[-1]] if group.mentions else -99
    return [g for g in groups if g.mentions]


def _shortened(mention: Mention, words: tuple[str, ...], index: dict[str, list[Group]]) -> Group | None:
    """The one longer name that a name shortens: its acronym, its first words, or a generic last word ("the Council").

    `index` holds the longer names by first word, last word and initials.
    """
    if is_acronym(mention.text):
        letters = people.fold(mention.text).replace(" ", "").replace("&", "")
        fits = _unique([g for g in index.get(f"letters {letters}", [])[:MANY] if len(g.words) > 1])
        return fits[0] if len(fits) == 1 else None
    if mention.type != "organisation" and not (mention.type == "place" and words[0] in COMPASS and len(words) == 1):
        return None
    generic = len(words) == 1 and (people.kind(words[0]) in ("group", "place") or is_plural(words[0]))
    near = index.get(f"last {words[0]}" if generic else f"first {words[0]}", [])[:MANY]
    groups = _unique([g for g in near if g.type == mention.type])
    if generic:
        fits = [g for g in groups if any(v[-1] == words[0] and len(v) > 1 for v in g.variants)]
    else:
        fits = [g for g in groups if any(len(v) > len(words) and v[: len(words)] == words for v in g.variants)]
        if not fits and len(words) >= 2:
            near = _unique([g for g in index.get(f"last {words[-1]}", [])[:MANY] if g.type == mention.type])
            fits = [g for g in near if any(len(v) > len(words) and v[-len(words) :] == words for v in g.variants)]
    return fits[0] if len(fits) == 1 else None


def _defined(text: str, mentions: Sequence[Mention], groups: list[Group]) -> None:
    """Join an acronym with the name that brackets put to it: "the Israel Defense Forces (IDF)", "CEI (Italian Episcopal Conference)"."""
    home = {k: g for g in groups for k in g.mentions}
    ordered = sorted(home, key=lambda k: mentions[k].start)
    for a, b in pairwise(ordered):
        first, second = mentions[a], mentions[b]
        if text[first.end : second.start].strip() != "(" or text[second.end : second.end + 1] != ")" or home[a] is home[b]:
            continue
        if abbreviates(second.text, words_of(first)) or (
            first.type == second.type == "organisation" and stands_for(first.text, words_of(second))
        ):
            target, gone = home[a], home[b]
            target.mentions += gone.mentions
            target.variants |= gone.variants
            for k in gone.mentions:
                home[k] = target
            gone.mentions = []


def abbreviates(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym in brackets may be that of the name before them: its first letter begins one of the words."""
    return is_acronym(acronym) and people.fold(acronym)[:1] in {w[0] for w in words}


def stands_for(acronym: str, words: Sequence[str]) -> bool:
    """Whether a name in brackets may spell out the acronym before them: its words begin with those letters, in any order of a language."""
    letters = people.fold(acronym).replace(" ", "")
    return is_acronym(acronym) and len(words) > 1 and sorted(letters) == sorted(w[0] for w in words if w not in SMALL)
