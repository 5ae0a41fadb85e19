"""The traps that cost others their users, with the knowledge that ships."""

from __future__ import annotations

from functools import cache

import pytest
from placement_cases import block, const, places, refs, resource, stack

from souverain import knowledge
from souverain.knowledge import Knowledge
from souverain.model import Module, ProviderConfig, Resource, Scalar
from souverain.placement import Placed


@cache
def shipped() -> Knowledge:
    return knowledge.load()


def first(found: Resource, *blocks: ProviderConfig, **more: object) -> Placed:
    return places(stack(found, blocks=blocks, **more), shipped())[found.address][0]  # type: ignore[arg-type]


def at(placed: Placed) -> tuple[str | None, tuple[str, ...] | None]:
    return placed.site.provider.value, placed.site.countries.value


def parents(placed: Placed) -> set[str]:
    """Who owns the operator, up to the top."""
    found, waiting = set(), [placed.site.operator.value or ""]
    while waiting:
        entity = waiting.pop()
        if entity and entity not in found:
            found.add(entity)
            waiting += [edge.owner for edge in shipped().owners(entity)]
    return found


# --- 1. The region of a provider in a plan is never evaluated ------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [("var.map", "var.key"), ("var.area", "local.n"), ("local.region",), ("var.env",), ("module.net.region",)],
    ids=["lookup", "template", "local", "condition", "module output"],
)
def test_a_region_that_is_not_evaluated_is_unknown(names: tuple[str, ...]) -> None:
    modules = (Module(address="", defaults={"env": "prod", "map.eu": "eu-west-3", "key": "us", "area": "us"}),)
    found = first(resource("aws_s3_bucket.b"), block("aws", region=refs(*names)), modules=modules)
    assert not found.site.countries.known
    assert found.basis.why[-1].code.startswith("settle-")


# --- 2. A value that is unknown in `after` may be stated in the configuration --------------------------------------


def test_a_real_provider_leaves_open_what_the_configuration_states() -> None:
    """As planned by the providers of Scaleway and Hetzner themselves."""
    scaleway = block("scaleway", region=const("fr-par"), zone=refs("var.zone"))
    modules = (Module(address="", defaults={"zone": "nl-ams-1"}),)
    bucket = resource("scaleway_object_bucket.b", expressions={"region": const("nl-ams")}, unknown=("region", "id"))
    server = resource("scaleway_instance_server.s", unknown=("zone", "id"))
    silent = resource("scaleway_object_bucket.b", unknown=("region", "id"))
    assert at(first(bucket, scaleway, modules=modules)) == ("scaleway", ("NL",))
    assert at(first(server, scaleway, modules=modules)) == ("scaleway", ("NL",))
    assert at(first(silent, scaleway, modules=modules)) == ("scaleway", ("FR",))
    ashburn = first(resource("hcloud_server.s", {"location": "ash"}), block("hcloud"))
    assert at(ashburn) == ("hetzner", ("US",))


# --- 3. The name of the provider is not the operator ---------------------------------------------------------------

ENDPOINTS = {
    "OVHcloud": ("https://s3.gra.io.cloud.ovh.net", "gra", ("ovhcloud", ("FR",))),
    "Clever Cloud, whose documents say us-east-1": (
        "https://cellar-c2.services.clever-cloud.com",
        "us-east-1",
        ("clever-cloud", ("FR",)),
    ),
    "Cloud Temple, whose documents say eu-west-3": (
        "https://ns.s3.fr1.cloud-temple.com",
        "eu-west-3",
        ("cloud-temple", ("FR",)),
    ),
    "Scaleway": ("https://s3.nl-ams.scw.cloud", "nl-ams", ("scaleway", ("NL",))),
    "Outscale": ("https://oos.cloudgouv-eu-west-1.outscale.com", "cloudgouv-eu-west-1", ("outscale", ("FR",))),
    "Infomaniak": ("https://s3.pub1.infomaniak.cloud", "us-east-1", ("infomaniak", ("CH",))),
    "nobody we know": ("https://s3.hospital.example", "eu-west-3", (None, None)),
}


