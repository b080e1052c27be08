"""Whether what a clause tells is done, going on, planned, threatened, possible, denied, alleged, negated or asked for.

Read from auxiliaries, negation, adverbs, and from the words above the clause: "threatened to resign", "denied that", "calls for his
resignation".
"""

from __future__ import annotations

from rashomon.analysis.tree import SUBJECTS, Tree
from rashomon.lang import events

NEGATIONS = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "no"])
NOBODY = frozenset(["nobody", "nothing", "none", "neither"])
CONDITIONS = frozenset(["if", "unless", "whether", "lest", "until"])
TURNED = frozenset(["had", "should", "were"])  # before their subject they make a condition: "had he resigned"
PLAIN = frozenset(["done", "ongoing"])
REPORTING = frozenset(
    ["say", "think", "believe", "report", "know", "understand", "claim", "suppose", "presume", "assume", "suggest", "warn", "announce"]
)
OVER_CLAUSES = frozenset(["hope", "fear", "worry", "doubt", "propose", "expect", "predict", "wish"])  # their "that" clause is not yet so
ASKED_FOR = frozenset(
    [(verb, "for") for verb in ("call", "ask", "push", "press", "appeal", "plead", "plan", "prepare", "hope")]
    + [("accuse", "of"), ("suspect", "of"), ("charge", "with"), ("threaten", "with"), ("rule", "out")]
)
HARDLY = frozenset(["almost", "nearly"])  # it came close, and did not happen
ONLY = frozenset(["only", "just", "merely", "simply"])  # behind "not" they say that more than this happened
DEEP = 6


def negated(tree: Tree, i: int) -> bool:
    """Whether a word of the clause denies it: "not", "never", or a subject or object that is nobody."""
    for c in tree.children[i]:
        if c > i and any(tree.tokens[k].tag == "CCONJ" for k in range(i + 1, c)):
            continue  # "it has changed, but the need has not": the denial is of another clause
        if c + 1 < len(tree.lower) and tree.lower[c + 1] in ONLY:
            continue  # "not only won, but ...": it did
        if tree.lower[c] in NEGATIONS and tree.tokens[c].relation in ("advmod", "det", "cc:preconj", "aux", "discourse", "neg"):
            return True
        taker = tree.tokens[c].relation in SUBJECTS or tree.tokens[c].relation == "obj"
        if taker and (tree.lower[c] in NOBODY or any(tree.lower[d] == "no" for d in tree.children[c])):
            return True
    return False


def own(tree: Tree, i: int, headline: bool) -> str:
    """The status that the clause itself shows, without what stands above it."""
    status = tense(tree, i, headline)
    for c in tree.children[i]:
        token = tree.tokens[c]
        modal = events.status_under(tree.lower[c], "modal") if token.relation == "aux" and token.fine == "MD" else None
        adverb = events.status_under(tree.lower[c], "adverb") if token.relation == "advmod" and status in PLAIN else None
        if modal or adverb:
            status = modal or adverb or status
        elif token.relation == "advmod" and tree.lower[c] in HARDLY and c < i and status in PLAIN:
            status = "negated"
    return "negated" if negated(tree, i) and status in ("done", "ongoing", "planned") else status


def conditional(tree: Tree, i: int) -> bool:
    """Whether a clause, or one that it depends on, is only a condition: "if he enters and wins", "had she resigned", "whether he left"."""
    at = i
    for _ in range(DEEP):
        token = tree.tokens[at]
        first = min((c for c in tree.children[at] if tree.tokens[c].tag != "PUNCT"), default=at)
        marked = any(tree.tokens[c].relation in ("mark", "advmod") and tree.lower[c] in CONDITIONS for c in tree.children[at])
        if marked and token.relation in ("advcl", "ccomp", "xcomp", "acl", "conj", "root", "parataxis"):
            return True
        turned = first < at and tree.lower[first] in TURNED and tree.tokens[first].relation == "aux"
        if turned and token.relation == "advcl" and any(tree.tokens[c].relation in SUBJECTS and first < c < at for c in tree.children[at]):
            return True
        if token.head < 0 or token.relation not in ("conj", "xcomp", "ccomp"):
            return False
        if token.relation == "conj" and any(tree.tokens[c].relation in SUBJECTS for c in tree.children[at]):
            return False  # "if it fails, he goes and she stays": a clause with a subject of its own stands by itself
        at = token.head
    return False


def tense(tree: Tree, i: int, headline: bool) -> str:
    """Done or ongoing, as the verb's form and its auxiliaries have it."""
    copula = tree.child(i, "cop")
    fine = tree.tokens[i].fine if copula is None else tree.tokens[copula].fine
    helpers = [c for c in tree.children[i] if tree.tokens[c].relation in ("aux", "aux:pass")]
    finest = {tree.tokens[c].fine for c in helpers}
    present = bool(finest & {"VBZ", "VBP"}) and not any(tree.lemmas[c] == "have" for c in helpers)
    if fine == "VBG" and helpers:
        return "ongoing" if not finest & {"VBD"} else "done"
    if headline:
        to_come = fine == "VB" and any(tree.lower[c] == "to" for c in tree.children[i]) and not helpers
        return "planned" if to_come and tree.tokens[i].relation not in ("xcomp", "acl", "advcl") else "done"
    if fine in ("VBZ", "VBP") and not helpers:
        return "ongoing"
    return "ongoing" if present and fine == "VBN" and tree.child(i, "aux:pass") is not None else "done"


