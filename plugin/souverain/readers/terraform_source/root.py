"""One root module read whole: its folder in, a `Stack` out."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.model import Backend, Input, Location, ProviderConfig, Resource, Stack
from souverain.readers import backends
from souverain.readers.terraform_plan import configuration
from souverain.readers.terraform_plan.configuration import Configuration
from souverain.readers.terraform_plan.kinds import Kinds
from souverain.readers.terraform_plan.resources import Object, ResourceReader
from souverain.readers.terraform_source import KIND, Given, folders, keeping, values
from souverain.readers.terraform_source.certainty import Certainty
from souverain.readers.terraform_source.configuration import Writer
from souverain.readers.terraform_source.evaluation import evaluate
from souverain.readers.terraform_source.instances import Instance, Reconciler
from souverain.readers.terraform_source.modules import Finder, Tree
from souverain.readers.terraform_source.providers import Providers, name_of
from souverain.readers.terraform_source.states import StateReader


def read(path: str, given: Given) -> Stack:
    """What the root declares. Raises ReadError."""
    folder = Path(path)
    _refuse_without_source(folder)
    finder = Finder(folder)
    tree = finder.find()
    files = (*folders.values(folder), *(Path(name) for name in given.files))
    names = {*values.names(files), *given.values}
    evaluation = evaluate(tree, files, given.values, given.workspace or "default")
    certainty = Certainty(tree, names, workspace=bool(given.workspace))
    reconciled = Reconciler(tree, evaluation, certainty, finder).reconcile()
    writer = Writer(tree, certainty, evaluation, reconciled.modules)
    kinds = Kinds()
    configured = configuration.read(writer.configuration(), writer.variables(names), kinds)
    resources = _Resources(tree, finder, StateReader(certainty, evaluation), ResourceReader(kinds, configured.blocks))
    return Stack(
        input=Input(path=path, sha256=_digest(folder, tree, files), kind=KIND),
        resources=tuple(resources.read(instance) for instance in reconciled.resources),
        providers=_located(configured, tree, finder),
        modules=configured.modules,
        variables=configured.variables,
        backend=_backend(tree, finder, folder),
        gaps=(*tree.gaps, *reconciled.gaps),
        has_actions=False,
    )


class _Resources:
    """Makes resources of instances."""

    def __init__(self, tree: Tree, finder: Finder, states: StateReader, reader: ResourceReader) -> None:
        self._finder = finder
        self._states = states
        self._reader = reader
        self._providers = Providers(tree.modules)

    def read(self, instance: Instance) -> Resource:
        block, module = instance.block, instance.module
        state = self._states.read(block, instance.found, module.address, instance.within)
        found = self._reader.read(
            Object(
                address=instance.address,
                type=block.labels[0],
                name=block.labels[1],
                mode="data" if block.type == "data" else "managed",
                provider=self._providers.source(block, module.address),
                action="read" if block.type == "data" else "exists",
                values=_raw(state.values),
                unknown=_raw(state.unknown),
                module=instance.within,
            )
        )
        return msgspec.structs.replace(found, location=module.location or self._finder.place(block))


def _refuse_without_source(folder: Path) -> None:
    if folders.sources(folder):
        return
    code = "is-terragrunt" if folders.is_terragrunt(folder) else "no-source"
    raise ReadError(code, path=str(folder))


def _raw(item: object) -> Raw:
    return Raw(json.dumps(item).encode())


def _located(configured: Configuration, tree: Tree, finder: Finder) -> Mapping[str, ProviderConfig]:
    """The provider blocks, with where they stand."""
    places: dict[str, Location] = {}
    for address, called in tree.modules.items():
        for block in called.source.providers:
            key = f"{address}:{name_of(block)}" if address else name_of(block)
            places[key] = called.location or finder.place(block)
    return {
        key: msgspec.structs.replace(provider, location=places.get(key))
        for key, provider in configured.providers.items()
    }


def _backend(tree: Tree, finder: Finder, folder: Path) -> Backend:
    """Where the root keeps its state: as it is written, completed by what `terraform init` noted."""
    settings = tree.modules[""].source.settings
    noted = backends.initialised(folder)
    return backends.settled(keeping.written(settings, finder.place) or keeping.HERE, noted) or keeping.HERE


def _digest(folder: Path, tree: Tree, files: Iterable[Path]) -> str:
    """One digest for all that was read, whatever folder it stands in."""
    found = hashlib.sha256()
    read = {file.path: file.text for called in tree.modules.values() for file in called.source.files}
    read |= {path: path.read_bytes() for path in files}
    for path in sorted(read, key=lambda item: _relative(item, folder)):
        found.update(f"{_relative(path, folder)}\0{len(read[path])}\0".encode())
        found.update(read[path])
    return found.hexdigest()


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
