"""Compiles the policies: `policies.wasm`, `rules.json` (their METADATA), their revision, and the schema of the facts.

The same schema as a rule of regal, which then reads the policies by it.

Usage: policies.py [--check]. `--check` compares instead of writing. Needs `opa` in .tools/bin (make tools) or on PATH.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import shapes

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plugin/souverain"
POLICIES = ROOT / "policies"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.document import Document  # noqa: E402  # a bare clone has no installed package
from souverain.engine import editor  # noqa: E402
from souverain.engine.rules import Book, Rule  # noqa: E402
from souverain.engine.wasm import ENTRYPOINT  # noqa: E402

PUBLISHED = ROOT / "tests/policies/facts_v1.txt"
SCHEMA_ID = "urn:souverain:facts:v1"
REVISION = "souverain/revision.rego"
REVISION_TEXT = """package souverain

# METADATA
# description: Which policies these are. Written by the build; a host compares it with the revision that it expects.
# scope: document
revision := "{revision}"
"""


def main(*, check: bool) -> int:
    """Writes or compares every file. Returns the exit code."""
    drifted = {path: content for path, content in built().items() if _differs(path, content)}
    for path, content in drifted.items():
        if check:
            print(f"{path.relative_to(ROOT)} has drifted from the policies: run make build", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return 1 if check and drifted else 0


def built() -> dict[Path, bytes]:
    """Every file that this step makes, with its content."""
    said = revision(POLICIES)
    book = Book(revision=said, rules=rules(POLICIES))
    return {
        POLICIES / REVISION: REVISION_TEXT.format(revision=said).encode(),
        POLICIES / "souverain/schemas/facts.json": schema(),
        ROOT / editor.REGAL_RULE: editor.regal_rule(schema(), "en"),
        PUBLISHED: published(),
        PACKAGE / "compiled/policies.wasm": module(POLICIES),
        PACKAGE / "compiled/rules.json": msgspec.json.format(msgspec.json.encode(book), indent=1) + b"\n",
    }


def revision(policies: Path) -> str:
    """What tells these policies from all others: a SHA-256 over the names and contents of their files."""
    found = hashlib.sha256()
    for path in sorted(policies.rglob("*.rego")):
        name = path.relative_to(policies).as_posix()
        if not name.endswith("_test.rego") and name != REVISION:
            found.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def module(policies: Path) -> bytes:
    """The policies as one Wasm module, without their tests, with the revision of what they say now.

    OPA writes the same bytes for the same policies.
    """
    with tempfile.TemporaryDirectory() as folder:
        bundle, sources = Path(folder) / "bundle.tar.gz", Path(folder) / "policies"
        shutil.copytree(policies, sources, ignore=shutil.ignore_patterns("*_test.rego"))
        (sources / REVISION).write_text(REVISION_TEXT.format(revision=revision(policies)), encoding="utf-8")
        _opa("build", "-t", "wasm", "-e", ENTRYPOINT, "-o", str(bundle), ".", cwd=sources)
        with tarfile.open(fileobj=io.BytesIO(bundle.read_bytes())) as archive:
            member = archive.extractfile("/policy.wasm")
            return member.read() if member else b""


def rules(policies: Path) -> dict[str, Rule]:
    """METADATA of every rule package, by its name. Raises msgspec.ValidationError when a rule lacks a part of it.

    Strings come from OPA: a YAML loader of another version of YAML would read `NO` as false.
    """
    annotations = json.loads(_opa("inspect", "-a", "-f", "json", ".", cwd=policies))["annotations"]
    found = {}
    for annotation in annotations:
        path = [part["value"] for part in annotation["path"]]
        if path[:3] == ["data", "souverain", "rules"] and "custom" in annotation["annotations"]:
            said = annotation["annotations"]
            told = " ".join(said.get("description", "").split())
            found[path[3]] = {"package": ".".join(path[1:]), "description": told, **said["custom"]}
    return msgspec.convert(dict(sorted(found.items())), dict[str, Rule])


def schema() -> bytes:
    """The contract between facts and policies, as JSON Schema."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": "souverain/facts/v1"}
    return (json.dumps(head | shapes.schema(Document), indent=1, ensure_ascii=False) + "\n").encode()


def published() -> bytes:
    """Every field and word of the facts that v1 ever published: what is gone from the schema stays in the list."""
    before = PUBLISHED.read_text(encoding="utf-8").splitlines() if PUBLISHED.is_file() else []
    now = [line for shape, definition in _shapes().items() for line in _stated(shape, definition)]
    return ("\n".join(sorted({*before, *now})) + "\n").encode()


def _shapes() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = shapes.schema(Document)["$defs"]
    return found


def _stated(shape: str, definition: dict[str, Any]) -> Iterator[str]:
    for name, field in definition.get("properties", {}).items():
        yield f"{shape}.{name}"
        yield from sorted({f"{shape}.{name} = {word}" for word in _words(field)})


def _words(field: Any) -> Iterator[str]:
    """The words of the closed lists in a field, wherever they stand."""
    if isinstance(field, dict):
        yield from map(str, field.get("enum", ()))
    for inner in field.values() if isinstance(field, dict) else field if isinstance(field, list) else ():
        yield from _words(inner)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def _opa(*arguments: str, cwd: Path) -> bytes:
    local = ROOT / ".tools/bin/opa"
    program = str(local) if local.is_file() else shutil.which("opa")
    if program is None:
        sys.exit("opa is neither in .tools/bin nor on PATH: run make tools")
    done = subprocess.run(
        [program, *arguments], cwd=cwd, check=False, capture_output=True, env={**os.environ, "OPA_TELEMETRY": ""}
    )
    if done.returncode:
        sys.exit(done.stderr.decode() or done.stdout.decode())
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
