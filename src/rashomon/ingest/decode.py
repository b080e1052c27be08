"""Bytes to text: which encoding, what was guessed, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from rashomon.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a file's first bytes say that it is, where that is not text.
SIGNATURES = (
    (b"%PDF-", "a PDF document", "save it as text or HTML"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save the document as text"),
    (b"\x1f\x8b", "a gzip file", "unpack it"),
    (b"BZh", "a bzip2 file", "unpack it"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it"),
    (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text"),
    (b"{\\rtf", "an RTF document", "save it as text"),
    (b"SQLite format 3", "an SQLite database", ""),
)
HIGH = re.compile(rb"[\x80-\xff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# Bytes that Windows-1252 uses in English text: curly quotes, dashes, bullets, the ellipsis, currency signs and accented letters.
WINDOWS = re.compile(rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb-\xbe\xc0-\xff]")
GUESS_SAMPLE = 200_000


def decode(data: bytes, *, html: bool = False, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, and notes on what had to be guessed.

    Tries, in order: byte order mark, UTF-8, UTF-16 without a mark, `charset` (as a server names it), the page's own
    declaration (`html`), Windows-1252, a detector.
    Raises InputError for what is empty or is no text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise InputError("the input is empty", hint="give a text with at least one sentence")
    text, notes = _decode(data, html, charset)
    _require_text(text)
    return text, notes


def _decode(data: bytes, html: bool, charset: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, name in MARKS:
        if data.startswith(mark):
            note = () if name == "utf-8" else (f"encoding: {name.upper()} by its byte order mark",)
            return data[len(mark) :].decode(name, errors="replace"), note
    _refuse_known_binaries(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text:
            return text, ()
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), (f"encoding: {wide.upper()}, detected",)
    if b"\x00" in data:
        raise InputError("the input is binary, not text", why="it holds NUL bytes", hint="give plain text, HTML or JSON Lines")
    named = DECLARED.search(data[:4096]) if html else None
    for label, by in ((charset, "server"), (named.group(1).decode("ascii") if named else None, "page")):
        declared = _declared(data, label, by) if label else None
        if declared:
            return declared
    return _guess(data)


def _refuse_known_binaries(data: bytes) -> None:
    for signature, name, hint in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"the input is {name}, not text", hint=hint or "give plain text, HTML or JSON Lines")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has its NUL bytes on every other place."""
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes, name: str, by: str) -> tuple[str, tuple[str, ...]] | None:
    name = "windows-1252" if name.lower() in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else name  # as browsers do
    try:
        if not codecs.lookup(name)._is_text_encoding:
            return None
        return data.decode(name), (f"encoding: {name}, declared by the {by}",)
    except (LookupError, UnicodeDecodeError):
        return None


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    loose = data.decode("utf-8", errors="replace")
    broken = loose.count("\ufffd")
    whole = sum(1 for c in loose if c > "\x7f") - broken
    if whole >= 4 * broken:
        return loose, (f"encoding: UTF-8 with {broken} broken byte sequence{'s' if broken > 1 else ''}, shown as \ufffd",)
    high = HIGH.findall(data[:GUESS_SAMPLE])
    usual = WINDOWS.findall(data[:GUESS_SAMPLE])
    if len(high) <= 0.08 * min(len(data), GUESS_SAMPLE) and len(usual) >= 0.9 * len(high):
        return data.decode("cp1252", errors="replace"), ("encoding: windows-1252, detected",)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESS_SAMPLE]).best()
    if best is None:
        raise InputError("the encoding cannot be told", why="no known encoding gives readable text", hint="save the text as UTF-8")
    return data.decode(best.encoding, errors="replace"), (f"encoding: {best.encoding}, detected",)


def _require_text(text: str) -> None:
    if not text.strip():
        raise InputError("the input is empty", hint="give a text with at least one sentence")
    sample = text[:GUESS_SAMPLE]
    if len(CONTROL.findall(sample)) + sample.count("\ufffd") > max(5, 0.02 * len(sample)):
        raise InputError(
            "the input is binary, not text", why="it is full of control characters", hint="give plain text, HTML or JSON Lines"
        )


def scrub(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with U+FFFD for each character that no UTF-8 file or database can hold: lone surrogates, NUL. Positions stay."""
    bad = re.compile("[\ud800-\udfff\x00]")
    found = len(bad.findall(text))
    if not found:
        return text, ()
    return bad.sub("\ufffd", text), (f"{found} character{'s' if found > 1 else ''} that no text can hold, shown as \ufffd",)
