"""Clusters that share one database across regions: the resources of a stack in, a `Flow` between each two members out.

The group itself holds nothing: every member holds all that the others write. A group that the input does not show may
have members anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from souverain.graph.flows import Flow
from souverain.graph.links import Link, Links
from souverain.graph.movers import REPLICATES
from souverain.model import Resource

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

_Member = tuple[str, str]
"""Address, and what says that it is a member."""


def between(resources: Sequence[Resource], links: Links) -> Iterator[Flow]:
    """The copies that members of a group make of one another."""
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for resource in resources:
        path = _MEMBERS.get(resource.type) or _GROUPS.get(resource.type)
        if path is None or resource.state not in ("introduced", "existing"):
            continue
        for link in links.of(resource, path):
            via = f"{resource.address}.{link.path}"
            found = [resources[position] for position in link.targets]
            # A name alone may lead to another member, or to the resource itself: only a group says who its members are.
            others = [other.address for other in found if resource.type in _GROUPS or other.type in _GROUPS]
            if not others:
                yield from _outside(resource, link, via)
            for other in others:
                group, member = (other, resource.address) if resource.type in _MEMBERS else (resource.address, other)
                groups[group][member] = via
    for members in groups.values():
        yield from _among([*members.items()])


def _outside(resource: Resource, link: Link, via: str) -> Iterator[Flow]:
    """A group that the input does not show: what a member holds is where nobody here can say."""
    if resource.type in _MEMBERS:
        yield Flow(REPLICATES, resource.address, None, link.written, via)


def _among(members: list[_Member]) -> Iterator[Flow]:
    if len(members) > _MOST_MEMBERS:
        yield from (Flow(REPLICATES, address, None, "", via) for address, via in members)
        return
    for source, _ in members:
        yield from (Flow(REPLICATES, source, target, "", via) for target, via in members if target != source)
