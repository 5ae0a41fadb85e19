"""Programs in Pulumi's YAML: a folder with a `Pulumi.yaml` in, a `Stack` out, as far as it follows from the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.knowledge import tokens
from souverain.model import Gap, InputKind, Reason, Stack
from souverain.readers.pulumi import project, stacks
from souverain.readers.pulumi.interpolation import Scope
from souverain.readers.pulumi.objects import Object
from souverain.readers.pulumi.project import Project
from souverain.readers.source import Source

KIND: InputKind = "pulumi-source"
_PROVIDERS = "pulumi:providers:"
_COMPONENTS = frozenset({"awsx", "eks", "aws-apigateway", "gcp-global-cloudrun", "kubernetes-ingress-nginx"})
"""Packages whose types create others, which the program does not name."""
_ASKED_OF_NOBODY = "?"
"""Stands for a provider that an expression chooses."""


def is_one(folder: Path) -> bool:
    """Whether the folder holds a Pulumi program."""
    return project.manifest(folder) is not None


def read(path: str) -> Stack:
    """What the program declares. Raises ReadError for another language, and for what is no program."""
    found = project.load(path)
    if typeless := sorted(name for name, body in found.resources.items() if not _type(body)):
        raise ReadError("pulumi-no-type", path=path, resources=", ".join(typeless), kind=KIND)
    program = _Program(found)
    source = Source(path, lambda: found.sha256, b"")
    return stacks.stack(
        source,
        KIND,
        program.objects(),
        configuration={name: Raw(msgspec.json.encode(value)) for name, value in found.settings.items()},
        gaps=program.gaps(),
        backend=found.backend,
        has_actions=False,
    )


class _Program:
    """The resources of one program."""

    def __init__(self, found: Project) -> None:
        self._found = found
        self._read = found.resources
        self._urns = {name: self._urn(name) for name in self._read}
        self._scope = Scope(self._urns, found.variables, found.visible)
        self._defaults = {
            _type(body).removeprefix(_PROVIDERS): self._urns[name]
            for name, body in self._read.items()
            if _type(body).startswith(_PROVIDERS) and body.get("defaultProvider") is True
        }

    def objects(self) -> Iterator[Object]:
        """Every resource and every provider."""
        for name, body in self._read.items():
            yield self._object(name, body)

    def gaps(self) -> Iterator[Gap]:
        """What the program holds and does not show."""
        for name, body in self._read.items():
            if tokens.package_of(_type(body)) in _COMPONENTS:
                yield Gap(self._urns[name], Reason("pulumi-component-closed", {"type": _type(body)}))

    def _object(self, name: str, body: Mapping[str, object]) -> Object:
        read = body.get("get")
        written = read.get("state") if isinstance(read, dict) else body.get("properties")
        properties = written if isinstance(written, dict) else {}
        values = {key: self._scope.value(item) for key, item in properties.items()}
        token = tokens.full(_type(body))
        return Object(
            urn=self._urns[name],
            token=token,
            action="exists",
            inputs=Raw(msgspec.json.encode({key: found.value for key, found in values.items()})),
            provider="" if token.startswith(_PROVIDERS) else f"{self._provider(token, body)}::",
            property_dependencies={key: tuple(sorted(found.depends)) for key, found in values.items() if found.depends},
            external=read is not None,
            position=f"project:///{self._found.file}#{self._found.line(name)}",
        )

    def _provider(self, token: str, body: Mapping[str, object]) -> str:
        """The provider that the resource names, else the one that the program makes the default, else the engine's."""
        package = tokens.package_of(token)
        options = body.get("options")
        chosen = options.get("provider") if isinstance(options, dict) else None
        if chosen is not None:
            return self._scope.resource(chosen) or self._made(_PROVIDERS + package, _ASKED_OF_NOBODY)
        return self._defaults.get(package) or self._made(_PROVIDERS + package, "default")

    def _urn(self, name: str, depth: int = 0) -> str:
        """The URN, with the types of the parents before its own."""
        body = self._found.resources[name]
        options = body.get("options")
        parent = options.get("parent") if isinstance(options, dict) else None
        above = parent.strip().removeprefix("${").removesuffix("}") if isinstance(parent, str) else ""
        types = tokens.full(_type(body))
        if above in self._read and above != name and depth < len(self._read):
            types = f"{self._urn(above, depth + 1).split('::')[2]}${types}"
        return self._made(types, name)

    def _made(self, types: str, name: str) -> str:
        return f"urn:pulumi:{self._found.stack}::{self._found.name}::{types}::{name}"


def _type(body: Mapping[str, object]) -> str:
    written = body.get("type")
    return written if isinstance(written, str) and ":" in written else ""
