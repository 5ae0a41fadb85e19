"""The resources of one stack by all that refers to them: names in expressions, ARNs, ids, names.

Built when first asked for; a reference comes in, positions in `Stack.resources` come out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from souverain.graph import addresses
from souverain.graph.scopes import Target, text
from souverain.model import Resource

_IDENTIFIERS = ("arn", "id", "self_link")
_NAMES = ("name", "bucket", "identifier", "cluster_identifier", "global_cluster_identifier")
_SUFFIXES = ("_name", "_id", "_identifier", "_arn", "_self_link")
_SEVERAL = -1
_SAME_KEY = ("each.key", "count.index")
_MOST_SIBLINGS = 50
"""Beyond, a reference that can mean any instance says nothing; following all of all would not be linear."""

K = TypeVar("K")


class Directory:
    """Finds resources of a stack."""

    def __init__(self, resources: tuple[Resource, ...]) -> None:
        self._resources = resources

    def referred(self, target: Target, origin: Resource) -> tuple[int, ...]:
        """The instances that a reference made by `origin` can mean: one, or all siblings when no key says which."""
        if addresses.is_urn(target.name):
            return self._by_urn.get(target.name, ())
        named = addresses.named(target.name)
        if named is None:
            return ()
        found = [
            position
            for position in self._by_block.get((target.module, named.block), ())
            if _same_instances(self._resources[position].module, origin.module)
        ]
        if not named.key and not target.index:
            return tuple(found)
        wanted = named.key or addresses.instance_key(origin.address)
        exact = [position for position in found if addresses.instance_key(self._resources[position].address) == wanted]
        if named.key or (exact and target.index in _SAME_KEY):
            return tuple(exact)
        return tuple(found) if len(found) <= _MOST_SIBLINGS else ()

    def value(self, target: Target) -> str | None:
        """The value of the attribute that a reference ends in, when all that it can mean state the same."""
        named = addresses.named(target.name)
        found = self._by_block.get((target.module, named.block), ()) if named and named.attribute else ()
        values = {
            self._resources[position].attributes.get(named.attribute)
            for position in found
            if named and (not named.key or addresses.instance_key(self._resources[position].address) == named.key)
        }
        value = values.pop() if len(values) == 1 else None
        return None if value is None else text(value)

    def identified(self, value: str) -> int | None:
        """The one resource whose ARN, id or self link this is, or whose bucket an S3 ARN names."""
        position = self._by_identifier.get(value, _SEVERAL)
        if position == _SEVERAL and value.startswith("arn:") and ":s3:::" in value:
            position = self._by_name.get(("aws_s3_bucket", value.rpartition(":::")[2]), _SEVERAL)
        return None if position == _SEVERAL else position

    def alike(self, path: str, value: str, type_: str) -> int | None:
        """The one resource of the same provider whose type the attribute names, and whose name is this value.

        `target_vault_name` means types that end in `_target_vault` or, where there is none, in `_vault`.
        """
        prefix = type_.partition("_")[0] + "_"
        words = _without_suffix(path.rpartition(".")[2]).split("_")
        for first in range(len(words)):
            what = "_" + "_".join(words[first:])
            kinds = [kind for kind in self._types if kind.endswith(what) and kind.startswith(prefix)]
            if kinds:
                found = {self._by_name.get((kind, value)) for kind in kinds} - {None}
                return found.pop() if len(found) == 1 and _SEVERAL not in found else None
        return None

    @cached_property
    def _types(self) -> tuple[str, ...]:
        return tuple({resource.type: None for resource in self._resources if not resource.data})

    @cached_property
    def _by_urn(self) -> dict[str, tuple[int, ...]]:
        return {resource.address: (position,) for position, resource in enumerate(self._resources)}

    @cached_property
    def _by_block(self) -> dict[tuple[str, str], list[int]]:
        blocks: dict[tuple[str, str], list[int]] = {}
        for position, resource in enumerate(self._resources):
            block = f"{resource.type}.{resource.name}"
            key = (addresses.plain(resource.module), f"data.{block}" if resource.data else block)
            blocks.setdefault(key, []).append(position)
        return blocks

    @cached_property
    def _by_identifier(self) -> dict[str, int]:
        return _unique(
            (value, position)
            for position, resource in enumerate(self._resources)
            if not resource.data
            for path in _IDENTIFIERS
            if isinstance(value := resource.attributes.get(path), str) and value
        )

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], int]:
        return _unique(
            ((resource.type, value), position)
            for position, resource in enumerate(self._resources)
            if not resource.data
            for path in _NAMES
            if isinstance(value := resource.attributes.get(path), str) and value
        )


def _unique(pairs: Iterable[tuple[K, int]]) -> dict[K, int]:
    found: dict[K, int] = {}
    for key, position in pairs:
        if found.setdefault(key, position) != position:
            found[key] = _SEVERAL
    return found


def _same_instances(one: str, other: str) -> bool:
    """Whether two module instances agree as far as they go through the same calls."""
    for here, there in zip(addresses.scopes(one), addresses.scopes(other), strict=False):
        if addresses.plain(here) != addresses.plain(there):
            return True
        if here != there:
            return False
    return True


def _without_suffix(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)
