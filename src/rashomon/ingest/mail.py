"""Newsletters as they arrive by mail (.eml): headers, and the part that carries the text. Attachments are not opened."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import parseaddr

from rashomon.errors import InputError

FIELD = re.compile(rb"([A-Za-z][A-Za-z-]{1,40}):[ \t]*[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*")
SURE = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"list-unsubscribe"})
MOST_PARTS = 200
LONGEST_HEADER = 1000


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says: its subject, who sent it, when (as the header writes it), and its text as markup, as plain text, or as both."""

    subject: str | None
    sender: str | None
    date: str | None
    markup: str | None
    plain: str | None


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a mail: who sent it, and a header that only mail has."""
    names, place = set[bytes](), 5 if head.startswith(b"From ") else 0
    place = head.find(b"\n") + 1 if place else 0
    while found := FIELD.match(head, place):
        names.add(found.group(1).lower())
        place = found.end()
    return b"from" in names and bool(names & SURE)


def read_mail(data: bytes) -> Mail:
    """The mail in the bytes; InputError when it carries no text."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = _parts(message)
        name, address = parseaddr(_header(message, "From") or "")
        found = Mail(_header(message, "Subject"), name or address or None, _header(message, "Date"), parts.get("html"), parts.get("plain"))
    except InputError:
        raise
    except Exception as error:  # the standard library raises many kinds on hostile mail; each is that mail's fault
        raise InputError("the mail cannot be parsed", why=f"{type(error).__name__}: {str(error)[:100]}") from error
    if not (found.markup or "").strip() and not (found.plain or "").strip():
        raise InputError("the mail carries no text", hint="give the newsletter itself, not a mail that only has attachments")
    return found


def _parts(message: Message) -> dict[str, str]:
    """The first HTML and the first plain part that are no attachments."""
    found: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number == MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or kind not in ("text/html", "text/plain"):
            continue
        text = _text(part)
        if text.strip():
            found.setdefault(kind.partition("/")[2], text)
    return found


def _text(part: Message) -> str:
    """The part's text in its own encoding; in Windows' western one where that is unknown or wrong."""
    if not isinstance(part, EmailMessage):
        return ""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _header(message: Message, name: str) -> str | None:
    """A header on one line, its encoded words opened; None where it is missing or cannot be read."""
    try:
        value = str(message.get(name) or "")
    except Exception:  # a header that the library cannot read is one that is not there
        return None
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(value[:LONGEST_HEADER].split()) or None
