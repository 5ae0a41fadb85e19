"""Variables of the environment that providers read: they count when they may, as assumed, and lose against the code."""

from __future__ import annotations

import pytest
from placement_cases import block, const, resource, stack, told

from souverain import knowledge
from souverain.knowledge import Knowledge
from souverain.model import ProviderConfig, Resource
from souverain.placement import place

PARIS = {"AWS_REGION": "eu-west-3"}
CASES: dict[str, tuple[Resource, ProviderConfig | None, dict[str, str], tuple[str, str, str]]] = {
    "no region in the block": (
        resource("aws_s3_bucket.b"), block("aws"), PARIS, ("eu-west-3", "aws-emea-sarl", "assumed"),
    ),
    "no block at all": (resource("aws_s3_bucket.b"), None, PARIS, ("eu-west-3", "aws-emea-sarl", "assumed")),
    "an aliased block": (
        resource("aws_s3_bucket.b", key="aws.dr"), block("aws.dr"), PARIS, ("eu-west-3", "aws-emea-sarl", "assumed"),
    ),
    "the older name": (
        resource("aws_s3_bucket.b"), block("aws"), {"AWS_DEFAULT_REGION": "eu-west-3"},
        ("eu-west-3", "aws-emea-sarl", "assumed"),
    ),
    "the first name wins": (
        resource("aws_s3_bucket.b"), block("aws"), {"AWS_DEFAULT_REGION": "us-east-1", **PARIS},
        ("eu-west-3", "aws-emea-sarl", "assumed"),
    ),
    "the code wins": (
        resource("aws_s3_bucket.b"), block("aws", region=const("us-east-1")), PARIS,
        ("us-east-1", "aws-emea-sarl", "derived"),
    ),
    "empty is not set": (
        resource("aws_s3_bucket.b"), block("aws"), {"AWS_REGION": ""},
        ("?no-provider-region", "?operator-depends-on-region", "unknown"),
    ),
    "an address of all services": (
        resource("aws_s3_bucket.b"), block("aws", region=const("gra")),
        {"AWS_ENDPOINT_URL": "https://s3.gra.io.cloud.ovh.net"}, ("eu-west-gra", "ovh-sas", "assumed"),
    ),
    "an address of this service": (
        resource("aws_s3_bucket.b"), block("aws", region=const("gra")),
        {"AWS_ENDPOINT_URL_S3": "https://s3.gra.io.cloud.ovh.net"}, ("eu-west-gra", "ovh-sas", "assumed"),
    ),
    "an address of another service": (
        resource("aws_s3_bucket.b"), block("aws", region=const("eu-west-3")),
        {"AWS_ENDPOINT_URL_DYNAMODB": "https://db.example"}, ("eu-west-3", "aws-emea-sarl", "derived"),
    ),
    "an address in the code wins": (
        resource("aws_s3_bucket.b"),
        block("aws", region=const("eu-west-3"), endpoints__s3=const("https://s3.eu-west-3.amazonaws.com")),
        {"AWS_ENDPOINT_URL_S3": "https://s3.gra.io.cloud.ovh.net"}, ("eu-west-3", "aws-emea-sarl", "derived"),
    ),
    "OpenStack": (
        resource("openstack_compute_instance_v2.i"), block("openstack"),
        {"OS_REGION_NAME": "GRA11", "OS_AUTH_URL": "https://auth.cloud.ovh.net/v3"},
        ("eu-west-gra", "ovh-sas", "assumed"),
    ),
    "OVHcloud": (
        resource("ovh_cloud_project_kube.k", {"region": "GRA11"}), block("ovh"), {"OVH_ENDPOINT": "ovh-eu"},
        ("eu-west-gra", "ovh-sas", "assumed"),
    ),
    "Scaleway": (
        resource("scaleway_object_bucket.b"), block("scaleway"), {"SCW_DEFAULT_REGION": "nl-ams"},
        ("nl-ams", "scaleway-sas", "assumed"),
    ),
    "Outscale": (
        resource("outscale_vm.v"), block("outscale"), {"OSC_REGION": "us-east-2"},
        ("us-east-2", "?", "assumed"),
    ),
    "another cloud of Azure": (
        resource("azurerm_storage_account.a", {"location": "chinanorth"}), block("azurerm"),
        {"ARM_ENVIRONMENT": "china"}, ("chinanorth", "21vianet-bluecloud", "assumed"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return knowledge.load()


@pytest.mark.parametrize(("found", "configured", "variables", "expected"), CASES.values(), ids=CASES)
def test_what_the_environment_says(
    found: Resource,
    configured: ProviderConfig | None,
    variables: dict[str, str],
    expected: tuple[str, str, str],
    shipped: Knowledge,
) -> None:
    made = stack(found, blocks=(configured,) if configured else ())
    region, _, operator, confidence = told(place(made, shipped, variables)[0][0])
    assert (region, operator if expected[1] != "?" else "?", confidence) == expected
    steps = [step.args.get("variable") for step in place(made, shipped, variables)[0][0].basis.why]
    assert (confidence == "assumed") is bool(set(steps) & variables.keys())


def test_nothing_counts_unasked(shipped: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    assert told(place(stack(resource("aws_s3_bucket.b"), blocks=(block("aws"),)), shipped)[0][0])[3] == "unknown"
