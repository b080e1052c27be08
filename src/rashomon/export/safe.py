"""Makes the text of articles harmless to show: no terminal escapes, no control characters, nothing that turns the reading direction."""

from __future__ import annotations

import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
LINE_BREAKS = {"\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
INVISIBLE = {"\u061c", "\u200b", "\u200e", "\u200f", "\ufeff"}


def visible(text: str) -> str:
    """The text with each unsafe character as a visible stand-in: the control pictures of Unicode, or the replacement character.

    Line breaks and tabs stay; exotic line breaks become plain ones; zero-width spaces and marks of direction go.
    """
    return UNSAFE.sub(_picture, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The same on one line, with runs of white space as one space."""
    return " ".join(visible(text).split())


def _picture(found: re.Match[str]) -> str:
    char = found.group()
    if char in LINE_BREAKS:
        return "\n"
    if char in INVISIBLE:
        return ""
    if char < "\x20":
        return chr(0x2400 + ord(char))
    return "\u2421" if char == "\x7f" else "\ufffd"
