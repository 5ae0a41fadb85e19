"""Providers: those that the input shows, those that follow from the configuration, those of which nothing is known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from documents import BUCKET, SECRET, UNKNOWN, Json, preview, provider, read, step, urn

from souverain.model import Constant, Expression, References, Stack, Unevaluated

ANY = Unevaluated()


def stack(*, name: str = "default", config: Json | None = None, inputs: Json | None = None, **fields: Any) -> Stack:
    """A bucket and, when it has inputs, the provider that it uses."""
    steps = [step("create", BUCKET, "records", provider=provider(name))]
    if inputs is not None:
        steps.append(step("create", "pulumi:providers:aws", name, inputs=inputs, **fields))
    return read(preview(*steps, config=config))


def expressions(found: Stack, name: str = "default") -> dict[str, Expression]:
    return dict(found.providers[urn("pulumi:providers:aws", name)].expressions)


CONFIGURED: dict[str, tuple[Json, dict[str, Expression]]] = {
    "a region": ({"aws:region": "eu-west-3"}, {"region": Constant("eu-west-3")}),
    "nothing": ({}, {}),
    "another package's": ({"gcp:region": "europe-west9"}, {}),
    "a secret within": (
        {"aws:assumeRole": '{"roleArn": {"secure": "v1:abc"}}'},
        {"assume_role.role_arn": ANY},
    ),
    "a secret": ({"aws:region": "[secret]"}, {"region": ANY}),
    "an object": (
        {"aws:defaultTags": '{"tags":{"dataClass":"health"}}'},
        {"default_tags.tags.dataClass": Constant("health")},
    ),
    "an empty text": ({"aws:region": ""}, {}),
    "a credential": ({"aws:secretKey": "abc"}, {"secret_key": ANY}),
}


@pytest.mark.parametrize(("config", "expected"), CONFIGURED.values(), ids=CONFIGURED)
def test_a_default_provider_follows_from_the_configuration(config: Json, expected: dict[str, Expression]) -> None:
    assert expressions(stack(config=config)) == expected


INPUTS: dict[str, tuple[Json, dict[str, Expression]]] = {
    "a region": ({"region": "us-east-1"}, {"region": Constant("us-east-1")}),
    "an unknown region": ({"region": UNKNOWN}, {"region": ANY}),
    "a secret region": ({"region": SECRET}, {"region": ANY}),
    "endpoints in a text": (
        {"endpoints": '[{"s3":"https://s3.gra.io.cloud.ovh.net"}]'},
        {"endpoints[0].s3": Constant("https://s3.gra.io.cloud.ovh.net")},
    ),
    "endpoints as they are": (
        {"endpoints": [{"s3": "https://s3.gra.io.cloud.ovh.net"}]},
        {"endpoints[0].s3": Constant("https://s3.gra.io.cloud.ovh.net")},
    ),
    "an unknown within a text": (
        {"endpoints": json.dumps([{"s3": UNKNOWN}])},
        {"endpoints[0].s3": ANY},
    ),
    "a secret within a text": ({"endpoints": json.dumps([{"s3": SECRET}])}, {"endpoints[0].s3": ANY}),
    "a text that is broken JSON": ({"endpoints": '[{"s3":'}, {"endpoints": ANY}),
    "a key twice within a text": ({"endpoints": '[{"s3":"https://a","s3":"https://b"}]'}, {"endpoints": ANY}),
    "plural of a block": (
        {"assumeRoles": '[{"roleArn":"arn:aws:iam::1:role/x"}]'},
        {"assume_role[0].role_arn": Constant("arn:aws:iam::1:role/x")},
    ),
    "which program it is": ({"version": "7.0.0", "pluginDownloadURL": "x", "__internal": {}}, {}),
    "a switch": ({"s3UsePathStyle": "true"}, {"s3_use_path_style": Constant(True)}),
    "a credential": ({"accessKey": "AKIA", "token": "t"}, {"access_key": ANY, "token": ANY}),
}


@pytest.mark.parametrize(("inputs", "expected"), INPUTS.values(), ids=INPUTS)
def test_what_an_explicit_provider_states(inputs: Json, expected: dict[str, Expression]) -> None:
    assert expressions(stack(name="mine", inputs=inputs), "mine") == expected


def test_the_configuration_of_the_stack_is_not_that_of_an_explicit_provider() -> None:
    assert expressions(stack(name="mine", inputs={}, config={"aws:region": "eu-west-3"}), "mine") == {}


def test_a_default_provider_that_is_shown_counts_more_than_the_configuration() -> None:
    found = stack(inputs={"region": "eu-west-1"}, config={"aws:region": "eu-west-3"})
    assert expressions(found) == {"region": Constant("eu-west-1")}


def test_an_unknown_setting_refers_to_what_it_depends_on() -> None:
    zone = urn("clinic:index:Zone", "zone")
    found = stack(name="mine", inputs={"region": UNKNOWN}, propertyDependencies={"region": [zone]})
    assert expressions(found, "mine") == {"region": References((zone,))}


def test_an_explicit_provider_that_is_not_shown_is_unknown_and_a_gap() -> None:
    found = stack(name="mine", config={"aws:region": "eu-west-3"})
    assert set(expressions(found, "mine").values()) == {ANY}
    assert {"region", "endpoints"} <= expressions(found, "mine").keys()
    (gap,) = found.gaps
    assert (gap.address, gap.reason.code) == (urn("pulumi:providers:aws", "mine"), "pulumi-provider-not-shown")


@pytest.mark.parametrize("operation", ["delete", "read"])
def test_a_provider_of_what_is_not_judged_is_not_missed(operation: str) -> None:
    written = step(operation, BUCKET, "records", old={"provider": provider("mine")}, provider=provider("mine"))
    assert read(preview(written)).gaps == ()


def test_alias_and_source() -> None:
    found = stack(name="mine", inputs={})
    mine = found.providers[urn("pulumi:providers:aws", "mine")]
    assert (mine.alias, mine.name, mine.source) == ("mine", "aws", "pulumi/aws")
    assert stack().providers[urn("pulumi:providers:aws", "default")].alias == ""


def test_a_package_of_one_version_of_an_api_is_that_package() -> None:
    package = "azure-native_storage_v20230101"
    written = step("create", f"{package}:storage:StorageAccount", "a", provider=provider(package=package))
    found = read(preview(written))
    (key,) = found.providers
    assert found.providers[key].source == found.resources[0].provider == "pulumi/azure-native"
