"""The command line. Each command lives in a module of its own, imported when it is called, so that a light one starts fast."""

from __future__ import annotations

import importlib
import os
import sys

import click

from rashomon.cli import console
from rashomon.errors import RashomonError, SettingError

# Command to the module and the attribute that hold it, with the line of help shown in the list of commands.
COMMANDS = {
    "report": ("report", "command", "Reports of events to one sourced account each."),
    "annotate": ("annotate", "command", "What is read out of each article, as JSON Lines."),
    "cluster": ("cluster", "command", "Which articles tell the same story, as JSON Lines."),
    "copies": ("copies", "command", "Which articles share one text, as JSON Lines."),
    "add": ("add", "command", "Articles into the library on disk."),
    "watch": ("watch", "command", "Feeds into the library, continuously."),
    "stories": ("stories", "many", "The stories of the library."),
    "story": ("stories", "one", "The account of one story of the library."),
    "export": ("export", "command", "Accounts of the library as files."),
    "search": ("search", "command", "Articles of the library by their words."),
    "changes": ("stories", "changes", "What a new version of an article says otherwise."),
    "judge": ("judge", "command", "A person's decision, which the grouping obeys."),
    "status": ("health", "status", "What the library holds, and what waits to be read."),
    "sources": ("health", "sources", "The inputs that were read, and how far."),
    "retry": ("health", "retry", "Read again what was rejected."),
    "check": ("health", "check", "Verify the library, down to every citation."),
}
DONE, SOME_REJECTED, USAGE = 0, 1, 2


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module; None for a name that is no command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        found = getattr(importlib.import_module(f"rashomon.cli.{module}"), attribute, None)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (*_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rashomon", prog_name="rashomon")
def cli() -> None:
    """One event, many reports, one sourced account.

    Reads news reports, finds which of them tell the same story, and writes down what happened, who says so, where the reports
    agree, where they conflict, what each leaves out and how each words it. Every statement points to the exact words that carry it.

    Exit codes: 0 done, 1 some inputs were rejected (each is named on standard error, with its reason), 2 wrong usage.
    """


def main() -> None:
    """The entry point: runs a command and turns every expected failure into one line and an exit code."""
    try:
        code = cli.main(prog_name="rashomon", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        console.write(error.format_message() + "\n")
        code = USAGE
    except click.ClickException as error:
        console.complain(_usage(error))
        code = USAGE
    except (KeyboardInterrupt, click.Abort):
        console.complain("interrupted")
        code = 130
    except BrokenPipeError:  # the reader of our output has seen enough
        code = DONE
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except SettingError as error:
        console.complain(str(error))
        code = USAGE
    except RashomonError as error:
        console.complain(str(error))
        code = SOME_REJECTED
    sys.exit(code if isinstance(code, int) else DONE)


def _usage(error: click.ClickException) -> str:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx is not None else "rashomon"
    what = " ".join(error.format_message().split()).rstrip(".")
    if isinstance(error, click.MissingParameter) and error.param is not None and error.param.name == "inputs":
        what = "no input: give files, folders, or - for standard input"
    return f"{what}; see {command} --help"
