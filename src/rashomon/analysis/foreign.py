"""A spaCy pipeline of the user's own in place of the shipped segmentation, syntax and names.

The pipeline is given as the loaded object; nothing here imports spaCy. It reads one line or wrapped paragraph a call, cut at its
`max_length`, so that a sentence never runs over a line break and a text of any length is read. What the pipeline does not give comes from
the shipped reader: without sentences the words, sentences and syntax; without a parser the trees; without tags the tags; without a
recogniser the names.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from rashomon.analysis import clearnlp, encoder, names, segment, syntax
from rashomon.analysis.annotator import Annotator
from rashomon.errors import ModelError
from rashomon.lang import lemmas, resources
from rashomon.model import Analysis, Mention, Sentence, Token

Place = tuple[int, int]


class Language(Protocol):
    """What is used of spaCy's `Language`: called with a text it returns a `Doc`; longer texts than `max_length` it refuses."""

    max_length: int

    @property
    def meta(self) -> dict[str, Any]:
        """Name, language and version of the pipeline."""
        ...

    def __hash__(self) -> int: ...

    def __call__(self, text: str, /) -> Any:
        """The `Doc` of a text."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """What the pipeline says of a part of the text that begins at `start`."""

    start: int
    doc: Any


@dataclass(frozen=True, slots=True)
class Raw:
    """The tree of one sentence as the pipeline has it; heads are indices in the sentence, -1 for each word whose head is not in it."""

    heads: tuple[int, ...]
    labels: tuple[str, ...]


@functools.cache
def kinds() -> dict[str, str]:
    """Label of a name to its kind (a key of `names.TYPES`)."""
    return {label: kind for label, kind in resources.rows("analysis/data/foreign_names.tsv")}  # noqa: C416


def title(pipeline: Language) -> str:
    """Name and version of a pipeline, such as "en_core_web_trf 3.8.0"."""
    meta = pipeline.meta
    return f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}".strip("_ ")


def annotator(pipeline: Language) -> Annotator:
    """One step that does the work of `segment`, `syntax` and `names` with the pipeline. It raises ModelError when the pipeline fails."""
    made = ("tokens", "sentences", "syntax", "mentions")
    return Annotator("spacy", title(pipeline), ("article", "boilerplate"), made, functools.partial(_run, pipeline))


def _run(pipeline: Language, analysis: Analysis) -> Analysis:
    text = analysis.article.text
    pieces = [Piece(start, _called(pipeline, text[start:end], analysis.article.id)) for start, end in places(text, pipeline.max_length)]
    if all(piece.doc.has_annotation("SENT_START") for piece in pieces):
        tokens, sentences = _words(text, pieces)
        analysis = replace(analysis, tokens=tokens, sentences=tuple(segment.with_roles(analysis, sentences)))
    else:
        analysis = syntax.run(segment.run(analysis))
    if any(piece.doc.has_annotation("ENT_IOB") for piece in pieces):
        return replace(analysis, mentions=_mentions(text, analysis.tokens, pieces))
    return names.run(analysis)


def _called(pipeline: Language, text: str, article: str) -> Any:
    try:
        doc = pipeline(text)
    except Exception as error:  # whatever a pipeline of other people's making raises
        why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        raise ModelError("the spaCy pipeline failed", where=article, why=why, hint="read without it, or repair it") from error
    if doc.text != text:
        raise ModelError("the spaCy pipeline changes the text", where=article, hint="its tokeniser must keep every character")
    return doc


def places(text: str, longest: int) -> Iterator[Place]:
    """The lines and wrapped paragraphs of a text, in parts of at most `longest` code points, cut behind a blank where there is one."""
    longest = max(longest, 1)
    for start, end in segment.lines(text):
        while end - start > longest:
            blank = text.rfind(" ", start + longest // 2, start + longest)
            cut = blank + 1 if blank >= 0 else start + longest
            yield start, cut
            start = cut
        yield start, end


def _words(text: str, pieces: Sequence[Piece]) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Tokens and sentences of an article. A word that is blank is left out; what hangs on it hangs on its head."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    raw: list[Raw] = []
    for piece in pieces:
        for words in _sentences(piece.doc):
            first = len(tokens)
            for word in words:
                start = piece.start + word.idx
                tokens.append(
                    Token(start, start + len(word.text), word.text, word.lemma_, word.pos_, sentence=len(sentences), fine=word.tag_)
                )
            sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens)))
            raw.append(_raw(words))
    known = encoder.classes()
    lacking = any(t.tag not in known.tags or t.fine not in known.fine for t in tokens)
    own = syntax.parse(tokens, sentences) if lacking or not all(_whole(r) for r in raw) else ()
    for i, t in enumerate(tokens):
        tag = t.tag if t.tag in known.tags else own[i].tag
        fine = t.fine if t.fine in known.fine else own[i].fine
        tokens[i] = replace(t, tag=tag, fine=fine, lemma=t.lemma or lemmas.lemma(t.text, fine, tag))
    clear = any(not clearnlp.TELLING.isdisjoint(r.labels) for r in raw)
    for sentence, r in zip(sentences, raw, strict=True):
        place = slice(sentence.first, sentence.last)
        if _whole(r):
            tokens[place] = _hung(tokens[place], sentence.first, r, clear)
        else:
            tokens[place] = [replace(t, head=o.head, relation=o.relation) for t, o in zip(tokens[place], own[place], strict=True)]
    return tuple(tokens), tuple(sentences)


def _sentences(doc: Any) -> Iterator[list[Any]]:
    """The words of each sentence, in parts of at most LONGEST words."""
    for sentence in doc.sents:
        words = [word for word in sentence if not word.text.isspace()]
        for at in range(0, len(words), segment.LONGEST):
            yield words[at : at + segment.LONGEST]


def _raw(words: Sequence[Any]) -> Raw:
    place = {word.i: k for k, word in enumerate(words)}
    heads = []
    for word in words:
        head = word.head
        while head.text.isspace() and head.head.i != head.i:
            head = head.head
        heads.append(place.get(head.i, -1) if head.i != word.i else -1)
    return Raw(tuple(heads), tuple(word.dep_ for word in words))


def _whole(raw: Raw) -> bool:
    """Whether every word has a label and a way up to a word without head."""
    fine = [head < 0 for head in raw.heads]
    for i in range(len(fine)):
        way: list[int] = []
        while not fine[i] and len(way) <= len(fine):
            way.append(i)
            i = raw.heads[i]
        if not fine[i]:
            return False
        for k in way:
            fine[k] = True
    return all(raw.labels)


def _hung(tokens: Sequence[Token], first: int, raw: Raw, clear: bool) -> list[Token]:
    """The words of one sentence as one tree: later words without head hang on the first one beside it (parataxis)."""
    rootless = [i for i, head in enumerate(raw.heads) if head < 0]
    root = next((i for i in rootless if raw.labels[i] in ("ROOT", "root")), rootless[0])
    heads = [root if head < 0 and i != root else head for i, head in enumerate(raw.heads)]
    labels = ["root" if i == root else "parataxis" if raw.heads[i] < 0 else label for i, label in enumerate(raw.labels)]
    if clear:
        heads, labels = clearnlp.universal(heads, labels, [t.tag for t in tokens], [t.lemma for t in tokens])
    return [
        replace(t, head=head + first if head >= 0 else -1, relation=_relation(label) if head >= 0 else "root")
        for t, head, label in zip(tokens, heads, labels, strict=True)
    ]


def _relation(label: str) -> str:
    """The relation of a word that is no root: one that the later steps know."""
    label = clearnlp.renamed().get(label, label)
    known = encoder.classes().relations
    if label not in known:
        label = label.partition(":")[0]
    return label if label in known and label != "root" else "dep"


def _mentions(text: str, tokens: Sequence[Token], pieces: Sequence[Piece]) -> tuple[Mention, ...]:
    """The pipeline's names: whole words of one sentence, without articles and titles, each name of one type in the whole article."""
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    words = [t.text for t in tokens]
    found: list[names.Found] = []
    for piece in pieces:
        for entity in piece.doc.ents:
            kind = kinds().get(entity.label_)
            if kind is None:
                continue
            first = max(bisect_right(ends, piece.start + entity.start_char), found[-1].last if found else 0)
            last = bisect_left(starts, piece.start + entity.end_char)
            while last > first and tokens[last - 1].sentence != tokens[first].sentence:
                last -= 1
            first, last = names.trimmed(words, first, last, kind)
            if first < last:
                belief = np.array([float(kind == one) for one in names.KINDS], np.float32)
                found.append(names.Found(first, last, belief))
    return names.voted(text, tokens, found)
