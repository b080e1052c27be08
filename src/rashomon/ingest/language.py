"""Which language a text is written in, so that only English is read for claims. Function words and scripts: no model, no load time."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter

from rashomon.lang import resources

SAMPLE = 20_000
FEWEST_WORDS = 8
ENOUGH_WORDS = 50  # a text this long without English function words is not English, whatever else it is
UNKNOWN = "und"
FEWEST_SIGNS = 3  # different function words; a headline holds too few to be sure, and is taken for English
WORD = re.compile(r"(?<!['’])\b[^\W\d_]+")
# Unicode names of letters begin with their script. The language named is the script's most usual one in news.
SCRIPTS = {
    "CYRILLIC": ("ru", "Russian or another language in Cyrillic"),
    "ARABIC": ("ar", "Arabic or another language in Arabic script"),
    "HEBREW": ("he", "Hebrew"),
    "GREEK": ("el", "Greek"),
    "CJK": ("zh", "Chinese"),
    "HIRAGANA": ("ja", "Japanese"),
    "KATAKANA": ("ja", "Japanese"),
    "HANGUL": ("ko", "Korean"),
    "DEVANAGARI": ("hi", "Hindi or another language in Devanagari"),
    "BENGALI": ("bn", "Bengali"),
    "TAMIL": ("ta", "Tamil"),
    "TELUGU": ("te", "Telugu"),
    "THAI": ("th", "Thai"),
    "GEORGIAN": ("ka", "Georgian"),
    "ARMENIAN": ("hy", "Armenian"),
    "ETHIOPIC": ("am", "Amharic"),
}


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, _, words in resources.rows("ingest/data/languages.tsv")}


@functools.cache
def _tongues() -> dict[str, tuple[str, ...]]:
    """Each function word with the codes of the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in sorted(_words().items()):
        for word in sorted(words):
            found[word] = (*found.get(word, ()), code)
    return found


@functools.cache
def _names() -> dict[str, str]:
    return (
        {code: name for code, name, _ in resources.rows("ingest/data/languages.tsv")}
        | dict(SCRIPTS.values())
        | {UNKNOWN: "an unknown language"}
    )


def name(code: str) -> str:
    """The English name of a language code, or the code itself."""
    return _names().get(code.split("-", maxsplit=1)[0].lower(), code)


def detect(text: str) -> str | None:
    """The code (ISO 639-1) of the text's language; "und" for one that is known here only as not English,
    None when the text is too short to tell."""
    sample = text[:SAMPLE]
    script = _script(sample)
    if script:
        return script
    words = [word.lower() for word in WORD.findall(sample)]
    if len(words) < FEWEST_WORDS:
        return None
    counts = Counter(words)
    held = dict.fromkeys(_words(), 0)
    for word, number in counts.items():
        for code in _tongues().get(word, ()):
            held[code] += number
    shares = {code: number / len(words) for code, number in held.items()}
    best, share = max(sorted(shares.items()), key=lambda item: item[1])
    seen = _words()[best] & counts.keys()
    clear = share >= 0.12 and share >= 1.25 * shares["en"] + 0.02 and len(seen) >= FEWEST_SIGNS and sum(len(w) > 1 for w in seen) > 1
    if best != "en" and clear:
        return best
    if shares["en"] >= 0.08:
        return "en"
    return UNKNOWN if len(words) >= ENOUGH_WORDS else None


def _script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = [c for c in sample[:4000] if c.isalpha()]
    foreign = [c for c in letters if c > "\u024f"]
    if len(letters) < FEWEST_WORDS or len(foreign) < 0.4 * len(letters):
        return None
    scripts = Counter(unicodedata.name(c, "?").split()[0].split("-")[0] for c in foreign)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * len(foreign):
        return "ja"
    known = sorted(((n, s) for s, n in scripts.items() if s in SCRIPTS), reverse=True)
    return SCRIPTS[known[0][1]][0] if known else None
