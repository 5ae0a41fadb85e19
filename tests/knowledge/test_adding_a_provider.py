"""The guide to adding a provider, followed to the letter with a provider that is not there."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from market import Market, Sold
from souverain import knowledge
from souverain.config_file import load
from souverain.errors import KnowledgeError
from souverain.i18n import text
from souverain.knowledge import Knowledge

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/adding-a-provider.md").read_text(encoding="utf-8")
FILES = dict(
    re.findall(r"^`plugin/souverain/knowledge/data/(\S+)`\n\n```toml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
)


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """The script that compiles the knowledge."""
    spec = importlib.util.spec_from_file_location("build_knowledge", ROOT / "tools/build/knowledge.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def followed(build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The knowledge with the files of the guide in it."""
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(build.DATA, data, dirs_exist_ok=True)
    for name, content in FILES.items():
        (data / name).write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "DATA", data)
        patch.setattr(build, "ROOT", data.parent)
        compiled = data / "knowledge.json"
        compiled.write_bytes(build.compiled())
        patch.setattr(knowledge, "COMPILED", compiled)
        return knowledge.load()


def test_it_takes_one_file() -> None:
    assert list(FILES) == ["providers/arvor.toml"]


def test_who_owns_it_is_known(followed: Knowledge) -> None:
    (edge,) = followed.owners("arvor-sas")
    assert (edge.owner, followed.source(edge.source[0]).title) == ("le-goff-family", "Arvor, legal notice")


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('source = ["arvor-docs"]\n', "", "missing required field `source`"),
        ('operator = "arvor-sas"', 'operator = "nobody"', "names nobody"),
        ('city = "Brest"', 'town = "Brest"', "unknown field `town`"),
        ('as_of = "2026-11-20"', 'as_of = "yesterday"', "no date"),
    ],
)
def test_what_is_wrong_is_named(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, instead: str, said: str
) -> None:
    shutil.copytree(build.DATA, tmp_path / "data")
    (content,) = FILES.values()
    (tmp_path / "data/providers/arvor.toml").write_text(content.replace(written, instead), encoding="utf-8")
    monkeypatch.setattr(build, "DATA", tmp_path / "data")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    with pytest.raises((msgspec.ValidationError, KnowledgeError)) as caught:
        build.compiled()
    error = caught.value
    shown = text(f"errors.{error.code}", "en", **error.args_) if isinstance(error, KnowledgeError) else str(error)
    assert said in shown


def sold(region: str) -> Sold:
    return Sold(source="arvor/arvor", type="arvor_bucket", block={"region": region})


@pytest.mark.parametrize(
    ("region", "profile", "verdict"),
    [
        ("fr-brest", "health", "pass"),
        ("fr-brest", "hds", "pass: HDS granted to 2028-02-29"),
        ("fr-brest", "secnumcloud", "unproven: certificate-not-recorded"),
        ("ca-montreal", "health", "fail: CA territorial, outside EEA in CA"),
        ("ca-montreal", "hds", "fail: HDS granted to 2028-02-29 out of scope, outside EEA in CA"),
    ],
)
def test_it_is_judged_as_the_guide_says(followed: Knowledge, region: str, profile: str, verdict: str) -> None:
    assert Market(known=followed).verdict(sold(region), profile) == verdict


@pytest.mark.parametrize(
    ("host", "region"), [("s3.fr-brest.arvor.example", "fr-brest"), ("S3.ca-montreal.arvor.example", "ca-montreal")]
)
def test_its_hosts_lead_to_it(followed: Knowledge, host: str, region: str) -> None:
    found = followed.host(host)
    assert found is not None
    assert (found.provider, found.region) == ("arvor", region)


def test_without_it_nobody_knows_the_provider() -> None:
    assert Market().verdict(sold("fr-brest"), "health").startswith("unproven")


def test_the_configuration_of_the_guide_is_one(tmp_path: Path) -> None:
    (content,) = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    path = tmp_path / "souverain.yaml"
    path.write_text(content, encoding="utf-8")
    overlay = load(path).overlay
    known = knowledge.load().with_overlay(overlay)
    assert len(overlay) == 6
    assert {known.provider(name).grade for name in ("rouen", "pcc")} == {"own"}
