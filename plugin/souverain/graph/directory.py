"""The resources of one stack by all that refers to them: names in expressions, ARNs, ids, names.

Built when first asked for; a reference comes in, positions in `Stack.resources` come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
        self._candidates: dict[tuple[str, str], dict[str | None, tuple[int, ...]]] = {}
        self._seen: dict[tuple[str, str, str], tuple[int, ...]] = {}

    def referred(self, target: Target, origin: Resource) -> tuple[int, ...]:
        """The instances that a reference made by `origin` can mean: one, or all siblings when no key says which."""
        named = addresses.named(target.name)
        if named is None:
            position = self._by_address.get(target.name) if addresses.is_urn(target.name) else None
            return () if position is None else (position,)
        if not named.key and target.index not in ("", *_SAME_KEY):
            found = self._instances(target.module, named.block, origin.module)
            return found if len(found) <= _MOST_SIBLINGS else ()
        if not named.key and not target.index:
            return self._instances(target.module, named.block, origin.module)
        return self._keyed(target, named, origin)

    def _keyed(self, target: Target, named: addresses.Named, origin: Resource) -> tuple[int, ...]:
        """The one instance of a key; where the key is the origin's own and does not fit, all of a few."""
        module = _instance_of(target.module, origin.module)
        wanted = named.key or addresses.instance_key(origin.address)
        if module is not None and (exact := self._by_address.get(_within(module, named.block) + wanted)) is not None:
            return (exact,)
        found = self._instances(target.module, named.block, origin.module)
        if named.key:
            return tuple(n for n in found if addresses.instance_key(self._resources[n].address) == named.key)
        return found if len(found) <= _MOST_SIBLINGS else ()

    def _instances(self, module: str, block: str, origin: str) -> tuple[int, ...]:
        """All instances of a block that a resource of the module instance `origin` can mean."""
        instances = self._by_block.get(_within(module, block), ())
        if len(instances) == 1:  # as most are: not worth remembering
            return tuple(instances) if _same_instances(self._resources[instances[0]].module, origin) else ()
        key = (module, block, origin)
        if (found := self._seen.get(key)) is None:
            found = tuple(n for n in instances if _same_instances(self._resources[n].module, origin))
            self._seen[key] = found
        return found

    def position(self, address: str) -> int | None:
        """The position of the resource of an address."""
        return self._by_address.get(address)

    def value(self, target: Target) -> str | None:
        """The value of the attribute that a reference ends in, when all that it can mean state the same."""
        named = addresses.named(target.name)
        found = self._by_block.get(_within(target.module, named.block), ()) if named and named.attribute else ()
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

    def names(self, position: int) -> Iterator[str]:
        """The names and identifiers that a resource states."""
        attributes = self._resources[position].attributes
        for path in (*_NAMES, *_IDENTIFIERS):
            if isinstance(value := attributes.get(path), str) and value:
                yield value

    def alike(self, path: str, value: str, type_: str) -> int | None:
        """The one resource of the same provider whose type the attribute names, and whose name is this value.

        `target_vault_name` means types that end in `_target_vault` or, where there is none, in `_vault`.
        """
        kinds = self._meant(path, type_)
        found = {self._by_name.get((kind, value)) for kind in kinds} - {None}
        return found.pop() if len(found) == 1 and _SEVERAL not in found else None

    def candidates(self, path: str, origin: Resource) -> tuple[int, ...]:
        """All resources that an attribute of `origin` could mean; those of its own module, where it has any.

        The same object for origins that can mean the same.
        """
        plain = addresses.plain_path(path)
        groups = self._candidates.get((plain, origin.type))
        if groups is None:
            found = [position for kind in self._meant(plain, origin.type) for position in self._by_type[kind]]
            near: dict[str | None, list[int]] = {None: found}
            for position in found:
                near.setdefault(self._resources[position].module, []).append(position)
            groups = {module: tuple(positions) for module, positions in near.items()}
            self._candidates[plain, origin.type] = groups
        return groups.get(origin.module, groups[None])

    def _meant(self, path: str, type_: str) -> list[str]:
        """The types of the stack, of the same provider, that the name of an attribute names."""
        prefix = type_.partition("_")[0] + "_"
        words = _without_suffix(path.rpartition(".")[2]).split("_")
        for first in range(len(words)):
            what = "_" + "_".join(words[first:])
            kinds = [kind for kind in self._by_type if kind.endswith(what) and kind.startswith(prefix)]
            if kinds:
                return kinds
        return []

    @cached_property
    def _by_type(self) -> dict[str, list[int]]:
        types: dict[str, list[int]] = {}
        for position, resource in enumerate(self._resources):
            if not resource.data:
                types.setdefault(resource.type, []).append(position)
        return types

    @cached_property
    def _by_address(self) -> dict[str, int]:
        return {resource.address: position for position, resource in enumerate(self._resources)}

    @cached_property
    def _by_block(self) -> dict[str, list[int]]:
        blocks: dict[str, list[int]] = {}
        for position, resource in enumerate(self._resources):
            blocks.setdefault(resource.identity or addresses.plain(resource.address), []).append(position)
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


def _within(module: str, block: str) -> str:
    """The address of a block of a module."""
    return f"{module}.{block}" if module else block


def _instance_of(module: str, origin: str) -> str | None:
    """The instance of a module in which, or below which, the module instance `origin` is; None when it is in none."""
    above = addresses.scopes(origin)
    depth = len(addresses.scopes(module)) - 1
    return above[depth] if depth < len(above) and addresses.plain(above[depth]) == module else None


def _same_instances(one: str, other: str) -> bool:
    """Whether two module instances agree as far as they go through the same calls."""
    if one == other:
        return True
    for here, there in zip(addresses.scopes(one), addresses.scopes(other), strict=False):
        if addresses.plain(here) != addresses.plain(there):
            return True
        if here != there:
            return False
    return True


def _without_suffix(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)
