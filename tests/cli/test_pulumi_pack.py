"""`souverain pulumi-pack` prints where the policy pack is, and says so when it cannot be used."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from souverain.cli import main, pulumi_pack

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulumi_pack, "find_spec", lambda _: object())


@pytest.mark.usefixtures("installed")
def test_the_folder_is_a_classic_pack(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["pulumi-pack"]) == 0
    folder = Path(capfd.readouterr().out.strip())
    assert {"PulumiPolicy.yaml", "__main__.py"} <= {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["souverain-pulumi-pack", "souverain-pulumi-pack.exe"])
def test_the_program_is_the_one_that_pip_makes(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    assert main(["pulumi-pack", "--executable"]) == 2
    assert "souverain-pulumi-pack" in capfd.readouterr().err
    (tmp_path / name).touch()
    assert main(["pulumi-pack", "--executable"]) == 0
    assert capfd.readouterr().out == f"{tmp_path / name}\n"


@pytest.mark.parametrize(("lang", "told"), [("en", "needs the extra"), ("fr", "demande l'extra")])
def test_without_the_extra_it_says_what_to_install(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    monkeypatch.setattr(pulumi_pack, "find_spec", lambda _: None)
    assert main(["pulumi-pack", "--lang", lang]) == 2
    assert told in " ".join(capfd.readouterr().err.split())


def test_the_folder_to_publish_starts_the_same_pack() -> None:
    sample = ROOT / "samples/pulumi-policy-pack"
    shipped = ROOT / "plugin/souverain/pulumi_pack"
    started = [(folder / "__main__.py").read_text("utf-8").partition('"""\n\n')[2] for folder in (sample, shipped)]
    assert started[0] == started[1]
    assert (sample / "requirements.txt").read_text("utf-8") == "souverain[pulumi]\n"
    assert "runtime:" in (sample / "PulumiPolicy.yaml").read_text("utf-8")
