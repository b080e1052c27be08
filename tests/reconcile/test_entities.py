"""People, organisations and places across reports: one entry a person, under all spellings; namesakes stay apart."""

from dataclasses import replace

from hand_made import reading, story

from rashomon.model import Analysis, Entity, Span
from rashomon.reconcile.entities import entities


def named(found: tuple[Entity, ...], name: str) -> Entity:
    return next(e for e in found if name in (e.name, *e.aliases))


def test_surname_rank_and_spelling_are_one_person() -> None:
    found = entities(
        story(
            reading(
                "a",
                ["Gen. Anton Lieberman resigned.", "Lieberman said little."],
                people={"Anton Lieberman": ["Anton Lieberman", "Lieberman"]},
            ),
            reading("b", ["Anton Liberman, who led the army, stepped down."], people={"Anton Liberman": ["Anton Liberman"]}),
        )
    )
    assert len(found) == 1
    assert set(found[0].aliases) == {"Anton Lieberman", "Gen. Anton Lieberman", "Lieberman", "Anton Liberman"}
    assert {m.article for m in found[0].mentions} == {"a", "b"}
    assert any("Liberman" in reason for reason in found[0].reasons)


def test_two_people_of_one_surname_stay_two() -> None:
    found = entities(
        story(
            reading(
                "a", ["Maria Oduya and Peter Oduya were rescued."], people={"Maria Oduya": ["Maria Oduya"], "Peter Oduya": ["Peter Oduya"]}
            ),
            reading("b", ["Peter Oduya thanked the crew."], people={"Peter Oduya": ["Peter Oduya"]}),
        )
    )
    assert sorted(e.name for e in found) == ["Maria Oduya", "Peter Oduya"]


def test_another_transliteration_is_one_person_unless_one_report_names_both() -> None:
    one = reading("a", ["Ilya Markov scored."], people={"Ilya Markov": ["Ilya Markov"]})
    two = reading("b", ["Ilja Markow scored."], people={"Ilja Markow": ["Ilja Markow"]})
    both = reading("c", ["Hanna Ek passed to Hanne Ek."], people={"Hanna Ek": ["Hanna Ek"], "Hanne Ek": ["Hanne Ek"]})
    assert len(entities(story(one, two))) == 1
    assert sorted(e.name for e in entities(story(both))) == ["Hanna Ek", "Hanne Ek"]


def test_a_surname_that_two_people_share_is_not_given_to_either() -> None:
    found = entities(
        story(
            reading(
                "a", ["Maria Oduya and Peter Oduya were rescued."], people={"Maria Oduya": ["Maria Oduya"], "Peter Oduya": ["Peter Oduya"]}
            ),
            reading("b", ["President Oduya spoke."], people={"Oduya": ["Oduya"]}),
        )
    )
    assert len(found) == 3


def test_a_surname_alone_goes_to_the_only_bearer() -> None:
    found = entities(
        story(
            reading("a", ["Maria Oduya was rescued."], people={"Maria Oduya": ["Maria Oduya"]}),
            reading("b", ["Mrs Oduya was safe."], people={"Oduya": ["Oduya"]}),
        )
    )
    assert len(found) == 1
    assert "Mrs Oduya" in found[0].aliases


def test_a_couple_under_one_surname_are_two_people() -> None:
    found = entities(
        story(reading("a", ["Bo and Ann Lindqvist died in the fire."], people={"Bo": ["Bo"], "Ann Lindqvist": ["Ann Lindqvist"]}))
    )
    assert sorted(e.name for e in found) == ["Ann Lindqvist", "Bo Lindqvist"]


def test_initials_and_short_first_names() -> None:
    found = entities(
        story(
            reading("a", ["William Tarrant won."], people={"William Tarrant": ["William Tarrant"]}),
            reading("b", ["Bill Tarrant won."], people={"Bill Tarrant": ["Bill Tarrant"]}),
            reading("c", ["W. Tarrant won."], people={"W. Tarrant": ["W. Tarrant"]}),
        )
    )
    assert len(found) == 1


def test_authors_furniture_and_lone_first_names_are_left_out() -> None:
    passing = reading(
        "a",
        ["Photograph by Nina Falk", "Their son Tom was on board.", "Carla Brandt spoke."],
        people={"Nina Falk": ["Nina Falk"], "Tom": ["Tom"], "Carla Brandt": ["Carla Brandt"]},
        roles={0: "furniture"},
    )
    assert [e.name for e in entities(story(passing))] == ["Carla Brandt"]


