"""Groups do not depend on the order in which items arrive, and what is kept apart stays apart."""

import random

from hypothesis import given
from hypothesis import strategies as st

from rashomon.reconcile.linking import average_link, components, pairs_within

scores = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] < p[1]),
    st.floats(-4, 4).map(lambda x: round(x, 3)),
    max_size=40,
)


@given(scores, st.integers(0, 10**6))
def test_pairs_kept_apart_never_share_a_group(pairs: dict[tuple[int, int], float], seed: int) -> None:
    apart = frozenset(random.Random(seed).sample(sorted(pairs), len(pairs) // 3))
    groups = average_link(12, pairs, apart=apart)
    assert sorted(i for g in groups for i in g) == list(range(12))
    where = {i: n for n, g in enumerate(groups) for i in g}
    assert not [p for p in apart if where[p[0]] == where[p[1]]]


def test_a_weak_chain_does_not_join_two_strong_groups() -> None:
    strong = {(0, 1): 3.0, (2, 3): 3.0, (1, 2): 0.5, (0, 2): -3.0, (0, 3): -3.0, (1, 3): -3.0}
    assert average_link(4, strong) == [[0, 1], [2, 3]]


def test_groups_are_the_same_when_the_pairs_come_in_another_order() -> None:
    rng = random.Random(3)
    pairs = {(i, j): round(rng.uniform(-3, 3), 2) for i in range(14) for j in range(i + 1, 14)}
    shuffled = dict(sorted(pairs.items(), key=lambda x: hash(x[1])))
    assert average_link(14, pairs) == average_link(14, shuffled)


def test_components_and_blocks() -> None:
    assert components(5, [(3, 1), (1, 4)]) == [[0], [1, 3, 4], [2]]
    assert pairs_within([[2, 0, 1]], 10) == {(0, 1), (0, 2), (1, 2)}
    assert len(pairs_within([range(1000)], 10)) < 10 * 1000
