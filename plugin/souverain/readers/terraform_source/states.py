"""What one instance of a block comes to: the block and what was evaluated in; known values and unknown paths out.

A value counts where it is written out, or where it was evaluated and all that goes into it is settled before a plan.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.readers.terraform_source import mirror
from souverain.readers.terraform_source.blocks import META, Block, Expression, Json
from souverain.readers.terraform_source.certainty import Certainty
from souverain.readers.terraform_source.evaluation import Evaluated, Evaluation

_NO_BLOCKS = frozenset({"lifecycle", "provisioner", "connection", "timeouts", "dynamic"})


class State(msgspec.Struct, frozen=True):
    """Values as plans write them, and marks of what is unknown."""

    values: dict[str, Json]
    unknown: dict[str, Json]


class StateReader:
    """Reads the instances of the blocks of one tree."""

    def __init__(self, certainty: Certainty, evaluation: Evaluation) -> None:
        self._certainty = certainty
        self._evaluation = evaluation

    def read(self, block: Block, found: Evaluated, module: str, instance: str) -> State:
        """`module` is its address without keys, `instance` with them."""
        bound = self._certainty.iteration(block, module)
        counts = {
            position: self._evaluation.answer(instance, asked[0])
            for position, dynamic in enumerate(block.named("dynamic"))
            if "for_each" in dynamic.attributes and (asked := mirror.question(block, position))
        }
        return self._body(block, found, module, bound, counts)

    def value(self, expression: Expression, found: object, module: str, bound: Mapping[str, frozenset[str]]) -> Json:
        """The value of one expression where it is settled; None where it is not."""
        state = State({}, {})
        self._put(state, "x", expression, found, module=module, bound=bound)
        return None if state.unknown else state.values.get("x")

    def _body(
        self,
        block: Block,
        found: Evaluated,
        module: str,
        bound: Mapping[str, frozenset[str]],
        counts: Mapping[int, object],
    ) -> State:
        state = State({}, {})
        for name, expression in block.attributes.items():
            if name not in META:
                self._put(state, name, expression, found.get(name), module=module, bound=bound)
        dynamic = {item.labels[0]: (number, item) for number, item in enumerate(block.named("dynamic")) if item.labels}
        written = {item.type: list(block.named(item.type)) for item in block.blocks if item.type not in _NO_BLOCKS}
        for type_, blocks in written.items():
            if type_ not in dynamic:
                listed = _listed(found.get(type_))
                same = listed if len(listed) == len(blocks) else [{} for _ in blocks]
                self._add(
                    state, type_, [self._body(b, f, module, bound, {}) for b, f in zip(blocks, same, strict=True)]
                )
        for type_, (number, item) in dynamic.items():
            if type_ in written or not self._expand(
                state, type_, item, found, module=module, bound=bound, count=counts.get(number)
            ):
                state.unknown[type_] = True
        return state

    def _expand(
        self,
        state: State,
        type_: str,
        dynamic: Block,
        found: Evaluated,
        *,
        module: str,
        bound: Mapping[str, frozenset[str]],
        count: object,
    ) -> bool:
        """Whether it is settled which blocks a dynamic block makes; they are added then."""
        for_each = dynamic.attributes.get("for_each")
        content = next(dynamic.named("content"), None)
        if for_each is None or content is None or self._certainty.missing(for_each, module, bound):
            return False
        listed = _listed(found.get(type_))
        if not listed and count != 0:
            return False
        inner = {**bound, _iterator(dynamic): frozenset[str]()}
        self._add(state, type_, [self._body(content, item, module, inner, {}) for item in listed])
        return True

    def _add(self, state: State, type_: str, items: list[State]) -> None:
        state.values[type_] = [item.values for item in items]
        if any(item.unknown for item in items):
            state.unknown[type_] = [item.unknown for item in items]

    def _put(
        self,
        state: State,
        name: str,
        expression: Expression,
        found: object,
        *,
        module: str,
        bound: Mapping[str, frozenset[str]],
    ) -> None:
        if self._certainty.null(expression, module):
            return
        if expression.literal is not None:
            state.values[name] = expression.literal
        elif expression.members:
            inner = State({}, {})
            for key, member in expression.members.items():
                below = found.get(key) if isinstance(found, dict) else None
                self._put(inner, key, member, below, module=module, bound=bound)
            state.values[name] = inner.values
            if inner.unknown:
                state.unknown[name] = inner.unknown
        elif self._certainty.missing(expression, module, bound):
            state.unknown[name] = True
        else:
            _settle(state, name, found)


def _settle(state: State, name: str, found: object) -> None:
    """A value of the evaluator; what it could not make out is unknown."""
    if isinstance(found, dict) and "__attribute__" not in found:
        inner = State({}, {})
        for key, item in found.items():
            _settle(inner, str(key), item)
        state.values[name] = inner.values
        if inner.unknown:
            state.unknown[name] = inner.unknown
    elif isinstance(found, list):
        parts = State({}, {})
        for position, item in enumerate(found):
            _settle(parts, str(position), item)
        if parts.unknown:
            state.unknown[name] = True
        else:
            state.values[name] = list(parts.values.values())
    elif isinstance(found, (str, int, float)) and not (isinstance(found, str) and ("${" in found or "%{" in found)):
        state.values[name] = found
    else:
        state.unknown[name] = True


def _listed(found: object) -> list[Evaluated]:
    items = found if isinstance(found, list) else [found]
    return [item for item in items if isinstance(item, dict)]


def _iterator(dynamic: Block) -> str:
    """The name by which the content of a dynamic block knows what it is made of."""
    named = dynamic.attributes.get("iterator")
    return named.text.strip('"') if named else dynamic.labels[0]
