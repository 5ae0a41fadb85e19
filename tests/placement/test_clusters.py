"""Software on what the stack makes: what runs in a cluster is where the cluster is, with whoever runs that."""

from __future__ import annotations

from functools import cache

import pytest
from placement_cases import block, const, places, primary, refs, resource, stack, steps, told

from souverain import knowledge
from souverain.knowledge import Knowledge
from souverain.model import Module, ProviderConfig, Resource

AWS = block("aws", region=const("eu-west-3"))
EKS = resource("aws_eks_cluster.c")
GKE = resource("google_container_cluster.g", {"location": "europe-west9", "endpoint": "34.1.2.3"})
SECRET = resource("kubernetes_secret.s")
PARIS = ("eu-west-3", "FR", "aws-emea-sarl", "derived")


@cache
def shipped() -> Knowledge:
    return knowledge.load()


def kubernetes(host: str, key: str = "kubernetes") -> ProviderConfig:
    return block(key, host=refs(host))


CASES: dict[str, tuple[tuple[Resource, ...], tuple[ProviderConfig, ...], tuple[str, str, str, str]]] = {
    "a cluster of the plan": ((EKS, SECRET), (AWS, kubernetes("aws_eks_cluster.c.endpoint")), PARIS),
    "a cluster that is read": (
        (resource("data.aws_eks_cluster.c"), SECRET), (AWS, kubernetes("data.aws_eks_cluster.c.endpoint")), PARIS,
    ),
    "an address that says nothing": (
        (GKE, SECRET), (kubernetes("google_container_cluster.g.endpoint"),),
        ("europe-west9", "FR", "google-llc", "derived"),
    ),
    "a part of what the cluster gives": (
        (resource("scaleway_k8s_cluster.k", {"region": "fr-par"}), SECRET),
        (kubernetes("scaleway_k8s_cluster.k.kubeconfig[0].host"),), ("fr-par", "FR", "scaleway-sas", "derived"),
    ),
    "Helm": (
        (EKS, resource("helm_release.r")), (AWS, block("helm", kubernetes__host=refs("aws_eks_cluster.c.endpoint"))),
        PARIS,
    ),
    "an address that says it": (
        (SECRET,), (block("kubernetes", host=const("https://A1.gr7.eu-west-3.eks.amazonaws.com")),), PARIS,
    ),
    "a database on a server of the plan": (
        (resource("aws_db_instance.d"), resource("postgresql_database.p")),
        (AWS, block("postgresql", host=refs("aws_db_instance.d.address"))), PARIS,
    ),
    "another alias": (
        (EKS, resource("kubernetes_secret.s", key="kubernetes.other")),
        (AWS, kubernetes("aws_eks_cluster.c.endpoint"), block("kubernetes.other", host=const("https://10.0.0.1"))),
        ("?endpoint-unknown", "?endpoint-unknown", "?endpoint-unknown", "unknown"),
    ),
    "a cluster that is not in the plan": (
        (SECRET,), (kubernetes("aws_eks_cluster.c.endpoint"),),
        ("?endpoint-unresolved", "?endpoint-unresolved", "?endpoint-unresolved", "unknown"),
    ),
    "a cluster without place": (
        (EKS, SECRET), (block("aws", region=refs("local.region")), kubernetes("aws_eks_cluster.c.endpoint")),
        ("?needs-source", "?needs-source", "?operator-depends-on-region", "unknown"),
    ),
    "clusters that differ": (
        (
            resource('aws_eks_cluster.c["a"]', {"region": "eu-west-3"}),
            resource('aws_eks_cluster.c["b"]', {"region": "us-east-1"}), SECRET,
        ),
        (AWS, kubernetes("aws_eks_cluster.c")),
        ("?parents-differ", "?parents-differ", "?parents-differ", "unknown"),
    ),
    "what stands on itself": (
        (resource("kubernetes_service.s"),), (kubernetes("kubernetes_service.s.id"),),
        ("?endpoint-unresolved", "?endpoint-unresolved", "?endpoint-unresolved", "unknown"),
    ),
    "nothing": (
        (SECRET,), (block("kubernetes"),),
        ("?provider-without-region", "?provider-without-region", "?operator-not-stated", "unknown"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("resources", "blocks", "expected"), CASES.values(), ids=CASES)
def test_what_runs_in_a_cluster(
    resources: tuple[Resource, ...], blocks: tuple[ProviderConfig, ...], expected: tuple[str, ...]
) -> None:
    assert told(primary(stack(*resources, blocks=blocks), market=shipped())) == expected


def test_a_cluster_in_a_module() -> None:
    modules = (
        Module(address=""),
        Module(address="module.eks", outputs={"endpoint": refs("aws_eks_cluster.c.endpoint")}),
    )
    made = stack(
        resource("module.eks.aws_eks_cluster.c", {"region": "eu-central-1"}), SECRET,
        blocks=(AWS, kubernetes("module.eks.endpoint")), modules=modules,
    )  # fmt: skip
    found = primary(made, market=shipped())
    assert told(found)[:2] == ("eu-central-1", "DE")
    assert steps(found)[0] == "endpoint-of-resource"


def test_a_service_stays_with_its_operator_in_the_place_of_the_workspace() -> None:
    """Where the provider is a service and not software, what it runs on is a second party, and does not replace it."""
    made = stack(
        resource("azurerm_databricks_workspace.w", {"location": "francecentral"}),
        resource("databricks_cluster.c"),
        blocks=(block("databricks", host=refs("azurerm_databricks_workspace.w.workspace_url")),),
    )
    found = places(made, shipped())["databricks_cluster.c"]
    assert [(item.role, *told(item)[:3]) for item in found] == [
        ("primary", "francecentral", "FR", "databricks-inc"),
        ("infrastructure", "francecentral", "FR", "microsoft-ireland"),
    ]


def test_a_workspace_of_the_service_itself() -> None:
    made = stack(
        resource("databricks_mws_workspaces.w", {"aws_region": "eu-west-3"}, key="databricks.accounts"),
        resource("databricks_cluster.c"),
        blocks=(
            block("databricks.accounts"),
            block("databricks", host=refs("databricks_mws_workspaces.w.workspace_url")),
        ),
    )
    found = places(made, shipped())["databricks_cluster.c"]
    assert [(item.role, *told(item)[1:3]) for item in found] == [
        ("primary", "FR", "databricks-inc"),
        ("infrastructure", "FR", "aws-emea-sarl"),
    ]


NAMING = {
    "a parameter": ("aws_ssm_parameter.x", "value"),
    "a secret": ("aws_secretsmanager_secret_version.x", "secret_string"),
    "a name": ("aws_route53_record.x", "fqdn"),
    "a cache": ("aws_cloudfront_distribution.x", "domain_name"),
}


@pytest.mark.parametrize(("address", "attribute"), NAMING.values(), ids=NAMING)
def test_what_only_keeps_an_address_is_not_where_it_leads(address: str, attribute: str) -> None:
    made = stack(resource(address), SECRET, blocks=(AWS, kubernetes(f"{address}.{attribute}")))
    assert told(primary(made, market=shipped()))[1] == "?endpoint-unresolved"
