"""Trees in the style of ClearNLP in the shape of Universal Dependencies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.analysis import clearnlp

LABELS = ("prep", "pobj", "pcomp", "agent", "dative", "attr", "acomp", "conj", "cc", "expl", "nsubj", "dobj")


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[str], list[str], list[str]]:
    """Heads, labels, tags and lemmas of a made-up sentence: every word hangs on one that was placed before it."""
    order = draw(st.permutations(range(draw(st.integers(1, 12)))))
    heads = [-1] * len(order)
    for k, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, k - 1))]
    labels = [draw(st.sampled_from(LABELS)) if head >= 0 else "root" for head in heads]
    tags = [draw(st.sampled_from(("NOUN", "VERB", "ADP", "AUX"))) for _ in heads]
    return heads, labels, tags, [draw(st.sampled_from(("be", "gull"))) for _ in heads]


@given(trees())
def test_a_tree_stays_a_tree_with_one_root(tree: tuple[list[int], list[str], list[str], list[str]]) -> None:
    heads, labels = clearnlp.universal(*tree)
    assert heads.count(-1) == 1
    assert [label for head, label in zip(heads, labels, strict=True) if head < 0] == ["root"]
    for i in range(len(heads)):
        steps = 0
        while heads[i] >= 0:
            i, steps = heads[i], steps + 1
            assert steps <= len(heads)


def test_a_preposition_of_two_words_hangs_on_the_noun() -> None:
    words = "ran out of the mill".split()
    heads, labels = clearnlp.universal(
        [-1, 0, 1, 4, 2], ["root", "prep", "prep", "det", "pobj"], ["VERB", "ADP", "ADP", "DET", "NOUN"], words
    )
    hung = dict(zip(words, zip(heads, labels, strict=True), strict=True))
    assert hung == {"ran": (-1, "root"), "out": (4, "case"), "of": (4, "case"), "the": (4, "det"), "mill": (0, "obl")}


def test_a_clause_behind_a_preposition_and_a_fire_that_there_is() -> None:
    heads, labels = clearnlp.universal([-1, 0, 1], ["root", "prep", "pcomp"], ["VERB", "ADP", "VERB"], ["leave", "after", "win"])
    assert (heads, labels) == ([-1, 2, 0], ["root", "mark", "advcl"])
    heads, labels = clearnlp.universal([1, -1, 1], ["expl", "root", "attr"], ["PRON", "VERB", "NOUN"], ["there", "be", "fire"])
    assert (heads, labels) == ([1, -1, 1], ["expl", "root", "nsubj"])
