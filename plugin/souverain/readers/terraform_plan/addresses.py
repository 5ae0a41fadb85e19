"""Addresses of Terraform: `module.a["x"].data.aws_ami.b[0]` in; what stands for all instances, and the module, out.

A key is a number or a quoted string, in which dots, brackets and escaped quotes may stand.
"""

from __future__ import annotations

import json
import re

_KEY = r'\[(?:"(?:[^"\\]|\\.)*"|[^"\]]*)\]'
_ANY_KEY = re.compile(_KEY, re.S)
_LAST_KEY = re.compile(rf"({_KEY})\Z", re.S)
_MODULE = re.compile(rf"module\.[^.\[]+(?:{_KEY})?\.?", re.S)


def without_keys(address: str) -> str:
    """The address that all instances of a `count` or `for_each` share, modules included."""
    return _ANY_KEY.sub("", address) if "[" in address else address


def module_of(address: str) -> str:
    """The address of the module instance that holds the resource, "" for the root."""
    end = 0
    while step := _MODULE.match(address, end):
        end = step.end()
    return address[:end].removesuffix(".")


def instance_key(address: str) -> str:
    """The last instance key as it is written, `[0]` or `["x"]`; "" when there is none."""
    found = _LAST_KEY.search(address) if address.endswith("]") else None
    return found[1] if found else ""


def caller_of(module: str) -> str:
    """The module instance that calls this one, "" for the root."""
    last = end = 0
    while step := _MODULE.match(module, end):
        last, end = end, step.end()
    return module[:last].removesuffix(".")


def whole(address: str, module: str, key: float | str | None) -> str:
    """The address with its module and its instance key, where they were left out."""
    if key is not None and not address.endswith("]"):
        address = f"{address}[{json.dumps(key, ensure_ascii=False)}]"
    return address if not module or address.startswith(f"{module}.") else f"{module}.{address}"
