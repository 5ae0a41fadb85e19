"""Inputs and outputs of one resource in; what is kept of it, and what of that is unknown, out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.model import Scalar
from souverain.readers.pulumi.objects import Object
from souverain.readers.pulumi.properties import PropertyReader
from souverain.readers.pulumi.sentinels import text_meaning
from souverain.readers.terraform_plan.attributes import covers


class Kept(msgspec.Struct, frozen=True):
    """What is kept of one resource, by path. A secret is unknown."""

    values: Mapping[str, Scalar]
    unknown: frozenset[str]
    asked: frozenset[str]
    """Those of the unknown paths that the program gives, or may give; what the provider computes is not among them."""


def kept(item: Object, reader: PropertyReader) -> Kept:
    """Where inputs and outputs both speak of a property, the more certain of them counts. Raises RepeatedKeyError."""
    if item.settled:
        first = reader.read(item.outputs)
        given = second = reader.read(item.inputs, without=first.named)
    else:
        given = first = reader.read(item.inputs)
        second = reader.read(item.outputs, without=first.named | item.silent)
    values = {**second.values, **first.values}
    if item.id and text_meaning(item.id) == "value":
        values.setdefault("id", item.id)
    secret = frozenset(first.secret | second.secret)
    asked = given.unknown | given.secret
    if item.partial:
        mentioned = {reader.path_of(name) for name in first.named | second.named | item.silent}
        asked |= {path for path in reader.places if path.partition(".")[0] not in mentioned}
    unknown = asked | first.unknown | second.unknown | secret
    if secret:
        values = {path: value for path, value in values.items() if not covers(secret, path)}
    return Kept(values, frozenset(unknown), frozenset(asked))
