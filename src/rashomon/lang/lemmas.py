"""Dictionary forms of English words from their Penn tag: exceptions first, then the rules of spelling, checked against a vocabulary."""

from __future__ import annotations

import functools

from rashomon.lang import resources, wordpieces

VOWELS = frozenset("aeiou")
GROUPS = {
    "VBZ": "v", "VBD": "v", "VBN": "v", "VBG": "v", "VBP": "v", "VB": "v", "MD": "v",
    "NNS": "n", "NN": "n", "NNPS": "p", "NNP": "p", "JJR": "a", "JJS": "a", "RBR": "a", "RBS": "a",
}  # fmt: skip


@functools.cache
def exceptions() -> dict[tuple[str, str], str]:
    """(form in lower case, Penn tag) to lemma; the tag "v" stands for any verb form."""
    return {(form, tag): lemma for form, tag, lemma in resources.rows("lang/data/lemmas.tsv")}


@functools.lru_cache(maxsize=65536)
def lemma(form: str, fine: str, tag: str = "") -> str:
    """The lemma of a word with its Penn tag (`fine`) and universal tag; names keep their capitals."""
    if len(form) > 60:
        return form
    low = form.lower().replace("’", "'")
    if tag == "PROPN" or fine in {"NNP", "NNPS"}:
        return exceptions().get((low, "NNPS"), form) if fine == "NNPS" else form
    if tag == "AUX" and (low, "AUX") in exceptions():
        return exceptions()[low, "AUX"]
    known = exceptions().get((low, fine)) or (exceptions().get((low, "v")) if fine[:2] == "VB" else None)
    if known:
        return known
    return by_rule(low, fine)


def by_rule(low: str, fine: str) -> str:
    """The lemma by spelling alone."""
    if fine == "CD":
        return low.replace(",", "")
    if len(low) < 4 and fine not in {"NNS", "VBZ"}:
        return low
    if fine == "NNS":
        return _plural(low)
    if fine == "VBZ":
        return _third(low)
    if fine in {"VBD", "VBN"} and low.endswith("ed"):
        return _stem(low[:-2]) if not low.endswith("ied") else low[:-3] + "y"
    if fine == "VBG" and low.endswith("ing"):
        return _stem(low[:-3])
    if fine in {"JJR", "RBR"} and low.endswith("er"):
        return _stem(low[:-2]) if not low.endswith("ier") else low[:-3] + "y"
    if fine in {"JJS", "RBS"} and low.endswith("est"):
        return _stem(low[:-3]) if not low.endswith("iest") else low[:-4] + "y"
    return low


def _known(word: str) -> bool:
    return word in wordpieces.vocabulary()


def _plural(low: str) -> str:
    if not low.endswith("s") or low.endswith("ss") or len(low) < 3:
        return low
    if low.endswith("'s"):
        return low[:-2]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y" if not _known(low[:-1]) or _known(low[:-3] + "y") else low[:-1]
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")) and not _known(low[:-1]):
        return low[:-2]
    if low.endswith("oes") and _known(low[:-2]):
        return low[:-2]
    if low.endswith("ves") and _known(low[:-3] + "f") and not _known(low[:-1]):
        return low[:-3] + "f"
    if low.endswith(("ses", "zes")) and not _known(low[:-1]) and _known(low[:-2]):
        return low[:-2]
    return low[:-1]


def _third(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) and not _known(low[:-1]):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _stem(stem: str) -> str:
    """The base of a form without its -ed, -ing, -er or -est: undoubled, with its silent e, or as it is."""
    if len(stem) < 2:
        return stem
    doubled = stem[-1] == stem[-2] and stem[-1] not in VOWELS
    if doubled and (stem[-1] not in "lsfz" or (not _known(stem) and _known(stem[:-1]))):
        return stem[:-1]
    silent, bare = _known(stem + "e"), _known(stem)
    if silent != bare:
        return stem + "e" if silent else stem
    one_vowel = sum(c in VOWELS for c in stem) == 1
    short = one_vowel and stem[-1] not in VOWELS and stem[-1] not in "wxy" and stem[-2] in VOWELS
    if silent:
        return stem + "e" if short else stem
    ends_silent = stem.endswith(("v", "c", "u", "at", "iz", "is", "dg", "rs", "ns", "bl", "pl", "tl", "dl", "gl", "uc"))
    return stem + "e" if short or ends_silent else stem
