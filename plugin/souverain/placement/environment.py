"""What variables of the environment say for provider blocks that leave a setting out: assumed, and only if asked for.

The settings of the knowledge name the variables that a provider reads; `AWS_ENDPOINT_URL_*` stands for one per service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from souverain.knowledge.records import Setting
from souverain.model import Constant, InputKind, ProviderConfig
from souverain.placement.atlas import Atlas

_PULUMI: tuple[InputKind, ...] = ("pulumi-preview", "pulumi-stack", "pulumi-source")


class Environment:
    """The variables that may count, none where the user does not ask for it."""

    def __init__(self, atlas: Atlas, variables: Mapping[str, str], kind: InputKind) -> None:
        self._atlas = atlas
        self._variables = {name: value for name, value in variables.items() if value}
        self._by_default_only = kind in _PULUMI
        """Whether providers that a program makes itself are left alone."""

    def __bool__(self) -> bool:
        """Whether any variable may count."""
        return bool(self._variables)

    def completed(self, config: ProviderConfig) -> ProviderConfig:
        """The block, with what the environment says of the settings that it leaves out."""
        if not self._variables or (self._by_default_only and config.alias):
            return config
        found = dict(self._said(config))
        if not found:
            return config
        values = {path: Constant(self._variables[variable]) for path, variable in found.items()}
        environment = {**config.environment, **found}
        return msgspec.structs.replace(config, expressions={**config.expressions, **values}, environment=environment)

    def _said(self, config: ProviderConfig) -> Iterator[tuple[str, str]]:
        """Settings that the block leaves out, and the variable that gives each of them."""
        id_ = self._atlas.provider_id(config.source or config.name, f"{config.name}_")
        settings: tuple[Setting, ...] = self._atlas.provider(id_).settings if id_ else ()
        for setting in settings:
            for path, variable in self._named(setting):
                if path not in config.expressions and not _below(path, config):
                    yield path, variable

    def _named(self, setting: Setting) -> Iterator[tuple[str, str]]:
        """The variables that are set among those of a setting: the first, or one per service."""
        for name in setting.environment:
            if name.endswith("*"):
                for variable in self._variables:
                    if variable.startswith(name[:-1]):
                        service = variable.removeprefix(name[:-1]).lower().replace("_", "")
                        yield f"{setting.attribute}.{service}", variable
            elif name in self._variables:
                yield setting.attribute, name
                return


def _below(path: str, config: ProviderConfig) -> bool:
    """Whether the block states the setting in a nested block, whatever its number: `endpoints[0].s3`."""
    top, _, leaf = path.partition(".")
    return bool(leaf) and any(item.startswith(f"{top}[") and item.endswith(f".{leaf}") for item in config.expressions)
