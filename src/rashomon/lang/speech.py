"""Words that attribute: verbs and nouns of saying, thinking, taking a stance and showing, in all their forms.

The list is `lang/data/speech.tsv`. A word may belong to several classes: "claim" says and shows.
"""

from __future__ import annotations

import functools

from rashomon.lang.resources import rows

LIST = "lang/data/speech.tsv"
VOWELS = frozenset("aeiou")
# past and participle of the irregular verbs of the list
IRREGULAR = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "read": ("read", "read"),
    "begin": ("began", "begun"),
    "go": ("went", "gone"),
    "swear": ("swore", "sworn"),
    "teach": ("taught", "taught"),
    "spell": ("spelled", "spelt"),
    "lay": ("laid", "laid"),
    "hit": ("hit", "hit"),
    "foretell": ("foretold", "foretold"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "feel": ("felt", "felt"),
    "see": ("saw", "seen"),
    "understand": ("understood", "understood"),
    "forget": ("forgot", "forgotten"),
    "dream": ("dreamed", "dreamt"),
    "foresee": ("foresaw", "foreseen"),
    "hear": ("heard", "heard"),
    "mistake": ("mistook", "mistaken"),
    "misunderstand": ("misunderstood", "misunderstood"),
    "speak": ("spoke", "spoken"),
    "stand": ("stood", "stood"),
    "seek": ("sought", "sought"),
    "choose": ("chose", "chosen"),
    "undertake": ("undertook", "undertaken"),
    "mean": ("meant", "meant"),
    "forbid": ("forbade", "forbidden"),
    "strive": ("strove", "striven"),
    "show": ("showed", "shown"),
    "find": ("found", "found"),
    "prove": ("proved", "proven"),
    "sing": ("sang", "sung"),
    "cry": ("cried", "cried"),
    "cast": ("cast", "cast"),
    "broadcast": ("broadcast", "broadcast"),
    "forecast": ("forecast", "forecast"),
    "shoot": ("shot", "shot"),
    "put": ("put", "put"),
    "weep": ("wept", "wept"),
    "beg": ("begged", "begged"),
    "rethink": ("rethought", "rethought"),
    "give": ("gave", "given"),
    "make": ("made", "made"),
}
DOUBLED = frozenset(
    [
        "admit",
        "submit",
        "quip",
        "refer",
        "infer",
        "prefer",
        "beg",
        "commit",
        "plan",
        "slam",
        "pan",
        "rap",
        "sob",
        "nod",
        "rip",
        "snap",
        "dub",
        "ban",
    ]
)


def forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb: base, third person, past, participle and -ing. Regular spelling but for the table of irregular verbs."""
    if verb.endswith(("s", "x", "z", "ch", "sh")) or verb in ("go", "echo", "veto"):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    stem = verb + verb[-1] if verb in DOUBLED else verb
    if verb.endswith("ie"):
        ing = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        ing = verb[:-1] + "ing"
    else:
        ing = stem + "ing"
    if verb in IRREGULAR:
        past, participle = IRREGULAR[verb]
    elif verb.endswith("e"):
        past = participle = verb + "d"
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        past = participle = verb[:-1] + "ied"
    else:
        past = participle = stem + "ed"
    return (verb, third, past, participle, ing)


@functools.cache
def classes() -> dict[tuple[str, str], frozenset[str]]:
    """(lemma, "verb" or "noun") to the classes of the word."""
    found: dict[tuple[str, str], set[str]] = {}
    for lemma, part, group in rows(LIST):
        found.setdefault((lemma, part), set()).add(group)
    return {k: frozenset(v) for k, v in found.items()}


@functools.cache
def verb_forms() -> dict[str, str]:
    """Every form of every verb of the list, to its lemma. A base form wins over an inflected form of another verb."""
    lemmas = sorted({lemma for lemma, part in classes() if part == "verb"})
    table = {form: lemma for lemma in reversed(lemmas) for form in forms(lemma)}
    return table | {lemma: lemma for lemma in lemmas}


@functools.cache
def noun_forms() -> dict[str, str]:
    """Singular and plural of every noun of the list, to its lemma."""
    table: dict[str, str] = {}
    for lemma, part in sorted(classes()):
        if part == "noun":
            table[forms(lemma)[1]] = lemma
            table[lemma] = lemma
    return table


def verb(word: str, *groups: str) -> str | None:
    """The lemma of a form of a verb of the list, or None. With `groups`, only when the verb belongs to one of them."""
    lemma = verb_forms().get(word.lower())
    if lemma is None or (groups and not classes()[lemma, "verb"].intersection(groups)):
        return None
    return lemma


def noun(word: str, *groups: str) -> str | None:
    """The lemma of a noun of the list in singular or plural, or None."""
    lemma = noun_forms().get(word.lower())
    if lemma is None or (groups and not classes()[lemma, "noun"].intersection(groups)):
        return None
    return lemma


def adjective(word: str) -> bool:
    """Whether an adjective of the list says what somebody thinks or feels: "sure", "worried"."""
    return (word.lower(), "adjective") in classes()


def adverb(word: str) -> bool:
    """Whether an adverb of the list puts its clause in the mouth of others: "reportedly"."""
    return (word.lower(), "adverb") in classes()
