"""Turn each story's plan into its gold.json and meta.json, and refuse any plan that does not fit its texts.

A story is a folder with `NN_outlet.txt` files and one `facts.plan`, which holds the annotation by exact wording, one item a line:

    title TEXT                                      kind WORD
    a FILE | OUTLET | PUBLISHED                     one line an article; NN of the file is its short name below
    q SUBJECT | UNIT | VERDICT | WHY                then lines  NN TEXT | VALUE | ATTRIBUTED TO | SCOPE
    d EVENT | VERDICT | WHY                         then lines  NN TEXT | ISO VALUE
    u SPEAKER | VERDICT | NOTE                      then lines  NN " TEXT  (direct)  or  NN ~ TEXT  (indirect)
    p NAME | ROLE; ROLE | ALIAS; ALIAS
    f STATUS | STATEMENT                            then lines  NN TEXT  (its sentence is the support)
    x real|trap KIND REASON | ABOUT | NOTE          then lines  NN SAYS | TEXT
    o FACT | NN NN                                  told by two others, absent in these
    w THING | NOTE                                  then lines  NN TERM; TERM
    s NN NN | ORIGIN                                articles that share one text
    ok NN TEXT; TEXT                                numbers, days or quoted words left out on purpose
    +q SUBJECT | VERDICT                            more lines for an item above, found by how it begins (q d u f x w)

VALUE is `14`, `14+` (at least), `..14` (at most), `10..20`, `~14` (about) or `none`; `!` before it says
that the words carry another figure (two thirds = 66.7). TEXT must occur once in its article; otherwise write
`TEXT @@ LONGER TEXT` to say where, or `NN* TEXT` for every occurrence. `BEGIN ... END` stands for all from BEGIN to END.

Checked, and an error each: every text is found; every figure in a mention is one of its bounds; every weekday, month and year fits the
resolved date; every number, day and direct quote of the articles is annotated or listed under `ok`; verdicts fit the number of articles.

usage: build.py [STORY ...] [--check]
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import hashlib
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ABBREVIATIONS = {
    *(
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "rev",
        "hon",
        "sen",
        "rep",
        "gov",
        "jr",
        "sr",
        "no",
        "vs",
    ),
    *(
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mt",
        "ft",
        "u.s",
        "u.n",
        "e.g",
        "i.e",
        "inc",
        "co",
        "ltd",
    ),
}
UNITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
UNITS += "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {**{w: float(i) for i, w in enumerate(UNITS)}, **{w: 20.0 + 10 * i for i, w in enumerate(TENS)}}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "bln": 1e9, "trillion": 1e12}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
NUMERAL = re.compile(
    r"(?<![\w.])(?<![A-Z]-)[$£€]?\d[\d,.:]*\d?|\b(?:"
    + "|".join(UNITS[2:] + TENS)
    + r"|dozens?|hundreds?|thousands?|millions?|half|scores)\b",
    re.I,
)
DAY = re.compile(
    r"\b(?:"
    + "|".join(WEEKDAYS)
    + r")s?\b|\b(?:yesterday|tomorrow|today|tonight|overnight|last (?:night|week|month|year)|next (?:week|month|year)"
    r"|this (?:week|month|year))\b"
    r"|\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\b(?=\.? \d|\b)",
    re.I,
)
MAY_MODAL = re.compile(r"\bmay\b|\bmarch(?:es)?\b")
DIRECT = re.compile(r"“([^”\n]+)”|\"([^\"\n]+)\"")
KINDS = {"value", "date", "name", "role", "scope", "wording", "status", "cause", "place", "attribution"}
REASONS = {
    *(
        "update",
        "rounding",
        "scope",
        "unit",
        "spelling",
        "translation",
        "slip",
        "specificity",
        "different-sources",
        "dispute",
        "alias",
        "arithmetic",
    ),
    *("other-event", "unexplained"),
}
VERDICTS = {"agree", "compatible", "conflict", "single"}
QUOTE_VERDICTS = {"same wording", "variant wording", "single"}
STATUSES = {"agreed", "single-source", "disputed"}


class PlanError(ValueError):
    """A plan that does not fit its texts; the message names the story and the line."""


@dataclass(slots=True)
class Article:
    """One report: its file, who published it when, its text and the spans of its sentences."""

    file: str
    outlet: str
    published: str
    text: str
    sentences: list[tuple[int, int]]
    covered: list[tuple[int, int]] = field(default_factory=list)
    quoted: list[tuple[int, int]] = field(default_factory=list)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text`; a line break always ends one."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in re.finditer(r"[.!?][\"”’)]*(?= +[\"“‘(]?[A-Z0-9$£€])", line.group()):
            end = line.start() + stop.end()
            last = re.search(r"[\w.]*$", text[start : line.start() + stop.start()])
            word = last.group().lower() if last else ""
            if stop.group() == "." and (word in ABBREVIATIONS or re.fullmatch(r"[a-z]|(?:[a-z]\.)+[a-z]", word)):
                continue
            spans.append((start, end))
            start = end + len(text[end : line.end()]) - len(text[end : line.end()].lstrip())
        if text[start : line.end()].strip():
            spans.append((start, line.end()))
    return spans


def occurrences(text: str, wanted: str) -> list[int]:
    """Where `wanted` stands in `text` as whole words."""
    left = r"(?<!\w)" if wanted[0].isalnum() else ""
    right = r"(?!\w)" if wanted[-1].isalnum() else ""
    return [m.start() for m in re.finditer(left + re.escape(wanted) + right, text)]


def locate(article: Article, spec: str, every: bool = False) -> list[tuple[int, int]]:
    """The spans that `spec` names in the article; one unless `every`."""
    wanted, _, context = (part.strip() for part in spec.partition("@@"))
    low, high = 0, len(article.text)
    if context:
        places = occurrences(article.text, context)
        if len(places) != 1:
            raise PlanError(f"{article.file}: context found {len(places)} times: {context!r}")
        low, high = places[0], places[0] + len(context)
    if " ... " in wanted:
        begin, end = wanted.split(" ... ")
        starts = [p for p in occurrences(article.text, begin) if low <= p < high]
        if len(starts) != 1:
            raise PlanError(f"{article.file}: found {len(starts)} times: {begin!r}")
        stop = article.text.find(end, starts[0] + len(begin))
        if stop < 0 or "\n\n" in article.text[starts[0] : stop]:
            raise PlanError(f"{article.file}: no {end!r} after {begin!r}")
        return [(starts[0], stop + len(end))]
    found = [p for p in occurrences(article.text, wanted) if low <= p and p + len(wanted) <= high]
    if not found or (len(found) > 1 and not every):
        raise PlanError(f"{article.file}: found {len(found)} times: {wanted!r}")
    return [(p, p + len(wanted)) for p in found]


def cite(article: Article, span: tuple[int, int]) -> dict[str, Any]:
    """The exact text at `span` and the sentence or run of sentences around it."""
    around = [s for s in article.sentences if s[0] < span[1] and span[0] < s[1]]
    start, end = around[0][0], around[-1][1]
    return {
        "article": article.file,
        "text": article.text[span[0] : span[1]],
        "start": span[0],
        "end": span[1],
        "sentence": article.text[start:end],
        "sent_start": start,
    }


def bounds(value: str) -> tuple[float | None, float | None, bool]:
    """Read VALUE: low, high, approx."""

    def number(text: str) -> float | None:
        if not text:
            return None
        n = float(text.replace(",", ""))
        return int(n) if n == int(n) else n

    value = value.strip()
    if value == "none":
        return None, None, False
    if value.startswith("~"):
        inner = value[1:]
        if inner.endswith("+"):
            return number(inner[:-1]), None, True
        if ".." in inner:
            low, high = inner.split("..")
            return number(low), number(high), True
        return number(inner), number(inner), True
    if value.endswith("+"):
        return number(value[:-1]), None, False
    if ".." in value:
        low, high = value.split("..")
        return number(low), number(high), False
    return number(value), number(value), False


def figures_fit(text: str, low: float | None, high: float | None) -> bool:
    """Whether some figure written in `text` is one of the bounds, or the text has no figure to compare."""
    seen: list[float] = []
    for m in re.finditer(r"(\d[\d,]*(?:\.\d+)?)(?:[ -]?(hundred|thousand|million|mln|billion|bln|bn|trillion|m)\b)?", text, re.I):
        n = float(m.group(1).replace(",", ""))
        seen += [n, n * SCALES[m.group(2).lower()]] if m.group(2) else [n]
    for m in re.finditer(
        r"\b(" + "|".join(TENS) + r")(?:[- ](" + "|".join(UNITS[1:10]) + r"))?\b|\b(" + "|".join(UNITS) + r")\b", text, re.I
    ):
        tens, unit, small = (g.lower() if g else "" for g in m.groups())
        n = NUMBER_WORDS.get(tens, 0) + NUMBER_WORDS.get(unit, 0) + NUMBER_WORDS.get(small, 0)
        rest = re.match(r"[- ](hundred|thousand|million|billion)\b", text[m.end() :])
        seen += [n, n * SCALES[rest.group(1)]] if rest else [n]
    given = {b for b in (low, high) if b is not None}
    return not seen or any(abs(n - b) < 1e-6 for n in seen for b in given)


def check_date(text: str, value: str, where: str) -> None:
    """A weekday, month, day or year written in `text` must be that of `value`."""
    if value.startswith("T"):
        return
    ends = []
    for part in value.split("/"):
        try:
            ends.append(dt.date.fromisoformat(part[:10]) if len(part) >= 10 else None)
        except ValueError as error:
            raise PlanError(f"{where}: not a date: {value}") from error
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?", part):
            raise PlanError(f"{where}: not an ISO date: {value}")
    lower = text.lower()
    for day in WEEKDAYS:
        if re.search(rf"\b{day}\b", lower) and all(e is not None and WEEKDAYS[e.weekday()] != day for e in ends):
            raise PlanError(f"{where}: {value} is no {day}")
    for i, month in enumerate(MONTHS):
        if (
            re.search(rf"\b({month}|{month[:3]}|{month[:4]})\b", lower)
            and len(value) >= 7
            and not any(int(p[5:7]) == i + 1 for p in value.split("/"))
        ):
            raise PlanError(f"{where}: {value} is not in {month}")
    for year in re.findall(r"\b(?:19|20)\d\d\b", text):
        if not any(p.startswith(year) for p in value.split("/")):
            raise PlanError(f"{where}: {value} is not in {year}")
    for number in re.findall(r"(?<![\d.:])([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:.]|\s?[ap]\.?m)", text):
        if len(value) >= 10 and ends[0] and not any(e and e.day == int(number) for e in ends):
            raise PlanError(f"{where}: {value} is not day {number}")


def whole_days(value: str) -> str:
    """An interval of months runs from the first day of one to the last of the other."""
    months = re.fullmatch(r"(\d{4}-\d\d)/(\d{4})-(\d\d)", value)
    if not months:
        return value
    last = calendar.monthrange(int(months.group(2)), int(months.group(3)))[1]
    return f"{months.group(1)}-01/{months.group(2)}-{months.group(3)}-{last}"


def fields(text: str, count: int) -> list[str]:
    """Split at bars that stand alone into `count` parts, missing ones empty."""
    parts = [p.strip() for p in re.split(r"(?:^|\s)\|(?=\s|$)", text)]
    if len(parts) > count:
        raise PlanError(f"too many fields: {text}")
    return parts + [""] * (count - len(parts))


class Plan:
    """One story's plan being read against its texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.title = self.kind = ""
        self.articles: dict[str, Article] = {}
        self.gold: dict[str, list[dict[str, Any]]] = {
            k: [] for k in ("quantities", "dates", "quotes", "people", "key_facts", "conflicts", "omissions", "wording")
        }
        self.copies: list[dict[str, Any]] = []
        self.mode = ""

    def read(self) -> None:
        """Read the plan line by line; the first line that does not fit raises."""
        problems = []
        lines = (self.folder / "facts.plan").read_text(encoding="utf8").splitlines()
        for line in lines:
            if line.startswith("a "):
                self.head(line)
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith(("#", "a ")):
                continue
            try:
                if re.match(r"\d\d\*? ", line):
                    self.entry(line)
                else:
                    self.head(line)
            except (PlanError, KeyError, ValueError) as error:
                problems.append(f"{self.folder.name}/facts.plan:{number}: {type(error).__name__} {error}")
        for layer in ("quantities", "dates", "quotes", "key_facts", "conflicts"):
            self.gold[layer].sort(key=lambda item: int(item["id"][1:]))
        problems += [f"{self.folder.name}: {p}" for p in [*self.unannotated(), *self.inconsistent()]]
        if problems:
            raise PlanError("\n".join(problems))

    def head(self, line: str) -> None:
        """A line that opens an item."""
        key, _, rest = line.partition(" ")
        self.mode = key.removeprefix("+")
        gold = self.gold
        if key.startswith("+"):
            self.reopen(key[1:], rest)
            return
        if key == "title":
            self.title = rest
        elif key == "kind":
            self.kind = rest
        elif key == "a":
            file, outlet, published = fields(rest, 3)
            text = (self.folder / file).read_text(encoding="utf8")
            dt.datetime.fromisoformat(published.replace("Z", "+00:00"))
            self.articles[file[:2]] = Article(file, outlet, published, text, sentence_spans(text))
        elif key == "q":
            subject, unit, verdict, why = fields(rest, 4)
            gold["quantities"].append(
                {
                    "id": f"q{len(gold['quantities']) + 1}",
                    "subject": subject,
                    "unit": unit,
                    "verdict": verdict,
                    "why": why or None,
                    "mentions": [],
                }
            )
        elif key == "d":
            event, verdict, why = fields(rest, 3)
            gold["dates"].append(
                {"id": f"d{len(gold['dates']) + 1}", "event": event, "verdict": verdict, "why": why or None, "mentions": []}
            )
        elif key == "u":
            speaker, verdict, note = fields(rest, 3)
            gold["quotes"].append(
                {"id": f"u{len(gold['quotes']) + 1}", "speaker": speaker, "verdict": verdict, "note": note or None, "variants": []}
            )
        elif key == "p":
            self.person(rest)
        elif key == "f":
            status, statement = fields(rest, 2)
            gold["key_facts"].append({"id": f"f{len(gold['key_facts']) + 1}", "statement": statement, "status": status, "support": []})
        elif key == "x":
            kind, about, note = fields(rest, 3)
            real, what, reason = kind.split()
            if real not in {"real", "trap"} or what not in KINDS or reason not in REASONS:
                raise PlanError(f"unknown kind of conflict: {kind}")
            gold["conflicts"].append(
                {
                    "id": f"x{len(gold['conflicts']) + 1}",
                    "about": about,
                    "kind": what,
                    "real": real == "real",
                    "explained_by": reason,
                    "note": note or None,
                    "sides": [],
                }
            )
        elif key == "o":
            fact, where = fields(rest, 2)
            gold["omissions"] += [{"article": self.articles[n].file, "fact": fact} for n in where.split()]
        elif key == "w":
            thing, note = fields(rest, 2)
            gold["wording"].append({"thing": thing, "terms": {}, "note": note or None})
        elif key == "s":
            names, origin = fields(rest, 2)
            self.copies.append({"articles": [self.articles[n].file for n in names.split()], "origin": origin})
        elif key == "ok":
            short, _, texts = rest.partition(" ")
            article = self.articles[short]
            for text in texts.split(";"):
                spans = locate(article, text.strip(), every=True)
                article.covered += spans
                article.quoted += spans
        else:
            raise PlanError(f"unknown line: {line}")

    def reopen(self, key: str, rest: str) -> None:
        """Move an item to the end of its list, so that the lines that follow belong to it."""
        layer, named, judged = {
            "q": ("quantities", "subject", "verdict"),
            "d": ("dates", "event", "verdict"),
            "u": ("quotes", "speaker", "verdict"),
            "f": ("key_facts", "statement", "status"),
            "x": ("conflicts", "about", "note"),
            "w": ("wording", "thing", "note"),
        }[key]
        begin, new = fields(rest, 2)
        begin, _, holding = begin.partition(" @@ ")
        items = self.gold[layer]
        found = [i for i in items if i[named].startswith(begin)]
        exact = [i for i in found if i[named] == begin]
        found = exact or found
        if holding:
            found = [i for i in found if any(holding in v["text"] for v in i["variants"])]
        if len(found) != 1:
            raise PlanError(f"{len(found)} items begin with {begin!r}")
        items.remove(found[0])
        items.append(found[0])
        if new:
            found[0][judged] = new

    def person(self, rest: str) -> None:
        """A person: each alias must occur; the articles follow from that."""
        name, roles, aliases = fields(rest, 3)
        names = [name, *(a.strip() for a in aliases.split(";") if a.strip())]
        where = {a: [art.file for art in self.articles.values() if occurrences(art.text, a)] for a in names}
        missing = [a for a in names[1:] if not where[a]]
        if missing:
            raise PlanError(f"alias nowhere: {missing}")
        listed = {r.strip() for r in roles.split(";") if r.strip()}
        gone = [r for r in sorted(listed) if not any(occurrences(art.text.lower(), r.lower()) for art in self.articles.values())]
        if gone:
            raise PlanError(f"role nowhere: {gone}")
        self.gold["people"].append(
            {
                "name": name,
                "aliases": [a for a in names if where[a]],
                "roles": [r.strip() for r in roles.split(";") if r.strip()],
                "articles": sorted({f for files in where.values() for f in files}),
            }
        )

    def entry(self, line: str) -> None:
        """A line under an item: one article's part of it."""
        article = self.articles[line[:2]]
        every = line[2] == "*"
        rest = line[3:].strip() if not every else line[4:].strip()
        gold = self.gold
        if self.mode == "q":
            text, value, source, scope = fields(rest, 4)
            forced = value.startswith("!")
            low, high, approx = bounds(value.removeprefix("!"))
            for span in locate(article, text, every):
                exact = article.text[slice(*span)]
                if not forced and gold["quantities"][-1]["unit"] != "fraction" and not figures_fit(exact, low, high):
                    raise PlanError(f"{exact!r} is not {value}")
                article.covered.append(span)
                gold["quantities"][-1]["mentions"].append(
                    {
                        **cite(article, span),
                        "low": low,
                        "high": high,
                        "approx": approx,
                        "attributed_to": source or None,
                        "scope": scope or None,
                    }
                )
        elif self.mode == "d":
            text, value = fields(rest, 2)
            for span in locate(article, text, every):
                check_date(article.text[slice(*span)], value, article.file)
                article.covered.append(span)
                gold["dates"][-1]["mentions"].append({**cite(article, span), "value": whole_days(value)})
        elif self.mode == "u":
            mark, _, text = rest.partition(" ")
            span = locate(article, text)[0]
            if mark not in {'"', "~"}:
                raise PlanError('a quote starts with " or ~')
            if mark == '"':
                article.quoted.append(span)
            gold["quotes"][-1]["variants"].append({**cite(article, span), "direct": mark == '"'})
        elif self.mode == "f":
            cited = cite(article, locate(article, rest)[0])
            gold["key_facts"][-1]["support"].append({"article": article.file, "sentence": cited["sentence"], "start": cited["sent_start"]})
        elif self.mode == "x":
            says, text = fields(rest, 2)
            cited = cite(article, locate(article, text)[0])
            if article.text.find(cited["sentence"]) != cited["sent_start"]:
                raise PlanError(f"sentence occurs twice: {cited['sentence']!r}")
            gold["conflicts"][-1]["sides"].append({"says": says, **cited})
        elif self.mode == "w":
            for term in (t.strip() for t in rest.split(";")):
                locate(article, term, every=True)
                gold["wording"][-1]["terms"].setdefault(article.file, []).append(term)
        else:
            raise PlanError("an entry under no item")

    def unannotated(self) -> list[str]:
        """Numbers, days and direct quotes of the articles that no annotation covers."""
        out = []
        for article in self.articles.values():
            for pattern, spans in ((NUMERAL, article.covered), (DAY, article.covered), (DIRECT, article.quoted)):
                for m in pattern.finditer(article.text):
                    if pattern is DAY and MAY_MODAL.fullmatch(m.group()):
                        continue
                    if not any(a < m.end() and m.start() < b for a, b in spans):
                        out.append(f"{article.file}: not annotated: ...{article.text[max(0, m.start() - 30) : m.end() + 20]!r}")
        return out

    def inconsistent(self) -> list[str]:
        """Verdicts and statuses that do not fit what is listed under them."""
        out = []
        gold = self.gold
        for group in [*gold["quantities"], *gold["dates"]]:
            files = {m["article"] for m in group["mentions"]}
            if group["verdict"] not in VERDICTS or not files:
                out.append(f"{group['id']}: verdict {group['verdict']}, {len(files)} articles")
            elif (group["verdict"] == "single") != (len(files) == 1) and not (
                group["verdict"] == "conflict" and len(group["mentions"]) > 1
            ):
                out.append(f"{group['id']}: verdict {group['verdict']} with {len(files)} articles")
            spans = [(m["article"], m["start"]) for m in group["mentions"]]
            if len(spans) != len(set(spans)):
                out.append(f"{group['id']}: one place twice")
        taken: dict[tuple[str, int, int], str] = {}
        for group in [*gold["quantities"], *gold["dates"]]:
            for m in group["mentions"]:
                key = (m["article"], m["start"], m["end"])
                if taken.setdefault(key, group["id"]) != group["id"]:
                    out.append(f"{group['id']} and {taken[key]}: both hold {m['text']!r} in {m['article']}")
        for quote in gold["quotes"]:
            single = len(quote["variants"]) == 1
            if quote["verdict"] not in QUOTE_VERDICTS or single != (quote["verdict"] == "single"):
                out.append(f"{quote['id']}: verdict {quote['verdict']} with {len(quote['variants'])} variants")
        for fact in gold["key_facts"]:
            n = len({s["article"] for s in fact["support"]})
            if (
                fact["status"] not in STATUSES
                or (fact["status"] == "agreed" and n < 2)
                or (fact["status"] == "single-source" and n != 1)
                or not n
            ):
                out.append(f"{fact['id']}: status {fact['status']} with {n} articles")
        out += [f"{x['id']}: {len(x['sides'])} sides" for x in gold["conflicts"] if len(x["sides"]) < 2]
        files = {a.file for a in self.articles.values()}
        out += [f"not in the plan: {p.name}" for p in sorted(self.folder.glob("*.txt")) if p.name not in files]
        return out

    def gold_json(self) -> dict[str, Any]:
        """The annotation in the form of the scorer."""
        copied = sum(len(c["articles"]) - 1 for c in self.copies)
        return {
            "cluster": self.folder.name,
            "title": self.title,
            **self.gold,
            "sources": {"copy_groups": self.copies, "independent_count": len(self.articles) - copied, "note": None},
        }

    def meta_json(self) -> dict[str, Any]:
        """Who published what when, with digests."""
        return {
            "cluster": self.folder.name,
            "title": self.title,
            "kind": self.kind,
            "annotated": True,
            "licence": "CC BY 4.0",
            "articles": [
                {
                    "file": a.file,
                    "headline": a.text.split("\n", 1)[0],
                    "publisher": a.outlet,
                    "date": a.published,
                    "date_note": "time of publication, invented with the article",
                    "words": len(a.text.split()),
                    "chars": len(a.text),
                    "sha256": hashlib.sha256(a.text.encode()).hexdigest(),
                }
                for a in self.articles.values()
            ],
        }


def render(value: dict[str, Any]) -> str:
    """One JSON form, so that a rebuilt file is equal byte for byte."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def build(folder: Path) -> dict[str, str]:
    """File name -> content for one story; PlanError when the plan does not fit."""
    plan = Plan(folder)
    plan.read()
    return {"gold.json": render(plan.gold_json()), "meta.json": render(plan.meta_json())}


def stories() -> list[Path]:
    """The folders that hold a plan, by name."""
    return sorted(p.parent for p in HERE.glob("*/facts.plan"))


def main() -> int:
    """Build the named stories, or all; with --check only compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", nargs="*")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file would change")
    args = parser.parse_args()
    failed = 0
    for folder in stories():
        if args.story and folder.name not in args.story:
            continue
        try:
            built = build(folder)
        except PlanError as error:
            print(error, file=sys.stderr)
            failed += 1
            continue
        for name, content in built.items():
            path = folder / name
            if args.check and (not path.exists() or path.read_text(encoding="utf8") != content):
                print(f"{folder.name}/{name} is out of date", file=sys.stderr)
                failed += 1
            elif not args.check:
                path.write_text(content, encoding="utf8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
