"""Plans: what `pulumi preview --save-plan` writes in, a `Stack` out.

A plan states every resource, and of its inputs only what changes; the state that the provider foresees stands beside
them. What neither of them mentions may be there all the same, and is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Raw

from souverain.model import Gap, Reason, Stack
from souverain.readers.members import Members, members
from souverain.readers.pulumi import shapes, stacks, urns
from souverain.readers.pulumi.joining import PARTIAL
from souverain.readers.pulumi.objects import Object, by_property
from souverain.readers.pulumi.shapes import NOTHING, Goal, ResourcePlan, is_null, strict
from souverain.readers.pulumi.steps import ACTIONS, last
from souverain.readers.source import Source


def recognises(found: Members) -> bool:
    """Whether the document is a plan."""
    return "resourcePlans" in found


def read(source: Source, found: Members) -> Stack:
    """What the plan states."""
    objects = tuple(_objects(found["resourcePlans"]))
    partial = sum(item.partial and item.custom for item in objects)
    manifest = strict(found["manifest"], shapes.Manifest) if "manifest" in found else shapes.Manifest()
    configuration = found.get("config", NOTHING)
    return stacks.stack(
        source,
        "pulumi-preview",
        objects,
        tool=stacks.made_by(manifest.version),
        configuration=stacks.NO_CONFIGURATION if is_null(configuration) else members(configuration),
        gaps=[Gap("", Reason(PARTIAL, {"count": str(partial)}))] if partial else (),
        has_actions=True,
    )


def _objects(plans: Raw) -> Iterator[Object]:
    for urn, raw in members(plans).items():
        yield _object(urn, strict(raw, ResourcePlan))


def _object(urn: str, found: ResourcePlan) -> Object:
    goal = found.goal or Goal(type=urns.token_of(urn), custom=True)
    step = last(found.steps or ())
    return Object(
        urn=urn,
        token=goal.type,
        custom=goal.custom,
        action=ACTIONS.get(step, "update"),
        inputs=_changed(goal),
        outputs=found.state,
        settled=step in ("same", "delete"),
        silent=frozenset(goal.input_diff.deletes or ()),
        partial=step != "create",
        provider=goal.provider,
        dependencies=goal.dependencies or (),
        property_dependencies=by_property(goal.property_dependencies),
    )


def _changed(goal: Goal) -> Raw:
    """The inputs that the plan states."""
    given: dict[str, Raw] = {}
    for part in (goal.input_diff.adds, goal.input_diff.updates):
        given |= {} if is_null(part) else members(part)
    return Raw(msgspec.json.encode(given)) if given else NOTHING
