"""Compiles the corrections of resource types (`knowledge/data/types.toml`) into `compiled/types.json`.

Usage: resource_types.py [--check]. `--check` compares instead of writing.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

PACKAGE = Path(__file__).parents[2] / "plugin/souverain"
SOURCE = PACKAGE / "knowledge/data/types.toml"
TARGET = PACKAGE / "compiled/types.json"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.knowledge.types import TypeFacts, providers, table  # noqa: E402  # a bare clone has no installed package


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the types that match one of the patterns; None leaves what the table says."""

    types: tuple[str, ...]
    why: str
    role: str | None = None
    kind: str | None = None
    service: str | None = None
    model: str | None = None
    location: tuple[str, ...] | None = None
    replicas: tuple[str, ...] | None = None
    references: dict[str, str] = msgspec.field(default_factory=dict)
    tags: str | None = None
    health: bool | None = None
    new: bool = False


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    as_of: str
    grade: str
    correction: tuple[Correction, ...]


def main(*, check: bool) -> int:
    """Writes or compares. Returns the exit code."""
    content = encode(corrected(msgspec.convert(tomllib.loads(SOURCE.read_text("utf-8")), Corrections)))
    if not check:
        TARGET.write_bytes(content)
        return 0
    if TARGET.read_bytes() == content:
        return 0
    print(f"{TARGET} has drifted from {SOURCE}: run make build", file=sys.stderr)
    return 1


def corrected(corrections: Corrections) -> dict[str, TypeFacts]:
    """Every corrected type with all its facts; later corrections see earlier ones."""
    found: dict[str, TypeFacts] = {}
    for correction in corrections.correction:
        for name in names(correction):
            found[name] = apply(correction, found.get(name) or facts_of(name))
    return dict(sorted(found.items()))


def names(correction: Correction) -> Iterator[str]:
    """The types that a correction is about. Exits with a message when a pattern matches none."""
    for pattern in correction.types:
        provider = next((name for name in providers() if pattern.startswith(f"{name}_")), "")
        known = table(provider)
        matching = [name for name in known.types if fnmatchcase(name, pattern)] if known else []
        if not matching and not correction.new:
            sys.exit(f"{SOURCE}: {pattern} matches no resource type")
        yield from matching or [pattern]


def facts_of(name: str) -> TypeFacts:
    """What the generated table says; nothing for a type that it lacks."""
    known = table(name.partition("_")[0])
    row = known.types.get(name) if known else None
    return (
        msgspec.json.decode(row, type=TypeFacts)
        if row
        else TypeFacts(role="", kind="", service=name.split("_")[1], model="provider")
    )


def apply(correction: Correction, facts: TypeFacts) -> TypeFacts:
    """The facts with the correction applied."""
    fields = ("role", "kind", "service", "model", "location", "replicas", "tags", "health")
    changed = {name: value for name in fields if (value := getattr(correction, name)) is not None}
    return msgspec.structs.replace(facts, **changed, references={**facts.references, **correction.references})


def encode(types: dict[str, TypeFacts]) -> bytes:
    """JSON with one type a line."""
    rows = ",\n".join(f'"{name}":{msgspec.json.encode(facts).decode()}' for name, facts in types.items())
    return f"{{\n{rows}\n}}\n".encode()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
