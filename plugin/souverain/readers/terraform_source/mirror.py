"""A copy of a root and its modules for the evaluator, with questions beside the source: a tree in, a folder out.

Each module gets a file of locals that ask what `count` and `for_each` come to: the evaluator drops a block whose answer
it does not know, just as it drops one that is to have no instances. What OpenTofu's files replace is left out, files
that others override are merged, the files of values are those that the tools would read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from souverain.readers.terraform_source import overriding, provider_arguments
from souverain.readers.terraform_source.blocks import Block
from souverain.readers.terraform_source.modules import ModuleSource, Tree
from souverain.readers.terraform_source.values import Layer

QUESTION = "souverain_"
_FILE = "souverain_questions.tf"
_MERGED = "_merged.tf"
_NOT_LINKED = (".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json")


def build(tree: Tree, into: Path) -> Path:
    """Write the copy; returns the folder of the root in it."""
    found = {called.source.folder.absolute(): called.source for called in tree.modules.values()}
    base = Path(os.path.commonpath(found))
    within = {folder for module in found for folder in (module, *module.parents) if folder.is_relative_to(base)}
    for folder in within:
        target = into / folder.relative_to(base)
        target.mkdir(parents=True, exist_ok=True)
        if folder in found:
            _write(found[folder], target)
        _link(folder, target, within)
    root = tree.modules[""].source.folder.absolute()
    return into / root.relative_to(base)


def question(block: Block, position: int = -1) -> tuple[str, str] | None:
    """The name of the local that asks how many instances a block has, and its expression; None where it has one.

    With a position: how many blocks the dynamic block at that position makes; None where that differs by instance.
    """
    name = QUESTION + "__".join((block.type, *block.labels)).replace("-", "___")
    if position >= 0:
        for_each = list(block.named("dynamic"))[position].attributes["for_each"]
        settled = not any(item.startswith(("each.", "count.")) for item in for_each.names)
        return (f"{name}__{position}", f"length({for_each.text})") if settled else None
    if "count" in block.attributes:
        return name, block.attributes["count"].text
    if "for_each" in block.attributes:
        return name, f"length({block.attributes['for_each'].text})"
    return None


def variable(name: str) -> str:
    """The name of the local that asks for the value of a variable."""
    return f"{QUESTION}variable__{name}".replace("-", "___")


def add_values(root: Path, layers: Iterable[Layer]) -> list[str]:
    """Put values into the root of the copy, the stronger last; the names of their files there."""
    found = []
    for number, layer in enumerate(layers):
        found.append(f"{QUESTION}{number}{layer.suffix}")
        (root / found[-1]).write_bytes(layer.text)
    return found


def _questions(source: ModuleSource) -> Iterator[tuple[str, str]]:
    for block in (*source.resources, *source.calls.values()):
        yield from filter(None, (question(block),))
        for position, dynamic in enumerate(block.named("dynamic")):
            if "for_each" in dynamic.attributes:
                yield from filter(None, (question(block, position),))
    for block in source.providers:
        yield from provider_arguments.questions(block)
    for name in source.variables:
        yield variable(name), f"var.{name}"


def _write(source: ModuleSource, target: Path) -> None:
    for file in source.files:
        if not file.overrides and file.path not in source.rewritten:
            (target / file.path.name).write_bytes(file.text)
    for number, blocks in enumerate(source.rewritten.values()):
        (target / f"{QUESTION}{number}{_MERGED}").write_text(overriding.written(blocks), encoding="utf-8")
    lines = "".join(f"  {name} = {expression}\n" for name, expression in _questions(source))
    (target / _FILE).write_text(f"locals {{\n{lines}}}\n", encoding="utf-8")


def _link(folder: Path, target: Path, copied: Set[Path]) -> None:
    """What else stands in a folder: functions may read it."""
    for item in folder.iterdir():
        if item not in copied and not item.name.endswith(_NOT_LINKED) and not (target / item.name).exists():
            (target / item.name).symlink_to(item.absolute())
