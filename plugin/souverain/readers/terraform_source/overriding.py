"""Files that override others, merged as Terraform and OpenTofu merge them: the files of a module in, its blocks out.

A block of an override is merged into the one of the same type and labels: its arguments replace those of the same name,
its nested blocks all of the same type. Values of `locals` are replaced one by one, required providers too; a backend
replaces whatever says where the state is kept. Override files count in the order of their names, after all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.readers.terraform_source.blocks import Block
from souverain.readers.terraform_source.folders import SourceFile

_KEEPING = ("backend", "cloud")
_NAMED = ("resource", "data", "ephemeral", "module", "variable", "output")
"""Blocks that must be there to be overridden."""
_BY_ARGUMENT = ("lifecycle",)
"""Nested blocks that are merged by argument."""


class Source(msgspec.Struct, frozen=True):
    """The blocks of one module; `rewritten` are the files that overrides change, with what then stands in them."""

    blocks: tuple[Block, ...]
    rewritten: Mapping[Path, tuple[Block, ...]]


def source(files: Sequence[SourceFile]) -> Source:
    """The blocks of all files of one module. Raises ReadError for an override of what is not there."""
    overrides = [file for file in files if file.overrides]
    blocks = [(file.path, block) for file in files if not file.overrides for block in file.blocks()]
    if not overrides:
        return Source(tuple(block for _, block in blocks), {})
    before = dict(enumerate(blocks))
    for file in overrides:
        for block in file.blocks():
            blocks = list(_overridden(blocks, file.path, block))
    changed = {path for number, (path, block) in enumerate(blocks) if before.get(number) != (path, block)}
    rewritten = {path: tuple(block for at, block in blocks if at == path) for path in sorted(changed)}
    return Source(tuple(block for _, block in blocks), rewritten)


def written(blocks: Iterable[Block]) -> str:
    """The text of blocks as HCL."""
    return "".join(line + "\n" for block in blocks for line in _lines(block, ""))


_Placed = tuple[Path, Block]


def _overridden(blocks: list[_Placed], path: Path, over: Block) -> Iterator[_Placed]:
    """The blocks after one more of an override."""
    if over.type == "locals":
        yield from _with_locals(blocks, over)
    elif over.type == "terraform":
        yield from _with_settings(blocks, path, over)
    else:
        key = _key(over)
        yield from ((at, _merged(block, over) if _key(block) == key else block) for at, block in blocks)
        if all(_key(block) != key for _, block in blocks):
            if over.type in _NAMED or (over.type == "provider" and "alias" in over.attributes):
                raise _without_base(over)
            yield path, over


def _with_locals(blocks: list[_Placed], over: Block) -> Iterator[_Placed]:
    known = {name for _, block in blocks if block.type == "locals" for name in block.attributes}
    if not over.attributes.keys() <= known:
        raise _without_base(over)
    for path, block in blocks:
        if block.type == "locals":
            replaced = {name: over.attributes.get(name, item) for name, item in block.attributes.items()}
            yield path, msgspec.structs.replace(block, attributes=replaced)
        else:
            yield path, block


def _with_settings(blocks: list[_Placed], path: Path, over: Block) -> Iterator[_Placed]:
    """Blocks `terraform` with what an override says in theirs; where they say something else, that goes."""
    replaced = {block.type for block in over.blocks if block.type != "required_providers"}
    replaced |= set(_KEEPING) if replaced.intersection(_KEEPING) else set()
    providers = {name: item for block in over.named("required_providers") for name, item in block.attributes.items()}
    left = dict(providers)
    for at, block in blocks:
        if block.type != "terraform":
            yield at, block
            continue
        inner = []
        for item in block.blocks:
            if item.type == "required_providers":
                said = {name: providers.get(name, found) for name, found in item.attributes.items()}
                left = {name: found for name, found in left.items() if name not in said}
                inner.append(msgspec.structs.replace(item, attributes=said))
            elif item.type not in replaced:
                inner.append(item)
        attributes = {name: found for name, found in block.attributes.items() if name not in over.attributes}
        yield at, msgspec.structs.replace(block, attributes=attributes, blocks=tuple(inner))
    rest = [item for item in over.blocks if item.type != "required_providers"]
    if left:
        rest += [msgspec.structs.replace(item, attributes=left) for item in over.named("required_providers")][:1]
    yield path, msgspec.structs.replace(over, blocks=tuple(rest))


def _merged(base: Block, over: Block) -> Block:
    over = _as_blocks(over, {item.type for item in base.blocks})
    replaced = {_makes(item) for item in over.blocks if item.type not in _BY_ARGUMENT}
    attributes = {name: item for name, item in base.attributes.items() if name not in replaced}
    kept = [item for item in base.blocks if _makes(item) not in replaced and item.type not in over.attributes]
    for inner in over.blocks:
        same = [number for number, item in enumerate(kept) if item.type == inner.type in _BY_ARGUMENT]
        if same:
            kept[same[0]] = _merged(kept[same[0]], inner)
        else:
            kept.append(inner)
    return msgspec.structs.replace(base, attributes={**attributes, **over.attributes}, blocks=tuple(kept))


def _as_blocks(over: Block, nested: set[str]) -> Block:
    """The override; what the JSON syntax does not tell from an argument as the blocks that they are in the base."""
    found = {name: item for name, item in over.attributes.items() if name in nested and item.members}
    made = tuple(
        Block(type=name, attributes=item.members or {}, file=over.file, line=over.line) for name, item in found.items()
    )
    attributes = {name: item for name, item in over.attributes.items() if name not in found}
    return msgspec.structs.replace(over, attributes=attributes, blocks=(*over.blocks, *made))


def _makes(block: Block) -> str:
    """The type of block that stands there, or that a dynamic block makes."""
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type


def _key(block: Block) -> tuple[str, ...]:
    alias = block.attributes["alias"].text if block.type == "provider" and "alias" in block.attributes else ""
    return (block.type, *block.labels, alias)


def _without_base(over: Block) -> ReadError:
    name = " ".join((over.type, *over.labels))
    return ReadError("source-overrides-nothing", file=over.file, line=over.line, block=name)


def _lines(block: Block, indent: str) -> Iterator[str]:
    labels = "".join(f" {json.dumps(label, ensure_ascii=False)}" for label in block.labels)
    yield f"{indent}{block.type}{labels} {{"
    for name, item in block.attributes.items():
        yield f"{indent}  {name} = {item.text}"
    for inner in block.blocks:
        yield from _lines(inner, f"{indent}  ")
    yield f"{indent}}}"
