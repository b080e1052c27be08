"""The JSON Schema (draft 2020-12) of the account, made from the dataclasses, the word lists and the table of field descriptions."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any, Final

from rashomon.export.document import ARTICLE_FIELDS, SCHEMA_NAME
from rashomon.lang import resources
from rashomon.model import (
    Account,
    Article,
    Citation,
    Conflict,
    CurvePoint,
    DateFact,
    DateMention,
    Entity,
    Explained,
    Fact,
    Figure,
    FigureMention,
    Omission,
    QuoteVariant,
    Rejected,
    Side,
    Statement,
    TimelineRow,
    Utterance,
    Wording,
    vocabulary,
)

ENUMS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("TimelineRow", "relation"): ("agree", "conflict", "single"),
    ("Figure", "relation"): vocabulary.RELATION,
    ("DateFact", "relation"): vocabulary.RELATION,
    ("Utterance", "relation"): vocabulary.QUOTE_RELATION,
    ("FigureMention", "modifier"): vocabulary.MODIFIER,
    ("CurvePoint", "modifier"): vocabulary.MODIFIER,
    ("Entity", "type"): vocabulary.ENTITY_TYPE,
    ("Fact", "status"): vocabulary.STATUS,
    ("Conflict", "kind"): vocabulary.KIND,
    ("Explained", "kind"): vocabulary.KIND,
}
NAMES: Final[dict[type, str]] = {Account: "Story"}
PARTS: Final[tuple[type, ...]] = (
    Citation,
    Statement,
    TimelineRow,
    Figure,
    FigureMention,
    CurvePoint,
    DateFact,
    DateMention,
    Utterance,
    QuoteVariant,
    Entity,
    Fact,
    Conflict,
    Explained,
    Side,
    Omission,
    Wording,
)
# Lists that may be empty although they hold citations: nobody need speak against a fact, and a fact left out has its support.
MAY_BE_EMPTY: Final = {("Fact", "against"), ("Omission", "told")}


def descriptions() -> dict[tuple[str, str], str]:
    """What each field means, by type and field. A field that a type takes from Citation is described there."""
    return {(kind, name): text for kind, name, text in resources.rows("export/data/fields.tsv")}


def schema() -> dict[str, Any]:
    """The schema that `as_json` fulfils."""
    told = descriptions()
    article = _fields(Article, "Article", told)
    article["origin"] = {"type": "string"}
    definitions = {
        "Article": _object({name: article[name] for name in ARTICLE_FIELDS}, "Article", told),
        "Rejected": _object(_fields(Rejected, "Rejected", told), "Rejected", told),
        "Story": _object(_fields(Account, "Story", told), "Story", told),
    }
    for part in PARTS:
        definitions[part.__name__] = _object(_fields(part, part.__name__, told), part.__name__, told)
    top = {
        "schema": {"const": SCHEMA_NAME},
        "articles": {"type": "array", "items": {"$ref": "#/$defs/Article"}},
        "rejected": {"type": "array", "items": {"$ref": "#/$defs/Rejected"}},
        "stories": {"type": "array", "items": {"$ref": "#/$defs/Story"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA_NAME,
        **_object(top, "Report", told),
        "$defs": definitions,
    }


def _object(fields: dict[str, Any], kind: str, told: dict[tuple[str, str], str]) -> dict[str, Any]:
    described = {name: {**value, "description": _told(kind, name, told)} for name, value in fields.items()}
    return {"type": "object", "properties": described, "required": list(fields), "additionalProperties": False}


def _told(kind: str, name: str, told: dict[tuple[str, str], str]) -> str:
    return told.get((kind, name)) or told.get(("Citation", name), "")


def _fields(part: type, kind: str, told: dict[tuple[str, str], str]) -> dict[str, Any]:
    hints = typing.get_type_hints(part)
    found: dict[str, Any] = {}
    for field in dataclasses.fields(part):
        value = _of(hints[field.name])
        if (kind, field.name) in ENUMS:
            value["enum"] = list(ENUMS[kind, field.name])
        if field.name == "score":
            value |= {"minimum": 0, "maximum": 1}
        if field.name in ("start", "end"):
            value["minimum"] = 0
        if value.get("items", {}).get("$ref") in _CITING and (kind, field.name) not in MAY_BE_EMPTY:
            value["minItems"] = 1
        found[field.name] = value
    return found


_CITING: Final = {f"#/$defs/{name}" for name in ("Citation", "FigureMention", "DateMention", "QuoteVariant", "Side")}
_PLAIN: Final[dict[Any, str]] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def _of(hint: Any) -> dict[str, Any]:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return {"type": [_PLAIN[item] for item in inner if item in _PLAIN]}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0])}
    return {"$ref": f"#/$defs/{NAMES.get(hint, hint.__name__)}"}
