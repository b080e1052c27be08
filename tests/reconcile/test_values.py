"""What an editor would call the same number, a rounded one, and a disagreement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reconcile.values import BOUNDED, COARSER, CONFLICT, SAME, Stated, granularity, relate


def exact(n: float) -> Stated:
    return Stated(n, n, "exact")


def about(n: float) -> Stated:
    return Stated(n, n, "about")


def at_least(n: float) -> Stated:
    return Stated(n, None, "at_least")


def over(n: float) -> Stated:
    return Stated(n, None, "over")


def hours(n: float, modifier: str = "exact") -> Stated:
    return Stated(n / 24, None if modifier == "over" else n / 24, modifier, 1 / 24)


def miles(n: float, modifier: str = "exact") -> Stated:
    return Stated(n * 1.609344, n * 1.609344, modifier, 1.609344)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (exact(12), exact(12), SAME),
        (about(1200), exact(1200), SAME),
        (over(1200), about(1200), BOUNDED),
        (at_least(1139), over(1400), CONFLICT),
        (at_least(8), at_least(6), CONFLICT),
        (over(90), exact(94), BOUNDED),
        (over(1000), exact(1139), BOUNDED),
        (exact(25), exact(27), CONFLICT),
        (exact(31.2e9), exact(32.6e9), CONFLICT),
        (exact(2), exact(0), CONFLICT),
        (exact(51.3), exact(51.1), CONFLICT),
        (Stated(0.42, 0.42, "exact", 0.001), Stated(0.4206, 0.4206, "about", 0.0003048), SAME),
        (Stated(24, None, "vague"), exact(250), CONFLICT),
        (Stated(24, None, "vague"), exact(33), COARSER),
        (Stated(2000, None, "vague"), Stated(5000, 6000, "about"), COARSER),
        (Stated(5000, 6000, "exact"), exact(5500), COARSER),
        (about(22000), exact(21873), COARSER),
        (Stated(None, 20e9, "at_most"), exact(20e9), BOUNDED),
        (about(0.667), Stated(0.5, None, "over"), BOUNDED),
        (Stated(None, None, "vague"), exact(4), COARSER),
        (Stated(None, 1.5e6, "under"), exact(1.4e6), BOUNDED),
        (Stated(None, 1.5e6, "under"), exact(1.2e6), CONFLICT),
        (hours(5, "over"), hours(5.2), BOUNDED),
        (hours(5), hours(7), CONFLICT),
        (miles(300, "about"), miles(312), COARSER),
        (miles(300), miles(350), CONFLICT),
    ],
)
def test_two_numbers_relate_as_an_editor_says(a: Stated, b: Stated, relation: str) -> None:
    assert relate(a, b)[0] == relation


numbers = st.integers(0, 10**7).map(float)
readings = st.builds(
    lambda n, m: Stated(None if m in ("at_most", "under") else n, None if m in ("at_least", "over", "vague") else n, m),
    numbers,
    st.sampled_from(["exact", "about", "at_least", "over", "at_most", "under", "vague"]),
)


@given(readings, readings)
def test_relation_is_symmetric(a: Stated, b: Stated) -> None:
    assert relate(a, b) == relate(b, a)


@given(readings)
def test_a_reading_never_conflicts_with_itself(a: Stated) -> None:
    assert relate(a, a)[0] != CONFLICT


def test_granularity_is_the_last_digit_that_was_said() -> None:
    assert [granularity(n) for n in (1200, 1139, 8, 40, 2.5e9)] == [100, 1, 1, 10, 1e8]
