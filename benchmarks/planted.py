"""Plants one change in one report of a story and looks whether the account raises exactly that: python benchmarks/planted.py [FOLDER ...]

Kinds of change, each to something on which reports of two origins at least agree:

    number      a number is changed by a fifth wherever the report gives it
    date        a day of the month is shifted by one
    speaker     the speaker of a quotation that two reports share is another person of the story
    status      what is told as done ("was arrested") is told as not done ("was not arrested")
    bound       "at least" is dropped: nothing may be raised, since the number stays the same

A change is found when exactly one conflict is new that cites the changed words. Every further new conflict is a false alarm, one that cites
only other words or other reports included. FOLDERs hold annotated stories; without one, the fit half of benchmark/ and, where RASHOMON_EVAL
is set, its development stories. No label is used.
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

from rashomon.analysis import read
from rashomon.analysis.times.story import anchored
from rashomon.ingest import from_record
from rashomon.model import Analysis, Article, Conflict, Findings
from rashomon.pipeline.accounts import one_group
from rashomon.pipeline.sentences import Vectors, sentence_vectors
from rashomon.reconcile import reconcile

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("number", "date", "speaker", "status", "bound")
EACH = 2  # changes of a kind in one story
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
DAY = re.compile(r"\b(?P<day>[1-9]|1\d|2[0-7])\b(?!\d)")
AUXILIARY = re.compile(r"\b(?:was|were|is|are|has been|have been|had been|will be)\s\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """A kind, the report that is changed, and its text after the change."""

    kind: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a change was found, and how many new conflicts are not about it."""

    kind: str
    found: bool
    false: int
    new: tuple[Conflict, ...] = ()


def stories(folders: Sequence[Path]) -> Iterator[tuple[str, list[Article]]]:
    """Name and articles of each story in the folders; of one with a split only its fit half."""
    for folder in folders:
        split = folder / "split.json"
        allowed = set(json.loads(split.read_text(encoding="utf8"))["split"]["fit"]) if split.exists() else None
        for meta in sorted(folder.glob("*/meta.json")):
            if (meta.parent / "gold.json").exists() and (allowed is None or meta.parent.name in allowed):
                known = {a["file"]: a for a in json.loads(meta.read_text(encoding="utf8"))["articles"]}
                yield meta.parent.name, [_article(p, known.get(p.name, {})) for p in sorted(meta.parent.glob("*.txt"))]


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


