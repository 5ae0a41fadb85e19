"""One root module read whole: its folder in, a `Stack` out."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

import msgspec
from msgspec import Raw

from souverain.errors import ReadError
from souverain.given import Given
from souverain.model import MODULE_TYPE, Backend, Gap, Input, Location, ProviderConfig, Resource, Stack
from souverain.readers import backends
from souverain.readers.terraform_plan import configuration
from souverain.readers.terraform_plan.configuration import Configuration
from souverain.readers.terraform_plan.kinds import Kinds
from souverain.readers.terraform_plan.resources import Object, ResourceReader
from souverain.readers.terraform_source import KIND, folders, keeping, values, workspaces, written
from souverain.readers.terraform_source.certainty import Certainty
from souverain.readers.terraform_source.configuration import Writer
from souverain.readers.terraform_source.evaluation import evaluate
from souverain.readers.terraform_source.instances import Instance, Reconciler
from souverain.readers.terraform_source.leaning import Leaning
from souverain.readers.terraform_source.modules import Finder, Tree
from souverain.readers.terraform_source.providers import Providers, name_of
from souverain.readers.terraform_source.states import StateReader
from souverain.readers.terraform_source.values import Values
from souverain.readers.terraform_source.workspaces import Workspace
from souverain.readers.terraform_source.written import OfPlan


def read(path: str, given: Given) -> Stack:
    """What the root declares. Raises ReadError."""
    folder = Path(path)
    finder = _finder(folder)
    tree = finder.find()
    stated = values.collected(folder, tree.modules[""].source.variables, given)
    found = _evaluated(folder, finder, tree, stated, workspaces.selected(folder, given), given)
    return msgspec.structs.replace(found, resources=(*found.resources, *map(_unseen, tree.gaps)))


def of_plan(path: str, planned: Mapping[str, object], given: Given, among: Set[str] | None) -> OfPlan | None:
    """What the root declares that a plan was made of: nothing but the plan gives variables a value. Raises ReadError.

    Of the workspace only what the user says counts: the plan may have been made in another than is selected here.
    """
    folder = Path(path)
    finder = _finder(folder)
    tree = finder.find()
    if among is not None and among.isdisjoint(written.declared(tree)):
        return None
    stated = values.planned(planned, tree.modules[""].source.variables)
    stack = _evaluated(folder, finder, tree, stated, Workspace(given.workspace), given)
    return written.of_plan(stack, tree, finder)


def _finder(folder: Path) -> Finder:
    _refuse_without_source(folder)
    return Finder(folder)


def _evaluated(folder: Path, finder: Finder, tree: Tree, stated: Values, workspace: Workspace, given: Given) -> Stack:
    evaluation = evaluate(tree, stated.layers, workspace.name or "default")
    certainty = Certainty(tree, stated.names, workspace=bool(workspace.name))
    sure = Certainty(tree, stated.names, workspace=bool(given.workspace), without=stated.assumed)
    leaning = Leaning(sure, _givers(stated, workspace))
    reconciled = Reconciler(tree, evaluation, certainty, finder).reconcile()
    writer = Writer(tree, certainty, evaluation, reconciled.modules, sure=sure, assumed=stated.assumed)
    kinds = Kinds()
    variables = writer.variables(stated.names - stated.assumed.keys())
    configured = configuration.read(writer.configuration(), variables, kinds)
    resources = _Resources(
        tree, finder, StateReader(certainty, evaluation), ResourceReader(kinds, configured.blocks), leaning
    )
    return Stack(
        input=Input(path=str(folder), sha256=_digest(folder, tree, stated.files), kind=KIND),
        resources=tuple(resources.read(instance) for instance in reconciled.resources),
        providers=_located(configured, tree, finder, leaning),
        modules=configured.modules,
        variables=configured.variables,
        backend=_backend(tree, finder, folder),
        gaps=(*tree.gaps, *reconciled.gaps),
        has_actions=False,
    )


def _unseen(gap: Gap) -> Resource:
    """A module that is not there, as the resource of which nothing is known that it is."""
    return Resource(
        address=gap.address,
        type=MODULE_TYPE,
        name=gap.address.rpartition(".")[2],
        provider=f"module:{gap.reason.args.get('source', '')}",
        module=gap.address,
        identity=gap.address,
        location=gap.location,
    )


def _givers(stated: Values, workspace: Workspace) -> dict[str, str]:
    """What the environment decides: names of expressions, and what gives each of them."""
    givers = {f"var.{name}": giver for name, giver in stated.assumed.items()}
    if workspace.giver:
        givers |= dict.fromkeys(("terraform.workspace", "tofu.workspace"), workspace.giver)
    return givers


class _Resources:
    """Makes resources of instances."""

    def __init__(
        self, tree: Tree, finder: Finder, states: StateReader, reader: ResourceReader, leaning: Leaning
    ) -> None:
        self._leaning = leaning
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
        return msgspec.structs.replace(
            found,
            location=module.location or self._finder.place(block),
            provider_key=self._provider_key(instance) or found.provider_key,
            environment=self._leaning.of(block, module.address),
        )

    def _provider_key(self, instance: Instance) -> str | None:
        """The key of the instance of a provider block, where the block has several."""
        key = self._providers.key(instance.block, instance.module.address, instance.address)
        return key if key and key.endswith("]") else None


def _refuse_without_source(folder: Path) -> None:
    if folders.sources(folder):
        return
    code = "is-terragrunt" if folders.is_terragrunt(folder) else "no-source"
    raise ReadError(code, path=str(folder))


def _raw(item: object) -> Raw:
    return Raw(json.dumps(item).encode())


def _located(configured: Configuration, tree: Tree, finder: Finder, leaning: Leaning) -> Mapping[str, ProviderConfig]:
    """The provider blocks, with where they stand and what of them the environment decides."""
    blocks: dict[str, tuple[Location, Mapping[str, str]]] = {}
    for address, called in tree.modules.items():
        for block in called.source.providers:
            key = f"{address}:{name_of(block)}" if address else name_of(block)
            blocks[key] = (called.location or finder.place(block), leaning.of(block, address))
    return {
        key: msgspec.structs.replace(provider, location=location, environment=environment)
        for key, provider in configured.providers.items()
        for location, environment in (blocks[key.partition("[")[0]],)
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
