"""Referents: the chains of all reports of a story that stand for one person, organisation or place.

Names are blocked by shared parts, by the skeleton of their surname and by acronym, so that no two lists are compared pair by pair. What is
joined, and why, is kept as reasons.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.lang import resources
from rashomon.model import Analysis, Mention, Span
from rashomon.reconcile import naming, rulings
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.linking import components

# How a noun hangs on the one that it describes, and how many such steps lead from a body's noun to a role: "leader of the ... party".
NOMINAL = frozenset({"nmod", "appos", "compound", "flat"})
CLIMB = 3
LED = "both named as"  # in the reason for two names of one body that one person leads
BODY_NOUNS = frozenset(resources.lines("reconcile/data/body_nouns.txt"))


@dataclass(frozen=True, slots=True)
class Local:
    """A chain of one report: (article, chain), its names as they stand there (most frequent first), and the places of its roles."""

    article: int
    chain: int
    type: str
    full: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Span, ...] = ()


@dataclass(slots=True)
class Referent:
    """One person, organisation or place of the story: its chains in the evidence's order, its full name, and why they were joined."""

    name: str
    type: str
    locals: list[Local]
    reasons: list[str] = field(default_factory=list)

    @property
    def articles(self) -> list[int]:
        """The reports that name it, sorted."""
        return sorted({x.article for x in self.locals})


def _name_mentions(analysis: Analysis, mentions: Iterable[int]) -> list[Mention]:
    return [analysis.mentions[i] for i in mentions if 0 <= i < len(analysis.mentions)]


def _joint_name(analysis: Analysis, mention: Mention, following: dict[int, Mention]) -> str:
    """ "Bruce" before "and Irene Steinberg" is Bruce Steinberg."""
    if len(naming.parts(mention.text)) != 1:
        return mention.text
    other = following.get(mention.start)
    if other is None or not naming.joined_by_and(analysis.article.text[mention.end : other.start]):
        return mention.text
    if other.type != "person" or len(naming.parts(other.text)) != 2:
        return mention.text
    return f"{mention.text} {other.text.split()[-1]}"


def locals_of(evidence: Evidence) -> list[Local]:
    """The named chains of every report; mentions without a chain stand alone by their text."""
    out = []
    for number, analysis in enumerate(evidence.analyses):
        following = {m.start: n for m, n in pairwise(analysis.mentions)}
        loose: dict[str, list[int]] = defaultdict(list)
        for i, m in enumerate(analysis.mentions):
            if m.chain < 0 and m.kind == "name":
                loose[m.text].append(i)
        chains = [(k, c.type, c.name, list(c.mentions), c.roles) for k, c in enumerate(analysis.chains)]
        chains += [(-1 - k, analysis.mentions[ids[0]].type, text, ids, ()) for k, (text, ids) in enumerate(sorted(loose.items()))]
        for key, kind, name, ids, roles in chains:
            mentions = _name_mentions(analysis, ids)
            named = [naming.bare(_joint_name(analysis, m, following) if kind == "person" else m.text) for m in mentions if m.kind == "name"]
            named = [n for n in named if naming.parts(n)]
            if not named:
                continue
            counts = Counter(named)
            names = tuple(sorted(counts, key=lambda n: (-counts[n], n)))
            full = max([*names, naming.bare(name)], key=lambda n: (len(naming.parts(n)), counts.get(n, 0), -len(n), n))
            out.append(Local(number, key, kind, full, names, tuple(mentions), tuple(roles)))
    return out


def _beside_body_noun(analysis: Analysis, mention: Mention) -> bool:
    """Whether a noun such as "party" stands right before or after a name."""
    text = analysis.article.text
    after = text[mention.end : mention.end + 20].split()
    before = text[max(0, mention.start - 20) : mention.start].split()
    return (bool(after) and text[mention.end] == " " and after[0].strip(".,;") in BODY_NOUNS) or (bool(before) and before[-1] in BODY_NOUNS)


