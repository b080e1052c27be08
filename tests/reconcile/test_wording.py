"""The terms for one thing, only where the reports differ."""

from hand_made import reading, story

from rashomon.model import Wording
from rashomon.reconcile.wording import wording


def terms(found: tuple[Wording, ...]) -> list[dict[str, list[str]]]:
    out = []
    for w in found:
        by_report: dict[str, list[str]] = {}
        for c in w.terms:
            by_report.setdefault(c.article, []).append(c.text)
        out.append(by_report)
    return out


def test_other_nouns_for_one_actor() -> None:
    found = wording(
        story(
            reading("a", ["The armed militants held the bridge.", "The militants left."], nouns="militants bridge", adjectives="armed"),
            reading("b", ["Rebel fighters held the bridge."], nouns="fighters bridge Rebel"),
            reading("c", ["Terrorists held the bridge."], nouns="Terrorists bridge"),
        )
    )
    assert {"a": ["armed militants"], "b": ["Rebel fighters"], "c": ["Terrorists"]} in terms(found)


def test_the_same_term_everywhere_is_no_wording() -> None:
    found = wording(story(*(reading(n, ["The ferry sank."], nouns="ferry") for n in "abc")))
    assert found == ()


def test_a_describing_word_makes_the_difference() -> None:
    found = wording(
        story(
            reading("a", ["It was a brutal crackdown."], nouns="crackdown", adjectives="brutal"),
            reading("b", ["It was a measured crackdown."], nouns="crackdown", adjectives="measured"),
        )
    )
    assert terms(found) == [{"a": ["brutal crackdown"], "b": ["measured crackdown"]}]


def test_hyphens_stay_inside_a_term() -> None:
    found = wording(
        story(
            reading("a", ["A multi-pronged assault began."], nouns="assault", adjectives="multi-pronged"),
            reading("b", ["The attack began."], nouns="attack"),
        )
    )
    assert terms(found) == [{"a": ["multi-pronged assault"], "b": ["attack"]}]


def test_without_tags_nothing_is_said() -> None:
    assert wording(story(reading("a", ["The ferry sank."]), reading("b", ["The boat sank."]))) == ()
