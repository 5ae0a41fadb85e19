"""Values of YAML programs: what a program writes in; JSON out, with Pulumi's own marks for what only a run can tell.

`${records.id}` refers to a resource and is unknown; `${region}` is a variable or a setting, known when its value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from souverain.readers.pulumi.sentinels import SECRET, UNKNOWN

_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_ESCAPED = re.compile(r"\$\$\{")
_ROOT = re.compile(r"\s*([A-Za-z_][\w-]*(?::[\w-]+)?)\s*(.*)", re.S)
_FUNCTION = re.compile(r"^[Ff]n::")
_DEEPEST = 20


class Valued(msgspec.Struct, frozen=True):
    """A value, and the URNs of the resources on which it depends."""

    value: object
    depends: frozenset[str] = frozenset()


class Scope:
    """The names of one program."""

    def __init__(
        self, resources: Mapping[str, str], variables: Mapping[str, object], settings: Mapping[str, object]
    ) -> None:
        """`resources` by name to URN; `variables` as they are written; `settings` to their value, or `UNKNOWN`."""
        self._resources = resources
        self._variables = variables
        self._settings = settings

    def value(self, item: object, depth: int = 0) -> Valued:
        """What an expression comes to."""
        if depth > _DEEPEST:
            return Valued(UNKNOWN)
        if isinstance(item, dict):
            return self._mapping(item, depth)
        if isinstance(item, list):
            found = [self.value(inner, depth + 1) for inner in item]
            return Valued([one.value for one in found], _together(found))
        return self._text(item, depth) if isinstance(item, str) and "${" in item else Valued(item)

    def resource(self, item: object) -> str | None:
        """The URN of the one resource that an expression is, None for anything else."""
        found = _REFERENCE.fullmatch(item.strip()) if isinstance(item, str) else None
        return self._resources.get(found[1].strip()) if found else None

    def _mapping(self, item: dict[str, object], depth: int) -> Valued:
        if len(item) == 1 and _FUNCTION.match(name := next(iter(item))):
            inner = self.value(item[name], depth + 1)
            return Valued(SECRET if name.partition("::")[2].lower() == "secret" else UNKNOWN, inner.depends)
        found = {name: self.value(inner, depth + 1) for name, inner in item.items()}
        return Valued({name: one.value for name, one in found.items()}, _together(found.values()))

    def _text(self, text: str, depth: int) -> Valued:
        """A reference alone keeps the kind of its value; within a text it becomes text."""
        if alone := _REFERENCE.fullmatch(text):
            return self._reference(alone[1], depth)
        parts = [self._reference(found[1], depth) for found in _REFERENCE.finditer(text)]
        if _ESCAPED.search(text) or not all(isinstance(part.value, str | int) for part in parts):
            return Valued(UNKNOWN, _together(parts))
        values = iter(parts)
        return Valued(_REFERENCE.sub(lambda _: str(next(values).value), text), _together(parts))

    def _reference(self, written: str, depth: int) -> Valued:
        found = _ROOT.fullmatch(written)
        if found is None:
            return Valued(UNKNOWN)
        name, member = found[1], found[2]
        if name in self._resources:
            return Valued(UNKNOWN, frozenset({self._resources[name]}))
        if name in self._variables:
            held = self.value(self._variables[name], depth + 1)
        else:
            held = Valued(self._settings.get(name, UNKNOWN))
        return Valued(UNKNOWN, held.depends) if member else held


def _together(found: Iterable[Valued]) -> frozenset[str]:
    return frozenset().union(*(one.depends for one in found))
