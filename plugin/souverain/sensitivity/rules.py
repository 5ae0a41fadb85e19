"""The class rules of the configuration: a resource in, the rule that counts for it out."""

from __future__ import annotations

from collections.abc import Mapping

from souverain.config import ClassRule
from souverain.globs import glob, matches_address, matches_input
from souverain.model import EMPTY, Resource


class _Pattern:
    """What one rule asks of a resource; None where it asks nothing."""

    def __init__(self, rule: ClassRule) -> None:
        self.rule = rule
        self._type = None if rule.type == "*" else glob(rule.type)
        self._module = None if rule.module == "*" else glob(rule.module)
        self._address = None if rule.address == "*" else glob(rule.address)

    def matches(self, resource: Resource) -> bool:
        return (
            (self._type is None or self._type.fullmatch(resource.type) is not None)
            and (self._module is None or matches_address(self._module, resource.module))
            and (self._address is None or matches_address(self._address, resource.address))
        )


class Rules:
    """The rules that concern one input."""

    def __init__(self, rules: tuple[ClassRule, ...], path: str, settings: Mapping[str, str] = EMPTY) -> None:
        """`settings` are those of the command line."""
        self._patterns = tuple(
            _Pattern(rule)
            for rule in reversed(rules)
            if matches_input(rule.input, path) and all(_is_set(name, wanted, settings) for name, wanted in rule.set)
        )

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def match(self, resource: Resource) -> ClassRule | None:
        """The last rule of the file whose patterns all match, None when there is none.

        A pattern of addresses or modules matches with or without the keys of instances.
        """
        for pattern in self._patterns:
            if pattern.matches(resource):
                return pattern.rule
        return None


def _is_set(name: str, wanted: str, settings: Mapping[str, str]) -> bool:
    return name in settings and glob(wanted).fullmatch(settings[name]) is not None
