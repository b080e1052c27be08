"""The library and the command line can do the same things, by the same names."""

import inspect
import re
from pathlib import Path

import pytest

import rashomon.cli
from rashomon.cli.main import cli
from rashomon.library import Library
from rashomon.library.deciding import KINDS

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(rashomon.cli.__file__).parent.glob("*.py"))
METHODS = [name for name, value in inspect.getmembers(Library, inspect.isfunction) if not name.startswith("_")]
VALUES = {"close", "article"}  # the `with` block, and a value that a program wants and a person reads in the account
# parameters of a method that a command takes in another way
OTHERWISE = {"fetcher", "progress", "refresh", "query", "inputs", "feeds", "id", "stories"}


def parameters(command):
    return {p.name for p in cli.get_command(None, command).params}


@pytest.mark.parametrize("name", sorted(set(METHODS) - VALUES))
def test_every_method_has_a_command_that_calls_it(name):
    assert re.search(rf"\bdesk\.{name}\(", SOURCES)


def test_commands_reach_the_library_only():
    found = set(re.findall(r"from rashomon\.(\w+)[\w.]* import|from rashomon import (\w+)", SOURCES))
    homes = {name for pair in found for name in pair if name}
    assert not homes & {"store", "pipeline", "story", "reconcile", "analysis", "account"}


@pytest.mark.parametrize("command", ["add", "search", "stories", "export", "retry", "status", "judge", "changes"])
def test_what_a_method_can_be_told_a_command_can_be_told(command):
    method = inspect.signature(getattr(Library, command)).parameters
    renamed = {"form": "form", "folder": "folder", "first": "ids", "second": "ids", "number": "undo"}
    asked = {renamed.get(name, name) for name in method if name != "self" and name not in OTHERWISE}
    assert asked <= parameters(command)


def test_the_kinds_of_judgement_are_the_same():
    (kind,) = [p for p in cli.get_command(None, "judge").params if p.name == "kind"]
    assert tuple(kind.type.choices) == KINDS


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_typed_and_says_what_it_does(name):
    method = getattr(Library, name)
    assert method.__doc__
    signature = inspect.signature(method)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in list(signature.parameters.values())[1:])
