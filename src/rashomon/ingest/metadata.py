"""What a web page says about itself: JSON-LD first, then its meta tags, then the page.

The body is never taken from here: a page's `articleBody` is often cut.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rashomon.ingest import dates

ARTICLE_TYPES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "Report",
    "TechArticle",
    "SocialMediaPosting",
)
TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title")
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "citation_author")
DATES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "date",
)
OUTLETS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name", "citation_journal_title")
BYLINES = (
    ("//article//a[@rel='author'] | //header//a[@rel='author'] | //main//a[@rel='author']", "author link"),
    ("//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*)]", "itemprop author"),
)
FULL_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s+){1,3}[^\W\d_a-z][\w.'’-]*\Z")  # two to four words that begin with capitals
MOST_AUTHORS = 20
MOST_LINKED = 3  # more links to authors than these are those of other articles too
MOST_NODES = 500
DEEPEST = 12
LONGEST_SCRIPT = 2_000_000
SEPARATOR = re.compile(r"\s+(?:[|•·»–—-]|::)\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself; `found` says where each field was read."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    is_article: bool = False
    found: tuple[tuple[str, str], ...] = ()


def read(tree: Any) -> Metadata:
    """The metadata of a page parsed by lxml."""
    record = _record(tree)
    tags = _tags(tree)
    outlet, outlet_from = _first(("json-ld", _outlet(record)), *_tagged(tags, OUTLETS))
    title, title_from = _first(
        ("json-ld", _text(record.get("headline")) or _text(record.get("name"))),
        *_tagged(tags, TITLES),
        ("h1", _only_heading(tree)),
        ("title", _text(tree.findtext(".//title"))),
    )
    if title and title_from != "json-ld":
        title = _without_site(title, outlet)
    authors, authors_from = _authors(record, tags, outlet, tree)
    published, published_from = _published(record, tags, tree)
    language = _text(record.get("inLanguage")) or tree.get("lang") or _text(tags.get("og:locale"))
    canonical = tree.xpath("string((//link[@rel='canonical']/@href)[1])") or tags.get("og:url") or ""
    ways = (("title", title_from), ("authors", authors_from), ("published", published_from), ("outlet", outlet_from))
    return Metadata(
        title=title,
        authors=authors,
        published=published,
        outlet=outlet,
        language=language.replace("_", "-").split("-")[0].lower()[:3] if isinstance(language, str) and language else None,
        url=canonical if re.match(r"https?://", canonical) else None,
        is_article=bool(record) or tags.get("og:type", "").lower() == "article",
        found=tuple((field, way) for field, way in ways if way),
    )


def _record(tree: Any) -> dict[str, Any]:
    """The JSON-LD node that describes the article; the most specific type first, then the order of the page."""
    found: list[tuple[int, int, dict[str, Any]]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        source = script.text or ""
        if len(source) > LONGEST_SCRIPT:
            continue
        for node in _nodes(_loads(source)):
            types = node.get("@type")
            for kind in types if isinstance(types, list) else [types]:
                if kind in ARTICLE_TYPES:
                    found.append((ARTICLE_TYPES.index(kind) if kind in ("Article", "BlogPosting") else 0, len(found), node))
    return min(found, key=lambda item: item[:2])[2] if found else {}


def _loads(source: str) -> Any:
    source = re.sub(r"\A\s*(?:<!--|/\*.{0,40}?\*/|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*;?\s*\Z", "", source.strip().rstrip(";"))
    for text in (source, re.sub(r",(\s*[}\]])", r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document that can be the article, in the order of the document."""
    queue: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(MOST_NODES):
        if not queue:
            return
        node, depth = queue.pop(0)
        if isinstance(node, list):
            queue[:0] = [(child, depth + 1) for child in node[:MOST_NODES] if depth < DEEPEST]
        elif isinstance(node, dict):
            yield node
            inner = [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if isinstance(node.get(key), list | dict)]
            queue[:0] = [(child, depth + 1) for child in inner if depth < DEEPEST]


