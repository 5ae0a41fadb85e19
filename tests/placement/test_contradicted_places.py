"""Statements about one place that exclude each other: both are places of the resource, and each says so."""

from __future__ import annotations

from functools import cache

import pytest
from placement_cases import block, const, places, refs, resource, stack, steps, told

from souverain import knowledge
from souverain.knowledge import Knowledge
from souverain.model import Expression, ProviderConfig, Resource, Scalar

Said = dict[str, Scalar]


@cache
def shipped() -> Knowledge:
    return knowledge.load()


def found(*items: Resource, blocks: tuple[ProviderConfig, ...] = ()) -> list[tuple[str, str]]:
    """Role and countries of every place of the last resource."""
    keys = {block.key for block in blocks}
    named = tuple(block(key) for key in {item.type.partition("_")[0] for item in items} - keys)
    made = stack(*items, blocks=(*blocks, *named))
    return [(place.role, told(place)[1]) for place in places(made, shipped())[items[-1].address]]


def regional(key: str, value: str) -> tuple[ProviderConfig, ...]:
    return (block(key, region=const(value)),)


BESIDE: dict[str, tuple[str, Said, tuple[ProviderConfig, ...], str, str]] = {
    "aws, zone and region": (
        "aws_ebs_volume",
        {"availability_zone": "us-east-1a", "region": "eu-west-3"},
        (),
        "US",
        "FR",
    ),
    "aws, zone and block": (
        "aws_ebs_volume",
        {"availability_zone": "us-east-1a"},
        regional("aws", "eu-west-3"),
        "US",
        "FR",
    ),
    "aws, region and ARN": (
        "aws_db_instance",
        {"region": "eu-west-3", "arn": "arn:aws:rds:us-east-1:1:db:x"},
        (),
        "FR",
        "US",
    ),
    "azure, two locations": (
        "azurerm_storage_account",
        {"location": "francecentral", "primary_location": "eastus"},
        (),
        "FR",
        "US",
    ),
    "google, zone and link": (
        "google_compute_disk",
        {
            "zone": "europe-west9-a",
            "self_link": "https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a/disks/d",
        },
        (),
        "FR",
        "US",
    ),
    "google, location and id": (
        "google_kms_key_ring",
        {"location": "europe-west9", "id": "projects/p/locations/us-central1/keyRings/k"},
        (),
        "FR",
        "US",
    ),
    "scaleway, zone and region": ("scaleway_k8s_pool", {"zone": "fr-par-1", "region": "nl-ams"}, (), "FR", "NL"),
    "scaleway, zone and id": (
        "scaleway_instance_server",
        {"zone": "fr-par-1", "id": "pl-waw-1/11111111-1111-1111-1111-111111111111"},
        (),
        "FR",
        "PL",
    ),
    "outscale, subregion and block": (
        "outscale_volume",
        {"subregion_name": "us-east-2a"},
        regional("outscale", "eu-west-2"),
        "US",
        "FR",
    ),
    "openstack at OVHcloud, zone and region": (
        "openstack_compute_instance_v2",
        {"availability_zone": "bhs", "region": "GRA11"},
        (block("openstack", auth_url=const("https://auth.cloud.ovh.net/v3")),),
        "FR",
        "CA",
    ),
    "outscale, the address for orders and block": (
        "outscale_vm",
        {},
        (block("outscale", region=const("eu-west-2"), api__endpoint=const("https://api.us-east-2.outscale.com")),),
        "US",
        "FR",
    ),
    "hetzner, datacenter and location": (
        "hcloud_server",
        {"datacenter": "ash-dc1", "location": "fsn1"},
        (),
        "US",
        "DE",
    ),
    "oracle, domain and block": (
        "oci_core_volume",
        {"availability_domain": "xYzA:EU-PARIS-1-AD-1"},
        regional("oci", "us-ashburn-1"),
        "FR",
        "US",
    ),
    "telekom, zone and block": (
        "opentelekomcloud_evs_volume_v3",
        {"availability_zone": "eu-ch2a"},
        regional("opentelekomcloud", "eu-de"),
        "CH",
        "DE",
    ),
}


@pytest.mark.parametrize(("type_", "said", "blocks", "first", "second"), BESIDE.values(), ids=BESIDE)
def test_both_places_are_places_of_the_resource(
    type_: str, said: Said, blocks: tuple[ProviderConfig, ...], first: str, second: str
) -> None:
    assert found(resource(f"{type_}.r", said), blocks=blocks) == [("primary", first), ("primary", second)]


