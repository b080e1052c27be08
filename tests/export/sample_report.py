"""A report made by hand: five reports of one invented event, one of another, one in German, two rejected inputs.

Offsets are looked up, never typed.
"""

# ruff: noqa: E501

from __future__ import annotations

from rashomon.model import (
    Account,
    Article,
    Citation,
    Conflict,
    DateFact,
    DateMention,
    Entity,
    Explained,
    Fact,
    Figure,
    FigureMention,
    Omission,
    QuoteVariant,
    Rejected,
    Report,
    Side,
    Span,
    Statement,
    TimelineRow,
    Utterance,
    Wording,
)

WIRE = """Roof of Lindmark market hall falls in under snow, nine dead

LINDMARK, Jan. 14 (NW) - At least nine people were killed on Wednesday when the roof of the old market hall in Lindmark fell in under heavy snow, the fire brigade said.
About 80 people were inside at the time, among them many children from a nearby school, according to the police.
"We heard one crack and then the sky came down," said stallholder Berta Oyen.
Thirty-one people were taken to hospital. Mayor Kaja Stoll ordered three days of mourning.
"""
POST = """Market hall roof falls in: at least nine dead in Lindmark

By Post staff and agency

LINDMARK (NW) - At least nine people were killed on Wednesday when the roof of the old market hall in Lindmark fell in under heavy snow, the fire brigade said.
About 80 people were inside at the time, among them many children from a nearby school, according to the police.
Thirty-one people were taken to hospital. Mayor Kaja Stoll ordered three days of mourning.
"""
STAR = """MARKET OF HORROR: 12 crushed as council 'ignored the cracks'

Twelve people are dead after the roof of Lindmark's market hall came down on lunchtime shoppers.
A surveyor warned the council of cracks in March 2024, the Star has learned.
Mayor Kaja Stoll has resigned over the disaster, sources at the town hall said.
"It was one crack and the sky fell on us," said stallholder Berta Oien.
More than 30 people are in hospital <script>alert("star")</script> with broken bones. \u202eReversed\u202c and \x1b[31mred\x1b[0m.
"""
RADIO = """Lindmark: eleven dead, mayor stays

Eleven people died when a roof collapsed in Lindmark on 14 January, the county hospital said on Thursday morning.
Between 70 and 90 people were in the hall. The mayor, Kaja Stoll, said she would stay in office until the inquiry ends.
"One crack, then the sky came down on us," Berta Oyen told Radio Tann.
The hall was built in 1931 and its roof was renewed in 1987 at a cost of up to 2.5 million crowns.
"""
REVIEW = """Why the roof of Lindmark's hall gave way

The roof that fell on 14 January 2026 carried some 400 tonnes of wet snow, engineers told the Review. It killed 11 people.
It was designed in the 1980s for half of that. The accident is the worst in the county since the mill fire of 1952, which killed 23.
"""
GERMAN = """Dach der Markthalle in Lindmark eingestürzt

Beim Einsturz des Dachs der alten Markthalle in Lindmark sind am Mittwoch mindestens neun Menschen gestorben.
"""
OTHER = """Bakers of Tann strike over night shifts

Some 200 bakers in Tann stopped work on Friday over pay for night shifts, their union said.
"""

WIRE_ID, POST_ID, STAR_ID, RADIO_ID, REVIEW_ID, GERMAN_ID, OTHER_ID = (
    "1_north-wire",
    "2_lindmark-post",
    "3_evening-star",
    "4_radio-tann",
    "5_county-review",
    "6_tanner-bote",
    "7_radio-tann-bakers",
)


def _article(
    id: str, text: str, outlet: str | None, published: str | None, *, language: str = "en", notes: tuple[str, ...] = ()
) -> Article:
    title = text.split("\n", 1)[0]
    headline = Span(0, len(title))
    return Article(id, text, f"{id}.txt", outlet, title, headline, published=published, language=language, notes=notes)


