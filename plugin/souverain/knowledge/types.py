"""What is known of a resource type: its role for data, where its place is written, what it refers to.

A type name comes in, `TypeFacts` come out. The tables are one file per Terraform provider in `compiled/types`, decoded
when the first type of that provider is asked for; corrections written by hand (`data/types.toml`) stand in
`compiled/types.json` and win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from souverain.errors import KnowledgeError

T = TypeVar("T")

_COMPILED = Path(__file__).parent.parent / "compiled"
_LONGEST_PREFIX = 3
"""No provider's prefix holds more words (`azure_devops_x_`)."""


LABEL_ROOTS = (
    "tags", "tag", "labels", "label", "user_labels", "resource_labels", "resource_tags", "freeform_tags",
    "defined_tags", "annotations", "metadata", "tags_all", "effective_labels", "terraform_labels",
)  # fmt: skip
"""First words of the paths where types carry labels; the last three hold the provider's default labels too."""


class TypeFacts(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """One resource type. Paths are the schema's, without indices: `replica.region` stands for `replica[0].region`."""

    role: str
    """Among `document.DataRole`; "" for a type that deploys whatever it is given."""
    kind: str
    """Finer than the role: object-store, database, vm, backup, config ..."""
    service: str
    model: str
    """How it gets its place: own-required, own-optional, own-nested, parent, provider, global."""
    location: tuple[str, ...] = ()
    """Paths of its own place, best first: a zone before a region, what is written before what is computed."""
    replicas: tuple[str, ...] = ()
    """Paths of places to which it copies its data."""
    references: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What it refers to, by id, name or ARN: path to kind.

    Kinds are parent, storage, key, destination, source, supplier, logs, queue, network.
    """
    tags: str = ""
    """The path that holds tags or labels, "" for none: `tags`, `metadata.labels`."""
    switches: tuple[str, ...] = ()
    """Paths of settings that make, move or keep copies: `account_replication_type`."""
    endpoints: tuple[str, ...] = ()
    """Paths of addresses to which it sends data, or at which it reads them."""
    health: bool = False
    """Whether the type exists for health data."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The file of one provider. Rows stay undecoded until their type is asked for."""

    made_by: str
    made_on: str
    provider: str
    versions: tuple[str, ...]
    """What it was read from, `hashicorp/aws 6.69.1`, newest first."""
    types: dict[str, msgspec.Raw]


@cache
def lookup(type_: str, source: str = "") -> TypeFacts | None:
    """The facts of a Terraform resource type, None when no table knows it.

    `source` is the provider's address; it decides where a prefix alone does not (`hashicorp/google-beta`).
    Raises KnowledgeError when a table is broken.
    """
    if (corrected := _corrections().get(type_)) is not None:
        return corrected
    for provider in _candidates(type_, source):
        found = table(provider)
        if found is not None and (row := found.types.get(type_)) is not None:
            return msgspec.json.decode(row, type=TypeFacts)
    return None


def providers() -> tuple[str, ...]:
    """The providers that have a table, by the prefix of their types."""
    return tuple(sorted(path.stem for path in (_COMPILED / "types").glob("*.json")))


@cache
def table(provider: str) -> Table | None:
    """The table of one provider, None when there is none. Raises KnowledgeError when it is broken."""
    if provider not in _provider_set():
        return None
    return _decode(f"types/{provider}.json", Table)


def _candidates(type_: str, source: str) -> Iterable[str]:
    if ":" in type_:  # a token of a Pulumi package that is not bridged from Terraform
        yield f"pulumi-{type_.partition(':')[0]}"
        return
    name = source.rpartition("/")[2]
    if name:
        yield name
    words = type_.split("_", _LONGEST_PREFIX)[:_LONGEST_PREFIX]
    for length in range(len(words), 0, -1):
        yield "_".join(words[:length])


@cache
def _provider_set() -> frozenset[str]:
    return frozenset(providers())


@cache
def _corrections() -> dict[str, TypeFacts]:
    return _decode("types.json", dict[str, TypeFacts])


def _decode(name: str, shape: type[T]) -> T:
    try:
        return msgspec.json.decode((_COMPILED / name).read_bytes(), type=shape)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError("broken-table", table=name, error=error) from error
