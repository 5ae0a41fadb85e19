"""The steps behind the readers follow URNs as they follow Terraform's addresses: copies, and what holds a resource."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import BUCKET, Json, preview, read, recorded, step, urn

from souverain import graph, knowledge, placement, scan, sensitivity
from souverain.config import Config

ROOT = Path(__file__).resolve().parents[3]
RECORDS = "urn:pulumi:dev::clinic::clinic:index:Store$aws:s3/bucket:Bucket::records"
REPLICA = "urn:pulumi:dev::clinic::aws:s3/bucket:Bucket::replica"


@pytest.mark.parametrize("name", ["preview-create.json", "plan-create.json", "preview-update-sames.json", "stack.json"])
def test_a_replication_is_a_flow_from_bucket_to_bucket(name: str) -> None:
    found = recorded(name)
    (flow,) = graph.flows(found)
    ends = [found.resources[end].address for end in (flow.source, flow.target) if end is not None]
    assert (flow.kind, *ends) == ("replicates-to", RECORDS, REPLICA)


def test_a_replication_to_what_is_not_known_is_a_flow_too() -> None:
    flows = graph.flows(recorded("events-create.jsonl"))
    assert {(flow.target, flow.destination) for flow in flows} == {(None, "")}


ACCOUNT, CONTAINER = "azure:storage/account:Account", "azure:storage/container:Container"


def account(**tags: str) -> Json:
    return step("same", ACCOUNT, "records.eu", old={"id": "/subscriptions/1/a"}, inputs={"tags": tags})


def test_what_a_labelled_resource_holds_has_its_class() -> None:
    held = step(
        "create",
        CONTAINER,
        "scans",
        inputs={"storageAccountId": "/subscriptions/1/a"},
        propertyDependencies={"storageAccountId": [urn(ACCOUNT, "records.eu")]},
    )
    classes = sensitivity.classify(read(preview(account(**{"data-class": "health"}), held)), Config())
    assert [found.data_class.value for found in classes] == ["health", "health"]


def test_labels_and_default_labels() -> None:
    tagged = step("create", BUCKET, "one", inputs={"tags": {"data-class": "health"}})
    plain = step("create", BUCKET, "two", provider=f"{urn('pulumi:providers:aws', 'default')}::x")
    config = {"aws:defaultTags": '{"tags":{"data-class":"health"}}'}
    classes = sensitivity.classify(read(preview(tagged, plain, config=config)), Config())
    assert [found.data_class.value for found in classes] == ["health", "health"]


WEST = {"location": "westeurope"}
REDUNDANCY = {"redundancySettings": {"standardTierStorageRedundancy": "LocallyRedundant"}}
NATIVE: dict[str, tuple[str, Json, list[str]]] = {
    "database": ("sql:Database", WEST, ["primary westeurope", "backup northeurope"]),
    "database, local": ("sql:Database", WEST | {"requestedBackupStorageRedundancy": "Local"}, ["primary westeurope"]),
    "managed instance": ("sql:ManagedInstance", WEST, ["primary westeurope", "backup northeurope"]),
    "vault": ("recoveryservices:Vault", WEST, ["primary westeurope", "backup northeurope"]),
    "vault, local": ("recoveryservices:Vault", WEST | {"properties": REDUNDANCY}, ["primary westeurope"]),
    "network of caches": ("cdn:Profile", {}, ["primary global"]),
}


@pytest.mark.parametrize(("kind", "inputs", "expected"), NATIVE.values(), ids=NATIVE)
def test_what_holds_when_a_native_type_says_nothing(kind: str, inputs: Json, expected: list[str]) -> None:
    """The same as for Terraform's type of the same service."""
    made = step("create", f"azure-native:{kind}", "records", inputs=inputs)
    (places,) = placement.place(read(preview(made)), knowledge.load())
    assert [f"{found.role} {found.site.region.value}" for found in places] == expected


SAMPLES = ("samples/paris-bucket/plan.json", "samples/pulumi-bucket/preview.json", "samples/pulumi-bucket")


def test_the_same_infrastructure_has_the_same_findings_whatever_the_tool() -> None:
    """Up to names, and to where the text stands."""
    config = Config(as_of="2026-11-24", profiles=("health", "hds", "secnumcloud"), include_passes=True)
    told = [scan.check([str(ROOT / path)], config).findings for path in SAMPLES]
    kept = [
        [
            (
                one.profile,
                one.rule,
                one.requirement,
                one.status,
                one.severity,
                one.confidence,
                one.message,
                one.remediation,
            )
            for one in findings
        ]
        for findings in told
    ]
    assert kept[0] == kept[1] == kept[2] != []
    addresses = {one.address for findings in told for one in findings if one.address}
    assert {address.rpartition("::")[2].rpartition(".")[2] for address in addresses} == {"records"}


def test_under_the_same_name_the_fingerprints_are_the_same(tmp_path: Path) -> None:
    """A fingerprint holds the cause and the name: Terraform's address in the place of the URN leaves the cause."""
    config = Config(as_of="2026-11-24", profiles=("health", "hds", "secnumcloud"), include_passes=True)
    named = tmp_path / "preview.json"
    urn_ = "urn:pulumi:prod::paris-bucket::aws:s3/bucket:Bucket::records"
    text = (ROOT / SAMPLES[1]).read_text("utf-8")
    named.write_text(text.replace(urn_, "aws_s3_bucket.records"), encoding="utf-8")
    terraform, pulumi = (
        [(one.profile, one.rule, one.requirement, one.status, one.group, one.fingerprint) for one in found]
        for found in (scan.check([str(path)], config).findings for path in (ROOT / SAMPLES[0], named))
    )
    assert terraform == pulumi != []
    assert len({entry[-1] for entry in terraform}) == len(terraform)
