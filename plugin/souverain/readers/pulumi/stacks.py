"""The common end of all formats: objects, configuration and gaps in, a `Stack` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Raw

from souverain.model import Backend, Gap, Input, InputKind, Reason, Stack
from souverain.readers.pulumi import providers, urns
from souverain.readers.pulumi import resources as reading
from souverain.readers.pulumi.objects import Object
from souverain.readers.source import Source

NO_CONFIGURATION: Mapping[str, Raw] = MappingProxyType({})


def made_by(version: str) -> str:
    """The tool, from the version in a manifest, which older ones write with a `v`."""
    return f"pulumi {version.removeprefix('v')}" if version else "pulumi"


def stack(
    source: Source,
    kind: InputKind,
    objects: Iterable[Object],
    *,
    tool: str = "pulumi",
    configuration: Mapping[str, Raw] = NO_CONFIGURATION,
    gaps: Iterable[Gap] = (),
    backend: Backend | None = None,
    has_actions: bool,
) -> Stack:
    """What the input states; of states from before 2018 not the providers. Raises RepeatedKeyError."""
    known = tuple(objects)
    resources = reading.read(item for item in known if is_somewhere(item))
    shown = (item for item in known if urns.provider_package(item.token))
    used = (item.provider_key for item in resources if item.provider_key and item.state in ("introduced", "existing"))
    found, hidden = providers.read(shown, used, configuration)
    unseen = (Gap(urn, Reason("pulumi-provider-not-shown")) for urn in hidden)
    return Stack(
        input=Input(path=source.path, sha256=source.sha256, kind=kind, tool=tool),
        resources=resources,
        providers=found,
        gaps=(*gaps, *unseen),
        backend=backend,
        shows_configuration=all(item.provider_key for item in resources),
        has_actions=has_actions,
    )


def is_somewhere(item: Object) -> bool:
    """Whether the object is a resource: no component, no provider, nothing of the engine's own."""
    return item.custom and not urns.is_engines(item.token) and not urns.provider_package(item.token)
