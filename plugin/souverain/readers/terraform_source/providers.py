"""Which provider a block uses: the names that a module gives to providers in, addresses and keys of blocks out."""

from __future__ import annotations

from collections.abc import Mapping

from souverain.readers.terraform_plan.addresses import caller_of, instance_key, module_of
from souverain.readers.terraform_source.blocks import Block, Expression
from souverain.readers.terraform_source.modules import Called, ModuleSource

_REGISTRY = "registry.terraform.io"


class Providers:
    """The providers of one tree."""

    def __init__(self, modules: Mapping[str, Called]) -> None:
        self._modules = modules

    def source(self, block: Block, module: str) -> str:
        """The address of the provider of a resource; "" where no module declares one under that name."""
        name, _ = _written(block.attributes.get("provider"))
        return self.source_of(name or block.labels[0].partition("_")[0], module)

    def source_of(self, name: str, module: str) -> str:
        """The address of a provider by its name in a module. Those above are asked too, as old modules rely on them."""
        called: Called | None = self._modules[module]
        while called is not None:
            if declared := _required(called.source).get(name.partition(".")[0]):
                return declared
            called = self._modules[called.parent] if called.address else None
        return ""

    def key(self, block: Block, module: str, address: str = "") -> str | None:
        """The key of the provider block that a resource uses; None where an alias is handed down by nobody.

        With the `address` of one instance, the key of the instance of the provider where the block has several.
        """
        name, index = _written(block.attributes.get("provider"), instance_key(address))
        found = self._handed(name or block.labels[0].partition("_")[0], module, module_of(address))
        return found + index if found and not found.endswith("]") else found

    def _handed(self, name: str, module: str, within: str) -> str | None:
        called = self._modules[module]
        if called.call is None:
            return name
        if any(name_of(block) == name and _is_configured(block) for block in called.source.providers):
            return f"{module}:{name}"
        passed = called.call.attributes.get("providers")
        for own, theirs in (passed.members or {}).items() if passed else ():
            if own == name:
                written, index = _written(theirs, instance_key(within))
                found = self._handed(written, called.parent, caller_of(within)) if written else None
                return found + index if found and not found.endswith("]") else found
        return None if "." in name else self._handed(name, called.parent, caller_of(within))


def name_of(block: Block) -> str:
    """`aws`, or `aws.west`."""
    alias = block.literal("alias")
    return f"{block.labels[0]}.{alias}" if isinstance(alias, str) else block.labels[0]


def _is_configured(block: Block) -> bool:
    """Whether a block is more than the old way to say that a caller hands it down."""
    return bool(block.blocks) or bool(set(block.attributes) - {"alias", "version"})


def _written(expression: Expression | None, key: str = "") -> tuple[str, str]:
    """A provider as it is referred to, without quotes, or within, as old source and JSON do; and which instance.

    `key` is the key of what refers: `aws.by[each.key]` is `aws.by` and that key. What else chooses is not followed.
    """
    if expression is None:
        return "", ""
    if isinstance(expression.literal, str):
        return expression.literal, ""
    name, bracket, rest = (expression.names or ("",))[0].partition("[")
    if bracket:
        return name, bracket + rest
    return name, key if expression.names[1:] == ("each.key",) and expression.text.endswith("[each.key]") else ""


def _required(source: ModuleSource) -> dict[str, str]:
    found: dict[str, str] = {}
    for settings in source.settings:
        for block in settings.named("required_providers"):
            for name, expression in block.attributes.items():
                written = (expression.members or {}).get("source")
                if written is not None and isinstance(written.literal, str):
                    found[name] = _address(written.literal)
    return found


def _address(written: str) -> str:
    return written if written.count("/") == 2 else f"{_REGISTRY}/{written}"
