"""The configuration as plans write it, `provider_config` and `root_module`, made from the source: a tree in, JSON out.

What the evaluator settled stands there as a constant, so that it is read as surely as what is written out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_source import mirror, provider_arguments
from souverain.readers.terraform_source.blocks import META, META_OF_CALLS, Block, Expression, Json
from souverain.readers.terraform_source.certainty import Certainty
from souverain.readers.terraform_source.evaluation import Evaluated, Evaluation
from souverain.readers.terraform_source.modules import Called, Tree
from souverain.readers.terraform_source.providers import Providers, name_of
from souverain.readers.terraform_source.states import StateReader

_DIFFERS = {"each": frozenset({"each.value"}), "count": frozenset({"count.index"})}
_LONGEST_TRAIL = 20
Instances = Mapping[str, tuple[str, ...]]
"""Addresses of the instances of each module, by its address without keys."""


class Writer:
    """Writes the configuration of one tree."""

    def __init__(
        self,
        tree: Tree,
        certainty: Certainty,
        evaluation: Evaluation,
        instances: Instances,
        *,
        sure: Certainty,
        assumed: Iterable[str] = (),
    ) -> None:
        """`sure` counts nothing of the environment: only what it settles is handed from module to module.

        `assumed` are the root variables to which the environment gives another value than their default.
        """
        self._modules = tree.modules
        self._certainty = certainty
        self._evaluation = evaluation
        self._states = StateReader(certainty, evaluation)
        self._sure = StateReader(sure, evaluation)
        self._providers = Providers(tree.modules)
        self._instances = instances
        self._assumed = frozenset(assumed)

    def configuration(self) -> shapes.Configuration:
        """The whole, in the shape in which plans are read."""
        blocks = {
            (f"{address}:{name_of(block)}" if address else name_of(block)) + key: written
            for address, called in self._modules.items()
            for block in called.source.providers
            for key, written in self._provider(called, block)
        }
        written = {"provider_config": blocks, "root_module": self._module(self._modules[""])}
        return msgspec.json.decode(json.dumps(written).encode(), type=shapes.Configuration)

    def variables(self, given: Iterable[str]) -> dict[str, shapes.Variable]:
        """The values of root variables that were given, as far as the evaluator could read them."""
        declared = self._modules[""].source.variables
        found = {name: self._evaluation.answer("", mirror.variable(name)) for name in given if name in declared}
        return {
            name: shapes.Variable(msgspec.Raw(json.dumps(value).encode()))
            for name, value in found.items()
            if value is not None and not declared[name].literal("sensitive")
        }

    def _module(self, called: Called) -> dict[str, Json]:
        prefix = f"{called.address}." if called.address else ""
        return {
            "resources": [self._resource(block, called.address) for block in called.source.resources],
            "module_calls": {
                name: self._call(call, called.address, self._modules[f"{prefix}module.{name}"])
                for name, call in called.source.calls.items()
                if f"{prefix}module.{name}" in self._modules
            },
            "variables": {name: self._variable(block, called) for name, block in called.source.variables.items()},
            "outputs": {
                name: {
                    "expression": self._expression(block.attributes["value"], called.address),
                    "sensitive": bool(block.literal("sensitive")),
                }
                for name, block in called.source.outputs.items()
                if "value" in block.attributes
            },
        }

    def _variable(self, block: Block, called: Called) -> dict[str, Json]:
        found: dict[str, Json] = {"sensitive": bool(block.literal("sensitive"))}
        default = block.attributes.get("default")
        if default is not None and not default.null and not (called.call is None and block.labels[0] in self._assumed):
            blocks = self._evaluation.instances(f"{_prefix(self._first(called.address))}variable.{block.labels[0]}")
            evaluated = next((item.get("default") for _, item in blocks), None)
            found["default"] = self._sure.value(default, evaluated, called.address, {})
        return found

    def _resource(self, block: Block, module: str) -> dict[str, Json]:
        kind, name = block.labels
        return {
            "address": f"data.{kind}.{name}" if block.type == "data" else f"{kind}.{name}",
            "type": kind,
            "provider_config_key": self._providers.key(block, module) or "",
            "expressions": self._body(block, module),
        }

    def _call(self, call: Block, module: str, called: Called) -> dict[str, Json]:
        found: list[Evaluated] = [
            item
            for parent in self._instances.get(module, ())
            for _, item in self._evaluation.instances(f"{_prefix(parent)}module.{call.labels[0]}")
        ]
        bound = self._certainty.iteration(call, module)
        inputs = {
            name: self._settled(expression, [item.get(name) for item in found], module, bound, self._sure)
            for name, expression in call.attributes.items()
            if name not in META_OF_CALLS
        }
        written: dict[str, Json] = {"expressions": inputs, "module": self._module(called)}
        written |= {f"{name}_expression": {} for name in ("count", "for_each") if name in call.attributes}
        return written

    def _provider(self, called: Called, block: Block) -> Iterator[tuple[str, dict[str, Json]]]:
        """The configurations that a block makes: one, or one for each key of its `for_each`."""
        module = called.address
        answers = {
            argument.name: [
                self._evaluation.answer(within, argument.name) for within in self._instances.get(module, ())
            ]
            for argument in provider_arguments.arguments(block)
        }
        keys = self._keys(block, module, answers)
        if keys is None:
            yield "", self._configured(called, block, answers, _DIFFERS)
            return
        for key in keys:
            own = {
                name: [provider_arguments.of_instance(item, key) for item in items] for name, items in answers.items()
            }
            yield key, self._configured(called, block, own, {"each": frozenset()})

    def _keys(self, block: Block, module: str, answers: Mapping[str, list[object]]) -> tuple[str, ...] | None:
        """The instances of a block with `for_each`, where it is settled which there are."""
        if "for_each" not in block.attributes or self._certainty.iteration(block, module)["each"]:
            return None
        return provider_arguments.instances(item for items in answers.values() for item in items)

    def _configured(
        self,
        called: Called,
        block: Block,
        answers: Mapping[str, list[object]],
        bound: Mapping[str, frozenset[str]],
    ) -> dict[str, Json]:
        """A provider block, its settled arguments as constants."""
        alias = block.literal("alias")

        def write(expression: Expression, found: list[object]) -> Json:
            return self._settled(expression, found, called.address, bound)

        return {
            "name": block.labels[0],
            "full_name": self._providers.source_of(block.labels[0], called.address),
            "alias": alias if isinstance(alias, str) else "",
            "module_address": called.address,
            "expressions": provider_arguments.body(block, answers, write),
        }

    def _settled(
        self,
        expression: Expression,
        found: list[object],
        module: str,
        bound: Mapping[str, frozenset[str]],
        states: StateReader | None = None,
    ) -> Json:
        """A constant where all instances agree on a value that is settled, else what is written."""
        values = [(states or self._states).value(expression, item, module, bound) for item in found or [None]]
        if values[0] is not None and all(value == values[0] for value in values):
            return {"constant_value": values[0]}
        if expression.members:
            return {
                name: self._settled(
                    member,
                    [item.get(name) if isinstance(item, dict) else None for item in found],
                    module,
                    bound,
                    states,
                )
                for name, member in expression.members.items()
            }
        return self._expression(expression, module)

    def _body(self, block: Block, module: str) -> dict[str, Json]:
        """Arguments of a resource: what they refer to. Values stand in its state."""
        written = {
            name: self._expression(expression, module)
            for name, expression in block.attributes.items()
            if name not in META and not expression.null
        }
        for type_ in dict.fromkeys(item.type for item in block.blocks if item.type not in ("dynamic", "lifecycle")):
            written[type_] = [self._body(inner, module) for inner in block.named(type_)]
        for dynamic in block.named("dynamic"):
            if dynamic.labels and dynamic.labels[0] not in written:
                written[dynamic.labels[0]] = [self._body(inner, module) for inner in dynamic.named("content")]
        return written

    def _expression(self, expression: Expression, module: str, left: int = _LONGEST_TRAIL) -> Json:
        """One expression. Only one that is nothing but a reference is said to refer: a part of it is not its value."""
        if expression.literal is not None:
            return {"constant_value": expression.literal}
        if expression.members:
            return {name: self._expression(member, module, left) for name, member in expression.members.items()}
        name = expression.names[0] if len(expression.names) == 1 else ""
        missing = self._certainty.missing(expression, module)
        if expression.bare and name.startswith("local."):
            local = self._modules[module].source.locals.get(name.split(".")[1].partition("[")[0])
            return self._expression(local, module, left - 1) if local and left and name.count(".") == 1 else {}
        if expression.bare:
            return {"references": [name], "bare": True}
        if len(missing) == 1 and missing <= set(expression.names) and all(item.startswith("var.") for item in missing):
            return {"references": list(missing)}  # names what would settle it: a variable without value gives no value
        return {}

    def _first(self, module: str) -> str:
        return next(iter(self._instances.get(module, ())), module)


def _prefix(address: str) -> str:
    return f"{address}." if address else ""
