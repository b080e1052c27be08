"""Turns trained parameters into the shipped reader: reader.onnx (int8) and reader.json (classes, transitions between name labels)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from export_vectors import TARGET, write_digests
from graph import HIDDEN, Graph
from network import LAYERS, NAMES
from onnx import TensorProto

POSITIONS = 512


def bert_names(p: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The encoder's parameters under BERT's names, as `Graph.encoder` wants them."""
    w = {
        "embeddings.position_embeddings.weight": p["positions"],
        "embeddings.token_type_embeddings.weight": np.zeros((1, HIDDEN), np.float32),
        "embeddings.LayerNorm.weight": p["norm.weight"],
        "embeddings.LayerNorm.bias": p["norm.bias"],
    }
    for i in range(LAYERS):
        for mine, theirs in NAMES.items():
            for kind in ("weight", "bias"):
                w[f"encoder.layer.{i}.{theirs}.{kind}"] = p[f"layers.{i}.{mine}.{kind}"]
    return w


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def reader(p: dict[str, np.ndarray], limit: int) -> Graph:
    g = Graph(limit)
    embedded = g.input("embedded", TensorProto.FLOAT, [1, "pieces", HIDDEN])
    shapes = g.input("shapes", TensorProto.INT64, [1, "pieces"])
    words = g.input("words", TensorProto.FLOAT, ["words", "pieces"])
    shaped = str(g.op("Add", embedded, str(g.op("Gather", g.const(p["shape.weight"]), shapes))))
    states = g.encoder(bert_names(p), shaped, POSITIONS)
    mixes = softmax(p["mix"])
    mixed = []
    for k in range(2):
        parts = [str(g.op("Mul", s, g.const(np.array(mixes[k, i], np.float32)))) for i, s in enumerate(states)]
        joined = str(g.op("Sum", *parts))
        flat = str(g.op("Squeeze", joined, g.const(np.array([0]))))
        mixed.append(str(g.op("MatMul", words, flat)))
    syntax, naming = mixed

    def dense(x: str, name: str) -> str:
        return g.linear(x, p[f"{name}.weight"].T, p[f"{name}.bias"])

    def gelu(x: str) -> str:
        return str(g.op("Gelu", x, domain="com.microsoft"))

    def one(x: str) -> str:
        """x with a column of ones behind it."""
        pad = g.const(np.array([0, 0, 0, 1]))
        return str(g.op("Pad", x, pad, g.const(np.array(1.0, np.float32))))

    # Tags, both kinds, and the four projections of the parser share one matrix product with their input.
    rooted = str(g.op("Concat", g.const(p["root"][None]), syntax, axis=0))
    tags = g.linear(syntax, np.concatenate([p["tag.weight"], p["fine.weight"]]).T, np.concatenate([p["tag.bias"], p["fine.bias"]]))
    g.output(tags, "tags", ["words", len(p["tag.bias"]) + len(p["fine.bias"])])
    d = one(gelu(dense(syntax, "arc_dependent")))
    h = gelu(dense(rooted, "arc_head"))
    left = g.linear(d, p["arc"], None)
    g.output(str(g.op("MatMul", left, str(g.op("Transpose", h, perm=[1, 0])))), "arcs", ["words", "governors"])
    d = one(gelu(dense(syntax, "rel_dependent")))
    h = one(gelu(dense(rooted, "rel_head")))
    u = p["relation"]
    left = g.linear(d, u.transpose(1, 0, 2).reshape(u.shape[1], -1), None)
    g.output(left, "relations", ["words", u.shape[0] * u.shape[2]])
    g.output(h, "governors", ["governors", u.shape[2]])
    g.output(dense(gelu(dense(naming, "name_inner")), "name"), "names", ["words", len(p["name.bias"])])
    return g


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="the folder that train.py wrote")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--limit", type=int, default=63)
    options = parser.parse_args()
    with np.load(options.run / "reader.npz") as f:
        p = {k: f[k] for k in f.files}
    classes = json.loads((options.run / "classes.json").read_text())
    classes["transitions"] = [[round(float(x), 4) for x in row] for row in p["transitions"]]
    (options.out / "reader.json").write_text(json.dumps(classes) + "\n")
    reader(p, options.limit).save(options.out / "reader.onnx", {"name": "rashomon reader", "licence": "CC BY-SA 4.0"})
    write_digests(options.out)


if __name__ == "__main__":
    main()
