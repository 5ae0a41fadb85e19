"""What a resource says itself comes first, the precise before the rest; what is open stands in its expressions."""

from __future__ import annotations

import pytest
from placement_cases import MARKET, block, const, copies, primary, refs, resource, stack, steps, told

from souverain.model import Expression, Module, Resource, Scalar
from souverain.placement import place

VIRGINIA = block("aws", region=const("us-east-1"))
UUID = "11111111-1111-1111-1111-111111111111"
WRITTEN: dict[str, tuple[str, dict[str, Scalar], tuple[str, str]]] = {
    "region": ("aws_s3_bucket", {"region": "eu-west-3"}, ("eu-west-3", "FR")),
    "zone": ("aws_instance", {"availability_zone": "eu-west-3a"}, ("eu-west-3", "FR")),
    "zone beats region": (
        "aws_instance",
        {"region": "eu-west-3", "availability_zone": "eu-west-3-cmn-wlz-1a"},
        ("eu-west-3-cmn-wlz-1a", "MA"),
    ),
    "a zone that no table lists": (
        "aws_instance",
        {"region": "eu-west-3", "availability_zone": "eu-west-3-xyz-1a"},
        ("eu-west-3-xyz-1a", "?region-unknown"),
    ),
    "a region that no table lists": ("aws_s3_bucket", {"region": "eu-south-9"}, ("eu-south-9", "?region-unknown")),
    "an ARN": ("aws_db_instance", {"arn": "arn:aws:rds:eu-west-3:1:db:d"}, ("eu-west-3", "FR")),
    "a region and an ARN": (
        "aws_s3_bucket",
        {"region": "eu-west-3", "arn": "arn:aws:s3:::b"},
        ("eu-west-3", "FR"),
    ),
    "display name": ("azurerm_storage_account", {"location": "France Central"}, ("francecentral", "FR")),
    "code": ("azurerm_storage_account", {"location": "francecentral"}, ("francecentral", "FR")),
    "capitals": ("google_storage_bucket", {"location": "EUROPE-WEST9"}, ("europe-west9", "FR")),
    "multi-region": ("google_storage_bucket", {"location": "EU"}, ("EU", "EU")),
    "dual region": ("google_storage_bucket", {"location": "EUR7"}, ("EUR7", "DE+GB")),
    "countries that nobody states": (
        "google_kms_key_ring",
        {"location": "europe"},
        ("europe", "?country-not-stated"),
    ),
    "global": ("google_kms_key_ring", {"location": "global"}, ("global", "*")),
    "a link": (
        "google_compute_disk",
        {"zone": "https://www.googleapis.com/compute/v1/projects/p/zones/europe-west9-a"},
        ("europe-west9", "FR"),
    ),
    "a self link": (
        "google_compute_address",
        {"self_link": "https://www.googleapis.com/compute/v1/projects/p/regions/europe-west6/addresses/a"},
        ("europe-west6", "CH"),
    ),
    "an instance configuration": (
        "google_spanner_instance",
        {"config": "projects/p/instanceConfigs/regional-europe-west9"},
        ("europe-west9", "FR"),
    ),
    "an id that begins with its zone": ("scaleway_instance_server", {"id": f"nl-ams-1/{UUID}"}, ("nl-ams", "NL")),
    "a nested path": ("ovh_cloud_project_database", {"nodes[0].region": "GRA"}, ("gra", "FR")),
    "upper case": ("ovh_cloud_project_storage", {"region_name": "SBG5"}, ("sbg", "FR")),
}


