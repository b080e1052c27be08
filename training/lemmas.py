"""Writes the exceptions to the rules of `rashomon.lang.lemmas`: irregular verbs, and what EWT and GUM say where spelling alone is wrong."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import corpora

from rashomon.lang import lemmas, wordpieces

TARGET = Path(__file__).resolve().parent.parent / "src" / "rashomon" / "lang" / "data" / "lemmas.tsv"
HEADER = (
    "# Form, Penn tag (v: any verb form), lemma, where the rules of spelling are wrong. Irregular verbs: training/lists/irregular.txt;\n"
    "# the rest follows UD English EWT and GUM (CC BY-SA 4.0, CC BY 4.0).\n"
)


OPEN = frozenset("VB VBD VBG VBN VBP VBZ NNS JJ JJR JJS RBR RBS NN".split())
CLOSED = frozenset("PRP POS RB DT MD WP".split())


def _trusted(form: str, fine: str, n: int, known: bool) -> bool:
    """Whether a lemma is no misspelling put right: seen twice, or a known word; closed classes need more."""
    if fine in CLOSED:
        return n > 5 and not form.isdigit() and (form, fine) != ("'s", "PRP")
    return fine in OPEN and form.isalpha() and (n > 1 or (known and fine not in {"JJ", "NN"}))


def irregular() -> dict[tuple[str, str], str]:
    found = {}
    for line in (corpora.LISTS / "irregular.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        base, past, participle = line.split()
        for tag, forms in (("VBD", past), ("VBN", participle)):
            for form in forms.split("/"):
                found[form, tag] = base
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    items = [*corpora.ewt(options.data, "train"), *corpora.gum(options.data, corpora.GENRES)]
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.document in corpora.HELD_OUT_NEWS:
            continue
        for form, fine, tag, lemma in zip(item.words, item.fine or (), item.tags or (), item.lemmas or (), strict=True):
            low = form.lower().replace("’", "'")
            if tag == "AUX":
                seen[low, "AUX"][lemma] += 1
            elif tag != "PROPN" or fine == "NNPS":
                seen[low, fine][lemma] += 1
    found = irregular()
    known = wordpieces.vocabulary()
    for (form, fine), counts in seen.items():
        lemma, n = counts.most_common(1)[0]
        if "\t" in lemma or " " in lemma or lemma == "_" or "#" in form or (n == 1 and abs(len(lemma) - len(form)) > 4):
            continue
        if fine == "AUX":
            if n > 1:
                found[form, fine] = lemma
        elif fine == "NNPS":
            if n > 1 and lemma.lower() != form:
                found[form, fine] = lemma
        elif lemma != lemmas.by_rule(form, fine) and _trusted(form, fine, n, form in known):
            found[form, fine] = lemma
    rows = sorted(f"{form}\t{tag}\t{lemma}\n" for (form, tag), lemma in found.items())
    TARGET.write_text(HEADER + "".join(rows), encoding="utf-8")
    print(len(rows), "exceptions")
    lemmas.exceptions.cache_clear()
    lemmas.lemma.cache_clear()
    for name in ("ewt-dev", "gum-news"):
        right = total = 0
        for item in corpora.held_out(options.data)[name]:
            for form, fine, tag, lemma in zip(item.words, item.fine or (), item.tags or (), item.lemmas or (), strict=True):
                if lemma != "_":
                    total += 1
                    right += lemmas.lemma(form, fine, tag) == lemma
        print(name, round(right / total, 4))


if __name__ == "__main__":
    main()
