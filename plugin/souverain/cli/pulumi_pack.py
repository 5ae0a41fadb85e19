"""`souverain pulumi-pack`: where the policy pack for Pulumi is, as a folder or as a program."""

from __future__ import annotations

import sysconfig
from importlib.util import find_spec
from pathlib import Path

import click

from souverain.cli import guard, options, output
from souverain.errors import UsageError
from souverain.i18n import Lang

_PROGRAMS = ("souverain-pulumi-pack", "souverain-pulumi-pack.exe")
_PACKAGE = Path(__file__).parent.parent


@click.command("pulumi-pack", short_help="Print the path of the pack for Pulumi.")
@click.option("--executable", is_flag=True, help="The pack as a program, which Pulumi 3.255 and later run themselves.")
@options.speaking
def command(executable: bool, lang: Lang | None) -> None:
    """Print the path of the policy pack: pulumi preview --policy-pack "$(souverain pulumi-pack)"."""
    with guard.speaking(options.language(lang)):
        if find_spec("pulumi") is None:
            raise UsageError("pack-not-installed")
        output.to_stdout([f"{_program() if executable else _PACKAGE / 'pulumi_pack'}\n"])


def _program() -> Path:
    """The program that pip puts beside `souverain` itself. Raises UsageError in a clone that nobody installed."""
    scripts = Path(sysconfig.get_path("scripts"))
    found = next((scripts / name for name in _PROGRAMS if (scripts / name).is_file()), None)
    if found is None:
        raise UsageError("pack-no-program", folder=scripts)
    return found
