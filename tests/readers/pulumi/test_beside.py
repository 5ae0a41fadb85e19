"""Where a Pulumi project says that its state is kept, beside what Pulumi wrote of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import BUCKET, encode, export, preview, state, step

from souverain import readers
from souverain.given import Given
from souverain.model import Backend, Stack

ELSEWHERE = "runtime: nodejs\nbackend: {url: 's3://states?region=eu-west-1'}\n"
MANIFESTS = {
    "of the same project": (f"name: clinic\n{ELSEWHERE}", {"region": "eu-west-1"}),
    "of another project": (f"name: other\n{ELSEWHERE}", None),
    "that says nothing of it": ("name: clinic\nruntime: yaml\n", None),
    "with an address of nothing": ("name: clinic\nbackend: {url: 'nowhere'}\n", None),
    "that is no YAML": ("name: [\n", None),
    "that is no mapping": ("- clinic\n", None),
}
WRITTEN = {
    "a preview": encode(preview(step("create", BUCKET, "records"))),
    "a state": encode(export(state(BUCKET, "records"))),
}


def backend(path: Path, given: Given | None = None) -> Backend | None:
    found = readers.read(str(path), given=given or Given())
    assert isinstance(found, Stack)
    return found.backend


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize(("manifest", "settings"), MANIFESTS.values(), ids=MANIFESTS)
def test_a_project_beside_it(manifest: str, settings: dict[str, str] | None, written: bytes, tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text(manifest, encoding="utf-8")
    (tmp_path / "out.json").write_bytes(written)
    found = backend(tmp_path / "out.json")
    assert (dict(found.settings) if found else None) == settings


def test_a_project_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "program/Pulumi.yaml").write_text(MANIFESTS["of the same project"][0], encoding="utf-8")
    (tmp_path / "out.json").write_bytes(WRITTEN["a preview"])
    assert backend(tmp_path / "out.json") is None
    assert backend(tmp_path / "out.json", Given(source=str(tmp_path / "program"))) is not None
