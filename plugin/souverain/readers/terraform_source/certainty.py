"""What an expression depends on that nobody knows before a plan: an expression and its module in, names out.

The evaluator makes values up: the id of a resource that does not exist yet, the region of a data source. A value counts
only where nothing like that goes into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from souverain.readers.terraform_source.blocks import Block, Expression
from souverain.readers.terraform_source.modules import Called, Tree

_SETTLED = frozenset({"path.module", "path.root", "path.cwd"})
_WORKSPACE = frozenset({"terraform.workspace", "tofu.workspace"})
_LONGEST_TRAIL = 50
_NOTHING: frozenset[str] = frozenset()


class Certainty:
    """Follows names through locals, variables, module calls and outputs."""

    def __init__(
        self, tree: Tree, given: Iterable[str], *, workspace: bool = False, without: Iterable[str] = ()
    ) -> None:
        """`given` are the names of the root variables that have a value; `workspace` whether it is said which it is.

        `without` are root variables that count as open though they have one.
        """
        self._settled = _SETTLED | _WORKSPACE if workspace else _SETTLED
        self._modules = tree.modules
        self._given = frozenset(given)
        self._without = frozenset(without)
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._open: set[tuple[str, str]] = set()

    def missing(
        self, expression: Expression, module: str, bound: Mapping[str, frozenset[str]] | None = None
    ) -> frozenset[str]:
        """The names that leave the value open; none when it is settled. `bound` says it of names that a block gives."""
        return frozenset().union(*(self._of(name, module, bound or {}) for name in expression.names))

    def iteration(self, block: Block, module: str) -> dict[str, frozenset[str]]:
        """What is open of the names that `count` and `for_each` of a block give."""
        found = [
            self.missing(block.attributes[name], module) for name in ("count", "for_each") if name in block.attributes
        ]
        open_ = frozenset().union(*found)
        return {"each": open_, "count": open_}

    def null(self, expression: Expression, module: str, left: int = _LONGEST_TRAIL) -> bool:
        """Whether it is proven to be null, which leaves an argument unset: the evaluator says null of much else too."""
        if expression.null:
            return True
        kind, _, name = (expression.names or ("",))[0].partition(".")
        called = self._modules[module]
        if not expression.bare or not left or not name.replace("-", "_").isidentifier():
            return False
        if kind == "local":
            return name in called.source.locals and self.null(called.source.locals[name], module, left - 1)
        if kind != "var" or name not in called.source.variables or (called.call is None and name in self._given):
            return False
        if called.source.variables[name].literal("nullable") is False:
            return False  # null means the default then
        if called.call is not None and name in called.call.attributes:
            return self.null(called.call.attributes[name], called.parent, left - 1)
        default = called.source.variables[name].attributes.get("default")
        return default is not None and default.null

    def _of(self, name: str, module: str, bound: Mapping[str, frozenset[str]]) -> frozenset[str]:
        kind, _, rest = name.partition(".")
        if kind in bound:
            return bound[kind]
        if name in self._settled:
            return _NOTHING
        if kind not in ("var", "local", "module"):
            return frozenset({name})
        key = (module, name)
        if key not in self._known:
            if key in self._open:
                return frozenset({name})
            self._open.add(key)
            self._known[key] = self._follow(kind, rest, name, module)
            self._open.discard(key)
        return self._known[key]

    def _follow(self, kind: str, rest: str, name: str, module: str) -> frozenset[str]:
        called = self._modules[module]
        first, _, below = rest.partition(".")
        plain = first.partition("[")[0]
        if kind == "local":
            found = called.source.locals.get(plain)
            return frozenset({name}) if found is None else self.missing(_member(found, below), module)
        if kind == "var":
            return self._variable(called, plain, name, below)
        inner = f"{module}.module.{plain}" if module else f"module.{plain}"
        output, _, part = below.partition(".")
        declared = self._modules[inner].source.outputs.get(output.partition("[")[0]) if inner in self._modules else None
        if declared is None or "value" not in declared.attributes or declared.literal("sensitive"):
            return frozenset({name})
        return self.missing(_member(declared.attributes["value"], part), inner)

    def _variable(self, called: Called, variable: str, name: str, below: str) -> frozenset[str]:
        declared = called.source.variables.get(variable)
        if declared is None or declared.literal("sensitive") or declared.literal("ephemeral"):
            return frozenset({name})
        if called.call is None and variable in self._without:
            return frozenset({name})
        if called.call is None and variable in self._given:
            return _NOTHING
        passed = called.call.attributes.get(variable) if called.call else None
        if passed is not None and called.call is not None:
            return self.missing(_member(passed, below), called.parent, self.iteration(called.call, called.parent))
        return _NOTHING if "default" in declared.attributes else frozenset({name})


def _member(expression: Expression, path: str) -> Expression:
    """The member of a written object to which the path leads; the expression itself where it leads elsewhere."""
    name, _, rest = path.partition(".")
    if expression.members and name in expression.members:
        return _member(expression.members[name], rest)
    return expression
