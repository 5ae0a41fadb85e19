"""Where the key of a store is kept in the end: in the provider's key service, outside of it, or nobody sees where."""

from __future__ import annotations

import msgspec
import pytest
from graph_cases import refs, resource, stack

from souverain import facts
from souverain.config import Config
from souverain.declared import DeclaredEntity, DeclaredKeys, DeclaredRegion, DeclaredSite, Overlay
from souverain.knowledge import load
from souverain.model import Resource, Stack

AS_OF = "2026-11-24"
PARIS = {"region": "eu-west-3"}
SIGNED = {"author": "RSSI", "date": "2026-11-01"}
OURS = Overlay(
    path="souverain.yaml",
    entities=(DeclaredEntity(id="chu", name="CHU", country="FR", kind="public", **SIGNED),),
    sites=(
        DeclaredSite(
            id="hsm",
            hosts=("*.chu.example",),
            operator="chu",
            regions=(DeclaredRegion(id="here", country="FR"),),
            **SIGNED,
        ),
    ),
)


def volume(key: str) -> Resource:
    """A volume encrypted with a key of the stack."""
    return resource(
        "aws_ebs_volume.v",
        {"availability_zone": "eu-west-3a", "encrypted": True, "tags.data-class": "health"},
        {"encrypted": refs("x"), "kms_key_id": refs(f"{key}.arn")},
    )


def proxy(host: str) -> Resource:
    return resource("aws_kms_custom_key_store.s", {**PARIS, "xks_proxy_uri_endpoint": f"https://{host}"})


KEY = resource("aws_kms_key.k", PARIS)
EXTERNAL = resource(
    "aws_kms_key.k", {**PARIS, "xks_key_id": "bb85"}, {"custom_key_store_id": refs("aws_kms_custom_key_store.s.id")}
)
IN_A_MODULE = resource("aws_kms_key.k", PARIS, {"custom_key_store_id": refs("aws_kms_custom_key_store.s.id")})
CLUSTER = resource("aws_cloudhsm_v2_cluster.c", PARIS)
CLOUDHSM = resource("aws_kms_custom_key_store.s", PARIS, {"cloud_hsm_cluster_id": refs("aws_cloudhsm_v2_cluster.c.id")})
ALIAS = resource("aws_kms_alias.a", PARIS, {"target_key_id": refs("aws_kms_key.k.key_id")})


def bucket(key: str) -> Resource:
    return resource(
        "google_storage_bucket.v",
        {"location": "europe-west9", "labels.data-class": "health"},
        {"encryption[0].default_kms_key_name": refs(f"{key}.id")},
    )


def google(level: str, **writes: str) -> Resource:
    return resource(
        "google_kms_crypto_key.k",
        {"key_ring": "projects/p/locations/europe-west9/keyRings/r", "version_template[0].protection_level": level},
        {path: refs(name) for path, name in writes.items()},
    )


RESOLVER = resource(
    "google_kms_ekm_connection.e", {"location": "europe-west9", "service_resolvers[0].hostname": "ekm.chu.example"}
)
VERSION = resource(
    "google_kms_crypto_key_version.v",
    {"external_protection_level_options[0].external_key_uri": "https://ekm.chu.example/v0/k"},
    {"crypto_key": refs("google_kms_crypto_key.k.id")},
)
VAULT = resource("azurerm_key_vault_key.k", {}, {"key_vault_id": refs("azurerm_key_vault.v.id")})
MANAGED = resource(
    "azurerm_key_vault_managed_hardware_security_module_key.k",
    {},
    {"managed_hsm_id": refs("azurerm_key_vault_managed_hardware_security_module.m.id")},
)


def account(key: str) -> tuple[Resource, ...]:
    """A storage account whose key another resource names."""
    return (
        resource("azurerm_storage_account.v", {"location": "francecentral", "tags.data-class": "health"}),
        resource(
            "azurerm_storage_account_customer_managed_key.c",
            {},
            {"storage_account_id": refs("azurerm_storage_account.v.id"), "key_vault_key_id": refs(f"{key}.id")},
        ),
    )


