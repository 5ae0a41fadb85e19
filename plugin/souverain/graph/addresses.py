"""Addresses (`module.a["x"].aws_s3_bucket.b[0]`) and names of references (`data.aws_region.here.name`) taken apart."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

_KEY = r'\[(?:"(?:[^"\\]|\\.)*"|[^"\]]*)\]'
_ANY_KEY = re.compile(_KEY, re.S)
_LAST_KEY = re.compile(rf"({_KEY})\Z", re.S)
_STEP = re.compile(rf"\.?(module\.[^.\[]+(?:{_KEY})?)(?=\.|\Z)", re.S)
_NAME = re.compile(rf"((?:data\.)?[A-Za-z][\w-]*\.[\w-]+)({_KEY})?(?:\.(.+))?\Z", re.S)
_QUOTED = re.compile(r'\["((?:[^"\\]|\\.)*)"\]')
_INDEX = re.compile(r"\[\d+\]")


class Named(msgspec.Struct, frozen=True):
    """A resource as an expression names it: `block` is `aws_s3_bucket.b` or `data.aws_region.here`."""

    block: str
    key: str
    attribute: str


def is_urn(reference: str) -> bool:
    """Whether the reference is the address of a Pulumi resource, which means that one resource and nothing else."""
    return reference.startswith("urn:pulumi:")


@lru_cache(maxsize=65536)
def named(reference: str) -> Named | None:
    """The parts of a reference to a resource; None when it is no such reference."""
    found = _NAME.match(reference)
    return Named(found[1], found[2] or "", found[3] or "") if found else None


@lru_cache(maxsize=4096)
def scopes(module: str) -> tuple[str, ...]:
    """The module instance and all above it, the root "" first: `module.a["x"].module.b` ends the list."""
    found, end = [""], 0
    while step := _STEP.match(module, end):
        end = step.end()
        found.append(module[:end])
    return tuple(found)


@lru_cache(maxsize=4096)
def plain(address: str) -> str:
    """The address without instance keys."""
    return _ANY_KEY.sub("", address) if "[" in address else address


def instance_key(address: str) -> str:
    """The last instance key, `[0]` or `["x"]`; "" when there is none."""
    found = _LAST_KEY.search(address) if address.endswith("]") else None
    return found[1] if found else ""


def parent(module: str) -> str:
    """The module (without keys) that calls this one."""
    return module.rpartition("module.")[0].removesuffix(".")


@lru_cache(maxsize=65536)
def plain_path(path: str) -> str:
    """An attribute path without list indices, as type tables write it."""
    return _INDEX.sub("", path) if "[" in path else path


def dotted(path: str) -> str:
    """The path with quoted keys as members: `regions.eu` for `regions["eu"]`."""
    return _QUOTED.sub(r".\1", path) if '["' in path else path
