"""States: `pulumi stack export` (versions 1 to 4) and checkpoints of all ages, as backends keep them; a `Stack` out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import Gap, InputKind, Reason, Stack
from souverain.readers.members import Members, members
from souverain.readers.pulumi import keeping, shapes, stacks, urns
from souverain.readers.pulumi.objects import Object, by_property, dependencies
from souverain.readers.pulumi.shapes import NOTHING, is_null, strict
from souverain.readers.source import Source

_KIND: InputKind = "pulumi-stack"
_NEWEST = 4
_UNDERSTOOD = frozenset(
    {
        "byteString",
        "extensionParameterization",
        "hooks",
        "refreshBeforeUpdate",
        "replaceWith",
        "snippets-prototype",
        "taint",
        "views",
    }
)
"""Features that a state may ask for: none of them changes where a resource is."""
_MAKING = frozenset({"creating", "importing", "updating"})
_AWAITED = " (pending operation)"
_LEAVING = " (pending deletion)"


def recognises(found: Members) -> bool:
    """Whether the document is a state: an export, a checkpoint, or a checkpoint from before they had versions."""
    return any(name in found for name in ("deployment", "checkpoint")) or {"target", "latest"} <= found.keys()


def read(source: Source, found: Members) -> Stack:
    """What the state holds. Raises ReadError for a version or a feature that nobody here knows."""
    _refuse_unknown(source, found)
    deployment, configuration = _deployment(found)
    if is_null(deployment):
        return stacks.stack(source, _KIND, (), has_actions=False)
    held = members(deployment)
    manifest = strict(held["manifest"], shapes.Manifest) if "manifest" in held else shapes.Manifest()
    states = [strict(raw, shapes.State) for raw in _list(held, "resources")]
    under_way = [strict(raw, shapes.Operation) for raw in _list(held, "pending_operations")]
    return stacks.stack(
        source,
        _KIND,
        (*map(_object, states), *_awaited(under_way)),
        tool=stacks.made_by(manifest.version),
        configuration=configuration,
        gaps=_unfinished(under_way),
        backend=keeping.of_state(held),
        has_actions=False,
    )


def _refuse_unknown(source: Source, found: Members) -> None:
    version = msgspec.json.decode(found["version"], type=int) if "version" in found else 0
    if version > _NEWEST:
        raise ReadError("pulumi-version", path=source.path, version=version, newest=_NEWEST, kind=_KIND)
    asked = msgspec.json.decode(found["features"], type=tuple[str, ...] | None) if "features" in found else None
    if strange := sorted(set(asked or ()) - _UNDERSTOOD):
        raise ReadError("pulumi-feature", path=source.path, features=", ".join(strange), kind=_KIND)


def _deployment(found: Members) -> tuple[Raw, Mapping[str, Raw]]:
    """The state itself, and the configuration of the stack where a checkpoint keeps it."""
    if "deployment" in found:
        return found["deployment"], stacks.NO_CONFIGURATION
    held = members(found["checkpoint"]) if "checkpoint" in found else found
    configuration = held.get("config", NOTHING)
    return held.get("latest", NOTHING), {} if is_null(configuration) else members(configuration)


def _list(held: Members, name: str) -> list[Raw]:
    return msgspec.json.decode(held[name], type=list[Raw] | None) or [] if name in held else []


def _object(state: shapes.State) -> Object:
    leaving = state.delete or state.pending_replacement
    return Object(
        urn=state.urn,
        token=state.type or urns.token_of(state.urn),
        custom=state.is_custom,
        action="delete" if leaving else "exists",
        inputs=state.defaults if is_null(state.inputs) else state.inputs,
        outputs=state.outputs,
        settled=True,
        id=state.id,
        provider=state.provider,
        dependencies=dependencies(state),
        property_dependencies=by_property(state.property_dependencies),
        external=state.external,
        mark=_LEAVING if state.delete else "",
        position=state.source_position,
    )


def _awaited(operations: list[shapes.Operation]) -> Iterator[Object]:
    """What may exist by now, judged as if it did."""
    for operation in operations:
        if operation.type in _MAKING:
            yield msgspec.structs.replace(_object(operation.resource), mark=_AWAITED)


def _unfinished(operations: list[shapes.Operation]) -> Iterator[Gap]:
    """What was under way when the state was written may exist, or not: nobody has looked."""
    for operation in operations:
        yield Gap(operation.resource.urn, Reason("pulumi-operation-pending", {"operation": operation.type}))