@pytest.mark.parametrize(("type_", "attributes", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_is_observed(type_: str, attributes: dict[str, Scalar], expected: tuple[str, str]) -> None:
    found = primary(stack(resource(f"{type_}.x", attributes), blocks=(VIRGINIA, block("google"))))
    assert told(found)[:2] == expected
    assert found.basis.confidence == ("unknown" if expected[1].startswith("?") else "observed")


def test_the_same_id_is_elsewhere_at_another_provider() -> None:
    found = stack(
        resource("aws_s3_bucket.b", {"region": "eu-west-2"}),
        resource("outscale_snapshot.s"),
        blocks=(VIRGINIA, block("outscale", region=const("eu-west-2"))),
    )
    assert told(primary(found, "aws_s3_bucket.b"))[:3] == ("eu-west-2", "GB", "aws-emea")
    assert told(primary(found))[:3] == ("eu-west-2", "FR", "outscale-sas")


def test_a_contradiction_is_told_and_the_zone_wins() -> None:
    server = resource("scaleway_k8s_pool.p", {"zone": "nl-ams-1", "region": "fr-par"})
    found = primary(stack(server))
    assert told(found)[:2] == ("nl-ams", "NL")
    assert steps(found) == ["resource-attribute", "contradiction"]
    local = primary(stack(resource("aws_instance.i", {"availability_zone": "eu-west-3a", "region": "eu-west-3"})))
    assert steps(local) == ["resource-attribute"]


OPEN: dict[str, tuple[str, dict[str, Expression], tuple[str, str, str]]] = {
    "constant": ("scaleway_object_bucket", {"region": const("nl-ams")}, ("nl-ams", "NL", "derived")),
    "variable": ("scaleway_object_bucket", {"region": refs("var.place")}, ("nl-ams", "NL", "assumed")),
    "no place": (
        "scaleway_object_bucket",
        {"region": refs("var.env")},
        ("?not-a-place", "?not-a-place", "unknown"),
    ),
    "several names": (
        "scaleway_object_bucket",
        {"region": refs("var.env", "var.place")},
        ("?several-names", "?several-names", "unknown"),
    ),
    "null": ("scaleway_object_bucket", {"region": refs("var.nothing")}, ("fr-par", "FR", "derived")),
    "zone before region": (
        "scaleway_k8s_pool",
        {"zone": refs("local.zone"), "region": const("fr-par")},
        ("?needs-source", "?needs-source", "unknown"),
    ),
}


@pytest.mark.parametrize(("type_", "expressions", "expected"), OPEN.values(), ids=OPEN)
def test_what_is_unknown_before_apply_is_read_in_the_configuration(
    type_: str, expressions: dict[str, Expression], expected: tuple[str, str, str]
) -> None:
    modules = (Module(address="", defaults={"place": "nl-ams", "env": "prod"}, nulls=frozenset({"nothing"})),)
    paris = block("scaleway", region=const("fr-par"), zone=const("fr-par-1"))
    found = stack(resource(f"{type_}.x", expressions=expressions), blocks=(paris,), modules=modules)
    region, countries, _, confidence = told(primary(found))
    assert (region, countries, confidence) == expected


def test_a_known_value_beats_what_the_configuration_says() -> None:
    found = resource("aws_s3_bucket.b", {"region": "eu-west-3"}, expressions={"region": const("us-east-1")})
    assert told(primary(stack(found, blocks=(VIRGINIA,))))[:2] == ("eu-west-3", "FR")


def test_an_argument_that_came_to_null_is_not_written() -> None:
    found = resource("aws_s3_bucket.b", expressions={"region": refs("var.region")}, key="aws")
    null = Resource(
        **{name: getattr(found, name) for name in found.__struct_fields__ if name != "unknown"}, unknown=frozenset()
    )
    assert told(primary(stack(null, blocks=(VIRGINIA,))))[:2] == ("us-east-1", "US")


def test_a_place_that_is_computed_is_that_of_the_block() -> None:
    found = resource("aws_s3_bucket.b", unknown=("region", "arn"))
    assert told(primary(stack(found, blocks=(VIRGINIA,)))) == ("us-east-1", "US", "aws-emea", "derived")


@pytest.mark.parametrize(
    "found",
    [
        resource("azurerm_storage_account.s", unknown=("location",)),
        resource("ovh_cloud_project_database.d", unknown=("nodes[0].region",)),
        resource("ovh_cloud_project_database.d", unknown=("nodes",)),
    ],
    ids=["required", "in a generated block", "in generated blocks"],
)
def test_a_place_that_somebody_chose_and_nobody_shows_is_unknown(found: Resource) -> None:
    assert primary(stack(found, blocks=(block("ovh"), block("azurerm")))).site.countries.reason == "known-after-apply"


def test_several_places_of_one_attribute_are_several_places() -> None:
    nodes = {"nodes[0].region": "GRA", "nodes[1].region": "SBG", "nodes[2].region": "GRA"}
    database = stack(resource("ovh_cloud_project_database.d", nodes))
    assert told(primary(database))[0] == "gra"
    assert copies(database) == [("replica", "sbg", "FR")]
    one_open = resource("ovh_cloud_project_database.d", {"nodes[0].region": "GRA"}, unknown=("nodes[1].region",))
    assert copies(stack(one_open)) == [("replica", "?known-after-apply", "?known-after-apply")]
    replicas = {
        f"replication[0].user_managed[0].replicas[{n}].location": v for n, v in enumerate(("EU", "us-central1"))
    }
    assert copies(stack(resource("google_secret_manager_secret.s", replicas))) == [("replica", "us-central1", "US")]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("google_bigquery_dataset", ("US", "US", "google", "assumed")),
        ("google_secret_manager_secret", ("global", "*", "google", "assumed")),
    ],
    ids=["a country", "the world"],
)
def test_leaving_out_a_place_can_mean_a_place(type_: str, expected: tuple[str, ...]) -> None:
    paris = block("google", region=const("europe-west9"))
    assert told(primary(stack(resource(f"{type_}.x"), blocks=(paris,)))) == expected


@pytest.mark.parametrize("type_", ["random_password", "null_resource"])
def test_what_has_no_place_by_nature_has_none(type_: str) -> None:

    assert place(stack(resource(f"{type_}.x", key=None)), MARKET) == ((),)


def test_a_type_that_no_table_knows_gets_the_generic_rules() -> None:
    unheard = "aws_unheard_thing"
    assert told(primary(stack(resource(f"{unheard}.x", {"region": "eu-west-3"}))))[:2] == ("eu-west-3", "FR")
    silent = primary(stack(resource(f"{unheard}.x"), blocks=(VIRGINIA,)))
    assert told(silent) == ("us-east-1", "US", "aws-emea", "assumed")
    assert "type-not-in-tables" in steps(silent)


def test_an_arn_of_a_bucket_states_the_partition_only() -> None:
    bucket = resource("aws_s3_bucket.b", {"arn": "arn:aws-eusc:s3:::b"})
    assert told(primary(stack(bucket, blocks=(block("aws"),))))[1:3] == ("?no-provider-region", "aws-esc")


def test_an_arn_means_nothing_at_another_provider() -> None:
    moved = block("aws", region=const("gra"), endpoints__s3=const("https://s3.gra.io.cloud.ovh.net"))
    bucket = resource("aws_s3_bucket.b", {"arn": "arn:aws:s3:::b"})
    assert told(primary(stack(bucket, blocks=(moved,))))[:3] == ("gra", "FR", "ovh-sas")
