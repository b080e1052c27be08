"""The option that says which library a command works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

DEFAULT = "rashomon.db"


def option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--db`, or the environment variable RASHOMON_DB, or rashomon.db in this folder."""
    text = f"The library: a file, or postgresql://... Else the environment variable RASHOMON_DB, else {DEFAULT}."
    return click.option("--db", "database", envvar="RASHOMON_DB", default=DEFAULT, metavar="WHERE", help=text)(command)


def allow_private(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--allow-private`: fetch from inside this network too."""
    text = "Fetch addresses inside this network too. Not for lists of others."
    return click.option("--allow-private", is_flag=True, help=text)(command)


def as_json(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`: one object a line, for programs."""
    return click.option("--json", "json_lines", is_flag=True, help="JSON Lines, for programs.")(command)
