"""Which Terraform type a Pulumi token stands for, and how its properties are spelled there: a token in, a type out.

Packages bridged from Terraform have one file each in `compiled/pulumi`, decoded when the first token of the package is
asked for. Other packages are platforms of their own: their tokens are types, with tables in `compiled/types`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from souverain.errors import KnowledgeError
from souverain.knowledge import types

_COMPILED = Path(__file__).parent.parent / "compiled" / "pulumi"
_ACRONYM = re.compile(r"([A-Z]+)([A-Z][a-z])")
_HUMP = re.compile(r"([a-z0-9])([A-Z])")
_API_PACKAGE = re.compile(r"^(azure-native)_\w+_v\d\w*$")
_API_MODULE = re.compile(r"/(v\d\w*|alpha|beta)$")
"""Azure's and Google's types exist once for each version of an API: `azure-native:storage/v20230101:StorageAccount`,
`google-native:compute/beta:Disk`; Azure's also in a package of its own,
`azure-native_storage_v20230101:storage:StorageAccount`."""
_VERSIONED = frozenset({"azure-native", "google-native"})
_NATIVE = frozenset({"aws-native", "azure-native", "google-native", "kubernetes"})
"""Platforms whose tables hold what their providers make; those of other packages hold components too."""


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """The file of one package. Keys of `types` are tokens without the package's name: `s3/bucket:Bucket`."""

    made_by: str
    made_on: str
    provider: str
    versions: tuple[str, ...]
    types: dict[str, str]


def package(name: str) -> str:
    """A package by its name, without the version of an API."""
    found = _API_PACKAGE.match(name)
    return found[1] if found else name


def package_of(token: str) -> str:
    """The package of a token: `aws` for `aws:s3/bucket:Bucket`."""
    return package(token.partition(":")[0])


def plain(token: str) -> str:
    """The token without the version of an API."""
    name, _, rest = token.partition(":")
    if (found := package(name)) not in _VERSIONED:
        return token
    module, _, member = rest.rpartition(":")
    return f"{found}:{_API_MODULE.sub('', module)}:{member}"


def full(token: str) -> str:
    """The token in full, `aws:s3/bucket:Bucket`, where a YAML program may write `aws:s3:Bucket`."""
    owner, _, rest = token.partition(":")
    found = table(owner)
    if found is None or rest in found.types or not rest:
        return token
    module, _, member = rest.rpartition(":")
    longer = f"{module or 'index'}/{member[:1].lower()}{member[1:]}:{member}"
    return f"{owner}:{longer}" if longer in found.types else token


@cache
def type_of(token: str) -> str:
    """The type that the tables of resource types know: Terraform's for bridged packages, else the token itself.

    A package bridged on the fly has no table: its tokens follow from Terraform's names, and are tried in that spelling.
    Raises KnowledgeError when a table is broken.
    """
    name = plain(token)
    owner, _, rest = name.partition(":")
    found = table(owner)
    if found is not None and rest in found.types:
        return found.types[rest]
    if types.lookup(name) is not None:
        return name
    module, _, member = rest.rpartition(":")
    words = [owner.replace("-", "_"), module.partition("/")[0], snake(member)]
    for parts in ((words[0], words[2]), tuple(words)):
        if types.lookup(candidate := "_".join(parts)) is not None:
            return candidate
    return name


@cache
def is_made_by_a_provider(token: str) -> bool:
    """Whether the tables know the token for a resource that a provider makes, which a component never is."""
    name = plain(token)
    owner, _, rest = name.partition(":")
    found = table(owner)
    if found is not None:
        return rest in found.types
    return owner in _NATIVE and types.lookup(name) is not None


@cache
def table(name: str) -> Tokens | None:
    """The tokens of one bridged package, None when it has no file. Raises KnowledgeError when the file is broken."""
    if name not in packages():
        return None
    path = _COMPILED / f"{name}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Tokens)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError("broken-table", table=f"pulumi/{name}.json", error=error) from error


@cache
def packages() -> frozenset[str]:
    """The bridged packages that have a file."""
    return frozenset(path.stem for path in _COMPILED.glob("*.json"))


@cache
def snake(name: str) -> str:
    """A property's name as Terraform spells it: `kms_key_id` for `kmsKeyId`, `public_ip` for `publicIP`."""
    return _HUMP.sub(r"\1_\2", _ACRONYM.sub(r"\1_\2", name)).lower()
