"""Compiles the flows of resource types (`knowledge/data/flows/*.toml`) into `compiled/flows.json`.

Usage: flows.py [--check]. `--check` compares instead of writing.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import get_args

import msgspec

PACKAGE = Path(__file__).parents[2] / "plugin/souverain"
SOURCES = PACKAGE / "knowledge/data/flows"
TARGET = PACKAGE / "compiled/flows.json"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.document import FlowKind  # noqa: E402  # a bare clone has no installed package
from souverain.knowledge import types  # noqa: E402
from souverain.knowledge.flows import FlowRow  # noqa: E402

_LINE = re.compile(
    r"(?P<source>\S+) -> (?P<to>\S+(?: \| \S+)*)(?: @ (?P<through>\S+))?(?: \? (?P<only>[^\s=]+)(?:=(?P<among>\S+))?)?"
)


def main(*, check: bool) -> int:
    """Writes or compares. Returns the exit code."""
    content = encode(compiled())
    if not check:
        TARGET.write_bytes(content)
        return 0
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    print(f"{TARGET} has drifted from {SOURCES}: run make build", file=sys.stderr)
    return 1


def compiled() -> dict[str, tuple[FlowRow, ...]]:
    """Every type with its rows. Exits with a message for a type, a kind or a line that nobody understands."""
    found: dict[str, tuple[FlowRow, ...]] = {}
    for path in sorted(SOURCES.glob("*.toml")):
        for type_, said in tomllib.loads(path.read_text("utf-8")).items():
            if types.lookup(type_) is None:
                sys.exit(f"{path}: {type_} is in no table of types")
            rows = tuple(row(f"{path}: {type_}", kind, line) for kind, lines in said.items() for line in lines)
            if twice := sorted({known.kind for known in found.get(type_, ()) if known.kind in said}):
                sys.exit(f"{path}: {type_}: {', '.join(twice)} stands in two files")
            found[type_] = (*found.get(type_, ()), *rows)
    return dict(sorted(found.items()))


def row(where: str, kind: str, line: str) -> FlowRow:
    """The row of one line."""
    parts = _LINE.fullmatch(line)
    if kind not in get_args(FlowKind) or parts is None:
        sys.exit(f"{where}: {kind}: {line!r} is no flow")
    return FlowRow(
        kind=kind,
        source=_path(parts["source"]),
        destinations=tuple(_path(path) for path in parts["to"].split(" | ")),
        through=parts["through"] or "",
        only=parts["only"] or "",
        among=tuple(parts["among"].split("|")) if parts["among"] else (),
    )


def _path(written: str) -> str:
    return "" if written == "." else written


def encode(types_: dict[str, tuple[FlowRow, ...]]) -> bytes:
    """JSON with one type a line."""
    lines = ",\n".join(f'"{name}":{msgspec.json.encode(found).decode()}' for name, found in types_.items())
    return f"{{\n{lines}\n}}\n".encode()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
