"""What is kept is what later steps read, and nothing that may be a secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import msgspec
import pytest
from plans import AWS, BUCKET, change, only, plan, stack

from souverain import knowledge
from souverain.knowledge import flows, types
from souverain.model import Constant
from souverain.readers.terraform_plan.scrubbing import host_of, without_credentials
from souverain.readers.terraform_plan.settings import setting
from souverain.readers.terraform_plan.wanted import Wanted

SECRET = "hush-7f3a"  # noqa: S105 (planted, to be looked for)


def nested(path: str, leaf: object) -> object:
    """An argument `a.b` as configurations have it: blocks are lists."""
    for name in reversed(path.split(".")[1:]):
        leaf = [{name: leaf}]
    return leaf


def test_every_setting_that_the_knowledge_asks_for_is_kept() -> None:
    known = knowledge.load()
    for provider in map(known.provider, known.providers()):
        asked = [item.attribute for item in provider.settings]
        asked += [name for cloud in provider.clouds for name in cloud.settings]
        for path in asked:
            found = dict(setting(path.partition(".")[0], nested(path, {"constant_value": "x"})))
            assert list(found.values()) == [Constant("x")], f"{provider.id}: {path}"


def listed() -> Iterator[tuple[str, types.TypeFacts]]:
    for table in filter(None, map(types.table, types.providers())):
        for type_ in table.types:
            if (facts := types.lookup(type_)) is not None:
                yield type_, facts


def test_every_place_that_the_knowledge_asks_for_is_kept() -> None:
    known = knowledge.load()
    rows = dict(listed())
    for provider in map(known.provider, known.providers()):
        for path in provider.location:
            assert Wanted().keeps(path), f"{provider.id}: {path}"
        for default in provider.defaults:
            for type_ in (name for name in rows if any(fnmatchcase(name, glob) for glob in default.types)):
                assert Wanted(rows[type_]).keeps(default.attribute), f"{type_}.{default.attribute}"


def test_every_place_and_switch_of_a_type_is_kept_and_entered() -> None:
    for type_, facts in listed():
        wanted = Wanted(facts)
        for path in (*facts.location, *facts.replicas, *facts.switches):
            assert wanted.keeps(path), f"{type_}.{path}"
            assert wanted.enters(path.partition(".")[0]), f"{type_}.{path}"
            assert wanted.enters_expression(path.partition(".")[0]), f"{type_}.{path}"


def test_what_copies_data_is_kept() -> None:
    lost = {
        f"{type_}.{path}"
        for type_ in flows.table()
        for path in flows.paths(type_)
        if not Wanted(types.lookup(type_), type_).keeps(path)
    }
    assert not lost


def planted() -> dict[str, Any]:
    """A plan with a secret wherever one may stand."""
    variable = {"value": SECRET}
    state = {
        "bucket": "b",
        "user_data": SECRET,
        "password": SECRET,
        "master_password": SECRET,
        "region_password": SECRET,
        "primary_access_key": SECRET,
        "secondary_connection_string": f"AccountKey={SECRET}",
        "client_secret": SECRET,
        "secret_id": SECRET,
        "environment": [{"variables": {"TOKEN": SECRET, "region": SECRET}}],
        "endpoint": f"https://{SECRET}:{SECRET}@hooks.example/{SECRET}?t={SECRET}#{SECRET}",
        "self_link": f"https://{SECRET}@api.example/projects/p?key={SECRET}",
        "replication_configuration": [{"rules": [{"token": SECRET, "destination": [{"password": SECRET}]}]}],
        "tags": {"data-class": "health", "token": SECRET},
        "arn": f"{SECRET}",
    }
    sensitive = {"tags": {"token": True}, "arn": True}
    expressions = {name: {"constant_value": item} for name, item in state.items() if not isinstance(item, list)}
    provider = {
        "region": {"references": ["var.region"]},
        **{
            name: {"constant_value": SECRET}
            for name in ("access_key", "secret_key", "token", "api_key", "password", "features", "client_certificate")
        },
        "endpoints": [{"s3": {"constant_value": f"https://{SECRET}@s3.example/?k={SECRET}"}}],
        "auth_url": {"constant_value": f"https://u:{SECRET}@auth.example/v3"},
        "assume_role": [{"external_id": {"constant_value": SECRET}}],
    }
    child = {"variables": {"password": {"default": SECRET}, "place": {"default": SECRET, "sensitive": True}}}
    return {
        "resource_changes": [
            {
                **change(["update"], after=state, before=state, after_sensitive=sensitive, before_sensitive=sensitive),
            },
            {**change(["delete"], after=None, before=state, before_sensitive=sensitive), "address": "aws_s3_bucket.b"},
            {**change(["create"], after=state, after_sensitive=sensitive), "address": "x_y.z", "type": "x_y"},
        ],
        "planned_values": {"root_module": {"resources": [{**BUCKET, "values": state, "sensitive_values": sensitive}]}},
        "prior_state": {"values": {"outputs": {"o": variable}, "root_module": {}}},
        "resource_drift": [change(["update"], after=state, before=state)],
        "output_changes": {"o": {"after": SECRET}},
        "variables": {"region": {"value": "eu-west-3"}, "password": variable, "place": variable},
        "configuration": {
            "provider_config": {
                "aws": {"name": "aws", "full_name": AWS, "expressions": provider},
                "module.m:aws": {
                    "name": "aws",
                    "module_address": "module.m",
                    "expressions": {"region": {"references": ["var.place"]}},
                },
            },
            "root_module": {
                "outputs": {"o": {"expression": {"constant_value": SECRET}}},
                "variables": {"password": {"default": SECRET}, "place": {"default": SECRET, "sensitive": True}},
                "resources": [{**BUCKET, "provider_config_key": "aws", "expressions": expressions}],
                "module_calls": {
                    "m": {
                        "expressions": {
                            "password": {"constant_value": SECRET},
                            "place": {"constant_value": SECRET},
                            "unused": {"constant_value": SECRET},
                        },
                        "module": child,
                    }
                },
            },
        },
    }


def test_no_secret_is_kept() -> None:
    found = stack(json.dumps({"format_version": "1.2", **planted()}))
    assert len(found.resources) == 3
    assert SECRET not in repr(found)
    assert SECRET.encode() not in msgspec.json.encode(found)


def test_beside_secrets_what_matters_is_kept() -> None:
    found = stack(json.dumps({"format_version": "1.2", **planted()}))
    assert found.resources[0].attributes == {
        "bucket": "b",
        "self_link": "https://api.example/projects/p",
        "endpoint": "https://hooks.example",
        "tags.data-class": "health",
    }
    assert found.resources[0].unknown == {"tags.token", "arn"}
    assert found.variables == {"region": "eu-west-3"}


ADDRESSES = {
    "plain": ("eu-west-3", "eu-west-3", "eu-west-3"),
    "user and password": ("https://u:p@h.example", "https://h.example", "https://h.example"),
    "path": ("https://h.example:8443/a/b", "https://h.example:8443/a/b", "https://h.example:8443"),
    "query": ("https://h.example?a=b", "https://h.example", "https://h.example"),
    "fragment": ("https://h.example/#a", "https://h.example/", "https://h.example"),
    "at sign in a path": ("https://h.example/a@b", "https://h.example/a@b", "https://h.example"),
    "other scheme": ("s3://bucket/key", "s3://bucket/key", "s3://bucket"),
    "number": (7, 7, 7),
}


@pytest.mark.parametrize(("written", "kept", "host"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_addresses_lose_what_may_be_a_secret(written: str | int, kept: str | int, host: str | int) -> None:
    assert without_credentials(written) == kept
    assert host_of(written) == host


def test_labels_are_kept_whole_in_every_spelling() -> None:
    after = {
        "labels": {"data-class": "health"},
        "tags": [{"key": "data-class", "value": "health"}, {"key": "x", "value": None}],
        "tags_all": {"a.b[c]": "d"},
        "metadata": [{"labels": {"data-class": "health"}, "annotations": {"secret": SECRET}}],
    }
    config_map = only(plan({**BUCKET, "type": "kubernetes_config_map", "change": {"actions": [], "after": after}}))
    assert config_map.attributes == {
        "labels.data-class": "health",
        "tags[0].key": "data-class",
        "tags[0].value": "health",
        "tags[1].key": "x",
        "tags_all.a.b[c]": "d",
        "metadata[0].labels.data-class": "health",
    }
