"""Invented reports: two fires, a ferry accident, a resignation. All names and places are made up."""

from __future__ import annotations

from rashomon.model import Article

FIRE_A = """Fire destroys furniture warehouse in Harrowby

A fire destroyed a furniture warehouse in Harrowby on Monday night and forced about 200 people to leave their homes.
The blaze at Tollmann Furnishings on Quay Street broke out shortly before 9 p.m. and soon spread to the roof, the fire service said.
Eighty firefighters fought the flames until the early morning. Two of them were treated for burns.
Chief fire officer Petra Lindqvist said the cause was not known. Police sealed off Quay Street and the Marlow bridge.
"""
FIRE_A_OTHER = """Two firefighters hurt as Harrowby warehouse burns

Two firefighters suffered burns when the Tollmann Furnishings warehouse in Harrowby went up in flames late on Monday.
Residents of Quay Street were taken to a sports hall, where some 200 people spent the night.
Petra Lindqvist, who heads the Harrowby fire service, told reporters that investigators would enter the building on Wednesday.
The Marlow bridge stayed closed to traffic on Tuesday.
"""
FIRE_B = """Fire guts furniture warehouse in Ostrava Falls

A furniture warehouse in Ostrava Falls was gutted by fire on Saturday, the second such blaze in the county in a month.
Flames broke out in the storeroom of Kessler Interiors on Mill Lane at noon. Nobody was hurt, fire marshal Dwight Obuya said.
About 40 people were asked to stay in their homes because of smoke over the Granger river.
Obuya said an electrical fault was likely.
"""
FIRE_B_OTHER = """Electrical fault blamed for Ostrava Falls blaze

Fire marshal Dwight Obuya blamed an electrical fault for the fire that gutted Kessler Interiors in Ostrava Falls on Saturday.
The furniture warehouse on Mill Lane burned for six hours. Smoke drifted over the Granger river; 40 residents had to keep windows shut.
No injuries were reported.
"""
FERRY = """ARDMORE (Reuters) - A ferry with 120 passengers ran aground off the island of Skelligan on Thursday; boats took everyone ashore.
The Maid of Ardmore hit a sandbank in fog at about 7 a.m., the coastguard said. Eleven people were hurt, most of them slightly.
Captain Ronan Veale had reported a failure of the radar an hour before the accident, the company Western Isles Lines said in a statement.
Divers will examine the hull on Friday. The island's only other ferry will sail twice a day until the Maid of Ardmore is repaired.
Skelligan has 900 inhabitants and depends on the ferry for food, mail and medicine.
Reporting by Una Farrow; Editing by Mark Stiles
"""
RESIGNS = """Mayor of Port Callan resigns over harbour contract

The mayor of Port Callan, Edwina Strand, resigned on Wednesday after an audit found that a harbour contract went to her brother's company.
Strand, 54, said she had broken no law. Her deputy Milo Achterberg takes over until an election in June.
The audit, led by the accountant Hugo Pellerin, put the damage to the town at 3.4 million crowns.
"""


def article(id: str, text: str, published: str | None = None, outlet: str | None = None, **more: str | None) -> Article:
    """An article with this text."""
    return Article(id=id, text=text, published=published, outlet=outlet, **more)  # type: ignore[arg-type]


def two_fires() -> list[Article]:
    """Two reports each of two fires of one kind."""
    return [article("a1", FIRE_A), article("a2", FIRE_A_OTHER), article("b1", FIRE_B), article("b2", FIRE_B_OTHER)]
