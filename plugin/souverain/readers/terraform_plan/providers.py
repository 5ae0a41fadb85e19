"""Provider blocks, and which of them a resource uses: `provider_config` and a resource's key in, blocks out."""

from __future__ import annotations

from collections.abc import Mapping

from souverain.model import ProviderConfig
from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_plan.pieces import Pieces
from souverain.readers.terraform_plan.settings import setting


def read(written: Mapping[str, shapes.ConfigProvider]) -> dict[str, ProviderConfig]:
    """The provider blocks by Terraform's key."""
    pieces = Pieces(lambda _: True, setting)
    return {
        key: ProviderConfig(
            key=key,
            name=block.name.partition(".")[0],
            source=block.full_name,
            alias=block.alias,
            module=_module(block.module_address),
            expressions=pieces.of(block.expressions),
        )
        for key, block in written.items()
    }


def used_by(module: str, key: str, providers: Mapping[str, ProviderConfig]) -> str | None:
    """The key of the block that resources of `module` with the provider key `key` use; None when that is not sure.

    Terraform 1.1 and later write the key of the block itself. Before, it was the name of the module call and of the
    provider (`vpc:aws`), whichever block was handed down. Where the module has no block of its own and the plan holds
    a single block of that provider that it can see, that one must be it.
    """
    if key in providers and _sees(module, providers[key]):
        return key
    name = key.rpartition(":")[2]
    own = f"{module}:{name}"
    if own in providers:
        return own if providers[own].expressions else None
    if ":" not in key:
        return None
    kind = name.partition(".")[0]
    visible = [block for block in providers.values() if block.name == kind and _sees(module, block)]
    return visible[0].key if len(visible) == 1 and not visible[0].alias else None


def _sees(module: str, block: ProviderConfig) -> bool:
    """Whether a block stands in the module or above it, so that it can be handed down."""
    return not block.module or f"{module}.".startswith(f"{block.module}.")


def _module(written: str) -> str:
    """The address of a module; Terraform 0.12 leaves out the word: `site.db` for `module.site.module.db`."""
    if not written or written.startswith("module."):
        return written
    return ".".join(f"module.{name}" for name in written.split("."))
