"""What the engine asks, taken apart: messages of its protocol in, objects as the readers of Pulumi know them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw

from souverain.knowledge import tokens
from souverain.readers.pulumi.objects import Object
from souverain.readers.pulumi.sentinels import UNKNOWN

if TYPE_CHECKING:
    from google.protobuf.struct_pb2 import Struct, Value
    from pulumi.runtime.proto.analyzer_pb2 import AnalyzeRequest, AnalyzerProviderResource, AnalyzerResource

_EXACT = 2**53
"""From here on a number of the protocol is no whole number for sure."""
_BLINDED = b'"[secret]"'


def asked(request: AnalyzeRequest) -> Object:
    """A resource before it exists, with the inputs that its provider has checked."""
    return Object(
        urn=request.urn,
        token=request.type,
        action="create",
        custom=_is_custom(request.type, request.provider),
        inputs=properties(request.properties),
        provider=reference(request.provider),
    )


def standing(found: AnalyzerResource, before: Object | None, *, settled: bool, custom: bool) -> Object:
    """A resource at the end: the inputs that were asked about, and the outputs, which a preview knows in part.

    What was never asked about is only read by the stack. `custom` is what `components` says it is not.
    """
    return Object(
        urn=found.urn,
        token=found.type,
        action="create",
        custom=custom,
        inputs=before.inputs if before else properties(found.properties),
        outputs=properties(found.properties),
        settled=settled,
        provider=reference(found.provider),
        dependencies=tuple(found.dependencies),
        property_dependencies={
            name: tuple(urns.urns) for name, urns in found.propertyDependencies.items() if urns.urns
        },
        external=before is None,
    )


def provider(found: AnalyzerProviderResource) -> Object:
    """The provider of a resource, with its inputs."""
    return Object(urn=found.urn, token=found.type, action="create", inputs=properties(found.properties))


def reference(found: AnalyzerProviderResource) -> str:
    """A provider as resources refer to it; the engine does not say its id."""
    return f"{found.urn}::" if found.urn else ""


def components(found: Sequence[AnalyzerResource], *, analyzed: bool) -> frozenset[str]:
    """The URNs of the components of a stack, which the engine does not tell apart: they have no provider.

    In a state that is `analyzed`, resources may have none either: it may be older than that, or not hold its providers.
    What no table knows is then a component when it groups others, and else judged.
    """
    open_ = [item for item in found if not _is_custom(item.type, item.provider)]
    if not (analyzed and _lacks_providers(found)):
        return frozenset(item.urn for item in open_)
    above = {item.parent for item in found}
    return frozenset(item.urn for item in open_ if item.urn in above)


def _lacks_providers(found: Sequence[AnalyzerResource]) -> bool:
    known = any(not item.provider.urn and tokens.is_made_by_a_provider(item.type) for item in found)
    return known or not any(item.provider.urn for item in found)


def _is_custom(token: str, by: AnalyzerProviderResource) -> bool:
    """Whether this is surely no component."""
    return bool(by.urn) or tokens.is_made_by_a_provider(token)


def configuration(config: Mapping[str, str], secret: frozenset[str]) -> dict[str, Raw]:
    """The configuration of the stack; what is secret is not even kept."""
    return {name: Raw(_BLINDED if name in secret else msgspec.json.encode(value)) for name, value in config.items()}


def properties(found: Struct) -> Raw:
    """Properties as JSON, signatures and sentinels as they are."""
    return Raw(msgspec.json.encode({name: _plain(value) for name, value in found.fields.items()}))


def _plain(value: Value) -> object:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return value.string_value
    if kind == "struct_value":
        return {name: _plain(inner) for name, inner in value.struct_value.fields.items()}
    if kind == "list_value":
        return [_plain(inner) for inner in value.list_value.values]
    if kind == "number_value":
        number = value.number_value
        if not isfinite(number):
            return UNKNOWN
        return int(number) if number.is_integer() and abs(number) < _EXACT else number
    return value.bool_value if kind == "bool_value" else None
