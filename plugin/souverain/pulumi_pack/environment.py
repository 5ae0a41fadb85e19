"""What variables of the environment say for default providers: a stack and the knowledge in, a stack that holds it out.

Used only when the user allows it: a region that follows from a shell is assumed, never derived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from souverain.knowledge import Knowledge
from souverain.knowledge.records import Setting
from souverain.model import Constant, ProviderConfig, Stack

_PLACING = ("region", "zone")


def completed(stack: Stack, knowledge: Knowledge, environment: Mapping[str, str]) -> Stack:
    """The stack, its default providers completed by what the environment says of their regions and zones."""
    providers = {key: _completed(config, knowledge, environment) for key, config in stack.providers.items()}
    return msgspec.structs.replace(stack, providers=providers)


def _completed(config: ProviderConfig, knowledge: Knowledge, environment: Mapping[str, str]) -> ProviderConfig:
    if config.alias:
        return config
    found = dict(_said(config, knowledge, environment))
    if not found:
        return config
    values = {path: Constant(environment[variable]) for path, variable in found.items()}
    return msgspec.structs.replace(config, expressions={**config.expressions, **values}, environment=found)


def _said(config: ProviderConfig, knowledge: Knowledge, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Settings that the provider leaves open, and the variable that gives each of them."""
    id_ = knowledge.provider_of(config.source, "")
    settings: tuple[Setting, ...] = knowledge.provider(id_).settings if id_ else ()
    for setting in settings:
        variable = next((name for name in setting.environment if environment.get(name)), None)
        if variable and setting.kind in _PLACING and setting.attribute not in config.expressions:
            yield setting.attribute, variable
