"""Claims: who did what to whom, with which status, on whose word."""

from __future__ import annotations

import pytest
from parsed import parsed

import rashomon
from rashomon.analysis import chains, claims, quotes
from rashomon.lang import events
from rashomon.model import Analysis, Article, Claim, Token

QUILL = (("Quill", "person"), ("Marsh", "person"), ("Leeds", "place"))


def read(rows: str) -> tuple[Claim, ...]:
    return claims.ANNOTATOR.run(chains.ANNOTATOR.run(quotes.ANNOTATOR.run(parsed(rows, QUILL)))).claims


def only(rows: str, verb: str) -> Claim:
    [claim] = [c for c in read(rows) if c.verb == verb]
    return claim


@pytest.mark.parametrize(
    ("governor", "status"),
    [
        ("threatened threaten", "threatened"),
        ("refused refuse", "negated"),
        ("promised promise", "planned"),
        ("plans plan", "planned"),
        ("wants want", "possible"),
        ("began begin", "ongoing"),
    ],
)
def test_status_from_the_verb_above(governor: str, status: str) -> None:
    rows = f"""
Quill quill PROPN NNP 2 nsubj
{governor} VERB VBD 0 root
to to PART TO 4 mark
resign resign VERB VB 2 xcomp
. . PUNCT . 2 punct"""
    claim = only(rows, "resign")
    assert (claim.status, claim.subject.text if claim.subject else None) == (status, "Quill")


@pytest.mark.parametrize(
    ("helper", "fine", "verb_fine", "status"),
    [
        ("will", "MD", "VB", "planned"),
        ("may", "MD", "VB", "possible"),
        ("must", "MD", "VB", "asked"),
        ("is", "VBZ", "VBG", "ongoing"),
        ("has", "VBZ", "VBN", "done"),
    ],
)
def test_status_from_auxiliaries(helper: str, fine: str, verb_fine: str, status: str) -> None:
    lemma = {"is": "be", "has": "have"}.get(helper, helper)
    rows = f"""
Quill quill PROPN NNP 3 nsubj
{helper} {lemma} AUX {fine} 3 aux
leave leave VERB {verb_fine} 0 root
Leeds leeds PROPN NNP 3 obj
. . PUNCT . 3 punct"""
    claim = only(rows, "leave")
    assert claim.status == status
    assert claim.object is not None and claim.object.text == "Leeds"


def test_negation_and_nobody() -> None:
    rows = """
Quill quill PROPN NNP 4 nsubj
did do AUX VBD 4 aux
n't not PART RB 4 advmod
leave leave VERB VB 0 root
. . PUNCT . 4 punct

No no DET DT 2 det
one one PRON NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
injured injure VERB VBN 0 root
. . PUNCT . 4 punct"""
    assert [(c.verb, c.status) for c in read(rows)] == [("leave", "negated"), ("injure", "negated")]


def test_a_denied_clause_is_credited_and_denied() -> None:
    rows = """
Quill quill PROPN NNP 2 nsubj
denied deny VERB VBD 0 root
that that SCONJ IN 5 mark
Marsh marsh PROPN NNP 5 nsubj
lied lie VERB VBD 2 ccomp
. . PUNCT . 2 punct"""
    claim = only(rows, "lie")
    assert (claim.status, claim.attributed_to) == ("denied", "Quill")
    assert not [c for c in read(rows) if c.verb == "deny"]


def test_passive_place_and_agent() -> None:
    rows = """
Marsh marsh PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
arrested arrest VERB VBN 0 root
in in ADP IN 5 case
Leeds leeds PROPN NNP 3 obl
by by ADP IN 7 case
police police NOUN NN 3 obl
. . PUNCT . 3 punct"""
    claim = only(rows, "arrest")
    assert claim.subject is not None and claim.object is not None
    assert (claim.subject.text, claim.object.text, [p.text for p in claim.places], claim.status) == ("police", "Marsh", ["Leeds"], "done")


def test_said_to_have_done_is_alleged() -> None:
    rows = """
Marsh marsh PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
said say VERB VBN 0 root
to to PART TO 6 mark
have have AUX VB 6 aux
fled flee VERB VBN 3 xcomp
. . PUNCT . 3 punct"""
    claim = only(rows, "flee")
    assert (claim.status, claim.subject.text if claim.subject else None) == ("alleged", "Marsh")


