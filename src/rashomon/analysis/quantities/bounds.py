"""What bounds a number: "at least", "more than", "some", "up to", "or more"."""

from __future__ import annotations

from rashomon.analysis.quantities.draft import Draft
from rashomon.analysis.quantities.tables import words
from rashomon.lang.numbers import Lexeme

_LEFT: dict[tuple[str, ...], str] = {
    ("at", "least"): "at_least",
    ("no", "fewer", "than"): "at_least",
    ("no", "less", "than"): "at_least",
    ("not", "less", "than"): "at_least",
    ("not", "fewer", "than"): "at_least",
    ("a", "minimum", "of"): "at_least",
    ("more", "than"): "over",
    ("over", "than"): "over",
    ("over",): "over",
    ("above",): "over",
    ("exceeding",): "over",
    ("upwards", "of"): "over",
    ("upward", "of"): "over",
    ("in", "excess", "of"): "over",
    ("greater", "than"): "over",
    ("larger", "than"): "over",
    ("higher", "than"): "over",
    ("longer", "than"): "over",
    ("older", "than"): "over",
    ("better", "than"): "over",
    ("up", "to"): "at_most",
    ("as", "many", "as"): "at_most",
    ("as", "much", "as"): "at_most",
    ("as", "high", "as"): "at_most",
    ("as", "long", "as"): "at_most",
    ("at", "most"): "at_most",
    ("no", "more", "than"): "at_most",
    ("not", "more", "than"): "at_most",
    ("a", "maximum", "of"): "at_most",
    ("maximum", "of"): "at_most",
    ("less", "than"): "under",
    ("fewer", "than"): "under",
    ("lower", "than"): "under",
    ("smaller", "than"): "under",
    ("younger", "than"): "under",
    ("under",): "under",
    ("below",): "under",
    ("about",): "about",
    ("around",): "about",
    ("approximately",): "about",
    ("approx",): "about",
    ("approx", "."): "about",
    ("roughly",): "about",
    ("some",): "about",
    ("nearly",): "about",
    ("almost",): "about",
    ("virtually",): "about",
    ("circa",): "about",
    ("close", "to"): "about",
    ("an", "estimated"): "about",
    ("estimated",): "about",
    ("averaging",): "about",
    ("averaged",): "about",
    ("averages",): "about",
    ("~",): "about",
    ("≈",): "about",
    ("perhaps",): "about",
    ("maybe",): "about",
    (">",): "over",
    ("<",): "under",
    ("exactly",): "exact",
}
_FILLERS = words("fillers")
_RIGHT: dict[tuple[str, ...], str] = {
    ("or", "more"): "at_least",
    ("or", "above"): "at_least",
    ("or", "over"): "at_least",
    ("or", "older"): "at_least",
    ("and", "above"): "at_least",
    ("and", "over"): "at_least",
    ("and", "up"): "at_least",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("or", "under"): "at_most",
    ("or", "so"): "about",
    ("-", "plus"): "over",
    ("plus",): "over",
    ("+",): "over",
    ("-", "odd"): "about",
}
_LONGEST = 3


def bound(draft: Draft, lex: list[Lexeme], floor: int) -> None:
    """Read the bound around one number into its draft; lexemes before `floor` belong to the number before."""
    if draft.modifier in ("vague", "under") and draft.form != "vague" and draft.low is None:
        return
    if not _left(draft, lex, floor):
        _right(draft, lex)


def _left(draft: Draft, lex: list[Lexeme], floor: int) -> bool:
    at = draft.first
    skipped = 0
    while at - 1 >= floor and lex[at - 1].lower in _FILLERS and skipped < 1 and lex[at - 1].lower not in ("well", "far", "much"):
        at, skipped = at - 1, skipped + 1
    for begin in (draft.first, at):
        for width in range(min(_LONGEST, begin - floor), 0, -1):
            words = tuple(x.lower for x in lex[begin - width : begin])
            modifier = _LEFT.get(words)
            if modifier is None or not _plain(words, begin - width, lex, draft):
                continue
            start = begin - width
            while (
                start - 1 >= floor
                and lex[start - 1].lower in ("well", "just", "slightly", "far", "only", "not")
                and lex[start].lower != "to"
            ):
                if lex[start - 1].lower == "not":
                    modifier = {"over": "at_most", "under": "at_least"}.get(modifier, modifier)
                start -= 1
            draft.start = min(draft.start, lex[start].start)
            draft.first = start
            _apply(draft, modifier)
            return True
    return False


def _plain(words: tuple[str, ...], at: int, lex: list[Lexeme], draft: Draft) -> bool:
    """Whether the words bound the number rather than mean something else ("over three years", "around the world")."""
    before = lex[at - 1].lower if at > 0 else ""
    if (
        words == ("over",)
        and draft.measure == "duration"
        and before not in ("for", "of", "is", "was", "are", "unemployed", "just", "well", "little", "slightly")
    ):
        return before in ("lasted", "spanning") or lex[at].text[0].isupper()
    if words == ("over",) and before in ("hand", "hands", "handed", "handing", "turn", "turned", "turning", "sign", "signed"):
        return False
    if words in (("above",), ("below",), ("under",)) and before in ("the", "seen", "from", "see"):
        return False
    if words == ("some",) and draft.form in ("ordinal", "fraction") and draft.form == "ordinal":
        return False
    if words == ("estimated",) and before in ("was", "were", "has", "have", "had", "he", "she", "analysts", "they", "officials"):
        return False
    return not (words == ("about",) and before in ("talk", "talked", "know", "told", "said"))


def _right(draft: Draft, lex: list[Lexeme]) -> bool:
    for begin in (draft.last, draft.last + 1):
        for width in (2, 1):
            piece = lex[begin : begin + width]
            words = tuple(x.lower for x in piece)
            modifier = _RIGHT.get(words) if len(words) == width else None
            if modifier is None or (begin > draft.last and (lex[draft.last].kind != "word" or width == 1)):
                continue
            if words in (("plus",), ("+",)) and piece[0].start - lex[begin - 1].end > 0:
                continue
            draft.end = max(draft.end, piece[-1].end)
            draft.last = begin + width
            _apply(draft, modifier)
            return True
    return False


def _apply(draft: Draft, modifier: str) -> None:
    if draft.form == "vague" or draft.modifier == "vague":
        if modifier in ("at_most", "under"):
            draft.low, draft.high = None, draft.low
        return
    draft.modifier = modifier
    if modifier in ("at_least", "over"):
        draft.high = None
    elif modifier in ("at_most", "under"):
        draft.low = None


def converted(before: Draft, draft: Draft, lex: list[Lexeme]) -> None:
    """A number in brackets in another unit is bounded like the number that it converts ("more than 100 km (60 miles)")."""
    if draft.modifier != "exact" or before.modifier in ("exact", "vague") or not (draft.unit and before.unit) or draft.unit == before.unit:
        return
    between = [x.lower for x in lex[before.last : draft.first]]
    if len(between) <= 2 and between and between[-1] in ("(", "/") and draft.measure == before.measure:
        _apply(draft, before.modifier)