def _typed(evidence: Evidence, found: Sequence[Local]) -> list[Local]:
    """One name, one type: the type that most mentions of the story give it; a noun such as "party" beside it makes it an organisation."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for x in found:
        named = [m for m in x.mentions if m.kind == "name"]
        votes[naming.fold(x.full)][x.type] += len(named)
        beside = sum(_beside_body_noun(evidence.analyses[x.article], m) for m in named)
        if x.type == "person" and 2 * beside >= len(named):
            votes[naming.fold(x.full)]["organisation"] += len(named) + beside
    out = []
    for x in found:
        count = votes[naming.fold(x.full)]
        best = max(sorted(count), key=lambda t: count[t])
        out.append(x if best == x.type else Local(x.article, x.chain, best, x.full, x.names, x.mentions, x.roles))
    return out


def _join_people(found: Sequence[Local], people: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of chains that are one person: by full name, then lone parts of a name where one full name alone fits."""
    full: dict[tuple[str, ...], list[int]] = defaultdict(list)
    lone: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in people:
        key = naming.parts(found[i].full)
        (full if len(key) > 1 else lone)[key].append(i)
    pairs = [(ids[0], i) for ids in full.values() for i in ids[1:]] + [(ids[0], i) for ids in lone.values() for i in ids[1:]]
    blocks: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in sorted(full):
        for part in sorted(set(key)):
            blocks[part].append(key)
        blocks[f"~{naming.skeleton(key[-1])}"].append(key)
        blocks[f"^{key[0][:2]}"].append(key)
    for block in sorted(blocks):
        names = blocks[block]
        for a, one in enumerate(names):
            for two in names[a + 1 : a + 41]:
                if naming.same_person(one, two) and not _both_named(found, full[one], full[two], one, two):
                    pairs.append((full[one][0], full[two][0]))
    joined = components(len(found), pairs)
    group_of = {i: g for g, members in enumerate(joined) for i in members}
    for key in sorted(lone):
        near = sorted({n for block in (key[0], f"~{naming.skeleton(key[0])}", f"^{key[0][:2]}") for n in blocks.get(block, ())})
        wanted = [n for n in near if naming.fits(key, n)]
        by_group: dict[int, list[tuple[str, ...]]] = defaultdict(list)
        for n in wanted:
            by_group[group_of[full[n][0]]].append(n)
        best = _one_bearer(found, joined, sorted(by_group), lone[key])
        if best is not None:
            pairs.append((full[by_group[best][0]][0], lone[key][0]))
    return pairs


