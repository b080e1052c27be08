"""Chains: which names, nouns and pronouns stand for one referent."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed import parsed

import rashomon
from rashomon.analysis import chains, quotes
from rashomon.analysis.chains import naming
from rashomon.analysis.tokenise import tokens
from rashomon.model import Analysis, Article, Mention, Sentence, Token


def plain(text: str, names: list[tuple[str, str]]) -> Analysis:
    """An analysis without a parse, with the given names (text, type) marked wherever they stand; longer names first."""
    words: list[Token] = []
    sentences: list[Sentence] = []
    for n, line in enumerate(re.finditer(r"[^\n]+", text)):
        first = len(words)
        words += [Token(s, e, text[s:e], sentence=n) for s, e in tokens(text, line.start(), line.end())]
        sentences.append(Sentence(line.start(), line.end(), first, len(words)))
    found: dict[int, Mention] = {}
    taken: set[int] = set()
    for name, kind in sorted(names, key=lambda n: -len(n[0])):
        for match in re.finditer(rf"\b{re.escape(name)}(?!\w)", text):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                found[match.start()] = Mention(*match.span(), match.group(), kind)
    return Analysis(Article("a", text), tuple(words), tuple(sentences), tuple(found[s] for s in sorted(found)))


def groups(text: str, names: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    made = chains.ANNOTATOR.run(quotes.ANNOTATOR.run(plain(text, names)))
    return [(c.name, [made.mentions[i].text for i in c.mentions]) for c in made.chains]


PERSON, ORGANISATION, PLACE = "person", "organisation", "place"
BOARD = [("Harbour Safety Board", ORGANISATION), ("HSB", ORGANISATION)]
PARTY = [("New People's Party", ORGANISATION), ("New People Party", ORGANISATION)]
FERRIES = [("Brightwater Ferries Ltd", ORGANISATION), ("Brightwater", ORGANISATION)]


def test_full_name_family_name_and_forward_reference() -> None:
    text = "Quill resigns\nThe harbour master, Mara Quill, resigned on Monday.\nQuill gave no reason."
    assert groups(text, [("Mara Quill", PERSON), ("Quill", PERSON)]) == [("Mara Quill", ["Quill", "Mara Quill", "Quill"])]


def test_two_people_of_one_family_name_stay_two() -> None:
    text = "Mara Quill spoke.\nTom Quill listened.\nMr. Quill left.\nMs. Quill stayed."
    found = groups(text, [("Mara Quill", PERSON), ("Tom Quill", PERSON), ("Quill", PERSON)])
    assert [(name, len(members)) for name, members in found] == [("Mara Quill", 2), ("Tom Quill", 2)]


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        ("The Harbour Safety Board (HSB) met.\nThe HSB voted.", BOARD, "Harbour Safety Board"),
        ("Harbour Safety Board rules.\nThe HSB voted.", BOARD, "Harbour Safety Board"),
        ("Brightwater Ferries Ltd sank.\nBrightwater sued.", FERRIES, "Brightwater Ferries Ltd"),
        ("The United States agreed.\nThe U.S. paid.", [("United States", PLACE), ("U.S.", PLACE)], "United States"),
        ("Mara J. Quill spoke.\nMara Quill left.", [("Mara J. Quill", PERSON), ("Mara Quill", PERSON)], "Mara J. Quill"),
        ("Quill Mara spoke.\nMara Quill left.", [("Quill Mara", PERSON), ("Mara Quill", PERSON)], "Quill Mara"),
        ("The HSB (Harbour Safety Board) met.", BOARD, "Harbour Safety Board"),
        ("BSH (Harbour Safety Board) met.", [("Harbour Safety Board", ORGANISATION), ("BSH", ORGANISATION)], "Harbour Safety Board"),
        ("New People's Party won.\nNew People Party lost.", PARTY, "New People's Party"),
        ("The Halvern Pirates won.\nThe Pirates lost.", [("Halvern Pirates", ORGANISATION), ("Pirates", ORGANISATION)], "Halvern Pirates"),
        ("Pro-Halvern crowds left Halvern.", [("Pro-Halvern", PLACE), ("Halvern", PLACE)], "Halvern"),
        ("Washington D.C. voted.\nWashington paid.", [("Washington D.C.", PLACE), ("Washington", PLACE)], "Washington D.C."),
        ("José Añez spoke.\nJose Anez left.", [("José Añez", PERSON), ("Jose Anez", PERSON)], "José Añez"),
    ],
)  # fmt: skip
def test_names_of_one_referent_are_one_chain(text: str, names: list[tuple[str, str]], name: str) -> None:
    found = groups(text, names)
    assert [n for n, _ in found] == [name]
    assert {member for _, members in found for member in members} == {n for n, _ in names}


@pytest.mark.parametrize(
    "names",
    [
        [("North Harbour", PLACE), ("South Harbour", PLACE)],
        [("Mara Quill", PERSON), ("Quill Street", PLACE)],
        [("Anna Marsh", PERSON), ("Bert Marsh", PERSON)],
        [("United Nations Mission in Halvern", ORGANISATION), ("United Nations", ORGANISATION)],
        [("Harbour Bank", ORGANISATION), ("River Bank", ORGANISATION)],
    ],
)
def test_different_names_stay_apart(names: list[tuple[str, str]]) -> None:
    assert len(groups(f"{names[0][0]} and {names[1][0]}.", names)) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lt. Gen. Mara Quill spoke.", "Lt. Gen."),
        ("Yesterday Prime Minister Mara Quill spoke.", "Prime Minister"),
        ("The Secretary of State Mara Quill spoke.", "Secretary of State"),
        ("Then former President Mara Quill spoke.", "former President"),
        ("Yesterday Mara Quill spoke.", None),
    ],
)
def test_title_before_a_name(text: str, title: str | None) -> None:
    made = chains.ANNOTATOR.run(plain(text, [("Mara Quill", PERSON)]))
    [mention] = made.mentions
    assert (text[mention.title.start : mention.title.end] if mention.title else None) == title
    assert mention.text == "Mara Quill"
    assert [text[r.start : r.end] for r in made.chains[0].roles] == ([title] if title else [])


def test_a_pronoun_goes_to_the_person_of_its_gender() -> None:
    text = "Mr. Marsh met Mrs. Quill at the harbour.\nShe left early."
    made = chains.ANNOTATOR.run(plain(text, [("Marsh", PERSON), ("Quill", PERSON)]))
    assert [(m.text, m.kind, made.chains[m.chain].name) for m in made.mentions] == [
        ("Marsh", "name", "Marsh"),
        ("Quill", "name", "Quill"),
        ("She", "pronoun", "Quill"),
    ]


def test_the_speaker_of_a_quote_gets_the_full_name() -> None:
    text = "Mara Quill runs the harbour.\n“The ferry is late again today,” Quill said."
    made = chains.ANNOTATOR.run(quotes.ANNOTATOR.run(plain(text, [("Mara Quill", PERSON), ("Quill", PERSON)])))
    [quote] = made.quotes
    assert quote.source is not None
    assert (quote.speaker, text[quote.source.start : quote.source.end]) == ("Mara Quill", "Quill")
    assert made.chains[quote.chain].name == "Mara Quill"


WORDS = ["Mara Quill", "Quill", "Tom Quill", "HSB", "Harbour Safety Board", "he", "she said", "“no,”", "\n", ".", "Mr."]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_chains_and_mentions_point_at_each_other(text: str) -> None:
    names = [
        ("Mara Quill", PERSON),
        ("Quill", PERSON),
        ("Tom Quill", PERSON),
        ("HSB", ORGANISATION),
        ("Harbour Safety Board", ORGANISATION),
    ]
    made = chains.ANNOTATOR.run(quotes.ANNOTATOR.run(plain(text, names)))
    assert [m.start for m in made.mentions] == sorted(m.start for m in made.mentions)
    for n, chain in enumerate(made.chains):
        assert chain.mentions and all(made.mentions[i].chain == n for i in chain.mentions)
    for i, mention in enumerate(made.mentions):
        assert text[mention.start : mention.end] == mention.text
        assert mention.chain < 0 or i in made.chains[mention.chain].mentions


def test_ten_thousand_names_are_read() -> None:
    mentions = [Mention(k * 10, k * 10 + 9, f"Name{k % 7000} Fam{k}", PERSON) for k in range(10_000)]
    assert len(naming.gather(" " * 100_000, mentions, [0] * 10_000, [""] * 10_000)) == 10_000


def test_the_addressee_is_whom_the_cue_names() -> None:
    rows = """
