"""The way by which a class came: a resource in, the flows from the store that gave it to the resource out, in words."""

from __future__ import annotations

from souverain.document import Established, FlowFacts, ResourceFacts
from souverain.wording.names import Names

_LONGEST = 50
"""Steps that are told; a path is as long as the chain of resources behind it."""


def path(resource: ResourceFacts, established: Established) -> list[FlowFacts]:
    """The flows along which the class came, the first of them from where it was stated; () when it came by none."""
    found: list[FlowFacts] = []
    seen = {resource.id}
    while resource.class_flow is not None and len(found) < _LONGEST:
        flow = established.flows[resource.class_flow]
        found.append(flow)
        before = flow.source if flow.target == resource.id else flow.target
        if before is None or before in seen:
            break
        seen.add(before)
        resource = established.resources[before]
    return found[::-1]


def told(flow: FlowFacts, established: Established, names: Names) -> str:
    """One flow: from where, how, to where."""
    target = established.resources[flow.target].address if flow.target is not None else flow.place
    kind = names.say(f"evidence.flow-{flow.kind}")
    return names.say("evidence.flow", source=established.resources[flow.source].address, kind=kind, target=target)
