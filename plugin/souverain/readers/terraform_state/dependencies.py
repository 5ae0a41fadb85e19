"""What objects refer to: recorded dependencies in; out, the expressions of attributes whose value proves what is meant.

A state lists what an object was made after, and not what for. An attribute that holds the id, the ARN or the name of
exactly one of these objects refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from souverain.knowledge import types
from souverain.model import Expression, References, Resource, Scalar
from souverain.readers.terraform_plan.addresses import without_keys

_INDEX = re.compile(r"\[\d+\]")
_IDENTITIES = ("id", "arn", "self_link", "name", "bucket", "identifier")


class Neighbours:
    """The objects of one state, by block and by what they can be known by."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._known: dict[tuple[str, str], dict[Scalar, dict[str, str]]] = {}
        for resource in resources:
            known = self._known.setdefault((resource.module, resource.identity), {})
            for path in reversed(_IDENTITIES):
                if value := resource.attributes.get(path):
                    known.setdefault(value, {})[resource.address] = path

    def expressions(self, resource: Resource, dependencies: Iterable[str]) -> dict[str, Expression]:
        """The expressions of one object that its dependencies prove, by path."""
        blocks = self._blocks(resource, dependencies)
        facts = types.lookup(resource.type, resource.provider) if blocks else None
        if facts is None:
            return {}
        return {
            path: References((name,))
            for path, value in resource.attributes.items()
            if _INDEX.sub("", path) in facts.references and (name := _named(value, resource, blocks))
        }

    def _blocks(self, resource: Resource, dependencies: Iterable[str]) -> list[Mapping[Scalar, Mapping[str, str]]]:
        """The blocks of its own module that the object was made after: those of another it cannot name."""
        module = without_keys(resource.module)
        whole = (name if name.startswith("module.") or not module else f"{module}.{name}" for name in dependencies)
        return [self._known[key] for name in dict.fromkeys(whole) if (key := (resource.module, name)) in self._known]


def with_references(resources: Sequence[Resource], dependencies: Sequence[tuple[str, ...]]) -> tuple[Resource, ...]:
    """The resources, with the expressions that their dependencies prove; both sequences are in the same order."""
    neighbours = Neighbours(resources)
    return tuple(
        msgspec.structs.replace(resource, expressions=found)
        if (found := neighbours.expressions(resource, names))
        else resource
        for resource, names in zip(resources, dependencies, strict=True)
    )


def _named(value: Scalar, resource: Resource, blocks: Iterable[Mapping[Scalar, Mapping[str, str]]]) -> str:
    """The only object that is known by this value, as an expression of the module names it; "" for none or several."""
    having = [found for block in blocks for found in block.get(value, {}).items()]
    if len(having) != 1:
        return ""
    address, path = having[0]
    return f"{address.removeprefix(f'{resource.module}.')}.{path}"