def changed(old: str, new: str) -> tuple[int, int]:
    """The range of the new text in which it differs from the old one; at least one character."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - start
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return start, max(start + 1, len(new) - tail)


def changes(analyses: Sequence[Analysis], before: Findings) -> list[Change]:
    """The changes to plant, in a fixed order."""
    texts = {a.article.id: a.article.text for a in analyses}
    origins = {m: min(g) for g in one_group(list(analyses))[0].origins for m in g}
    found = [*_numbers(texts, origins, before), *_dates(texts, origins, before), *_speakers(texts, before), *_statuses(analyses, before)]
    found += _bounds(texts, origins, before)
    kept: list[Change] = []
    for kind in KINDS:
        kept += [c for c in found if c.kind == kind][:EACH]
    return kept


def _shared(mentions: Sequence[object], origins: dict[str, str]) -> bool:
    return len({origins[m.article] for m in mentions}) > 1  # type: ignore[attr-defined]


def _numbers(texts: dict[str, str], origins: dict[str, str], before: Findings) -> Iterator[Change]:
    for figure in before.figures:
        if figure.relation != "agree" or not _shared(figure.mentions, origins):
            continue
        article = max(figure.mentions).article
        own = [m for m in figure.mentions if m.article == article]
        if any(len(NUMERAL.findall(m.text)) != 1 or m.low is None or m.modifier != "exact" for m in own) or (own[0].low or 0) < 3:
            continue
        text = texts[article]
        for m in sorted(own, reverse=True):
            text = text[: m.start] + NUMERAL.sub(lambda x: _fifth(x.group()), m.text, count=1) + text[m.end :]
        yield Change("number", article, text)


def _fifth(numeral: str) -> str:
    value = float(numeral.replace(",", "")) * 1.2
    if "." in numeral:
        return f"{value:.{len(numeral.partition('.')[2])}f}"
    return f"{max(round(value), round(value / 1.2) + 1):,}" if "," in numeral else str(max(round(value), round(value / 1.2) + 1))


def _dates(texts: dict[str, str], origins: dict[str, str], before: Findings) -> Iterator[Change]:
    for fact in before.dates:
        if fact.relation not in ("agree", "compatible") or not _shared(fact.mentions, origins):
            continue
        for article in sorted({m.article for m in fact.mentions}, reverse=True):
            own = [m for m in fact.mentions if m.article == article]
            others = {m.value for m in fact.mentions if origins[m.article] != origins[article]}
            if not all(m.precision == "day" and DAY.search(m.text) and m.value in others for m in own):
                continue
            text = texts[article]
            for m in sorted(own, reverse=True):
                text = text[: m.start] + DAY.sub(lambda x: str(int(x["day"]) + 1), m.text, count=1) + text[m.end :]
            yield Change("date", article, text)
            break


def _speakers(texts: dict[str, str], before: Findings) -> Iterator[Change]:
    people = [e for e in before.entities if e.type == "person" and len(e.name.split()) > 1]
    for utterance in before.quotes:
        direct = [v for v in utterance.variants if v.direct and len(v.text.split()) >= 6]
        if utterance.relation != "same_wording" or len({v.article for v in direct}) < 2 or not utterance.speaker:
            continue
        variant = max(direct)
        text = texts[variant.article]
        line = (text.rfind("\n", 0, variant.start) + 1, text.find("\n", variant.end))
        surname = utterance.speaker.split()[-1]
        places = list(re.finditer(rf"\b{re.escape(surname)}\b", text[line[0] : line[1]]))
        other = next((e.name for e in people if not set(e.name.split()) & set(utterance.speaker.split())), None)
        if len(places) == 1 and other and not variant.start <= line[0] + places[0].start() < variant.end:
            at = line[0] + places[0].start()
            first = re.search(r"(?:[A-Z][\w’.-]+ )+\Z", text[line[0] : at])
            start = at - len(first.group()) if first else at
            yield Change("speaker", variant.article, text[:start] + other + text[at + len(surname) :])


def _statuses(analyses: Sequence[Analysis], before: Findings) -> Iterator[Change]:
    """ "was arrested" in a report whose sentence belongs to a fact that another report tells too, with the same verb as done."""
    done = {(a.article.id, a.sentences[c.sentence].start, c.verb) for a in analyses for c in a.claims if c.status == "done"}
    told = [{(c.article, c.start) for c in f.support} for f in before.facts if f.origins > 1]
    for analysis in analyses:
        text = analysis.article.text
        for claim in analysis.claims:
            place = (analysis.article.id, analysis.sentences[claim.sentence].start)
            beside = {p for support in told if place in support for p in support if p[0] != place[0]}
            at = claim.predicate.start
            if claim.status == "done" and any((*p, claim.verb) in done for p in beside) and AUXILIARY.search(text, 0, at):
                verb = text[claim.predicate.start : claim.predicate.end]
                if verb.endswith(("ed", "en", "wn")):
                    auxiliary = AUXILIARY.search(text, 0, at)
                    assert auxiliary is not None
                    word = auxiliary.group().split()[0]
                    start = auxiliary.start() + len(word)
                    yield Change("status", analysis.article.id, text[:start] + " not" + text[start:])
                    break


def _bounds(texts: dict[str, str], origins: dict[str, str], before: Findings) -> Iterator[Change]:
    for figure in before.figures:
        if figure.relation == "agree" and _shared(figure.mentions, origins):
            for m in sorted(figure.mentions):
                match = re.match(r"at least ", m.text, re.IGNORECASE)
                if match:
                    yield Change("bound", m.article, texts[m.article][: m.start] + m.text[match.end() :] + texts[m.article][m.end :])
                    break


def _key(conflict: Conflict) -> tuple[str, frozenset[tuple[str, str]]]:
    return conflict.kind, frozenset((c.article, " ".join(c.text.split())) for s in conflict.sides for c in s.citations)


def outcome(change: Change, analyses: Sequence[Analysis], before: Findings, vectors: dict[str, Vectors]) -> Outcome:
    """Read the changed report, reconcile again, and compare the conflicts."""
    old = next(a for a in analyses if a.article.id == change.article)
    edited = read(dataclasses.replace(old.article, text=change.text))
    after = findings([edited if a is old else a for a in analyses], vectors)
    known = {_key(c) for c in before.conflicts}
    new = [c for c in after.conflicts if _key(c) not in known]
    start, end = changed(old.article.text, change.text)
    here = [c for c in new if any(x.article == change.article and x.start < end and start < x.end for s in c.sides for x in s.citations)]
    if change.kind == "bound":
        return Outcome(change.kind, not new, len(new), tuple(new))
    return Outcome(change.kind, len(here) == 1, len(new) - min(1, len(here)), tuple(new))


def measure(folders: Sequence[Path], say: bool = False) -> dict[str, object]:
    """Found and planted of each kind and together, and new conflicts that no change explains, in ten changed stories."""
    found: list[Outcome] = []
    for name, articles in stories(folders):
        analyses = list(anchored([read(a) for a in articles]))
        vectors: dict[str, Vectors] = {}
        before = findings(analyses, vectors)
        for change in changes(analyses, before):
            result = outcome(change, analyses, before, vectors)
            found.append(result)
            if say:
                print(f"{name:28} {change.kind:8} {change.article:30} {'found' if result.found else '-':6} {result.false}", flush=True)
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
