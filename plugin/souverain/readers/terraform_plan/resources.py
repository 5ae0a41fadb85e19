"""Resources of a plan: what one of its sections says of an object in, a `Resource` out."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from sys import intern

import msgspec
from msgspec import Raw

from souverain.model import Action, Constant, Expression, Resource, Scalar
from souverain.readers.members import members
from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_plan.addresses import module_of, whole, without_keys
from souverain.readers.terraform_plan.attributes import covers
from souverain.readers.terraform_plan.configuration import NO_BLOCK, Block
from souverain.readers.terraform_plan.kinds import Kinds
from souverain.readers.terraform_plan.pieces import is_null

_ACTIONS: dict[tuple[str, ...], Action] = {
    ("create",): "create",
    ("update",): "update",
    ("delete",): "delete",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("create", "forget"): "replace",
    ("forget", "create"): "replace",
    ("read",): "read",
    ("no-op",): "no-op",
    ("forget",): "forget",
}
"""A list of actions that no format has so far counts as a change: it is judged."""
_ONCE = (b'"address"', b'"type"', b'"mode"', b'"provider_name"', b'"values"', b'"sensitive_values"')
"""Keys of an object in a state, which may be names of attributes too."""
_NAMED = msgspec.json.Decoder(shapes.NamedResource)


class Object(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan says of one object, wherever it says it."""

    address: str
    type: str
    name: str
    mode: str
    provider: str
    action: Action
    values: Raw
    unknown: Raw = shapes.NOTHING
    sensitive: Raw = shapes.NOTHING
    module: str = ""
    deposed: str = ""
    previous_address: str | None = None


class ResourceReader:
    """Makes resources of objects, with what the configuration says of their blocks."""

    def __init__(self, kinds: Kinds, blocks: Mapping[str, Block]) -> None:
        self._kinds = kinds
        self._blocks = blocks

    def read(self, found: Object, *, partial: bool = False) -> Resource:
        """The resource. `partial` states leave out what is unknown, and do not mark it. Raises RepeatedKeyError."""
        kind = self._kinds.of(found.type, found.provider)
        attributes = kind.attributes.values(found.values)
        unknown = kind.attributes.marked(found.unknown)
        if partial:
            unknown |= kind.attributes.unstated(found.values, kind.places)
        identity = without_keys(found.address)
        block = self._blocks.get(identity, NO_BLOCK)
        expressions = block.expressions
        if sensitive := kind.attributes.marked(found.sensitive):
            attributes = _without(attributes, sensitive)
            expressions = _without_constants(expressions, sensitive)
            unknown |= sensitive
        return Resource(
            address=f"{found.address} (deposed object {found.deposed})" if found.deposed else found.address,
            type=kind.type,
            name=found.name,
            provider=kind.provider,
            module=intern(found.module or module_of(found.address)),
            identity=identity,
            data=found.mode == "data",
            action=found.action,
            previous_address=found.previous_address,
            attributes=attributes,
            unknown=unknown,
            expressions=expressions,
            provider_key=block.provider_key,
        )


def of_change(change: shapes.ResourceChange, *, deferred: bool = False) -> Object:
    """The object of one change, in the state after it; before it, where nothing is left after."""
    what = change.change
    stays = not is_null(what.after)
    return Object(
        address=change.address,
        type=change.type,
        name=change.name,
        mode=change.mode,
        provider=change.provider_name,
        action=_action(change, deferred),
        values=what.after if stays else what.before,
        unknown=what.after_unknown if stays else shapes.NOTHING,
        sensitive=what.after_sensitive if stays else what.before_sensitive,
        module=change.module_address,
        deposed=change.deposed,
        previous_address=change.previous_address,
    )


def of_state(resource: shapes.StateResource, action: Action) -> Object:
    """The object of a resource that stands in a state only. A data source there was read."""
    return Object(
        address=resource.address,
        type=resource.type,
        name=resource.name,
        mode=resource.mode,
        provider=resource.provider_name,
        action="read" if resource.mode == "data" else action,
        values=resource.values,
        sensitive=resource.sensitive_values,
        deposed=resource.deposed_key,
    )


def in_state(values: shapes.StateValues, read: Container[str] = ()) -> Iterator[shapes.StateResource]:
    """The resources of a state, module by module, by their whole address. Raises RepeatedKeyError.

    Terraform 0.12 leaves out the module and the key in the state before. Of what was `read` from another section
    nothing but the address is looked at: its keys may repeat.
    """
    waiting = [values.root_module]
    while waiting:
        module = waiting.pop()
        for written in module.resources:
            if _address(module.address, _NAMED.decode(written)) in read:
                continue
            if max(map(bytes(written).count, _ONCE)) > 1:
                members(written)
            resource = msgspec.json.decode(written, type=shapes.StateResource)
            resource.address = whole(resource.address, module.address, resource.index)
            yield resource
        waiting.extend(reversed(module.child_modules))


def addresses(values: shapes.NamedValues) -> set[str]:
    """The addresses of all resources of a state; that of a deposed object ends with its key."""
    found: set[str] = set()
    waiting = [values.root_module]
    while waiting:
        module = waiting.pop()
        within = f"{module.address}." if module.address else ""
        for named in module.resources:
            plain = named.index is None and named.address.startswith(within)
            found.add(named.address + named.deposed_key if plain else _address(module.address, named))
        waiting.extend(module.child_modules)
    return found


def _address(module: str, named: shapes.NamedResource) -> str:
    return whole(named.address, module, named.index) + named.deposed_key


def _action(change: shapes.ResourceChange, deferred: bool) -> Action:
    action = _ACTIONS.get(change.change.actions, "update")
    if deferred and action not in ("delete", "forget", "read", "no-op"):
        return "deferred"
    if change.change.importing is not None and action in ("no-op", "update"):
        return "import"
    return "move" if action == "no-op" and change.previous_address else action


def _without(attributes: Mapping[str, Scalar], sensitive: frozenset[str]) -> dict[str, Scalar]:
    return {path: scalar for path, scalar in attributes.items() if not covers(sensitive, path)}


def _without_constants(expressions: Mapping[str, Expression], sensitive: frozenset[str]) -> dict[str, Expression]:
    return {
        path: expression
        for path, expression in expressions.items()
        if not isinstance(expression, Constant) or not covers(sensitive, path)
    }
