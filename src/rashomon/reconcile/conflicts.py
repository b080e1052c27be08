"""Conflicts of number and date, and what only looks like one.

A conflict is raised only between reports of different origin, and only when the belief that both answer one question is high;
everything that rounding, a bound, a coarser date, a sum or another unit explains is handed out as explained, with that reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rashomon.model import Citation, Conflict, Explained, Side
from rashomon.reconcile import apart, dates, growing, linking, values
from rashomon.reconcile.counts import Count
from rashomon.reconcile.dates import Dated, When
from rashomon.reconcile.evidence import Evidence
from rashomon.reconcile.figures import Question
from rashomon.reconcile.identity import identify
from rashomon.reconcile.questions import TOLLS, Numbers
from rashomon.reconcile.rivals import Rivals

# Belief that two mentions answer one question, from which their difference is worth a reader's time.
# Higher than for grouping: a false alarm costs more than a missed group.
CONFIDENT = 0.6
# Tolls are asked for first and told in like words: fewer of their differences turn out to be two questions.
CONFIDENT_TOLL = 0.5
# The belief that two different numbers are rivals, from which they are raised; and where the grouping keeps them apart.
RIVALS = 0.5
SURE = 0.6
# The same for sums of money and shares, which are told without a noun.
SURE_OF_BARE = 0.85
# Two numbers that a report itself sets against each other need no belief of ours.
SET_AGAINST = 0.9
# Of the answers that give one number so many are compared with those that give another; hundreds of reports would add nothing.
MOST = 24
# The same where a question has more sides than FEW_SIDES, and the sides of one question that are compared at all.
MOST_OF_MANY, FEW_SIDES = 4, 8
MOST_SIDES = 24
REASONS = {
    "one number is the other rounded": "rounding",
    "a round lower bound just under the number": "rounding",
    "a round upper bound just over the number": "rounding",
    "an approximate number and one that it covers": "rounding",
    "a range and a rounded number at its edge": "rounding",
    "a range and a number inside it": "specificity",
    "a vague word and a number that it covers": "specificity",
    "two vague words of like size": "specificity",
    "one report gives no number": "specificity",
    "a fraction in words": "rounding",
    "a size that is told roughly": "rounding",
    "a majority and a share above one half": "specificity",
}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was found: real conflicts and explained look-alikes."""

    conflicts: tuple[Conflict, ...]
    explained: tuple[Explained, ...]


def of_figures(evidence: Evidence, asked: Sequence[Question]) -> Verdicts:
    """Conflicts and look-alikes among the readings of each question."""
    conflicts, explained = [], []
    if not asked:
        return Verdicts((), ())
    rivals = Rivals(asked[0].numbers)
    for question in joined(evidence, asked, rivals):
        if question.figure.relation == "conflict":
            raised = _raise_value(evidence, question, rivals)
            if isinstance(raised, Conflict):
                conflicts.append(raised)
            elif raised is not None:
                explained.append(raised)
        elif question.figure.relation == "compatible" or (question.figure.relation == "agree" and _other_unit(question.answers)):
            explained += _explain_value(evidence, question)
    return Verdicts(tuple(conflicts), tuple(explained))


def beside(verdicts: Verdicts, ages: Sequence[Conflict]) -> Verdicts:
    """The verdicts on numbers with the ages of persons, which are surer than the same numbers without the person."""
    told = {c for conflict in ages for side in conflict.sides for c in side.citations}
    kept = [c for c in verdicts.conflicts if len([s for s in c.sides if set(s.citations) & told]) < 2]
    return Verdicts((*kept, *ages), verdicts.explained)


def _other_unit(answers: Sequence[Count]) -> bool:
    """Whether the same is given in two units; a bare number beside "people" is no other unit."""
    return len({c.quantity.unit for c in answers if c.quantity.unit}) > 1 and len({c.article for c in answers}) > 1


def _as_said(answers: Sequence[Count]) -> list[list[Count]]:
    """The answers by bounds and unit, so that "63" and "over 60" are two sides."""
    sides: dict[tuple[str, str, str], list[Count]] = {}
    for c in sorted(answers, key=lambda c: (c.quantity.low or 0.0, c.article, c.quantity.start)):
        sides.setdefault((c.quantity.unit if c.quantity.unit != "persons" else "", str(c.quantity.low), str(c.quantity.high)), []).append(c)
    return list(sides.values())


def _sides(answers: Sequence[Count]) -> list[list[Count]]:
    """The answers by the number that was said, smallest first."""
    sides: list[list[Count]] = []
    for c in sorted(answers, key=lambda c: (c.stated.point if c.stated.point is not None else -1.0, c.article, c.quantity.start)):
        for side in sides:
            if side[0].relate(c)[0] in (values.SAME, values.BOUNDED) and side[0].stated.point is not None:
                side.append(c)
                break
        else:
            sides.append([c])
    return sides


