"""What the attributes of a resource refer to: the URNs that the engine recorded in, expressions by path out.

The engine records dependencies by property: that `rules` depends on a bucket and on a key, not which of its members on
which. A member whose value is known refers to the one whose value it has; one that is unknown may refer to any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from souverain.model import Expression, References, Scalar, Unevaluated
from souverain.readers.pulumi.contents import Kept

_INDEX = re.compile(r"\[\d+\]")
_IDENTITIES = ("id", "arn", "self_link", "name", "bucket", "identifier")
_ROLES = {"storage": "stores", "destination": "stores", "source": "stores", "key": "keys"}
"""Role of what an attribute of this kind refers to."""
_UNEVALUATED = Unevaluated()


class Neighbours:
    """The resources of one stack, as far as others refer to them."""

    def __init__(self) -> None:
        self._identities: dict[str, frozenset[Scalar]] = {}
        self._roles: dict[str, str] = {}

    def add(self, urn: str, values: Mapping[str, Scalar], role: str) -> None:
        """One resource: what it can be known by, and its role for data ("" if no table knows it)."""
        self._identities[urn] = frozenset(values[path] for path in _IDENTITIES if path in values)
        self._roles[urn] = role

    def expressions(
        self,
        kept: Kept,
        depends: Mapping[str, tuple[str, ...]],
        dependencies: tuple[str, ...],
        kinds: Mapping[str, str],
    ) -> dict[str, Expression]:
        """Expressions by path.

        `depends` are the URNs by top-level path, `dependencies` those of the whole resource, which count where nothing
        finer was recorded; `kinds` says what the attributes of the type refer to.
        """
        found: dict[str, Expression] = {}
        for path, value in kept.values.items() if depends else ():
            top = _top(path)
            if named := self._identified(value, depends.get(top, ())):
                found[path] = References(named)
            elif path == top and top in depends:
                found[path] = References(depends[top])
        for path in sorted(kept.asked):
            named = depends.get(_top(path), () if depends else dependencies)
            kind = kinds.get(_INDEX.sub("", path), "")
            found[path] = References(self._fitting(named, kind)) if named else _UNEVALUATED
        return found

    def _identified(self, value: Scalar, urns: Iterable[str]) -> tuple[str, ...]:
        """The one resource that has this value for an id, an ARN or a name."""
        having = tuple(urn for urn in urns if value in self._identities.get(urn, ()))
        return having if len(having) == 1 else ()

    def _fitting(self, urns: tuple[str, ...], kind: str) -> tuple[str, ...]:
        """The one resource with the role that the attribute asks for: of a bucket and a key, the bucket.

        All of them, when that is not sure.
        """
        role = _ROLES.get(kind)
        if role is None or len(urns) == 1 or not all(self._roles.get(urn) for urn in urns):
            return urns
        having = tuple(urn for urn in urns if self._roles[urn] == role)
        return having if len(having) == 1 else urns


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
