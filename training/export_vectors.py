"""Writes the shared word pieces (vocab.txt, wordpieces*.npy) and the sentence-vector model (vectors.onnx) from the pretrained encoder."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import minilm
import numpy as np
from graph import HIDDEN, Graph, quantise_rows
from onnx import TensorProto

POSITIONS = 256
TARGET = Path(__file__).resolve().parent.parent / "src" / "rashomon" / "lang" / "weights"


def vectors(w: dict[str, np.ndarray], limit: int) -> Graph:
    """The encoder with the mean over all pieces, scaled to unit length."""
    g = Graph(limit)
    embedded = g.input("embedded", TensorProto.FLOAT, [1, "pieces", HIDDEN])
    states = g.encoder(w, embedded, POSITIONS)
    mean = str(g.op("ReduceMean", states[-1], g.const(np.array([0, 1])), keepdims=0))
    norm = str(g.op("ReduceL2", mean, g.const(np.array([0])), keepdims=1))
    g.output(str(g.op("Div", mean, norm)), "vector", [HIDDEN])
    return g


def write_digests(folder: Path) -> None:
    """sha256 of every weight file into digests.json, sorted by name."""
    found = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.iterdir())
        if p.suffix in {".npy", ".onnx", ".txt", ".json"} and p.name != "digests.json"
    }
    (folder / "digests.json").write_text(json.dumps(found, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--limit", type=int, default=63, help="largest int8 weight")
    options = parser.parse_args()
    w = minilm.arrays()
    options.out.mkdir(parents=True, exist_ok=True)
    values, scale = quantise_rows(w["embeddings.word_embeddings.weight"])
    np.save(options.out / "wordpieces.npy", values)
    np.save(options.out / "wordpieces.scale.npy", scale)
    (options.out / "vocab.txt").write_bytes((minilm.folder() / "vocab.txt").read_bytes())
    vectors(w, options.limit).save(options.out / "vectors.onnx", {"name": "all-MiniLM-L6-v2", "licence": "Apache-2.0"})
    write_digests(options.out)


if __name__ == "__main__":
    main()
