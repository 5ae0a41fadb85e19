"""Modules as they are called, and what is said of their variables: `root_module` in, one `Scope` per call out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from souverain.readers.members import Members, members, value
from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_plan.pieces import is_null


class Scope(msgspec.Struct, frozen=True):
    """One module, by its address without keys; `call` is None for the root.

    `stated` is what is given to its variables: values by the plan for the root, expressions by the caller elsewhere.
    """

    address: str
    parent: str
    module: shapes.ConfigModule
    stated: Members
    call: shapes.ModuleCall | None = None

    @property
    def repeated(self) -> bool:
        """Whether the call has `count` or `for_each`."""
        call = self.call
        return call is not None and not (is_null(call.count_expression) and is_null(call.for_each_expression))

    @property
    def nulls(self) -> frozenset[str]:
        """The variables that are null."""
        return frozenset(name for name in self.module.variables if self.is_null(name))

    def is_null(self, variable: str) -> bool:
        """Whether a variable is null. One that is passed as null takes its default, where it must not be null."""
        default = self.module.variables.get(variable, shapes.ConfigVariable()).default
        if variable not in self.stated:
            return is_null(default)
        written = bytes(self.stated[variable])
        if self.call is None:
            return written == b"null"
        return value(written) == {"constant_value": None} and (is_null(default) or default == shapes.ABSENT)


def scopes(root: shapes.ConfigModule, given: Mapping[str, shapes.Variable]) -> Iterator[Scope]:
    """All modules, callers before called; `given` are the values of the root's variables. Raises RepeatedKeyError."""
    stated = {name: variable.value for name, variable in given.items() if variable.value != shapes.ABSENT}
    waiting = [Scope("", "", root, stated)]
    while waiting:
        scope = waiting.pop()
        yield scope
        for name, call in scope.module.module_calls.items():
            passed = {} if is_null(call.expressions) else members(call.expressions)
            waiting.append(Scope(called(scope.address, name), scope.address, call.module, passed, call))


def called(module: str, name: str) -> str:
    """The address of the module that a call of this name in `module` makes."""
    return f"{module}.module.{name}" if module else f"module.{name}"
