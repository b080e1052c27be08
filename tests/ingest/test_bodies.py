"""The body of a page: the article's paragraphs, all of them, and none of the site's own lines."""

import pytest

from rashomon.ingest import body
from rashomon.ingest.page import read_page

SENTENCES = [
    f"The council of Orle said in its statement number {n} that the old bridge stays closed until the end of May." for n in range(12)
]


def page(*parts, head=""):
    inner = f"<article><h1>Bridge closed</h1>{''.join(parts)}</article>"
    return f"<html><head><title>Bridge closed</title>{head}</head><body>{inner}</body></html>"


def paragraphs(*texts):
    return [f"<p>{text}</p>" for text in texts]


@pytest.mark.parametrize(
    "line", ["Related: Ten bridges that fell", "READ MORE: Ferry returns", "Don’t miss", "Most read in Sport", "You may also like..."]
)
def test_labels_of_links_are_furniture(line):
    assert body.is_furniture(line)
    read = read_page(page(*paragraphs(*SENTENCES[:3], line, *SENTENCES[3:])))
    assert line not in read.text and all(sentence in read.text for sentence in SENTENCES)


@pytest.mark.parametrize(
    "line", ["Sign up for our morning newsletter here.", "Follow us on Twitter for more.", "Get the best of Orle in your inbox."]
)
def test_invitations_are_furniture(line):
    assert body.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Related costs rose to 12 million, the council said.",
        "The editor said the newsletter had been closed.",
        "Watch towers stand on both banks of the river.",
        "Residents can sign up for a seat on the ferry at the town hall.",
        "“Most read the letter twice,” she said.",
        "Recommended speeds were lowered after the crash.",
    ],
)
def test_sentences_of_the_article_are_not(line):
    assert not body.is_furniture(line)


def test_a_paragraph_that_the_strict_reading_left_out_of_the_middle_is_put_back(monkeypatch):
    import trafilatura

    whole = trafilatura.extract

    def strict(markup, *, include_comments, favor_precision=False):
        found = whole(markup, include_comments=include_comments)
        return (
            "\n".join(line for line in found.splitlines() if line != SENTENCES[5])
            if favor_precision
            else found + "\nTen cakes to bake today."
        )

    monkeypatch.setattr(trafilatura, "extract", strict)
    read = read_page(page(*paragraphs(*SENTENCES)))
    assert SENTENCES[5] in read.text
    assert "Ten cakes" not in read.text


def test_an_article_that_is_a_list_is_an_article():
    head = "<meta property='og:type' content='article'>"
    rows = [f"<p>{day} May: Orle against the town of Tarn, {day} at home and {day + 1} away</p>" for day in range(1, 20)]
    assert "12 May" in read_page(page(*rows, head=head)).text
