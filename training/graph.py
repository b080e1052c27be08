"""Writes the inference graphs: a MiniLM encoder (and, for the reader, its heads) as int8 ONNX.

The graph is written node by node from the trained arrays, so its operators are the fused ones of onnxruntime and nothing needs
optimising at load time. Weights of matrix products are int8 with one scale per output channel and at most 63: processors without VNNI
add pairs of products in 16 bits, and more would saturate there and give other results than elsewhere. Activations are quantised per
call; that is why one call reads one sentence: a result must not depend on its neighbours. Word-piece embeddings stay outside of the
graph, in one table that both models share; a graph starts from the embeddings [1, pieces, 384].
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN = 384
HEADS = 12
Arrays = Mapping[str, np.ndarray]


def quantise_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 values and one float32 scale per row; value = int8 * scale."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127.0
    return np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Collects nodes and initialisers; names are numbered in order, so the same arrays give the same bytes."""

    def __init__(self, limit: int = 63) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self.limit = limit
        self._count = 0

    def const(self, array: np.ndarray) -> str:
        self._count += 1
        name = f"c{self._count}"
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: object) -> str | tuple[str, ...]:
        names = []
        for _ in range(outputs):
            self._count += 1
            names.append(f"v{self._count}")
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else tuple(names)

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray | None) -> str:
        """x @ weight + bias with int8 weights; `weight` is [in, out]."""
        top = np.maximum(np.abs(weight).max(axis=0), 1e-8) / self.limit
        scale, least = top, np.full(top.shape, np.inf)
        for share in np.arange(1.0, 0.49, -0.04):  # clipping a column's few largest weights may round the others better
            tried = top * share
            error = np.square(np.clip(np.rint(weight / tried), -self.limit, self.limit) * tried - weight).sum(axis=0)
            scale, least = np.where(error < least, tried, scale), np.minimum(error, least)
        values = np.clip(np.rint(weight / scale), -self.limit, self.limit).astype(np.int8)
        inputs = [x, self.const(values), self.const(scale.astype(np.float32)), ""]
        if bias is not None:
            inputs.append(self.const(bias.astype(np.float32)))
        return str(self.op("DynamicQuantizeMatMul", *inputs, domain="com.microsoft"))

    def layer_norm(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return str(self.op("LayerNormalization", x, self.const(weight), self.const(bias), axis=-1, epsilon=1e-12))

    def layer(self, x: str, w: Arrays, prefix: str) -> str:
        """One BERT layer over x [1, pieces, hidden]."""
        a = f"{prefix}.attention"
        qkv = np.concatenate([w[f"{a}.self.{p}.weight"].T for p in ("query", "key", "value")], axis=1)
        bias = np.concatenate([w[f"{a}.self.{p}.bias"] for p in ("query", "key", "value")])
        joined = self.linear(x, qkv, bias)
        q, k, v = self.op("Split", joined, self.const(np.array([HIDDEN] * 3, dtype=np.int64)), outputs=3, axis=-1)
        mixed = str(self.op("MultiHeadAttention", q, k, v, domain="com.microsoft", num_heads=HEADS))
        out = self.linear(mixed, w[f"{a}.output.dense.weight"].T, w[f"{a}.output.dense.bias"])
        x = self._skip_norm(out, x, w, f"{a}.output.LayerNorm")
        inner = self.linear(x, w[f"{prefix}.intermediate.dense.weight"].T, w[f"{prefix}.intermediate.dense.bias"])
        inner = str(self.op("Gelu", inner, domain="com.microsoft"))
        out = self.linear(inner, w[f"{prefix}.output.dense.weight"].T, w[f"{prefix}.output.dense.bias"])
        return self._skip_norm(out, x, w, f"{prefix}.output.LayerNorm")

    def _skip_norm(self, x: str, skip: str, w: Arrays, name: str) -> str:
        """LayerNorm(x + skip) as two operators: onnxruntime's fused SkipLayerNormalization takes seven times as long on a processor."""
        return self.layer_norm(str(self.op("Add", x, skip)), w[f"{name}.weight"], w[f"{name}.bias"])

    def input(self, name: str, kind: int, shape: list[str | int]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def encoder(self, w: Arrays, embedded: str, positions: int, layers: int = 6) -> list[str]:
        """Adds positions to `embedded` [1, pieces, hidden] and returns the output of every layer."""
        table = w["embeddings.position_embeddings.weight"][:positions] + w["embeddings.token_type_embeddings.weight"][0]
        length = str(self.op("Slice", str(self.op("Shape", embedded)), self.const(np.array([1])), self.const(np.array([2]))))
        used = str(
            self.op("Slice", self.const(table[None].astype(np.float32)), self.const(np.array([0])), length, self.const(np.array([1])))
        )
        x = self.layer_norm(str(self.op("Add", embedded, used)), w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"])
        states = []
        for i in range(layers):
            x = self.layer(x, w, f"encoder.layer.{i}")
            states.append(x)
        return states

    def output(self, value: str, name: str, shape: list[str | int]) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def save(self, path: Path, metadata: Mapping[str, str]) -> None:
        graph = helper.make_graph(self.nodes, "reader", self.inputs, self.outputs, self.initialisers)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="rashomon")
        model.ir_version = 9
        helper.set_model_props(model, dict(sorted(metadata.items())))
        path.write_bytes(model.SerializeToString(deterministic=True))
