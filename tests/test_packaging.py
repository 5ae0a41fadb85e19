"""The wheel, the sdist and the bare clone each run the main job, and nothing that belongs to tests is shipped."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "paris-bucket" / "plan.json"


def build(kind: str, target: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


def test_wheel_ships_what_runs_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "compiled/knowledge.json",
        "compiled/policies.wasm",
        "compiled/rules.json",
        "policies/main.rego",
        "compiled/fixtures.rego",
        "engine/editor/unknown_field.rego",
    ):
        assert f"souverain/{needed}" in names
    assert not [name for name in names if name.endswith("_test.rego") or "/tests/" in name or name.startswith("tests/")]


def test_wheel_runs_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    """A new environment that holds the wheel alone; its dependencies come from this one: nothing is downloaded."""
    target = tmp_path / "env"
    venv.create(target, with_pip=False)
    python = target / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    (site,) = (target / "lib").glob("python*/site-packages")
    zipfile.ZipFile(wheel).extractall(site)  # noqa: S202  # we built it
    here = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(here), encoding="utf-8")
    probe = subprocess.run(
        [python, "-c", "import souverain; print(souverain.__file__)"], capture_output=True, text=True, check=True
    )
    assert str(site) in probe.stdout
    run = subprocess.run(
        [python, "-m", "souverain", "check", str(SAMPLE), "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert "us-cloud-act" in run.stdout or "CLOUD Act" in run.stdout


def test_sdist_holds_the_sources_of_what_it_ships_compiled(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "LICENSE", "Makefile", "policies/souverain/main.rego", "tools/build/policies.py"} <= names


def test_bare_clone_runs_without_installation(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "souverain", "check", str(SAMPLE)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "plugin"), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
