"""The state of one object, reduced to what is kept: raw JSON in, scalars by flat path and marked paths out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Raw

from souverain.model import Scalar
from souverain.readers.members import members, value
from souverain.readers.terraform_plan.pieces import Pieces, flatten, is_null
from souverain.readers.terraform_plan.wanted import Wanted


class AttributeReader:
    """Reads states of the resources of one type."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._pieces = Pieces(wanted.enters, self._kept, self._text)
        self._marked: dict[bytes, frozenset[str]] = {}

    def values(self, state: Raw) -> dict[str, Scalar]:
        """What is kept of `after`, `before` or `values`. Nulls are left out: they are not set."""
        return self._pieces.of(state)

    def marked(self, marks: Raw) -> frozenset[str]:
        """The paths marked `true` in `after_unknown` or `after_sensitive`, as far as they concern what is kept."""
        written = bytes(marks)
        if (found := self._marked.get(written)) is None:
            found = self._marked[written] = frozenset(self._concerned(value(written)))
        return found

    def unstated(self, state: Raw, paths: tuple[str, ...]) -> frozenset[str]:
        """Those of the paths whose attribute the state does not mention, not even as null."""
        mentioned = {} if is_null(state) else members(state)
        return frozenset(path for path in paths if path.partition(".")[0] not in mentioned)

    def _kept(self, name: str, item: object) -> Iterable[tuple[str, Scalar]]:
        if isinstance(item, str) and (inner := self._wanted.document(name, item)):
            return inner
        found = ((path, scalar) for path, scalar in flatten(item, name) if self._wanted.keeps(path))
        return [(path, self._wanted.harmless(path, scalar)) for path, scalar in found]

    def _text(self, name: str) -> Callable[[str], Scalar] | None:
        harmless = self._wanted.harmless
        return (lambda text: harmless(name, text) if "://" in text else text) if self._wanted.keeps(name) else None

    def _concerned(self, marks: object) -> Iterator[str]:
        if marks is True:
            yield from self._wanted.stated
        for path, mark in flatten(marks, "") if isinstance(marks, dict) else ():
            if mark is True and self._wanted.concerns(path):
                yield path


def covers(prefixes: frozenset[str], path: str) -> bool:
    """Whether the path is one of the prefixes, or lies below one."""
    return any(path.startswith(prefix) and path[len(prefix) : len(prefix) + 1] in ("", ".", "[") for prefix in prefixes)
