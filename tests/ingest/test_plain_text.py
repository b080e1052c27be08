"""Plain text: kept as it is, with its headline, outlet and day found where they stand."""

from pathlib import Path

import pytest

from rashomon.ingest import read_inputs
from rashomon.ingest.plain import read_front


def read(tmp_path: Path, text: str, name: str = "report.txt"):
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    articles, rejected = read_inputs([str(path)])
    assert rejected == []
    return articles[0]


def test_the_text_is_kept_to_the_last_character(tmp_path):
    text = "Bridge closed\r\n\r\n  The bridge was closed,,  the council said.\tIt “shook”.\r\n\r\n"
    assert read(tmp_path, text).text == text


def test_the_id_is_the_file_name_without_its_folder(tmp_path):
    assert read(tmp_path, "Bridge closed\n\nThe bridge was closed.", "01_post.txt").id == "01_post.txt"


@pytest.mark.parametrize(
    "first",
    ["Bridge closed after crack is found", "Will the bridge ever open again?", "'It shook': engineers close bridge", "What now, Dr. Hale?"],
)
def test_a_line_over_a_blank_line_is_the_headline(tmp_path, first):
    article = read(tmp_path, f"\n{first}\n\nThe bridge over the Orle was closed on Monday, the council said.")
    assert article.title == first
    assert article.headline is not None
    assert article.text[article.headline.start : article.headline.end] == first


def test_a_headline_needs_no_blank_line_when_it_reads_like_one(tmp_path):
    article = read(tmp_path, "Bridge closed after crack is found\nEngineers warn of weeks of delay\nThe bridge was closed on Monday.")
    assert article.title == "Bridge closed after crack is found"


def test_a_first_paragraph_is_no_headline(tmp_path):
    lead = "The bridge over the river Orle was closed on Monday after engineers found a crack in its deck, the council said."
    article = read(tmp_path, f"{lead}\n\nTraffic was sent over the old ford.")
    assert article.title is None
    assert article.headline is None


@pytest.mark.parametrize(
    ("line", "outlet", "authors", "published"),
    [
        ("By Ada Quill, The Orle Courier, 10 March 2026", "The Orle Courier", ("Ada Quill",), "2026-03-10"),
        ("By Ada Quill and Tom Reed | Orle Daily News | March 10, 2026", "Orle Daily News", ("Ada Quill", "Tom Reed"), "2026-03-10"),
        ("Orle Weekly, 13 March 2026", "Orle Weekly", (), "2026-03-13"),
        ("By Ada Quill", None, ("Ada Quill",), None),
        ("Published: 22:07 GMT, 7 July 2012", None, (), "2012-07-07"),
        ("BERLIN, 4 July 2012", None, (), None),
    ],
)
def test_the_line_under_the_headline_names_outlet_author_and_day(line, outlet, authors, published):
    front = read_front(f"Bridge closed after crack is found\n\n{line}\n\nThe bridge was closed on Monday, the council said.")
    assert (front.outlet, front.authors, front.published) == (outlet, authors, published)


def test_a_sentence_that_begins_with_by_is_no_byline():
    front = read_front("Bridge closed\n\nBy Monday, 12 March 2026 the council had closed both lanes.\n\nMore soon.")
    assert front.outlet is None
    assert front.authors == ()


def test_a_text_in_another_language_is_kept_and_named(tmp_path):
    article = read(
        tmp_path,
        "Brücke gesperrt\n\nDie Brücke über die Orle ist seit Montag gesperrt, weil ein Riss gefunden wurde, wie die Stadt mitteilte.",
    )
    assert article.language == "de"
    assert any("German" in note for note in article.notes)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El puente sobre el río fue cerrado el lunes después de que los ingenieros encontraran una grieta, según el ayuntamiento.", "es"),
        ("Le pont a été fermé lundi après que des ingénieurs ont trouvé une fissure dans le tablier, selon la mairie de la ville.", "fr"),
        ("Мост через реку закрыли в понедельник, после того как инженеры нашли трещину, сообщила администрация.", "ru"),
        (
            "Most na rzece został zamknięty, bo inżynierowie znaleźli pęknięcie, jak podała rada miasta, ale nie wiadomo czy się zawali.",
            "pl",
        ),
        ("The bridge was closed on Monday after engineers found a crack in the deck, the council said.", "en"),
        ("Toll hits 17", "en"),
    ],
)
def test_languages_are_told_apart(tmp_path, text, language):
    assert read(tmp_path, text).language == language
