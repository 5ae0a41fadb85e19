"""Where the Rego of the shipped policies is: beside the package in a wheel, two folders up in a clone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from souverain.errors import PolicyError

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "policies", _PACKAGE.parent.parent / "policies" / "souverain")


def folder() -> Path:
    """The folder that holds `main.rego`. Raises PolicyError when there is none."""
    for path in _FOLDERS:
        if (path / "main.rego").is_file():
            return path
    raise PolicyError("policy-missing", path=_FOLDERS[0], cause="main.rego")


def fixtures() -> bytes:
    """The words that tests of policies are written with (`data.souverain.lib_test`). Raises PolicyError."""
    for path in (_PACKAGE / "compiled/fixtures.rego", _FOLDERS[1] / "lib/fixtures_test.rego"):
        if path.is_file():
            return path.read_bytes()
    raise PolicyError("policy-missing", path=_PACKAGE / "compiled/fixtures.rego", cause="fixtures.rego")


@cache
def sources() -> dict[str, bytes]:
    """Every file of the policies but their tests, by its path in the bundle (`souverain/main.rego`)."""
    root = folder()
    paths = (path for path in sorted(root.rglob("*.rego")) if not path.name.endswith("_test.rego"))
    return {f"souverain/{path.relative_to(root).as_posix()}": path.read_bytes() for path in paths}
