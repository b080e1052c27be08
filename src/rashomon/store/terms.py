"""The words by which articles and stories are found beside their text: persons, places and figures; titles, summaries and conflicts."""

from __future__ import annotations

import re

from rashomon.model import Account, Analysis

NAMED = ("person", "place", "organisation")
LONGEST = 80  # characters of a name
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def of_analysis(analysis: Analysis) -> list[tuple[str, str]]:
    """(kind, value) pairs, sorted: each name whole and word by word, each number alone and with what it counts."""
    found: set[tuple[str, str]] = set()
    names = {(chain.type, chain.name) for chain in analysis.chains} | {(m.type, m.text) for m in analysis.mentions if m.kind == "name"}
    for kind, name in names:
        if kind in NAMED:
            whole = folded(name)
            found.update((kind, part) for part in {whole, *whole.split()} if len(part) > 1)
    for quantity in analysis.quantities:
        for value in {quantity.low, quantity.high} - {None}:
            number = f"{value:g}" if value is not None and abs(value) < 1e6 else f"{value:.0f}"
            counted = {folded(word) for word in (quantity.measure, quantity.head_lemma, quantity.unit) if word}
            found.update(("figure", text) for text in {number, *(f"{number} {word}" for word in counted)})
    return sorted(found)


def folded(name: str) -> str:
    """A name as it is compared: lower case, one space between words, no marks around them."""
    return " ".join(word.strip("'’.,()“”\"") for word in name.casefold().split())[:LONGEST]


def asked(kind: str, text: str) -> str:
    """What a person asks for, in the form in which it is kept: "1,200 Killed" as "1200 killed"."""
    whole = folded(text)
    return NUMBER.sub(lambda m: m.group().replace(",", ""), whole) if kind == "figure" else whole


def of_account(account: Account) -> tuple[str, str]:
    """The words of a story (title, summary, conflicts), and those of its conflicts alone, in lower case."""
    disputed = " ".join(part for c in account.conflicts for part in (c.about, c.note, *(side.says for side in c.sides)))
    told = " ".join([account.title, *(statement.text for statement in account.summary), disputed])
    return told.lower().replace("\0", " "), disputed.lower().replace("\0", " ")