ARTICLES = (
    _article(WIRE_ID, WIRE, "North Wire", "2026-01-14T15:20:00+01:00"),
    _article(POST_ID, POST, "The Lindmark Post", "2026-01-14"),
    _article(STAR_ID, STAR, "Evening <Star>", "2026-01-15T07:00:00+01:00"),
    _article(RADIO_ID, RADIO, "Radio Tann", "2026-01-15T09:00:00+01:00"),
    _article(REVIEW_ID, REVIEW, None, None),
    _article(GERMAN_ID, GERMAN, "Tanner Bote", "2026-01-14", language="de", notes=("the text is in German (de): kept, not analysed",)),
    _article(OTHER_ID, OTHER, "Radio Tann", "2026-01-16"),
)
BY_ID = {article.id: article for article in ARTICLES}


def cite(article: str, words: str, nth: int = 0) -> Citation:
    """The citation of some words of an article."""
    text, start = BY_ID[article].text, -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Citation(article, start, start + len(words), words)


def figure(article: str, words: str, low: float | None, high: float | None, modifier: str = "exact", **more: str) -> FigureMention:
    """One reading of a figure."""
    at = cite(article, words)
    return FigureMention(at.article, at.start, at.end, at.text, low, high, modifier, **more)


def date(article: str, words: str, value: str, precision: str = "day") -> DateMention:
    """One reading of a date."""
    at = cite(article, words)
    return DateMention(at.article, at.start, at.end, at.text, value, precision)


def wording(article: str, words: str, direct: bool = True) -> QuoteVariant:
    """One wording of an utterance."""
    at = cite(article, words)
    return QuoteVariant(at.article, at.start, at.end, at.text, direct)


KILLED_WIRE = "At least nine people were killed on Wednesday when the roof of the old market hall in Lindmark fell in under heavy snow, the fire brigade said."
KILLED_STAR = "Twelve people are dead after the roof of Lindmark's market hall came down on lunchtime shoppers."
KILLED_RADIO = "Eleven people died when a roof collapsed in Lindmark on 14 January, the county hospital said on Thursday morning."
HOSPITAL = "Thirty-one people were taken to hospital."
RESIGNED = "Mayor Kaja Stoll has resigned over the disaster, sources at the town hall said."
STAYS = "The mayor, Kaja Stoll, said she would stay in office until the inquiry ends."
CRACKS = "A surveyor warned the council of cracks in March 2024, the Star has learned."
INSIDE = "About 80 people were inside at the time, among them many children from a nearby school, according to the police."
MOURNING = "Mayor Kaja Stoll ordered three days of mourning."
BUILT = "The hall was built in 1931 and its roof was renewed in 1987 at a cost of up to 2.5 million crowns."

