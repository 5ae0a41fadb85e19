"""Two parties at once: who sells the service, and whose infrastructure it is on. Both are places of the resource."""

from __future__ import annotations

from functools import cache

import pytest
from placement_cases import block, const, places, resource, stack, told

from souverain import knowledge
from souverain.knowledge import Knowledge
from souverain.model import Resource, Scalar

SPECS = "replication_specs[0].region_configs[0]"


@cache
def shipped() -> Knowledge:
    return knowledge.load()


def found(item: Resource) -> list[tuple[str, str, str, str]]:
    """Role, region, country and operator of every place."""
    key = item.type.partition("_")[0]
    listed = places(stack(item, blocks=(block(key),)), shipped())[item.address]
    return [(place.role, *told(place)[:3]) for place in listed]


CASES: dict[str, tuple[str, dict[str, Scalar], tuple[str, str, str], tuple[str, str, str]]] = {
    "Aiven on AWS": (
        "aiven_pg", {"cloud_name": "aws-eu-west-3"},
        ("aws-eu-west-3", "FR", "aiven-oy"), ("eu-west-3", "FR", "aws-emea-sarl"),
    ),
    "Aiven on Google": (
        "aiven_pg", {"cloud_name": "google-us-central1"},
        ("google-us-central1", "US", "aiven-oy"), ("us-central1", "US", "google-llc"),
    ),
    "Aiven on Azure": (
        "aiven_pg", {"cloud_name": "azure-france-central"},
        ("azure-france-central", "FR", "aiven-oy"), ("francecentral", "FR", "microsoft-ireland"),
    ),
    "Atlas on AWS": (
        "mongodbatlas_advanced_cluster", {f"{SPECS}.region_name": "EU_WEST_3", f"{SPECS}.provider_name": "AWS"},
        ("EU_WEST_3", "FR", "mongodb-ltd"), ("eu-west-3", "FR", "aws-emea-sarl"),
    ),
    "Atlas on Google, by a name of its own": (
        "mongodbatlas_advanced_cluster", {f"{SPECS}.region_name": "WESTERN_EUROPE", f"{SPECS}.provider_name": "GCP"},
        ("WESTERN_EUROPE", "BE", "mongodb-ltd"), ("europe-west1", "BE", "google-llc"),
    ),
    "Atlas on Google": (
        "mongodbatlas_advanced_cluster", {f"{SPECS}.region_name": "EUROPE_WEST_9", f"{SPECS}.provider_name": "GCP"},
        ("EUROPE_WEST_9", "FR", "mongodb-ltd"), ("europe-west9", "FR", "google-llc"),
    ),
    "Atlas on Azure": (
        "mongodbatlas_advanced_cluster", {f"{SPECS}.region_name": "EUROPE_WEST", f"{SPECS}.provider_name": "AZURE"},
        ("EUROPE_WEST", "NL", "mongodb-ltd"), ("westeurope", "NL", "microsoft-ireland"),
    ),
    "Atlas, shared": (
        "mongodbatlas_cluster",
        {"provider_region_name": "US_EAST_1", "backing_provider_name": "AWS", "provider_name": "TENANT"},
        ("US_EAST_1", "US", "mongodb-ltd"), ("us-east-1", "US", "aws-emea-sarl"),
    ),
    "Confluent": (
        "confluent_kafka_cluster", {"region": "europe-west9", "cloud": "GCP"},
        ("europe-west9", "FR", "confluent-inc"), ("europe-west9", "FR", "google-llc"),
    ),
    "CockroachDB, the cloud above the region": (
        "cockroach_cluster", {"regions[0].name": "x", "region": "eu-west-1", "cloud_provider": "AWS"},
        ("eu-west-1", "IE", "cockroach-labs"), ("eu-west-1", "IE", "aws-emea-sarl"),
    ),
    "Elastic, a region without prefix": (
        "ec_deployment", {"region": "eu-west-1"},
        ("eu-west-1", "IE", "?operator-not-stated"), ("eu-west-1", "IE", "aws-emea-sarl"),
    ),
    "Databricks": (
        "databricks_mws_workspaces", {"aws_region": "eu-central-1"},
        ("eu-central-1", "DE", "databricks-inc"), ("eu-central-1", "DE", "aws-emea-sarl"),
    ),
    "Qovery on Scaleway": (
        "qovery_cluster", {"region": "fr-par", "cloud_provider": "SCW"},
        ("fr-par", "FR", "birdsight"), ("fr-par", "FR", "scaleway-sas"),
    ),
    "Upsun on AWS": (
        "platformsh_project", {"region": "eu.platform.sh"},
        ("eu.platform.sh", "IE", "platformsh-sas"), ("?", "IE", "?"),
    ),
    "Supabase": (
        "supabase_project", {"region": "eu-west-3"},
        ("eu-west-3", "FR", "supabase-inc"), ("eu-west-3", "FR", "aws-emea-sarl"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("type_", "attributes", "primary", "below"), CASES.values(), ids=CASES)
def test_both_are_places(
    type_: str, attributes: dict[str, Scalar], primary: tuple[str, str, str], below: tuple[str, str, str]
) -> None:
    first, *others = found(resource(f"{type_}.x", attributes))
    assert first == ("primary", *primary)
    (second,) = (item for item in others if item[0] == "infrastructure")
    if below[0] == "?":
        assert second[2] == below[1]
    else:
        assert second == ("infrastructure", *below)


UNKNOWN: dict[str, tuple[str, dict[str, Scalar]]] = {
    "a cloud of one's own": ("aiven_pg", {"cloud_name": "custom-hospital-paris"}),
    "a region that the cloud does not have": ("aiven_pg", {"cloud_name": "aws-europe-west9"}),
    "nothing says which cloud": ("confluent_kafka_cluster", {"region": "eu-west-3"}),
    "another cloud": ("confluent_kafka_cluster", {"region": "eu-west-3", "cloud": "OWN"}),
    "the name of another cloud": (
        "mongodbatlas_advanced_cluster", {f"{SPECS}.region_name": "WESTERN_EUROPE", f"{SPECS}.provider_name": "AWS"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("type_", "attributes"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_no_record_explains_is_unknown(type_: str, attributes: dict[str, Scalar]) -> None:
    listed = found(resource(f"{type_}.x", attributes))
    assert [item[0] for item in listed] == ["primary"]
    assert listed[0][2].startswith("?")


def test_resources_that_differ_only_in_whose_region_it_is_differ() -> None:
    """`eu-west-3` is no region of Google's."""
    one = resource("confluent_kafka_cluster.one", {"region": "eu-west-3", "cloud": "AWS"})
    other = resource("confluent_kafka_cluster.other", {"region": "eu-west-3", "cloud": "GCP"})
    listed = places(stack(one, other, blocks=(block("confluent"),)), shipped())
    assert told(listed[one.address][0])[1] == "FR"
    assert told(listed[other.address][0])[1] == "?region-unknown"


def test_every_place_of_a_cluster_has_its_infrastructure() -> None:
    spread = {
        f"{SPECS}.region_name": "EU_WEST_3", f"{SPECS}.provider_name": "AWS",
        "replication_specs[0].region_configs[1].region_name": "WESTERN_EUROPE",
        "replication_specs[0].region_configs[1].provider_name": "GCP",
    }  # fmt: skip
    listed = found(resource("mongodbatlas_advanced_cluster.x", spread))
    assert [(role, country) for role, _, country, _ in listed] == [
        ("primary", "FR"), ("replica", "BE"), ("infrastructure", "FR"), ("infrastructure", "BE"),
    ]  # fmt: skip


ACCOUNTS: dict[str, tuple[dict[str, str], list[tuple[str, str, str]]]] = {
    "locator at Amazon": (
        {"account": "xy12345.eu-west-3.aws"},
        [("primary", "FR", "snowflake-inc"), ("infrastructure", "FR", "aws-emea-sarl")],
    ),
    "locator without cloud": (
        {"account": "xy12345.eu-central-1"},
        [("primary", "DE", "snowflake-inc"), ("infrastructure", "DE", "aws-emea-sarl")],
    ),
    "locator at Microsoft": (
        {"account": "xy12345.west-europe.azure"},
        [("primary", "NL", "snowflake-inc"), ("infrastructure", "NL", "microsoft-ireland")],
    ),
    "host with its region": (
        {"host": "xy12345.eu-central-1.snowflakecomputing.com"}, [("primary", "DE", "snowflake-inc")],
    ),
    "host of a private link": (
        {"host": "xy12345.eu-west-1.privatelink.snowflakecomputing.com"}, [("primary", "IE", "snowflake-inc")],
    ),
    "account without region": ({"account": "chu-main"}, [("primary", "?region-unknown", "snowflake-inc")]),
    "organization and account": (
        {"organization_name": "chu", "account_name": "main"}, [("primary", "?no-provider-region", "snowflake-inc")],
    ),
    "host of an organization": (
        {"host": "chu-main.privatelink.snowflakecomputing.com"}, [("primary", "?no-provider-region", "snowflake-inc")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "expected"), ACCOUNTS.values(), ids=ACCOUNTS)
def test_an_account_of_snowflake_names_its_region_or_does_not(
    settings: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    made = stack(
        resource("snowflake_database.d"),
        blocks=(block("snowflake", **{name: const(value) for name, value in settings.items()}),),
    )
    assert [(item.role, *told(item)[1:3]) for item in places(made, shipped())["snowflake_database.d"]] == expected


def test_redis_cloud_on_amazon() -> None:
    cloud = "cloud_provider[0]"
    said: dict[str, Scalar] = {f"{cloud}.provider": "AWS", f"{cloud}.region[0].region": "eu-west-3"}
    assert [item[::2] for item in found(resource("rediscloud_subscription.s", said))] == [
        ("primary", "FR"), ("infrastructure", "FR"),
    ]  # fmt: skip


def test_why_a_place_is_not_known_is_said_in_the_words_of_each() -> None:
    """Two spellings of one region that is on Azure: neither has a country, and each says so of what it wrote."""
    written = ("azure-europe", "Azure-Europe")
    items = [resource(f"aiven_pg.a{n}", {"cloud_name": name}) for n, name in enumerate(written)]
    together = places(stack(*items, blocks=(block("aiven"),)), shipped())
    for item in items:
        alone = places(stack(item, blocks=(block("aiven"),)), shipped())
        assert together[item.address] == alone[item.address]
