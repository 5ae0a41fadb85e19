"""Objects of Kubernetes that Terraform writes as a whole: what they mention, and where they run."""

from __future__ import annotations

import pytest
from graph_cases import refs, resource, stack

from souverain import graph
from souverain.model import Constant, Expression, ProviderConfig, Resource, Scalar, Stack

DATABASE = resource("aws_db_instance.db", {"tags.data-class": "health"})
CLUSTER = resource("scaleway_k8s_cluster.ours")
CLAIM = resource("kubernetes_persistent_volume_claim_v1.files", {"metadata[0].name": "files"})
CASES: dict[str, tuple[str, dict[str, Scalar], dict[str, Expression], set[str]]] = {
    "an object that mentions a database": (
        "kubernetes_manifest.app",
        {},
        {"manifest": refs("aws_db_instance.db.address")},
        {"reads aws_db_instance.db", "deployed-on scaleway_k8s_cluster.ours"},
    ),
    "an object written out": (
        "kubernetes_manifest.app",
        {"manifest.kind": "Deployment"},
        {"manifest": Constant("x")},
        {"deployed-on scaleway_k8s_cluster.ours"},
    ),
    "a claim that it mounts": (
        "kubernetes_manifest.app",
        {},
        {
            "manifest.spec.template.spec.volumes[0].persistentVolumeClaim.claimName": refs(
                "kubernetes_persistent_volume_claim_v1.files.id"
            )
        },
        {
            "mounted-by kubernetes_persistent_volume_claim_v1.files",
            "reads kubernetes_persistent_volume_claim_v1.files",
            "deployed-on scaleway_k8s_cluster.ours",
        },
    ),
    "a text in YAML that mentions a database": (
        "kubectl_manifest.app",
        {},
        {"yaml_body": refs("aws_db_instance.db.endpoint", "var.image")},
        {"reads aws_db_instance.db", "deployed-on scaleway_k8s_cluster.ours"},
    ),
}


def made(one: Resource) -> Stack:
    block = ProviderConfig(key="k", name="kubernetes", expressions={"host": refs("scaleway_k8s_cluster.ours.host")})
    moved = Resource(**{name: getattr(one, name) for name in one.__struct_fields__} | {"provider_key": "k"})
    found = stack(DATABASE, CLUSTER, CLAIM, moved)
    return Stack(input=found.input, resources=found.resources, providers={"k": block})


@pytest.mark.parametrize(("address", "attributes", "expressions", "expected"), CASES.values(), ids=CASES)
def test_an_object(
    address: str, attributes: dict[str, Scalar], expressions: dict[str, Expression], expected: set[str]
) -> None:
    given = made(resource(address, attributes, expressions))
    names = [one.address for one in given.resources]
    found = {
        f"{flow.kind} {names[flow.source if names[flow.source] != address else flow.target or 0]}"
        for flow in graph.flows(given)
        if flow.target is not None
    }
    assert found == expected
