"""The knowledge that ships: what every record owes, and the facts that others got wrong."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from souverain import knowledge
from souverain.knowledge import records
from souverain.knowledge.records import Offer, Provider, Region, Unstated

ROOT = Path(__file__).parents[2]
DATA = ROOT / "plugin/souverain/knowledge/data"
KNOWN = knowledge.load()
PROVIDERS = tuple(KNOWN.provider(name) for name in KNOWN.providers())
GENERATED = [DATA / "countries.toml", DATA / "sources.toml", *sorted(DATA.glob("*/*.toml"))]
STATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def offers() -> Iterator[tuple[Provider, Offer]]:
    return ((provider, offer) for provider in PROVIDERS for offer in provider.offers)


def named(provider: str, offer: str) -> Offer:
    return next(item for item in KNOWN.provider(provider).offers if item.id == offer)


def rows(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from rows(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rows(inner)


def test_compiled_file_is_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/build/knowledge.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: str(path.relative_to(DATA)))
def test_every_fact_has_source_date_and_grade(path: Path) -> None:
    facts = [row for row in rows(tomllib.loads(path.read_text(encoding="utf-8"))) if "as_of" in row or "grade" in row]
    for row in facts:
        assert row["source"], row
        assert STATED.fullmatch(str(row["as_of"])), row
        assert row["grade"] in ("primary", "transcription", "secondary", "background"), row
        assert all(KNOWN.source(name) for name in row["source"])  # type: ignore[union-attr]  # a list by the line above


@pytest.mark.parametrize("part", ["regions", "clouds", "offers", "endpoints", "defaults", "globals"])
def test_the_parts_of_a_provider_carry_their_own_evidence(part: str) -> None:
    found = [item for provider in PROVIDERS for item in getattr(provider, part)]
    assert len(found) > 0
    assert all(item.source and item.as_of and item.grade for item in found)


def test_what_ships_is_what_the_research_holds() -> None:
    assert len(PROVIDERS) >= 106
    assert len(KNOWN.laws) == 14
    assert len(tomllib.loads((DATA / "countries.toml").read_text(encoding="utf-8"))["countries"]) >= 133
    assert sum(len(provider.regions) for provider in PROVIDERS) > 800


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.id)
def test_no_written_name_means_two_regions(provider: Provider) -> None:
    names = Counter(
        (region.cloud, name) for region in provider.regions for name in {region.id, *region.aliases, *region.zones}
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.id)
def test_every_id_finds_its_own_region(provider: Provider) -> None:
    for region in provider.regions:
        assert KNOWN.region(provider.id, region.id, region.cloud) == region
        if region.pair:
            assert KNOWN.region(provider.id, region.pair) is not None


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.id)
def test_settings_and_defaults_name_regions_that_exist(provider: Provider) -> None:
    for setting in provider.settings:
        if setting.default and setting.kind in ("region", "zone"):
            assert KNOWN.region(provider.id, setting.default) is not None
        if setting.default and setting.kind == "endpoint":
            assert KNOWN.host(setting.default) is not None
        if setting.default and setting.kind == "cloud":
            chosen = [
                cloud.id for cloud in provider.clouds if setting.default in cloud.settings.get(setting.attribute, ())
            ]
            assert len(chosen) == 1
    for default in provider.defaults:
        assert default.value in ("pair", "global") or KNOWN.region(provider.id, default.value) is not None


def test_several_countries_are_all_stated() -> None:
    for provider in PROVIDERS:
        for region in provider.regions:
            if region.countries:
                assert isinstance(region.country, Unstated)
                assert len(region.countries) > 1


def test_patterns_take_the_whole_name() -> None:
    for provider in PROVIDERS:
        patterns = [endpoint.pattern for endpoint in provider.endpoints]
        patterns += [region.match for region in provider.regions if region.match]
        for pattern in patterns:
            assert re.compile(pattern)
            assert pattern.startswith(("^", "(?i)^"))
            assert pattern.endswith("$")


def hostile() -> Iterator[str]:
    """Names of the greatest length that make a nested repetition try everything."""
    for label in ("a", "-", "a-", "eu-west-1", "s3", "0", "aa-aa-"):
        for joint in (".", "-", "-.", ".."):
            yield (label + joint) * (250 // len(label + joint)) + "!"


def test_no_pattern_runs_away() -> None:
    code = (
        "import re, sys, json; patterns, names = json.load(sys.stdin)\n"
        "for pattern in patterns:\n"
        "    compiled = re.compile(pattern)\n"
        "    for name in names: compiled.fullmatch(name)"
    )
    patterns = sorted({endpoint.pattern for provider in PROVIDERS for endpoint in provider.endpoints})
    names = [name.removesuffix("!") + end for name in hostile() for end in ("!", ".amazonaws.com!", ".scw.cloud!")]
    work = msgspec.json.encode((patterns, names))
    subprocess.run([sys.executable, "-c", code], input=work, check=True, timeout=60)


@pytest.mark.parametrize(
    ("source", "type_", "provider"),
    [
        ("registry.terraform.io/hashicorp/aws", "", "aws"),
        ("registry.opentofu.org/hashicorp/google-beta", "", "gcp"),
        ("hashicorp/azurerm", "", "azure"),
        ("ovh/ovh", "", "ovhcloud"),
        ("outscale-dev/outscale", "", "outscale"),
        ("scaleway/scaleway", "", "scaleway"),
        ("terraform-provider-openstack/openstack", "", "openstack"),
        ("opentelekomcloud/opentelekomcloud", "", "open-telekom-cloud"),
        ("FlexibleEngineCloud/flexibleengine", "", "orange-business"),
        ("terraform.io/builtin/terraform", "terraform_data", "none"),
        ("pulumi/aws", "", "aws"),
        ("pulumi/azure-native", "", "azure"),
        ("pulumi/ovh", "", "ovhcloud"),
        ("pulumi/scaleway", "", "scaleway"),
        ("", "aws_s3_bucket", "aws"),
        ("", "azurerm_storage_account", "azure"),
        ("", "google_storage_bucket", "gcp"),
        ("", "ovh_cloud_project_storage", "ovhcloud"),
        ("", "outscale_vm", "outscale"),
        ("", "random_id", "none"),
        ("private.example/hashicorp/aws", "aws_s3_bucket", None),
    ],
)
def test_sources(source: str, type_: str, provider: str | None) -> None:
    assert KNOWN.provider_of(source, type_) == provider


def tops(entity: str) -> set[str]:
    above = [edge.owner for edge in KNOWN.owners(entity) if edge.control in ("full", "controlling", "joint", "unknown")]
    return {top for owner in above for top in tops(owner)} if above else {entity}


@pytest.mark.parametrize(
    ("operator", "top"),
    [
        ("aws-emea-sarl", {"amazon-com-inc"}),
        ("aws-esc-gmbh", {"amazon-com-inc"}),
        ("microsoft-ireland", {"microsoft-corp"}),
        ("google-llc", {"alphabet"}),
        ("ovh-sas", {"klaba-family"}),
        ("ovh-us", {"klaba-family"}),
        ("scaleway-sas", {"xavier-niel"}),
        ("outscale-sas", {"gimd"}),
        ("s3ns-sas", {"french-state", "dassault-aviation"}),
        ("bleu-sas", {"orange", "capgemini"}),
        ("oodrive-sas", {"oodrive-sas-holders"}),
    ],
)
def test_who_stands_above(operator: str, top: set[str]) -> None:
    assert tops(operator) == top


def test_clouds_have_operators_of_their_own() -> None:
    operator = {cloud.id: cloud.operator for cloud in KNOWN.provider("aws").clouds}
    assert operator["aws"] == "aws-emea-sarl"
    assert operator["aws-eusc"] == "aws-esc-gmbh"
    assert isinstance(operator["aws-cn"], Unstated)
    assert [region.operator for region in KNOWN.provider("aws").regions if region.cloud == "aws-cn"] == [
        "sinnet",
        "nwcd",
    ]


@pytest.mark.parametrize(
    ("provider", "written", "operator"),
    [("ovhcloud", "BHS", "ovh-ca"), ("ovhcloud", "US-EAST-VA", "ovh-us"), ("outscale", "us-east-2", "outscale-inc")],
)
def test_regions_of_companies_abroad(provider: str, written: str, operator: str) -> None:
    region = KNOWN.region(provider, written)
    assert region is not None
    assert region.operator == operator


def test_a_region_without_a_stated_company_is_nobodys() -> None:
    region = KNOWN.region("outscale", "ap-northeast-1")
    assert isinstance(region, Region)
    assert isinstance(region.operator, Unstated)


def test_the_qualification_of_outscale() -> None:
    certificate = next(item for item in named("outscale", "outscale").certificates if item.scheme == "SecNumCloud")
    assert (certificate.status, certificate.until, certificate.number) == ("granted", "2026-11-30", "2118")
    assert (certificate.regions, certificate.services) == (("cloudgouv-eu-west-1",), ("iaas",))


@pytest.mark.parametrize("offer", ["aws", "azure", "gcp", "scaleway", "ovhcloud"])
def test_hds_that_the_world_cannot_check_is_claimed(offer: str) -> None:
    last = KNOWN.provider(offer).offers[0 if offer == "aws" else -1]
    assert [item.status for item in last.certificates if item.scheme == "HDS"] == ["claimed"]


def test_the_hds_certificate_of_outscale_proves_no_region() -> None:
    certificate = next(item for item in named("outscale", "outscale").certificates if item.scheme == "HDS")
    assert certificate.status == "granted"
    assert isinstance(certificate.regions, Unstated)


def test_granted_means_an_end_is_known() -> None:
    for provider, offer in offers():
        for certificate in offer.certificates:
            assert certificate.status != "granted" or certificate.until, (provider.id, offer.id, certificate.scheme)


def test_only_the_last_offer_is_open_to_every_type() -> None:
    for provider in PROVIDERS:
        for offer in provider.offers[:-1]:
            assert offer.types or offer.cloud, (provider.id, offer.id)


def test_no_resource_type_reaches_a_qualified_platform_of_ovhcloud() -> None:
    for offer in KNOWN.provider("ovhcloud").offers:
        if any(item.scheme == "SecNumCloud" and item.status == "granted" for item in offer.certificates):
            assert offer.types == ("none",)


def test_the_law_that_lapsed_keeps_its_effect_to_a_date() -> None:
    law = next(law for law in KNOWN.laws if law.id == "us-fisa-702")
    assert (law.status, law.until) == ("statute_lapsed_orders_in_effect", "2027-03-31")


def test_law_of_the_union_is_no_reason_to_refuse() -> None:
    assert [law.id for law in KNOWN.laws if not law.sovereignty] == ["eu-e-evidence"]


def test_data_in_a_country_is_territorial() -> None:
    there = {"data", "administration", "transit"}
    for law in KNOWN.laws:
        for trigger in law.triggers:
            assert (trigger.channel == "territorial") == bool(there & set(trigger.tests)) or trigger.tests == ("other",)


def test_laws_have_a_short_article() -> None:
    assert all(0 < len(law.article) < 50 for law in KNOWN.laws)


@pytest.mark.parametrize(
    ("code", "zones", "english", "french"),
    [
        ("FR", ("EU", "EEA"), "France", "France"),
        ("NO", ("EEA", "DE_393_EQUIVALENT"), "Norway", "Norvège"),
        ("CH", ("DE_393_EQUIVALENT",), "Switzerland", "Suisse"),
        ("RE", ("EU", "EEA", "EU_OUTERMOST"), "Réunion", "La Réunion"),
        ("GL", (), "Greenland", "Groenland"),
        ("EU", ("EU", "EEA"), "European Union", "Union européenne"),
        ("*", (), "worldwide", "monde entier"),
    ],
)
def test_countries(code: str, zones: tuple[str, ...], english: str, french: str) -> None:
    country = KNOWN.country(code)
    assert country.zones == zones
    assert country.name == {"en": english, "fr": french}


def test_adequacy_has_dates_scope_and_condition() -> None:
    (decision,) = KNOWN.country("US").adequacy
    assert (decision.since, decision.condition) == ("2023-07-10", "dpf_certified")
    (decision,) = KNOWN.country("GB").adequacy
    assert (decision.until, decision.condition) == ("2031-12-27", "")


def test_no_field_escapes_the_shapes() -> None:
    for path in sorted((DATA / "providers").glob("*.toml")):
        provider = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), records.Provider)
        assert provider.id == path.stem