def above(tree: Tree, i: int) -> str | None:
    """What the words above a clause or an event noun make of it, the nearest that says anything; None when nothing does."""
    at = i
    for _ in range(DEEP):
        token = tree.tokens[at]
        head = token.head
        if head < 0:
            return None
        found = step(tree, at, head)
        if found == "stop":
            return None
        if found:
            return found
        at = head
    return None


def step(tree: Tree, at: int, head: int) -> str | None:
    """What one governor makes of what hangs on it; "stop" where the clause is not under it in meaning."""
    relation, governor = tree.tokens[at].relation, tree.tokens[head]
    if relation in ("conj",):
        return None if tree.tokens[at].fine in ("VB", "VBG", "NN") and tree.tokens[at].tag == governor.tag else "stop"
    if governor.tag in ("VERB", "AUX"):
        if relation in ("xcomp", "ccomp", "obj", "csubj") or (relation in ("obl", "advcl") and asks_for(tree, at, head)):
            return under_verb(tree, at, head, relation)
        return "stop"
    if governor.tag == "NOUN" and relation in ("acl", "nmod", "ccomp", "compound"):
        case = tree.child(at, "case")
        if relation == "nmod" and (case is None or tree.lower[case] not in ("of", "for", "to")):
            return "stop"
        if relation == "acl" and tree.tokens[at].fine not in ("VB", "VBG"):
            mark = tree.child(at, "mark")
            if mark is None or tree.lower[mark] != "that":
                return "stop"
        return events.status_under(tree.lemmas[head], "noun")
    if governor.tag == "ADJ" and relation in ("xcomp", "ccomp", "advcl", "csubj"):
        found = events.status_under(tree.lower[head], "adjective")
        return "negated" if found and found != "negated" and negated(tree, head) else found
    return "stop"


def asks_for(tree: Tree, at: int, head: int) -> bool:
    """Whether a phrase says what is asked for or charged: "called for", "accused of"."""
    mark = tree.child(at, "case", "mark")
    return mark is not None and (tree.lemmas[head], tree.lower[mark]) in ASKED_FOR


def under_verb(tree: Tree, at: int, head: int, relation: str) -> str | None:
    """What a verb makes of its complement, with its own negation and passive taken in."""
    lemma = tree.lemmas[head]
    if lemma == "have" and relation == "xcomp":  # "has yet to resign", "has to resign"
        return "negated" if any(tree.lower[c] == "yet" for c in tree.children[head]) or yet(tree, at) else "asked"
    found = events.status_under(lemma, "verb")
    passive = tree.child(head, "aux:pass", "nsubj:pass") is not None or (
        tree.tokens[head].fine == "VBN" and tree.child(head, "aux") is None
    )
    if lemma in REPORTING:
        return "alleged" if passive and relation == "xcomp" and lemma not in ("announce", "know") else None
    if relation == "obj" and lemma in ("begin", "start", "continue", "keep", "announce", "order", "say", "need", "set", "go"):
        return None
    if (
        relation == "ccomp"
        and found in ("planned", "possible")
        and lemma not in ("hope", "fear", "worry", "doubt", "propose", "expect", "predict", "wish")
    ):
        return None
    if found and negated(tree, head):
        return {"denied": "possible", "negated": "done"}.get(found, "negated")
    return found


def yet(tree: Tree, i: int) -> bool:
    """Whether an infinitive follows "yet"."""
    first = min((c for c in tree.children[i] if tree.lower[c] == "to"), default=i)
    return first > 0 and tree.lower[first - 1] == "yet"


def status(tree: Tree, i: int, headline: bool = False, noun: bool = False) -> str:
    """The status of the event that a verb or an event noun names."""
    shown = noun_status(tree, i) if noun else own(tree, i, headline)
    if not noun and shown in (*PLAIN, "negated", "planned") and conditional(tree, i):
        return "possible"
    if shown not in PLAIN:
        return shown
    found = above(tree, i)
    if found == "ongoing":
        return "ongoing"
    return found or shown


def noun_status(tree: Tree, i: int) -> str:
    """What the words on an event noun show: "alleged attack", "possible resignation", "no attack"."""
    for c in tree.children[i]:
        if tree.lower[c] == "no":
            return "negated"
        if (found := events.status_under(tree.lower[c], "adjective")) and tree.tokens[c].relation == "amod":
            return found
        if tree.lower[c] in ("planned", "proposed", "upcoming", "future", "impending"):
            return "planned"
        if tree.lower[c] in ("threatened", "attempted"):
            return "threatened" if tree.lower[c] == "threatened" else "possible"
        if tree.lower[c] in ("ongoing", "continuing", "current"):
            return "ongoing"
    return "done"
