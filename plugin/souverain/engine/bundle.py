"""The shipped policies as a bundle that any OPA loads: the same bytes for the same release, signed where that is asked.

Beside the policies it holds, as data, what they say of themselves, the profiles, the regimes and the knowledge.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from souverain import knowledge
from souverain.engine import rules, shipped
from souverain.engine.own import packed
from souverain.engine.own.program import Opa
from souverain.errors import PolicyError

_ROOT = "souverain"
_REGO = 1
_MANIFEST, _SIGNATURES = ".manifest", ".signatures.json"


def revision(version: str) -> str:
    """What the manifest is called by: the release, the policies and the knowledge."""
    return f"{version}-{rules.revision()[:12]}-{knowledge.load().digest[:12]}"


def files(version: str) -> dict[str, bytes]:
    """Every file of the bundle of a release, by its path in it."""
    known = knowledge.load()
    data: dict[str, object] = {
        "book": dict(rules.load()),
        "profiles": dict(known.profiles),
        "regimes": dict(known.regimes),
        "knowledge": msgspec.Raw(known.compiled),
    }
    manifest = {"revision": revision(version), "roots": [_ROOT], "rego_version": _REGO}
    return {
        _MANIFEST: _encoded(manifest),
        **shipped.sources(),
        f"{_ROOT}/schemas/facts.json": (shipped.folder() / "schemas/facts.json").read_bytes(),
        **{f"{_ROOT}/{name}/data.json": _encoded(content) for name, content in data.items()},
    }


def archived(content: dict[str, bytes]) -> bytes:
    """The bundle as a gzipped tarball."""
    return packed.archive(content)


def signed(content: dict[str, bytes], opa: Opa, key: Path, algorithm: str) -> dict[str, bytes]:
    """The files with a signature over them, made by `opa sign`. Raises PolicyError."""
    if not key.is_file():
        raise PolicyError("own-unreadable", path=key, cause="PEM")
    with tempfile.TemporaryDirectory(prefix="souverain-") as folder:
        for name, data in content.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        command = ("sign", "--signing-key", str(key.absolute()), "--signing-alg", algorithm, "--bundle", ".")
        opa.output(*command, cwd=Path(folder))
        return {**content, _SIGNATURES: Path(folder, _SIGNATURES).read_bytes()}


def _encoded(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic") + b"\n"
