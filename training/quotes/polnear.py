"""Reads PolNeAR (brat standoff): the attributions of each text with their contents, sources and cues. For measuring and fitting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]
MARKS = ("\"“'‘", "\"”'’")


@dataclass(frozen=True)
class Part:
    """One span of an attribution: its outer range, and its pieces where it is interrupted."""

    start: int
    end: int
    pieces: tuple[Span, ...]


@dataclass(frozen=True)
class Attribution:
    """Who (sources) says, thinks or wants (cues) what (contents)."""

    contents: tuple[Part, ...]
    sources: tuple[Part, ...]
    cues: tuple[Part, ...]


def load(root: Path, split: str) -> dict[str, tuple[str, list[Attribution]]]:
    """Text and attributions by name; where two people annotated a text, the first counts."""
    found: dict[str, tuple[str, list[Attribution]]] = {}
    for path in sorted((root / split).rglob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", path.name.removesuffix(".ann"))
        source = path.parent.parent / "text" / f"{name}.txt"
        if name in found or not source.exists():
            continue
        parts: dict[str, Part] = {}
        links: list[list[str]] = []
        for line in path.read_text(encoding="utf8").splitlines():
            fields = line.split("\t")
            if len(fields) > 1 and fields[0].startswith("T"):
                n = [int(x) for x in re.findall(r"\d+", fields[1])]
                parts[fields[0]] = Part(min(n), max(n), tuple((n[i], n[i + 1]) for i in range(0, len(n) - 1, 2)))
            elif len(fields) > 1 and fields[0].startswith("E"):
                links.append(fields[1].split())
        attributions = []
        for link in links:
            roles: dict[str, list[Part]] = {"content": [], "source": [], "cue": []}
            for item in link[1:]:
                role, _, target = item.partition(":")
                role = role.rstrip("0123456789").lower()
                if role in roles and target in parts:
                    roles[role].append(parts[target])
            attributions.append(Attribution(tuple(roles["content"]), tuple(roles["source"]), tuple(roles["cue"])))
        found[name] = (source.read_text(encoding="utf8"), attributions)
    return found


def is_direct(text: str, part: Part) -> bool:
    """Whether a content stands between quotation marks as a whole."""
    inner = text[part.start : part.end].strip(" ,.;:")
    return len(inner) > 2 and inner[0] in MARKS[0] and inner[-1] in MARKS[1]


def shared(a: Span, b: Span) -> int:
    """Characters that two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
