"""Who holds the keys of a resource's data, as far as the resource says so itself."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from market import Market, Sold
from souverain import custody, findings, gate
from souverain.asked import profile_facts
from souverain.config import ClassRule, Config
from souverain.engine import RawFinding
from souverain.engine.rules import load as rules
from souverain.findings import Asked, Finding
from souverain.i18n import Lang
from souverain.knowledge import load
from souverain.model import Constant, Expression, References, Resource, Scalar, known
from souverain.reports import groups as grouping

KEY = "arn:aws:kms:eu-west-3:123456789012:key/11111111-1111-1111-1111-111111111111"
NAMED = References(("aws_kms_key.records.arn", "aws_kms_key.records"))
RULE = "extra-eu-jurisdiction"
SSE = "server_side_encryption_configuration[0].rule[0].apply_server_side_encryption_by_default[0]"


def resource(type_: str, says: Mapping[str, Scalar], writes: Mapping[str, Expression]) -> Resource:
    return Resource(address=f"{type_}.x", type=type_, name="x", provider="", attributes=says, expressions=writes)


def literal(**says: Scalar) -> tuple[dict[str, Scalar], dict[str, Expression]]:
    return dict(says), {path: Constant(value) for path, value in says.items()}


CASES = [
    ("nothing said", "aws_db_instance", ({}, {}), "custody-not-stated"),
    ("not encrypted", "aws_db_instance", literal(storage_encrypted=False), "none"),
    ("encrypted, no key named", "aws_db_instance", literal(storage_encrypted=True), "provider-managed"),
    (
        "a key by its id",
        "aws_db_instance",
        literal(storage_encrypted=True, kms_key_id=KEY),
        "customer-key-in-provider-kms",
    ),
    ("a key by reference", "aws_db_instance", ({}, {"kms_key_id": NAMED}), "customer-key-in-provider-kms"),
    (
        "the provider's own key",
        "aws_ebs_volume",
        literal(encrypted=True, kms_key_id="alias/aws/ebs"),
        "provider-managed",
    ),
    (
        "a key in a state, that anyone may have chosen",
        "aws_db_instance",
        ({"kms_key_id": KEY}, {}),
        "custody-not-settled",
    ),
    (
        "a key of the provider's in a state",
        "aws_ebs_volume",
        ({"encrypted": True, "kms_key_id": "alias/aws/ebs"}, {}),
        "provider-managed",
    ),
    (
        "settled after apply",
        "aws_ebs_volume",
        ({}, {"encrypted": References(("var.encrypted",))}),
        "custody-not-settled",
    ),
    ("a key for an unencrypted volume", "aws_ebs_volume", literal(encrypted=False, kms_key_id=KEY), "none"),
    ("objects, by the provider", "aws_s3_bucket", literal(**{f"{SSE}.sse_algorithm": "AES256"}), "provider-managed"),
    (
        "objects, by a key",
        "aws_s3_bucket",
        literal(**{f"{SSE}.sse_algorithm": "aws:kms", f"{SSE}.kms_master_key_id": KEY}),
        "customer-key-in-provider-kms",
    ),
    ("a stream that says none", "aws_kinesis_stream", literal(encryption_type="NONE"), "none"),
    (
        "the weakest of two volumes",
        "aws_instance",
        literal(**{"root_block_device[0].encrypted": True, "ebs_block_device[0].encrypted": False}),
        "none",
    ),
    (
        "one of two volumes, the other not settled",
        "aws_instance",
        (
            {"root_block_device[0].encrypted": True},
            {
                "root_block_device[0].encrypted": Constant(value=True),
                "ebs_block_device[0].encrypted": References(("var.e",)),
            },
        ),
        "custody-not-settled",
    ),
    ("the key of a password", "aws_db_instance", literal(master_user_secret_kms_key_id=KEY), "custody-not-stated"),
    ("insights beside it", "aws_db_instance", literal(performance_insights_kms_key_id=KEY), "custody-not-stated"),
    (
        "a vault's key",
        "azurerm_storage_account",
        literal(**{"customer_managed_key[0].key_vault_key_id": "https://v.vault.azure.net/keys/k/1"}),
        "customer-key-in-provider-kms",
    ),
    (
        "a key of Google's KMS",
        "google_sql_database_instance",
        literal(encryption_key_name="projects/p/locations/l/keyRings/r/cryptoKeys/k"),
        "customer-key-in-provider-kms",
    ),
    ("a type that no table knows", "acme_store", literal(encrypted=True), "provider-managed"),
]


@pytest.mark.parametrize(("type_", "said", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_stated(type_: str, said: tuple[dict[str, Scalar], dict[str, Expression]], expected: str) -> None:
    found = custody.stated(resource(type_, *said))
    assert found is not None
    assert (found.value or found.reason) == expected
    assert found.known == (found.value is not None)


@pytest.mark.parametrize("type_", ["aws_iam_role", "aws_kms_key", "aws_vpc"])
def test_what_holds_no_data_has_no_keys(type_: str) -> None:
    assert custody.stated(resource(type_, *literal(kms_key_id=KEY))) is None


@pytest.mark.parametrize("number", range(len(CASES)))
def test_the_order_of_attributes_says_nothing(number: int) -> None:
    _, type_, (says, writes), _ = CASES[number]
    turned = resource(type_, dict(reversed(says.items())), dict(reversed(writes.items())))
    assert custody.stated(turned) == custody.stated(resource(type_, says, writes))


# --- What it changes: nothing but the effect -------------------------------------------------------------------------

DATABASE = Sold(
    source="hashicorp/aws", type="aws_db_instance", says={"storage_encrypted": True}, block={"region": "eu-west-3"}
)


def judged(
    word: str, *, external_keys: str = "evidence", fail_on: str = "error", lang: Lang = "en"
) -> tuple[str, list[Finding]]:
    """The verdict of `health` on a database in Paris at a US company, and its refusals."""
    market = Market()
    established = market.established(DATABASE).established
    stores = [msgspec.structs.replace(one, custody=known(word)) for one in established.resources]
    asked = profile_facts("health", market.knowledge)
    reach = msgspec.structs.replace(asked.reach, external_keys=external_keys)
    asked = msgspec.structs.replace(asked, reach=reach)
    made = market.document(msgspec.structs.replace(established, resources=tuple(stores)), asked)
    config = Config(as_of=made.as_of, classes=(ClassRule(data="health"),), fail_on=fail_on, lang=lang)
    under = Asked(
        profile=market.knowledge.profiles["health"],
        regime=market.knowledge.regimes["health"],
        rules=rules(),
        config=config,
    )
    found = findings.judge(made, market.answers(made), under, market.knowledge)
    return gate.verdict(made, found, config).verdict, [one for one in found if (one.rule, one.status) == (RULE, "fail")]


@pytest.mark.parametrize(
    ("word", "external_keys", "fail_on", "verdict", "severity"),
    [
        ("client-side", "evidence", "error", "fail", "error"),
        ("external", "evidence", "error", "fail", "error"),
        ("provider-managed", "warning", "error", "fail", "error"),
        ("customer-key-in-provider-kms", "warning", "error", "fail", "error"),
        ("none", "warning", "error", "fail", "error"),
        ("external", "warning", "error", "pass", "warning"),
        ("client-side", "warning", "error", "pass", "warning"),
        ("client-side", "warning", "warning", "fail", "warning"),
    ],
)
def test_a_profile_may_let_keys_outside_lower_a_refusal(
    word: str, external_keys: str, fail_on: str, verdict: str, severity: str
) -> None:
    said, refusals = judged(word, external_keys=external_keys, fail_on=fail_on)
    assert said == verdict
    assert [one.severity for one in refusals] == [severity]


@pytest.mark.parametrize("word", load().custodies)
def test_every_custody_says_what_it_changes(word: str) -> None:
    record = load().custodies[word]
    for lang in ("en", "fr"):
        _, (refusal,) = judged(word, lang=lang)
        (line,) = [line for line in refusal.evidence if line.about == "keys"]
        assert record.name[lang] in line.text
        assert record.effect[lang] in line.text
        assert (line.grade, bool(line.source), line.as_of) == (record.grade, True, record.as_of)


def test_keys_are_no_cause_of_their_own() -> None:
    """A refusal is the same one when keys change hands: a baseline goes on knowing it."""
    prints = {judged(word)[1][0].fingerprint for word in load().custodies}
    groups = {word: judged(word)[1][0].group for word in load().custodies}
    assert len(prints) == 1
    assert groups["none"] == groups["provider-managed"] == groups["customer-key-in-provider-kms"]
    assert len(set(groups.values())) == 3


@pytest.mark.parametrize(
    ("others", "told"), [((), True), (("provider-managed",), True), (("none",), False), (("",), False)]
)
def test_a_report_names_the_keys_that_all_of_one_cause_have(others: tuple[str, ...], told: bool) -> None:
    words = ("provider-managed", *others)
    found = [msgspec.structs.replace(judged(word)[1][0], address=f"x.{number}") for number, word in enumerate(words)]
    (group,) = grouping.groups(found)
    assert (group.size, any(line.about == "keys" for line in group.first.evidence)) == (len(words), told)


def test_a_severity_is_lowered_and_never_raised() -> None:
    rule = rules()["reported_jurisdiction"]
    raw = RawFinding(rule="reported_jurisdiction", status="fail", subject=0, severity="warning")
    priced = findings.pricing.price(raw, rule, {}, strict=False)
    assert priced is not None
    assert priced.severity == rule.severity == "note"
