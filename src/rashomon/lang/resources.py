"""Loads the data and the weights that the package carries, and names the file when one is missing or damaged."""

from __future__ import annotations

import functools
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.errors import ModelError

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = Path(__file__).resolve().parent / "weights"
HINT = "install Rashomon again"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            "a packaged file is missing or cannot be read", where=str(path), why=error.strerror or str(error), hint=HINT
        ) from error


def text(name: str) -> str:
    """A packaged text file as it is, such as "export/templates/style.css" (from the package's root)."""
    path = ROOT / name
    try:
        return _read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ModelError("a packaged file is damaged", where=str(path), why=str(error), hint=HINT) from error


@functools.lru_cache(maxsize=64)
def lines(name: str) -> tuple[str, ...]:
    """The lines of a packaged word list such as "lang/data/titles.txt" (from the package's root), without comments (#) and blank lines."""
    return tuple(line.rstrip() for line in text(name).splitlines() if line.strip() and not line.startswith("#"))


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of a packaged table, without comments and blank lines."""
    return tuple(tuple(line.split("\t")) for line in lines(name))


@functools.lru_cache(maxsize=16)
def document(name: str) -> Any:
    """A packaged JSON document, such as the weights of a small decision."""
    path = ROOT / name
    try:
        return json.loads(_read(path))
    except ValueError as error:
        raise ModelError("a packaged file is damaged", where=str(path), why=str(error), hint=HINT) from error


def digests(folder: Path = WEIGHTS) -> dict[str, str]:
    """sha256 of each weight file, as its export wrote them down."""
    path = folder / "digests.json"
    try:
        found = json.loads(_read(path))
    except ValueError as error:
        raise ModelError("a packaged file is damaged", where=str(path), why=str(error), hint=HINT) from error
    return {str(k): str(v) for k, v in found.items()}


def weights(name: str, folder: Path | None = None) -> bytes:
    """The bytes of one weight file, checked against its digest.

    Raises ModelError that names the file when it is missing, cut or changed.
    """
    folder = folder or WEIGHTS
    path = folder / name
    data = _read(path)
    expected = digests(folder).get(name)
    if hashlib.sha256(data).hexdigest() != expected:
        why = f"{len(data)} bytes that do not match the digest in digests.json"
        raise ModelError("a packaged model file is damaged", where=str(path), why=why, hint=HINT)
    return data


def array(name: str, folder: Path | None = None) -> np.ndarray[Any, Any]:
    """One weight file in the .npy format."""
    data = weights(name, folder)
    return np.load(io.BytesIO(data), allow_pickle=False)  # type: ignore[no-any-return]
