"""Plants one change in one report of a story and looks whether the account raises exactly that: python benchmarks/planted.py [FOLDER ...]

Kinds of change, each to something that by the annotation another report of another origin tells just so:

    number      an exact number is changed by a fifth wherever the report gives it as the answer to that question
    date        a day is shifted by one, its weekday with it, wherever the report dates the event
    speaker     the speaker of a direct quotation is another person of the story
    status      what is told as done ("was arrested") is told as not done ("was not arrested")
    bound       "at least" is dropped: nothing may be raised, since the number stays the same

The annotation chooses what is changed, not what the product found, so that what the product does not read or does not group counts as
missed. Left out is what no reader could call a contradiction: a number that the others round or bound, a date line, words of a reprint of
the same text, and "23 people were not killed", which denies no death.
A change is found when exactly one conflict is new that cites the changed words. Every further new conflict is a false alarm, one that cites
only other words or other reports included; a conflict that was there before is not new because it lost or won a citation.
FOLDERs hold annotated stories; without one, the fit half of benchmark/ and, where RASHOMON_EVAL is set, its development stories.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.analysis import read
from rashomon.analysis.times.story import anchored
from rashomon.ingest import from_record
from rashomon.model import Analysis, Article, Citation, Claim, Conflict, Findings
from rashomon.pipeline.accounts import one_group
from rashomon.pipeline.sentences import Vectors, sentence_vectors
from rashomon.reconcile import reconcile

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("number", "date", "speaker", "status", "bound")
EACH = 2  # changes of a kind in one story
WORDED = 6  # words from which a quotation is no common turn of speech
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
DAY = re.compile(r"\b(?P<day>[1-9]|1\d|2[0-7])(?=(?:st|nd|rd|th)?\b)")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY = re.compile("|".join(WEEKDAYS))
AT_LEAST = re.compile(r"at least ", re.IGNORECASE)
AUXILIARY = re.compile(r"\b(?:was|were|is|are|has been|have been|had been|will be)\s\Z")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An annotated story: its name, articles, annotation, and the origin of each article."""

    name: str
    articles: list[Article]
    gold: Record
    origins: dict[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A kind, the report that is changed, its text after the change, the ranges of it that are new, and by how much each is longer."""

    kind: str
    article: str
    text: str
    places: tuple[tuple[int, int], ...]
    grown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a change was found, and how many new conflicts are not about it."""

    kind: str
    found: bool
    false: int
    new: tuple[Conflict, ...] = ()


def stories(folders: Sequence[Path]) -> Iterator[Told]:
    """The annotated stories in the folders; of one with a split only its fit half."""
    for folder in folders:
        split = folder / "split.json"
        allowed = set(json.loads(split.read_text(encoding="utf8"))["split"]["fit"]) if split.exists() else None
        for meta in sorted(folder.glob("*/meta.json")):
            if (meta.parent / "gold.json").exists() and (allowed is None or meta.parent.name in allowed):
                known = {a["file"]: a for a in json.loads(meta.read_text(encoding="utf8"))["articles"]}
                articles = [_article(p, known.get(p.name, {})) for p in sorted(meta.parent.glob("*.txt"))]
                gold = json.loads((meta.parent / "gold.json").read_text(encoding="utf8"))
                copies = {a: min(g["articles"]) for g in gold["sources"]["copy_groups"] for a in g["articles"]}
                yield Told(meta.parent.name, articles, gold, {a.id: copies.get(a.id, a.id) for a in articles})


def _article(path: Path, known: dict[str, str]) -> Article:
    note = known.get("date_note") or ""
    published = known.get("date") if "crawl" in note or "byline" not in note else None
    text = path.read_text(encoding="utf8")
    return from_record({"id": path.name, "text": text, "outlet": known.get("publisher"), "published": published}, path.name)


def findings(analyses: Sequence[Analysis], known: dict[str, Vectors]) -> Findings:
    """What the product decides about these reports as one story. `known` keeps the vectors of each report by its text."""
    told = list(anchored(list(analyses)))
    vectors: Vectors = {}
    for one in told:
        text = one.article.text
        if text not in known:
            known[text] = sentence_vectors([one])
        vectors |= known[text]
    return reconcile(told, one_group(told)[0].origins, vectors)


def edited(kind: str, article: str, text: str, edits: Sequence[tuple[int, int, str]]) -> Change:
    """The change that puts new words into ranges of the text."""
    places: list[tuple[int, int]] = []
    grown = tuple(len(new) - (end - start) for start, end, new in sorted(edits))
    shift = 0
    for start, end, new in sorted(edits):
        text = text[: start + shift] + new + text[end + shift :]
        places.append((start + shift, start + shift + max(1, len(new))))
        shift += len(new) - (end - start)
    return Change(kind, article, text, tuple(places), grown)


def changes(story: Told, analyses: Sequence[Analysis]) -> list[Change]:
    """The changes to plant, in a fixed order."""
    texts = {a.article.id: a.article.text for a in analyses}
    found = [*_numbers(story, texts), *_dates(story, texts), *_speakers(story, texts), *_statuses(story, analyses), *_bounds(story, texts)]
    return [c for kind in KINDS for c in [c for c in found if c.kind == kind][:EACH]]


def _told_elsewhere(story: Told, article: str, value: object, told: Sequence[tuple[str, object]]) -> bool:
    """Whether a report of another origin tells the value."""
    return any(v == value and story.origins[a] != story.origins[article] for a, v in told)


def _number(mention: Record) -> float | None:
    """An exact number; None for one with a bound or a rough one."""
    exact = mention["low"] is not None and mention["low"] == mention["high"] and not mention["approx"]
    return float(mention["low"]) if exact else None


def _numbers(story: Told, texts: dict[str, str]) -> Iterator[Change]:
    for question in story.gold["quantities"]:
        told = [(m["article"], _number(m)) for m in question["mentions"]]
        for article in sorted({a for a, _ in told}, reverse=True):
            own = [m for m in question["mentions"] if m["article"] == article]
            number = _number(own[0])
            if (
                question["verdict"] == "agree"
                and all(_number(m) == number and len(NUMERAL.findall(m["text"])) == 1 for m in own)
                and (number or 0) >= 3
                and _told_elsewhere(story, article, number, told)
            ):
                edits = [(m["start"], m["end"], NUMERAL.sub(lambda x: _fifth(x.group()), m["text"], count=1)) for m in own]
                yield edited("number", article, texts[article], edits)
                break


def _fifth(numeral: str) -> str:
    value = float(numeral.replace(",", "")) * 1.2
    if "." in numeral:
        return f"{value:.{len(numeral.partition('.')[2])}f}"
    return f"{max(round(value), round(value / 1.2) + 1):,}" if "," in numeral else str(max(round(value), round(value / 1.2) + 1))


def _dates(story: Told, texts: dict[str, str]) -> Iterator[Change]:
    for question in story.gold["dates"]:
        told = [(m["article"], m["value"][:10]) for m in question["mentions"]]
        for article in sorted({a for a, _ in told}, reverse=True):
            own = [m for m in question["mentions"] if m["article"] == article]
            days = {m["value"] for m in own}
            if (
                question["verdict"] in ("agree", "compatible")
                and len(days) == 1
                and len(min(days)) == 10
                and all(DAY.search(m["text"]) and not _alone(texts[article], m) for m in own)
                and _told_elsewhere(story, article, min(days), told)
            ):
                yield edited("date", article, texts[article], [_next_day(texts[article], m) for m in own])
                break


def _alone(text: str, mention: Record) -> bool:
    """Whether its line says hardly more than the date: the day on which the page appeared."""
    line = text[text.rfind("\n", 0, mention["start"]) + 1 : mention["start"]] + " " + text[mention["end"] :].partition("\n")[0]
    return len(re.findall(r"[^\W\d]{3,}", line)) < 3


def _next_day(text: str, mention: Record) -> tuple[int, int, str]:
    """The mention one day later, with the weekday that stands in it or just before it."""
    start = mention["start"]
    before = re.search(rf"(?:{WEEKDAY.pattern}),? \Z", text[:start])
    start = before.start() if before else start
    words = DAY.sub(lambda x: str(int(x["day"]) + 1), text[start : mention["end"]], count=1)
    return start, mention["end"], WEEKDAY.sub(lambda x: WEEKDAYS[(WEEKDAYS.index(x.group()) + 1) % 7], words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(w for part in text.casefold().split() if (w := "".join(c for c in part if c.isalnum())))


def _speakers(story: Told, texts: dict[str, str]) -> Iterator[Change]:
    for utterance in story.gold["quotes"]:
        direct = [v for v in utterance["variants"] if v["direct"] and len(_words(v["text"])) >= WORDED]
        told = [(v["article"], _words(v["text"])) for v in direct]
        for variant in sorted(direct, key=lambda v: (v["article"], v["start"]), reverse=True):
            if _told_elsewhere(story, variant["article"], _words(variant["text"]), told):
                text = texts[variant["article"]]
                edit = _other_speaker(story, text, variant, utterance["speaker"])
                if edit is not None:
                    yield edited("speaker", variant["article"], text, [edit])
                    break


def _other_speaker(story: Told, text: str, variant: Record, speaker: str) -> tuple[int, int, str] | None:
    """Another person's name for the speaker's in the line of the quotation; None where the line does not name the speaker once."""
    line = (text.rfind("\n", 0, variant["start"]) + 1, (text.find("\n", variant["end"]) + len(text) + 1) % (len(text) + 1))
    surname = speaker.rsplit(maxsplit=1)[-1]
    places = list(re.finditer(rf"\b{re.escape(surname)}\b(?![’'])", text[line[0] : line[1]]))
    names = [p["name"] for p in story.gold["people"] if len(p["name"].split()) > 1 and not set(p["name"].split()) & set(speaker.split())]
    other = next((n for n in names if n.rsplit(maxsplit=1)[-1] not in text[line[0] : line[1]]), None)
    if len(places) != 1 or other is None:
        return None
    at = line[0] + places[0].start()
    if variant["start"] <= at < variant["end"]:
        return None
    first = re.search(r"(?:[A-Z][\w’.-]+ )+\Z", text[line[0] : at])
    return at - len(first.group()) if first else at, at + len(surname), other


def _statuses(story: Told, analyses: Sequence[Analysis]) -> Iterator[Change]:
    """ "was arrested" in a sentence of a fact that another report tells too, with the same verb as done."""
    done = {(a.article.id, a.sentences[c.sentence].start, c.verb) for a in analyses for c in a.claims if c.status == "done"}
    told = [{(s["article"], s["start"]) for s in f["support"]} for f in story.gold["key_facts"] if f["status"] == "agreed"]
    for analysis in analyses:
        article, text = analysis.article.id, analysis.article.text
        for claim in analysis.claims:
            place = (article, analysis.sentences[claim.sentence].start)
            beside = {p for support in told if place in support for p in support if story.origins[p[0]] != story.origins[article]}
            at = claim.predicate.start
            auxiliary = AUXILIARY.search(text, 0, at)
            if (
                auxiliary is not None
                and claim.status == "done"
                and any((*p, claim.verb) in done for p in beside)
                and any(t.start == at and t.fine == "VBN" and not t.relation.startswith("acl") for t in analysis.tokens)
                and not _counts(analysis, claim, auxiliary.start())
            ):
                start = auxiliary.start() + len(auxiliary.group().split()[0])
                yield edited("status", article, text, [(start, start, " not")])
                break


def _counts(analysis: Analysis, claim: Claim, verb: int) -> bool:
    """Whether the subject is a number of people or things."""
    s = claim.subject
    own = [q for q in analysis.quantities if s is not None and q.start < s.end and s.start < q.end]
    return bool(own) or any(q.end <= verb and not analysis.article.text[q.end : verb].strip() for q in analysis.quantities)


def _bounds(story: Told, texts: dict[str, str]) -> Iterator[Change]:
    for question in story.gold["quantities"]:
        told = [(m["article"], m["low"]) for m in question["mentions"]]
        for m in question["mentions"]:
            match = AT_LEAST.match(m["text"])
            if match and question["verdict"] == "agree" and _told_elsewhere(story, m["article"], m["low"], told):
                yield edited("bound", m["article"], texts[m["article"]], [(m["start"], m["start"] + match.end(), "")])
                break


Places = tuple[frozenset[tuple[str, int]], ...]


def _sides(conflict: Conflict, change: Change | None = None) -> Places:
    """Where each side's sentences begin, counted in the text before the change."""
    moved = {(c.article, c.start): _before(c, change) for s in conflict.sides for c in s.citations}
    return tuple(frozenset((c.article, moved[c.article, c.start]) for c in s.citations) for s in conflict.sides)


def _said(conflict: Conflict, places: Places) -> frozenset[tuple[str, frozenset[tuple[str, int]]]]:
    return frozenset(zip((s.says for s in conflict.sides), places, strict=True))


def _before(citation: Citation, change: Change | None) -> int:
    """Where the citation began before the change."""
    if change is None or citation.article != change.article:
        return citation.start
    return citation.start - sum(grown for (start, _), grown in zip(change.places, change.grown, strict=True) if start < citation.start)


def _same(one: Places, two: Places) -> bool:
    """Whether two sides of one lie in two sides of the other."""
    return sum(any(a & b for b in two) for a in one) > 1


def _touches(citation: Citation, change: Change) -> bool:
    return citation.article == change.article and any(citation.start < end and start < citation.end for start, end in change.places)


def outcome(change: Change, analyses: Sequence[Analysis], before: Findings, vectors: dict[str, Vectors]) -> Outcome:
    """Read the changed report, reconcile again, and compare the conflicts."""
    old = next(a for a in analyses if a.article.id == change.article)
    edited = read(dataclasses.replace(old.article, text=change.text))
    after = findings([edited if a is old else a for a in analyses], vectors)
    known = [(c.kind, _sides(c)) for c in before.conflicts]
    said = {(c.kind, _said(c, sides)) for c, (_, sides) in zip(before.conflicts, known, strict=True)}
    new = [c for c in after.conflicts if (c.kind, _said(c, _sides(c, change))) not in said]
    here = [c for c in new if any(_touches(x, change) for s in c.sides for x in s.citations)]
    new = [c for c in new if c in here or not any(k == c.kind and _same(_sides(c, change), sides) for k, sides in known)]
    if change.kind == "bound":
        return Outcome(change.kind, not new, len(new), tuple(new))
    return Outcome(change.kind, len(here) == 1, len(new) - min(1, len(here)), tuple(new))


def measure(folders: Sequence[Path], say: bool = False) -> dict[str, object]:
    """Found and planted of each kind and together, and new conflicts that no change explains, in ten changed stories."""
    found: list[Outcome] = []
    for story in stories(folders):
        analyses = list(anchored([read(a) for a in story.articles]))
        vectors: dict[str, Vectors] = {}
        before = findings(analyses, vectors)
        for change in changes(story, analyses):
            result = outcome(change, analyses, before, vectors)
            found.append(result)
            if say:
                print(
                    f"{story.name:28} {change.kind:8} {change.article:30} {'found' if result.found else '-':6} {result.false}", flush=True
                )
    planted = [o for o in found if o.kind != "bound"]
    record: dict[str, object] = {
        kind: {"found": sum(o.found for o in found if o.kind == kind), "planted": sum(o.kind == kind for o in found)} for kind in KINDS
    }
    record["share"] = sum(o.found for o in planted) / len(planted) if planted else 0.0
    record["false alarms in ten stories"] = 10 * sum(o.false for o in found) / len(found) if found else 0.0
    return record


def default_folders() -> list[Path]:
    """The benchmark, and the development stories where they are."""
    given = os.environ.get("RASHOMON_EVAL")
    shared = [Path(given) / "data" / "stories"] if given and (Path(given) / "data" / "stories").is_dir() else []
    return [ROOT / "benchmark", *shared]


def main() -> int:
    """Plant, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--each", action="store_true", help="print every change")
    args = parser.parse_args()
    record = measure(args.folders or default_folders(), args.each)
    for kind in KINDS:
        counts = record[kind]
        assert isinstance(counts, dict)
        print(f"{kind:8} {'nothing raised' if kind == 'bound' else 'found'} in {counts['found']} of {counts['planted']}")
    print(f"planted conflicts found: {record['share']:.3f}; false alarms in ten stories: {record['false alarms in ten stories']:.2f}")
    if args.json:
        args.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
