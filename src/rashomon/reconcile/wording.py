"""Wording: the terms that reports use for one thing, where they differ ("militants", "fighters", "terrorists").

A term is a noun with the adjectives and nouns before it. Terms are of one thing when their nouns name one concept of the packaged lexicon,
or are one noun with other words before it. Shown are the things that most reports name, each report with its most telling terms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from rashomon.lang import resources
from rashomon.model import Analysis, Citation, Wording
from rashomon.reconcile import lexicon
from rashomon.reconcile.evidence import Evidence, lemma

MOST = 3  # things shown
LEAST = 1.0  # interest from which a thing is shown
BESIDE = 0.6  # of the interest of the first thing shown: what falls behind is left out
PER_ARTICLE = 2  # terms of one report for one thing
EARLY = 4  # sentences at the head of a report
LONGEST = 5  # words of a term
KINDS = frozenset({"event", "actor", "thing"})
SKIPPED = frozenset({"furniture", "caption"})
NOUNS = frozenset({"NOUN", "PROPN"})
HYPHENS = frozenset("-‐‑")
LEFT = frozenset({"amod", "compound", "nmod", "flat"})


@dataclass(frozen=True, slots=True)
class Term:
    """A noun with the words before it, in one report. `bare` is the noun alone, `modified` whether a describing word stands before it."""

    article: int
    start: int
    end: int
    text: str
    noun: str
    modified: bool
    quoted: bool


@cache
def _pointing() -> frozenset[str]:
    return frozenset(word for line in resources.lines("reconcile/data/pointing_words.txt") for word in line.split())


def _extends(analysis: Analysis, i: int, head: int) -> bool:
    """Whether the token before a term belongs to it: a describing word, not an article, a number or a possessor."""
    token, after = analysis.tokens[i], analysis.tokens[i + 1]
    if token.text.lower() in _pointing():
        return False
    if token.text in HYPHENS or after.text in HYPHENS:  # "multi-pronged" is cut in three; the describing word is its last part
        return token.end == after.start and (token.text in HYPHENS or token.text[:1].isalnum())
    if token.tag not in ("ADJ", "NOUN", "PROPN", "VERB") or not token.text[:1].isalnum():
        return False
    if token.head < 0:
        return token.tag in ("ADJ", "NOUN", "PROPN")
    relation = token.relation.partition(":")[0]
    return relation in LEFT and token.relation != "nmod:poss" and i < token.head <= head


def terms(evidence: Evidence) -> list[Term]:
    """The terms of all reports, in order; page furniture and captions are left out."""
    out = []
    for number, analysis in enumerate(evidence.analyses):
        quotes = [(q.start, q.end) for q in analysis.quotes if q.direct]
        for sentence in analysis.sentences:
            if sentence.role in SKIPPED:
                continue
            for i in range(sentence.first, sentence.last):
                token = analysis.tokens[i]
                if token.tag != "NOUN" or not token.text.replace("-", "").isalpha() or _compounded(analysis, i, sentence.last):
                    continue
                first = i
                while first > sentence.first and i - first + 1 < LONGEST and _extends(analysis, first - 1, i):
                    first -= 1
                while analysis.tokens[first].text in HYPHENS:
                    first += 1
                start = analysis.tokens[first].start
                text = analysis.article.text[start : token.end]
                quoted = any(a <= start < b for a, b in quotes)
                out.append(Term(number, start, token.end, text, lexicon.stem(lemma(token)), first < i, quoted))
    return out


def _compounded(analysis: Analysis, i: int, last: int) -> bool:
    """Whether a noun only modifies the next one."""
    token = analysis.tokens[i]
    if token.relation.partition(":")[0] == "compound" and token.head > i:
        return True
    return token.head < 0 and i + 1 < last and analysis.tokens[i + 1].tag in NOUNS


def _things(found: list[Term]) -> dict[str, list[Term]]:
    """The terms by the concept that their noun names; of several, the one that the story names most."""
    known = lexicon.concepts()
    weight: Counter[str] = Counter(c for term in found for c in known.of.get(term.noun, ()))
    out: dict[str, list[Term]] = defaultdict(list)
    for term in found:
        named = [c for c in known.of.get(term.noun, ()) if known.kinds[c] in KINDS]
        if named:
            out[max(named, key=lambda c: (weight[c], c))].append(term)
    return out


def _interest(evidence: Evidence, listed: list[Term]) -> float:
    """How much a reader learns from the terms for one thing: told by many, named often and early, in other nouns and describing words."""
    reports = {t.article for t in listed}
    by_report = [frozenset(t.text.lower() for t in listed if t.article == i) for i in sorted(reports)]
    if len(reports) < 2 or len(set(by_report)) < 2:
        return 0.0
    nouns = len({t.noun for t in listed})
    described = sum(t.modified for t in listed) / len(listed)
    share = len(reports) / max(2, len(evidence.analyses))
    early = len({t.article for t in listed if evidence.sentence_at(t.article, t.start) < EARLY}) / len(reports)
    return share * (1.0 + 0.5 * min(3, nouns - 1) + described) * (0.5 + early) * min(1.0, len(listed) / (2 * len(reports)))


def _chosen(listed: list[Term], article: int) -> list[Term]:
    """A report's terms for one thing, each wording once: described ones before bare ones, then the most used."""
    own = [t for t in listed if t.article == article]
    counts: Counter[str] = Counter(t.text.lower() for t in own)
    first: dict[str, Term] = {}
    for t in own:
        first.setdefault(t.text.lower(), t)
    order = sorted(first, key=lambda k: (-(counts[k] + 1.5 * first[k].modified), first[k].start))
    kept = [first[k] for k in order[:PER_ARTICLE]]
    said = {t.noun for t in kept if t.modified}
    return [t for t in kept if t.modified or t.noun not in said]


def wording(evidence: Evidence) -> tuple[Wording, ...]:
    """The things that reports word differently, the most telling first."""
    things = _things(terms(evidence))
    ranked = sorted(((_interest(evidence, listed), key) for key, listed in things.items()), key=lambda x: (-x[0], x[1]))
    out = []
    for interest, key in ranked[:MOST]:
        if interest < max(LEAST, BESIDE * ranked[0][0]):
            break
        listed = things[key]
        kept = [t for i in sorted({t.article for t in listed}) for t in _chosen(listed, i)]
        cited: list[Citation] = [evidence.cite(t.article, t.start, t.end) for t in sorted(kept, key=lambda t: (t.article, t.start))]
        bare = Counter(t.text.lower() for t in listed if not t.modified)
        referent = max(sorted(bare), key=lambda k: bare[k]) if bare else key.partition(":")[2]
        out.append(Wording(referent, tuple(cited)))
    return tuple(out)
