"""Finds page furniture: promotion, credits, captions, datelines, bylines, corrections and the like, line by line.

Precision before recall: a line that might carry news stays. Known phrases live in `lang/data/furniture.tsv`; the shapes that a list
cannot hold (datelines, bylines, "Follow X on Y", comment counts, copyright lines) are patterns here. Every pattern looks at a bounded
piece of a line, so the time grows with the length of the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.analysis.annotator import Annotator
from rashomon.lang.resources import rows
from rashomon.model import Analysis, Boilerplate

LIST = "lang/data/furniture.tsv"
LONGEST = 400  # characters; a longer line is reporting but for its dateline and its closing credit
LONGEST_WORDS = {"start": 32, "within": 40}
LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})
OUTER = " \t.:;!|>»«*•·-–—_#…\u200b\ufeff"

MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
AGENCY = r"\((?:[A-Z][\w.’' /&-]{1,40})\)"
PLACE_CAPS = r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,4}"
PLACE = r"[A-Z][\w.’'-]+(?: (?:[a-z]{2} )?[A-Z][\w.’'-]+){0,4}"
TAIL = rf"(?:, {PLACE})?(?:,? {MONTH} \d{{1,2}}(?:, \d{{4}})?)?"
DASH = r" {0,2}(?:—|–|--|-)(?: {1,2}|(?=[\w\"“‘']))"
DATELINE = re.compile(
    rf"(?:{PLACE_CAPS}(?:/{PLACE_CAPS})?{TAIL} ?(?:{AGENCY})?{DASH}"  # LONDON, March 3 (Reuters) -
    rf"|{PLACE}{TAIL} {AGENCY}{DASH}"  # Paris (AFP) -
    rf"|{PLACE_CAPS}{TAIL} {AGENCY}:? "  # LONDON (Reuters)
    rf"|\((?:AP|CNN|Reuters|AFP|UPI|Xinhua|TASS|ANSA|EFE|dpa|DPA|PTI|ANI|IANS|Kyodo|Bloomberg|(?:CBS|NBC|ABC)[\w ]{{0,12}})\)"
    rf"(?:{DASH}|:? ?(?=[A-Z\"“])))"
)

NAME_WORD = re.compile(r"[A-Z][\w.’'-]*,?|[\w.+-]+@[\w.-]+|[&|/,]")
SMALL_WORDS = frozenset(["and", "of", "for", "the", "in", "von", "van", "de", "da", "al", "el", "bin", "with", "[email", "protected]"])
# "..., 4 February 2026", "... on March 4, 2026", with or without a time behind.
DAY_AT_END = re.compile(
    rf"(?:,| on| [|·•–—-])? (?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}},) \d{{4}}(?:,? (?:at )?\d{{1,2}}[:.]\d{{2}}.{{0,12}})?$"
)
DESKS = frozenset(["staff", "agency", "agencies", "newsroom", "desk", "reporter", "reporters", "correspondent", "correspondents", "wire"])
LONGEST_OUTLET = 6
FOLLOW = re.compile(
    r"(?:you can )?follow\b.{0,120}(?:@\w|\bon (?:twitter|facebook|instagram|x|social media|threads)\b|twitter\.com)"
    r"|follow (?:@\w+|[\w.]{2,30}:$)"
)
CONTACT = re.compile(r"(?:contact|email|e-mail|reach|twitter|tel|phone|on twitter)\b.{0,80}(?:@\w|\d{3}[-.) ]{1,2}\d{3}[-. ]\d{4})")
ADDRESS = re.compile(
    r"(?:[\w.+-]+@[\w.-]+|@\w+|(?:https?://|www\.)\S+|\w+(?:\.\w+)+/\S*|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\[email protected\])"
)
COMMENTS = re.compile(
    r"(?:\d{1,6}|one|no) (?:(?:thoughts?|comments?|responses?|repl(?:y|ies)) (?:on|to) [\"'].{0,200}"
    r"|(?:pending )?comments?(?: so far)?|responses?|replies)"
)
COPYRIGHT = re.compile(r"[(\[]?(?:©|\(c\)|copyright(?: ©| \(c\))?) ?(?:\d{4}|by\b|the\b|[a-z]).{0,200}")
CLOSING = re.compile(
    r"[(\[](?:additional |with |writing |some )?(?:reporting|writing|editing|compiled|photo|image|copyright|©)\b[^()\[\]]{2,360}[)\]]\s*$",
    re.I,
)
LEGAL = re.compile(r"copyright (?:law|infring|hold|claim|case|suit|owner|protect|offic|rule|act\b)")
COUNTER = re.compile(r"(?:image|photo|slide|page)? ?\d{1,3} ?(?:of|/) ?/? ?\d{1,3}")
LABELS = frozenset(
    ["update", "updated", "breaking", "watch", "exclusive", "video", "live", "correction", "note", "opinion", "analysis", "first"]
)
ALPHANUMERIC = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrase list, ready to look up: whole lines, openings by their first word, and one pattern for phrases inside a line."""

    whole: dict[str, str]
    openings: dict[str, tuple[tuple[str, str], ...]]
    inside: re.Pattern[str]
    inside_kind: dict[str, str]


