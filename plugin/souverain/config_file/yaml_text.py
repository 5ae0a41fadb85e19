"""YAML as people mean it: bytes in, plain values out, by the scalars of YAML 1.2.

`NO` stays a text (it is Norway), a date stays a text, a key stated twice is an error. Aliases are refused: nothing
here needs them, and a few of them expand without end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from souverain.errors import ConfigError

_LARGEST = 1_000_000
_DEEPEST = 20
_SCALARS: tuple[tuple[str, re.Pattern[str], Sequence[str]], ...] = (
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF"),
    ("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), "-+0123456789"),
    ("tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$"), "-+0123456789."),
    ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]),
)


def parse(data: bytes, path: Path) -> object:
    """The one document of the file: mappings, lists, texts, numbers, booleans, None. Raises ConfigError."""
    if len(data) > _LARGEST:
        raise ConfigError("config-too-large", path=path, bytes=_LARGEST)
    try:
        loader = yaml.SafeLoader(data.decode("utf-8-sig"))
        # The resolver of YAML 1.1 hangs on the class; the table of this one instance holds that of 1.2.
        loader.yaml_implicit_resolvers = _resolvers()
        node = loader.get_single_node()
        return None if node is None else _Document(loader, path).value(node)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError("config-not-yaml", path=path, line=_line(error), cause=_cause(error)) from error


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, pattern, firsts in _SCALARS:
        for first in firsts:
            table.setdefault(first, []).append((tag, pattern))
    return table


class _Document:
    """Turns the nodes of one file into values, each of them once."""

    def __init__(self, loader: yaml.SafeLoader, path: Path) -> None:
        self._loader = loader
        self._path = path
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, depth: int = 0) -> object:
        if id(node) in self._seen:
            raise ConfigError("config-alias", path=self._path, line=node.start_mark.line + 1)
        if depth > _DEEPEST:
            raise ConfigError("config-too-deep", path=self._path, line=node.start_mark.line + 1, depth=_DEEPEST)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        found: object = self._loader.construct_object(node)
        return found

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key.value, str):
                raise ConfigError("config-key-not-text", path=self._path, line=line)
            if key.value in found:
                raise ConfigError("config-stated-twice", path=self._path, line=line, field=key.value)
            found[key.value] = self.value(value, depth)
        return found


def _line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _cause(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
