"""Quantities: value, bound, unit, what is counted, what happened to it, and who says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.analysis import chains, names, quantities, quotes, segment, syntax, times
from rashomon.analysis.annotator import run_all
from rashomon.model import Analysis, Article, Quantity

STEPS = tuple(part.ANNOTATOR for part in (segment, syntax, names, times, quotes, chains, quantities))
UNPARSED = tuple(part.ANNOTATOR for part in (segment, times, quantities))


def read(text: str, steps: tuple[object, ...] = STEPS) -> tuple[Quantity, ...]:
    return run_all(steps, Analysis(Article("a", text, published="2025-01-21"))).quantities  # type: ignore[arg-type]


def one(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "modifier"),
    [
        ("Around 1,200 people were killed.", 1200, 1200, "about"),
        ("At least eight people were killed.", 8, None, "at_least"),
        ("More than 90 hostages remain.", 90, None, "over"),
        ("As many as 40 homes burned.", None, 40, "at_most"),
        ("Up to 40 homes burned.", None, 40, "at_most"),
        ("Fewer than 40 homes burned.", None, 40, "under"),
        ("No fewer than 40 homes burned.", 40, None, "at_least"),
        ("Some 40 homes burned.", 40, 40, "about"),
        ("Nearly 40 homes burned.", 40, 40, "about"),
        ("Dozens of homes burned.", 24, None, "vague"),
        ("Tens of thousands of people marched.", 20000, None, "vague"),
        ("About 5-6,000 people were moved.", 5000, 6000, "about"),
        ("Between 30 and 40 homes burned.", 30, 40, "exact"),
        ("Three or four homes burned.", 3, 4, "exact"),
        ("A third of them may be dead.", 1 / 3, 1 / 3, "exact"),
        ("Nearly half of the villagers left.", 0.5, 0.5, "about"),
        ("They could return $2.5 trillion or more.", 2.5e12, None, "at_least"),
        ("The charge was about $5 billion.", 5e9, 5e9, "about"),
        ("The tax is 15.5 percent.", 15.5, 15.5, "exact"),
        ("He served two years and two months.", 26, 26, "exact"),
        ("It went on for more than a year and three months.", 15, None, "over"),
        ("No one was injured.", 0, 0, "exact"),
        ("There were no survivors.", 0, 0, "exact"),
        ("The crowd of 22,000 sang.", 22000, 22000, "exact"),
    ],
)
def test_value_and_bound(text: str, low: float | None, high: float | None, modifier: str) -> None:
    found = one(text)
    assert found.modifier == modifier
    assert found.low == (pytest.approx(low) if low is not None else None)
    assert found.high == (pytest.approx(high) if high is not None else None)


@pytest.mark.parametrize(
    ("text", "unit", "measure"),
    [
        ("The sale brought $334 million.", "USD", "money"),
        ("The sale brought €2.7bn.", "EUR", "money"),
        ("The rate is 8%.", "percent", "share"),
        ("It lies 130 miles north of the capital.", "miles", "distance"),
        ("The truce will last six weeks.", "weeks", "duration"),
        ("The 15-month war is over.", "months", "duration"),
        ("They drove at 120 miles an hour.", "mph", "speed"),
        ("The quake had a magnitude of 5.9.", "", "magnitude"),
    ],
)
def test_units(text: str, unit: str, measure: str) -> None:
    found = one(text)
    assert (found.unit, found.measure) == (unit, measure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An attack killed at least eight people and injured 35.", {8: "killed", 35: "injured"}),
        ("The blast left 12 dead and 30 injured.", {12: "killed", 30: "injured"}),
        ("Ferry sinks; 12 dead, 30 injured", {12: "killed", 30: "injured"}),
        ("The raid resulted in the deaths of 40 people and the abduction of 9 others.", {40: "killed", 9: "abducted"}),
        ("The death toll rose to 43.", {43: "killed"}),
        ("The war has claimed the lives of 300 people.", {300: "killed"}),
        ("The minister regretted the loss of 38 young lives.", {38: "killed"}),
        ("The firm announced the loss of 38 jobs.", {38: "jobs"}),
        ("Two men suffered minor injuries.", {2: "injured"}),
        ("Of five missiles three were shot down.", {5: None, 3: None}),
        ("Police arrested 14 protesters.", {14: "arrested"}),
        ("Fourteen protesters were arrested.", {14: "arrested"}),
        ("Thousands of residents were evacuated.", {2000: "evacuated"}),
        ("Six sailors are missing.", {6: "missing"}),
        ("Three gunmen killed five people.", {3: None, 5: "killed"}),
        ("The crash killed 12 people, including 10 tourists.", {12: "killed", 10: "killed"}),
        ("The storm damaged 60 homes.", {60: "damaged"}),
    ],
)
def test_what_happened_to_those_counted(text: str, expected: dict[float, str | None]) -> None:
    assert {q.low: q.measure for q in read(text)} == expected


def test_an_elided_noun_counts_people() -> None:
    second = read("An attack killed at least eight people and injured 35.")[1]
    assert (second.head_lemma, second.unit) == ("person", "persons")


def test_a_single_victim_is_a_derived_count() -> None:
    found = [q for q in read("A 13-year-old girl was killed in the fire.") if q.role == "derived"]
    assert [(q.low, q.measure, q.modifier) for q in found] == [(1, "killed", "derived")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("At least six people were killed, according to the Health Ministry.", "Health Ministry"),
        ("According to the Health Ministry, six people were killed.", "Health Ministry"),
        ("Six people were killed, officials said.", "officials"),
        ("Police said six people were killed.", "Police"),
        ("Dana Orr, an engineer at the port, said 40 ships were waiting.", "Dana Orr"),
        ("Six people were killed, with rescuers reporting that more than 40 were hurt.", None),
        ("Six people were killed on Sunday.", None),
        ("The conflict has claimed 300 lives.", None),
    ],
)
def test_who_gave_the_figure(text: str, source: str | None) -> None:
    first = read(text)[0]
    assert first.attributed_to == source
    if source and first.source:
        assert source in text[first.source.start : first.source.end]


def test_a_known_number_is_credited_to_nobody() -> None:
    assert [q.attributed_to for q in read("The bank said the $5 billion hit was due to taxes.")] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Flight 93 crashed.",
        "The Boeing 737 landed.",
        "Covid-19 spread.",
        "The G7 met.",
        "The S&P 500 fell.",
        "Call 555-123-4567 now.",
        "It happened on January 21, 2025.",
        "It happened at 9 p.m.",
        "She lives at 1600 Pine Street.",
        "It was a one-time levy.",
        "That one was the best.",
        "See https://example.org/2017/12/31/page-12 for more.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The 36-year-old won.", ["age"]),
        ("Marlow, 36, won.", ["age"]),
        ("He turned 68 on Saturday.", ["age"]),
        ("Marlow improved to 58-3.", ["score", "score"]),
        ("He lost in the sixth round.", ["ordinal"]),
        ("The referee stopped it at 2:56.", ["time"]),
        ("Half of the voters stayed away.", ["share"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [q.role for q in read(text)] == roles


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("As of January 2025, more than 90 hostages are held.", "2025-01"),
        ("By Sunday, 40 bodies had been found.", "2025-01-19"),
        ("Forty bodies were found on Sunday.", None),
    ],
)
def test_the_time_as_of_which_a_figure_holds(text: str, as_of: str | None) -> None:
    assert [q.as_of for q in read(text)] == [as_of]


def test_scope_follows_the_noun() -> None:
    assert read("Around 1,200 people, mostly civilians, were killed.")[0].scope == "mostly civilians"


def test_a_converted_number_is_bounded_like_the_first() -> None:
    assert [(q.low, q.high, q.modifier) for q in read("Moths fly more than 100 km (60 miles).")] == [
        (100, None, "over"),
        (60, None, "over"),
    ]


def test_without_a_parse_numbers_keep_value_noun_and_measure() -> None:
    found = read("At least eight people were killed and 35 were injured, officials said.", UNPARSED)
    assert [(q.low, q.high, q.measure, q.attributed_to) for q in found] == [
        (8, None, "killed", "officials"),
        (35, 35, "injured", "officials"),
    ]


PIECES = [
    "12",
    "1,200",
    "people",
    "killed",
    "at least",
    "$",
    "5",
    "billion",
    "-",
    "to",
    "and",
    "or",
    "between",
    ":",
    "%",
    "(",
    ")",
    "one",
    "half",
    "of",
    "the",
]
MORE = [
    "dozens",
    "a third",
    "no one",
    "said",
    ",",
    ".",
    "\n",
    "\ud800",
    "عشرة",
    "é́",
    "58-3",
    "2:56",
    "year-old",
    "a",
    "36",
    "minus",
    "US$",
    "RM",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES + MORE), max_size=25), st.sampled_from(["", " "]))
def test_offsets_are_exact_and_nothing_raises(words: list[str], glue: str) -> None:
    text = glue.join(words)
    for q in read(text, UNPARSED):
        assert text[q.start : q.end] == q.text
        assert q.start <= q.number.start < q.number.end <= len(text)
        assert q.low is None or q.high is None or q.low <= q.high
        for span in (q.head, q.trigger, q.source):
            assert span is None or 0 <= span.start < span.end <= len(text)


def test_ten_thousand_numbers_in_one_line_are_all_read() -> None:
    text = " ".join(f"{n:,} trucks," for n in range(3_000, 13_000))
    assert [q.low for q in read(text, UNPARSED)] == list(range(3_000, 13_000))


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("One in seven homes was lost.", 1 / 7, "share"),
        ("Nine out of 10 voters agreed.", 0.9, "share"),
        ("It took two-and-a-half months.", 2.5, "count"),
    ],
)
def test_numbers_written_over_several_words(text: str, value: float, role: str) -> None:
    found = one(text)
    assert found.low == pytest.approx(value)
    assert (found.high, found.role) == (found.low, role)


def test_a_vote_is_no_range() -> None:
    assert [(q.low, q.role) for q in read("The bill passed by a vote of 228 to 191.")] == [(228, "score"), (191, "score")]


def test_a_topic_is_no_bound() -> None:
    assert [q.modifier for q in read("They revealed information about two secret programs.")] == ["exact"]


@pytest.mark.parametrize(
    ("text", "low", "unit", "span"),
    [
        ("The siege lasted six hours and ten minutes.", 370, "minutes", "six hours and ten minutes"),
        ("The delay was an hour and ten minutes.", 70, "minutes", "an hour and ten minutes"),
        ("They waited two days and six hours.", 54, "hours", "two days and six hours"),
        ("Three in ten agreed with the plan.", 0.3, "fraction", "Three in ten"),
        ("One in five voters stayed home.", 0.2, "fraction", "One in five voters"),
        ("She won the 800m final.", 800, "m", "800m"),
        ("The hut stands at 1,799m.", 1799, "m", "1,799m"),
        ("He fell in the 400m hurdles.", 400, "m", "400m"),
        ("A 12m-high wall fell.", 12, "m", "12m"),
        ("The firm has 29m customers.", 29e6, "persons", "29m customers"),
        ("The prize is £3m.", 3e6, "GBP", "£3m"),
        ("They sold 2.07 billion tonnes.", 2070000000.0, "tonnes", "2.07 billion tonnes"),
    ],
)
def test_compounds_ratios_and_a_glued_m(text: str, low: float, unit: str, span: str) -> None:
    found = one(text)
    assert (found.low, found.high, found.unit, found.text) == (low, low, unit, span)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Of 38m failed payments, 29m were in Denland.", 29e6, 29e6),
        ("It paid $4.2 bln for the firm.", 4.2e9, 4.2e9),
        ("It was minus 19 at night.", -19, -19),
        ("They handed over 85 prisoners.", 85, 85),
        ("It lasted a little over five hours.", 5, None),
        ("She left after a year and a half.", 1.5, 1.5),
    ],
)
def test_bounds_and_values_told_in_passing(text: str, low: float | None, high: float | None) -> None:
    found = read(text)[-1]
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        (
            "The shooting deaths of a husband, wife and their two children are being investigated.",
            4,
            "a husband, wife and their two children",
        ),
        ("Walker killed his wife and a neighbour before the police came.", 2, "his wife and a neighbour"),
        ("A man and his daughter were found dead on Sunday.", 2, "A man and his daughter"),
    ],
)
def test_people_told_one_beside_the_other_are_added_up(text: str, number: int, said: str) -> None:
    assert [(q.low, q.measure, q.text) for q in read(text) if q.role == "derived"] == [(number, "killed", said)]


def test_two_fates_in_one_sentence_are_not_added_up() -> None:
    found = [(q.low, q.measure) for q in read("The storm left a man dead and a woman injured in Harrow.") if q.role == "derived"]
    assert found == [(1, "killed"), (1, "injured")]


def test_one_of_several_dead_who_are_counted_already_is_not_counted_again() -> None:
    found = read("Three people were killed in the crash on Monday. A woman was found dead inside the van.")
    assert [q.low for q in found if q.measure == "killed"] == [3]


def test_a_death_by_violence_counts_one_where_the_report_gives_no_number() -> None:
    found = read("Ada Moll, 34, was struck by a lorry on Sunday. Moll later died in hospital, police said.")
    assert [(q.text, q.low) for q in found if q.measure == "killed"] == [("Moll", 1)]


def test_a_death_from_illness_counts_nobody() -> None:
    assert not [q for q in read("The singer Ada Moll died on Sunday after a long illness, her family said.") if q.measure == "killed"]


@pytest.mark.parametrize(
    ("text", "unit", "measure"),
    [
        ("The strike costs the railway 40 million pounds a day.", "GBP", "money"),
        ("The plane dumped 40,000 pounds of fuel.", "pounds", "weight"),
        ("The dam holds back 3 million pounds of mud.", "pounds", "weight"),
    ],
)
def test_millions_of_pounds_are_money_unless_they_are_pounds_of_something(text: str, unit: str, measure: str) -> None:
    found = one(text)
    assert (found.unit, found.measure) == (unit, measure)


def test_those_who_are_exchanged_are_released_on_both_sides() -> None:
    found = read("The deal frees 33 hostages in exchange for hundreds of prisoners.")
    assert [q.measure for q in found] == ["released", "released"]
