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
    click.option("--opa-url", metavar="URL", help="Server for --engine opa."),
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The options, None where they are not given."""

    policy: str | None = None
    opa: str | None = None
    engine: Literal["wasm", "opa"] = "wasm"
    opa_url: str | None = None


def policies(given: dict[str, object]) -> Policies:
    """Which policies judge. Raises UsageError for options that contradict each other."""
    asked = msgspec.convert(given, Asked)
    if asked.engine == "opa" and not asked.opa_url:
        raise UsageError("opa-without-url")
    if asked.engine != "opa" and asked.opa_url:
        raise UsageError("url-without-opa")
    if asked.engine == "opa" and asked.policy:
        raise UsageError("policy-without-push")
    return Policies(
        engine=asked.engine, own=asked.policy or "", opa=asked.opa or "", server=Server(url=asked.opa_url or "")
    )
