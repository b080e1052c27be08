"""One utterance with all its wordings; the same words from two mouths stay two."""

from hand_made import reading, story

from rashomon.model import Analysis
from rashomon.reconcile.utterances import utterances


def spoken(name: str, words: str, speaker: str, *, direct: bool = True, body: bool = False) -> Analysis:
    mark = '"' if direct else ""
    return reading(
        name,
        [f"{speaker} spoke: {mark}{words}{mark}"],
        people={} if body else {speaker: [speaker]},
        bodies={speaker: [speaker]} if body else {},
        quotes=[(words, speaker, direct)],
    )


def test_a_cut_and_other_marks_are_the_same_wording() -> None:
    found = utterances(
        story(
            spoken("a", "We will rebuild the harbour, and we will do it before winter.", "Ida Voss"),
            spoken("b", "we will rebuild the harbour and we will do it", "Ida Voss"),
        )
    )
    assert [(u.speaker, u.relation, len(u.variants)) for u in found] == [("Ida Voss", "same_wording", 2)]


def test_a_translation_is_one_utterance_in_other_words() -> None:
    found = utterances(
        story(
            spoken("a", "This terrible failure stays with me every day and will do so for the rest of my life.", "Ida Voss"),
            spoken("b", "The responsibility for this terrible failure is with me every day, for the rest of my life.", "Ida Voss"),
            spoken("c", "The pumps will be replaced in spring.", "Ida Voss"),
        )
    )
    assert sorted((u.relation, len(u.variants)) for u in found) == [("single", 1), ("wording_differs", 2)]
    joined = next(u for u in found if len(u.variants) == 2)
    assert any(reason.startswith("differing words") for reason in joined.reasons)


def test_the_same_words_by_two_speakers_stay_two() -> None:
    found = utterances(
        story(
            spoken("a", "We made significant achievements in this war.", "Ida Voss"),
            spoken("b", "We made significant achievements in this war.", "Olaf Brandt"),
        )
    )
    assert sorted((u.speaker, u.relation) for u in found) == [("Ida Voss", "single"), ("Olaf Brandt", "single")]


def test_a_negated_wording_is_flagged() -> None:
    found = utterances(
        story(
            spoken("a", "We will close the old harbour before winter comes.", "Ida Voss"),
            spoken("b", "We will not close the old harbour before winter comes.", "Ida Voss"),
        )
    )
    assert any("the meaning may differ" in reason for u in found for reason in u.reasons)


def test_indirect_speech_alone_is_no_utterance_of_the_account() -> None:
    assert utterances(story(spoken("a", "that the harbour would be rebuilt", "Ida Voss", direct=False))) == ()


def test_one_word_in_common_joins_no_indirect_speech() -> None:
    one = spoken("a", "on them to step down", "Ida Voss", direct=False)
    two = spoken("b", "that it was a step too far for them", "Ida Voss", direct=False)
    assert utterances(story(one, two)) == ()


def test_variants_slice_to_their_text() -> None:
    one = spoken("a", "We will rebuild the harbour before winter.", "Ida Voss")
    two = spoken("b", "We will rebuild the harbour before winter!", "Ida Voss")
    for u in utterances(story(one, two)):
        for v in u.variants:
            text = {"a": one, "b": two}[v.article].article.text
            assert text[v.start : v.end] == v.text


def test_the_order_of_the_reports_changes_nothing() -> None:
    reports = [
        spoken(n, w, "Ida Voss")
        for n, w in (("a", "We will rebuild the harbour."), ("b", "We will rebuild the old harbour."), ("c", "Nobody was warned."))
    ]
    assert utterances(story(*reports)) == utterances(story(*reversed(reports)))


def test_the_company_is_the_firm_that_a_report_is_about() -> None:
    words = "it would close both of its yards in the north before the end of next year"
    one = reading(
        "a",
        ["Brightwater builds ferries.", "Brightwater is in trouble, and Brightwater knows it.", f"The company said {words}."],
        bodies={"Brightwater": ["Brightwater"]},
        quotes=[(words, "The company", False)],
    )
    two = spoken("b", "We will close both of our yards in the north before next year ends", "Brightwater", body=True)
    found = utterances(story(one, two))
    assert [(u.speaker, len(u.variants)) for u in found] == [("Brightwater", 2)]