@pytest.mark.parametrize(("endpoint", "region", "expected"), ENDPOINTS.values(), ids=ENDPOINTS)
def test_an_endpoint_of_object_storage_says_who_answers(
    endpoint: str, region: str, expected: tuple[str | None, tuple[str, ...] | None]
) -> None:
    aws = block("aws", region=const(region), endpoints__s3=const(endpoint))
    found = first(resource("aws_s3_bucket.b"), aws)
    assert at(found) == expected
    assert "amazon" not in parents(found)
    assert first(resource("aws_sqs_queue.q"), aws).site.provider.value == "aws"


def test_openstack_is_whoever_auth_url_says() -> None:
    container = resource("openstack_objectstorage_container_v1.c")
    ovh = block("openstack", auth_url=const("https://auth.cloud.ovh.net/v3/"), region=const("GRA"))
    swiss = block("openstack", auth_url=const("https://api.pub1.infomaniak.cloud/identity"), region=const("dc3-a"))
    assert at(first(container, ovh)) == ("ovhcloud", ("FR",))
    assert at(first(container, swiss)) == ("infomaniak", ("CH",))
    unknown = first(container, block("openstack", region=const("GRA")))
    assert not unknown.site.operator.known
    assert not unknown.site.countries.known


def test_google_technology_is_not_google() -> None:
    bucket = resource("google_storage_bucket.b", {"location": "U-FRANCE-EAST1"})
    s3ns = first(bucket, block("google", universe_domain=const("s3nsapis.fr")))
    assert at(s3ns) == ("s3ns", ("FR",))
    assert s3ns.site.operator.value == "s3ns-sas"
    assert at(first(resource("google_storage_bucket.b", {"location": "EUROPE-WEST9"}), block("google"))) == (
        "gcp",
        ("FR",),
    )


@pytest.mark.parametrize(
    ("host", "expected"),
    [("management.sovcloud-api.fr", ("bleu", ("FR",))), ("management.sovcloud-api.de", ("delos", ("DE",)))],
    ids=["Bleu", "Delos"],
)
def test_microsoft_technology_is_not_microsoft(host: str, expected: tuple[str, tuple[str, ...]]) -> None:
    account = resource("azurerm_storage_account.s", {"location": "francecentral"})
    assert at(first(account, block("azurerm", metadata_host=const(host)))) == expected


@pytest.mark.parametrize(
    ("region", "operator"),
    [("eu-west-3", "aws-emea-sarl"), ("us-gov-west-1", "aws-inc"), ("eusc-de-east-1", "aws-esc-gmbh")],
    ids=["commercial", "government", "European Sovereign Cloud"],
)
def test_partitions_have_their_operators(region: str, operator: str) -> None:
    assert first(resource("aws_s3_bucket.b"), block("aws", region=const(region))).site.operator.value == operator


# --- 4. Zone beats region, the same id is elsewhere, `eu` is not the Union -----------------------------------------

PLACES: dict[str, tuple[str, dict[str, Scalar], tuple[str, ...]]] = {
    "Casablanca": ("aws_instance", {"region": "eu-west-3", "availability_zone": "eu-west-3-cmn-wlz-1a"}, ("MA",)),
    "London at AWS": ("aws_s3_bucket", {"region": "eu-west-2"}, ("GB",)),
    "Paris at Outscale": ("outscale_volume", {"subregion_name": "eu-west-2a"}, ("FR",)),
    "Zurich": ("google_storage_bucket", {"location": "europe-west6"}, ("CH",)),
    "London and Frankfurt": ("google_storage_bucket", {"location": "EUR7"}, ("DE", "GB")),
    "the Union, nobody says where": ("google_storage_bucket", {"location": "EU"}, ("EU",)),
    "Serbia": ("oci_objectstorage_bucket", {"region": "eu-jovanovac-1"}, ("RS",)),
    "London at OVHcloud": ("ovh_cloud_project_kube", {"region": "UK1"}, ("GB",)),
    "Switzerland at T-Systems": ("opentelekomcloud_compute_instance_v2", {"region": "eu-ch2"}, ("CH",)),
}


