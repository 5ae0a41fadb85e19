"""Module calls and variables: what callers pass, what modules give back, what the plan and the defaults say.

Values are kept only for variables that a kept expression leads to, across modules: a plan states them all, passwords
included. A default stands only where nothing else is said, so that nobody takes it for the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Raw

from souverain.model import Expression, Module, Scalar
from souverain.readers.members import Members, members, value
from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_plan.addresses import without_keys
from souverain.readers.terraform_plan.expressions import UNEVALUATED, cleaned, expressions, mentioned
from souverain.readers.terraform_plan.pieces import flatten, is_null
from souverain.readers.terraform_plan.scrubbing import without_credentials


class Scope(msgspec.Struct, frozen=True):
    """One module of the configuration, by its address without keys; `call` is None for the root."""

    address: str
    parent: str
    module: shapes.ConfigModule
    call: shapes.ModuleCall | None = None


class Modules:
    """The modules of a plan, and those of their variables and outputs to which the expressions that are kept lead."""

    def __init__(self, root: shapes.ConfigModule, given: Mapping[str, shapes.Variable]) -> None:
        """`given` are the values that the plan states for the variables of the root."""
        self.scopes = {scope.address: scope for scope in _scopes(root)}
        self._given = given
        self._met: set[tuple[str, str]] = set()
        self._variables: dict[str, set[str]] = {address: set() for address in self.scopes}
        self._inputs: dict[str, dict[str, Expression]] = {address: {} for address in self.scopes}
        self._outputs: dict[str, dict[str, Expression]] = {address: {} for address in self.scopes}

    def follow(self, module: str, names: Iterable[str]) -> None:
        """Keep what references of a module lead to, from module to module. Raises RepeatedKeyError."""
        waiting = [(module, name) for name in names]
        while waiting:
            if (mention := waiting.pop()) not in self._met:
                self._met.add(mention)
                waiting.extend(
                    (where, name) for where, expression in self._led_to(*mention) for name in mentioned((expression,))
                )

    def modules(self) -> dict[str, Module]:
        """Every module by its address."""
        return {address: self._module(scope) for address, scope in self.scopes.items()}

    def variables(self) -> dict[str, Scalar]:
        """The values that the plan gives to root variables, flattened."""
        values = ((name, self._given[name].value) for name in sorted(self._variables[""] & self._given.keys()))
        return {
            path: without_credentials(scalar)
            for name, raw in values
            for path, scalar in flatten(value(bytes(raw)), name)
        }

    def _led_to(self, module: str, name: str) -> list[tuple[str, Expression]]:
        """What a reference leads to, with the module in whose terms it is written."""
        scope = self.scopes.get(module)
        kind, _, rest = without_keys(name).partition(".")
        if scope is None or not rest:
            return []
        if kind == "var":
            return self._input(scope, rest.partition(".")[0])
        if kind == "module":
            called, _, output = rest.partition(".")
            return self._output(_called(module, called), output.partition(".")[0])
        return []

    def _input(self, scope: Scope, variable: str) -> list[tuple[str, Expression]]:
        declared = scope.module.variables.get(variable)
        if declared is not None and declared.sensitive:
            return []
        self._variables[scope.address].add(variable)
        passed = _passed(scope).get(variable)
        if passed is None:
            return []
        # Passed as null, or empty: nothing is known of the value, and the default does not hold.
        found = _read(variable, passed) or {variable: UNEVALUATED}
        self._inputs[scope.address].update(found)
        return [(scope.parent, expression) for expression in found.values()]

    def _output(self, module: str, name: str) -> list[tuple[str, Expression]]:
        scope = self.scopes.get(module)
        output = scope.module.outputs.get(name) if scope else None
        if output is None or output.sensitive:
            return []
        found = _read(name, output.expression)
        self._outputs[module].update(found)
        return [(module, expression) for expression in found.values()]

    def _module(self, scope: Scope) -> Module:
        return Module(
            address=scope.address,
            inputs=self._inputs[scope.address],
            defaults=self._defaults(scope),
            variables=frozenset(scope.module.variables),
            outputs=self._outputs[scope.address],
            repeated=scope.call is not None
            and not (is_null(scope.call.count_expression) and is_null(scope.call.for_each_expression)),
        )

    def _defaults(self, scope: Scope) -> dict[str, Scalar]:
        """Defaults of the variables that nobody gives a value."""
        stated = self._given.keys() if scope.call is None else _passed(scope).keys()
        declared = scope.module.variables
        wanted = sorted(self._variables[scope.address] & declared.keys() - stated)
        return {path: scalar for name in wanted for path, scalar in flatten(value(bytes(declared[name].default)), name)}


def _scopes(root: shapes.ConfigModule) -> Iterator[Scope]:
    """All modules, callers before called."""
    waiting = [Scope("", "", root)]
    while waiting:
        scope = waiting.pop()
        yield scope
        for name, call in scope.module.module_calls.items():
            waiting.append(Scope(_called(scope.address, name), scope.address, call.module, call))


def _called(module: str, name: str) -> str:
    return f"{module}.module.{name}" if module else f"module.{name}"


def _passed(scope: Scope) -> Members:
    """The arguments of the call, none for the root."""
    return {} if scope.call is None or is_null(scope.call.expressions) else members(scope.call.expressions)


def _read(name: str, written: Raw) -> dict[str, Expression]:
    return {path: cleaned(expression) for path, expression in expressions(name, value(bytes(written)))}
