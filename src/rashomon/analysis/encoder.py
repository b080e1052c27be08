"""The neural reader: one small encoder, called with one sentence at a time: tags, heads, relations and scores for names.

MiniLM (Wang et al. 2020) with an embedding of how words are written, trained by `training/` on Universal Dependencies and open name
corpora. A call reads one sentence, so what is read never depends on the neighbours; sentences run on two threads.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rashomon.analysis import features, trees
from rashomon.errors import ModelError
from rashomon.lang import resources, sessions, wordpieces

if TYPE_CHECKING:
    import onnxruntime

MOST_WORDS = 110  # of one call; a longer sentence is read in stretches that are cut at its marks
MOST_PIECES = 480
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classes:
    """The names of the classes of each head; `transitions` [labels + 1, labels] scores label after label, the last row the first label."""

    tags: tuple[str, ...]
    fine: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    transitions: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as read, one entry a word. `heads` are indices in the sentence, -1 for the root; `names` [words, labels] are scores."""

    tags: tuple[str, ...]
    fine: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    names: Floats


@functools.cache
def classes() -> Classes:
    """The classes of the shipped reader."""
    try:
        c = json.loads(resources.weights("reader.json"))
        tags, fine, relations, names = (tuple(c[k]) for k in ("tags", "fine", "relations", "names"))
        return Classes(tags, fine, relations, names, np.array(c["transitions"], dtype=np.float32))
    except (ValueError, KeyError) as error:
        raise ModelError("a packaged model file is damaged", where="reader.json", why=str(error), hint=resources.HINT) from error


@functools.cache
def _session() -> onnxruntime.InferenceSession:
    return sessions.open_session("reader.onnx")


@functools.lru_cache(maxsize=2)
def read(sentences: tuple[tuple[str, ...], ...]) -> tuple[Reading, ...]:
    """Reads the sentences of an article, given as their words. The last two articles are kept: syntax and names ask for the same one."""
    _session(), classes(), wordpieces.embeddings([0])
    return tuple(sessions.in_order(_sentence, sentences))


def _sentence(words: tuple[str, ...]) -> Reading:
    if not words:
        return Reading((), (), (), (), np.zeros((0, len(classes().names)), np.float32))
    if not any(c.isalnum() for w in words for c in w[: features.CUT]):
        return _marks_only(words)
    parts = [_stretch(part) for part in stretches(words)]
    return parts[0] if len(parts) == 1 else _joined(parts)


def _marks_only(words: tuple[str, ...]) -> Reading:
    """A line of marks needs no model: all of it hangs on its first mark."""
    n = len(words)
    names = np.full((n, len(classes().names)), -9.0, np.float32)
    names[:, 0] = 9.0
    return Reading(("PUNCT",) * n, (".",) * n, (-1,) + (0,) * (n - 1), ("root",) + ("punct",) * (n - 1), names)


def _joined(parts: Sequence[Reading]) -> Reading:
    """Stretches as one sentence: the root of each later one hangs on the first root, beside it (parataxis)."""
    heads: list[int] = []
    relations: list[str] = []
    root = parts[0].heads.index(-1)
    for k, part in enumerate(parts):
        at = len(heads)
        for head, relation in zip(part.heads, part.relations, strict=True):
            inside = head >= 0 or k == 0
            heads.append(head + at if head >= 0 else (-1 if k == 0 else root))
            relations.append(relation if inside else "parataxis")
    tags = tuple(t for p in parts for t in p.tags)
    fine = tuple(t for p in parts for t in p.fine)
    return Reading(tags, fine, tuple(heads), tuple(relations), np.concatenate([p.names for p in parts]))


def stretches(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A sentence in parts that the encoder can hold, cut behind a comma or semicolon where there is one."""
    start = 0
    while start < len(words):
        end, pieces = start, 0
        while end < len(words) and end - start < MOST_WORDS:
            pieces += min(len(wordpieces.pieces(words[end][: features.CUT])), features.PIECES_A_WORD)
            if pieces > MOST_PIECES and end > start:
                break
            end += 1
        if end < len(words):
            end = next((i + 1 for i in range(end - 1, start + (end - start) // 2, -1) if words[i] in {",", ";", ":", "|"}), end)
        yield words[start:end]
        start = end


def inputs(words: Sequence[str]) -> dict[str, NDArray[Any]]:
    """What the encoder is given: embeddings of the pieces, their shapes, and the matrix that averages the pieces of each word."""
    ids, shapes = [wordpieces.CLS], [0]
    spans = []
    for word, shape in zip(words, features.shapes(words), strict=True):
        found = wordpieces.pieces(word[: features.CUT])[: features.PIECES_A_WORD]
        spans.append((len(ids), len(found)))
        ids.extend(found)
        shapes.append(shape)
        if len(found) > 1:
            shapes.extend([shape + 8] * (len(found) - 1))
    ids.append(wordpieces.SEP)
    shapes.append(0)
    mean = np.zeros((len(words), len(ids)), np.float32)
    for row, (at, n) in enumerate(spans):
        mean[row, at : at + n] = 1.0 / n
    return {"embedded": wordpieces.embeddings(ids)[None], "shapes": np.array([shapes], np.int64), "words": mean}


OUTPUTS = ["tags", "arcs", "relations", "governors", "names"]


def _stretch(words: tuple[str, ...]) -> Reading:
    c = classes()
    tags, arcs, left, governors, names = _session().run(OUTPUTS, inputs(words))
    n = len(words)
    heads = trees.best_tree(arcs)
    scores = np.matmul(left.reshape(n, len(c.relations), -1), governors[heads][:, :, None])[:, :, 0]
    root = c.relations.index("root")
    scores[heads > 0, root] = -1e9
    scores[heads == 0] = -1e9
    scores[heads == 0, root] = 0.0
    coarse, fine = tags[:, : len(c.tags)].argmax(1).tolist(), tags[:, len(c.tags) :].argmax(1).tolist()
    return Reading(
        tuple(c.tags[t] for t in coarse),
        tuple(c.fine[t] for t in fine),
        tuple((heads - 1).tolist()),
        tuple(c.relations[r] for r in scores.argmax(1).tolist()),
        names,
    )
