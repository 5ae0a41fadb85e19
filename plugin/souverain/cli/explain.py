"""`souverain explain`: print a rule, or all that is established of one resource and how."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from souverain import scan
from souverain.cli import guard, options, output, policy_options
from souverain.cli.resource_page import page as resource_page
from souverain.engine.rules import Rule
from souverain.errors import ReadError, UsageError
from souverain.i18n import Lang, text
from souverain.reports.layout import Layout, paragraph
from souverain.wording.names import Names


@click.command("explain", short_help="Print a rule, or how facts were established.")
@click.argument("subject", metavar="RULE|ADDRESS")
@click.argument("path", metavar="[PATH]", default=".")
@options.given(*policy_options.ADDED)
@options.establishing
def command(subject: str, path: str, **given: object) -> None:
    """Print what a RULE checks; or where the resource at ADDRESS is, with whom, under which laws, and why we think so.

    An address without index stands for all its instances.
    """
    asked = msgspec.convert(given, options.Establishing)
    lang = options.language(asked.lang)
    with guard.speaking(lang):
        rule = next((rule for rule in policy_options.known(asked).values() if rule.id == subject), None)
        lines = _rule(rule, lang) if rule else _address(subject, path, asked)
        output.to_stdout(f"{line.rstrip()}\n" for line in lines)


def _rule(rule: Rule, lang: Lang) -> Iterator[str]:
    """The page of a rule, from its metadata."""
    layout = Layout(colour=output.coloured(), gutter=0)
    yield from layout.head(rule.severity, f"{rule.id}", f"({text(f'report.word-{rule.severity}', lang)})", "")
    yield from paragraph(rule.title[lang])
    yield ""
    yield from paragraph(rule.description)
    yield ""
    yield from layout.message(rule.message[lang])
    yield from layout.message(rule.remediation[lang])
    yield ""
    for item in rule.legal:
        yield f"- {item.en if lang == 'en' else item.fr}"
        yield f"  {item.url}"


def _address(address: str, path: str, asked: options.Establishing) -> Iterator[str]:
    run = scan.establish([path], options.config(asked))
    established = run.established
    broken = next((item.error for item in established.inputs if item.error), None)
    if broken:
        raise ReadError(broken.code, **broken.args)
    found = [item for item in established.resources if address in (item.address, item.identity)]
    if not found:
        raise UsageError("no-such-address", address=address, path=path)
    names = Names(run.knowledge, established.operators, run.config.lang, established.classes)
    for resource in found:
        yield from resource_page(resource, established, names)
