"""Who hands out the code that runs: the host of an image, and the registry of the stack that it is."""

from __future__ import annotations

import pytest
from graph_cases import flows, refs, resource, stack

from souverain.graph import Flow
from souverain.graph.images import host
from souverain.model import Resource, Stack

ECR = "123456789012.dkr.ecr.eu-west-3.amazonaws.com"

HOSTS = {
    "nginx": "docker.io",
    "nginx:1.27": "docker.io",
    "library/nginx@sha256:0123abcd": "docker.io",
    "org.name/app": "org.name",
    "docker.io/library/nginx": "docker.io",
    "ghcr.io/org/app:1.2": "ghcr.io",
    "GHCR.io/org/app": "ghcr.io",
    f"{ECR}/app:latest": ECR,
    "europe-west9-docker.pkg.dev/project/repository/app": "europe-west9-docker.pkg.dev",
    "rg.fr-par.scw.cloud/space/app": "rg.fr-par.scw.cloud",
    "registry.hospital.example:5000/app:1": "registry.hospital.example:5000",
    "localhost/app": "localhost",
    "localhost:5000/app": "localhost:5000",
    "https://index.docker.io": "index.docker.io",
    "oci://ghcr.io/org/charts": "ghcr.io",
    "docker://quay.io/org/app": "quay.io",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08": "",
}


@pytest.mark.parametrize(("image", "expected"), HOSTS.items(), ids=HOSTS)
def test_the_host_is_read_as_clients_of_containers_read_it(image: str, expected: str) -> None:
    assert host(image) == expected


IMAGE = "spec[0].template[0].spec[0].container[0].image"
URL = "aws_ecr_repository.app.repository_url"


def runs(image: str = "", **expressions: object) -> Resource:
    """A deployment that runs an image."""
    return resource("kubernetes_deployment.d", {IMAGE: image} if image else {}, {**expressions})  # type: ignore[arg-type]


def supplied(found: Stack) -> list[Flow]:
    return [flow for flow in flows(found) if flow.kind == "supplied-by"]


def hosts(found: Stack) -> list[tuple[int | None, str]]:
    """Where the code comes from: a position in the stack, or a host."""
    return [(flow.target, flow.destination) for flow in supplied(found)]


def test_an_image_leads_to_its_host() -> None:
    found = stack(runs("ghcr.io/org/app:1"))
    assert hosts(found) == [(None, "ghcr.io")]
    assert supplied(found)[0].via == f"kubernetes_deployment.d.{IMAGE}"


def test_each_image_is_looked_at() -> None:
    other = IMAGE.replace("container[0]", "container[1]")
    first = IMAGE.replace(".container[0]", ".init_container[0]")
    deployment = resource("kubernetes_deployment.d", {IMAGE: "nginx", other: "quay.io/o/a", first: "ghcr.io/o/a"})
    assert {item for _, item in hosts(stack(deployment))} == {"docker.io", "quay.io", "ghcr.io"}


REGISTRIES: dict[str, tuple[Resource, str]] = {
    "by its address": (resource("aws_ecr_repository.app", {"repository_url": f"{ECR}/app"}), f"{ECR}/app:1"),
    "by its address, with a digest": (
        resource("aws_ecr_repository.app", {"repository_url": f"{ECR}/app"}), f"{ECR}/app@sha256:0123abcd",
    ),
    "by its login server": (
        resource("azurerm_container_registry.app", {"login_server": "chu.azurecr.io"}), "chu.azurecr.io/team/app:1",
    ),
    "by its name, which nobody else can have": (
        resource("azurerm_container_registry.app", {"name": "chuRegistry"}), "churegistry.azurecr.io/app:1",
    ),
    "by its endpoint": (
        resource("scaleway_registry_namespace.app", {"endpoint": "rg.fr-par.scw.cloud/space"}),
        "rg.fr-par.scw.cloud/space/app:1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("registry", "image"), REGISTRIES.values(), ids=REGISTRIES)
def test_a_registry_of_the_stack_is_found(registry: Resource, image: str) -> None:
    (flow,) = supplied(stack(registry, runs(image)))
    assert (flow.kind, flow.source, flow.target, flow.sure) == ("supplied-by", 1, 0, True)


def test_another_repository_of_the_same_host_is_not_it() -> None:
    repository = resource("aws_ecr_repository.app", {"repository_url": f"{ECR}/app"})
    assert hosts(stack(repository, runs(f"{ECR}/application:1"))) == [(None, ECR)]


def test_an_image_that_is_not_known_yet_leads_to_the_registry_that_it_mentions() -> None:
    repository = resource("aws_ecr_repository.app", {"name": "app"})
    only = resource("kubernetes_deployment.d", {}, {IMAGE: refs(URL)})
    with_tag = resource("kubernetes_deployment.d", {}, {IMAGE: refs(URL, "var.tag")})
    for deployment, sure in ((only, True), (with_tag, False)):
        (flow,) = supplied(stack(repository, deployment))
        assert (flow.target, flow.sure) == (0, sure)


def test_what_only_gives_a_part_of_the_name_is_no_registry() -> None:
    parameter = resource("aws_ssm_parameter.tag", {"name": "tag"})
    deployment = resource("kubernetes_deployment.d", {}, {IMAGE: refs("aws_ssm_parameter.tag.value")})
    assert hosts(stack(parameter, deployment)) == [(None, "")]


def test_a_document_that_is_not_known_yet_leads_to_the_registry_that_it_mentions() -> None:
    repository = resource("aws_ecr_repository.app", {"name": "app"})
    task = resource("aws_ecs_task_definition.t", {}, {"container_definitions": refs(URL, "var.tag")})
    assert hosts(stack(repository, task)) == [(0, "")]


def test_what_runs_no_image_has_no_supplier() -> None:
    assert hosts(stack(resource("aws_lambda_function.zip", {"filename": "a.zip"}))) == []


CHARTS = {"https://charts.example/stable": "charts.example", "oci://ghcr.io/o/charts": "ghcr.io", "stable": ""}


@pytest.mark.parametrize(("repository", "expected"), CHARTS.items(), ids=CHARTS)
def test_charts_come_from_an_address_or_from_a_word_that_nobody_here_understands(
    repository: str, expected: str
) -> None:
    assert hosts(stack(resource("helm_release.r", {"repository": repository}))) == [(None, expected)]
