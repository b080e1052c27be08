"""Lists of feeds: OPML in and out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

OUTLINE = re.compile(r"<outline\b([^>]{0,4000})>", re.IGNORECASE)
ADDRESS = re.compile(r"""\bxmlUrl\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})')""", re.IGNORECASE)


def from_opml(text: str) -> tuple[str, ...]:
    """The addresses of the feeds of an OPML list, each once, in its order. Groups are passed through; nothing in the list is trusted."""
    found: dict[str, None] = {}
    for outline in OUTLINE.finditer(text):
        address = ADDRESS.search(outline.group(1))
        if address:
            found[unescape(address.group(1) or address.group(2)).strip()] = None
    return tuple(found)


def to_opml(feeds: Sequence[str], title: str = "Rashomon") -> str:
    """The feeds as an OPML list that any reader of feeds takes."""
    feeds = [re.sub(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", url) for url in feeds]  # what XML cannot hold
    lines = "".join(f'<outline type="rss" text="{escape(url)}" xmlUrl="{escape(url)}"/>\n' for url in feeds)
    head = f"<head><title>{escape(title)}</title></head>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">{head}<body>\n{lines}</body></opml>\n'
