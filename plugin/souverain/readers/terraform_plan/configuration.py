"""What `configuration` says: provider blocks, module calls, and the expressions of every resource block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec

from souverain.model import Expression, Module, ProviderConfig, Scalar
from souverain.readers.terraform_plan import providers, shapes
from souverain.readers.terraform_plan.expressions import mentioned
from souverain.readers.terraform_plan.kinds import Kinds
from souverain.readers.terraform_plan.modules import Modules
from souverain.readers.terraform_plan.scopes import Scope


class Block(msgspec.Struct, frozen=True):
    """What the configuration says of a resource block, for all its instances."""

    expressions: Mapping[str, Expression]
    provider_key: str | None
    mentions: frozenset[str] = frozenset()
    """Names that may lead to resources, and to no value."""


NO_BLOCK = Block({}, None)
"""Of a resource whose block is gone: it is about to be deleted, or the plan has no configuration."""


class Configuration(msgspec.Struct, frozen=True):
    """The configuration of a plan; `blocks` go by the address without keys, `variables` are those of the root."""

    providers: Mapping[str, ProviderConfig]
    modules: Mapping[str, Module]
    blocks: Mapping[str, Block]
    variables: Mapping[str, Scalar]


def read(written: shapes.Configuration, given: Mapping[str, shapes.Variable], kinds: Kinds) -> Configuration:
    """The configuration, with the values that the plan gives to root variables. Raises RepeatedKeyError."""
    blocks_of_provider = providers.read(written.provider_config)
    modules = Modules(written.root_module, given)
    for provider in blocks_of_provider.values():
        modules.follow(provider.module, mentioned(provider.expressions.values()))
    blocks: dict[str, Block] = {}
    for scope in modules.scopes.values():
        found = dict(_blocks(scope, blocks_of_provider, kinds))
        modules.follow(scope.address, _names(found))
        modules.follow(scope.address, chain.from_iterable(b.mentions for b in found.values()), values=False)
        blocks.update(found)
    return Configuration(blocks_of_provider, modules.modules(), blocks, modules.variables())


def _blocks(scope: Scope, configured: Mapping[str, ProviderConfig], kinds: Kinds) -> Iterator[tuple[str, Block]]:
    keys: dict[str, str | None] = {}
    for resource in scope.module.resources:
        key = resource.provider_config_key
        if key not in keys:
            keys[key] = providers.used_by(scope.address, key, configured)
        provider = configured.get(keys[key] or "")
        kind = kinds.of(resource.type, provider.source if provider else "")
        expressions = kind.expressions.of(resource.expressions)
        block = Block(expressions, keys[key], kind.only_mentioned(expressions))
        yield (f"{scope.address}.{resource.address}" if scope.address else resource.address), block


def _names(blocks: Mapping[str, Block]) -> set[str]:
    """What the blocks refer to, but for what they only mention."""
    plain = mentioned(chain.from_iterable(b.expressions.values() for b in blocks.values() if not b.mentions))
    return plain.union(*(mentioned(b.expressions.values()) - b.mentions for b in blocks.values() if b.mentions))
