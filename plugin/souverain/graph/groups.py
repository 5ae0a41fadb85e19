"""Clusters that share one database across regions: the resources of a stack in, a `Flow` between each two members out.

The group itself holds nothing: every member holds all that the others write. A group that the input does not show may
have members anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from souverain.document import FlowKind
from souverain.graph.flows import Flow
from souverain.graph.links import Links
from souverain.model import Resource

_REPLICATES: FlowKind = "replicates-to"
_GLOBAL_CLUSTER = "global_cluster_identifier"
_MEMBERS: Mapping[str, str] = {
    "aws_docdb_cluster": _GLOBAL_CLUSTER,
    "aws_elasticache_replication_group": "global_replication_group_id",
    "aws_neptune_cluster": _GLOBAL_CLUSTER,
    "aws_rds_cluster": _GLOBAL_CLUSTER,
}
"""Type of a member to the attribute that names its group."""
_GROUPS: Mapping[str, str] = {
    "aws_docdb_global_cluster": "source_db_cluster_identifier",
    "aws_elasticache_global_replication_group": "primary_replication_group_id",
    "aws_neptune_global_cluster": "source_db_cluster_identifier",
    "aws_rds_global_cluster": "source_db_cluster_identifier",
}
"""Type of a group to the attribute that names its first member."""
_MOST_MEMBERS = 20
"""No cloud allows as many; beyond, the members of a group are not told apart."""

_Member = tuple[int, str]
"""Position, and what says that it is a member."""


def between(resources: Sequence[Resource], links: Links) -> Iterator[Flow]:
    """The copies that members of a group make of one another."""
    if (_MEMBERS.keys() | _GROUPS.keys()).isdisjoint({resource.type for resource in resources}):
        return
    groups: dict[int, dict[int, str]] = defaultdict(dict)
    for number, resource in enumerate(resources):
        path = _MEMBERS.get(resource.type) or _GROUPS.get(resource.type)
        if path is None or resource.state not in ("introduced", "existing"):
            continue
        for link in links.of(resource, path):
            via = f"{resource.address}.{link.path}"
            # A name alone may lead to another member, or to the resource itself: only a group says who its members are.
            others = [other for other in link.targets if _GROUPS.keys() & {resource.type, resources[other].type}]
            if not others and resource.type in _MEMBERS:
                yield Flow(_REPLICATES, number, None, link.written, via)
            for other in others:
                group, member = (other, number) if resource.type in _MEMBERS else (number, other)
                groups[group][member] = via
    for members in groups.values():
        yield from _among([*members.items()])


def _among(members: list[_Member]) -> Iterator[Flow]:
    if len(members) > _MOST_MEMBERS:
        yield from (Flow(_REPLICATES, position, None, "", via) for position, via in members)
        return
    for source, _ in members:
        yield from (Flow(_REPLICATES, source, target, "", via) for target, via in members if target != source)