def test_each_says_what_it_contradicts() -> None:
    made = stack(resource("aws_ebs_volume.v", {"availability_zone": "us-east-1a"}), blocks=regional("aws", "eu-west-3"))
    first, second = places(made, shipped())["aws_ebs_volume.v"]
    assert (steps(first)[-1], steps(second)[-1]) == ("contradiction", "contradiction")
    assert first.basis.why[-1].args == {
        "attribute": "provider aws: region",
        "value": "eu-west-3",
        "other": "us-east-1a",
    }
    assert second.basis.why[-1].args == {"attribute": "availability_zone", "value": "us-east-1a", "other": "eu-west-3"}


AGREE: dict[str, tuple[str, Said, tuple[ProviderConfig, ...]]] = {
    "a zone of the region": ("aws_ebs_volume", {"availability_zone": "eu-west-3a", "region": "eu-west-3"}, ()),
    "a zone of the block": ("aws_ebs_volume", {"availability_zone": "eu-west-3a"}, regional("aws", "eu-west-3")),
    "a region over the block": ("aws_s3_bucket", {"region": "eu-west-3"}, regional("aws", "us-east-1")),
    "a zone over the block, where blocks have zones": (
        "scaleway_instance_server",
        {"zone": "fr-par-1"},
        (block("scaleway", zone=const("nl-ams-1"), region=const("nl-ams")),),
    ),
    "a block that is only assumed": ("aws_ebs_volume", {"availability_zone": "eu-west-3a"}, ()),
    "an ARN without region": ("aws_s3_bucket", {"region": "eu-west-3", "arn": "arn:aws:s3:::b"}, ()),
    "an ARN as id names something else": (
        "aws_db_instance",
        {"region": "eu-west-3", "id": "arn:aws:rds:us-east-1:1:db:x"},
        (),
    ),
    "an ARN that names where something goes": (
        "aws_cloudwatch_event_target",
        {"region": "eu-west-3", "arn": "arn:aws:events:us-east-1:1:event-bus/b"},
        (),
    ),
    "an ARN without region, and an address": (
        "aws_s3_bucket",
        {"arn": "arn:aws:s3:::b", "bucket_regional_domain_name": "b.s3.eu-west-3.amazonaws.com"},
        (),
    ),
    "a link to what is global": (
        "google_kms_key_ring",
        {"location": "europe-west9", "id": "projects/p/locations/global/keyRings/k"},
        (),
    ),
    "a zone that no table knows": (
        "openstack_compute_instance_v2",
        {"availability_zone": "nova", "region": "GRA11"},
        (block("openstack", auth_url=const("https://auth.cloud.ovh.net/v3")),),
    ),
}


@pytest.mark.parametrize(("type_", "said", "blocks"), AGREE.values(), ids=AGREE)
def test_what_fits_is_one_place(type_: str, said: Said, blocks: tuple[ProviderConfig, ...]) -> None:
    assert found(resource(f"{type_}.r", said), blocks=blocks) == [("primary", "FR")]


def test_a_region_that_is_known_after_apply_only_may_be_that_of_the_zone() -> None:
    said = {"availability_zone": "us-east-1a"}
    known = resource("aws_ebs_volume.known", said)
    waiting = resource("aws_ebs_volume.waiting", said, unknown=("region",))
    for order in ((known, waiting), (waiting, known)):
        found = places(stack(*order, blocks=regional("aws", "eu-west-3")), shipped())
        assert [len(found[item.address]) for item in (known, waiting)] == [2, 1]


def test_a_block_that_is_only_mentioned_contradicts_nothing() -> None:
    """A plan does not show that the expression is no more than the variable: what is observed holds."""
    made = stack(
        resource("aws_ebs_volume.v", {"availability_zone": "eu-west-3a"}),
        blocks=(block("aws", region=refs("var.region")),),
        variables={"region": "us-east-1"},
    )
    assert [told(place)[1] for place in places(made, shipped())["aws_ebs_volume.v"]] == ["FR"]


OPEN: dict[str, dict[str, Expression]] = {
    "both": {"zone": const("fr-par-1"), "region": const("nl-ams")},
    "the region": {"region": const("nl-ams")},
}


@pytest.mark.parametrize("stated", OPEN.values(), ids=OPEN)
def test_what_is_configured_and_unknown_before_apply_contradicts_too(stated: dict[str, Expression]) -> None:
    written: Said = {} if "zone" in stated else {"zone": "fr-par-1"}
    assert found(resource("scaleway_k8s_pool.p", written, expressions=stated)) == [("primary", "FR"), ("primary", "NL")]


def test_what_stands_in_it_is_nowhere_known() -> None:
    parent = resource("azurerm_storage_account.a", {"location": "francecentral", "primary_location": "eastus"})
    child = resource(
        "azurerm_storage_container.c", expressions={"storage_account_id": refs("azurerm_storage_account.a.id")}
    )
    made = stack(parent, child, blocks=(block("azurerm"),))
    (place,) = places(made, shipped())["azurerm_storage_container.c"]
    assert told(place)[1] == "?parent-contradicted"
