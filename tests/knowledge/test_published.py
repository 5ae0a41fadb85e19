"""What packages publish, as it was last read: all of it is known, and the script says what is not."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from souverain.knowledge import Knowledge, load

sys.path.insert(0, str(Path(__file__).parents[2] / "tools/data"))

import packages
import published
from packages import Published, PublishedPlace

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tools/data/published").glob("*.toml"))


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


def read(path: Path) -> Published:
    """A file as the script wrote it."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    places = tuple(PublishedPlace(**place) for place in content.pop("places", ()))
    whole = path.stem != "azure"
    return Published(places=places, whole=whole, **{name: tuple(words) for name, words in content.items()})


def test_there_is_a_file_for_each_package() -> None:
    assert sorted(path.stem for path in FILES) == sorted(provider for provider, _ in packages.READERS.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_names_its_script_and_package(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    package = next(package for package, (provider, _) in packages.READERS.items() if provider == path.stem)
    assert first.startswith(f"# Made by tools/data/published.py from {package} ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_of_it_is_known(path: Path, known: Knowledge) -> None:
    assert list(published.differences(read(path), path.stem, known)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_region_is_known_in_the_cloud_that_it_is_published_for(path: Path, known: Knowledge) -> None:
    wrong = [place for place in read(path).places if place.cloud and known.region(path.stem, *place[::2]) is None]
    assert wrong == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Published((PublishedPlace("it-mil", "Milan"),), whole=False), "it-mil (Milan) is published, not known"),
        (Published(clouds=("moon",), whole=False), "cloud moon is published, not known"),
        (Published(hosts=("api.nowhere.example",), whole=False), "host api.nowhere.example is published, not known"),
        (Published((PublishedPlace("fr-par"), PublishedPlace("nl-ams"))), "pl-waw is known, not published"),
    ],
)
def test_a_difference_is_said(found: Published, said: str, known: Knowledge) -> None:
    assert list(published.differences(found, "scaleway", known)) == [said]


def test_a_package_that_is_absent_is_skipped_with_the_reason() -> None:
    command = [sys.executable, "-c", CHECK]
    ran = subprocess.run(command, cwd=ROOT / "tools/data", capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "aws: skipped, absent-package is not installed" in ran.stdout


CHECK = """
import sys, packages
packages.READERS = {"absent-package": packages.READERS["botocore"]}
import published
sys.exit(published.main(check=True))
"""