@pytest.mark.parametrize(("type_", "attributes", "expected"), PLACES.values(), ids=PLACES)
def test_names_mean_what_their_provider_says(
    type_: str, attributes: dict[str, Scalar], expected: tuple[str, ...]
) -> None:
    found = resource(f"{type_}.x", attributes, key=None)
    assert first(found).site.countries.value == expected


def test_a_further_place_of_its_own_names_the_attribute_that_states_it() -> None:
    nodes = resource("ovh_cloud_project_database.d", {"nodes[0].region": "GRA", "nodes[1].region": "BHS"})
    found = places(stack(nodes, blocks=(block("ovh", endpoint=const("ovh-eu")),)), shipped())[nodes.address]
    assert [(placed.role, placed.via) for placed in found] == [("primary", ""), ("replica", "nodes[1].region")]


def test_a_subnet_in_a_local_zone_takes_what_stands_in_it_out_of_the_region() -> None:
    """The instance says nothing of a zone; its subnet is in Casablanca, and the region of the block is Paris."""
    subnets = (
        resource("aws_subnet.away", {"availability_zone": "eu-west-3-cmn-wlz-1a"}),
        resource("aws_subnet.home", {"availability_zone": "eu-west-3a", "id": "subnet-1"}),
    )
    unknown = ("availability_zone", "subnet_id", "vpc_zone_identifier", "subnet_ids")
    inside = {
        "aws_instance.away": ("subnet_id", refs("aws_subnet.away.id"), [("MA",)]),
        "aws_instance.home": ("subnet_id", refs("aws_subnet.home.id"), [("FR",)]),
        "aws_instance.none": ("ami", const("ami-1"), [("FR",)]),
        "aws_autoscaling_group.both": (
            "vpc_zone_identifier",
            refs("aws_subnet.home.id", "aws_subnet.away.id"),
            [("MA",), ("FR",)],
        ),
        "aws_db_subnet_group.away": ("subnet_ids", refs("aws_subnet.away.id"), [("MA",)]),
        "aws_db_instance.away": ("db_subnet_group_name", refs("aws_db_subnet_group.away.name"), [("MA",)]),
    }
    made = [
        resource(address, expressions={path: expression}, unknown=(*unknown, "db_subnet_group_name"))
        for address, (path, expression, _) in inside.items()
    ]
    known = resource("aws_instance.known", {"subnet_id": "subnet-1"})
    region = block("aws", region=const("eu-west-3"))
    found = places(stack(*subnets, *made, known, blocks=(region,)), shipped())
    for address, (_, _, countries) in inside.items():
        assert [placed.site.countries.value for placed in found[address]] == countries, address
    assert at(found["aws_instance.known"][0]) == ("aws", ("FR",))


# --- 5. One resource, several countries; global is not unknown -----------------------------------------------------


def test_geo_redundancy_and_backups_that_leave() -> None:
    account = resource(
        "azurerm_storage_account.s", {"location": "westeurope", "account_replication_type": "GRS"}, key="azurerm"
    )
    database = resource("scaleway_rdb_instance.d", {"region": "fr-par"})
    found = places(stack(account, database), shipped())
    assert [(item.role, item.site.countries.value) for item in found[account.address]] == [
        ("primary", ("NL",)),
        ("replica", ("IE",)),
    ]
    assert [(item.role, item.site.countries.value) for item in found[database.address]] == [
        ("primary", ("FR",)),
        ("backup", ("NL",)),
    ]


def test_global_is_not_unknown() -> None:
    role = first(resource("aws_iam_role.r"), block("aws", region=const("eu-west-3")))
    assert (role.site.region.value, role.site.countries.value) == ("global", ("*",))


def test_each_value_in_a_provider_block_is_unknown() -> None:
    block_of_many = block("aws.by_region", region=refs("each.value"))
    found = first(resource("aws_s3_bucket.b", key="aws.by_region"), block_of_many)
    assert found.site.countries.reason == "differs-by-instance"


# --- 6. Absent often means the United States -----------------------------------------------------------------------


