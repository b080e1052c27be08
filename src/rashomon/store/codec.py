"""Values of the model as compressed JSON, and back. The form follows the dataclasses, so a new field needs no code here.

`fingerprint` changes whenever a field is added or renamed: what was written in another form is not read but made again.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
import zlib
from typing import Any, TypeVar

from rashomon.errors import StoreError

T = TypeVar("T")
FORM = "1"
LEVEL = 6


def pack(value: Any) -> bytes:
    """A dataclass of the model as bytes."""
    text = json.dumps(_lists(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpack(kind: type[T], data: bytes) -> T:
    """The dataclass back; StoreError when the bytes are damaged or of another form."""
    try:
        values = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        made = _reader(typing.cast(Any, kind))(values)
    except (zlib.error, ValueError, TypeError, IndexError, KeyError) as error:
        raise StoreError(f"a stored {kind.__name__} is damaged", why=str(error)[:100], hint="run rashomon check") from error
    return typing.cast(T, made)


def fingerprint(kind: type, *more: str) -> str:
    """A short name for the form of a dataclass and all inside it, and for `more` (such as the versions of its makers)."""
    seen: dict[type, str] = {}
    _describe(kind, seen)
    parts = [FORM, *more, *(f"{t.__name__}({text})" for t, text in sorted(seen.items(), key=lambda item: item[0].__name__))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _lists(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [_lists(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [_lists(item) for item in value]
    return value


def _describe(kind: Any, seen: dict[type, str]) -> None:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if kind not in seen:
            hints = typing.get_type_hints(kind)
            seen[kind] = ",".join(f"{field.name}:{hints[field.name]}" for field in dataclasses.fields(kind))
            for hint in hints.values():
                _describe(hint, seen)
        return
    for part in typing.get_args(kind):
        _describe(part, seen)


@functools.cache
def _reader(kind: Any) -> Any:
    """A function that makes a value of `kind` out of lists."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        readers = [_reader(hints[field.name]) for field in dataclasses.fields(kind)]

        def make(values: Any) -> Any:
            return kind(*(read(value) for read, value in zip(readers, values, strict=True)))

        return make
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [a for a in arguments if a is not type(None)]
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    return _same


def _tuple_reader(arguments: tuple[Any, ...]) -> Any:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        read = _reader(arguments[0])
        if read is _same:
            return tuple
        return lambda values: tuple(read(value) for value in values)
    readers = [_reader(a) for a in arguments]
    return lambda values: tuple(read(value) for read, value in zip(readers, values, strict=True))


def _same(value: Any) -> Any:
    return value
