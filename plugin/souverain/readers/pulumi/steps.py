"""Steps of a preview or an update: one resource may have several of them; one object with one action comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import Action, Gap, Reason
from souverain.readers.members import members
from souverain.readers.pulumi import urns
from souverain.readers.pulumi.objects import Object, by_property, dependencies
from souverain.readers.pulumi.shapes import NOTHING, State, is_null, strict

ACTIONS: dict[str, Action] = {
    "same": "no-op",
    "create": "create",
    "update": "update",
    "delete": "delete",
    "replace": "replace",
    "create-replacement": "replace",
    "delete-replaced": "delete",
    "read": "read",
    "read-replacement": "read",
    "refresh": "no-op",
    "discard": "forget",
    "discard-replaced": "forget",
    "remove-pending-replace": "forget",
    "import": "import",
    "import-replacement": "import",
}
"""What no version has so far counts as a change: it is judged."""

_WEIGHT = {"refresh": 0, "delete-replaced": 1, "discard-replaced": 1, "remove-pending-replace": 1}
"""Steps that only accompany another one of the same resource: the heaviest counts, the last of equals."""
_HEAVY = 2
_SAME_AS = {
    "replace": ("replace", "create-replacement", "delete-replaced"),
    "import": ("import", "import-replacement"),
}
"""Steps of what a summary counts once."""
_CHANGING = frozenset({"create", "update", "replace", "import"})
"""Operations whose steps no input leaves out."""
_NEW_ONES = frozenset({"create", "create-replacement", "replace", "import", "import-replacement"})
"""Steps after which nothing of an old state holds."""


class Step(msgspec.Struct, frozen=True):
    """What is done to one resource: its state before, unless it is new, and after, unless it goes."""

    op: str
    urn: str
    provider: str
    old: State | None
    new: State | None


def step(op: str, urn: str, provider: str, old: Raw, new: Raw) -> Step:
    """A step, its states decoded. Raises RepeatedKeyError, or msgspec.DecodeError."""
    return Step(op, urn, provider, _state(old), _state(new))


def _state(raw: Raw) -> State | None:
    return None if is_null(raw) else strict(raw, State)


def last(operations: Iterable[str]) -> str:
    """What several steps of one resource come to: "" for no step."""
    chosen = ""
    for operation in operations:
        if not chosen or weight(operation) >= weight(chosen):
            chosen = operation
    return chosen


def weight(operation: str) -> int:
    """How much a step says of what becomes of its resource."""
    return _WEIGHT.get(operation, _HEAVY)


def unseen(counts: Mapping[str, int], steps: Iterable[Step]) -> dict[str, int]:
    """How many more of each operation the summary of a run counts than there are steps."""
    seen = Counter(operation for operation, _ in {(step.op, step.urn) for step in steps})
    return {
        operation: count - most
        for operation, count in counts.items()
        if count > (most := max(seen[name] for name in _SAME_AS.get(operation, (operation,))))
    }


def refuse_missing(path: str, missing: Mapping[str, int]) -> None:
    """Raise ReadError when changes are missing: the input was cut."""
    if cut := sum(count for operation, count in missing.items() if operation in _CHANGING):
        raise ReadError("pulumi-steps-missing", path=path, count=cut, kind="pulumi-preview")


def left_out(missing: Mapping[str, int]) -> Iterator[Gap]:
    """What does not change: without `--show-sames` no step names it."""
    if same := missing.get("same", 0):
        yield Gap("", Reason("pulumi-unchanged-not-shown", {"count": str(same)}))


def objects(steps: Iterable[Step]) -> Iterator[Object]:
    """One object for each resource, in the order in which the steps first name it."""
    chosen: dict[str, Step] = {}
    for step in steps:
        before = chosen.get(step.urn)
        if before is None or weight(step.op) >= weight(before.op):
            chosen[step.urn] = step
    return map(_object, chosen.values())


def _object(step: Step) -> Object:
    state = step.new or step.old or State(urn=step.urn, custom=True)
    renewed = step.op in _NEW_ONES
    old = step.old if step.old is not None and not renewed else None
    return Object(
        urn=step.urn,
        token=state.type or urns.token_of(step.urn),
        custom=state.is_custom,
        action=_action(step, state),
        inputs=state.inputs,
        outputs=state.outputs if old is None or not is_null(state.outputs) else old.outputs,
        settled=step.op == "same" or step.new is None,
        silent=_names(old) if is_null(state.outputs) and step.op != "same" else frozenset(),
        id=state.id or (old.id if old else ""),
        provider=step.provider or state.provider,
        dependencies=dependencies(state),
        property_dependencies=by_property(state.property_dependencies),
        external=state.external,
        previous_urn=step.old.urn if step.old and step.old.urn != step.urn else None,
        position=state.source_position,
    )


def _action(step: Step, state: State) -> Action:
    action = ACTIONS.get(step.op, "update")
    if action == "delete" and state.retain_on_delete:
        return "forget"
    if action == "no-op" and step.old is not None and step.old.urn != step.urn:
        return "move"
    return action


def _names(state: State | None) -> frozenset[str]:
    """The properties that a program set before: where it does not set them any more, what they came to is over."""
    inputs = state.inputs if state is not None else NOTHING
    return frozenset() if is_null(inputs) else frozenset(members(inputs))
