"""RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0: one parse by libxml2, one pass over its tree.

Of names that stand in several namespaces the feed's own counts first, then those of others (dc:title, media:description). What is ill
formed is mended where libxml2 can; what is no feed of these kinds, or declares entities, is left to the patient parser. Nothing in a
feed is trusted: no entity is opened, nothing is loaded, and the limits of libxml2 on depth and size hold.
"""

from __future__ import annotations

import functools
import html
import html.entities
import re
from typing import TYPE_CHECKING

from lxml import etree

from rashomon.errors import InputError
from rashomon.ingest import dates
from rashomon.ingest.decode import decode
from rashomon.ingest.entries import LONGEST_FIELD, MOST_ENTRIES, Entry, Feed, line, plain_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ATOM = frozenset({"http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"})
RSS_1 = "http://purl.org/rss/1.0/"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ABOUT = RDF + "about"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = frozenset({"xhtml", "application/xhtml+xml"})
ADDRESS = ("http://", "https://")
# What an element of an entry tells, and its place among those that tell the same: pubDate before dc:date.
TELLS = {
    "title": ("title", 0),
    "link": ("link", 0),
    "guid": ("id", 1),
    "encoded": ("content", 0),
    "description": ("summary", 0),
    "summary": ("summary", 1),
    "pubdate": ("published", 0),
    "published": ("published", 1),
    "issued": ("published", 2),
    "date": ("published", 3),
    "lastbuilddate": ("updated", 0),
    "updated": ("updated", 1),
    "modified": ("updated", 2),
    "author": ("author", 0),
    "creator": ("author", 1),
}
OWN = {"id": ("id", 0), "content": ("content", 1)}  # names that mean other things elsewhere (media:content)
MOST_NAMES = 2000  # of elements whose meaning is remembered; feeds make up names
LONGEST_NAME = 200
WORST = 99
ALTERNATE, UNRELATED = -1, 9  # links that say of themselves that they lead to the article, and those that lead elsewhere
PROSE = frozenset({"title", "content", "summary"})
LARGEST_MENDED = 10_000_000  # bytes; from here on what libxml2 leaves out may be for its limits, not for the fault
OTHER_ENCODING = frozenset(  # faults by which bytes are not in the encoding that they are said to be in
    {
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    }
)
DECLARED = re.compile(r"<\?xml[^<>]{0,300}>")
NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
START = re.compile(rb"<\?xml\b|<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)

# Left as it is: collect_ids, which where it is off makes libxml2 open the file that a document type names.
_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_STRICT = etree.XMLParser(remove_comments=True, remove_pis=True, **_OPTIONS)


def read_xml(data: bytes) -> Feed | None:
    """The feed in bytes that are well-formed XML; None for what is not, and for what is no feed that is known here."""
    try:
        root = etree.fromstring(data, _STRICT)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _feed(root)


def read_broken(data: bytes) -> Feed | None:
    """The feed in bytes that are no well-formed XML, as far as it can be mended; None where nothing is left of it."""
    if len(data) > LARGEST_MENDED:
        return None
    root, faults = _mended(data)
    if root is None or faults & OTHER_ENCODING:
        try:
            text = DECLARED.sub("", decode(data)[0].lstrip(), count=1)
        except InputError:
            return None
        root, faults = _mended(text.encode("utf-8", "replace"))
    if root is None or etree.ErrorTypes.ERR_RESOURCE_LIMIT in faults:
        return None
    feed = _feed(root)
    return feed if feed is not None and (feed.entries or feed.title) else None


def _mended(data: bytes) -> tuple[Element | None, set[int]]:
    """The tree that libxml2 makes in spite of faults, and the kinds of these."""
    start = None if data[:1] == b"<" else START.search(data[:8192])
    data = NAMED.sub(_numbered, data[start.start() :] if start else data)
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, recover=True, **_OPTIONS)  # its own, for its list of faults
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root, {fault.type for fault in parser.error_log}


def _numbered(name: re.Match[bytes]) -> bytes:
    """A character by its number where the bytes call it by its name in HTML, which XML does not know."""
    found = html.entities.name2codepoint.get(name.group(1).decode("ascii"))
    return b"&#%d;" % found if found and found > 127 else name.group()


def _title(element: Element, places: _Places) -> str | None:
    return plain_text(_held(element, "title", places)[:LONGEST_FIELD]).replace("\n", " ") or None