PROVIDERS = "customer-key-in-provider-kms"
CASES: dict[str, tuple[tuple[Resource, ...], str, str]] = {
    "in the key service": ((volume("aws_kms_key.k"), KEY), PROVIDERS, ""),
    "imported material": (
        (volume("aws_kms_external_key.k"), resource("aws_kms_external_key.k", PARIS)),
        PROVIDERS,
        "",
    ),
    "in modules that the provider runs": ((volume("aws_kms_key.k"), IN_A_MODULE, CLOUDHSM, CLUSTER), PROVIDERS, ""),
    "behind a proxy of the house": (
        (volume("aws_kms_key.k"), EXTERNAL, proxy("xks.chu.example")),
        "external",
        "chu",
    ),
    "behind an alias too": (
        (volume("aws_kms_alias.a"), ALIAS, EXTERNAL, proxy("xks.chu.example")),
        "external",
        "chu",
    ),
    "behind a proxy that nobody knows": (
        (volume("aws_kms_key.k"), EXTERNAL, proxy("xks.example")),
        "external",
        "unknown",
    ),
    "in a store that the input does not hold": ((volume("aws_kms_key.k"), EXTERNAL), "external", "unknown"),
    "at Google": ((bucket("google_kms_crypto_key.k"), google("HSM")), PROVIDERS, "google-llc"),
    "at Google, outside, at a resolver of the house": (
        (
            bucket("google_kms_crypto_key.k"),
            google("EXTERNAL_VPC", crypto_key_backend="google_kms_ekm_connection.e.id"),
            RESOLVER,
        ),
        "external",
        "chu",
    ),
    "at Google, outside, by its address": (
        (bucket("google_kms_crypto_key.k"), google("EXTERNAL"), VERSION),
        "external",
        "chu",
    ),
    "at Google, outside, nobody sees where": (
        (bucket("google_kms_crypto_key.k"), google("EXTERNAL")),
        "external",
        "unknown",
    ),
    "in a vault of Azure": ((*account("azurerm_key_vault_key.k"), VAULT), PROVIDERS, "microsoft-ireland"),
    "in a managed module of Azure, which is still Microsoft's": (
        (*account("azurerm_key_vault_managed_hardware_security_module_key.k"), MANAGED),
        PROVIDERS,
        "microsoft-ireland",
    ),
}


def kept(made: Stack) -> tuple[str, str]:
    """Custody of the store, and who runs the place of its keys: "" where that is the place of the store."""
    config = Config(as_of=AS_OF, overlay=OURS)
    found = facts.establish([made], load().with_overlay(OURS), config).established
    store = found.resources[0]
    assert store.custody is not None
    operators = {found.places[ref.place].operator.value or "unknown" for ref in store.places if ref.role == "keys"}
    return store.custody.value or store.custody.reason, ", ".join(sorted(operators))


@pytest.mark.parametrize(("resources", "custody", "operator"), CASES.values(), ids=CASES)
def test_who_keeps_the_key(resources: tuple[Resource, ...], custody: str, operator: str) -> None:
    assert kept(stack(*resources)) == (custody, operator)


@pytest.mark.parametrize("path", ["xks_key_id", "custom_key_store_id"])
def test_what_says_that_a_key_is_outside_decides(path: str) -> None:
    """Without the key of its own in the store, or without the store, the same stack says something else."""
    attributes = {name: value for name, value in EXTERNAL.attributes.items() if name != path}
    expressions = {name: value for name, value in EXTERNAL.expressions.items() if name != path}
    changed = msgspec.structs.replace(EXTERNAL, attributes=attributes, expressions=expressions)
    with_both = kept(stack(volume("aws_kms_key.k"), EXTERNAL, proxy("xks.chu.example")))
    assert kept(stack(volume("aws_kms_key.k"), changed, proxy("xks.chu.example"))) != with_both


def test_a_key_that_refers_to_itself_ends() -> None:
    one = resource("aws_kms_alias.a", PARIS, {"target_key_id": refs("aws_kms_alias.b.arn")})
    other = resource("aws_kms_alias.b", PARIS, {"target_key_id": refs("aws_kms_alias.a.arn")})
    assert kept(stack(volume("aws_kms_alias.a"), one, other))[0] == PROVIDERS


def declared(custody: str, **patterns: str) -> Overlay:
    """What the house says of keys that no code shows."""
    said = DeclaredKeys(custody=custody, **patterns, **SIGNED)  # type: ignore[arg-type]
    return msgspec.structs.replace(OURS, keys=(said,))


DECLARED = {
    "all": ({}, "client-side"),
    "by address": ({"address": "aws_ebs_volume.*"}, "client-side"),
    "of this input": ({"input": "plan.json"}, "client-side"),
    "until that day": ({"until": AS_OF}, "client-side"),
    "of another": ({"address": "*.archive"}, PROVIDERS),
    "of another input": ({"input": "dev.json"}, PROVIDERS),
    "until a day before": ({"until": "2026-11-23"}, PROVIDERS),
}


@pytest.mark.parametrize(("patterns", "expected"), DECLARED.values(), ids=DECLARED)
def test_what_no_code_shows_is_declared(patterns: dict[str, str], expected: str) -> None:
    overlay = declared("client-side", **patterns)
    made = stack(volume("aws_kms_key.k"), KEY)
    found = facts.establish([made], load().with_overlay(overlay), Config(as_of=AS_OF, overlay=overlay)).established
    custody = found.resources[0].custody
    assert custody is not None
    assert custody.value == expected
    assert (custody.grade, custody.source) == (("own", ("RSSI",)) if expected == "client-side" else (None, ()))
    assert found.resources[1].custody is None, "a key has none"
