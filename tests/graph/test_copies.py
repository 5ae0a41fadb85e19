"""Copies are found by expressions, ARNs, ids and names; what cannot be followed is a copy to nobody knows where."""

from __future__ import annotations

import random

import pytest
from graph_cases import flows, flows_of, refs, resource, stack, sure, told
from hypothesis import given
from hypothesis import strategies as st

from souverain.knowledge import types
from souverain.knowledge.flows import table
from souverain.model import Module, Resource
from souverain.readers.terraform_plan.wanted import Wanted

SOURCE = resource("aws_s3_bucket.src", {"bucket": "src"})
DESTINATION = resource("aws_s3_bucket.dst", {"bucket": "dst"})
S3 = "aws_s3_bucket_replication_configuration.r"
RULE = "rule[0].destination[0].bucket"
BY_NAMES = {"bucket": refs("aws_s3_bucket.src.id"), RULE: refs("aws_s3_bucket.dst.arn")}
CONTAINERS = tuple(
    resource(f"ovh_cloud_project_storage.{block}", {"name": name})
    for block, name in (("away", "away"), ("x", "other"), ("same", "away"))
)
NESTED = ("ovh_cloud_project_storage.s", {"name": "s", "replication.rules[0].destination.name": "away"})

CASES: dict[str, tuple[tuple[Resource, ...], list[object]]] = {
    "by expressions": (
        (SOURCE, DESTINATION, resource(S3, {}, BY_NAMES)),
        [("replicates-to", "aws_s3_bucket.src", "aws_s3_bucket.dst", "")],
    ),
    "by values": (
        (SOURCE, DESTINATION, resource(S3, {"bucket": "src", RULE: "arn:aws:s3:::dst"})),
        [("replicates-to", "aws_s3_bucket.src", "aws_s3_bucket.dst", "arn:aws:s3:::dst")],
    ),
    "by a value within an argument that mentions it": (
        (*CONTAINERS[:2], resource(*NESTED, {"replication": refs("ovh_cloud_project_storage.away.name")})),
        [("replicates-to", "ovh_cloud_project_storage.s", "ovh_cloud_project_storage.away", "away")],
    ),
    "by a value within an argument that mentions another": (
        (*CONTAINERS[:2], resource(*NESTED, {"replication": refs("ovh_cloud_project_storage.x.name")})),
        [("replicates-to", "ovh_cloud_project_storage.s", None, "away")],
    ),
    "by a value within an argument that mentions two of that name": (
        (
            *CONTAINERS,
            resource(
                *NESTED,
                {"replication": refs("ovh_cloud_project_storage.away.name", "ovh_cloud_project_storage.same.name")},
            ),
        ),
        [("replicates-to", "ovh_cloud_project_storage.s", None, "away")],
    ),
    "outside the stack": (
        (SOURCE, resource(S3, {"bucket": "src", RULE: "arn:aws:s3:::far"})),
        [("replicates-to", "aws_s3_bucket.src", None, "arn:aws:s3:::far")],
    ),
    "not resolved": (
        (SOURCE, resource(S3, {"bucket": "src"}, {RULE: refs("module.x.arn")})),
        [("replicates-to", "aws_s3_bucket.src", None, "")],
    ),
    "generated block": (
        (SOURCE, resource(S3, {"bucket": "src"}, unknown=(RULE,))),
        [("replicates-to", "aws_s3_bucket.src", None, "")],
    ),
    "source outside the stack": (
        (resource(S3, {"bucket": "elsewhere", RULE: "arn:aws:s3:::far"}),),
        [("replicates-to", S3, None, "arn:aws:s3:::far")],
    ),
    "a replica that is a resource": (
        (
            resource("aws_db_instance.a", {"identifier": "a"}),
            resource("aws_db_instance.b", {}, {"replicate_source_db": refs("aws_db_instance.a.arn")}),
        ),
        [("replicates-to", "aws_db_instance.a", "aws_db_instance.b", "")],
    ),
    "a replica of what is not here": (
        (resource("aws_db_instance.b", {"replicate_source_db": "arn:aws:rds:eu-west-3:1:db:a"}),),
        [],
    ),
    "snapshot": (
        (
            resource("aws_ebs_volume.v"),
            resource("aws_ebs_snapshot.s", {}, {"volume_id": refs("aws_ebs_volume.v.id")}),
        ),
        [("backs-up-to", "aws_ebs_volume.v", "aws_ebs_snapshot.s", "")],
    ),
    "to a region": (
        (
            resource("aws_db_instance.a"),
            resource(
                "aws_db_snapshot_copy.c",
                {"destination_region": "us-east-1"},
                {"source_db_snapshot_identifier": refs("aws_db_instance.a.id")},
            ),
        ),
        [("backs-up-to", "aws_db_instance.a", None, "us-east-1")],
    ),
    "a block that the provider computes": (
        (SOURCE, resource("aws_s3_bucket.new", {}, unknown=("replication_configuration",))),
        [],
    ),
    "leaving": (
        (SOURCE, DESTINATION, resource(S3, {"bucket": "src", RULE: "arn:aws:s3:::dst"}, action="delete")),
        [],
    ),
    "another provider": (
        (
            resource("scaleway_rdb_instance.d"),
            resource("scaleway_rdb_snapshot.s", {}, {"instance_id": refs("scaleway_rdb_instance.d.id")}),
        ),
        [("backs-up-to", "scaleway_rdb_instance.d", "scaleway_rdb_snapshot.s", "")],
    ),
}


