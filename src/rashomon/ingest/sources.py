"""From what a person names (files, folders, "-") to streams of bytes, each with its name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.model import Rejected

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to read: a file, an address on the web, or else standard input. `source` is how it is named to people.

    `named` when a person named this very file, rather than a folder that holds it.
    """

    source: str
    path: Path | None = None
    url: str | None = None
    named: bool = False


def is_address(given: str) -> bool:
    """Whether an input is an address rather than a path."""
    return ADDRESS.match(given) is not None


def expand(inputs: Sequence[str], skip: frozenset[Path] = frozenset()) -> Iterator[Found | Rejected]:
    """Every file behind the inputs; folders are walked in sorted order. Hidden files and folders inside a folder are left out."""
    for given in inputs:
        if given == "-":
            yield Found(STANDARD_INPUT)
        elif is_address(given):
            yield Found(given, url=given)
        else:
            yield from _local(given, skip)


def _local(given: str, skip: frozenset[Path]) -> Iterator[Found | Rejected]:
    path = Path(given)
    try:
        if path.is_dir():
            empty = True
            for file in _walk(given):
                if skip and file.resolve() in skip:
                    continue
                empty = False
                yield Found(str(file), file)
            if empty:
                yield Rejected(given, "the folder holds no files")
        elif path.is_file():
            yield Found(given, path, named=True)
        elif path.exists():
            yield Rejected(given, "not a file or a folder; give a file, a folder or -")
        else:
            yield Rejected(given, "no such file or folder; check the path")
    except (OSError, ValueError) as error:
        yield Rejected(given, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _walk(given: str) -> Iterator[Path]:
    for folder, folders, files in os.walk(given):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder) / name
