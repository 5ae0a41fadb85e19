"""Options that say which policies judge and what runs them: what click parsed in, a `config.Policies` out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import click

from souverain.cli.beside import Beside
from souverain.config import Policies, Server
from souverain.engine import own as own_rules
from souverain.engine import rules as rule_book
from souverain.engine.rules import Rule
from souverain.errors import UsageError

POLICY = click.option("--policy", metavar="DIR|BUNDLE", help="Add rules of your own, as Rego or compiled.")
OPA = click.option("--opa", metavar="PROGRAM", help="The opa that compiles them (default: the one on PATH).")
ADDED = (POLICY, OPA)
JUDGED_BY = (
    *ADDED,
    click.option("--engine", type=click.Choice(["wasm", "opa"]), default="wasm", help="What runs the policies."),
    click.option("--opa-url", metavar="URL", help="Server for --engine opa; unix:///PATH for a socket."),
    click.option("--opa-push", is_flag=True, help="Give the server the policies first."),
    click.option("--opa-token-file", metavar="FILE", help="Where the bearer token is."),
    click.option("--opa-token-env", metavar="NAME", help="The variable that holds the bearer token."),
    click.option("--opa-ca", metavar="FILE", help="PEM of the authorities to trust in place of the usual ones."),
    click.option("--opa-cert", metavar="FILE", help="PEM of the client certificate."),
    click.option("--opa-key", metavar="FILE", help="PEM of its key, where the certificate does not hold it."),
)


_OF_SERVER = ("opa_url", "opa_push", "opa_token_file", "opa_token_env", "opa_ca", "opa_cert", "opa_key")


class Asked(Beside, frozen=True, kw_only=True):  # msgspec takes one base: options of all kinds stand in one line
    """The options, None where they are not given."""

    policy: str | None = None
    opa: str | None = None
    engine: Literal["wasm", "opa"] = "wasm"
    opa_url: str | None = None
    opa_push: bool = False
    opa_token_file: str | None = None
    opa_token_env: str | None = None
    opa_ca: str | None = None
    opa_cert: str | None = None
    opa_key: str | None = None


def policies(asked: Asked) -> Policies:
    """Which policies judge. Raises UsageError for options that contradict each other."""
    if asked.engine == "opa" and not asked.opa_url:
        raise UsageError("opa-without-url")
    if asked.engine != "opa" and (idle := next((name for name in _OF_SERVER if getattr(asked, name)), "")):
        raise UsageError("url-without-opa", option=f"--{idle.replace('_', '-')}")
    if asked.engine == "opa" and asked.policy and not asked.opa_push:
        raise UsageError("policy-without-push")
    return Policies(engine=asked.engine, own=asked.policy or "", opa=asked.opa or "", server=_server(asked))


def known(asked: Asked) -> Mapping[str, Rule]:
    """The shipped rules, and those that the user adds, by the names that findings give them."""
    own = own_rules.load(policies(asked))
    return {**rule_book.load(), **(own.rules if own else {})}


def _server(asked: Asked) -> Server:
    return Server(
        url=asked.opa_url or "",
        push=asked.opa_push,
        token_file=asked.opa_token_file or "",
        token_env=asked.opa_token_env or "",
        ca=asked.opa_ca or "",
        cert=asked.opa_cert or "",
        key=asked.opa_key or "",
    )
