"""Instances of provider blocks: OpenTofu makes one configuration of a block for each key of its `for_each`.

The evaluator knows nothing of that, so a question beside the source asks for the arguments by key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from souverain.readers.terraform_source.blocks import Block, Expression

_QUESTION = "souverain_provider__"
_MADE = frozenset({"alias", "for_each", "version"})


class Fanned(msgspec.Struct, frozen=True):
    """The instances of one block: the evaluated arguments of each, by the key as addresses write it, `["paris"]`."""

    instances: Mapping[str, Mapping[str, object]]


def question(block: Block) -> tuple[str, str] | None:
    """The name of the local that asks for the arguments of all instances, and its expression; None without for_each."""
    for_each = block.attributes.get("for_each")
    if for_each is None:
        return None
    asked = ", ".join(f"{name} = {expression.text}" for name, expression in arguments(block).items())
    keys = f"[for k, v in {for_each.text} : {{ key = k, value = v }}]"
    return name_of(block), f"{{ for each in {keys} : each.key => {{ {asked} }} }}"


def name_of(block: Block) -> str:
    """The name of the question of a block."""
    alias = block.literal("alias")
    return f"{_QUESTION}{block.labels[0]}__{alias if isinstance(alias, str) else ''}".replace("-", "___")


def arguments(block: Block) -> dict[str, Expression]:
    """The arguments of a block that can differ by instance."""
    return {name: item for name, item in block.attributes.items() if name not in _MADE and not item.null}


def read(answer: object) -> Fanned | None:
    """The instances that the evaluator found; None where it found none of that form."""
    if not isinstance(answer, dict) or not all(isinstance(item, dict) for item in answer.values()):
        return None
    return Fanned({f"[{json.dumps(str(key), ensure_ascii=False)}]": item for key, item in answer.items()})
