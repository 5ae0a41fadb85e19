"""A waiver written into `souverain.yaml`: the text of the file and a waiver in, the text with it out.

Comments and order stay as they are: the new item goes to the end of the list, and nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from souverain.config_file import declarations, shape, yaml_text
from souverain.declared import Waiver
from souverain.errors import ConfigError

_LIST = re.compile(r"^waivers:[ \t]*(?:#.*)?$", re.MULTILINE)
_ITEM = re.compile(r"^(?P<indent>[ ]*)- ")
_PLAIN = re.compile(r"[A-Za-z][\w./-]*|\d{4}-\d{2}-\d{2}")
_WORDS = ("true", "false", "null")


def appended(text: str, waiver: Waiver, path: Path) -> str:
    """The text with the waiver. Raises ConfigError for a file that is broken, or lists its waivers on one line."""
    before = _waivers(text, path)
    found = _LIST.search(text)
    if found is None:
        joined = text if not text or text.endswith("\n") else f"{text}\n"
        made = f"{joined}waivers:\n" + "".join(_lines(waiver, "  "))
    else:
        head, block, rest = _parted(text, found.end())
        made = head + block + "".join(_lines(waiver, _indent(block))) + rest
    try:
        after = _waivers(made, path)
    except ConfigError as error:
        raise ConfigError("config-not-appended", path=path) from error
    if len(after) != len(before) + 1 or after[:-1] != before:
        raise ConfigError("config-not-appended", path=path)
    return made


def _waivers(text: str, path: Path) -> tuple[Waiver, ...]:
    return declarations.waivers(shape.check(yaml_text.parse(text.encode(), path), path), path)


def _parted(text: str, start: int) -> tuple[str, str, str]:
    """The text up to the list, the lines of the list, and what comes after its last item."""
    lines = text[start:].lstrip("\n").splitlines(keepends=True)
    end = 0
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith((" ", "-", "#")):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            end = number + 1
    block = "".join(lines[:end])
    return f"{text[:start]}\n", block if not block or block.endswith("\n") else f"{block}\n", "".join(lines[end:])


def _indent(block: str) -> str:
    item = next((found for line in block.splitlines() if (found := _ITEM.match(line))), None)
    return item["indent"] if item else "  "


def _lines(waiver: Waiver, indent: str) -> Iterator[str]:
    said = {field.name: getattr(waiver, field.name) for field in msgspec.structs.fields(waiver)}
    order = ("rule", "address", "input", "reason", "author", "date", "approver", "until", "link")
    told = [(name, said[name]) for name in order if said[name] and (name, said[name]) != ("input", "*")]
    for number, (name, value) in enumerate(told):
        yield f"{indent}{'  ' if number else '- '}{name}: {_scalar(value)}\n"


def _scalar(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return value if plain else msgspec.json.encode(value).decode()
