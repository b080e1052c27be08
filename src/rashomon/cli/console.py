"""What a terminal is shown: results on standard output, the rest on standard error, nothing that an article could use against it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

T = TypeVar("T")
# Escape and other control characters move the cursor and set titles; marks of direction make text read as what it is not.
HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HARMLESS = "\ufffd"


def safe(text: str) -> str:
    """`text` with each character that could steer a terminal or turn its direction replaced by one that cannot; the length stays."""
    return HOSTILE.sub(HARMLESS, text.replace("\r\n", " \n"))


def safe_values(value: T) -> T:
    """The same for every text inside a value of the model; citations still slice, because lengths stay."""
    return _safe(value)  # type: ignore[no-any-return]


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value) if HOSTILE.search(value) else value
    if isinstance(value, tuple):
        return tuple(_safe(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: new for f in fields(value) if (new := _safe(old := getattr(value, f.name))) is not old and new != old}
        return replace(value, **changed) if changed else value
    return value


def safe_json(text: str) -> str:
    """JSON text with the same characters written as escapes, which mean the same to every reader."""
    return HOSTILE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def write(text: str) -> None:
    """`text` to standard output as UTF-8, whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def log_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--log`: whether standard error is written for people or for programs."""

    def choose(ctx: click.Context, parameter: click.Parameter, form: str) -> None:
        _log.form = form

    text = "Standard error for people, or as JSON Lines with time, level and event."
    kinds = click.Choice(("text", "json"))
    return click.option("--log", type=kinds, default="text", show_default=True, expose_value=False, callback=choose, help=text)(command)


class _Log:
    """The form of standard error, of the one command that runs."""

    form = "text"


_log = _Log()


def complain(line: str) -> None:
    """One line on standard error."""
    text = " ".join(line.split())
    if _log.form == "json":
        _record("warning", "message", message=text)
    else:
        sys.stderr.write(safe(f"rashomon: {text}") + "\n")


def report(event: str, text: str, **values: Any) -> None:
    """Something that was done: a line on standard output for people, or a record of its values in the log."""
    if _log.form == "json":
        _record("info", event, **values)
    else:
        write(safe(text) + "\n")


def _record(level: str, event: str, **values: Any) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = json.dumps({"time": now, "level": level, "event": event, **values}, ensure_ascii=False)
    sys.stderr.write(safe_json(line) + "\n")
    sys.stderr.flush()


def name_rejected(rejected: Sequence[Any]) -> None:
    """One line for each rejected input: what, why, and what to do."""
    for item in rejected:
        if _log.form == "json":
            _record("warning", "rejected", source=item.source, reason=item.reason)
        else:
            complain(f"{item.source}: {item.reason}")


def name_notes(articles: Sequence[Any]) -> None:
    """One line for each thing noticed on reading that a person should know."""
    for article in articles:
        for note in article.notes:
            complain(f"{article.id}: {note}")


class Watch:
    """Progress on standard error: for a person a line that counts, for a log one line a step; silent for a handful of inputs."""

    QUIET = 8

    def __init__(self) -> None:
        self._person = sys.stderr.isatty()
        self._shown = False

    def read(self, count: int) -> None:
        """How many inputs were read so far."""
        if self._person and count > self.QUIET and count % 10 == 0:
            self._line(f"reading: {count}")

    def step(self, name: str, done: int, total: int) -> None:
        """How far a step has come."""
        if max(done, total) <= self.QUIET:
            return
        if _log.form == "json":
            if done == total:
                _record("info", "progress", step=name, done=done)
        elif self._person:
            self._line(f"{name}: {done} of {total}" if total else f"{name}: {done}")
        elif done == total:
            sys.stderr.write(f"rashomon: {name}: {total}\n")

    def clear(self) -> None:
        """Remove the line that counts."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False

    def _line(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
        self._shown = True
