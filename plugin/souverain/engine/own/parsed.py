"""What a file of Rego defines, whatever it says of itself: the JSON of `opa parse` in, package and answers out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from souverain.engine.own.sources import Sources
from souverain.errors import PolicyError

_ROOT = ("data", "souverain", "custom")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ANSWERS = "deny"


class _Term(msgspec.Struct, frozen=True):
    value: object


class _Head(msgspec.Struct, frozen=True):
    ref: tuple[_Term, ...] = ()
    key: object = None
    value: object = None
    args: object = None


class _Rule(msgspec.Struct, frozen=True):
    head: _Head


class _Package(msgspec.Struct, frozen=True):
    path: tuple[_Term, ...]


class Module(msgspec.Struct, frozen=True):
    """One file."""

    package: _Package
    rules: tuple[_Rule, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The package, `("data", "souverain", "custom", "no_milan")`."""
        return tuple(str(term.value) for term in self.package.path)

    @property
    def rule(self) -> str:
        """The rule that the package is, by its name; "" for what rules share."""
        return self.path[-1] if len(self.path) == len(_ROOT) + 1 else ""

    @property
    def answers(self) -> tuple[bool, ...]:
        """For each definition of `deny` whether it adds to a set."""
        heads = [rule.head for rule in self.rules if rule.head.ref and rule.head.ref[0].value == _ANSWERS]
        return tuple(
            len(head.ref) == 1 and head.key is not None and head.value is None and head.args is None for head in heads
        )


def check(modules: Mapping[str, Module], described: frozenset[str], sources: Sources) -> None:
    """Raise PolicyError for a package that is not the user's to define, and for a rule that cannot answer.

    A rule whose `deny` is missing, or is no set, would say nothing for ever.
    """
    for name, module in modules.items():
        told = {"path": sources.place(name), "package": ".".join(module.path[1:])}
        if module.path[: len(_ROOT)] != _ROOT or not all(_NAME.fullmatch(part) for part in module.path[len(_ROOT) :]):
            raise PolicyError("own-package", **told)
        if len(module.path) == len(_ROOT):
            raise PolicyError("own-package", **told)
        if module.rule and module.rule not in described:
            raise PolicyError("own-no-metadata", **told)
        if module.rule and not all(module.answers):
            raise PolicyError("own-no-deny", path=sources.place(name), rule=module.rule)
    answering = {module.rule for module in modules.values() if module.answers}
    for rule in sorted(described - answering):
        raise PolicyError("own-no-deny", path=sources.folder, rule=rule)
