"""Expressions of blocks: what `configuration` says of an argument in, `Expression` by flat path out.

Terraform does not evaluate them there: an expression is a constant, the list of what it refers to, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from souverain.model import Constant, Expression, References, Unevaluated
from souverain.readers.terraform_plan.pieces import flatten
from souverain.readers.terraform_plan.scrubbing import without_credentials

UNEVALUATED = Unevaluated()


def expressions(path: str, item: object) -> Iterable[tuple[str, Expression]]:
    """The expressions of an argument or of nested blocks, by path. A null constant is not set, and left out."""
    if isinstance(item, list):
        return [found for index, inner in enumerate(item) if inner for found in expressions(f"{path}[{index}]", inner)]
    if not isinstance(item, dict):
        return ()
    if isinstance(names := item.get("references"), list):
        return ((intern(path), _references(names, bare=item.get("bare") is True)),)
    if isinstance(text := item.get("constant_value"), str):
        return ((intern(path), Constant(text)),)
    if "constant_value" in item:
        return [(inner, Constant(scalar)) for inner, scalar in flatten(item["constant_value"], path)]
    if not item:
        return ((path, UNEVALUATED),)
    return [found for key, inner in item.items() for found in expressions(f"{path}.{key}", inner)]


def _references(names: Iterable[object], *, bare: bool) -> Expression:
    """`bare` is written by the reader of source only, which shows what an expression is."""
    listed = [name for name in names if isinstance(name, str)]
    found = most_specific(listed)
    return References(found, len(set(listed)) < len(listed), bare) if found else UNEVALUATED


def cleaned(expression: Expression) -> Expression:
    """The expression; a constant address loses what may be a secret."""
    return Constant(without_credentials(expression.value)) if isinstance(expression, Constant) else expression


def most_specific(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repetitions and without those that only lead to another: `a.b.arn` is listed with `a.b`."""
    distinct = tuple(dict.fromkeys(names))
    if len(distinct) == 1:
        return distinct
    return tuple(name for name in distinct if not any(_leads_to(name, other) for other in distinct))


def mentioned(found: Iterable[Expression]) -> set[str]:
    """All names that expressions refer to."""
    return {name for expression in found if isinstance(expression, References) for name in expression.names}


def _leads_to(name: str, other: str) -> bool:
    return other.startswith((f"{name}.", f"{name}["))