STORY = Account(
    id="1_north-wire",
    title="Lindmark: eleven dead, mayor stays",
    articles=(WIRE_ID, POST_ID, STAR_ID, RADIO_ID, REVIEW_ID, GERMAN_ID),
    origins=((WIRE_ID, POST_ID), (STAR_ID,), (RADIO_ID,), (REVIEW_ID,), (GERMAN_ID,)),
    summary=(
        Statement(KILLED_RADIO, (cite(RADIO_ID, KILLED_RADIO),)),
        Statement(HOSPITAL, (cite(WIRE_ID, HOSPITAL), cite(POST_ID, HOSPITAL))),
        Statement(
            "Reports differ on the number of people killed: Radio Tann says eleven; North Wire says at least nine; Evening <Star> says twelve.",
            (cite(RADIO_ID, KILLED_RADIO), cite(WIRE_ID, KILLED_WIRE), cite(STAR_ID, KILLED_STAR)),
        ),
    ),
    timeline=(
        TimelineRow("1931", "year", "The hall was built in 1931", "single", (cite(RADIO_ID, BUILT),)),
        TimelineRow("2024-03", "month", CRACKS, "single", (cite(STAR_ID, CRACKS),)),
        TimelineRow(
            "2026-01-14",
            "day",
            "The roof of the old market hall in Lindmark fell in.",
            "agree",
            (cite(WIRE_ID, KILLED_WIRE), cite(RADIO_ID, KILLED_RADIO)),
        ),
    ),
    figures=(
        Figure(
            "q1",
            "people killed",
            "the collapse of the roof",
            "killed",
            "conflict",
            9,
            12,
            (
                figure(WIRE_ID, "At least nine people", 9, None, "at_least", unit="persons", attributed_to="the fire brigade"),
                figure(POST_ID, "At least nine people", 9, None, "at_least", unit="persons", attributed_to="the fire brigade"),
                figure(STAR_ID, "Twelve people", 12, 12, unit="persons"),
                figure(RADIO_ID, "Eleven people", 11, 11, unit="persons", attributed_to="the county hospital", as_of="2026-01-15"),
                figure(REVIEW_ID, "11 people", 11, 11, unit="persons"),
            ),
            0.93,
            ("all count people killed by the fall of the roof",),
        ),
        Figure(
            "q2",
            "people inside",
            None,
            None,
            "compatible",
            70,
            90,
            (
                figure(WIRE_ID, "About 80 people", 80, 80, "about", unit="persons", attributed_to="the police"),
                figure(RADIO_ID, "Between 70 and 90 people", 70, 90, unit="persons"),
            ),
        ),
        Figure(
            "q3",
            "people in hospital",
            None,
            "injured",
            "compatible",
            30,
            31,
            (
                figure(WIRE_ID, "Thirty-one people", 31, 31, unit="persons"),
                figure(STAR_ID, "More than 30 people", 30, None, "over", unit="persons"),
            ),
        ),
        Figure(
            "q4",
            "cost of the roof",
            None,
            "money",
            "single",
            None,
            2_500_000,
            (figure(RADIO_ID, "up to 2.5 million crowns", None, 2_500_000, "at_most", unit="crowns"),),
        ),
    ),
    dates=(
        DateFact(
            "d1",
            "the fall of the roof",
            "agree",
            (
                date(WIRE_ID, "Wednesday", "2026-01-14"),
                date(RADIO_ID, "14 January", "2026-01-14"),
                date(REVIEW_ID, "14 January 2026", "2026-01-14"),
            ),
        ),
    ),
    quotes=(
        Utterance(
            "u1",
            "Berta Oyen",
            "wording_differs",
            (
                wording(WIRE_ID, "We heard one crack and then the sky came down,"),
                wording(STAR_ID, "It was one crack and the sky fell on us,"),
                wording(RADIO_ID, "One crack, then the sky came down on us,"),
            ),
        ),
        Utterance("u2", "Kaja Stoll", "single", (wording(RADIO_ID, "she would stay in office until the inquiry ends", direct=False),)),
    ),
    entities=(
        Entity(
            "e1",
            "Kaja Stoll",
            "person",
            ("Stoll",),
            ("Mayor",),
            (cite(WIRE_ID, "Kaja Stoll"), cite(STAR_ID, "Kaja Stoll"), cite(RADIO_ID, "Kaja Stoll")),
        ),
        Entity(
            "e2",
            "Berta Oyen",
            "person",
            ("Berta Oien",),
            ("stallholder",),
            (cite(WIRE_ID, "Berta Oyen"), cite(STAR_ID, "Berta Oien"), cite(RADIO_ID, "Berta Oyen")),
        ),
        Entity("e3", "Lindmark", "place", (), (), (cite(WIRE_ID, "Lindmark"), cite(POST_ID, "Lindmark"), cite(STAR_ID, "Lindmark"))),
    ),
    facts=(
        Fact(
            "f1",
            KILLED_WIRE,
            "disputed",
            2,
            (cite(WIRE_ID, KILLED_WIRE), cite(POST_ID, KILLED_WIRE)),
            (cite(STAR_ID, KILLED_STAR), cite(RADIO_ID, KILLED_RADIO)),
            (),
        ),
        Fact(
            "f2",
            HOSPITAL,
            "agreed",
            2,
            (cite(WIRE_ID, HOSPITAL), cite(POST_ID, HOSPITAL), cite(STAR_ID, "More than 30 people are in hospital")),
            (),
            (RADIO_ID, REVIEW_ID),
        ),
        Fact(
            "f3",
            INSIDE,
            "agreed",
            2,
            (cite(WIRE_ID, INSIDE), cite(POST_ID, INSIDE), cite(RADIO_ID, "Between 70 and 90 people were in the hall.")),
            (),
            (STAR_ID, REVIEW_ID),
        ),
        Fact("f4", CRACKS, "single_source", 1, (cite(STAR_ID, CRACKS),), (), (WIRE_ID, POST_ID, RADIO_ID, REVIEW_ID)),
        Fact("f5", MOURNING, "single_source", 1, (cite(WIRE_ID, MOURNING), cite(POST_ID, MOURNING)), (), (STAR_ID, RADIO_ID, REVIEW_ID)),
    ),
    conflicts=(
        Conflict(
            "c1",
            "value",
            "people killed",
            True,
            (
                Side("at least nine, says the fire brigade", (cite(WIRE_ID, KILLED_WIRE), cite(POST_ID, KILLED_WIRE))),
                Side("twelve", (cite(STAR_ID, KILLED_STAR),)),
                Side("eleven, says the county hospital", (cite(RADIO_ID, KILLED_RADIO), cite(REVIEW_ID, "It killed 11 people."))),
            ),
            "Published between 14 and 15 January; the toll may have risen.",
            0.9,
        ),
        Conflict(
            "c2",
            "status",
            "whether the mayor resigned",
            True,
            (Side("has resigned", (cite(STAR_ID, RESIGNED),)), Side("stays in office", (cite(RADIO_ID, STAYS),))),
            "",
            0.88,
        ),
    ),
    explained=(
        Explained(
            "x1",
            "name",
            "Oyen or Oien",
            "spelling",
            (Side("Berta Oyen", (cite(WIRE_ID, "Berta Oyen"),)), Side("Berta Oien", (cite(STAR_ID, "Berta Oien"),))),
        ),
        Explained(
            "x2",
            "value",
            "people in hospital",
            "rounding",
            (Side("thirty-one", (cite(WIRE_ID, HOSPITAL),)), Side("more than 30", (cite(STAR_ID, "More than 30 people are in hospital"),))),
        ),
    ),
    omissions=(Omission("f2", (RADIO_ID, REVIEW_ID)),),
    wording=(
        Wording(
            "the fall of the roof",
            (cite(STAR_ID, "HORROR"), cite(STAR_ID, "disaster"), cite(REVIEW_ID, "accident"), cite(RADIO_ID, "collapsed")),
        ),
    ),
)

