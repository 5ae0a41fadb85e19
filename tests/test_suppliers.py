"""Who hands out the code: said in the inventory, on the page of a resource and in the drawing, and never judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from souverain import scan
from souverain.cli.resource_page import page
from souverain.config import Config
from souverain.knowledge import load
from souverain.reports.drawing import draw
from souverain.wording.names import Names

AS_OF = "2026-11-24"
CONFIG = Config(as_of=AS_OF)
WHERE = "scaleway_container.app"
IMAGES = {
    "a host of the United States": ("ghcr.io/org/app:1", "github-inc", "unknown"),
    "no host": ("nginx", "docker-inc", "unknown"),
    "a host with its region": ("europe-west9-docker.pkg.dev/p/r/a", "google-llc", "FR"),
    "repository of Amazon": ("1.dkr.ecr.us-east-1.amazonaws.com/a", "aws-emea-sarl", "US"),
    "registry of Scaleway": ("rg.nl-ams.scw.cloud/s/a", "scaleway-sas", "NL"),
    "registry of Azure": ("chu.azurecr.io/a", "microsoft-ireland", "unknown"),
    "a host that nobody knows": ("registry.hospital.example/a", "unknown", "unknown"),
}


def plan(folder: Path, image: str | None) -> str:
    change = {"actions": ["create"], "before": None, "after_unknown": {"id": True}}
    after: dict[str, Any] = {"region": "fr-par", "tags": ["data-class=health"]}
    if image is not None:
        after["registry_image"] = image
    container = {"address": WHERE, "mode": "managed", "type": "scaleway_container", "name": "app"}
    source = "registry.terraform.io/scaleway/scaleway"
    document = {
        "format_version": "1.2",
        "resource_changes": [{**container, "provider_name": source, "change": {**change, "after": after}}],
        "configuration": {"provider_config": {}, "root_module": {}},
    }
    path = folder / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("image", "operator", "country"), IMAGES.values(), ids=IMAGES)
def test_the_inventory_names_the_registry(tmp_path: Path, image: str, operator: str, country: str) -> None:
    (entry,) = scan.inventory([plan(tmp_path, image)], CONFIG).resources
    (code,) = entry.code
    assert (code.operator.id, code.country, code.via) == (operator, country, f"{WHERE}.registry_image")
    assert [place.country for place in entry.places] == ["FR"]


@pytest.mark.parametrize("image", [image for image, _, _ in IMAGES.values()], ids=IMAGES)
@pytest.mark.parametrize("profile", ["health", "hds", "secnumcloud", "gdpr"])
def test_no_registry_changes_a_verdict(tmp_path: Path, image: str, profile: str) -> None:
    config = msgspec.structs.replace(CONFIG, profiles=(profile,), include_passes=True)
    without, with_image = (scan.check([plan(tmp_path, item)], config) for item in (None, image))
    assert [msgspec.structs.asdict(item) for item in with_image.findings] == [
        msgspec.structs.asdict(item) for item in without.findings
    ]
    assert with_image.exit_code == without.exit_code


def test_the_page_and_the_drawing_say_it(tmp_path: Path) -> None:
    established = scan.establish([plan(tmp_path, "ghcr.io/org/app:1")], CONFIG).established
    names = Names(load(), established.operators, "en")
    told = "\n".join(page(established.resources[0], established, names))
    assert "code   GitHub, Inc. (US) < Microsoft Corporation (US, control)" in told
    assert "the code comes from ghcr.io" in told
    drawn = "\n".join(draw(established, names, "mermaid"))
    assert "-.->|runs code from|" in drawn