@pytest.mark.parametrize(("resources", "expected"), CASES.values(), ids=CASES)
def test_copies_are_found(resources: tuple[Resource, ...], expected: list[object]) -> None:
    assert told(stack(*resources)) == expected


def test_a_copy_says_what_makes_it() -> None:
    (flow,) = flows(stack(SOURCE, DESTINATION, resource(S3, {}, BY_NAMES)))
    assert flow.via == f"{S3}.{RULE}"


def test_a_copy_through_a_module_output_and_an_input() -> None:
    modules = (
        Module(address=""),
        Module(address="module.dst", outputs={"arn": refs("aws_s3_bucket.b.arn")}),
        Module(address="module.src", inputs={"target": refs("module.dst.arn")}),
    )
    found = told(
        stack(
            resource("module.dst.aws_s3_bucket.b"),
            resource("module.src.aws_s3_bucket.b"),
            resource(f"module.src.{S3}", {}, {"bucket": refs("aws_s3_bucket.b.id"), RULE: refs("var.target")}),
            modules=modules,
        )
    )
    assert found == [("replicates-to", "module.src.aws_s3_bucket.b", "module.dst.aws_s3_bucket.b", "")]


def test_siblings_are_paired_by_their_key() -> None:
    by_index = {"bucket": refs("aws_s3_bucket.src", "count.index"), RULE: refs("aws_s3_bucket.dst", "count.index")}
    blocks = ("aws_s3_bucket.src", "aws_s3_bucket.dst", S3)
    resources = [
        resource(f"{name}[{number}]", {}, by_index if name == S3 else {}) for number in range(3) for name in blocks
    ]
    assert told(stack(*resources)) == [
        ("replicates-to", f"aws_s3_bucket.src[{number}]", f"aws_s3_bucket.dst[{number}]", "") for number in range(3)
    ]


def test_a_rule_sends_its_own_vault_only() -> None:
    plan = resource(
        "aws_backup_plan.p",
        {
            "rule[0].target_vault_name": "near",
            "rule[1].target_vault_name": "other",
            "rule[1].copy_action[0].destination_vault_arn": "arn:aws:backup:us-east-1:1:backup-vault:far",
        },
    )
    vaults = [resource(f"aws_backup_vault.{name}", {"name": name}) for name in ("near", "other")]
    assert told(stack(*vaults, plan)) == [
        ("backs-up-to", "aws_backup_vault.other", None, "arn:aws:backup:us-east-1:1:backup-vault:far")
    ]


