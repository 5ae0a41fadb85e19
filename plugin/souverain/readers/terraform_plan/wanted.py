"""Which attributes of a resource type are kept: where it is, which it is, what it is for, what it refers to.

Everything else is dropped, because plans hold secrets in clear: passwords, user data, keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from souverain.knowledge import flows
from souverain.knowledge.types import TypeFacts
from souverain.model import Scalar
from souverain.readers.terraform_plan.pieces import flatten
from souverain.readers.terraform_plan.scrubbing import host_of, without_credentials


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_NAMES = _words(
    """
    account_replication_type arn async_primary_disk availability_domain backing_provider_name bucket
    bucket_regional_domain_name cloud cloud_name cloud_provider cluster databases disk dns_name domain endpoint
    endpoints host id identifier invoke_url jurisdiction login_server name project provider provider_name public_dns
    queue_url repository_url resource_group_name self_link source storage_class universe_domain
    at_rest_encryption_enabled encrypted encryption_type sse_algorithm storage_encrypted
    """
)
"""Attributes of any type that name it, what it stands in, what it copies, or how its data is encrypted."""
_OWN = frozenset({"arn", "id", "identifier", "name", "self_link"})
_PLACE = _words(
    """
    availabilityzone az backup backups city continent country countries datacenter datacenters destination destinations
    dr facility failover geo georeplication georeplications location locations metro placement redundancy redundant
    region regions subregion subregions replica replicas replicate replicated replication site sites zone zones
    """
)
"""Words, between underscores, that speak of places and copies: `backup_region`, `geo_redundant_backup_enabled`."""
_SECRET = _words(
    """
    auth cert certificate client connection content credential credentials external key keys kubeconfig passphrase
    passwd password passwords pem private pwd sas secret secrets token tokens user username
    """
)
"""Words of names of what may hold a secret: kept only where the table of types says that it refers to something."""
_SECRET_ITSELF = re.compile(
    r"(^|[._])(access_key|connection_string|credentials?|password|passwd|sas|secret|token)(_base64)?$"
)
"""Ends of names that refer to nothing, whatever a table says: `storage_account_access_key`, not `kms_key_id`."""
_ADDRESS = re.compile(r"(^|_)(endpoints?|host|hostname|uri|url)$")
_REFERENCES = frozenset({"id", "ids", "arn", "arns"})
"""Last words of names that refer to another resource, whether or not the table of types lists them."""
_TAGS = frozenset(
    {"default_labels", "default_tags", "effective_labels", "freeform_tags", "labels", "resource_labels"}
    | {"resource_tags", "tag", "tags", "tags_all", "terraform_labels", "user_labels"}
)
"""Attributes whose members are labels: kept whole, whatever their names."""
_INDEX = re.compile(r"\[\d+\]")
_EVERY_TYPE = ("arn", "id", "location", "name", "region", "zone")
"""What is said to be unknown of a type that no table knows, when all of a resource is."""


class Wanted:
    """What is kept of one resource type. Answers are remembered: a plan asks the same few paths again and again."""

    def __init__(self, facts: TypeFacts | None = None, type_: str = "") -> None:
        """`facts` are those of the table of types, None for a type that no table knows."""
        self._paths = frozenset((*(_paths(facts) if facts else ()), *flows.paths(type_)))
        self._mentions = flows.mentions(type_)
        self._tags = _TAGS | {facts.tags} - {""} if facts else _TAGS
        self._references = frozenset(facts.references) if facts else frozenset()
        self._above = frozenset(above for path in self._paths for above in _ancestors(path))
        self._tops = frozenset(path.partition(".")[0] for path in (*self._paths, *self._tags))
        self._keeps: dict[str, bool] = {}
        self._concerns: dict[str, bool] = {}

    @property
    def stated(self) -> frozenset[str]:
        """The paths that have a name here: what is unknown of a resource of which everything is."""
        return self._paths | self._tags | frozenset(_EVERY_TYPE)

    def enters(self, name: str) -> bool:
        """Whether a top-level attribute holds anything to keep."""
        return name in self._tops or _says_where_or_what(name)

    def enters_expression(self, name: str) -> bool:
        """The same for expressions: how a resource comes by its own name says nothing."""
        return name in self._mentions or (self.enters(name) and (name not in _OWN or name in self._tops))

    def keeps(self, path: str) -> bool:
        """Whether the scalar at this path is kept."""
        if (answer := self._keeps.get(path)) is None:
            answer = self._keeps[path] = self._decide(_INDEX.sub("", path))
        return answer

    def mentions(self, path: str) -> bool:
        """Whether of the expression at this path, which may hold a secret, nothing is kept but what it refers to."""
        return path.partition(".")[0].partition("[")[0] in self._mentions and not self.concerns(path)

    def concerns(self, path: str) -> bool:
        """Whether the path, or anything below it, is kept: what marks of unknown and sensitive subtrees are asked."""
        if (answer := self._concerns.get(path)) is None:
            answer = self._concerns[path] = self.keeps(path) or _INDEX.sub("", path) in self._above
        return answer

    def document(self, path: str, text: object) -> list[tuple[str, Scalar]]:
        """What is kept of a JSON document that is the value at this path: only what a table names in it."""
        if not isinstance(text, str) or self.keeps(path) or _INDEX.sub("", path) not in self._above:
            return []
        try:
            found = flatten(msgspec.json.decode(text), path)
        except (msgspec.DecodeError, RecursionError):
            return []
        return [(below, scalar) for below, scalar in found if _INDEX.sub("", below) in self._paths]

    def harmless(self, path: str, scalar: Scalar) -> Scalar:
        """The scalar at this path without what may be a secret in it: of where data is sent, only the host matters."""
        if not isinstance(scalar, str) or "://" not in scalar:
            return scalar
        written = _INDEX.sub("", path)
        sends = written not in self._references and _ADDRESS.search(written.rpartition(".")[2])
        return host_of(scalar) if sends else without_credentials(scalar)

    def _decide(self, path: str) -> bool:
        top, _, below = path.partition(".")
        if top in self._tags or path in self._paths or any(path.startswith(f"{tag}.") for tag in self._tags):
            return True
        leaf = below.rpartition(".")[2]
        return self.enters(top) and _says_where_or_what(leaf or top)


def _paths(facts: TypeFacts) -> Iterator[str]:
    """All that the table names; of values that stand beside a label, the label too."""
    yield from (f"{path.removesuffix('.value')}.label" for path in facts.location if path.endswith(".value"))
    for path in (*facts.location, *facts.replicas, *facts.references, *facts.switches):
        if not _SECRET_ITSELF.search(path):
            yield path
    yield from (path for path in facts.endpoints if _SECRET.isdisjoint(path.rpartition(".")[2].split("_")))


@cache
def _says_where_or_what(name: str) -> bool:
    """Whether an attribute of this name says where its resource is, which it is, or what it refers to."""
    written = name.lower()
    if written in _NAMES:
        return True
    words = written.split("_")
    speaks = not _PLACE.isdisjoint(words) or (len(words) > 1 and words[-1] in _REFERENCES)
    return speaks and _SECRET.isdisjoint(words)


def _ancestors(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]
