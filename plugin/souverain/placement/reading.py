"""What a resource itself says of its place: a resource in, what of its attributes and expressions matters out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from souverain.graph.addresses import plain_path
from souverain.model import Constant, Expression, Form, Resource, Scalar, values_at
from souverain.placement.kinds import Kind, Kinds
from souverain.placement.paths import Paths, below, label_of
from souverain.placement.paths import paths as paths_of

_ARN = re.compile(r"arn:([a-z0-9-]+):[^:]*:([^:]*):")
_PLACED_LINK = re.compile(r"(?:^|/)(?:zones|regions|locations)/([^/]+)/")
_OCID = re.compile(r"ocid1\.[a-z0-9]+\.(oc\d+)\.([a-z0-9-]*)\.[a-z0-9.]+")
_PLACED_ID = re.compile(r"([a-z]{2}-[a-z]{3}(?:-\d)?)/[0-9a-f-]{36}")


_NUMBERS = frozenset({bool, int, float})
_LABELS = frozenset({"datacenter", "dedicated_datacenter", "region", "vps_datacenter"})
"""Labels of the orders of OVHcloud beside which a place stands."""


class Embedded(NamedTuple):
    """A place embedded in an ARN, a link, an id or an address. An ARN has a partition, and may have no region."""

    attribute: str
    region: str
    partition: str = ""
    host: str = ""
    """An address, whose name may state a region."""


class Reading(NamedTuple):
    """What matters of one resource. Two resources of one type and one provider block that read alike are alike.

    Where `Readings` made them, those of one type that are equal are identical.
    """

    own: tuple[tuple[int, str, str], ...]
    """Rank, path, value: the place as written."""
    open: tuple[tuple[int, str, Expression], ...]
    """Rank, path, expression: a place that is configured, and not known before apply."""
    hidden: tuple[str, ...]
    """Paths of a place that is known after apply only, and of which no expression is shown."""
    embedded: Embedded | None
    """Where no place is written."""
    copies: tuple[tuple[str, Scalar], ...]
    copies_open: tuple[tuple[str, Expression], ...]
    copies_hidden: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()
    """Path, value: what says whose regions are written."""
    identity: Embedded | None = None
    """The place in what names the resource itself, beside one that is written."""
    waiting: tuple[str, ...] = ()
    """Paths of places that are known after apply only."""
    assumed: tuple[tuple[str, str], ...] = ()
    """Paths (without indices) whose value something outside of the code gives, and what."""

    def giver(self, path: str) -> str:
        """What outside of the code gives the value at a path, "" for the code itself."""
        plain = plain_path(path)
        return next((giver for above, giver in self.assumed if plain == above or below(plain, above)), "")


class _Where(NamedTuple):
    """Where resources of one form say what matters."""

    kind: Kind
    paths: Paths
    attributes: Callable[[Mapping[str, Scalar]], tuple[Scalar, ...]]
    expressions: Callable[[Mapping[str, Expression]], tuple[Expression, ...]]
    known: dict[tuple[object, ...], Reading]
    """By what stands there."""


class Readings:
    """Reads the resources of one stack: one `Reading` for all of one kind that read alike."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._where: dict[Form, _Where] = {}
        self._readings: dict[tuple[object, ...], Reading] = {}

    def of(self, resource: Resource, form: Form) -> Reading:
        """The reading of a resource. This runs for every resource."""
        if (where := self._where.get(form)) is None:
            kind = self._kinds.of(resource)
            paths = paths_of(resource, kind)
            said_at = values_at(paths.attributes), values_at(paths.expressions)
            where = self._where[form] = _Where(kind, paths, *said_at, {})
        if where.paths.identities or resource.environment:  # of its own: nothing that would be met again
            return self._read(resource, where)
        said = (*where.attributes(resource.attributes), *where.expressions(resource.expressions))
        if (found := where.known.get(said)) is None:  # of texts alone: numbers have longer keys
            key = _told_apart(said)
            if (found := where.known.get(key)) is None:
                found = where.known[key] = self._read(resource, where)
        return found

    def _read(self, resource: Resource, where: _Where) -> Reading:
        kind, paths = where.kind, where.paths
        attributes, expressions = resource.attributes, resource.expressions
        own = tuple((rank, path, said) for rank, path in paths.own if (said := _said(attributes, path)))
        open_ = tuple((rank, path, expressions[path]) for rank, path in paths.open)
        stated = bool(own or open_)
        reading = Reading(
            own,
            open_,
            paths.hidden if stated else paths.hidden_alone,
            None if stated else _embedded(attributes, kind, paths),
            tuple((path, attributes[path]) for path in paths.copies),
            tuple((path, expressions[path]) for path in paths.copies_open),
            paths.copies_hidden,
            tuple((path, beside) for path in paths.beside if isinstance(beside := attributes[path], str)),
            _identity(attributes, kind, paths) if stated else None,
            paths.waiting,
            tuple(sorted(resource.environment.items())),
        )
        stated_as = _told_apart([item[-1] for item in (*reading.open, *reading.copies, *reading.copies_open)])
        return self._readings.setdefault((kind, reading, *stated_as), reading)


