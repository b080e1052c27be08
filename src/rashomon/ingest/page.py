"""An HTML page to an article's text: the body by `body`, the rest from the page's own record."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from rashomon.errors import InputError
from rashomon.ingest import body, metadata
from rashomon.ingest.body import SENTENCE

HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
FEWEST_WORDS = 15  # in sentences, of a page that does not say that it is an article
FEWEST_WORDS_OF_ARTICLE = 5
FEWEST_WORDS_OF_LIST = 50  # of an article that has no sentence: results, a calendar
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
        lines = body.read_body(markup, tree)
    except InputError:
        raise
    except Exception as error:  # whatever a parser does on a hostile page is that page's fault
        raise InputError("the page cannot be parsed", why=f"{type(error).__name__}: {str(error)[:120]}") from error
    title = about.title
    if lines and title and _same(lines[0], title):
        lines = lines[1:]
    elif lines and not title and len(lines) > 1 and not SENTENCE.search(lines[0]) and len(lines[0]) < 200:
        title, lines = lines[0], lines[1:]
    told = sum(_words(line) for line in lines if SENTENCE.search(line) and _words(line) > 4)
    words = sum(len(line.split()) for line in lines)
    listed = about.is_article and words >= FEWEST_WORDS_OF_LIST
    if not listed and told < (FEWEST_WORDS_OF_ARTICLE if about.is_article else FEWEST_WORDS):
        raise InputError(
            "the page holds no article",
            why=f"{told} words in sentences" if told else "no sentence of running text",
            hint="give the article's own page, or its text",
        )
    notes = (
        (f"the body may be incomplete: {words} words of {paragraphs} in the page's paragraphs",) if words < LOST_SHARE * paragraphs else ()
    )
    head = [title, ""] if title else []
    return Page("\n".join([*head, *lines]), title, about, notes)


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
