"""What happened to the people or things counted: killed, injured, abducted, ...; the words that say so, and the event they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from rashomon.analysis.quantities.counted import Counted
from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.tables import lemma_of, measures, words
from rashomon.analysis.tree import Tree
from rashomon.model import Span

_CLIMB = 6
_PASSIVE = ("nsubj:pass", "obj", "nsubj:outer")
_OF = frozenset(["of", "including", "among"])
_AMOUNTS = words("amounts")
_SUFFER = frozenset(["suffer", "sustain", "receive", "have", "escape"])
_LOSE = frozenset(["lose", "claim", "take", "cost"])
_MOVES = words("moves")
_FATALLY = re.compile(r"\bfatally\s\Z", re.IGNORECASE)
_LOSS = re.compile(r"\bloss of\s(?:the\s|some\s|about\s|at least\s|more than\s)?\Z", re.IGNORECASE)
_TO_DEATH = re.compile(r"\s(?:\w+\s)?(?:dead|to death|fatally|and killed|and later died)\b", re.IGNORECASE)

_AUX = (
    r"(?:(?:were|was|are|is|be|have|has|had|been|being|reported|reportedly|confirmed|feared|believed|presumed|thought|also"
    r"|left|found|lay|remain"
    r"|remained|still|said|people|persons|others?|more|now|officially|seriously|critically|slightly|badly|fatally|later|at least)\s){0,5}"
)
_STATE = (
    (
        "killed",
        r"killed|dead|fatally(?! \w+ed\b| shot)|die[ds]?|dying|perish(?:ed)?|slain|murdered|massacred|executed|drowned"
        r"|shot dead|lost (?:their|his|her) li(?:fe|ves)",
    ),
    (
        "injured",
        r"injured|hurt|wounded|(?:suffer(?:ed|ing)?|sustain(?:ed|ing)?) (?:\w+(?:-\w+)? ){0,3}(?:injur|wound|burn)\w*"
        r"|shot(?! down)|stabbed",
    ),
    ("missing", r"missing|unaccounted for|disappeared|vanished"),
    ("abducted", r"abducted|kidnapped|(?:taken|held|seized as|being held) (?:hostages?|captives?)|captured|seized"),
    ("arrested", r"arrested|detained|taken into custody|in custody|apprehended"),
    ("hospitalised", r"hospitali[sz]ed|(?:taken|rushed|sent|airlifted|admitted|transported) to (?:\w+ ){0,3}hospitals?|treated"),
    ("displaced", r"displaced|fled|flee|uprooted|homeless"),
    ("evacuated", r"evacuated|moved to safety|removed from|forced to leave"),
    ("rescued", r"rescued|pulled (?:alive )?from|saved"),
    ("released", r"released|freed|set free"),
    ("survived", r"survived"),
    ("charged", r"charged|indicted"),
)
_AFTER = [
    (m, re.compile(rf"[\s,]{{0,2}}(?:among (?:the |at least )?(?:[\w,-]+ )?)?{_AUX}(?:{p})\b(?!-)", re.IGNORECASE)) for m, p in _STATE
]
_ALL_ABOARD = re.compile(r"\bkill(?:ing|ed) (?:everyone|everybody|all)\b(?: (?:on board|aboard|of them|on it))?", re.IGNORECASE)
_ABOARD = re.compile(r"\b(?:carrying|carried|with|and|as well as|aboard|including)\s(?:\w+\s){0,6}$", re.IGNORECASE)
_PLAIN_NEXT = re.compile(
    r"[^\w]*(?:$|[,.;:)—–-]|(?:in|at|by|and|or|when|after|as|on|during|near|outside|inside|following|since|from|over|amid|with"
    r"|while|so|for)\b)"
)
_BEFORE = [
    (
        "killed",
        r"(?:kill(?:s|ed|ing)?|claim(?:s|ed|ing)? the lives of|deaths? of|killings? of|massacre of"
        r"|murders? of|death toll[\w\s,]{0,40}?"
        r"(?:to|at|of|was|is|reached|passed|topped)|toll[\w\s]{0,20}?(?:to|at|reached)|murder(?:s|ed|ing)?|shot dead"
        r"|(?:dead|deaths|victims|fatalities)(?: now| so far)?(?: (?:now )?(?:stands?|stood))? at"
        r"|number of (?:the )?(?:dead|deaths|fatalities|victims)(?: now)? (?:as|at|to|is|was|stands at|stood at|rose to|reached)"
        r"|dead(?: include[sd]?)?:?|deaths?:|lives of)",
    ),
    ("injured", r"(?:injur(?:es|ed|ing|e)|wound(?:s|ed|ing)?|hurt(?:s|ing)?|injuries to|shot and wounded)"),
    ("abducted", r"(?:abduct(?:s|ed|ing)?|kidnap(?:s|ped|ping)?|abductions? of|kidnappings? of|captur(?:ed|ing) of?|taking|took)(?= )"),
    ("arrested", r"(?:arrest(?:s|ed|ing)?(?: of)?|detain(?:s|ed|ing)?|detention of)"),
    ("displaced", r"(?:displac(?:es|ed|ing|e)|displacement of)"),
    ("evacuated", r"(?:evacuat(?:es|ed|ing|e)|evacuation of)"),
    ("rescued", r"(?:rescu(?:es|ed|ing|e)|rescue of)"),
    ("released", r"(?:releas(?:es|ed|ing|e)(?: of)?|free(?:s|d|ing)|in (?:exchange|return) for|swapp(?:ed|ing) for)"),
]
_ANY = re.compile(
    r"kill|dead|die|dying|death|perish|slain|murder|massac|execut|drown|li(?:fe|ves)\b|toll|injur|hurt|wound|suffer|sustain"
    r"|shot|stab|missing"
    r"|unaccount|disappear|vanish|abduct|kidnap|taken|taking|took|held|captur|seiz|arrest|detain|detention|custody|apprehend"
    r"|hospital|treated|displac|fled|flee|uproot"
    r"|homeless|evacuat|moved|remov|forced|rescu|pulled|saved|releas|freed|freeing|frees|exchange|return for|swapp|surviv|charged|indict",
    re.IGNORECASE,
)
_LEFT = [(m, re.compile(rf"\b{p}\s(?:the\s|another\s|a total of\s)?\Z", re.IGNORECASE)) for m, p in _BEFORE]
_ACTIVE = words("active")


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure, the place of the words that give it, and the token that governs (-1 where none was parsed)."""

    measure: str
    trigger: Span
    token: int = -1