def test_a_selection_is_copied_where_its_plan_says() -> None:
    far = "arn:aws:backup:us-east-1:1:backup-vault:far"
    plan = {"rule[0].target_vault_name": "v", "rule[0].copy_action[0].destination_vault_arn": far}
    selection = {"plan_id": refs("aws_backup_plan.p.id"), "resources": refs("aws_db_instance.d.arn")}
    found = told(
        stack(
            resource("aws_db_instance.d"),
            resource("aws_backup_vault.v", {"name": "v"}),
            resource("aws_backup_plan.p", plan),
            resource("aws_backup_selection.s", {}, selection),
        )
    )
    assert {(source, target or destination) for _, source, target, destination in found} == {
        ("aws_db_instance.d", "aws_backup_vault.v"),
        ("aws_db_instance.d", far),
        ("aws_backup_vault.v", far),
    }


def test_a_type_whose_table_calls_it_a_backup_needs_no_row() -> None:
    facts = types.lookup("google_netapp_backup")
    assert facts is not None
    assert facts.kind == "backup"
    found = told(
        stack(
            resource("google_netapp_volume.v"),
            resource("google_netapp_backup.b", {}, {"source_volume": refs("google_netapp_volume.v.id")}),
        )
    )
    assert found == [("backs-up-to", "google_netapp_volume.v", "google_netapp_backup.b", "")]


@given(st.randoms(use_true_random=False))
def test_the_order_of_resources_does_not_matter(shuffle: random.Random) -> None:
    resources = [SOURCE, DESTINATION, resource(S3, {"bucket": "src", RULE: "arn:aws:s3:::dst"})]
    resources += [resource(f"aws_db_instance.d{number}", {"identifier": f"d{number}"}) for number in range(3)]
    resources += [resource("aws_db_instance.r", {"replicate_source_db": "d1"})]
    expected = set(told(stack(*resources)))
    assert expected
    shuffle.shuffle(resources)
    assert set(told(stack(*resources))) == expected


@pytest.mark.parametrize("type_", sorted(table()))
def test_every_mover_is_a_type_of_the_tables_and_its_paths_are_read(type_: str) -> None:
    facts = types.lookup(type_)
    assert facts is not None, f"{type_} is in no table"
    wanted = Wanted(facts, type_)
    for row in table()[type_]:
        own = () if row.through else row.destinations
        unread = [
            path
            for path in (row.source, row.through, row.only, *own)
            if path and path[0] not in "~$" and not wanted.keeps(path)
        ]
        assert not unread, f"{type_}: a reader drops {unread}"


def test_a_mover_of_nobody_knows_what_can_move_all_that_its_attribute_names() -> None:
    blind = resource("module.m." + S3, {RULE: "arn:aws:s3:::far"}, {"bucket": refs("local.bucket")})
    near = resource("module.m.aws_s3_bucket.near")
    copied = resource("module.m.aws_s3_bucket.copied", {"bucket": "copied"})
    known = resource(
        "module.m.aws_s3_bucket_replication_configuration.k", {"bucket": "copied", RULE: "arn:aws:s3:::far"}
    )
    assert sure(stack(SOURCE, near, copied, known, blind)) == {
        ("module.m.aws_s3_bucket.copied", True),
        (blind.address, True),
        ("module.m.aws_s3_bucket.near", False),
    }
    assert sure(stack(SOURCE, blind)) == {(blind.address, True), ("aws_s3_bucket.src", False)}


def test_many_movers_of_nobody_knows_what_stay_few_flows() -> None:
    blind = [
        resource(f"{S3}{number}", {RULE: "arn:aws:s3:::far"}, {"bucket": refs("local.b")}) for number in range(200)
    ]
    found = [flow for flow in flows(stack(SOURCE, *blind)) if not flow.sure]
    assert len(found) == 6
    assert found[-1].destination == ""


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("aws_rds_cluster.c", "global_cluster_identifier"),
        ("aws_rds_cluster.c", "replication_source_identifier"),
        ("aws_rds_cluster.c", "kms_key_id"),
        ("aws_ecr_repository.r", "encryption_configuration[0].kms_key"),
        ("azurerm_managed_disk.d", "disk_encryption_set_id"),
        ("google_kms_crypto_key.k", "crypto_key_backend"),
    ],
)
def test_an_empty_text_names_nothing(address: str, path: str) -> None:
    """States write it where nothing is chosen: it is no copy, and no key, of which only the place is not known."""
    level = {"version_template[0].protection_level": "EXTERNAL_VPC"}
    assert flows_of(stack(resource(address, {path: "", **level}))) == ()
