"""`souverain policy`: compile rules of your own, test them, and pack the shipped ones for other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from souverain import __version__, gate
from souverain.cli import guard, options, output, policy_options
from souverain.i18n import Lang, text

if TYPE_CHECKING:
    from souverain.engine.own.testing import Outcome

_ALGORITHMS = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512")
_FILE = click.option("-o", "--output", "output_", metavar="FILE", required=True, help="Write the bundle to a file.")


@click.group("policy", short_help="Compile, test and pack rules.")
def command() -> None:
    """Compile rules of your own for machines without opa, test them, or pack the shipped ones for other hosts."""


@command.command("build", short_help="Compile rules of your own.")
@click.argument("folder", metavar="DIR")
@_FILE
@policy_options.OPA
@options.speaking
def build(folder: str, output_: str, opa: str | None, lang: Lang | None) -> None:
    """Compile the rules of DIR: check --policy FILE then needs no opa."""
    with guard.speaking(options.language(lang)):
        from souverain.engine.own import from_folder, packed

        output.write_bytes(packed.packed(from_folder(Path(folder), opa or "")), Path(output_))


@command.command("test", short_help="Test rules of your own.")
@click.argument("folder", metavar="DIR")
@click.option("--coverage", type=click.FloatRange(0, 100), default=0, help="Least percentage of lines to be reached.")
@policy_options.OPA
@options.speaking
def test(folder: str, coverage: float, opa: str | None, lang: Lang | None) -> int:
    """Run the tests of DIR (_test.rego) beside the shipped rules. Exit 3 when one fails, or too little is reached."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        from souverain.engine.own import program, sources, testing

        path = Path(folder)
        outcome = testing.tested(sources.read(path), program.find(opa or "", path))
        output.to_stdout(_told(outcome, coverage, spoken))
        reached = outcome.passed and outcome.percent >= coverage
    return gate.JUDGED if reached else gate.NO_VERDICT


@command.command("bundle", short_help="Pack the shipped rules for any OPA.")
@_FILE
@click.option("--signing-key", metavar="FILE", help="PEM of the key to sign it with, by opa.")
@click.option("--signing-alg", type=click.Choice(_ALGORITHMS), default="RS256", help="How to sign.")
@policy_options.OPA
@options.speaking
def bundle(output_: str, signing_key: str | None, signing_alg: str, opa: str | None, lang: Lang | None) -> None:
    """Write the shipped rules, profiles, regimes and knowledge as a bundle for opa run, eval, exec and conftest."""
    with guard.speaking(options.language(lang)):
        from souverain.engine import bundle as bundles
        from souverain.engine.own import program

        files = bundles.files(__version__)
        if signing_key:
            files = bundles.signed(files, program.find(opa or "", Path(output_)), Path(signing_key), signing_alg)
        output.write_bytes(bundles.archived(files), Path(output_))


@command.command("words", short_help="Write what an editor reads.")
@click.argument("folder", metavar="DIR")
@options.speaking
def words(folder: str, lang: Lang | None) -> None:
    """Write what an editor reads: shipped rules and their words, the schema of the facts, what regal reads of it."""
    spoken = options.language(lang)
    with guard.speaking(spoken):
        from souverain.cli import folder as folders
        from souverain.engine import editor

        folders.check(folder)
        folders.write(((name, [content]) for name, content in editor.files(spoken).items()), folder)


def _told(outcome: Outcome, least: float, lang: Lang) -> Iterator[str]:
    """Every test that fails, what is not reached, and how many passed."""
    for item in outcome.tests:
        if not item.passed:
            yield text("cli.test-failed", lang, path=item.path, line=item.line, name=item.name) + "\n"
    for file in outcome.coverage:
        if file.missed and outcome.percent < max(least, 100):
            lines = ", ".join(map(str, file.missed))
            yield text("cli.test-missed", lang, path=file.path, lines=lines) + "\n"
    passed = sum(item.passed for item in outcome.tests)
    yield text("cli.tests-passed", lang, passed=passed, count=len(outcome.tests)) + "\n"
    if outcome.passed:
        yield text("cli.test-coverage", lang, percent=f"{outcome.percent:.0f}") + "\n"
