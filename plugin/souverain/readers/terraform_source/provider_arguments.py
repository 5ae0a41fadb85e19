"""Arguments of provider blocks: a block in; questions to the evaluator, or the arguments as plans write them, out.

The evaluator says nothing of provider blocks in modules, and nothing of the instances that OpenTofu makes of a block
with `for_each`: both are asked beside the source.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from souverain.readers.terraform_source.blocks import META_OF_CALLS, Block, Expression, Json

_QUESTION = "souverain_provider__"
Written = Callable[[Expression, list[object]], Json]
"""How one expression is written, with what the evaluator found for it, instance by instance."""


class Argument(msgspec.Struct, frozen=True):
    """One argument of a block, or of a block in it; `name` is that of its question."""

    path: tuple[str | int, ...]
    expression: Expression
    name: str


def questions(block: Block) -> Iterator[tuple[str, str]]:
    """What the evaluator is asked: a value, or with `for_each` one for each key."""
    for argument in arguments(block):
        if argument.expression.literal is None:
            yield argument.name, _asked(block, argument.expression)


def arguments(block: Block) -> Iterator[Argument]:
    """All arguments, in the order in which they are written; not those of dynamic blocks."""
    alias = block.literal("alias")
    prefix = f"{_QUESTION}{block.labels[0]}__{alias if isinstance(alias, str) else ''}".replace("-", "___")
    for number, (path, expression) in enumerate(_leaves(block, ())):
        yield Argument(path, expression, f"{prefix}__{number}")


def instances(answers: Iterable[object]) -> tuple[str, ...] | None:
    """The keys of the instances of a block with `for_each`, as addresses write them; None where nobody knows them."""
    found = [answer for answer in answers if isinstance(answer, dict)]
    return tuple(f"[{json.dumps(str(key), ensure_ascii=False)}]" for key in found[0]) if found else None


def of_instance(answer: object, key: str) -> object:
    """The part of an answer that is of one instance."""
    return answer.get(json.loads(key[1:-1])) if isinstance(answer, dict) else None


def body(block: Block, values: Mapping[str, list[object]], write: Written) -> dict[str, Json]:
    """The arguments as plans write them; `values` are the answers by question. Dynamic blocks are not said."""
    built: dict[str, Json] = {}
    for argument in arguments(block):
        where: dict[str, Json] | list[Json] = built
        *above, last = argument.path
        for step, after in zip(above, argument.path[1:], strict=True):
            where = _entered(where, step, after)
        assert isinstance(where, dict) and isinstance(last, str)  # noqa: PT018, S101 (blocks end in arguments)
        where[last] = write(argument.expression, values.get(argument.name, []))
    for inner in block.blocks:
        name = inner.labels[0] if inner.type == "dynamic" and inner.labels else inner.type
        built.setdefault(name, {} if inner.type == "dynamic" else [])
    return built


def _entered(where: dict[str, Json] | list[Json], step: str | int, after: str | int) -> dict[str, Json] | list[Json]:
    """What stands at a step, made where nothing does yet."""
    made: dict[str, Json] | list[Json] = [] if isinstance(after, int) else {}
    if isinstance(where, dict):
        found = where.setdefault(str(step), made)
    else:
        number = int(step)
        while len(where) <= number:
            where.append({})
        found = where[number]
    assert isinstance(found, (dict, list))  # noqa: S101 (blocks hold blocks)
    return found


def _leaves(block: Block, prefix: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Expression]]:
    for name, expression in block.attributes.items():
        if (prefix or name not in META_OF_CALLS) and not expression.null:
            yield (*prefix, name), expression
    seen: dict[str, int] = {}
    for inner in block.blocks:
        if inner.type != "dynamic":
            number = seen[inner.type] = seen.get(inner.type, -1) + 1
            yield from _leaves(inner, (*prefix, inner.type, number))


def _asked(block: Block, expression: Expression) -> str:
    for_each = block.attributes.get("for_each")
    if for_each is None:
        return expression.text
    keys = f"[for k, v in {for_each.text} : {{ key = k, value = v }}]"
    return f"{{ for each in {keys} : each.key => {expression.text} }}"
