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
}


@pytest.mark.parametrize(("address", "provider", "attributes", "region"), PLACES.values(), ids=PLACES)
def test_an_object_says_where_it_is(address: str, provider: str, attributes: dict[str, Any], region: str) -> None:
    written = block(address, instance(attributes), **({"provider": provider} if provider else {}))
    ((primary, *_),) = place(read(version4(written)), knowledge.load())
    assert primary.site.region.value == region or region in str(primary.site.region.value)
    assert primary.basis.confidence == "observed"


UNPLACED = {
    "AWS": ("aws_sqs_queue.a", None),
    "a default region": ("scaleway_instance_server.a", SCALEWAY),
    "a default endpoint": ("ovh_hosting_privatedatabase.a", OVH),
    "a default address": ("datadog_logs_archive.a", 'provider["registry.terraform.io/datadog/datadog"]'),
}


@pytest.mark.parametrize(("address", "provider"), UNPLACED.values(), ids=UNPLACED)
def test_no_default_of_a_block_holds_where_no_block_is_shown(address: str, provider: str | None) -> None:
    written = block(address, instance({"id": "x"}), **({"provider": provider} if provider else {}))
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