@pytest.mark.parametrize("type_", ["datadog_logs_index", "newrelic_alert_policy"], ids=["Datadog", "New Relic"])
def test_absent_means_the_documented_default(type_: str) -> None:
    placed = first(resource(f"{type_}.x", key=None))
    assert (placed.site.countries.value, placed.basis.confidence) == (("US",), "assumed")


def test_a_dataset_that_says_nothing_is_in_the_united_states() -> None:
    found = first(resource("google_bigquery_dataset.d"), block("google", region=const("europe-west9")))
    assert (found.site.countries.value, found.basis.confidence) == (("US",), "assumed")


def test_no_provider_has_a_region_by_default_but_by_its_documentation() -> None:
    for type_ in (
        "aws_s3_bucket",
        "outscale_snapshot",
        "openstack_objectstorage_container_v1",
        "google_compute_address",
    ):
        assert not first(resource(f"{type_}.x")).site.countries.known, type_


# --- Places that stand where nobody looks --------------------------------------------------------------------------

ORDER = "plan[0].configuration"
WHERE: dict[str, tuple[Resource, tuple[str, str]]] = {
    "the order of a server": (
        resource(
            "ovh_dedicated_server.s",
            {
                f"{ORDER}[0].label": "dedicated_os", f"{ORDER}[0].value": "gra",
                f"{ORDER}[1].label": "dedicated_datacenter", f"{ORDER}[1].value": "bhs",
            },
        ),
        ("ovhcloud", "CA"),
    ),
    "the order of a machine": (
        resource("ovh_vps.v", {f"{ORDER}[0].label": "vps_datacenter", f"{ORDER}[0].value": "SBG"}), ("ovhcloud", "FR"),
    ),
    "nodes of a database": (resource("ovh_cloud_project_database.d", {"nodes[0].region": "DE"}), ("ovhcloud", "DE")),
    "an availability domain": (
        resource("oci_core_instance.i", {"availability_domain": "xYzA:EU-FRANKFURT-1-AD-1"}), ("oci", "DE"),
    ),
    "an identifier of Oracle": (
        resource("oci_core_volume.v", {"id": "ocid1.volume.oc1.eu-paris-1.abcd"}), ("oci", "FR"),
    ),
    "a zone in a link": (
        resource("google_compute_instance.i", {"zone": "https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a"}),
        ("gcp", "US"),
    ),
    "a zone in an identifier": (
        resource("scaleway_instance_volume.v", {"id": "nl-ams-1/11111111-1111-1111-1111-111111111111"}),
        ("scaleway", "NL"),
    ),
    "a region of the sixth AWS provider": (resource("aws_s3_bucket.b", {"region": "us-east-1"}), ("aws", "US")),
}  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), WHERE.values(), ids=WHERE)
def test_a_place_that_stands_elsewhere(found: Resource, expected: tuple[str, str]) -> None:
    provider, countries = at(first(found, block("aws", region=const("eu-west-3"))))
    assert (provider, "+".join(countries or ())) == expected


def test_what_an_order_says_of_something_else_is_no_place() -> None:
    found = resource("ovh_dedicated_server.s", {f"{ORDER}[0].label": "dedicated_os", f"{ORDER}[0].value": "gra"})
    assert not first(found).site.countries.known


def test_a_container_that_names_its_account() -> None:
    """Versions 3 and 4 of the provider."""
    account = resource("azurerm_storage_account.a", {"location": "francecentral", "name": "records"})
    by_reference = resource(
        "azurerm_storage_container.c",
        {"storage_account_name": "records"},
        expressions={"storage_account_name": refs("azurerm_storage_account.a.name")},
    )
    by_name = resource("azurerm_storage_container.d", {"storage_account_name": "records"})
    by_id = resource(
        "azurerm_storage_container.e", expressions={"storage_account_id": refs("azurerm_storage_account.a.id")}
    )
    listed = places(stack(account, by_reference, by_name, by_id), shipped())
    told = {item.address[-1]: listed[item.address][0] for item in (by_reference, by_name, by_id)}
    assert {name: at(found)[1] for name, found in told.items()} == dict.fromkeys("cde", ("FR",))
    assert {name: found.basis.confidence for name, found in told.items()} == {
        "c": "derived",
        "d": "assumed",
        "e": "derived",
    }