def _feed(root: Element) -> Feed | None:
    form = _form(root.tag)
    if form is None:
        return None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        return None
    channel = root if form.atom else next(root.iterchildren("{*}channel"), root)
    places = form if form.atom or channel is root else _within(channel.tag)
    # At any depth: broken feeds lack end tags.
    items = list(root.iter(places.item)) or list(root.iter("{*}item", "{*}entry"))
    title = next(channel.iterchildren(places.title, "{*}title"), None)
    return Feed(
        None if title is None else _title(title, places),
        line(channel.get(LANGUAGE)),
        tuple([_entry(item, places) for item in items[:MOST_ENTRIES]]),
    )


@functools.lru_cache(maxsize=16)
def _form(tag: str) -> _Places | None:
    """What the elements tell in a feed whose root has this tag; None for no feed."""
    space, _, name = tag.rpartition("}")
    own, name = space[1:], name.lower()
    if name == "feed":
        return _Places(own, atom=True)
    if name == "rdf":
        return _Places(RSS_1) if space + "}" == RDF else None
    return _Places(own) if name == "rss" else None


@functools.lru_cache(maxsize=16)
def _within(tag: str) -> _Places:
    """The same by the tag of its channel, which RDF puts into a namespace of its own."""
    return _Places(tag.rpartition("}")[0][1:])


class _Places(dict[object, tuple[str, int] | None]):
    """What an element tells of an entry, by its tag, in feeds of one namespace; None for nothing."""

    def __init__(self, own: str, *, atom: bool = False) -> None:
        super().__init__()
        self._own = own
        self.atom = atom
        prefix = f"{{{own}}}" if own else ""
        self.item, self.title = prefix + ("entry" if atom else "item"), prefix + "title"

    def __missing__(self, tag: object) -> tuple[str, int] | None:
        found = self._place(tag) if isinstance(tag, str) else None
        if len(self) < MOST_NAMES and len(str(tag)) < LONGEST_NAME:
            self[tag] = found
        return found

    def _place(self, tag: str) -> tuple[str, int] | None:
        space, _, name = tag.rpartition("}")
        space, name = space[1:], name.lower()
        foreign = space != self._own
        if name in OWN and (space in ATOM or (not foreign and (self.atom or name == "content"))):
            return OWN[name][0], 2 * OWN[name][1]
        if name == "link" and foreign and space and space not in ATOM:
            return None
        told = TELLS.get(name)
        return told and (told[0], 2 * told[1] + foreign)


def _entry(item: Element, places: _Places) -> Entry:
    told: dict[str, str] = {}
    held: dict[str, int] = {}
    link, nearest = None, UNRELATED
    for child in item:
        place = places[child.tag]
        if place is None:
            continue
        what, rank = place
        if what == "link":
            rel = child.get("rel")
            distance = rank if rel is None else ALTERNATE if rel == "alternate" else UNRELATED
            if link is None or distance < nearest:
                link, nearest = line(child.get("href") or child.text) or link, distance
        elif rank < held.get(what, WORST) and (text := _held(child, what, places)):
            told[what], held[what] = text, rank
    if nearest == UNRELATED and held.get("id") and told["id"].strip().startswith(ADDRESS):
        link = line(told["id"])  # a guid; what Atom calls an id may be the address of nothing
    title = plain_text(told["title"]).replace("\n", " ") or None if "title" in told else None
    bodies = [plain_text(told[what]) for what in ("content", "summary") if what in told]
    text = max(bodies, key=len) if bodies else ""
    published = _published(told.get("published")) or _published(told.get("updated"))
    identity = line(told.get("id") or item.get(ABOUT))
    return Entry(identity or link or title or "", link, title, text, published, line(told.get("author")))


def _held(element: Element, what: str, places: _Places) -> str:
    """What an element holds, in fields of prose with the markup in it; empty for white space."""
    text: str | None = element.text
    if len(element) and (what != "title" or not any(places[child.tag] for child in element)):  # a title that was not closed
        if what == "author":
            element = next(element.iterchildren("{*}name"), element)
        text = _markup(element) if what in PROSE else "".join(element.itertext())
    return "" if text is None or text.isspace() else text


def _markup(element: Element) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return text if element.get("type") in XHTML else html.unescape(text)  # of escaped markup beside real one: one of both


def _published(value: str | None) -> str | None:
    """The date as ISO 8601; as the feed writes it where it cannot be read, so that this is told."""
    return (dates.moment(value) or line(value)) if value else None
