"""Groups out of scored pairs, and storylines between groups."""

from __future__ import annotations

import random
from collections.abc import Sequence

from rashomon.story.linkage import Node
from rashomon.story.partition import INFINITE, partition
from rashomon.story.storyline import storylines

NODES = [Node(None, 5.0)] * 6
TWO = {(0, 1): 6.0, (0, 2): 5.0, (1, 2): 6.0, (3, 4): 6.0, (2, 3): -3.0, (0, 3): -3.5, (1, 4): -3.5, (4, 5): -3.0}


def apart(one: int, others: Sequence[int]) -> list[float]:
    return [-4.0] * len(others)


def test_likely_pairs_join_and_unlikely_ones_do_not() -> None:
    assert partition(NODES, TWO, apart) == [[0, 1, 2], [3, 4], [5]]


def test_the_order_of_the_links_does_not_matter() -> None:
    for seed in range(5):
        shuffled = dict(random.Random(seed).sample(sorted(TWO.items()), len(TWO)))
        assert partition(NODES, shuffled, apart) == [[0, 1, 2], [3, 4], [5]]


def test_one_likely_pair_does_not_tie_two_groups_whose_other_pairs_are_unlikely() -> None:
    found = partition(NODES, {**TWO, (2, 3): 3.0}, apart)
    assert not any({0, 3} <= set(group) for group in found)


def test_decisions_of_persons_join_and_part() -> None:
    assert partition(NODES, {**TWO, (2, 5): INFINITE, (0, 1): -INFINITE}, apart)[0][0] == 0
    assert any({2, 5} <= set(group) for group in partition(NODES, {**TWO, (2, 5): INFINITE}, apart))
    assert not any({3, 4} <= set(group) for group in partition(NODES, {**TWO, (3, 4): -INFINITE}, apart))


def test_stories_with_one_likely_pair_are_a_storyline() -> None:
    groups = [[0, 1], [2, 3], [4]]
    assert storylines(groups, {(0, 1): 5.0, (2, 3): 5.0, (1, 2): 0.8, (0, 3): -2.0, (3, 4): -4.0}) == {0: 0, 1: 0}
    assert storylines(groups, {(0, 2): -3.0, (3, 4): -4.0}) == {}


def test_two_dated_reports_that_nothing_else_ties_need_more_than_two_undated_ones() -> None:
    def joined(logit: float, *, dated: bool) -> bool:
        return partition([Node(None, 5.0, dated=dated)] * 2, {(0, 1): logit}, apart) == [[0, 1]]

    steps = [step / 10 for step in range(-40, 71)]
    undated = next(step for step in steps if joined(step, dated=False))
    assert undated < next(step for step in steps if joined(step, dated=True))
