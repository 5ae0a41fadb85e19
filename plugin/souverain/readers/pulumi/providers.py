"""Providers of a stack: what it says of them, and its configuration, in; `ProviderConfig` values out.

A provider's inputs are texts: what is no text is JSON in a text. Default providers are made by the engine from the
configuration of the stack, and some formats do not show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Raw

from souverain.knowledge import tokens
from souverain.model import Expression, ProviderConfig, References, Unevaluated
from souverain.readers.members import Members, RepeatedKeyError, members, value
from souverain.readers.pulumi import urns
from souverain.readers.pulumi.objects import Object
from souverain.readers.pulumi.resources import location
from souverain.readers.pulumi.sentinels import meaning
from souverain.readers.pulumi.shapes import is_null
from souverain.readers.pulumi.spelling import Spelling
from souverain.readers.terraform_plan.settings import setting

_ENGINES = frozenset({"version", "pluginDownloadURL", "name", "parameterization"})
"""Inputs that say which program the provider is, not how it is configured."""
_LABELS = frozenset({"default_tags", "default_tags.tags", "default_labels"})
_SETTINGS = Spelling(
    (*_LABELS, "assume_role.role_arn", "api.region", "api.endpoint", "oks.region", "oks.endpoint", "features")
)
_NOT_SHOWN = (
    "region", "regions", "zone", "location", "endpoint", "endpoints", "url", "host", "api_url", "api.region",
    "api.endpoint", "auth_url", "environment", "metadata_host", "universe_domain", "server", "site", "default_tags",
    "default_labels",
)  # fmt: skip
"""Settings of a provider that the input does not show: they may be there, and must not look absent."""
_SECURE = "secure"
"""The one key of a secret in the configuration that a checkpoint keeps."""
_UNEVALUATED = Unevaluated()


def read(
    shown: Iterable[Object], used: Iterable[str], configuration: Mapping[str, Raw]
) -> tuple[dict[str, ProviderConfig], tuple[str, ...]]:
    """Providers by URN: those shown, and those only `used`; then the URNs of those of which nothing is known.

    `configuration` is the stack's: `aws:region` to its value. Raises RepeatedKeyError.
    """
    leaving_first = sorted(shown, key=lambda item: item.action != "delete")
    found = {item.urn: _shown(item, _configured(item.urn, configuration)) for item in leaving_first}
    hidden: list[str] = []
    for urn in dict.fromkeys(used):
        if urn in found:
            continue
        if urns.is_default(urn):
            found[urn] = _config(urn, _configured(urn, configuration))
        else:
            found[urn] = _config(urn, dict.fromkeys(_NOT_SHOWN, _UNEVALUATED))
            hidden.append(urn)
    return found, tuple(hidden)


def _shown(item: Object, configured: Mapping[str, Expression]) -> ProviderConfig:
    """What a provider's inputs state. A plan gives those that change, and all of them as the state that it foresees."""
    expressions = dict(configured)
    if item.partial and is_null(item.outputs):
        expressions.update(dict.fromkeys(_NOT_SHOWN, _UNEVALUATED))
    given = {**(_members(item.outputs) if item.partial else {}), **_members(item.inputs)}
    for name, raw in given.items():
        if name not in _ENGINES and not name.startswith("__"):
            depends = item.property_dependencies.get(name, ())
            expressions.update(_setting(name, value(bytes(raw)), References(depends) if depends else _UNEVALUATED))
    return msgspec.structs.replace(_config(item.urn, expressions), location=location(item.position))


def _members(raw: Raw) -> Members:
    return {} if is_null(raw) else members(raw)


def _configured(urn: str, configuration: Mapping[str, Raw]) -> dict[str, Expression]:
    """What a default provider takes from the configuration of the stack; nothing for one of the program's own."""
    expressions: dict[str, Expression] = {}
    package = urns.provider_package(urns.token_of(urn)) if urns.is_default(urn) else ""
    for key, raw in configuration.items() if package else ():
        owner, _, name = key.partition(":")
        if owner == package:
            expressions.update(_setting(name, value(bytes(raw)), _UNEVALUATED))
    return expressions


def _config(urn: str, expressions: Mapping[str, Expression]) -> ProviderConfig:
    package = tokens.package(urns.provider_package(urns.token_of(urn)))
    return ProviderConfig(
        key=urn,
        name=package,
        source=f"pulumi/{package}",
        alias="" if urns.is_default(urn) else urns.name_of(urn),
        expressions=expressions,
    )


def _setting(name: str, written: object, otherwise: Expression) -> Iterator[tuple[str, Expression]]:
    """The expressions of one input. `otherwise` stands for what is unknown, or secret."""
    path = _SETTINGS.of("", name)
    try:
        yield from _flat(_decoded(written), path, otherwise)
    except (RepeatedKeyError, msgspec.DecodeError):
        yield path, _UNEVALUATED


def _decoded(written: object) -> object:
    """What a text holds: JSON of an object, of a list, or of a truth value; else itself."""
    encoded = isinstance(written, str) and (written.startswith(("{", "[")) or written in ("true", "false"))
    return value(written.encode()) if isinstance(written, str) and encoded else written


def _flat(item: object, path: str, otherwise: Expression) -> Iterator[tuple[str, Expression]]:
    what, inner = meaning(item)
    if what in ("unknown", "secret") or (isinstance(inner, dict) and inner.keys() == {_SECURE}):
        yield path, otherwise
    elif isinstance(inner, dict):
        for key, below in inner.items():
            yield from _flat(below, f"{path}.{key if path in _LABELS else _SETTINGS.of(path, key)}", otherwise)
    elif isinstance(inner, list):
        for index, below in enumerate(inner):
            yield from _flat(below, f"{path}[{index}]", otherwise)
    elif isinstance(inner, str | int | float) and inner != "":
        yield from setting(path, {"constant_value": inner})
