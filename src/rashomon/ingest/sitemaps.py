"""Sitemaps: the addresses of a site's pages, with what news sitemaps say of each (sitemaps.org, Google's news extension).

Namespaces are passed over, as sites misspell them. Nothing in a sitemap is trusted: no entity is opened, and what is no address is
left out.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from rashomon.errors import InputError

PROLOGUE = rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,3000}?-->\s*|<\?[^>]{0,300}\?>\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*"
START = re.compile(PROLOGUE + rb"<(?:\w{1,10}:)?(?:urlset|sitemapindex)\b", re.DOTALL | re.IGNORECASE)
LARGEST = 52_428_800  # the protocol's own limit for one sitemap, unpacked
MOST_ADDRESSES = 50_000  # the same
LONGEST_FIELD = 2000
GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a sitemap. `published` and `modified` as they are written; title, outlet and language from a news sitemap."""

    url: str
    modified: str | None = None
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, or the sitemaps of an index, in the order of the file."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def looks_like_sitemap(head: bytes) -> bool:
    """Whether bytes, packed or not, begin as a sitemap or an index of sitemaps does."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 4096)
        except zlib.error:
            return False
    return START.match(head) is not None


def read_sitemap(data: bytes) -> Sitemap:
    """The sitemap in the bytes, packed or not; InputError when they hold none. One that was cut gives what stands before the cut."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(_unpacked(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("the sitemap cannot be parsed", why=str(error)[:100]) from error
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise InputError("not a sitemap")
    found = {"url": list[Listed](), "sitemap": list[Listed]()}
    for child in root:
        kind = _name(child)
        if kind in found and len(found["url"]) + len(found["sitemap"]) < MOST_ADDRESSES:
            listed = _listed(child)
            if listed is not None:
                found[kind].append(listed)
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]))


def _unpacked(data: bytes) -> bytes:
    if data.startswith(GZIP):
        unpack = zlib.decompressobj(wbits=31)
        try:
            data = unpack.decompress(data, LARGEST + 1)
        except zlib.error as error:
            raise InputError("the sitemap is packed and broken", why=str(error)[:60]) from error
    if len(data) > LARGEST:
        raise InputError(f"the sitemap is larger than {LARGEST:,} bytes unpacked", hint="the protocol allows no more; split it")
    return data


def _listed(node: object) -> Listed | None:
    """The fields of one entry, wherever in it they stand; None without an address."""
    fields: dict[str, str] = {}
    outlet = None
    for part in node.iter():  # type: ignore[attr-defined]
        name, text = _name(part), " ".join((part.text or "")[:LONGEST_FIELD].split()) if isinstance(part.tag, str) else ""
        if text and name == "name":
            outlet = outlet or text
        elif text:
            fields.setdefault(name, text)
    url = fields.get("loc", "")
    if not re.match(r"https?://\S+\Z", url, re.IGNORECASE):
        return None
    return Listed(url, fields.get("lastmod"), fields.get("publication_date"), fields.get("title"), outlet, fields.get("language"))


def _name(node: object) -> str:
    tag = getattr(node, "tag", "")
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
