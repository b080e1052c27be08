"""An analysis as plain values: the layers of `rashomon annotate`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from rashomon.analysis.quotes import joined
from rashomon.errors import SettingError
from rashomon.model import Analysis, Span

LAYERS = ("sentences", "tokens", "mentions", "references", "chains", "times", "quantities", "quotes", "claims", "boilerplate")
DEFAULT = ("sentences", "mentions", "chains", "times", "quantities", "quotes", "claims", "boilerplate")


def chosen_layers(names: str | None) -> tuple[str, ...]:
    """The layers of a comma-separated list; the usual ones without. SettingError names one that does not exist."""
    if names is None:
        return DEFAULT
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in LAYERS:
            raise SettingError(f'no layer is called "{name}"', hint=f"choose of {', '.join(LAYERS)}")
    if not wanted:
        raise SettingError("no layer is named", hint=f"choose of {', '.join(LAYERS)}")
    return tuple(dict.fromkeys(wanted))


def as_layers(analysis: Analysis, layers: Sequence[str] = DEFAULT) -> dict[str, Any]:
    """`{"id", "layers": {name: [...]}}`. Positions are code points into the article's text; a place is `{"start", "end"}` or null.

    `mentions` are names, `references` the nouns and pronouns that stand for them. A quote that its speaker's name parts in two is one
    row with its `parts`; `direct` is true for words in quotation marks that somebody is credited with, `mixed` where they are a fragment
    within the article's own sentence.
    """
    return {"id": analysis.article.id, "layers": {name: _layer(analysis, name) for name in layers}}


def _layer(analysis: Analysis, name: str) -> list[dict[str, Any]]:
    text = analysis.article.text
    if name == "mentions":
        return [_plain(m) for m in analysis.mentions if m.kind == "name"]
    if name == "references":
        return [_plain(m) for m in analysis.mentions if m.kind != "name"]
    if name == "chains":
        return [
            {
                "type": chain.type,
                "name": chain.name,
                "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in (analysis.mentions[i] for i in chain.mentions)],
                "roles": [{"start": r.start, "end": r.end, "text": text[r.start : r.end]} for r in chain.roles],
            }
            for chain in analysis.chains
        ]
    if name == "quotes":
        return [row | {"text": text[row["start"] : row["end"]]} for row in joined(analysis.quotes)]
    items = getattr(analysis, name)
    if name == "quantities":  # ranks, scores, times of a match and counts that no number gives are for the account alone
        items = [item for item in items if item.role in ("count", "age", "share")]
    rows = [_plain(item) for item in items]
    for row in rows:
        row.setdefault("text", text[row["start"] : row["end"]])
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value == int(value) else round(value, 6)
    return value
