"""Bytes to text: the encoding is found and, where it was guessed, noted."""

import codecs

import pytest

from rashomon.ingest import read_inputs

TEXT = "Café closed – owner says “never again”\n\nThe café on Orle Street was closed on Monday, the council’s spokesman said.\n"


def read(tmp_path, data, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(data)
    articles, rejected = read_inputs([str(path)])
    assert rejected == []
    return articles[0]


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (TEXT.encode("utf-8"), False),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), False),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), True),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), True),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), True),
        (TEXT.encode("utf-16-le"), True),
        (TEXT.encode("utf-16-be"), True),
        (TEXT.encode("cp1252"), True),
    ],
)
def test_the_text_is_the_same_in_every_encoding(tmp_path, data, noted):
    article = read(tmp_path, data)
    assert article.text == TEXT
    assert any(note.startswith("encoding:") for note in article.notes) is noted


def test_a_broken_byte_in_utf8_spoils_one_character_only(tmp_path):
    data = TEXT.encode("utf-8").replace(b"Street", b"Str\xffet")
    article = read(tmp_path, data)
    assert article.text == TEXT.replace("Street", "Str\ufffdet")
    assert any("broken byte" in note for note in article.notes)


def test_cyrillic_in_an_old_encoding(tmp_path):
    text = "Мост закрыт. " + "Мост через реку закрыли в понедельник после того, как инженеры нашли трещину в полотне дороги. " * 5
    assert read(tmp_path, text.encode("cp1251")).text == text


def test_a_page_is_read_as_it_declares(tmp_path):
    body = "<p>" + "Le café de la rue est fermé depuis lundi, a déclaré la mairie. " * 4 + "</p>"
    page = (
        f'<html><head><meta charset="iso-8859-1"><title>Café</title></head><body><article><h1>Café fermé</h1>{body}</article></body></html>'
    )
    article = read(tmp_path, page.encode("latin-1"), "a.html")
    assert article.title == "Café fermé"
    assert "fermé depuis lundi" in article.text


def test_json_lines_in_utf16(tmp_path):
    line = '{"id": "a", "text": "The café was closed on Monday."}\n'
    assert read(tmp_path, codecs.BOM_UTF16_LE + line.encode("utf-16-le"), "a.jsonl").id == "a"