def test_acronym_and_company_form_are_one_organisation() -> None:
    found = entities(
        story(
            reading("a", ["Harbour Rescue Service came."], bodies={"Harbour Rescue Service": ["Harbour Rescue Service"]}),
            reading("b", ["The HRS came."], bodies={"HRS": ["HRS"]}),
            reading("c", ["Brightwater Inc sank.", "Brightwater rose."], bodies={"Brightwater Inc": ["Brightwater Inc", "Brightwater"]}),
            reading("d", ["Brightwater sold it."], bodies={"Brightwater": ["Brightwater"]}),
        )
    )
    assert "HRS" in named(found, "Harbour Rescue Service").aliases
    assert {m.article for m in named(found, "Brightwater").mentions} == {"c", "d"}


def test_a_translated_party_is_one_through_its_leader() -> None:
    one = reading(
        "a",
        ["Ivo Marek, leader of the Nova Zora party, objected."],
        people={"Ivo Marek": ["Ivo Marek"]},
        bodies={"Nova Zora": ["Nova Zora"]},
    )
    two = reading("b", ["New Dawn party head Ivo Marek objected."], people={"Ivo Marek": ["Ivo Marek"]}, bodies={"New Dawn": ["New Dawn"]})
    chains = []
    for a, role in ((one, "leader of the Nova Zora party"), (two, "New Dawn party head")):
        start = a.article.text.index(role)
        person, body = a.chains
        chains.append(
            type(a)(
                a.article,
                a.tokens,
                a.sentences,
                a.mentions,
                (type(person)("person", person.name, person.mentions, (Span(start, start + len(role)),)), body),
            )
        )
    found = entities(story(*chains))
    party = named(found, "Nova Zora")
    assert "New Dawn" in party.aliases
    assert any("Ivo Marek" in reason for reason in party.reasons)


def test_a_translated_party_is_found_where_the_parse_ties_it_to_its_leader() -> None:
    one = reading(
        "a",
        ["Ivo Marek, leader of the Nova Zora party, objected."],
        people={"Ivo Marek": ["Ivo Marek"]},
        bodies={"Nova Zora": ["Nova Zora"]},
    )
    two = reading("b", ["New Dawn party head Ivo Marek objected."], people={"Ivo Marek": ["Ivo Marek"]}, bodies={"New Dawn": ["New Dawn"]})
    ties = ({"leader": ("Ivo", "appos"), "party": ("leader", "nmod")}, {"head": ("Ivo", "appos"), "party": ("head", "compound")})
    tied = [_parsed(a, relations) for a, relations in zip((one, two), ties, strict=True)]
    assert "New Dawn" in named(entities(story(*tied)), "Nova Zora").aliases
    apart = [_parsed(one, {"leader": ("Ivo", "appos"), "party": ("objected", "nsubj")}), tied[1]]
    assert not any("New Dawn" in e.aliases and "Nova Zora" in e.aliases for e in entities(story(*apart)))


def _parsed(report: Analysis, relations: dict[str, tuple[str, str]]) -> Analysis:
    """The report with some words hung on others, as nouns; the person is called by the word that hangs on the name."""
    at = {t.text: i for i, t in enumerate(report.tokens)}
    tokens = [
        replace(t, tag="NOUN", head=at[relations[t.text][0]], relation=relations[t.text][1]) if t.text in relations else t
        for t in report.tokens
    ]
    role = next(tokens[at[word]] for word, (_, relation) in relations.items() if relation == "appos")
    person, body = report.chains
    return replace(report, tokens=tuple(tokens), chains=(replace(person, roles=(Span(role.start, role.end),)), body))


def test_the_order_of_the_reports_changes_nothing() -> None:
    reports = [
        reading("a", ["Gen. Anton Lieberman resigned."], people={"Anton Lieberman": ["Anton Lieberman"]}),
        reading("b", ["Anton Liberman stepped down."], people={"Anton Liberman": ["Anton Liberman"]}),
        reading("c", ["Mr Lieberman left."], people={"Lieberman": ["Lieberman"]}),
    ]
    assert entities(story(*reports)) == entities(story(*reversed(reports)))
