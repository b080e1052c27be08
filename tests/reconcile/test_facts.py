"""What several reports say becomes one fact, counted in independent origins, with whole sentences as support."""

from dataclasses import replace

from hand_made import reading, story

from rashomon.model import Analysis, Claim, Conflict, Figure, FigureMention, Side, Span
from rashomon.reconcile.comparison import Comparison
from rashomon.reconcile.facts import facts, plain

FERRY = [
    reading(
        "a",
        [
            "The ferry Marigold ran aground off Port Ellis on Friday night with 212 people aboard.",
            "Eleven passengers were taken to hospital with broken bones.",
            "The captain was questioned by police on Saturday morning.",
        ],
    ),
    reading(
        "b",
        [
            "A ferry with 212 people aboard, the Marigold, ran aground late on Friday near Port Ellis.",
            "Tourists love the island for its beaches.",
            "Police questioned the captain on Saturday morning.",
        ],
    ),
    reading(
        "c",
        [
            "The Marigold, a ferry carrying 212 people, ran aground off Port Ellis on Friday.",
            "Some of the passengers were treated in hospital for broken bones, eleven in all.",
        ],
    ),
]


def test_what_all_tell_comes_first_and_is_agreed() -> None:
    found = facts(Comparison(story(*FERRY)))
    first = found[0]
    assert "Marigold" in first.text
    assert first.status == "agreed"
    assert first.origins == 3
    assert {c.article for c in first.support} == {"a", "b", "c"}
    assert first.missing_from == ()
    captain = next(f for f in found if "captain" in f.text)
    assert captain.missing_from == ("c",)
    assert all(f.status != "agreed" for f in found if "beaches" in f.text)


def test_support_is_whole_sentences_that_slice() -> None:
    texts = {a.article.id: a for a in FERRY}
    for fact in facts(Comparison(story(*FERRY))):
        for c in fact.support:
            a = texts[c.article]
            assert a.article.text[c.start : c.end] == c.text
            assert any((s.start, s.end) == (c.start, c.end) for s in a.sentences)


def test_a_reprint_adds_no_origin() -> None:
    copy = reading("d", FERRY[0].article.text.split("\n"))
    alone = facts(Comparison(story(*FERRY)))[0]
    copied = facts(Comparison(story(*FERRY, copy, origins=[["a", "d"]])))[0]
    assert copied.origins == alone.origins == 3
    assert "d" in {c.article for c in copied.support}


def test_a_lifted_sentence_counts_once() -> None:
    lifted = reading("d", ["Eleven passengers were taken to hospital with broken bones.", "An inquiry is to begin within a month."])
    found = facts(Comparison(story(*FERRY[:2], lifted)))
    assert not any("broken bones" in f.text and f.origins > 1 for f in found)


def test_a_conflict_makes_its_fact_disputed() -> None:
    other = reading("d", ["The ferry Marigold ran aground off Port Ellis on Friday night with 190 people aboard."])
    evidence = story(*FERRY[1:], other)
    b, d = (next(a for a in evidence.analyses if a.article.id == n) for n in ("b", "d"))
    sides = tuple(Side(n, (a.article.cite(a.article.text.index(n), a.article.text.index(n) + 3),)) for n, a in (("212", b), ("190", d)))
    found = facts(Comparison(evidence), [Conflict("x1", "value", "people aboard", True, sides, "212 or 190 people aboard")])
    disputed = [f for f in found if f.status == "disputed"]
    assert len(disputed) == 1
    assert "Marigold" in disputed[0].text
    assert len({c.article for c in disputed[0].against}) == 1


def test_five_hundred_copies_cost_what_one_costs() -> None:
    copies = [reading(f"n{i:03}", FERRY[0].article.text.split("\n")) for i in range(500)]
    comparison = Comparison(story(*copies, FERRY[1]))
    assert len(comparison.statements) == 6
    assert facts(comparison)[0].origins == 2


def test_the_order_of_the_reports_changes_nothing() -> None:
    assert facts(Comparison(story(*FERRY))) == facts(Comparison(story(*reversed(FERRY))))


def test_a_report_alone_tells_single_source_facts_its_lead_first() -> None:
    found = facts(Comparison(story(FERRY[0])))
    assert {f.status for f in found} == {"single_source"}
    assert "Marigold" in found[0].text
    assert facts(Comparison(story())) == ()


def test_what_one_report_alone_tells_comes_last() -> None:
    alone = reading("d", [*FERRY[2].article.text.split("\n"), "Her owner, the Sund Line, lost 3 ships in 2011."])
    found = facts(Comparison(story(*FERRY[:2], alone)))
    assert [f.status for f in found].index("single_source") == len(found) - 1
    assert "Sund Line" in found[-1].text
    assert found[-1].origins == 1