Quill quill PROPN NNP 2 nsubj
told tell VERB VBD 0 root
Marsh marsh PROPN NNP 2 obj
that that SCONJ IN 6 mark
she she PRON PRP 6 nsubj
left leave VERB VBD 2 ccomp
. . PUNCT . 2 punct"""
    made = chains.ANNOTATOR.run(quotes.ANNOTATOR.run(parsed(rows, (("Quill", PERSON), ("Marsh", PERSON)))))
    assert [(q.speaker, q.addressee, q.direct) for q in made.quotes] == [("Quill", "Marsh", False)]


def test_a_role_in_apposition_and_a_noun_that_takes_it_up() -> None:
    rows = """
Quill quill PROPN NNP 6 nsubj
, , PUNCT , 4 punct
the the DET DT 4 det
mayor mayor NOUN NN 1 appos
, , PUNCT , 4 punct
resigned resign VERB VBD 0 root
. . PUNCT . 6 punct

The the DET DT 2 det
mayor mayor NOUN NN 3 nsubj
left leave VERB VBD 0 root
. . PUNCT . 3 punct"""
    made = chains.ANNOTATOR.run(quotes.ANNOTATOR.run(parsed(rows, (("Quill", PERSON),))))
    text = made.article.text
    assert [text[r.start : r.end] for r in made.chains[0].roles] == ["mayor"]
    assert [(made.mentions[i].text, made.mentions[i].kind) for i in made.chains[0].mentions] == [("Quill", "name"), ("mayor", "nominal")]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Families of the victims demanded an inquiry. “We will not rest until it opens,” they said in a statement.",
            "We will not rest",
            "Families of the victims",
        ),
        ("The council said the inquiry would open in May. It added that “no one was injured”.", "no one was injured", "The council"),
        ("The Prime Minister's Office said the minister “thanked the general for his service”.", "thanked", "Prime Minister's Office"),
        (
            "The event organisers, It's Time for Halvern, said it had “several blasts”. “We will not rest until it opens,” they said.",
            "We will not rest",
            "It's Time for Halvern",
        ),
        ("The show's owner, Quill Events, said “nobody was hurt” in the fire.", "nobody was hurt", "Quill Events"),
        ("The council, Tuesday, said “nobody was hurt” in the fire.", "nobody was hurt", "The council"),
        ("The mayor, a friend of Mara Quill, said “nobody was hurt” in the fire.", "nobody was hurt", "The mayor"),
        ("Nobody spoke in the hall. “We will not rest until it opens,” they said in a statement.", "We will not rest", None),
    ],
)
def test_a_group_that_speaks_again_is_known_and_an_office_has_its_owner(text: str, words: str, speaker: str | None) -> None:
    [quote] = [q for q in rashomon.annotate(text).quotes if q.direct and q.text.startswith(words)]
    assert quote.speaker == speaker


def test_what_includes_quoted_words_does_not_speak() -> None:
    text = "Two thirds of it are due to taxes, according to Orbank. The remainder includes the 'effects of the new system and rates.'"
    assert "The remainder" not in {q.speaker for q in rashomon.annotate(text).quotes}