def _both_named(found: Sequence[Local], here: Sequence[int], there: Sequence[int], one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether one report names both in full, by other first names or surnames: then they are two people."""
    if set(one) <= set(two) or set(two) <= set(one):
        return False
    return bool({found[i].article for i in here} & {found[i].article for i in there})


def _one_bearer(found: Sequence[Local], joined: Sequence[Sequence[int]], groups: Sequence[int], lone: Sequence[int]) -> int | None:
    """The only group of chains that a lone name can belong to: the only fitting one, or the one named far more than any other."""
    if len(groups) == 1:
        return groups[0]
    reports = {found[i].article for i in lone}
    counts = sorted(
        ((sum(len(found[i].mentions) for i in joined[g]), -g) for g in groups if not reports & {found[i].article for i in joined[g]}),
        reverse=True,
    )
    if len(counts) == 1 or (len(counts) > 1 and counts[0][0] >= 4 * counts[1][0]):
        return -counts[0][1]
    return None


def _join_bodies(found: Sequence[Local], bodies: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of chains that are one organisation or place: equal names but for company forms, acronyms, spellings."""
    names: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in bodies:
        for name in found[i].names:
            names[found[i].type, name].append(i)
    pairs = [(ids[0], i) for ids in names.values() for i in ids[1:]]
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, name in sorted(names):
        body = naming.plain_body(name)
        blocks[kind, body[0] if body else ""].append(name)
        blocks[kind, "*" + (name.replace(".", "") if name.isupper() else "".join(w[0] for w in name.split() if w[0].isupper()))].append(
            name
        )
    for (kind, _), block in sorted(blocks.items()):
        for a, one in enumerate(block):
            pairs += [(names[kind, one][0], names[kind, two][0]) for two in block[a + 1 : a + 41] if naming.same_body(one, two)]
    return pairs


def _referent(found: Sequence[Local], members: Sequence[int]) -> Referent:
    chains = [found[i] for i in members]
    counts: Counter[str] = Counter()
    for x in chains:
        for name in [naming.bare(m.text) for m in x.mentions if m.kind == "name"] + [x.full]:
            counts[name] += 1
    if chains[0].type == "person":
        usual = [n for n in counts if len(naming.parts(n)) > 1] or list(counts)
        name = min(usual, key=lambda n: (-counts[n], -len(n), n))
    else:
        reports = Counter(x.full for x in chains)
        name = min(reports, key=lambda n: (n.isupper() and " " in n, -reports[n], -len(n), n))
    others = sorted({x.full for x in chains} - {name})
    reasons = [f"“{other}” taken for a form of “{name}”" for other in others]
    return Referent(name, chains[0].type, chains, reasons)


def referents(evidence: Evidence) -> list[Referent]:
    """The people, organisations and places of a story across its reports, in the order of their first chain."""
    found = _typed(evidence, locals_of(evidence))
    people = [i for i, x in enumerate(found) if x.type == "person"]
    pairs = _join_people(found, people)
    for kind in ("organisation", "place"):
        pairs += _join_bodies(found, [i for i, x in enumerate(found) if x.type == kind])
    return [_referent(found, members) for members in components(len(found), pairs)]


def role_spans(analysis: Analysis, local: Local) -> list[Span]:
    """The places of what a report calls somebody: roles, titles, and nouns that stand for the name."""
    spans = list(local.roles)
    spans += [m.title for m in local.mentions if m.title is not None]
    spans += [Span(m.start, m.end) for m in local.mentions if m.kind == "nominal"]
    return spans


def _translations(evidence: Evidence, found: Sequence[Referent]) -> list[tuple[int, int, str]]:
    """Organisations that two reports name as the party, firm or body of one person, each by another name: (first, second, reason)."""
    at: dict[tuple[int, int], int] = {}
    for k, r in enumerate(found):
        if r.type == "organisation":
            at.update({(x.article, m.start): k for x in r.locals for m in x.mentions if m.kind == "name"})
    out = []
    for r in found:
        if r.type != "person":
            continue
        bodies: dict[int, set[tuple[str, int]]] = defaultdict(set)
        for x in r.locals:
            named = [m for m in evidence.analyses[x.article].mentions if (x.article, m.start) in at]
            for noun, m in _led(evidence.analyses[x.article], x, named):
                bodies[x.article].add((noun, at[x.article, m.start]))
        single = [(article, next(iter(b))) for article, b in sorted(bodies.items()) if len(b) == 1]
        for n, (one, (head, a)) in enumerate(single):
            for two, (other, b) in single[n + 1 :]:
                if head == other and a != b and one not in found[b].articles and two not in found[a].articles:
                    out.append((min(a, b), max(a, b), f"“{found[a].name}” and “{found[b].name}” {LED} the {head} of {r.name}"))
    return out


def _led(analysis: Analysis, local: Local, bodies: Sequence[Mention]) -> Iterable[tuple[str, Mention]]:
    """The bodies that a report names in what it calls somebody, each with the common noun behind its name.

    Inside a role, or tied by the parse to a role or the name: "Ivo Marek, leader of the ruling Nova Zora party".
    """
    tokens = analysis.tokens
    roles = role_spans(analysis, local)
    anchors = [*roles, *(Span(m.start, m.end) for m in local.mentions if m.kind == "name")]
    for m in bodies:
        inside = next((noun for span in roles if span.start <= m.start and m.end <= span.end and (noun := _head(analysis, span, m))), None)
        if inside:
            yield inside, m
            continue
        at = bisect_left(tokens, m.end, key=lambda t: t.start)
        if at >= len(tokens) or tokens[at].tag != "NOUN":
            continue
        above, tied = at, False
        for _ in range(CLIMB):
            if tokens[above].relation.partition(":")[0] not in NOMINAL or not 0 <= tokens[above].head < len(tokens):
                break
            above = tokens[above].head
            tied = tied or any(a.start <= tokens[above].start < a.end for a in anchors)
        if tied:
            yield tokens[at].text.lower(), m


def _head(analysis: Analysis, span: Span, mention: Mention) -> str | None:
    """The common noun that follows a body's name inside a role ("Otzma Yehudit party"), in lower case."""
    after = analysis.article.text[mention.end : span.end].split()
    word = after[0].strip(",.;").lower() if after else ""
    return word if word.isalpha() and word not in {"and", "of", "in", "for", "the", "at", "on"} else None


def merged(evidence: Evidence) -> list[Referent]:
    """The referents of a story, with translated names of one body joined."""
    found = referents(evidence)
    gone: dict[int, int] = {}
    for a, b, reason in _translations(evidence, found):
        if a in gone or b in gone:
            continue
        found[a].locals += found[b].locals
        found[a].reasons.append(reason)
        gone[b] = a
    return _decided(evidence, [r for k, r in enumerate(found) if k not in gone])


def _decided(evidence: Evidence, found: list[Referent]) -> list[Referent]:
    """The referents as persons joined or parted them; of a whole chain of one report."""
    if not any(ruling.kind == "entity" for ruling in evidence.rulings):
        return found
    chains = [(x, r.type) for r in found for x in r.locals]
    numbers = iter(range(len(chains)))
    groups = [[next(numbers) for _ in r.locals] for r in found]
    ids = [a.article.id for a in evidence.analyses]
    spots = [tuple((ids[x.article], m.start, m.end) for m in x.mentions) for x, _ in chains]

    def alike(i: int, j: int) -> float:
        return float(naming.fold(chains[i][0].full) == naming.fold(chains[j][0].full))

    out = []
    for group in rulings.obeyed(evidence, "entity", groups, spots, alike):
        members = sorted((chains[i][0] for i in group), key=lambda x: (x.article, x.chain))
        same = next((r for r in found if r.locals == members), None)
        out.append(same or _referent(members, range(len(members))))
        if same is None:
            out[-1].reasons.append("decided by a person")
    return out
