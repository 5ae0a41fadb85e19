"""What has no place of its own is where the resource is that it stands in, when the input shows that resource."""

from __future__ import annotations

import pytest
from placement_cases import block, const, primary, refs, resource, stack, steps, told

from souverain import knowledge, placement
from souverain.model import Module, Resource

GROUP = resource("azurerm_resource_group.rg", {"location": "westeurope", "name": "rg"})
ACCOUNT = resource(
    "azurerm_storage_account.s", {"location": "francecentral", "name": "acc", "id": "/subscriptions/1/acc"}
)
CONTAINER = "azurerm_storage_container.c"
FRANCE = ("francecentral", "FR", "microsoft-ie", "derived")


@pytest.mark.parametrize(
    "container",
    [
        resource(CONTAINER, expressions={"storage_account_id": refs("azurerm_storage_account.s.id")}),
        resource(CONTAINER, {"storage_account_id": "/subscriptions/1/acc"}),
    ],
    ids=["by reference", "by id"],
)
def test_a_child_is_where_its_parent_is(container: Resource) -> None:
    found = primary(stack(GROUP, ACCOUNT, container))
    assert told(found) == FRANCE
    assert steps(found) == ["parent-place", "resource-attribute"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [({}, "eu-west-gra"), ({"availability_zones[0]": "eu-west-par-a"}, "eu-west-par")],
    ids=["where the cluster is", "where it says itself"],
)
def test_nodes_are_where_their_cluster_is(attributes: dict[str, str], expected: str) -> None:
    cluster = resource("ovh_cloud_project_kube.k", {"region": "GRA11"})
    pool = resource(
        "ovh_cloud_project_kube_nodepool.p", attributes, expressions={"kube_id": refs("ovh_cloud_project_kube.k.id")}
    )
    found = placement.place(stack(cluster, pool), knowledge.load())[1][0]
    assert found.site.region.value == expected


def test_a_place_can_be_taken_from_another_resource() -> None:
    vault = resource("azurerm_key_vault.v", expressions={"location": refs("azurerm_resource_group.rg.location")})
    assert told(primary(stack(GROUP, vault))) == ("westeurope", "NL", "microsoft-ie", "assumed")


def test_a_place_that_the_other_resource_takes_from_its_block() -> None:
    volume = resource("aws_ebs_volume.v", expressions={"availability_zone": refs("aws_instance.i.availability_zone")})
    instance = resource("aws_instance.i", unknown=("availability_zone", "region"))
    found = primary(stack(instance, volume, blocks=(block("aws", region=const("eu-west-3")),)))
    assert told(found) == ("eu-west-3", "FR", "aws-emea", "derived")


def test_another_attribute_of_another_resource_is_no_place() -> None:
    vault = resource("azurerm_key_vault.v", expressions={"location": refs("azurerm_resource_group.rg.tags")})
    assert primary(stack(GROUP, vault)).site.countries.reason == "reference-not-resolved"


def test_a_resource_group_is_no_proof() -> None:
    subnet = resource("azurerm_subnet.n", {"virtual_network_name": "elsewhere", "resource_group_name": "rg"})
    assert told(primary(stack(GROUP, subnet))) == ("westeurope", "NL", "microsoft-ie", "assumed")


def test_a_name_is_no_proof() -> None:
    network = resource("azurerm_virtual_network.v", {"location": "francecentral", "name": "net"})
    subnet = resource("azurerm_subnet.n", {"virtual_network_name": "net"})
    assert told(primary(stack(network, subnet)))[3] == "assumed"
    twice = resource("azurerm_virtual_network.w", {"location": "westeurope", "name": "net"})
    assert primary(stack(network, twice, subnet)).site.countries.reason == "parent-named-outside-input"


def test_a_parent_that_is_not_here_is_named() -> None:
    found = primary(stack(resource(CONTAINER, expressions={"storage_account_id": refs("module.data.account_id")})))
    assert found.site.countries.reason == "parent-outside-input"
    assert found.site.countries.args == {"attribute": "storage_account_id", "parent": "module.data.account_id"}


def test_a_parent_without_place_gives_none() -> None:
    nowhere = resource("azurerm_storage_account.s", expressions={"location": refs("local.place")})
    child = resource(CONTAINER, expressions={"storage_account_id": refs("azurerm_storage_account.s.id")})
    found = primary(stack(nowhere, child))
    assert (found.site.countries.reason, found.basis.confidence) == ("parent-unplaced", "unknown")


@pytest.mark.parametrize(
    ("second", "index", "expected"),
    [
        ("francecentral", "each.value", "FR"),
        ("westeurope", "each.value", "?parents-differ"),
        ("westeurope", "each.key", "NL"),
        ("francecentral", "local.key", "?parent-outside-input"),
    ],
    ids=["any of those that agree", "any of those that differ", "the same key", "several names"],
)
def test_siblings_must_agree(second: str, index: str, expected: str) -> None:
    servers = (
        resource('azurerm_mssql_server.s["a"]', {"location": "francecentral"}),
        resource('azurerm_mssql_server.s["b"]', {"location": second}),
    )
    by_index = {"server_id": refs("azurerm_mssql_server.s", index)}
    database = resource('azurerm_mssql_database.d["b"]', expressions=by_index)
    assert told(primary(stack(*servers, database)))[1] == expected


def test_a_parent_in_the_calling_module() -> None:
    child = resource(f'module.m["x"].{CONTAINER}', expressions={"storage_account_id": refs("var.account")})
    module = Module(address="module.m", inputs={"account": refs("azurerm_storage_account.s.id")})
    assert told(primary(stack(ACCOUNT, child, modules=(module,)))) == FRANCE


def test_ids_that_carry_a_place_put_children_beside_their_parent() -> None:
    """Whatever the provider block says: the id of the instance begins with its region."""
    instance = resource("scaleway_rdb_instance.i", {"region": "nl-ams"})
    database = resource("scaleway_rdb_database.d", expressions={"instance_id": refs("scaleway_rdb_instance.i.id")})
    paris = block("scaleway", region=const("fr-par"))
    assert told(primary(stack(instance, database, blocks=(paris,))))[:2] == ("nl-ams", "NL")
    alone = stack(database, blocks=(paris,))
    assert told(primary(alone))[:2] == ("fr-par", "FR")


def test_a_parent_of_another_provider_gives_no_place() -> None:
    child = resource(CONTAINER, expressions={"storage_account_id": refs("aws_s3_bucket.b.id")})
    bucket = resource("aws_s3_bucket.b", {"region": "eu-west-3"})
    assert primary(stack(bucket, child)).site.countries.reason == "parent-unplaced"


def test_a_circle_is_nowhere() -> None:
    one = resource("azurerm_key_vault.a", expressions={"location": refs("azurerm_key_vault.b.location")})
    two = resource("azurerm_key_vault.b", expressions={"location": refs("azurerm_key_vault.a.location")})
    assert not primary(stack(one, two)).site.countries.known


def test_a_chain_without_end_does_not_exhaust_the_stack() -> None:
    chain = [
        resource(f"azurerm_key_vault.v{n}", expressions={"location": refs(f"azurerm_key_vault.v{n + 1}.location")})
        for n in range(2000)
    ]
    last = resource("azurerm_key_vault.v2000", {"location": "francecentral"})
    assert not primary(stack(*chain, last), "azurerm_key_vault.v0").site.countries.known
    assert told(primary(stack(*chain, last), "azurerm_key_vault.v1999"))[1] == "FR"