def _told(sides: list[list[Count]]) -> list[list[Count]]:
    """The sides that most reports tell, in their order: of a question with dozens of answers no reader looks at the last."""
    if len(sides) <= MOST_SIDES:
        return sides
    ranked = sorted(range(len(sides)), key=lambda i: (-len({c.article for c in sides[i]}), i))
    return [sides[i] for i in sorted(ranked[:MOST_SIDES])]


def _rivals(evidence: Evidence, question: Question, rivals: Rivals, a: Count, b: Count) -> float:
    """The belief that two answers are rivals, 0 where something explains their difference."""
    if a.relate(b)[0] != values.CONFLICT or _loose(question, a) or _loose(question, b):
        return 0.0
    if apart.set_against(a, b):
        return SET_AGAINST
    if not _independent(evidence, a.article, b.article) or apart.two_things(question.numbers, a, b):
        return 0.0
    belief = question.numbers.belief(a, b)
    sure = CONFIDENT_TOLL if question.figure.measure in TOLLS else CONFIDENT
    return max(belief if belief >= sure else 0.0, rivals.probability(a, b))


def _loose(question: Question, c: Count) -> bool:
    """Whether a number is too loose to oppose another: a word of size for what is no toll, or the persons whom a report happens to name."""
    return c.quantity.role == "derived" or (c.stated.modifier == "vague" and question.figure.measure not in TOLLS)


def _raise_value(evidence: Evidence, question: Question, rivals: Rivals) -> Conflict | Explained | None:
    sides = _told(_sides(question.answers))
    most = MOST if len(sides) <= FEW_SIDES else MOST_OF_MANY
    best, opposed = 0.0, set()
    for i, one in enumerate(sides):
        for j in range(i + 1, len(sides)):
            belief = max(_rivals(evidence, question, rivals, a, b) for a in one[:most] for b in sides[j][:most])
            if belief >= RIVALS:
                best = max(best, belief)
                opposed |= {i, j}
    if not opposed:
        return None
    chosen = [c for i in sorted(opposed) for c in sides[i]]
    if (question.figure.measure not in TOLLS and growing.grown(evidence, question.numbers, chosen)) or _not_yet(evidence, chosen):
        return next(iter(_explain_value(evidence, question, "update")), None)
    shown = [_value_side(evidence, sides[i]) for i in sorted(opposed)]
    about = question.figure.what + (f" ({question.figure.event})" if question.figure.event else "")
    hard = all(c.stated.modifier == "exact" for i in opposed for c in sides[i][:1])
    return Conflict(
        id=identify("c", [c for s in shown for c in s.citations], "value", question.figure.id),
        kind="value",
        about=about,
        hard=hard,
        sides=tuple(shown),
        note=_note(evidence, question.figure.what, chosen, question.figure.measure),
        score=round(best, 3),
        reasons=question.figure.reasons,
    )


def _not_yet(evidence: Evidence, chosen: Sequence[Count]) -> bool:
    """Whether those that count nobody were all published before the others: nobody was arrested yet."""
    none, some = (
        [evidence.analyses[c.article].article.published or "" for c in chosen if bool(c.stated.point) == flag] for flag in (False, True)
    )
    return bool(none and some) and all(none) and all(some) and max(none) < min(some)


def _independent(evidence: Evidence, a: int, b: int) -> bool:
    ids = [evidence.analyses[i].article.id for i in (a, b)]
    return evidence.origin_of[ids[0]] != evidence.origin_of[ids[1]]


def joined(evidence: Evidence, asked: Sequence[Question], rivals: Rivals) -> list[Question]:
    """The questions, those in one whose answers the grouping kept apart although their numbers surely oppose each other.

    These are tolls of one measure, and numbers that one report sets against each other.
    """
    numbers = rivals.numbers
    place = {(c.article, c.quantity.number): n for n, q in enumerate(asked) for c in q.answers}
    pairs = []
    for i, j in sorted(rivals.conflicts):
        a, b = numbers.items[i], numbers.items[j]
        n, m = place[a.article, a.quantity.number], place[b.article, b.quantity.number]
        if n == m:
            continue
        sure = SURE if _one_question(a, b) else SURE_OF_BARE if apart.bare(a, b) else 1.0
        if apart.set_against(a, b) or (sure < 1 and _opposable(evidence, numbers, a, b) and rivals.between(i, j) >= sure):
            pairs.append((n, m))
    out = []
    for members in linking.components(len(asked), pairs):
        first = max((asked[n] for n in members), key=lambda q: len(q.answers))
        if len(members) > 1:
            answers = sorted((c for n in members for c in asked[n].answers), key=lambda c: (c.article, c.quantity.start, c.quantity.end))
            first = Question(replace(first.figure, relation="conflict"), tuple(answers), numbers)
        out.append(first)
    return out


def _one_question(a: Count, b: Count) -> bool:
    """Whether both count the same by their own words, one toll or one noun."""
    x, y = a.quantity, b.quantity
    toll = x.measure in TOLLS and x.measure == y.measure and bool(a.stated.point) and bool(b.stated.point)
    return toll or (bool(x.head_lemma) and x.head_lemma == y.head_lemma and x.measure == y.measure)


