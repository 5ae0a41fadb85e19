"""Where the objects of a state are, without any provider block."""

from __future__ import annotations

from typing import Any

import pytest
from states import block, instance, read, version4

from souverain import knowledge
from souverain.placement import place

GOOGLE = 'provider["registry.terraform.io/hashicorp/google"]'
AZURE = 'provider["registry.terraform.io/hashicorp/azurerm"]'
SCALEWAY = 'provider["registry.terraform.io/scaleway/scaleway"]'
OVH = 'provider["registry.terraform.io/ovh/ovh"]'
OCI = 'provider["registry.terraform.io/oracle/oci"]'
QUEUE = "https://sqs.eu-west-3.amazonaws.com/000000000000/q"
LINK = "https://www.googleapis.com/compute/v1/projects/p/zones/europe-west9-a/disks/d"

PLACES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "its own attribute": ("aws_s3_bucket.a", "", {"region": "eu-west-3", "arn": "arn:aws:s3:::b"}, "eu-west-3"),
    "its ARN": ("aws_sqs_queue.a", "", {"arn": "arn:aws:sqs:eu-central-1:1:q"}, "eu-central-1"),
    "its id, an ARN": ("aws_sns_topic.a", "", {"id": "arn:aws:sns:eu-west-1:1:t"}, "eu-west-1"),
    "its link": ("google_compute_disk.a", GOOGLE, {"self_link": LINK}, "europe-west9"),
    "its location": ("azurerm_storage_account.a", AZURE, {"location": "francecentral"}, "francecentral"),
    "the zone in its id": (
        "scaleway_instance_volume.a",
        SCALEWAY,
        {"id": f"nl-ams-1/{'0' * 8}-0000-0000-0000-{'0' * 12}"},
        "nl-ams",
    ),
    "its OCID": (
        "oci_core_volume.a",
        OCI,
        {"id": "ocid1.volume.oc1.eu-frankfurt-1.abtheljr4yd2nssomething", "availability_domain": None},
        "eu-frankfurt-1",
    ),
    "its OCID, with the key of a region": (
        "oci_core_vcn.a",
        OCI,
        {"id": "ocid1.vcn.oc1.iad.aaaaaaaasomething"},
        "us-ashburn-1",
    ),
    "its id, an address": ("aws_sqs_queue.a", "", {"id": QUEUE}, "eu-west-3"),
    "the address of what it belongs to": ("aws_sqs_queue_policy.a", "", {"queue_url": QUEUE}, "eu-west-3"),
    "its name in the DNS": ("aws_lb.a", "", {"dns_name": "a-1.eu-south-1.elb.amazonaws.com"}, "eu-south-1"),
    "its public name": ("aws_eip.a", "", {"public_dns": "ec2-1-2-3-4.eu-west-3.compute.amazonaws.com"}, "eu-west-3"),
    "the address of a registry": (
        "aws_ecr_repository.a",
        "",
        {"repository_url": "000000000000.dkr.ecr.eu-north-1.amazonaws.com/r"},
        "eu-north-1",
    ),
    "the address of a database": (
        "aws_db_instance.a",
        "",
        {"endpoint": "a.abc.eu-central-1.rds.amazonaws.com:5432"},
        "eu-central-1",
    ),
}


@pytest.mark.parametrize(("address", "provider", "attributes", "region"), PLACES.values(), ids=PLACES)
def test_an_object_says_where_it_is(address: str, provider: str, attributes: dict[str, Any], region: str) -> None:
    written = block(address, instance(attributes), **({"provider": provider} if provider else {}))
    ((primary, *_),) = place(read(version4(written)), knowledge.load())
    assert primary.site.region.value == region or region in str(primary.site.region.value)
    assert primary.basis.confidence == "observed"


UNPLACED: dict[str, tuple[str, str | None, dict[str, Any]]] = {
    "AWS": ("aws_sqs_queue.a", None, {"id": "x"}),
    "an ARN without a region": ("aws_sqs_queue_policy.a", None, {"id": "arn:aws:iam::0:policy/p"}),
    "the address of somebody else": ("aws_lb.a", None, {"dns_name": "s3.fr-par.scw.cloud"}),
    "an address that names no region": ("aws_lb.a", None, {"dns_name": "api.chu.example"}),
    "an address to which it only sends": (
        "aws_sns_topic_subscription.a",
        None,
        {"endpoint": "https://sqs.us-east-1.amazonaws.com/0/q"},
    ),
    "an OCID without a region": ("oci_core_volume.a", OCI, {"id": "ocid1.volume.oc1..aaaa"}),
    "a default region": ("scaleway_instance_server.a", SCALEWAY, {"id": "x"}),
    "a default endpoint": ("ovh_hosting_privatedatabase.a", OVH, {"id": "x"}),
    "a default address": ("datadog_logs_archive.a", 'provider["registry.terraform.io/datadog/datadog"]', {"id": "x"}),
}


@pytest.mark.parametrize(("address", "provider", "attributes"), UNPLACED.values(), ids=UNPLACED)
def test_no_default_of_a_block_holds_where_no_block_is_shown(
    address: str, provider: str | None, attributes: dict[str, Any]
) -> None:
    written = block(address, instance(attributes), **({"provider": provider} if provider else {}))
    ((primary, *_),) = place(read(version4(written)), knowledge.load())
    assert primary.basis.confidence == "unknown"
    assert not primary.site.countries.known


def test_what_belongs_to_a_bucket_is_where_the_bucket_is() -> None:
    table = block(
        "google_bigquery_dataset.d",
        instance({"id": "d", "dataset_id": "d", "location": "europe-west9"}),
        provider=GOOGLE,
    )
    inside = block(
        "google_bigquery_table.t",
        instance({"dataset_id": "d"}, dependencies=["google_bigquery_dataset.d"]),
        provider=GOOGLE,
    )
    _, (primary, *_) = place(read(version4(table, inside)), knowledge.load())
    assert (primary.site.region.value, primary.basis.confidence) == ("europe-west9", "derived")


def test_what_belongs_to_what_is_global_is_global_too() -> None:
    network = block("google_compute_network.n", instance({"id": "n", "name": "n", "self_link": "x/n"}), provider=GOOGLE)
    wall = block(
        "google_compute_firewall.f",
        instance({"id": "f", "network": "x/n"}, dependencies=["google_compute_network.n"]),
        provider=GOOGLE,
    )
    (above, *_), (primary, *_) = place(read(version4(network, wall)), knowledge.load())
    assert (above.site.region.value, primary.site.region.value) == ("global", "global")
