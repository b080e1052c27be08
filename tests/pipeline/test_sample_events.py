"""The sample of the repository: three events, told apart; a reprint that is no second origin."""

from pathlib import Path

import rashomon

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "reports"


def number(article: str) -> int:
    return int(article[:2])


def test_the_sample_is_three_events_and_nine_origins_of_the_first():
    report = rashomon.report([SAMPLE])
    assert report.rejected == ()
    stories = sorted(sorted(number(article) for article in story.articles) for story in report.stories)
    assert stories == [list(range(1, 11)), [11, 12], [13, 14, 15]]
    first = next(story for story in report.stories if len(story.articles) == 10)
    assert len(first.origins) == 9
    assert [sorted(map(number, origin)) for origin in first.origins if len(origin) > 1] == [[1, 2]]
