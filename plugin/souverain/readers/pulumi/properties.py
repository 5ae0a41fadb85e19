"""The properties of one resource, reduced to what is kept: raw JSON in, scalars by path and marked paths out."""

from __future__ import annotations

import re
from sys import intern

import msgspec
from msgspec import Raw

from souverain.knowledge import flows, types
from souverain.knowledge.types import LABEL_ROOTS
from souverain.model import Scalar
from souverain.readers.members import members, value
from souverain.readers.pulumi.sentinels import Meaning, meaning
from souverain.readers.pulumi.shapes import is_null
from souverain.readers.pulumi.spelling import Spelling
from souverain.readers.terraform_plan.wanted import Wanted

_INDEX = re.compile(r"\[\d+\]")
_INTERNAL = "__"
"""First letters of what the engine writes for itself: `__defaults`, `__meta`."""
_AS_A_BLOCK = {("kubernetes", "metadata"): "metadata[0]"}
"""Objects that Terraform writes as a block, of packages whose labels stand in one."""


class Content(msgspec.Struct):
    """What was found below some properties, by path."""

    values: dict[str, Scalar] = msgspec.field(default_factory=dict)
    unknown: set[str] = msgspec.field(default_factory=set)
    secret: set[str] = msgspec.field(default_factory=set)
    named: set[str] = msgspec.field(default_factory=set)
    """The properties themselves, as Pulumi names them."""


class PropertyReader:
    """Reads properties of the resources of one type."""

    def __init__(self, package: str, facts: types.TypeFacts | None, type_: str = "") -> None:
        self._package = package
        self._wanted = Wanted(facts, type_)
        self.mentions = flows.mentions(type_)
        """Properties of which only what they refer to is kept."""
        self._labels = frozenset((*LABEL_ROOTS, facts.tags if facts else ""))
        paths = _paths(facts) if facts else ()
        self._spelling = Spelling((*paths, *flows.paths(type_), *self.mentions))
        self._words = frozenset(
            path for path in (facts.location if facts else ()) if not any(one.startswith(f"{path}.") for one in paths)
        )
        """Paths of places that are a word each: what is written otherwise there is not understood."""
        self.places = (*facts.location, *facts.replicas, *facts.switches) if facts else ()
        self.endpoints = facts.endpoints if facts else ()

    def read(self, properties: Raw, *, without: frozenset[str] | set[str] = frozenset()) -> Content:
        """What is kept of an object's properties, but for those in `without` (names as Pulumi writes them)."""
        content = Content()
        if is_null(properties):
            return content
        for name, inner in members(properties).items():
            if name.startswith(_INTERNAL) or name in without:
                continue
            content.named.add(name)
            path = self.path_of(name)
            if self._wanted.enters(path) and not is_null(inner):
                self._collect(value(bytes(inner)), _AS_A_BLOCK.get((self._package, path), path), content)
        return content

    def path_of(self, name: str) -> str:
        """The path of a property of the resource itself."""
        return intern(self._spelling.of("", name))

    def concerns(self, path: str) -> bool:
        """Whether the path, or anything below it, is kept."""
        return self._wanted.concerns(path)

    def _collect(self, item: object, path: str, content: Content) -> None:
        what, inner = meaning(item)
        if (what == "unknown" and self.concerns(path)) or self._is_no_word(what, path, inner):
            content.unknown.add(path)
        elif what == "secret" and self.concerns(path):
            content.secret.add(path)
        elif what != "value":
            return
        elif isinstance(inner, dict):
            above = _INDEX.sub("", path)
            for key, below in inner.items():
                if not key.startswith(_INTERNAL):
                    name = key if self._is_label(above) else self._spelling.of(above, key)
                    self._collect(below, intern(f"{path}.{name}"), content)
        elif isinstance(inner, list):
            for index, below in enumerate(inner):
                self._collect(below, intern(f"{path}[{index}]"), content)
        elif isinstance(inner, str | int | float):
            if self._wanted.keeps(path):
                content.values[path] = self._wanted.harmless(path, inner)
            else:
                content.values |= self._wanted.document(path, inner)

    def _is_no_word(self, what: Meaning, path: str, inner: object) -> bool:
        """Whether something stands where a place has to, and names none."""
        odd = what == "nothing" or (what == "value" and not isinstance(inner, str | list | None))
        return odd and _INDEX.sub("", path) in self._words

    def _is_label(self, path: str) -> bool:
        """Whether members of the path are keys of labels, which stay as they are."""
        return path in self._labels


def _paths(facts: types.TypeFacts) -> tuple[str, ...]:
    return (
        *facts.location,
        *facts.replicas,
        *facts.references,
        *facts.switches,
        *facts.endpoints,
        facts.tags or "tags",
    )
