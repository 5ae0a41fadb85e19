"""Resources of a stack: what an input says of each of them in, `Resource` values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from sys import intern

from souverain.knowledge import tokens, types
from souverain.model import Location, References, Resource
from souverain.readers.pulumi import contents, urns
from souverain.readers.pulumi.contents import Kept
from souverain.readers.pulumi.objects import Object
from souverain.readers.pulumi.properties import PropertyReader
from souverain.readers.pulumi.references import Neighbours

_POSITION = re.compile(r"^project:///(?P<file>(?!\.\./)[^#]+)#(?P<line>\d+)")
"""Positions outside the project are those of a library."""


class Kind:
    """One resource type: what the tables call it, and how its properties are read."""

    def __init__(self, token: str) -> None:
        """`token` is the package's: `aws:s3/bucket:Bucket`."""
        package = tokens.package_of(token)
        self.provider = intern(f"pulumi/{package}")
        self.type = intern(tokens.type_of(token))
        self.facts = types.lookup(self.type, self.provider)
        self.properties = PropertyReader(package, self.facts, self.type)


def read(objects: Iterable[Object]) -> tuple[Resource, ...]:
    """One resource for each object of a stack, in their order: what refers to what is found between them."""
    known = tuple(objects)
    found = [contents.kept(item, _kind(item.token).properties) for item in known]
    neighbours = Neighbours()
    for item, kept in zip(known, found, strict=True):
        facts = _kind(item.token).facts
        neighbours.add(item.urn, kept.values, facts.role if facts else "")
    return tuple(_resource(item, kept, neighbours) for item, kept in zip(known, found, strict=True))


def _resource(item: Object, kept: Kept, neighbours: Neighbours) -> Resource:
    kind = _kind(item.token)
    depends = {kind.properties.path_of(name): urns_ for name, urns_ in item.property_dependencies.items()}
    return Resource(
        address=item.urn + item.mark,
        type=kind.type,
        name=urns.name_of(item.urn),
        provider=kind.provider,
        identity=item.urn,
        data=item.external,
        action=item.action,
        previous_address=item.previous_urn,
        attributes=kept.values,
        unknown=kept.unknown,
        expressions=neighbours.expressions(
            kept, depends, item.dependencies, kind.facts.references if kind.facts else {}
        )
        | {top: References(depends[top]) for top in kind.properties.mentions if depends.get(top)},
        provider_key=intern(urns.provider_urn(item.provider)) or None,
        location=location(item.position),
    )


@cache
def _kind(token: str) -> Kind:
    return Kind(token)


def location(position: str) -> Location | None:
    """Where the program says it: `project:///__main__.py#13`, with a column or without."""
    found = _POSITION.match(position)
    return Location(found["file"], int(found["line"])) if found else None