class Measures:
    """Finds measures in one article."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.text = tree.text
        self.table = measures()
        self.told = [m.start() for m in _ANY.finditer(self.text)]

    def any_told(self, start: int, end: int) -> bool:
        """Whether a word that may tell what happened begins in a stretch of text; spares most numbers the patterns."""
        k = bisect_left(self.told, start)
        return k < len(self.told) and self.told[k] < end

    def find(self, draft: Draft, counted: Counted | None, number_token: int, sentence: tuple[int, int]) -> Measured | None:
        """The measure of one count: through the parse, else through the words next to it."""
        start = counted.token if counted and counted.token >= 0 else number_token
        if counted is not None and counted.word_of_state:  # "12 dead", "dozens abducted": the word itself says it
            stated = self.by_words(draft, counted, sentence)
            if stated is not None:
                return stated
        found = self.right_before(draft, sentence) or self.lost(draft, counted)
        if found is None and self.tree.parsed and start >= 0:
            found = self.climb(start, counted)
        return found or self.by_words(draft, counted, sentence) or self.by_head(counted) or self.inherited(sentence, draft.start)

    def look(self, token: int, kind: str) -> str | None:
        tree = self.tree
        if tree.lower[token] == "shot" and token + 1 < len(tree.lower) and tree.lower[token + 1] == "down":
            return None  # missiles and aircraft are
        return self.table.get((tree.lemmas[token].lower(), kind)) or self.table.get((tree.lower[token], kind))

    def fatal(self, start: int, end: int) -> bool:
        """Whether the words around "shot", "stabbed" or "burnt" say that it killed."""
        return bool(_TO_DEATH.match(self.text, end) or _FATALLY.search(self.text, max(0, start - 9), start))

    def hit(self, measure: str, token: int) -> Measured:
        t = self.tree.tokens[token]
        if measure == "shot":
            measure = "injured"
        if measure == "injured" and self.fatal(t.start, t.end):
            measure = "killed"
        return Measured(measure, Span(t.start, t.end), token)

    def lost(self, draft: Draft, counted: Counted | None) -> Measured | None:
        """ "The loss of 38 lives": lives that are lost are deaths."""
        if counted is None or counted.lemma != "life":
            return None
        before = _LOSS.search(self.text, max(0, draft.start - 30), draft.start)
        return Measured("killed", Span(before.start(), before.end()), counted.token) if before else None

    def by_head(self, counted: Counted | None) -> Measured | None:
        if counted is None:
            return None
        if counted.lemma == "body" and counted.qualifiers:  # "19 legislative bodies"
            return None
        measure = self.table.get((counted.lemma, "head"))
        return Measured(measure, Span(counted.start, counted.end), counted.token) if measure else None

    def climb(self, node: int, counted: Counted | None) -> Measured | None:
        """Walk from the counted noun to what governs it."""
        tree = self.tree
        below = self.below(node)
        if below:
            return below
        for _ in range(_CLIMB):
            token = tree.tokens[node]
            head = token.head
            if head < 0 or head >= len(tree.tokens):
                return None
            found = self.governed(node, head, token.relation)
            if found:
                return found
            if token.relation in (
                "conj",
                "appos",
                "nmod",
                "nummod",
                "flat",
                "list",
                "parataxis",
                "compound",
                "obl",
                "dep",
                "nmod:unmarked",
            ):
                cases = {tree.lower[c] for c in tree.children[node] if tree.tokens[c].relation == "case"}
                if token.relation == "nmod" and cases and not cases & _OF:
                    return None
                if "of" in cases and tree.tokens[head].tag != "NUM" and tree.lemmas[head].lower() not in _AMOUNTS:
                    return None
                if token.relation == "obl" and not cases & {"of", "including", "among", "as"}:
                    return None
                if token.relation == "parataxis" and tree.tokens[node].tag == "VERB":
                    return None
                node = head
                continue
            return None
        return None

    def below(self, node: int) -> Measured | None:
        """Participles and adjectives that hang on the noun: "12 people killed in", "wounded soldiers", "12 people who died"."""
        tree = self.tree
        for c in tree.children[node]:
            relation = tree.tokens[c].relation
            if relation in ("acl", "acl:relcl", "amod", "xcomp") or (relation == "dep" and c > node):
                measure = self.look(c, "state")
                active = relation == "acl:relcl" and tree.child(c, "nsubj") is not None and tree.child(c, "aux:pass") is None
                if not active and not tree.lower[c].endswith("ing"):
                    measure = measure or self.look(c, "object")
                if relation == "acl:relcl":
                    measure = measure or self.look(c, "subject")
                for d in tree.all(c, "xcomp") if measure is None and relation.startswith("acl") else ():
                    measure = measure or self.look(d, "subject") or self.look(d, "state")
                if measure:
                    return self.hit(measure, c)
        return None

    def governed(self, node: int, head: int, relation: str) -> Measured | None:
        tree = self.tree
        lemma = tree.lemmas[head].lower()
        if relation in _PASSIVE:
            measure = self.look(head, "object")
            if measure and not (measure in ("held", "dismissed", "evacuated") and not self.holds(head, measure)):
                return self.hit(measure, head)
            if relation == "obj" and lemma in ("leave", "find", "declare", "believe", "report", "presume", "take", "hold"):
                for c in tree.children[head]:
                    measure = (
                        self.look(c, "state")
                        if c > node and tree.tokens[c].relation in ("xcomp", "amod", "advmod", "obj", "advcl", "dep", "obl")
                        else None
                    )
                    if measure:
                        return self.hit(measure, c)
                    if tree.lower[c] in ("hostage", "captive", "hostages"):
                        return Measured("abducted", Span(tree.tokens[head].start, tree.tokens[head].end), head)
            if relation == "nsubj:pass":
                found = self.complement(head) or self.later_verbs(head)
                if found:
                    return found
        if relation in ("nsubj", "nsubj:pass"):
            measure = self.look(head, "subject") or self.look(head, "state")
            if measure:
                return self.hit(measure, head)
            for c in tree.all(head, "obj", "xcomp", "obl", "ccomp"):
                measure = self.look(c, "noun")
                if measure == "injured" and lemma in _SUFFER:
                    return self.hit(measure, c)
                if lemma in _LOSE and tree.lemmas[c].lower() == "life":
                    return self.hit("killed", c)
            return self.complement(head) or self.later_verbs(head)
        if relation in ("nmod", "obl", "compound", "nmod:poss"):
            cases = {tree.lower[c] for c in tree.children[node] if tree.tokens[c].relation == "case"}
            if cases & {"including", "among"} and relation == "obl":
                measure = self.look(head, "object")
                if measure:
                    return self.hit(measure, head)
            if "of" in cases or relation == "nmod:poss":
                measure = self.look(head, "noun")
                if measure:
                    return self.hit(measure, head)
                if lemma == "life" and tree.tokens[head].head >= 0 and tree.lemmas[tree.tokens[head].head].lower() in _LOSE:
                    return self.hit("killed", head)
        if (relation in ("obl", "obj", "nmod", "nsubj", "xcomp", "root") and lemma in _MOVES) or relation == "obl":
            subject = tree.subject(head)
            measure = self.look(subject, "noun") if subject is not None else None
            if measure and subject is not None:
                return self.hit(measure, subject)
        if relation == "obj" and lemma in _LOSE and tree.lemmas[node].lower() == "life":
            return self.hit("killed", head)
        return None

    def later_verbs(self, head: int) -> Measured | None:
        """Verbs that share the subject: "two men jumped off and were treated for injuries"."""
        tree = self.tree
        for c in tree.all(head, "conj"):
            if tree.child(c, "nsubj", "nsubj:pass") is not None:
                continue
            measure = self.look(c, "object") if tree.child(c, "aux:pass") is not None else self.look(c, "subject")
            if measure:
                return self.hit(measure, c)
            found = self.complement(c)
            if found:
                return found
        return None

    def holds(self, head: int, measure: str) -> bool:
        """Whether "hold", "fire" or "move" is meant of people."""
        words = {self.tree.lower[c] for c in self.tree.children[head]}
        if measure == "held":
            return bool(words & {"hostage", "captive", "hostages", "being", "still"})
        if measure == "evacuated":
            return self.tree.lemmas[head].lower() == "evacuate" or bool(words & {"safety"})
        return bool(words & {"were", "was", "been", "staff", "workers", "employees"})

    def complement(self, head: int) -> Measured | None:
        """ "were taken hostage", "were left dead", "were taken to hospital", "are believed to have died"."""
        tree = self.tree
        lemma = tree.lemmas[head].lower()
        for c in tree.children[head]:
            relation, word = tree.tokens[c].relation, tree.lower[c]
            if relation in ("xcomp", "obj", "advcl", "obl", "dep", "advmod", "amod"):
                if word in ("hostage", "captive", "hostages") and lemma in ("take", "hold", "seize"):
                    return Measured("abducted", Span(tree.tokens[head].start, tree.tokens[head].end), head)
                if word in ("hospital", "hospitals") and lemma in ("take", "rush", "send", "airlift", "admit", "transport", "fly", "bring"):
                    return Measured("hospitalised", Span(tree.tokens[head].start, tree.tokens[head].end), head)
                if word == "custody":
                    return Measured("arrested", Span(tree.tokens[head].start, tree.tokens[head].end), head)
                if relation == "xcomp" and c > head:
                    measure = (
                        self.look(c, "state")
                        or self.look(c, "subject")
                        or (self.look(c, "object") if tree.child(c, "aux:pass") is not None else None)
                    )
                    if measure:
                        return self.hit(measure, c)
        return None

    def inherited(self, sentence: tuple[int, int], start: int) -> Measured | None:
        """ "... carrying 10 people crashed, killing all aboard": those carried were killed."""
        match = _ALL_ABOARD.search(self.text, start, min(sentence[1], start + 400))
        if match is None or not _ABOARD.search(self.text[max(sentence[0], start - 60) : start]):
            return None
        return Measured("killed", Span(match.start(), match.end()))

    def right_before(self, draft: Draft, sentence: tuple[int, int]) -> Measured | None:
        """A verb or event noun right before the number ("killing at least eight people")."""
        begin = max(sentence[0], draft.start - 70)
        if not self.any_told(begin, draft.start):
            return None
        left = self.text[begin : draft.start]
        for measure, pattern in _LEFT:
            match = pattern.search(left)
            if match and (measure != "abducted" or not match.group().lower().startswith(("taking", "took"))):
                at = draft.start - len(left) + match.start()
                return Measured(measure, Span(at, at + len(match.group().rstrip())))
        return None

    def by_words(self, draft: Draft, counted: Counted | None, sentence: tuple[int, int]) -> Measured | None:
        """The words right before and after, where the parse says nothing ("12 dead, 30 injured")."""
        end = max(draft.end, counted.end if counted else 0)
        if not self.any_told(max(sentence[0], draft.start - 70), min(sentence[1], end + 110)):
            return None
        for begin in dict.fromkeys((counted.start if counted and (counted.elided or counted.word_of_state) else end, end)):
            tail = self.text[begin : min(sentence[1], begin + 110)]
            for measure, pattern in _AFTER:
                match = pattern.match(tail)
                if match is None:
                    continue
                last = match.group().split()[-1].lower()
                if last in _ACTIVE and len(match.group().split()) == 1 and not _PLAIN_NEXT.match(tail[match.end() :]):
                    continue
                word = len(match.group()) - len(match.group().lstrip(" ,\n"))
                if measure == "injured" and last == "shot" and self.fatal(begin + match.end() - 4, begin + match.end()):
                    measure = "killed"
                return Measured(measure, Span(begin + word, begin + match.end()))
        return None

    def event(self, measured: Measured | None, counted: Counted | None, number: int) -> tuple[str, ...]:
        """Lemmas of the words that name the event a number belongs to: subjects, objects and adjuncts of the governing words."""
        tree = self.tree
        start = measured.token if measured and measured.token >= 0 else counted.token if counted and counted.token >= 0 else number
        if start < 0 or not tree.parsed:
            return ()
        own = counted.token if counted else -1
        found: list[tuple[int, str]] = []
        node = start
        for _ in range(3):
            for c in tree.children[node]:
                if tree.tokens[c].relation.split(":")[0] in ("nsubj", "obl", "nmod", "obj", "compound") and c not in (own, number):
                    self.collect(c, own, found)
            if tree.tokens[node].tag in ("NOUN", "PROPN") and node not in (own, number) and node != start:
                self.collect(node, own, found)
            token = tree.tokens[node]
            if token.head < 0 or token.relation.split(":")[0] not in (
                "acl",
                "advcl",
                "conj",
                "nsubj",
                "obj",
                "nmod",
                "xcomp",
                "ccomp",
                "obl",
            ):
                break
            node = token.head
        words: list[str] = []
        for _, word in sorted(set(found)):
            if word not in words:
                words.append(word)
        return tuple(words[:8])

    def collect(self, node: int, own: int, found: list[tuple[int, str]]) -> None:
        tree = self.tree
        if tree.tokens[node].tag not in ("NOUN", "PROPN") or node == own:
            return
        found.append((node, lemma_of(tree.lemmas[node].lower())))
        for c in tree.children[node]:
            if (
                tree.tokens[c].relation.split(":")[0] in ("compound", "amod", "flat", "nmod")
                and tree.tokens[c].tag in ("NOUN", "PROPN", "ADJ", "NUM")
                and c != own
            ):
                found.append((c, tree.lemmas[c].lower()))
