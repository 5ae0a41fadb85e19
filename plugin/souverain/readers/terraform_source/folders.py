"""The files of one folder that Terraform or OpenTofu would read: a path in; source files and files of values out."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.readers.terraform_source import json_syntax, syntax
from souverain.readers.terraform_source.blocks import Block

_TOFU = {".tofu": ".tf", ".tofu.json": ".tf.json"}
ENDINGS = (".tf", ".tf.json", ".tofu", ".tofu.json")
"""Of the names of source files."""
_TERRAGRUNT = ("terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl")
_MOST_BYTES = 64 << 20


class SourceFile(msgspec.Struct, frozen=True):
    """One file of source, as bytes."""

    path: Path
    text: bytes

    @property
    def overrides(self) -> bool:
        """Whether what stands in it is merged into the blocks of the other files."""
        ending = next((item for item in sorted(ENDINGS, key=len, reverse=True) if self.path.name.endswith(item)), "")
        stem = self.path.name.removesuffix(ending)
        return stem == "override" or stem.endswith("_override")

    def blocks(self) -> tuple[Block, ...]:
        """Its blocks. Raises ReadError where it cannot be parsed."""
        read = json_syntax.blocks if self.path.suffix == ".json" else syntax.blocks
        return read(str(self.path), self.text)


def sources(folder: Path) -> tuple[SourceFile, ...]:
    """The source of one module, in the order of names. Raises ReadError."""
    names = _counting(sorted(item.name for item in folder.iterdir() if item.name.endswith(ENDINGS)))
    return tuple(load(folder / name) for name in names)


def values(folder: Path) -> tuple[Path, ...]:
    """The files of values that are read without being named, the weaker first."""
    named = [folder / "terraform.tfvars", folder / "terraform.tfvars.json"]
    automatic = sorted(item for item in folder.iterdir() if item.name.endswith((".auto.tfvars", ".auto.tfvars.json")))
    return tuple(path for path in (*named, *automatic) if path.is_file())


def is_terragrunt(folder: Path) -> bool:
    """Whether the folder is a unit or a stack of Terragrunt."""
    return any((folder / name).is_file() for name in _TERRAGRUNT)


def _counting(names: Iterable[str]) -> list[str]:
    """The names without those that are hidden, and without those that a file of OpenTofu's own stands in for."""
    found = [name for name in names if not name.startswith((".", "#")) and not name.endswith("~")]
    replaced = {
        name.removesuffix(ending) + other for name in found for ending, other in _TOFU.items() if name.endswith(ending)
    }
    return [name for name in found if name not in replaced]


def load(path: Path) -> SourceFile:
    """One file, whole. Raises ReadError where it cannot be opened, is larger than any source, or no UTF-8."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ReadError("too-large", path=str(path), bytes=_MOST_BYTES)
        text = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        text.decode()
    except OSError as error:
        raise ReadError("cannot-open", path=str(path), cause=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise ReadError("not-text", path=str(path), offset=error.start) from error
    return SourceFile(path, text)
