"""Time expressions: what is found, and the value it gets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.analysis.times import read_times
from rashomon.analysis.times.story import anchored
from rashomon.model import Analysis, Article, Mention

TUESDAY = "2025-01-21"


def found(text: str, published: str | None = TUESDAY) -> list[tuple[str, str | None]]:
    return [(t.text, t.value) for t in read_times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began on March 6, 2025.", "2025-03-06"),
        ("It began on 6 March 2025.", "2025-03-06"),
        ("It began on the 6th of March 2025.", "2025-03-06"),
        ("It began on Thursday, March 6, 2025.", "2025-03-06"),
        ("It began on 2025-03-06.", "2025-03-06"),
        ("It began on 25/12/2024.", "2024-12-25"),
        ("It began in March 2025.", "2025-03"),
        ("It began in 2023.", "2023"),
        ("It began in the 1950s.", "1950-01-01/1959-12-31"),
        ("It began in the early 2000s.", "2000-01-01/2004-12-31"),
        ("It began in the 17th century.", "1600-01-01/1699-12-31"),
        ("It ran between May and June 1981.", "1981-05/1981-06"),
        ("It ran from March 3-5, 2024.", "2024-03-03/2024-03-05"),
        ("It happened on September 11, 2001.", "2001-09-11"),
        ("Sales rose in the fourth quarter of 2017.", "2017-10-01/2017-12-31"),
    ],
)
def test_dates_that_say_everything(text: str, value: str) -> None:
    assert [v for _, v in found(text, None)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left today.", "2025-01-21"),
        ("He left yesterday.", "2025-01-20"),
        ("He will leave tomorrow.", "2025-01-22"),
        ("He left on Tuesday.", "2025-01-21"),
        ("He left on Sunday.", "2025-01-19"),
        ("He will leave on Sunday.", "2025-01-26"),
        ("He left last Tuesday.", "2025-01-14"),
        ("He left last week.", "2025-01-13/2025-01-19"),
        ("He leaves next month.", "2025-02"),
        ("He left last April.", "2024-04"),
        ("He left in September.", "2024-09"),
        ("He will leave in September.", "2025-09"),
        ("He left two years ago.", "2023"),
        ("He left three days ago.", "2025-01-18"),
        ("He resigned over the past 30 days.", "2024-12-22/2025-01-21"),
        ("He left on New Year's Eve.", "2024-12-31"),
        ("He left on Christmas Day.", "2024-12-25"),
        ("He left on Jan. 6.", "2025-01-06"),
        ("His term will end on March 6.", "2025-03-06"),
        ("It broke out early Friday.", "2025-01-17"),
        ("It broke out at 9 p.m. on Sunday.", "2025-01-19T21:00"),
        ("It broke out just after noon on Sunday.", "2025-01-19T12:00"),
        ("It broke out on Jan. 6 at 21:00.", "2025-01-06T21:00"),
    ],
)
def test_dates_anchored_in_the_day_of_publishing(text: str, value: str) -> None:
    assert [v for _, v in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the 15-month war", "P15M"),
        ("It lasted six weeks.", "P6W"),
        ("It lasted two and a half hours.", "PT2.5H"),
        ("She served a year and three months.", "P1Y3M"),
        ("It lasted four decades.", "P40Y"),
    ],
)
def test_durations_are_not_dated(text: str, value: str) -> None:
    (one,) = read_times(text, TUESDAY)
    assert (one.value, one.kind) == (value, "duration")


def test_a_date_without_year_takes_it_from_the_article() -> None:
    text = (
        "The attack of May 4, 2021 is not forgotten. Families of the May 4 victims wrote again. Since May 4, they said, nothing was done."
    )
    assert [v for _, v in found(text)] == ["2021-05-04"] * 3


def test_relative_expressions_lean_on_the_date_told_before() -> None:
    assert found("The ship sank on June 3, 2019. Two men were found the following day.")[-1] == ("following day", "2019-06-04")
    assert found("He moved there in 1811. Two years later he married.")[-1] == ("Two years later", "1813")
    assert found("They met in May 1903 and married in June the same year.")[-1] == ("June the same year", "1903-06")


def test_history_keeps_its_own_years() -> None:
    text = (
        "Born in 1811, he studied in 1829 and was jailed in 1830. On 4 July 1831 he was freed. By 14 July he was ill; he died on 2 August."
    )
    assert [v for _, v in found(text)][-2:] == ["1831-07-14", "1831-08-02"]


def test_a_dateline_stands_in_for_a_missing_publishing_date() -> None:
    assert found("Bridge closed\nJuly 7, 2012\nThe bridge was closed on Friday.", None)[-1] == ("Friday", "2012-07-06")
    assert found("Posted: Jul 07, 2012 7:40 PM ET\nThe bridge was closed on Friday.", None)[-1] == ("Friday", "2012-07-06")


def test_without_any_anchor_a_weekday_has_no_value_but_says_which_day() -> None:
    (one,) = read_times("The general resigned on Tuesday.", None)
    assert (one.value, one.partial, one.anchor) == (None, "-W-2", "none")
    (one,) = read_times("His resignation takes effect on March 6.", None)
    assert (one.value, one.partial) == (None, "--03-06")


def test_an_event_in_the_lead_is_no_publishing_date() -> None:
    text = "The minister resigned over the flood of May 4, 2021.\nSurvivors of the May 4 flood met him on Monday."
    assert dict(found(text, None))["Monday"] is None


@pytest.mark.parametrize(
    "text",
    [
        "You may march if you can.",
        "They marched on, and the second man may fall.",
        "More than 2000 people came.",
        "At least 1950 homes burned.",
        "The score was 21-15.",
        "Room 2014 was locked.",
        "Theresa May spoke.",
        "He stopped the bout at 2:56.",
        "a 12-year-old boy",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [t for t in read_times(text, TUESDAY) if t.kind in ("date", "time", "interval")] == []


def test_months_in_the_names_of_people_are_no_dates() -> None:
    text = "In April Stone was elected."
    mention = Mention(3, 14, "April Stone", "person")
    assert read_times(text, TUESDAY, [mention]) == ()


@pytest.mark.parametrize("text", ["He comes every day.", "They met on Mondays.", "It was recently built.", "It is still in use today."])
def test_sets_and_vague_expressions_have_no_date(text: str) -> None:
    assert [t.kind for t in read_times(text, TUESDAY)] in (["set"], ["vague"])


PIECES = (
    *("March", "6", "2025", ",", "on", "Tuesday", "last", "the", "past", "30", "days", "ago", "9", "p.m.", "Q4", "’90s", "mid-", "of"),
    *("½", "December 31", "9999", "0", "31", "Feb.", "century", "2nd", "half", "الثلاثاء", "a", "year", "and", "three", "months", "-"),
    *("/", "24:00", "\n", "\ud800"),
)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ),
    st.sampled_from([None, "2024-02-29", "2025", "2025-01", "not a date", "0001-01-01", "9999-12-31"]),
)
def test_offsets_are_exact_and_nothing_raises(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for one in read_times(text, published):
        assert one.start >= end
        assert text[one.start : one.end] == one.text
        end = one.end


def test_a_long_line_is_read_whole() -> None:
    text = "On March 6, 2025 it rained. " * 20_000
    assert len(read_times(text, TUESDAY)) == 20_000


def report(name: str, text: str, published: str | None = None) -> Analysis:
    return Analysis(Article(name, text, published=published), times=read_times(text, published))


def test_the_story_anchors_what_one_report_leaves_open() -> None:
    reports = [
        report("a", "The mayor resigned on Tuesday over the May 4 flood. Her resignation will take effect March 6."),
        report("b", "The mayor announced her resignation on January 21, 2025.\nShe had been in office since the May 4, 2021 flood."),
    ]
    first, second = anchored(reports)
    assert [(t.value, t.anchor) for t in first.times] == [("2025-01-21", "story"), ("2021-05-04", "story"), ("2025-03-06", "story")]
    assert second == reports[1]
    assert anchored(list(reversed(reports))) == (second, first)


def test_a_year_that_only_the_publishing_date_suggests_gives_way_to_a_stated_one() -> None:
    reports = [
        report("a", "The army failed in the Oct. 7 attack, the general said.", "2025-01-21"),
        report("b", "The general resigned over the attack of October 7, 2023.", "2025-01-21"),
        report("c", "Thousands marched on Jan. 18 against him.", "2025-01-21"),
    ]
    first, _, third = anchored(reports)
    assert [(t.value, t.anchor) for t in first.times] == [("2023-10-07", "story")]
    assert [t.value for t in third.times] == ["2025-01-18"]


def test_a_story_without_any_day_leaves_weekdays_open() -> None:
    (only,) = anchored([report("a", "The mayor resigned on Tuesday.")])
    assert [t.value for t in only.times] == [None]


def test_reports_that_differ_on_the_year_of_a_day_settle_nothing() -> None:
    reports = [
        report("a", "The flood of May 4 came."),
        report("b", "The flood of May 4, 2021 came."),
        report("c", "The fire of May 4, 2019 came."),
    ]
    assert anchored(reports)[0].times[0].value is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The fire began at half past six on Monday evening.", ["2025-01-20T18:30"]),
        ("Voting ended at ten to seven.", ["T06:50"]),
        ("They woke at twelve minutes past five in the morning.", ["T05:12"]),
        ("A quarter past three on Monday was too late.", ["2025-01-20T03:15"]),
        ("They met at ten on Monday morning.", ["2025-01-20T10:00"]),
        ("The vote was counted at 16.12 on Monday.", ["2025-01-20T16:12"]),
        ("The alarm rang at 7.30pm and again at 9.05 a.m.", ["T19:30", "T09:05"]),
        ("The bank opens from 4 to 6 p.m.", ["T16:00", "T18:00"]),
        ("Trucks crossed between 4.17 and 4.23 in the afternoon.", ["T16:17", "T16:23"]),
        ("It fell at 9:05 on Monday.", ["2025-01-20T09:05"]),
        ("It landed at 0310 local time on Monday.", ["2025-01-20T03:10"]),
        ("09:08 Police arrive.\n09:31 The road is shut.", ["T09:08", "T09:31"]),
        ("The doors open at eight.", ["T08:00"]),
    ],
)
def test_times_of_the_day(text: str, values: list[str]) -> None:
    assert [t.value for t in read_times(text, TUESDAY)] == values
    assert all(t.kind == "time" for t in read_times(text, TUESDAY))


@pytest.mark.parametrize(
    "text",
    [
        "Sales grew 7.30 percent.",
        "It costs $4.17 a litre.",
        "Shares closed at 16.12 after the news.",
        "Use version 9.05 of it.",
        "The toll stood at eight.",
        "The motion failed by ten to seven.",
        "From five to ten people fell.",
        "It killed seven in the first minute.",
        "The yield rose from 4.17 to 4.23.",
    ],
)
def test_what_is_no_time_of_the_day(text: str) -> None:
    assert [t for t in read_times(text, TUESDAY) if t.kind == "time"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police were called at 11 p.m. after the match on Saturday.", "2025-01-18T23:00"),
        ("The quake struck on Sunday. It was felt at 10:25 in the capital.", "2025-01-19T10:25"),
        ("Polls will open on Sunday. They will close at 8 p.m.", "T20:00"),
        ("The blast happened at 10:25. Officials spoke of it on Monday.", "T10:25"),
        ("They met on Friday and Sunday. The bridge fell at 10:25.", "T10:25"),
    ],
)
def test_a_time_takes_its_day_from_the_words_near_it(text: str, value: str) -> None:
    assert value in [t.value for t in read_times(text, TUESDAY)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court sits again on the 24th.", "2025-01-24"),
        ("They won on June 14, 2024 and flew home on the 19th.", "2024-06-19"),
        ("Talks will resume in the spring.", "2025-03-01/2025-05-31"),
        ("The strike began in the autumn.", "2024-09-01/2024-11-30"),
        ("It will open in the spring of next year.", "2026-03-01/2026-05-31"),
        ("It closed last autumn.", "2024-09-01/2024-11-30"),
        ("It will be paid by year-end.", "2025-12-31"),
        ("It will be paid by the end of the year.", "2025-12-31"),
    ],
)
def test_days_of_the_month_seasons_and_the_end_of_the_year(text: str, value: str) -> None:
    assert [t.value for t in read_times(text, TUESDAY)][-1] == value


@pytest.mark.parametrize("text", ["He lives on the 19th floor.", "He saw the fall of the wall.", "The year-end results pleased them."])
def test_what_is_no_day_and_no_season(text: str) -> None:
    assert [t for t in read_times(text, TUESDAY) if t.kind in ("date", "interval")] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The vote is on Friday.", "2025-01-24"),
        ("He said talks begin on Friday.", "2025-01-24"),
        ("The funeral would be held on Friday.", "2025-01-24"),
        ("The accord was to be signed on Friday.", "2025-01-24"),
        ("She is leaving on Friday.", "2025-01-24"),
        ("The law takes effect Friday.", "2025-01-24"),
        ("They face a deadline of Friday to pay.", "2025-01-24"),
        ("The union called a strike for Friday.", "2025-01-24"),
        ("He could be freed as early as Friday.", "2025-01-24"),
        ("He is recovering after the crash on Friday.", "2025-01-17"),
        ("Police said a man was arrested on Friday.", "2025-01-17"),
        ("He apologised for Friday's vote.", "2025-01-17"),
        ("The man may have died on Friday.", "2025-01-17"),
        ("Judges are hearing the case that began on Friday.", "2025-01-17"),
    ],
)
def test_weekdays_of_what_is_announced_lie_ahead_and_of_what_is_reported_behind(text: str, value: str) -> None:
    assert [t.value for t in read_times(text, TUESDAY)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He will stay until the end of March.", "2025-03"),
        ("The coach leaves the square at two o'clock on Sunday.", "2025-01-26T02:00"),
        ("They will get 5 dollars a share, more than the closing price on Friday.", "2025-01-17"),
        ("It fell on June 3, 2024; they had met on the evening before.", "2024-06-02"),
        ("Guests stayed until four.", "T04:00"),
    ],
)
def test_ends_eves_and_timetables(text: str, value: str) -> None:
    assert [t.value for t in read_times(text, TUESDAY)][-1] == value