BAKERS = "Some 200 bakers in Tann stopped work on Friday over pay for night shifts, their union said."
SINGLE = Account(
    id=OTHER_ID,
    title="Bakers of Tann strike over night shifts",
    articles=(OTHER_ID,),
    origins=((OTHER_ID,),),
    summary=(Statement(BAKERS, (cite(OTHER_ID, BAKERS),)),),
    timeline=(TimelineRow("2026-01-16", "day", BAKERS, "single", (cite(OTHER_ID, BAKERS),)),),
    figures=(
        Figure(
            "q1",
            "bakers",
            None,
            None,
            "single",
            200,
            200,
            (figure(OTHER_ID, "Some 200 bakers", 200, 200, "about", unit="persons", attributed_to="their union"),),
        ),
    ),
    dates=(DateFact("d1", "the strike", "single", (date(OTHER_ID, "Friday", "2026-01-16"),)),),
    quotes=(),
    entities=(Entity("e1", "Tann", "place", (), (), (cite(OTHER_ID, "Tann"),)),),
    facts=(Fact("f1", BAKERS, "single_source", 1, (cite(OTHER_ID, BAKERS),), (), ()),),
    conflicts=(),
    explained=(),
    omissions=(),
    wording=(),
)

REPORT = Report(
    ARTICLES,
    (
        Rejected("photo.jpg", "not text but a JPEG image; give the page or the text"),
        Rejected("reports.jsonl line 4", "not JSON: Expecting ',' at column 18; the other lines were read"),
    ),
    (STORY, SINGLE),
    (
        (WIRE_ID, WIRE_ID),
        (POST_ID, WIRE_ID),
        (STAR_ID, STAR_ID),
        (RADIO_ID, RADIO_ID),
        (REVIEW_ID, REVIEW_ID),
        (GERMAN_ID, GERMAN_ID),
        (OTHER_ID, OTHER_ID),
    ),
)
