"""Members of a global cluster hold one another's data, wherever they are; a group out of sight may be anywhere."""

from __future__ import annotations

import pytest
from graph_cases import flows, refs, resource, stack, told

from souverain.model import Resource

GROUP = resource("aws_rds_global_cluster.g", {"global_cluster_identifier": "g"})
NAMED = refs("aws_rds_global_cluster.g.id")


def cluster(name: str, action: str = "create") -> Resource:
    return resource(f"aws_rds_cluster.{name}", expressions={"global_cluster_identifier": NAMED}, action=action)


def between(*resources: Resource) -> set[tuple[str, str | None]]:
    group = ("aws_rds_global_cluster.g", "aws_elasticache_global_replication_group.g")
    return {
        (source, target)
        for _, source, target, _ in told(stack(*resources))
        if source not in group and target not in group
    }


def test_members_copy_to_one_another() -> None:
    both = {("aws_rds_cluster.a", "aws_rds_cluster.b"), ("aws_rds_cluster.b", "aws_rds_cluster.a")}
    assert between(GROUP, cluster("a"), cluster("b")) == both
    assert between(GROUP, cluster("a"), cluster("b", "delete")) == set()


@pytest.mark.parametrize(
    ("group", "path", "member", "joins"),
    [
        (
            "aws_rds_global_cluster.g",
            "source_db_cluster_identifier",
            "aws_rds_cluster",
            "global_cluster_identifier",
        ),
        (
            "aws_elasticache_global_replication_group.g",
            "primary_replication_group_id",
            "aws_elasticache_replication_group",
            "global_replication_group_id",
        ),
    ],
)
def test_the_first_member_copies_to_those_that_join(group: str, path: str, member: str, joins: str) -> None:
    """A group made of a cluster names it; the cluster does not name the group."""
    first = resource(f"{member}.first")
    made = resource(group, expressions={path: refs(f"{member}.first.id")})
    second = resource(f"{member}.second", expressions={joins: refs(f"{group}.id")})
    assert between(first, made, second) >= {(f"{member}.first", f"{member}.second")}


def test_a_group_that_is_not_shown_may_have_members_anywhere() -> None:
    alone = resource("aws_rds_cluster.a", {"global_cluster_identifier": "elsewhere"})
    via = "aws_rds_cluster.a.global_cluster_identifier"
    assert told(stack(alone)) == [("replicates-to", "aws_rds_cluster.a", None, "elsewhere")]
    assert [flow.via for flow in flows(stack(alone))] == [via]
    assert told(stack(resource("aws_rds_cluster.a"))) == []


def test_more_members_than_any_group_has_are_not_told_apart() -> None:
    many = [cluster(f"c{number}") for number in range(30)]
    assert between(GROUP, *many) == {(item.address, None) for item in many}
