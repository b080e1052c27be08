"""One input to one article: fields checked, text kept, language told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest import dates, entries, language, mail, parsing, plain
from rashomon.ingest.decode import scrub
from rashomon.model import Article, Span

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
LONGEST_FIELD = 1000
PLAIN_SHARE = 0.4  # of the plain part's words; what the HTML lacks of them are links and the small print, up to about half
STRINGS = ("url", "outlet", "title", "language", "story")


def from_plain(identity: str, text: str, source: str, notes: tuple[str, ...]) -> Article:
    """The article of a plain text; the text is kept as it is."""
    text, scrubbed = scrub(text)
    front = plain.read_front(text)
    title = text[front.headline.start : front.headline.end] if front.headline else None
    fields = (("title", title), ("outlet", front.outlet), ("authors", front.authors), ("published", front.published))
    tongue, told = _language(text, None)
    return Article(
        id=identity,
        text=text,
        source=source,
        outlet=front.outlet,
        title=_clean(title),
        headline=front.headline,
        authors=front.authors,
        published=front.published,
        language=tongue,
        notes=notes + scrubbed + told,
        found=tuple((field, "first lines") for field, value in fields if value),
    )


def from_page(identity: str, markup: str, source: str, notes: tuple[str, ...], url: str | None = None) -> Article:
    """The article of a web page; InputError when there is none."""
    read = parsing.read_page(scrub(markup)[0])
    about = read.about
    tongue, told = _language(read.text, about.language)
    return Article(
        id=identity,
        text=read.text,
        source=source,
        outlet=_clean(about.outlet),
        title=_clean(read.title),
        headline=Span(0, len(read.title)) if read.title else None,
        authors=about.authors,
        published=about.published,
        language=tongue,
        url=url or about.url,
        notes=notes + read.notes + told,
        found=about.found,
    )


def from_mail(identity: str, data: bytes, source: str) -> Article:
    """The article of a newsletter: its subject, a blank line, its text. InputError when it carries none.

    The text is that of its HTML part, read as a page, unless the plain part holds more of it.
    """
    read = parsing.read_mail(data)
    body, about, notes = _mail_body(read)
    subject = _clean(scrub(read.subject)[0]) if read.subject else None
    outlet = _clean(scrub(read.sender)[0]) if read.sender else None
    text = scrub("\n\n".join(part for part in (subject, body) if part))
    tongue, told = _language(text[0], about)
    published = dates.iso(read.date)
    fields = (("title", subject), ("outlet", outlet), ("published", published))
    if read.date and not published:
        notes = (*notes, f"published: {read.date[:60]!r} is no date that can be read")
    return Article(
        id=identity,
        text=text[0],
        source=source,
        outlet=outlet,
        title=subject,
        headline=Span(0, len(subject)) if subject else None,
        published=published,
        language=tongue,
        notes=(*notes, *text[1], *told),
        found=tuple((field, "mail header") for field, value in fields if value),
    )


def _mail_body(read: mail.Mail) -> tuple[str, str | None, tuple[str, ...]]:
    """The text of a mail without its subject, its declared language, and what was noticed."""
    plain_part = "\n".join(line.rstrip() for line in (read.plain or "").splitlines()).strip()
    try:
        found = parsing.read_page(scrub(read.markup)[0]) if read.markup else None
    except InputError:
        if not plain_part:
            raise
        found = None
    if found is None or len(found.text.split()) < PLAIN_SHARE * len(plain_part.split()):
        return plain_part, None, ()
    body = found.text.partition("\n\n")[2] if found.title else found.text
    again = bool(read.subject) and body.lower().startswith(str(read.subject).lower())  # newsletters repeat it as their heading
    return body[len(read.subject or "") :].lstrip() if again else body, found.about.language, found.notes


def from_entry(entry: entries.Entry, feed: entries.Feed, source: str) -> Article:
    """The article that an entry of a feed carries: its headline, a blank line, its text. InputError when it carries neither."""
    if not entry.text and not entry.title:
        raise InputError("the entry of the feed is empty")
    text = "\n\n".join(part for part in (entry.title, entry.text) if part)
    record = {"id": entry.link or entry.id, "text": text, "url": entry.link, "title": entry.title, "outlet": feed.title}
    record["published"] = entry.published if dates.iso(entry.published) else None
    article = from_record(record, source, "entry")
    notes = article.notes
    if entries.is_teaser(entry):
        notes = (*notes, "feed: only a teaser of the article")
    if entry.published and not record["published"]:
        notes = (*notes, f"published: {entry.published[:60]!r} is no date that can be read")
    found = tuple(sorted((field, "feed" if way == "input" else way) for field, way in article.found))
    return replace(article, authors=(entry.author,) if entry.author else (), notes=notes, found=found)


def from_record(record: Any, source: str, stem: str = "article") -> Article:
    """The article of one JSON object; InputError when a field cannot be used. `stem` begins the id of a record without id and URL."""
    if not isinstance(record, dict):
        raise InputError("not a JSON object", hint='each line must be an object with "text" or "html"')
    given: dict[str, str | None] = {name: _string(record, name) for name in STRINGS}
    text, markup = record.get("text"), record.get("html")
    if text is not None and not isinstance(text, str):
        raise InputError('"text" must be a string', why=f"it is {_kind(text)}")
    if markup is not None and not isinstance(markup, str):
        raise InputError('"html" must be a string', why=f"it is {_kind(markup)}")
    if not (text or "").strip() and not (markup or "").strip() and given["title"]:
        text = given["title"]  # a feed's bare headline is a short text, not an empty one
    if not (text or "").strip() and not (markup or "").strip():
        known = text is not None or markup is not None
        raise InputError("the article is empty" if known else 'neither "text" nor "html" is given', hint="give one of them a text")
    identity = _identity(record, given["url"], stem)
    if (text or "").strip():
        article = from_plain(identity, text or "", source, ())
    else:
        article = from_page(identity, markup or "", source, (), given["url"])
    return _with_given(article, given, record)


def _with_given(article: Article, given: Mapping[str, str | None], record: Mapping[str, Any]) -> Article:
    """The article with the fields that the input gives, which stand above what the text says."""
    notes = article.notes
    changed: dict[str, Any] = {}
    found = dict(article.found)
    for name in ("url", "outlet", "story"):
        if given[name]:
            changed[name] = given[name]
            found[name] = "input"
    if given["title"]:
        changed["title"] = given["title"]
        found["title"] = "input"
        changed["headline"] = _headline(article, str(given["title"]))
    value = record.get("published")
    if value not in (None, ""):
        published = dates.iso(value)
        if published:
            changed["published"] = published
            found["published"] = "input"
        else:
            notes = (*notes, f"published: {str(value)[:60]!r} is no date that can be read")
    if given["language"]:
        tongue = str(given["language"]).replace("_", "-").split("-")[0].lower()[:3]
        notes = tuple(n for n in notes if not n.startswith("language:"))
        if tongue != "en":
            notes = (*notes, f"language: {language.name(tongue)}, kept but not analysed")
        changed["language"] = tongue
    return replace(article, notes=notes, found=tuple(sorted(found.items())), **changed)


def _headline(article: Article, title: str) -> Span | None:
    """Where the given title stands at the head of the text; None when it is not part of it."""
    start = len(article.text) - len(article.text.lstrip())
    if article.text.startswith(title, start):
        return Span(start, start + len(title))
    same = article.title and re.sub(r"\W+", "", article.title).lower() == re.sub(r"\W+", "", title).lower()
    return article.headline if same else None


def _language(text: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    tongue = language.detect(text)
    if tongue == language.UNKNOWN and declared and declared != "en":
        tongue = declared
    tongue = tongue or declared or "en"
    return tongue, () if tongue == "en" else (f"language: {language.name(tongue)}, kept but not analysed",)


def _identity(record: Mapping[str, Any], url: str | None, stem: str) -> str:
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given not in (None, "") and not isinstance(given, str):
        raise InputError('"id" must be a string', why=f"it is {_kind(given)}")
    if given:
        return scrub(given)[0]
    if url:
        return url
    content = "\0".join(str(record.get(name) or "") for name in ("outlet", "title", "published", "text", "html"))
    return f"{stem}-{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _string(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InputError(f'"{name}" must be a string', why=f"it is {_kind(value)}")
    return _clean(scrub(value[:LONGEST_FIELD])[0])


def _clean(value: str | None) -> str | None:
    """A field of metadata on one line, without control characters and marks that turn the direction of text."""
    bare = " ".join(CONTROL.sub(" ", value).split()) if value else ""
    return bare or None


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "something else")
