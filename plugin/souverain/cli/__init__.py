"""The command line: arguments in, a report on standard output and an exit code out. One file per command.

The exit codes are those of `gate`. Nothing but click is imported until a command runs; a large input is read meanwhile.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from souverain import __version__, readahead

COMMANDS = (
    "init",
    "check",
    "inventory",
    "explain",
    "facts",
    "graph",
    "diff",
    "show",
    "rules",
    "baseline",
    "waive",
    "config",
    "policy",
    "pulumi-pack",
)
"""Each is a module of this package that holds a click command named `command`."""

_WRONG_USAGE, _NO_VERDICT, _INTERRUPTED = 2, 3, 130


class _Spoken(click.Context):
    """Writes its help in the language that the command line, or else the environment, asks for."""

    def make_formatter(self) -> click.HelpFormatter:
        from souverain.cli import spoken_help

        if _in_french(self.obj or ()):
            return spoken_help.FrenchPage(width=self.terminal_width, max_width=self.max_content_width)
        return super().make_formatter()


class _Commands(click.Group):
    """Imports a command when it is asked for."""

    context_class = _Spoken

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        readahead.begin(ctx.obj or ())
        command: click.Command = import_module(f"souverain.cli.{cmd_name.replace('-', '_')}").command
        for spoken in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
            spoken.context_class = _Spoken
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="souverain %(version)s")
def commands() -> None:
    """Tell where infrastructure code puts data, who controls that place and which laws reach it, before apply.

    Exit codes: 0 nothing refused, nothing required left unproven; 1 refused; 2 wrong usage; 3 no verdict;
    4 nothing refused, but something required is unproven; 130 interrupted.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. 1 means refused, and nothing else ever does."""
    _stand_in()
    gc.disable()  # what a run builds lives until its end: looking for garbage would take half of its time
    try:
        return _run(None if arguments is None else list(arguments))
    finally:
        readahead.forget()
        _let_go()
        gc.freeze()  # nor at the end of the process
        gc.enable()


def _stand_in() -> None:
    """A stream that is closed takes what is written, and nobody reads it: the exit code still counts."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for the life of the process
            setattr(sys, name, nowhere)


def _let_go() -> None:
    """Drop what nobody reads any more: what a stream still holds would change the exit code at the very end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(text: str) -> None:
    """One line on standard error, if anybody still listens there."""
    with suppress(OSError):
        click.echo(text, err=True)


def _in_french(arguments: Sequence[str]) -> bool:
    """Whether the command line asks for French, or else the environment."""
    from souverain.cli import options, spoken_help

    return (spoken_help.asked(arguments) or options.language(None)) == "fr"


def _show(error: click.UsageError, arguments: Sequence[str]) -> None:
    if _in_french(arguments):
        from souverain.cli import spoken_usage

        spoken_usage.show(error)
    else:
        error.show()


def _run(arguments: list[str] | None) -> int:
    """What click, an uncaught exception, Ctrl-C and a closed pipe would all call 1 has a code of its own here."""
    try:
        given = sys.argv[1:] if arguments is None else arguments
        code = commands.main(given, "souverain", standalone_mode=False, obj=given)
        return code if isinstance(code, int) else 0
    except click.UsageError as error:
        with suppress(OSError):
            _show(error, given)
        return _WRONG_USAGE
    except click.ClickException as error:
        complain(f"souverain: {error.format_message()}")
        return _NO_VERDICT
    except (click.Abort, KeyboardInterrupt):
        complain("")
        return _INTERRUPTED
    except SystemExit:
        return _NO_VERDICT  # how click leaves when nobody reads its help to the end
    except Exception as error:  # a crash is no verdict
        from souverain.cli.guard import crash

        complain(f"souverain: {crash(error, 'en').text}")
        return _NO_VERDICT