def _told_apart(said: Collection[Scalar | Expression]) -> tuple[object, ...]:
    """What is said, as a key, with its types where they matter: `true`, `1` and `1.0` are equal, and differ."""
    types = [type(one.value) if isinstance(one, Constant) else type(one) for one in said]
    return tuple(said) if _NUMBERS.isdisjoint(types) else (*said, *types)


def _said(attributes: Mapping[str, Scalar], path: str) -> str:
    """What is written at a path, "" for no place: a value counts beside a label that speaks of one, as in an order."""
    value, label = attributes[path], label_of(path)
    return value if isinstance(value, str) and (not label or attributes.get(label) in _LABELS) else ""


def _embedded(attributes: Mapping[str, Scalar], kind: Kind, paths: Paths) -> Embedded | None:
    """The first that names a place; an ARN without region says which cloud an address is of."""
    nameless: Embedded | None = None
    for path in paths.identities:
        value = attributes[path]
        if isinstance(value, str) and (found := embedded_in(path, value, placed_ids=_placed(kind))):
            if found.region or found.host:
                return found
            nameless = nameless or found
    for path in paths.hosts:
        value = attributes[path]
        if isinstance(value, str) and value:
            return Embedded(path, "", nameless.partition if nameless else "", host=value)
    return nameless


def _identity(attributes: Mapping[str, Scalar], kind: Kind, paths: Paths) -> Embedded | None:
    """The place that an ARN, a link or an id of the resource itself names; ARNs stand for other things as ids."""
    for path in paths.identities:
        value = attributes[path]
        if not isinstance(value, str) or path in kind.named_others or (path == "id" and value.startswith("arn:")):
            continue
        found = embedded_in(path, value, placed_ids=_placed(kind))
        if found is not None and found.region:
            return found
    return None


def embedded_in(attribute: str, value: str, *, placed_ids: bool) -> Embedded | None:
    """The place in an identifier: `arn:aws:rds:eu-west-3:...`, `.../zones/europe-west9-a/...`, `nl-ams-1/<uuid>`."""
    if found := _ARN.match(value):
        return Embedded(attribute, found[2], found[1])
    if found := _OCID.fullmatch(value):
        return Embedded(attribute, found[2], found[1])
    if value.startswith("https://") and not _PLACED_LINK.search(value):
        return Embedded(attribute, "", host=value)
    if found := _PLACED_LINK.search(value):
        return Embedded(attribute, found[1])
    if placed_ids and (found := _PLACED_ID.fullmatch(value)):
        return Embedded(attribute, found[1])
    return None


def _placed(kind: Kind) -> bool:
    return kind.record is not None and kind.record.placed_ids
