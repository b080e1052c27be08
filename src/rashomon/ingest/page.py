"""An HTML page to an article's text: trafilatura for the body, the page's own record for the rest."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest import metadata

HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
FEWEST_WORDS = 15  # in sentences, of a page that does not say that it is an article
FEWEST_WORDS_OF_ARTICLE = 5
SENTENCE = re.compile(r"""[.!?…。！？।؟]["'”’)\]]*\Z""")
LOST_SHARE = 0.6  # under this share of the words in the page's own paragraphs, the body may be incomplete


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of one page. `text` is the headline, a blank line and the body, one paragraph a line."""

    text: str
    title: str | None
    about: metadata.Metadata
    notes: tuple[str, ...] = ()


def looks_like_html(head: str) -> bool:
    """Whether a text begins as a web page does."""
    return HTML_START.match(head) is not None


def read_page(markup: str) -> Page:
    """The article in a page; InputError when the page holds none or cannot be parsed."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(markup)
        if tree is None:
            raise InputError("the page is no HTML", hint="give the page's source, or its text")
        about = metadata.read(tree)
        paragraphs = _paragraph_words(tree)
        body = trafilatura.extract(markup, include_comments=False) or ""
    except InputError:
        raise
    except Exception as error:  # whatever a parser does on a hostile page is that page's fault
        raise InputError("the page cannot be parsed", why=f"{type(error).__name__}: {str(error)[:120]}") from error
    lines = [line for line in map(_plain, body.splitlines()) if line]
    title = about.title
    if lines and title and _same(lines[0], title):
        lines = lines[1:]
    elif lines and not title and len(lines) > 1 and not SENTENCE.search(lines[0]) and len(lines[0]) < 200:
        title, lines = lines[0], lines[1:]
    told = sum(_words(line) for line in lines if SENTENCE.search(line) and _words(line) > 4)
    if told < (FEWEST_WORDS_OF_ARTICLE if about.is_article else FEWEST_WORDS):
        raise InputError(
            "the page holds no article",
            why=f"{told} words in sentences" if told else "no sentence of running text",
            hint="give the article's own page, or its text",
        )
    words = sum(len(line.split()) for line in lines)
    notes = (
        (f"the body may be incomplete: {words} words of {paragraphs} in the page's paragraphs",) if words < LOST_SHARE * paragraphs else ()
    )
    head = [title, ""] if title else []
    return Page("\n".join([*head, *lines]), title, about, notes)


def _plain(line: str) -> str:
    """A line without the bars that stand for a table's cells: many older pages lay out their whole text in one table."""
    bare = line.strip()
    if bare.startswith("|"):
        bare = re.sub(r"\s*\|(?:\s*\|)*\s*", " | ", bare).strip(" |")
    return "" if re.fullmatch(r"[-| :]*", bare) else bare


def _words(line: str) -> int:
    """Words of a line; where hardly any are parted by spaces, as in Japanese, three letters are taken for one."""
    words = len(line.split())
    return words if 15 * words > len(line) else len(line) // 3


def _same(line: str, title: str) -> bool:
    plain = [re.sub(r"\W+", " ", t).strip().lower() for t in (line.lstrip("# "), title)]
    return plain[0] == plain[1]


def _paragraph_words(tree: Any) -> int:
    """Words in the paragraphs of the page's article element, or 0 where it has not just one."""
    articles = [a for a in tree.iter("article") if not any(True for _ in a.iterancestors("article"))]
    if len(articles) != 1:
        return 0
    return sum(len(" ".join(p.itertext()).split()) for p in articles[0].iter("p"))
