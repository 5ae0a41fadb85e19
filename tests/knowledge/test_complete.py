"""Nothing that the research holds is lost without a word: `docs/knowledge.md` counts both, and says why they differ.

`SOUVERAIN_FACTS` is the folder of the notes; without it only what ships is counted.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from souverain import knowledge
from souverain.knowledge.records import Provider

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/knowledge.md").read_text(encoding="utf-8")
KNOWN = knowledge.load()
PROVIDERS = tuple(KNOWN.provider(name) for name in KNOWN.providers())
ROW = re.compile(r"^\| ([a-z ]+) \| (\d+) \| (\d+) \|(.*)\|$", re.MULTILINE)
TABLE = {name: (int(noted), int(here), why.strip()) for name, noted, here, why in ROW.findall(GUIDE)}

Notes = dict[str, Any]


def each(part: Callable[[Provider], tuple[object, ...]]) -> int:
    return sum(len(part(provider)) for provider in PROVIDERS)


HERE: dict[str, Callable[[], int]] = {
    "providers": lambda: len(PROVIDERS),
    "regions": lambda: each(lambda provider: provider.regions),
    "countries": lambda: len(KNOWN.countries()),
    "laws": lambda: len(KNOWN.laws),
    "triggers of laws": lambda: sum(len(law.triggers) for law in KNOWN.laws),
    "entities": lambda: len(KNOWN.entities()),
    "ownership edges": lambda: sum(len(KNOWN.owners(name)) for name in KNOWN.entities()),
    "links that are not ownership": lambda: sum(len(KNOWN.nexus(name)) for name in KNOWN.entities()),
    "offers": lambda: each(lambda provider: provider.offers),
    "certificates": lambda: sum(len(offer.certificates) for provider in PROVIDERS for offer in provider.offers),
    "endpoint patterns": lambda: each(lambda provider: provider.endpoints),
    "global services": lambda: each(lambda provider: provider.globals),
    "technology dependencies": lambda: each(lambda provider: provider.technology),
    "state backends": lambda: len(KNOWN.backends),
    "claims": lambda: len(KNOWN.claims),
}


def of_providers(notes: Notes, *fields: str) -> int:
    return sum(len(entry.get(field) or ()) for entry in notes["providers"] for field in fields)


NOTED: dict[str, Callable[[Notes], int]] = {
    "providers": lambda notes: len(notes["providers"]),
    "regions": lambda notes: of_providers(notes, "regions"),
    "countries": lambda notes: len(notes["countries"]),
    "laws": lambda notes: len(notes["laws"]),
    "triggers of laws": lambda notes: sum(len(law["triggers"]) for law in notes["laws"]),
    "entities": lambda notes: of_providers(notes, "entities"),
    "ownership edges": lambda notes: of_providers(notes, "ownership"),
    "links that are not ownership": lambda notes: of_providers(notes, "extra_eu_nexus"),
    "offers": lambda notes: of_providers(notes, "offers"),
    "certificates": lambda notes: sum(
        len(offer.get("certifications") or ()) for entry in notes["providers"] for offer in entry.get("offers") or ()
    ),
    "endpoint patterns": lambda notes: of_providers(notes, "endpoints", "endpoint_patterns"),
    "global services": lambda notes: of_providers(notes, "global_services"),
    "technology dependencies": lambda notes: of_providers(notes, "technology_dependencies"),
    "state backends": lambda notes: len(notes["state_backends"]),
    "claims": lambda notes: len(notes["claims"]),
}


@pytest.fixture(scope="module")
def notes() -> Notes:
    folder = os.environ.get("SOUVERAIN_FACTS")
    if not folder:
        pytest.skip("SOUVERAIN_FACTS names no folder of research notes")
    read = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.yaml")}
    return {
        "providers": [*read["providers-eu"]["providers"], *read["providers-world"]["providers"]],
        "state_backends": read["providers-world"]["state_backends"],
        "samples": read["providers-eu"]["endpoint_samples"],
        "countries": read["countries"]["countries"],
        "laws": read["laws"]["laws"],
        "regimes": read["regimes"]["regimes"],
        "claims": read["claims"]["claims"],
    }


def test_the_guide_counts_every_part() -> None:
    assert set(TABLE) == set(HERE) == set(NOTED)


@pytest.mark.parametrize("part", HERE)
def test_what_is_here_is_what_the_guide_says(part: str) -> None:
    assert TABLE[part][1] == HERE[part]()


@pytest.mark.parametrize("part", HERE)
def test_a_difference_has_its_reason(part: str) -> None:
    noted, here, why = TABLE[part]
    assert (noted == here) or why


@pytest.mark.parametrize("part", NOTED)
def test_what_the_notes_hold_is_what_the_guide_says(notes: Notes, part: str) -> None:
    assert TABLE[part][0] == NOTED[part](notes)


def test_no_file_that_the_transfer_makes_was_edited_by_hand() -> None:
    if not (folder := os.environ.get("SOUVERAIN_FACTS")):
        pytest.skip("SOUVERAIN_FACTS names no folder of research notes")
    command = [sys.executable, ROOT / "tools/transfer/knowledge.py", folder, "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def regions(notes: Notes) -> Iterator[tuple[str, str, str]]:
    for entry in notes["providers"]:
        for region in entry.get("regions") or ():
            yield entry["id"], str(region["id"]), region.get("country") or ""


def test_every_provider_region_and_country_is_here(notes: Notes) -> None:
    absent = [
        (provider, region)
        for provider, region, _ in regions(notes)
        if (provider, region) != ("huawei", "eu-west-0") and KNOWN.region(provider, region) is None
    ]
    assert absent == []
    assert {entry.get("id") or entry.get("code") for entry in notes["countries"]} <= {*KNOWN.countries()}


def test_every_zone_that_has_an_id_is_here(notes: Notes) -> None:
    zones = [zone["id"] for entry in notes["providers"] for zone in entry.get("zones_outside_standard_regions") or ()]
    assert [zone for zone in zones if zone and KNOWN.region("aws", zone) is None] == []


def test_every_requirement_is_here(notes: Notes) -> None:
    here = {one.id for regime in KNOWN.regimes.values() for one in regime.requirements}
    assert {one["id"] for regime in notes["regimes"] for one in regime["requirements"]} - here == set()


def test_every_company_is_here(notes: Notes) -> None:
    def plain(name: str) -> str:
        return re.sub(r"[^a-z0-9]", "", name.lower())

    here = {plain(name) for id_ in KNOWN.entities() for name in (id_, KNOWN.entity(id_).name)}
    absent = {
        entry["id"]
        for provider in notes["providers"]
        for entry in provider.get("entities") or ()
        if not here & {plain(entry["id"]), plain(entry.get("legal_name") or entry.get("name") or "")}
    }
    assert absent == set()


def test_every_sample_host_finds_its_provider(notes: Notes) -> None:
    wrong = []
    for sample in notes["samples"]:
        found = KNOWN.host(sample["host"])
        if found is None or found.provider != sample["provider"]:
            wrong.append(sample)
    assert wrong == []
