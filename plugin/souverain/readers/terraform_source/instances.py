"""Every block that the syntax shows, with the instances that the evaluator found for it, or with why there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from souverain.model import Gap, Reason
from souverain.readers.terraform_source import mirror
from souverain.readers.terraform_source.blocks import Block
from souverain.readers.terraform_source.certainty import Certainty
from souverain.readers.terraform_source.evaluation import Evaluated, Evaluation
from souverain.readers.terraform_source.modules import Called, Finder, Tree

NOTHING: Evaluated = {}


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """One instance of a resource block; `found` is empty for one that stands for all that nobody could count."""

    block: Block
    module: Called
    within: str
    """Address of the module instance."""
    address: str
    found: Evaluated


class Reconciled(msgspec.Struct, frozen=True):
    """All instances, those of modules by the module's address without keys, and what was not expanded."""

    resources: tuple[Instance, ...]
    modules: Mapping[str, tuple[str, ...]]
    gaps: tuple[Gap, ...]


class Reconciler:
    """Compares the syntax of one tree with what was evaluated."""

    def __init__(self, tree: Tree, evaluation: Evaluation, certainty: Certainty, finder: Finder) -> None:
        self._tree = tree
        self._evaluation = evaluation
        self._certainty = certainty
        self._finder = finder
        self._gaps: dict[str, Gap] = {}
        self._unexpanded: set[str] = set()
        """Module instances that stand for all that nobody could count."""

    def reconcile(self) -> Reconciled:
        """Every block in every instance of its module."""
        modules: dict[str, tuple[str, ...]] = {}
        resources: list[Instance] = []
        for address, called in self._tree.modules.items():
            modules[address] = tuple(self._module(called, modules)) if called.call else ("",)
            for within in modules[address]:
                for block in called.source.resources:
                    resources += self._resource(block, called, within)
        return Reconciled(tuple(resources), modules, tuple(self._gaps.values()))

    def _module(self, called: Called, modules: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        assert called.call is not None  # noqa: S101 (the root has none, and is not asked)
        for parent in modules[called.parent]:
            address = f"{parent}.module.{called.call.labels[0]}" if parent else f"module.{called.call.labels[0]}"
            found = self._instances(called.call, called.parent, parent, address)
            yield from (whole for whole, _ in found)

    def _resource(self, block: Block, called: Called, within: str) -> Iterator[Instance]:
        kind, name = block.labels
        address = ".".join(filter(None, (within, "data" * (block.type == "data"), kind, name)))
        for whole, found in self._instances(block, called.address, within, address):
            yield Instance(block=block, module=called, within=within, address=whole, found=found)

    def _instances(self, block: Block, module: str, within: str, address: str) -> list[tuple[str, Evaluated]]:
        """What was found; one that stands for all where it is not settled that there are none."""
        asked = mirror.question(block)
        counted = self._evaluation.answer(within, asked[0]) if asked else 1
        open_ = self._certainty.iteration(block, module)["each"]
        found = list(self._evaluation.instances(address))
        if not open_ and (counted == 0 or (found and counted == len(found))):
            return found
        if asked is None and len(found) == 1:
            return found
        self._unexpanded.add(address)
        if within not in self._unexpanded:
            names = ", ".join(sorted(open_))
            reason = Reason("instances-not-known", {"names": names}) if open_ else Reason("evaluator-lost")
            self._gaps.setdefault(address, Gap(address, reason, self._finder.place(block)))
        return [(address, NOTHING)]
