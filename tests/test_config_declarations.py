"""What `souverain.yaml` may declare beside the knowledge, what is refused, and that the published schema agrees."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from souverain.config_file import Options, load, merge
from souverain.config_file.yaml_text import parse
from souverain.declared import Attestation, DeclaredEntity, DeclaredOwner, DeclaredRegion, DeclaredSite
from souverain.errors import ConfigError
from souverain.i18n import text
from souverain.knowledge import load as knowledge

ROOT = Path(__file__).parents[1]
WHOLE = """\
author: RSSI
date: 2026-11-20
entities:
  - {id: chu, name: CHU de Rouen, country: FR, kind: public}
owners:
  - {owned: akenes, owner: chu, share: 51, control: controlling, since: 2026-06-01}
sites:
  - id: rouen
    hosts: ["*.chu.example"]
    sources: [hashicorp/kubernetes]
    operator: chu
    author: DSI
    regions:
      - {id: RegionOne, country: FR, city: Rouen}
attestations:
  - scheme: HDS
    offer: azure/azure
    certificate_no: H-1
    version: "2.0"
    certifier: Certifieur
    holder: Microsoft
    activities: [physical-sites, hardware, virtual-infrastructure, platform]
    sites: [francecentral]
    services: ["*"]
    from: 2026-01-01
    to: 2027-01-01
    file_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    checked_on: 2026-11-02
    by: DPO
"""


@pytest.fixture
def write(tmp_path: Path):
    """Writes a configuration file and gives its path."""

    def file(content: str) -> Path:
        path = tmp_path / "souverain.yaml"
        path.write_text(content, encoding="utf-8")
        return path

    return file


def test_all_that_can_be_declared(write) -> None:
    path = write(WHOLE)
    found = load(path).overlay
    said = {"author": "RSSI", "date": "2026-11-20"}
    assert found.path == str(path)
    assert found.entities == (DeclaredEntity(id="chu", name="CHU de Rouen", country="FR", kind="public", **said),)
    assert found.owners == (
        DeclaredOwner(owned="akenes", owner="chu", share=51.0, control="controlling", since="2026-06-01", **said),
    )
    assert found.sites == (
        DeclaredSite(
            id="rouen",
            hosts=("*.chu.example",),
            sources=("hashicorp/kubernetes",),
            operator="chu",
            regions=(DeclaredRegion(id="RegionOne", country="FR", city="Rouen"),),
            author="DSI",
            date="2026-11-20",
        ),
    )
    (seen,) = found.attestations
    assert (seen.since, seen.until, seen.author, seen.checked_on) == ("2026-01-01", "2027-01-01", "DPO", "2026-11-02")
    assert isinstance(seen, Attestation)


def test_it_is_laid_over_the_knowledge(write) -> None:
    config = merge(load(write(WHOLE)), Options(as_of="2026-11-24"))
    known = knowledge().with_overlay(config.overlay)
    assert known.entity("chu").grade == "own"
    assert len(config.overlay) == 4


def test_an_attestation_is_dated_by_the_file_where_it_says_no_day(write) -> None:
    content = WHOLE.replace("    checked_on: 2026-11-02\n", "").replace("    by: DPO\n", "")
    (seen,) = load(write(content)).overlay.attestations
    assert (seen.author, seen.checked_on) == ("RSSI", "2026-11-20")


OF_A_SITE = "sites: [{id: a, hosts: [h], operator: o, author: A, date: 2026-01-01, regions: [{id: x, country: FR}]}]"
REFUSED = {
    "nobody says it": (WHOLE.replace("author: RSSI\n", ""), "config-unsigned", "entities[0]"),
    "no day": (WHOLE.replace("date: 2026-11-20\n", ""), "config-unsigned", "entities[0]"),
    "an impossible day": (WHOLE.replace("2026-11-20", "2026-02-30"), "config-no-date", "entities[0].date"),
    "an impossible last day": (WHOLE.replace("2027-01-01", "2027-02-30"), "config-no-date", "attestations[0].to"),
    "a last day that is a month": (WHOLE.replace("2027-01-01", "2027-01"), "config-no-date", "attestations[0].to"),
    "unknown field of a region": (OF_A_SITE.replace("country", "pays"), "config-unknown-field", "id, country, city"),
    "unknown field of an attestation": (WHOLE.replace("certifier:", "auditor:"), "config-unknown-field", "from, to"),
    "missing offer": (WHOLE.replace("    offer: azure/azure\n", ""), "config-missing-field", "attestations[0].offer"),
    "no such scheme": (WHOLE.replace("scheme: HDS", "scheme: HDH"), "config-not-allowed", "SecNumCloud"),
    "no such activity": (WHOLE.replace("[physical-sites,", "[sites,"), "config-not-allowed", "hardware"),
    "no such control": (WHOLE.replace("controlling", "much"), "config-not-allowed", "joint"),
    "no such kind": (WHOLE.replace("kind: public", "kind: hospital"), "config-not-allowed", "foundation"),
    "more than everything": (WHOLE.replace("share: 51", "share: 151"), "config-not-a-percentage", "owners[0].share"),
    "a country in words": (
        WHOLE.replace("country: FR, kind", "country: France, kind"),
        "config-not-of-form",
        "country",
    ),
    "an id with blanks": (WHOLE.replace("- id: rouen", "- id: Rouen nord"), "config-not-of-form", "sites[0].id"),
    "a hash cut short": (WHOLE.replace('"0000', '"000'), "config-not-of-form", "file_sha256"),
    "a site without regions": (OF_A_SITE.replace("[{id: x, country: FR}]", "[]"), "config-empty-list", "regions"),
}


@pytest.mark.parametrize(("content", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named(write, content: str, code: str, words: str) -> None:
    path = write(content)
    with pytest.raises(ConfigError) as caught:
        load(path)
    english = text(f"errors.{caught.value.code}", "en", **caught.value.args_)
    assert (caught.value.code, str(path) in english, words in english) == (code, True, True)


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    found: dict[str, object] = json.loads((ROOT / "plugin/souverain/compiled/config.schema.json").read_text("utf-8"))
    return found


def test_the_schema_accepts_what_the_reader_accepts(schema: dict[str, object]) -> None:
    jsonschema.validate(parse(WHOLE.encode(), Path("x")), schema)


BY_SHAPE = [name for name in REFUSED if not name.startswith(("nobody", "no day", "an impossible"))]


@pytest.mark.parametrize("case", BY_SHAPE)
def test_the_schema_refuses_what_the_reader_refuses(schema: dict[str, object], case: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(parse(REFUSED[case][0].encode(), Path("x")), schema)
