"""Newsletters by mail: subject, text, sender and day become the article."""

import io

import pytest

from rashomon.ingest import Options, read_inputs

TEXT = "The bridge over the Orle was closed on Monday after engineers found a crack in its deck, the council said."
MORE = "Traffic is being sent over the old ford until the end of the month, and buses run every hour."
HEAD = (
    "Received: from mx.example by box.example; Tue, 10 Mar 2026 09:31:00 +0100\r\n"
    'From: "=?utf-8?q?Caf=C3=A9_Orle?=" <news@orle.example>\r\nTo: desk@example.org\r\n'
    "Subject: =?utf-8?b?QnJpZGdlIGNsb3NlZA==?=\r\nDate: Tue, 10 Mar 2026 09:30:00 +0100\r\nMessage-ID: <1@orle.example>\r\n"
    "MIME-Version: 1.0\r\n"
)
HTML = f"<html><body><table><tr><td><h1>Bridge closed</h1><p>{TEXT}</p><p>{MORE}</p></td></tr></table></body></html>"


def mail(*parts, head=HEAD):
    if len(parts) == 1:
        return head + parts[0]
    body = "".join(f"--x\r\n{part}\r\n" for part in parts)
    return f'{head}Content-Type: multipart/alternative; boundary="x"\r\n\r\n{body}--x--\r\n'


def plain(text=TEXT, extra=""):
    return f"Content-Type: text/plain; charset=utf-8\r\n{extra}\r\n{text}\r\n"


def html(text=HTML):
    return f"Content-Type: text/html; charset=utf-8\r\n\r\n{text}\r\n"


def read(tmp_path, data, name="a.eml"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_inputs([str(path)])


@pytest.mark.parametrize("parts", [(plain(),), (html(),), (plain(), html()), (html(), plain())])
def test_a_newsletter_becomes_an_article(tmp_path, parts):
    (article,), rejected = read(tmp_path, mail(*parts))
    assert rejected == []
    assert (article.title, article.outlet, article.published) == ("Bridge closed", "Caf\u00e9 Orle", "2026-03-10T09:30:00+01:00")
    assert article.text.startswith(f"Bridge closed\n\n{TEXT}") and article.text.count("Bridge closed") == 1
    assert dict(article.found)["outlet"] == "mail header"


def test_the_plain_part_is_taken_where_the_page_holds_less(tmp_path):
    (article,), _ = read(tmp_path, mail(plain(f"{TEXT}\n\n{MORE} " * 9), html(f"<html><body><p>{TEXT}</p></body></html>")))
    assert article.text.count("old ford") == 9


def test_other_encodings_and_attachments(tmp_path):
    latin = (
        HEAD + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + TEXT + " Caf=E9.\r\n"
    )
    assert read(tmp_path, latin)[0][0].text.endswith("Caf\u00e9.")
    attached = plain("secret words", "Content-Disposition: attachment; filename=../../etc/passwd\r\n")
    assert "secret" not in read(tmp_path, mail(plain(), attached))[0][0].text


def test_mail_is_known_without_its_ending():
    articles, rejected = read_inputs(["-"], Options(stdin=io.BytesIO(mail(plain()).encode())))
    assert rejected == [] and articles[0].outlet == "Caf\u00e9 Orle"


def test_a_text_that_begins_like_a_letter_stays_a_text(tmp_path):
    text = f"From: the council\nSubject: the bridge\n\n{TEXT}\n"
    assert read(tmp_path, text, "a.txt")[0][0].text == text


@pytest.mark.parametrize(
    "data",
    [
        HEAD + "\r\n",
        mail("Content-Type: image/png\r\n\r\nx", "Content-Type: application/pdf\r\n\r\nx"),
        HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 500,
        "Subject: \ud800".encode("utf-8", "surrogatepass") + b"\xff\r\nDate: \r\n\r\n",
        b"From: " + b"<" * 100_000 + b"\r\nMIME-Version: 1.0\r\n\r\n",
    ],
)
def test_a_mail_without_text_is_rejected_in_a_line(tmp_path, data):
    articles, rejected = read(tmp_path, data)
    assert articles == [] and len(rejected) == 1 and "\n" not in rejected[0].reason
