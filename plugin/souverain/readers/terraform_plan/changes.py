"""The changes of a plan: its sections in, `resource_changes` and `deferred_changes` out; none holds a key twice."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.readers.terraform_plan import shapes
from souverain.readers.terraform_plan.layouts import Parts, contents
from souverain.readers.terraform_plan.pieces import is_null
from souverain.readers.terraform_plan.repeated import WHOLE, Search
from souverain.readers.terraform_plan.sections import Sections

_ONCE = ("actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive", "importing")
"""Keys that one change holds once, and that would turn its meaning; two changes in one entry have two of each."""
_OF_AN_ENTRY = (
    *("address", "module_address", "previous_address", "deposed"),
    *("type", "name", "mode", "provider_name", "change"),
)
"""Keys of the entry itself, which may be names of attributes further down too."""
_TEXTS = dict.fromkeys(("address", "module_address", "mode", "type", "name", "index", "provider_name"), True)
_TEXTS["index"] = False
"""What is written before the states of an entry, and is its own; the index may be a number."""


def changes(sections: Sections) -> Iterator[shapes.ResourceChange]:
    """What happens to each object, one by one: a plan may hold many. Raises RepeatedKeyError."""
    yield from sections.entries("resource_changes", shapes.ResourceChange, search())


def deferred(sections: Sections) -> Iterator[shapes.DeferredChange]:
    """What waits for a later plan. Raises RepeatedKeyError."""
    waiting: Search[shapes.DeferredChange] = Search((*_ONCE, *_OF_AN_ENTRY))
    yield from sections.entries("deferred_changes", shapes.DeferredChange, waiting)


def search() -> Search[shapes.ResourceChange]:
    """What looks for keys that stand twice in an entry of `resource_changes`."""
    return Search(_ONCE, _OF_AN_ENTRY, _TEXTS, _parts)


def _parts(entry: shapes.ResourceChange) -> Parts:
    """What a change holds of its own: by far most of it are states, which are read with care of their own.

    An index that is no number and no text has keys that may stand twice: such an entry is like no other.
    """
    change, index = entry.change, bytes(entry.index).decode()
    if index.startswith(("{", "[")):
        return WHOLE
    created = is_null(change.before)
    address, module, mode, type_, name, provider = contents(
        entry.address, entry.module_address, entry.mode, entry.type, entry.name, entry.provider_name
    )
    after = (b'"after":', change.after)
    return Parts(
        (change.actions, created, not module, not index, entry.previous_address, entry.deposed),
        (address, module, mode, type_, name, index, provider),
        (after,) if created else ((b'"before":', change.before), after),
    )
