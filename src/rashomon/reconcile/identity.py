"""Content-addressed ids: the same citations give the same id, whatever the order or the run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rashomon.model import Citation


def identify(prefix: str, citations: Iterable[Citation], *more: str) -> str:
    """`prefix` and ten hexadecimal digits from the sorted places, and from `more` where one place carries two results."""
    places = sorted({f"{c.article}\x1f{c.start}\x1f{c.end}" for c in citations})
    digest = hashlib.sha256("\x1e".join([prefix, *places, *more]).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}{digest[:10]}"
