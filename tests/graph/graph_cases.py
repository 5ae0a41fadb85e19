"""Short ways to write a stack for the tests of its graph."""

from __future__ import annotations

from souverain.graph import Flow, addresses
from souverain.graph import flows as flows_of
from souverain.model import Expression, Input, Module, References, Resource, Scalar, Stack


def refs(*names: str) -> Expression:
    return References(names)


def resource(
    address: str,
    attributes: dict[str, Scalar] | None = None,
    expressions: dict[str, Expression] | None = None,
    *,
    unknown: tuple[str, ...] = (),
    action: str = "create",
) -> Resource:
    module = addresses.scopes(address)[-1]
    local = addresses.plain(address[len(module) :].removeprefix("."))
    type_, name = local.removeprefix("data.").split(".")
    attributes, expressions = attributes or {}, expressions or {}
    return Resource(
        address=address,
        type=type_,
        name=name,
        provider="",
        module=module,
        identity=addresses.plain(address),
        data=local.startswith("data."),
        action=action,  # type: ignore[arg-type]
        attributes=attributes,
        expressions=expressions,
        unknown=frozenset((*unknown, *(path for path in expressions if path not in attributes))),
    )


def stack(*resources: Resource, modules: tuple[Module, ...] = (), variables: dict[str, Scalar] | None = None) -> Stack:
    return Stack(
        input=Input(path="plan.json"),
        resources=resources,
        modules={item.address: item for item in modules},
        variables=variables or {},
    )


def flows(found: Stack) -> list[Flow]:
    """The flows of a stack, but for those that only name a key."""
    return [flow for flow in flows_of(found) if flow.kind != "encrypted-by"]


def told(found: Stack) -> list[tuple[str, str, str | None, str]]:
    """Kind, source, target and destination of each flow, with addresses for positions."""
    names = [resource.address for resource in found.resources]
    return [
        (flow.kind, names[flow.source], None if flow.target is None else names[flow.target], flow.destination)
        for flow in flows(found)
    ]


def sure(found: Stack) -> set[tuple[str, bool]]:
    """The source of each flow, and whether the flow is sure."""
    return {(found.resources[flow.source].address, flow.sure) for flow in flows(found)}
