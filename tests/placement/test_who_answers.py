"""The operator is who answers, not who is named: endpoints, clouds, partitions, universes."""

from __future__ import annotations

import pytest
from placement_cases import block, const, places, primary, refs, resource, stack, steps, told

from souverain.model import ProviderConfig, Resource

PARIS = const("eu-west-3")
OVH_S3 = const("https://s3.gra.io.cloud.ovh.net")
BUCKET = resource("aws_s3_bucket.b")
TABLE = resource("aws_dynamodb_table.t")
ANSWERS: dict[str, tuple[Resource, ProviderConfig, tuple[str, str, str, str, str]]] = {
    "the provider itself": (
        BUCKET,
        block("aws", region=PARIS),
        ("aws", "aws-public", "eu-west-3", "FR", "aws-emea"),
    ),
    "an endpoint of another provider": (
        BUCKET,
        block("aws", region=const("us-east-1"), endpoints__s3=OVH_S3),
        ("ovhcloud", "ovh-public", "gra", "FR", "ovh-sas"),
    ),
    "one service does not move the others": (
        TABLE,
        block("aws", region=PARIS, endpoints__s3=OVH_S3),
        ("aws", "aws-public", "eu-west-3", "FR", "aws-emea"),
    ),
    "an endpoint that states a country only": (
        BUCKET,
        block("aws", region=const("us-east-1"), endpoints__s3=const("https://cellar-c2.services.clever-cloud.com")),
        ("clever-cloud", "?offer-not-recorded-for-type", "?endpoint-without-region", "FR", "clever-sas"),
    ),
    "an endpoint nobody knows": (
        BUCKET,
        block("aws", region=PARIS, endpoints__s3=const("https://minio.hospital.example:9000")),
        ("?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown"),
    ),
    "localhost": (
        BUCKET,
        block("aws", region=PARIS, endpoints__s3=const("http://localhost:4566")),
        ("?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown"),
    ),
    "an endpoint that is not resolved": (
        BUCKET,
        block("aws", region=PARIS, endpoints__s3=refs("local.endpoint")),
        ("?endpoint-unresolved",) * 5,
    ),
    "the provider's own endpoint": (
        BUCKET,
        block("aws", region=PARIS, endpoints__s3=const("https://s3.eu-west-3.amazonaws.com")),
        ("aws", "aws-public", "eu-west-3", "FR", "aws-emea"),
    ),
    "an endpoint that contradicts the region": (
        BUCKET,
        block("aws", region=PARIS, endpoints__s3=const("s3.us-east-1.amazonaws.com")),
        ("aws", "?offer-depends-on-region", *("?endpoint-disagrees",) * 2, "?operator-depends-on-region"),
    ),
    "another partition": (
        BUCKET,
        block("aws", region=const("eusc-de-east-1")),
        ("aws", "aws-sovereign", "eusc-de-east-1", "DE", "aws-esc"),
    ),
    "a region with an operator of its own": (
        BUCKET,
        block("aws", region=const("cn-north-1")),
        ("aws", "?offer-not-recorded-for-type", "cn-north-1", "CN", "sinnet"),
    ),
    "a region that no table lists, in a partition by its form": (
        BUCKET,
        block("aws", region=const("eusc-de-west-9")),
        ("aws", "aws-sovereign", "eusc-de-west-9", "?region-unknown", "aws-esc"),
    ),
    "a region of no known form": (
        BUCKET,
        block("aws", region=const("mars-1")),
        ("aws", "?offer-depends-on-region", "mars-1", "?region-unknown", "?operator-depends-on-region"),
    ),
    "the same id at another provider": (
        resource("outscale_snapshot.s"),
        block("outscale", region=const("eu-west-2")),
        ("outscale", "?offer-not-recorded-for-type", "eu-west-2", "FR", "outscale-sas"),
    ),
    "the same brand under another company": (
        resource("outscale_snapshot.s"),
        block("outscale", region=const("us-east-2")),
        ("outscale", "?offer-not-recorded-for-type", "us-east-2", "US", "outscale-us"),
    ),
    "the address for orders states the region": (
        resource("outscale_snapshot.s"),
        block("outscale", endpoints__api=const("api.eu-west-2.outscale.com")),
        ("outscale", "?offer-not-recorded-for-type", "eu-west-2", "FR", "outscale-sas"),
    ),
    "auth_url decides": (
        resource("openstack_objectstorage_container_v1.c"),
        block("openstack", auth_url=const("https://auth.cloud.ovh.net/v3"), region=const("GRA")),
        ("ovhcloud", "ovh-public", "gra", "FR", "ovh-sas"),
    ),
    "auth_url decides, and the region its operator": (
        resource("openstack_objectstorage_container_v1.c"),
        block("openstack", auth_url=const("https://auth.cloud.ovh.net/v3"), region=const("BHS5")),
        ("ovhcloud", "ovh-public", "bhs", "CA", "ovh-ca"),
    ),
    "auth_url from a file": (
        resource("openstack_objectstorage_container_v1.c"),
        block("openstack", cloud=const("chu"), region=const("GRA")),
        ("openstack", "?offer-not-recorded-for-type", "GRA", "?region-unknown", "?operator-not-stated"),
    ),
    "a cloud by a setting": (
        resource("azurerm_storage_account.s", {"location": "chinanorth"}),
        block("azurerm", environment=const("china")),
        ("azure", "?offer-not-recorded-for-type", "chinanorth", "CN", "21vianet"),
    ),
    "a region that the cloud does not have": (
        resource("azurerm_storage_account.s", {"location": "francecentral"}),
        block("azurerm", environment=const("china")),
        ("azure", "?offer-not-recorded-for-type", "francecentral", "?region-unknown", "21vianet"),
    ),
    "a cloud that no record knows": (
        resource("azurerm_storage_account.s", {"location": "francecentral"}),
        block("azurerm", environment=const("moon")),
        ("?cloud-unknown", "?cloud-unknown", "francecentral", "?cloud-unknown", "?cloud-unknown"),
    ),
    "a cloud that is not resolved": (
        resource("azurerm_storage_account.s", {"location": "francecentral"}),
        block("azurerm", environment=refs("local.cloud")),
        (*("?endpoint-unresolved",) * 2, "francecentral", *("?endpoint-unresolved",) * 2),
    ),
    "metadata_host": (
        resource("azurerm_storage_account.s", {"location": "francecentral"}),
        block("azurerm", metadata_host=const("management.sovcloud-api.fr")),
        ("bleu", "?offer-not-recorded-for-type", "?endpoint-without-region", "FR", "bleu-sas"),
    ),
    "universe_domain": (
        resource("google_storage_bucket.b", {"location": "U-FRANCE-EAST1"}),
        block("google", universe_domain=const("s3nsapis.fr")),
        ("s3ns", "?offer-not-recorded-for-type", "u-france-east1", "FR", "s3ns-sas"),
    ),
    "a custom endpoint of one service": (
        resource("google_storage_bucket.b", {"location": "EU"}),
        block("google", storage_custom_endpoint=const("https://storage.hospital.example/")),
        ("?endpoint-unknown", "?endpoint-unknown", "EU", "?endpoint-unknown", "?endpoint-unknown"),
    ),
    "a custom endpoint of another service": (
        resource("google_storage_bucket.b", {"location": "EU"}),
        block("google", compute_custom_endpoint=const("https://compute.hospital.example/")),
        ("gcp", "gcp", "EU", "EU", "google"),
    ),
    "a name of a section is no address": (
        resource("ovh_cloud_project_kube.k", {"region": "GRA11"}),
        block("ovh", endpoint=const("ovh-eu")),
        ("ovhcloud", "ovh-public", "gra", "FR", "ovh-sas"),
    ),
    "the address for orders does not move a region": (
        resource("ovh_cloud_project_kube.k", {"region": "BHS5"}),
        block("ovh", endpoint=const("https://eu.api.ovh.com/1.0")),
        ("ovhcloud", "ovh-public", "bhs", "CA", "ovh-ca"),
    ),
    "a service by an address of another country": (
        resource("datadog_logs_index.l"),
        block("datadog", api_url=const("https://api.datadoghq.eu/")),
        ("datadog", "?offer-not-recorded-for-type", "eu1", "DE", "datadog-inc"),
    ),
    "a service by default": (
        resource("datadog_logs_index.l"),
        block("datadog"),
        ("datadog", "?offer-not-recorded-for-type", "us1", "US", "datadog-inc"),
    ),
    "a country by default": (
        resource("okta_user.u"),
        block("okta"),
        ("okta", "?offer-not-recorded-for-type", "?endpoint-without-region", "US", "okta-inc"),
    ),
    "a provider that no record knows": (
        resource("moon_bucket.b", {"region": "eu-west-3"}),
        block("moon"),
        ("?provider-unknown", "?provider-unknown", "eu-west-3", "?provider-unknown", "?provider-unknown"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("found", "configured", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_who_answers(found: Resource, configured: ProviderConfig, expected: tuple[str, ...]) -> None:
    placed = primary(stack(found, blocks=(configured,)))
    site = placed.site
    said = [fact.value or f"?{fact.reason}" for fact in (site.provider, site.offer)]
    assert (*said, *told(placed)[:3]) == expected


def test_a_default_is_assumed_and_what_is_written_is_not() -> None:
    index = resource("datadog_logs_index.l")
    assert told(primary(stack(index)))[3] == "assumed"
    written = block("datadog", api_url=const("https://api.datadoghq.eu/"))
    assert told(primary(stack(index, blocks=(written,))))[3] == "derived"


def test_blocks_that_cannot_be_told_apart_must_agree_on_who_answers() -> None:
    both = (block("aws", region=PARIS), block("aws.s3", region=PARIS, endpoints__s3=OVH_S3))
    found = primary(stack(resource("module.a.aws_s3_bucket.b", key=None), blocks=both))
    assert found.site.operator.reason == "provider-ambiguous"


def test_the_operator_is_known_without_region_only_when_there_is_one() -> None:
    address = stack(resource("google_compute_address.a"), blocks=(block("google"),))
    assert told(primary(address)) == ("?no-provider-region", "?no-provider-region", "google", "unknown")
    kube = stack(resource("ovh_cloud_project_kube.k", unknown=("region",)), blocks=(block("ovh"),))
    assert primary(kube).site.operator.reason == "operator-depends-on-region"


def test_facts_carry_the_evidence_of_their_records() -> None:
    site = primary(stack(BUCKET, blocks=(block("aws", region=PARIS),))).site
    assert (site.countries.grade, site.operator.grade, site.offer.grade) == ("primary",) * 3
    assert (site.region.grade, site.provider.grade) == (None, None)
    moved = primary(stack(BUCKET, blocks=(block("aws", region=PARIS, endpoints__s3=OVH_S3),))).site
    assert (moved.provider.grade, moved.provider.source) == ("primary", ("made",))


def test_the_offer_is_the_first_that_fits_the_type() -> None:
    database = resource("ovh_cloud_project_database.d", {"nodes[0].region": "GRA"})
    assert primary(stack(database, blocks=(block("ovh"),))).site.offer.value == "ovh-databases"


def test_a_type_without_region_is_of_the_partition_of_its_block() -> None:
    role = resource("aws_iam_role.r")
    assert told(primary(stack(role, blocks=(block("aws", region=PARIS),)))) == ("global", "*", "aws-emea", "derived")
    sovereign = stack(role, blocks=(block("aws", region=const("eusc-de-east-1")),))
    assert told(primary(sovereign)) == ("global", "*", "aws-esc", "derived")
    assert told(primary(stack(role, blocks=(block("aws"),)))) == (
        "global",
        "*",
        "?operator-depends-on-region",
        "derived",
    )
    by_arn = resource("aws_iam_role.r", {"arn": "arn:aws-eusc:iam::1:role/r"})
    assert told(primary(stack(by_arn, blocks=(block("aws"),))))[2] == "aws-esc"


def test_the_infrastructure_below_is_a_place_of_its_own() -> None:
    found = stack(resource("clevercloud_postgresql.p", {"region": "gra"}), blocks=(block("clevercloud"),))
    first, below = places(found)["clevercloud_postgresql.p"]
    assert told(first)[:3] == ("gra", "FR", "clever-sas")
    assert (below.role, below.site.provider.value, told(below)[:3]) == (
        "infrastructure",
        "ovhcloud",
        ("gra", "FR", "ovh-sas"),
    )
    assert steps(below)[0] == "hosted-by"
