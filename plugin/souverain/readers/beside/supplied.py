"""Values of variables beside a plan: those that it states, for its source; those that are given, held against them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.errors import ReadError
from souverain.given import Given
from souverain.model import Gap, Reason, Scalar, Stack
from souverain.readers.members import Members, value


def stated(document: Members) -> dict[str, object]:
    """The values that a plan states for the variables of its root, secrets included: for the evaluator only."""
    written = value(bytes(document["variables"])) if "variables" in document else None
    listed = written.items() if isinstance(written, dict) else ()
    return {name: item["value"] for name, item in listed if isinstance(item, dict) and "value" in item}


def values(plan: Stack, given: Given) -> Stack:
    """The plan with the values that are given. Raises ReadError for a variable that its root does not declare.

    A plan was made with its own values: where another one is given, that is a gap, and the plan's holds.
    """
    if not given.values and not given.files:
        return plan
    declared = plan.modules[""].variables if "" in plan.modules else frozenset()
    for name in given.values:
        if name not in declared:
            raise ReadError("variable-not-declared", path=plan.input.path, name=name, kind=plan.input.kind)
    told = {name: text for name, text in _told(plan, given).items() if name in declared}
    gaps = tuple(Gap("", Reason("variable-differs", {"variable": name})) for name in _differing(plan.variables, told))
    return msgspec.structs.replace(plan, variables={**told, **plan.variables}, gaps=(*plan.gaps, *gaps))


def _told(plan: Stack, given: Given) -> Mapping[str, str]:
    if not given.files:
        return given.values
    try:
        from souverain.readers.terraform_source import values
    except ImportError as error:
        package = error.name or "tree-sitter-hcl"
        raise ReadError("source-extra-missing", path=plan.input.path, package=package, kind=plan.input.kind) from error
    return values.texts(given)


def _differing(planned: Mapping[str, Scalar], told: Mapping[str, str]) -> list[str]:
    def text(name: str) -> str:
        found = planned[name]
        return str(found).lower() if isinstance(found, bool) else str(found)

    return sorted(name for name, written in told.items() if name in planned and text(name) != written)
