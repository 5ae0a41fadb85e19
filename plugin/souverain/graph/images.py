"""Who hands out the code that runs: the image that a resource names in, flows to the registry of that image out.

An image is code. No data goes to its registry, and no class comes from it; but whoever hands it out decides what runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from souverain.graph.links import Links
from souverain.knowledge import types
from souverain.model import Resource

DOCKER_HUB = "docker.io"
"""Where clients of containers look for an image whose name has no host."""
_SCHEME = re.compile(r"^(docker|oci|https?)://", re.I)
_VERSION = re.compile(r"(@[a-z0-9]+:[0-9a-f]+|(?<=[^/]):[^/:]*)$")
_DIGEST = re.compile(r"[a-z0-9]+:[0-9a-f]{32,}")
_CHARTS = "repository"
"""What names where charts come from: by an address, or by a word that only the machine which applies understands."""
_ADDRESSES = ("repository_url", "repository_uri", "registry_uri", "login_server", "endpoint", "url")
"""Attributes by which registries say where they are."""
_NAMED = {"azurerm_container_registry": ".azurecr."}
"""Registries whose host begins with their name, which nobody else can have there."""


def host(image: str) -> str:
    """The host of the registry of an image, in lower case; "" for one that is named by its digest alone."""
    plain = _SCHEME.sub("", image.strip())
    if _DIGEST.fullmatch(plain):
        return ""
    first, slash, _ = plain.partition("/")
    if plain != image.strip():
        return first.lower()
    if slash and ("." in first or ":" in first or first == "localhost"):
        return first.lower()
    return DOCKER_HUB


def _host(path: str, written: str) -> str:
    return host(written) if "://" in written or not path.endswith(_CHARTS) else ""


def is_registry(resource: Resource) -> bool:
    """Whether the resource keeps images."""
    facts = types.lookup(resource.type, resource.provider)
    return facts is not None and facts.kind == "registry"


class Registries:
    """The registries of one stack, by what images say of them."""

    def __init__(self, resources: tuple[Resource, ...], links: Links) -> None:
        self._resources = resources
        self._links = links

    def of(self, resource: Resource, path: str) -> Iterator[tuple[int | None, str, bool]]:
        """The registries that an image at a concrete path may come from: position or None, host or "", whether sure."""
        written = resource.attributes.get(path)
        named = [number for number in self._links.mentioned_at(resource, path) if is_registry(self._resources[number])]
        if isinstance(written, str) and written:
            found = self._addressed(written)
            target = found if found is not None else named[0] if len(named) == 1 else None
            yield target, _host(path, written), True
        elif named:
            sure = len(named) == 1 and self._links.is_bare(resource, path)
            yield from ((number, "", sure) for number in named)
        else:
            yield None, "", True

    def _addressed(self, image: str) -> int | None:
        """The registry of the stack at whose address the image is."""
        plain = _VERSION.sub("", _SCHEME.sub("", image.strip())).lower()
        while plain:
            if (found := self._at.get(plain)) is not None:
                return found
            plain = plain.rpartition("/")[0]
        name, dot, rest = host(image).partition(".")
        return self._by_name.get((name, f".{rest.partition('.')[0]}.")) if dot else None

    @cached_property
    def _registries(self) -> tuple[int, ...]:
        return tuple(number for number, resource in enumerate(self._resources) if is_registry(resource))

    @cached_property
    def _at(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number in self._registries:
            for value in _texts(self._resources[number], _ADDRESSES):
                found.setdefault(_SCHEME.sub("", value).rstrip("/").lower(), number)
        return found

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], int]:
        named = [number for number in self._registries if self._resources[number].type in _NAMED]
        return {
            (value.lower(), _NAMED[self._resources[number].type]): number
            for number in named
            for value in _texts(self._resources[number], ("name",))
        }


def _texts(resource: Resource, paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        value = resource.attributes.get(path)
        if isinstance(value, str) and value:
            yield value