def test_a_conflict_that_no_fact_holds_becomes_a_disputed_fact() -> None:
    a = reading("a", [*FERRY[0].article.text.split("\n"), "Her owner bought her for 40 million crowns."])
    b = reading("b", [*FERRY[1].article.text.split("\n"), "Sund Line paid 45 million for the vessel in all."])
    evidence = story(a, b)
    sides = tuple(Side(n, (x.article.cite(x.article.text.index(n), x.article.text.index(n) + 2),)) for n, x in (("40", a), ("45", b)))
    found = facts(Comparison(evidence), [Conflict("x1", "value", "price", True, sides, "40 or 45 million")])
    disputed = next(f for f in found if f.status == "disputed")
    assert {c.article for c in disputed.support} == {"a", "b"}
    assert len(disputed.against) == 1


def credited(name: str, source: str, sentence: str) -> Analysis:
    made = reading(name, [sentence, "The island is known for its beaches and its wine."])
    claim = Claim(f"k{name}", 0, len(sentence), 0, "kill", Span(0, 4), attributed_to=source)
    return replace(made, claims=(claim,))


def test_reports_that_credit_one_source_say_so() -> None:
    one = credited("a", "the Ellis health ministry", "At least 47 people died in the Ellis flood, the health ministry said on Monday.")
    two = credited("b", "health ministry", "The flood in Ellis has killed at least 47 people, according to the health ministry.")
    other = credited("b", "the coast guard", "The flood in Ellis has killed at least 47 people, the coast guard said.")
    same = facts(Comparison(story(one, two)))[0]
    assert any("one source" in reason for reason in same.reasons)
    assert same.credited is not None and "health ministry" in same.credited
    assert all(f.credited is None for f in facts(Comparison(story(one, other))) if f.origins > 1)


def test_two_facts_are_never_worded_by_one_sentence() -> None:
    found = facts(Comparison(story(*FERRY)))
    assert len({f.text for f in found}) == len(found)
    assert len({f.id for f in found}) == len(found)


def test_quotation_alone_is_an_utterance_and_no_fact() -> None:
    said = "We saw the rocks too late and nobody had told us of the new buoy"
    one = reading("a", [FERRY[0].article.text.split("\n")[0], said], quotes=[(said, "Ida Voss", True)])
    two = reading("b", [FERRY[1].article.text.split("\n")[0], said + "."], quotes=[(said, "Ida Voss", True)])
    assert not any("buoy" in f.text and f.status == "agreed" for f in facts(Comparison(story(one, two))))


def test_a_dateline_is_left_out_of_a_wording_and_a_dash_is_not() -> None:
    assert plain("PORT ELLIS, Sund — A ferry ran aground.") == "A ferry ran aground."
    assert plain("PORT ELLIS (AP) - A ferry ran aground.") == "A ferry ran aground."
    for kept in ("In the long run, a higher fare -- up to 40 crowns -- is likely.", "U.S. - Sund talks began."):
        assert plain(kept) == kept


def _counted(evidence_of: list[Analysis], word: str) -> Figure:
    at = [(a.article.id, a.article.text.index(word)) for a in evidence_of]
    mentions = tuple(FigureMention(name, start, start + len(word), word, 11.0, 11.0) for name, start in at)
    return Figure("n1", "people hurt", None, "injured", "agree", 11.0, 11.0, mentions)


def test_answers_to_one_question_speak_for_one_fact() -> None:
    first, second = (FERRY[n].article.text.split("\n")[0] for n in (0, 1))
    one = reading("a", [first, "Doctors on the island set the limbs of eleven."])
    two = reading("b", [second, "Hurt were eleven, their families learned at noon."])
    evidence = story(one, two)
    unasked, asked = Comparison(evidence), Comparison(evidence, [_counted([one, two], "eleven")])
    pair = (1, 3)
    assert [asked.statements[i].text[-4:] for i in pair] == ["ven.", "oon."]
    assert asked.belief(*pair) > unasked.belief(*pair)
    assert not any(f.origins > 1 and "eleven" in f.text for f in facts(unasked))
    assert any(f.origins == 2 and "eleven" in f.text for f in facts(asked))


def test_what_is_told_elsewhere_is_not_called_one_report_s_own() -> None:
    lead = "The ferry Marigold, with 212 people aboard, ran aground off Port Ellis on Friday night, police in Port Ellis said."
    own = reading("d", [lead, *FERRY[1].article.text.split("\n"), "Her owner, the Sund Line, lost 3 ships in 2011."])
    alone = [f for f in facts(Comparison(story(*FERRY, own))) if f.status == "single_source"]
    assert [f.text for f in alone] == ["Her owner, the Sund Line, lost 3 ships in 2011."]