def _opposable(evidence: Evidence, numbers: Numbers, a: Count, b: Count) -> bool:
    """Whether two origins give the numbers and no words at them say that they count two things."""
    return _independent(evidence, a.article, b.article) and not apart.two_things(numbers, a, b)


def _value_side(evidence: Evidence, side: Sequence[Count]) -> Side:
    first = min(side, key=lambda c: (len(c.quantity.text), c.article, c.quantity.start))
    return Side(" ".join(first.quantity.text.split()), _places(evidence, [(c.article, c.quantity.sentence) for c in side]))


def _places(evidence: Evidence, sentences: Sequence[tuple[int, int]]) -> tuple[Citation, ...]:
    return tuple(evidence.sentence_citation(article, sentence) for article, sentence in sorted(set(sentences)))


def _note(evidence: Evidence, what: str, chosen: Sequence[Count], measure: str | None) -> str:
    """Plain words on what differs and the likeliest reason that the texts themselves give."""
    published = {evidence.analyses[c.article].article.published for c in chosen}
    credits_ = {c.quantity.attributed_to for c in chosen if c.quantity.attributed_to}
    scopes = {c.quantity.scope for c in chosen}
    why = []
    if measure in TOLLS and any(c.stated.modifier in values.LOWER for c in chosen):
        why.append("a count that was still rising, taken at different times")
    elif measure in TOLLS and len(published - {None}) > 1:
        why.append("counts taken at different times")
    if len(credits_) > 1:
        why.append("different sources are credited: " + "; ".join(sorted(credits_)[:4]))
    if len(scopes) > 1 and any(scopes):
        why.append("the counts may not cover the same people or things: " + "; ".join(sorted(s for s in scopes if s)[:3]))
    if any(c.stated.modifier == "vague" for c in chosen):
        why.append("one report uses a word where another gives a number")
    reason = "; ".join(why) if why else "the reports give no reason"
    return (
        f"The reports give different numbers for: {what}. Likely reason: {reason}."
        if why
        else f"The reports give different numbers for: {what}; {reason}."
    )


def _explain_value(evidence: Evidence, question: Question, why: str | None = None) -> list[Explained]:
    """What only looks like a conflict of numbers; nothing when all say the same in the same way."""
    sides = _sides(question.answers)
    if len(sides) < 2:
        sides = _as_said(question.answers)
    if len(sides) < 2:
        return []
    shown = tuple(_value_side(evidence, s) for s in sides)
    told = [REASONS[r] for r in question.figure.reasons if r in REASONS]
    reason = why or ("unit" if _other_unit(question.answers) else told[0] if told else "specificity")
    kind = "precision" if reason in ("rounding", "specificity") else "value"
    explained = Explained(
        id=identify("e", [c for s in shown for c in s.citations], "value", question.figure.id),
        kind=kind,
        about=question.figure.what + (f" ({question.figure.event})" if question.figure.event else ""),
        reason=reason,
        sides=shown,
        score=question.figure.score,
        reasons=question.figure.reasons,
    )
    return [explained]


def of_dates(evidence: Evidence, asked: Sequence[Dated]) -> Verdicts:
    """Conflicts and look-alikes among the readings of each "when"."""
    conflicts, explained = [], []
    for dated in asked:
        sides = _by_value(dated.answers)
        if len(sides) < 2 or len({w.article for w in dated.answers}) < 2:
            continue
        shown = tuple(Side(value, _places(evidence, [(w.article, w.sentence) for w in side])) for value, side in sides)
        about = f"when: {dated.fact.event}"
        if dated.fact.relation == "conflict":
            belief = _date_belief(evidence, sides, dated.places.belief)
            if belief >= CONFIDENT:
                conflicts.append(
                    Conflict(
                        id=identify("c", [c for s in shown for c in s.citations], "date", dated.fact.id),
                        kind="date",
                        about=about,
                        hard=all(len(v) >= 10 for v, _ in sides),
                        sides=shown,
                        note="The reports date the same thing differently.",
                        score=round(belief, 3),
                    )
                )
        elif dated.fact.relation == "compatible" and not any(value.startswith("T") for value, _ in sides):
            explained.append(
                Explained(
                    identify("e", [c for s in shown for c in s.citations], "date", dated.fact.id), "date", about, "specificity", shown
                )
            )
    return Verdicts(tuple(conflicts), tuple(explained))


def _by_value(answers: Sequence[When]) -> list[tuple[str, list[When]]]:
    sides: dict[str, list[When]] = {}
    for w in answers:
        sides.setdefault(w.value, []).append(w)
    return sorted(sides.items())


def _date_belief(evidence: Evidence, sides: Sequence[tuple[str, list[When]]], belief: Callable[[When, When], float]) -> float:
    return max(
        (
            belief(a, b)
            for i, (value, one) in enumerate(sides)
            for other, two in sides[i + 1 :]
            if dates.compare(value, other) == "conflict"
            for a in one
            for b in two
            if _independent(evidence, a.article, b.article) and not dates.one_weekday(a.time, b.time)
        ),
        default=0.0,
    )
