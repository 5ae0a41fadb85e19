"""The modules of a root, found by their calls: a folder in; every call with the blocks of the module it calls out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.model import Gap, Location, Reason
from souverain.readers.terraform_plan.scrubbing import without_credentials
from souverain.readers.terraform_source import folders, overriding
from souverain.readers.terraform_source.blocks import Block, Expression
from souverain.readers.terraform_source.folders import SourceFile

LOCAL = ("./", "../", ".\\", "..\\")
"""How the source of a module begins that is a path."""
_INSTALLED = Path(".terraform") / "modules"
_NAMED = ("module", "variable", "output")
_LABELS = {"resource": 2, "data": 2, "provider": 1, **dict.fromkeys(_NAMED, 1)}
_MOST_CALLS = 5000
_DEEPEST = 30


class ModuleSource(msgspec.Struct, frozen=True, kw_only=True):
    """What the folder of one module holds, by type of block."""

    folder: Path
    files: tuple[SourceFile, ...]
    rewritten: Mapping[Path, tuple[Block, ...]] = msgspec.field(default_factory=dict)
    """Files that others override, with what stands in them then."""
    resources: tuple[Block, ...] = ()
    """Data sources too."""
    providers: tuple[Block, ...] = ()
    calls: Mapping[str, Block]
    variables: Mapping[str, Block]
    outputs: Mapping[str, Block]
    locals: Mapping[str, Expression]
    settings: tuple[Block, ...] = ()
    """Blocks `terraform`."""


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """One module by its address without keys, "" for the root."""

    address: str
    parent: str = ""
    source: ModuleSource
    call: Block | None = None
    location: Location | None = None
    """Of the call, where the module itself stands outside of the repository."""


class Tree(msgspec.Struct, frozen=True):
    """The modules, callers before called; `gaps` are calls whose module is not there."""

    modules: Mapping[str, Called]
    gaps: tuple[Gap, ...]


class Finder:
    """Follows the calls of one root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sources: dict[Path, ModuleSource] = {}
        self._installed = _installed(root)
        self._gaps: list[Gap] = []
        self._modules: dict[str, Called] = {}

    def find(self) -> Tree:
        """The whole tree. Raises ReadError where a file cannot be parsed, and for calls in a circle."""
        self._follow(Called(address="", source=self._load(self._root)), 0)
        return Tree(self._modules, tuple(self._gaps))

    def place(self, block: Block) -> Location:
        """Where a block stands, as seen from the root that was named."""
        return Location(os.path.normpath(block.file), block.line)

    def _follow(self, called: Called, depth: int) -> None:
        if depth > _DEEPEST or len(self._modules) > _MOST_CALLS:
            raise ReadError("source-calls-itself", module=called.address)
        self._modules[called.address] = called
        for name, call in called.source.calls.items():
            address = f"{called.address}.module.{name}" if called.address else f"module.{name}"
            folder = self._folder(address, call, called.source.folder)
            if folder is None and call.literal("count") == 0:
                continue
            if folder is None:
                self._gaps.append(
                    Gap(address, Reason("module-not-fetched", {"source": _source_of(call)}), self.place(call))
                )
                continue
            inner = self._load(folder)
            outside = called.location or (self.place(call) if ".terraform" in folder.parts else None)
            self._follow(
                Called(address=address, parent=called.address, source=inner, call=call, location=outside), depth + 1
            )

    def _folder(self, address: str, call: Block, caller: Path) -> Path | None:
        source = call.literal("source")
        if isinstance(source, str) and source.startswith(LOCAL):
            folder = Path(os.path.normpath(caller / source))
        else:
            folder = self._installed.get(".".join(address.split(".")[1::2]), Path())
            folder = self._root / folder if folder.parts else folder
        return folder if folder.parts and folder.is_dir() and folders.sources(folder) else None

    def _load(self, folder: Path) -> ModuleSource:
        if folder not in self._sources:
            self._sources[folder] = _source(folder)
        return self._sources[folder]


def _source_of(call: Block) -> str:
    """Where a module comes from, as it is written and without what may be a secret in it."""
    written = call.literal("source") or (call.attributes["source"].text if "source" in call.attributes else "")
    return str(without_credentials(str(written)))


def _source(folder: Path) -> ModuleSource:
    files = folders.sources(folder)
    merged = overriding.source(files)
    found = merged.blocks
    for block in found:
        if len(block.labels) != _LABELS.get(block.type, len(block.labels)):
            raise ReadError("source-malformed", file=block.file, line=block.line)
    by_name = {kind: {block.labels[0]: block for block in found if block.type == kind} for kind in _NAMED}
    return ModuleSource(
        folder=folder,
        files=files,
        rewritten=merged.rewritten,
        resources=tuple(block for block in found if block.type in ("resource", "data")),
        providers=tuple(block for block in found if block.type == "provider"),
        calls=by_name["module"],
        variables=by_name["variable"],
        outputs=by_name["output"],
        locals={name: item for block in found if block.type == "locals" for name, item in block.attributes.items()},
        settings=tuple(block for block in found if block.type == "terraform"),
    )


def _installed(root: Path) -> dict[str, Path]:
    """What `terraform init` fetched: the folder of each call, relative to the root."""
    file = root / _INSTALLED / "modules.json"
    try:
        listed = msgspec.json.decode(file.read_bytes())
        return dict(_entries(listed))
    except (OSError, msgspec.DecodeError):
        return {}


def _entries(listed: object) -> Iterator[tuple[str, Path]]:
    entries = listed.get("Modules") if isinstance(listed, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("Key"), str) and isinstance(entry.get("Dir"), str):
            yield entry["Key"], Path(entry["Dir"])
