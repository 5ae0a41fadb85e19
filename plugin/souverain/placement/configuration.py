"""Provider blocks: a resource in; the block that configures its provider, and what its settings come to, out."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

import msgspec

from souverain.graph import addresses
from souverain.graph.links import Links
from souverain.graph.scopes import Resolution, Target
from souverain.model import ProviderConfig, Resource, Stack
from souverain.placement.environment import Environment


class Block(msgspec.Struct, frozen=True):
    """The block that a resource uses; several when the input does not say which of them, none when it shows none."""

    name: str
    configs: tuple[ProviderConfig, ...] = ()
    inherited: bool = False
    """Whether the block was found by the provider's name, in the module or above it, and not by a key."""


class Stated(msgspec.Struct, frozen=True):
    """A setting that a block states, and what its expression comes to."""

    path: str
    resolution: Resolution
    target: Target | None = None
    """The resource of the stack that gives the value, whether the value is known or not."""


class Configuration:
    """The provider blocks of one stack."""

    def __init__(self, stack: Stack, links: Links, environment: Environment) -> None:
        self.shown = stack.shows_configuration
        """Whether blocks are shown at all: where they are not, no default holds for what they do not say."""
        self._environment = environment
        self._providers = {key: environment.completed(config) for key, config in stack.providers.items()}
        self._links = links
        self._blocks: dict[tuple[str, str], Block] = {}
        self._stated: dict[tuple[str, str], tuple[Stated, ...]] = {}

    def block(self, resource: Resource) -> Block:
        """The block of a resource: by its key; without one, by the provider's name in its module and those above."""
        name = resource.provider_key or f":{_provider_name(resource)}"
        key = (name, "" if resource.provider_key else addresses.plain(resource.module))
        if (found := self._blocks.get(key)) is None:
            found = self._keyed(name) if resource.provider_key else self._inherited(*key)
            found = self._blocks[key] = found if found.configs else self._implied(found, resource)
        return found

    def stated(self, config: ProviderConfig, attribute: str) -> tuple[Stated, ...]:
        """What a block states at an attribute, by its path without indices; `*` stands for any name."""
        key = (config.key, attribute)
        if (found := self._stated.get(key)) is None:
            found = self._stated[key] = tuple(self._resolved(config, attribute))
        return found

    def _resolved(self, config: ProviderConfig, attribute: str) -> Iterator[Stated]:
        for path, expression in config.expressions.items():
            if fnmatchcase(addresses.plain_path(path), attribute):
                target = self._links.scopes.resolve(expression, config.module)
                found = self._links.resolve(expression, config.module)
                yield Stated(addresses.plain_path(path), found, target if isinstance(target, Target) else None)

    def _implied(self, block: Block, resource: Resource) -> Block:
        """A provider without any block, of which the environment alone may speak."""
        if not self.shown or not self._environment:
            return block
        name = _provider_name(resource)
        made = self._environment.completed(ProviderConfig(key=name, name=name, source=resource.provider))
        return msgspec.structs.replace(block, configs=(made,)) if made.expressions else block

    def _keyed(self, key: str) -> Block:
        config = self._providers.get(key)
        if config is None:  # a block of several instances, and nothing says which
            return Block(key, tuple(found for name, found in self._providers.items() if name.startswith(f"{key}[")))
        if config.module and not config.expressions:  # a block that only says: what my caller uses
            return self._inherited(f":{config.name}", addresses.parent(config.module))
        return Block(key, (config,))

    def _inherited(self, name: str, module: str) -> Block:
        """The blocks that the module may use. One that an alias hands down cannot be told from the others."""
        wanted = name.removeprefix(":")
        seen = [
            config
            for config in self._providers.values()
            if config.name == wanted and _sees(module, config.module) and (config.expressions or not config.module)
        ]
        return Block(wanted, tuple(seen), inherited=True)


def _provider_name(resource: Resource) -> str:
    return resource.provider.rpartition("/")[2] or resource.type.partition("_")[0]


def _sees(module: str, other: str) -> bool:
    return not other or f"{module}.".startswith(f"{other}.")
