"""URNs and references to providers: `urn:pulumi:dev::clinic::my:Store$aws:s3/bucket:Bucket::records` in, parts out."""

from __future__ import annotations

import re

_PROJECT, _TYPE, _NAME = 1, 2, 3
_PARTS = 4
_PROVIDERS = "pulumi:providers:"
_ENGINE = "pulumi:"
_DEFAULT = re.compile(r"default(_\d+_\d+_\d+.*)?(_[^/]*/.*)?", re.DOTALL)
"""How the engine names the providers that it makes: with their version, and where they come from, which has slashes."""


def token_of(urn: str) -> str:
    """The type token, without those of the parents before it; "" when this is no URN."""
    parts = urn.split("::", _NAME)
    return parts[_TYPE].rpartition("$")[2] if len(parts) == _PARTS else ""


def project_of(urn: str) -> str:
    """The name of the project; "" when this is no URN."""
    parts = urn.split("::", _NAME)
    return parts[_PROJECT] if len(parts) == _PARTS else ""


def name_of(urn: str) -> str:
    """The name that the program gives; it may hold anything, `::` included."""
    parts = urn.split("::", _NAME)
    return parts[_NAME] if len(parts) == _PARTS else urn


def provider_package(token: str) -> str:
    """The package that a provider resource configures, "" for any other token."""
    return token.removeprefix(_PROVIDERS) if token.startswith(_PROVIDERS) else ""


def is_engines(token: str) -> bool:
    """Whether the type is the engine's own: the stack, references to other stacks. Nothing of it is anywhere."""
    return token.startswith(_ENGINE) and not token.startswith(_PROVIDERS)


def provider_urn(reference: str) -> str:
    """The URN of `urn::id`; "" for none."""
    return reference.rpartition("::")[0]


def is_default(urn: str) -> bool:
    """Whether the engine made this provider itself, from the configuration of the stack."""
    return bool(provider_package(token_of(urn))) and _DEFAULT.fullmatch(name_of(urn)) is not None