def test_event_nouns_are_claims_with_the_status_of_what_is_asked_for() -> None:
    rows = """
Marsh marsh PROPN NNP 2 nsubj
demanded demand VERB VBD 0 root
Quill quill PROPN NNP 5 nmod:poss
's 's PART POS 3 case
resignation resignation NOUN NN 2 obj
. . PUNCT . 2 punct"""
    claim = only(rows, "resign")
    assert (claim.status, claim.subject.text if claim.subject else None) == ("asked", "Quill")


def test_a_participle_takes_the_subject_of_its_verb_and_the_object_controls_after_urge() -> None:
    rows = """
Marsh marsh PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
Quill quill PROPN NNP 2 obj
to to PART TO 5 mark
resign resign VERB VB 2 xcomp
. . PUNCT . 2 punct"""
    claim = only(rows, "resign")
    assert (claim.status, claim.subject.text if claim.subject else None) == ("asked", "Quill")


def test_a_claim_in_a_direct_quote_is_credited_to_its_speaker() -> None:
    rows = """
“ “ PUNCT `` 4 punct
Marsh marsh PROPN NNP 4 nsubj
has have AUX VBZ 4 aux
left leave VERB VBN 8 ccomp
Leeds leeds PROPN NNP 4 obj
, , PUNCT , 4 punct
” ” PUNCT '' 4 punct
said say VERB VBD 0 root
Quill quill PROPN NNP 8 nsubj
. . PUNCT . 8 punct"""
    claim = only(rows, "leave")
    assert claim.attributed_to == "Quill"
    assert claim.quote == 0


def test_ids_depend_on_content_and_article() -> None:
    rows = """
Quill quill PROPN NNP 2 nsubj
left leave VERB VBD 0 root
Leeds leeds PROPN NNP 2 obj
. . PUNCT . 2 punct"""
    assert [c.id for c in read(rows)] == [c.id for c in read(rows)]
    assert only(rows, "leave").id != only(rows.replace("left leave", "fled leave"), "leave").id
    assert len({c.id for c in read(rows)}) == len(read(rows))


def test_claims_slice_their_text() -> None:
    rows = """
Quill quill PROPN NNP 2 nsubj
left leave VERB VBD 0 root
Leeds leeds PROPN NNP 2 obj
. . PUNCT . 2 punct"""
    made = claims.ANNOTATOR.run(chains.ANNOTATOR.run(quotes.ANNOTATOR.run(parsed(rows, QUILL))))
    text = made.article.text
    [claim] = made.claims
    assert text[claim.start : claim.end] == "Quill left Leeds"
    for slot in (claim.subject, claim.object):
        assert slot is not None and text[slot.start : slot.end] == slot.text and made.chains[slot.chain].name == slot.text


def test_without_a_parse_there_are_no_claims() -> None:
    analysis = Analysis(Article("a", "Quill left."), tokens=(Token(0, 5, "Quill"), Token(6, 10, "left")))
    assert claims.ANNOTATOR.run(analysis).claims == ()


@pytest.mark.parametrize(("noun", "verb"), [("resignation", "resign"), ("Attacks", "attack"), ("visit", "visit"), ("table", None)])
def test_event_nouns(noun: str, verb: str | None) -> None:
    assert events.verb_of(noun) == verb


@pytest.mark.parametrize(
    ("sentence", "verb", "status"),
    [
        ("If the mayor enters the race and wins, Ms. Quill will leave.", "win", "possible"),
        ("Had he resigned, the vote would have been lost.", "resign", "possible"),
        ("Ms. Quill has yet to resign.", "resign", "negated"),
        ("The minister almost resigned.", "resign", "negated"),
        ("Police refused to say whether the man had been arrested.", "arrest", "possible"),
        ("Since the war the threats have changed, but the need for strength has not.", "change", "done"),
        ("Ms. Quill resigned because the mayor had lied.", "resign", "done"),
    ],
)
def test_what_came_close_or_stands_under_a_condition_did_not_happen(sentence: str, verb: str, status: str) -> None:
    [claim] = [c for c in rashomon.annotate(sentence).claims if c.verb == verb]
    assert claim.status == status
