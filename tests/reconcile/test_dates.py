"""Coarser dates are no conflict; other days are."""

import pytest

from rashomon.reconcile.dates import compare


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("2025-03-06", "2025-03-06", "same"),
        ("2025-03-06", "2025-03", "coarser"),
        ("2025", "2025-03-06", "coarser"),
        ("2025-03-06", "2025-03-07", "conflict"),
        ("2025-03", "2025-04-01", "conflict"),
        ("2025-03-06T21:00", "2025-03-06", "coarser"),
        ("2025-03-01/2025-03-10", "2025-03-06", "coarser"),
        ("2025-03-01/2025-03-10", "2025-03-12", "conflict"),
        ("T10:25", "2025-03-06", "coarser"),
        ("T10:25", "2025-03-06T10:25", "coarser"),
        ("T10:25", "2025-03-06T11:00", "conflict"),
        ("2025-W10", "2025-03-06", "coarser"),
    ],
)
def test_dates_relate_as_an_editor_says(a: str, b: str, relation: str) -> None:
    assert compare(a, b) == compare(b, a) == relation
