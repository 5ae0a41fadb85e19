"""Module calls and variables: what callers pass, what modules give back, what the plan and the defaults say.

Values are kept only for variables that a kept expression leads to, across modules: a plan states them all, passwords
included. A default stands only where nothing else is said, so that nobody takes it for the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Raw

from souverain.model import Expression, Module, References, Scalar
from souverain.readers.members import value
from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_plan.addresses import without_keys
from souverain.readers.terraform_plan.expressions import UNEVALUATED, cleaned, expressions, mentioned
from souverain.readers.terraform_plan.pieces import flatten
from souverain.readers.terraform_plan.scopes import Scope, called, scopes
from souverain.readers.terraform_plan.scrubbing import without_credentials


class Modules:
    """The modules of a plan, and those of their variables and outputs to which the expressions that are kept lead."""

    def __init__(self, root: shapes.ConfigModule, given: Mapping[str, shapes.Variable]) -> None:
        """`given` are the values that the plan states for the variables of the root."""
        self.scopes = {scope.address: scope for scope in scopes(root, given)}
        self._met: set[tuple[str, str, bool]] = set()
        self._variables: dict[str, set[str]] = {address: set() for address in self.scopes}
        self._inputs: dict[str, dict[str, Expression]] = {address: {} for address in self.scopes}
        self._outputs: dict[str, dict[str, Expression]] = {address: {} for address in self.scopes}

    def follow(self, module: str, names: Iterable[str], *, values: bool = True) -> None:
        """Keep what references of a module lead to, from module to module. Raises RepeatedKeyError.

        Without `values` only further references are kept, and never a constant, which may be a secret.
        """
        waiting = [(module, name) for name in names]
        while waiting:
            mention = (*waiting.pop(), values)
            if mention not in self._met:
                self._met.add(mention)
                for where, expression in self._led_to(*mention):
                    waiting.extend((where, name) for name in mentioned((expression,)))

    def modules(self) -> dict[str, Module]:
        """Every module by its address."""
        return {address: self._module(scope) for address, scope in self.scopes.items()}

    def variables(self) -> dict[str, Scalar]:
        """The values that the plan gives to root variables, flattened."""
        stated = self.scopes[""].stated
        return _scalars({name: stated[name] for name in sorted(self._variables[""] & stated.keys())})

    def _led_to(self, module: str, name: str, values: bool) -> list[tuple[str, Expression]]:
        """What a reference leads to, with the module in whose terms it is written."""
        scope = self.scopes.get(module)
        kind, _, rest = without_keys(name).partition(".")
        if scope is None or not rest:
            return []
        if kind == "var":
            return self._input(scope, rest.partition(".")[0], values=values)
        if kind == "module":
            call, _, output = rest.partition(".")
            return self._output(called(module, call), output.partition(".")[0], values=values)
        return []

    def _input(self, scope: Scope, variable: str, *, values: bool) -> list[tuple[str, Expression]]:
        declared = scope.module.variables.get(variable)
        if declared is not None and declared.sensitive:
            return []
        if values:
            self._variables[scope.address].add(variable)
        if scope.call is None or variable not in scope.stated or scope.is_null(variable):
            return []
        # Passed empty, or null where the default may count: the variable has a value, and it is not known.
        read = _read(variable, scope.stated[variable]) or {variable: UNEVALUATED}
        found = read if values else _references(read)
        self._inputs[scope.address].update(found)
        return [(scope.parent, expression) for expression in found.values()]

    def _output(self, module: str, name: str, *, values: bool) -> list[tuple[str, Expression]]:
        scope = self.scopes.get(module)
        output = scope.module.outputs.get(name) if scope else None
        if output is None or output.sensitive:
            return []
        found = _read(name, output.expression) if values else _references(_read(name, output.expression))
        self._outputs[module].update(found)
        return [(module, expression) for expression in found.values()]

    def _module(self, scope: Scope) -> Module:
        return Module(
            address=scope.address,
            inputs=self._inputs[scope.address],
            defaults=self._defaults(scope),
            variables=frozenset(scope.module.variables),
            nulls=scope.nulls,
            outputs=self._outputs[scope.address],
            repeated=scope.repeated,
        )

    def _defaults(self, scope: Scope) -> dict[str, Scalar]:
        """Defaults of the variables that nobody gives a value."""
        declared = scope.module.variables
        unstated = self._variables[scope.address] & declared.keys() - scope.stated.keys()
        return _scalars({n: declared[n].default for n in sorted(unstated) if declared[n].default != shapes.ABSENT})


def _read(name: str, written: Raw) -> dict[str, Expression]:
    return {path: cleaned(expression) for path, expression in expressions(name, value(bytes(written)))}


def _references(found: dict[str, Expression]) -> dict[str, Expression]:
    return {path: expression for path, expression in found.items() if isinstance(expression, References)}


def _scalars(values: Mapping[str, Raw]) -> dict[str, Scalar]:
    found = (pair for name, raw in values.items() for pair in flatten(value(bytes(raw)), name))
    return {path: without_credentials(scalar) for path, scalar in found}