@functools.cache
def phrases() -> Phrases:
    """The packaged list of furniture phrases."""
    whole: dict[str, str] = {}
    openings: dict[str, list[tuple[str, str]]] = {}
    inside: dict[str, str] = {}
    for kind, how, phrase in rows(LIST):
        if how == "line":
            whole[phrase.strip(OUTER)] = kind
        elif how == "start":
            openings.setdefault(phrase.split()[0], []).append((phrase, kind))
        else:
            inside[phrase] = kind
    pattern = re.compile("|".join(rf"\b{re.escape(p)}" for p in sorted(inside, key=lambda p: (-len(p), p))))
    return Phrases(whole, {k: tuple(v) for k, v in openings.items()}, pattern, inside)


def kind_of_line(line: str) -> str | None:
    """The kind of furniture that a whole line is, or None for reporting. `line` has no outer white space."""
    if len(line) > LONGEST:
        return None
    if not ALPHANUMERIC.search(line):
        return "navigation"
    plain = " ".join(line.translate(STRAIGHT).lower().split())
    known = phrases()
    kind = known.whole.get(plain.strip(OUTER))
    if kind:
        return kind
    words = plain.count(" ") + 1
    if COMMENTS.fullmatch(plain.strip(OUTER)):
        return "comments"
    if words <= 40 and COPYRIGHT.fullmatch(plain) and not LEGAL.match(plain):
        return "credit"
    if words <= LONGEST_WORDS["start"] and (kind := opening(plain, known)):
        return kind
    if words <= LONGEST_WORDS["within"] and not quoted(plain) and (hit := known.inside.search(plain)):
        return known.inside_kind[hit.group()]
    if words <= 24 and (FOLLOW.match(plain) or (CONTACT.match(plain) and not quoted(plain))):
        return "promotion"
    if words <= 3 and ADDRESS.fullmatch(line.strip(OUTER)):
        return "promotion"
    if COUNTER.fullmatch(plain):
        return "navigation"
    if words <= 16 and is_byline(line):
        return "byline"
    return None


def is_byline(line: str) -> bool:
    """Whether a line is "By" and names, or a name and the day of publication: every other word has a capital or stands between names."""
    dated = DAY_AT_END.search(line.rstrip(" ."))
    words = (line[: dated.start()] if dated else line.rstrip(" .")).split()
    if words[:1] and words[0].lower() in ("posted", "published", "written"):
        words = words[1:]
    by = bool(words) and words[0].rstrip(":").lower() == "by"
    rest = words[1:] if by else words
    named = len(rest) >= 1 and all(w in SMALL_WORDS or w.rstrip(",") in DESKS or NAME_WORD.fullmatch(w) for w in rest)
    return named and (by or (dated is not None and len(rest) <= LONGEST_OUTLET))


def quoted(plain: str) -> bool:
    """Whether a line holds quoted words: then it is more likely to be reporting about a phrase than the phrase itself."""
    return plain.count('"') >= 2


def opening(plain: str, known: Phrases) -> str | None:
    """The kind of the phrase that the line begins with."""
    first = plain.split(" ", 1)[0]
    for phrase, kind in known.openings.get(first, ()):
        if plain.startswith(phrase) and (len(plain) == len(phrase) or not (phrase[-1].isalnum() and plain[len(phrase)].isalnum())):
            return kind
    return None


def find(text: str) -> Iterator[Boilerplate]:
    """The furniture of a text, in order. A dateline covers its own words, a closing credit its bracket, other kinds a line."""
    for match in LINE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        kind = kind_of_line(text[start:end]) if end - start <= LONGEST else None
        if kind:
            yield Boilerplate(start, end, kind)
            continue
        dateline = DATELINE.match(text[start : min(end, start + 120)])
        if dateline and is_dateline(dateline.group(), text[start + dateline.end() : min(end, start + dateline.end() + 40)]):
            yield Boilerplate(start, start + len(dateline.group().rstrip()), "dateline")
        tail = max(start, end - LONGEST)
        bracket = max(text.rfind("(", tail, end), text.rfind("[", tail, end))
        if bracket >= 0 and text[end - 1] in ")]." and (closing := CLOSING.match(text[bracket:end].rstrip("."))) and bracket > start:
            yield Boilerplate(bracket, bracket + closing.end(), "byline" if "ing" in closing.group()[:24].lower() else "credit")


def is_dateline(words: str, after: str) -> bool:
    """Whether words of a dateline's shape are one: no label such as "UPDATE -", and reporting in running letters follows."""
    label = words.split(maxsplit=1)[0].strip(",.:-—–").lower()
    return label not in LABELS and "photo" not in words.lower() and (after != after.upper() or not after.strip())


def run(analysis: Analysis) -> Analysis:
    """Fill the boilerplate layer."""
    return replace(analysis, boilerplate=tuple(find(analysis.article.text)))


ANNOTATOR = Annotator("boilerplate", "1", ("article",), ("boilerplate",), run)