def _tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = _text(tag.get("content"))
        if name and content and len(tags) < MOST_NODES:
            tags.setdefault(name.strip().lower(), content)
    return tags


def _tagged(tags: dict[str, str], names: tuple[str, ...]) -> list[tuple[str, str | None]]:
    return [(f"meta {name}", tags.get(name)) for name in names]


def _first(*candidates: tuple[str, str | None]) -> tuple[str | None, str]:
    return next(((value, way) for way, value in candidates if value), (None, ""))


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    text = " ".join(html.unescape(re.sub(r"<[^<>]{0,200}>", "", value[:2000])).split())
    return text if re.search(r"\w", text) and "{{" not in text else None


def _outlet(record: dict[str, Any]) -> str | None:
    for key in ("publisher", "sourceOrganization", "copyrightHolder"):
        name = _text(record.get(key))
        if name and not name.startswith("http"):
            return name
    return None


def _authors(record: dict[str, Any], tags: dict[str, str], outlet: str | None, tree: Any) -> tuple[tuple[str, ...], str]:
    """Who wrote it. A house that names only itself as its author is taken at its word when nothing names a person."""
    given = record.get("author") or record.get("creator")
    names = [n for n in (_text(a) for a in (given if isinstance(given, list) else [given])) if n]
    cleaned = _people(names, outlet)
    if cleaned:
        return cleaned, "json-ld"
    for name in AUTHORS:
        cleaned = _people([tags[name]] if name in tags else [], outlet)
        if cleaned:
            return cleaned, f"meta {name}"
    for place, way in BYLINES:
        texts = (_text(" ".join(node.itertext())) for node in tree.xpath(place)[:MOST_AUTHORS])
        cleaned = tuple(name for name in _people([t for t in texts if t], outlet) if FULL_NAME.match(name))
        if 0 < len(cleaned) <= MOST_LINKED:
            return cleaned, way
    return _people(names, None), "json-ld" if names else ""


def _people(names: list[str], outlet: str | None) -> tuple[str, ...]:
    people: list[str] = []
    for name in names:
        if "//" in name or re.match(r"/|[a-z\d_.-]+\Z", name):
            continue  # the address of a page about the author, or the name of an account
        bare = re.sub(r"\A(?:by|von|par|por)\s+", "", name, flags=re.IGNORECASE)
        for part in re.split(r"\s*(?:,|;|\||/|\s&\s|\sand\s)\s*", bare):
            usable = part and len(part) < 80 and "http" not in part and "@" not in part and "." not in part.strip(".")[-4:]
            if usable and part.lower() != (outlet or "").lower() and part not in people:
                people.append(part)
    return tuple(people)


def _published(record: dict[str, Any], tags: dict[str, str], tree: Any) -> tuple[str | None, str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        day = dates.iso(_text(record.get(key)))
        if day:
            return day, "json-ld"
    for name in DATES:
        day = dates.iso(tags.get(name))
        if day:
            return day, f"meta {name}"
    for place in (
        "//*[@itemprop='datePublished']/@datetime",
        "//*[@itemprop='datePublished']/@content",
        "//article//time/@datetime",
        "//time/@datetime",
    ):
        day = dates.iso(tree.xpath(f"string(({place})[1])"))
        if day:
            return day, "time element"
    return None, ""


def _only_heading(tree: Any) -> str | None:
    """The page's h1, or the article's own, when there is just one."""
    for place in (".//article//h1", ".//h1"):
        found = [t for t in (_text(" ".join(h.itertext())) for h in tree.iterfind(place)) if t]
        if len(found) == 1:
            return found[0]
    return None


def _without_site(title: str, outlet: str | None) -> str:
    """The title without the site's name behind (or before) a separator."""
    parts = SEPARATOR.split(title)
    if len(parts) < 2 or not outlet:
        return title
    if parts[-1].lower() == outlet.lower():
        return title[: title.lower().rindex(parts[-1].lower())].rstrip(" |•·»–—-:")
    if parts[0].lower() == outlet.lower():
        return title[len(parts[0]) :].lstrip(" |•·»–—-:")
    return title
