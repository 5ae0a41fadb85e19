"""Options that say which policies judge and what runs them: what click parsed in, a `config.Policies` out."""

from __future__ import annotations

from typing import Literal

import click
import msgspec

from souverain.config import Policies, Server
from souverain.errors import UsageError

POLICY = click.option("--policy", metavar="DIR|BUNDLE", help="Add rules of your own, as Rego or compiled.")
OPA = click.option("--opa", metavar="PROGRAM", help="The opa that compiles them (default: the one on PATH).")
JUDGED_BY = (
    POLICY,
    OPA,
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


class Asked(msgspec.Struct, frozen=True, kw_only=True):
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


def policies(given: dict[str, object]) -> Policies:
    """Which policies judge. Raises UsageError for options that contradict each other."""
    asked = msgspec.convert(given, Asked)
    if asked.engine == "opa" and not asked.opa_url:
        raise UsageError("opa-without-url")
    if asked.engine != "opa" and (idle := next((name for name in _OF_SERVER if getattr(asked, name)), "")):
        raise UsageError("url-without-opa", option=f"--{idle.replace('_', '-')}")
    if asked.engine == "opa" and asked.policy and not asked.opa_push:
        raise UsageError("policy-without-push")
    return Policies(engine=asked.engine, own=asked.policy or "", opa=asked.opa or "", server=_server(asked))


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
