"""Resources of a stack: what an input says of each of them in, `Resource` values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import intern

from souverain.knowledge import tokens, types
from souverain.model import Location, Resource
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
        self.properties = PropertyReader(package, self.facts)


class ResourceReader:
    """Makes the resources of one stack. They are read together: what refers to what is found between them."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def read(self, objects: Iterable[Object]) -> tuple[Resource, ...]:
        """One resource for each object, in their order."""
        known = tuple(objects)
        found = [contents.kept(item, self._kind(item).properties) for item in known]
        neighbours = Neighbours()
        for item, kept in zip(known, found, strict=True):
            facts = self._kind(item).facts
            neighbours.add(item.urn, kept.values, facts.role if facts else "")
        return tuple(self._resource(item, kept, neighbours) for item, kept in zip(known, found, strict=True))

    def properties(self, item: Object) -> PropertyReader:
        """What reads the properties of resources of this type."""
        return self._kind(item).properties

    def _resource(self, item: Object, kept: Kept, neighbours: Neighbours) -> Resource:
        kind = self._kind(item)
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
            ),
            provider_key=intern(urns.provider_urn(item.provider)) or None,
            location=location(item.position),
        )

    def _kind(self, item: Object) -> Kind:
        if (kind := self._kinds.get(item.token)) is None:
            kind = self._kinds[item.token] = Kind(item.token)
        return kind


def location(position: str) -> Location | None:
    """Where the program says it: `project:///__main__.py#13`, with a column or without."""
    found = _POSITION.match(position)
    return Location(found["file"], int(found["line"])) if found else None
