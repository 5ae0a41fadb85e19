"""Reports and inventories as JSON for machines, one finding or resource to a line, by the schemas in `schemas/`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from souverain.reports import Look
from souverain.reports.inventory import Inventory
from souverain.reports.judged import Judged
from souverain.reports.report import Report


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report as one object."""
    report = judged.report(look.lang)
    return _object(report)


def inventory(found: Inventory, look: Look) -> Iterator[str]:  # noqa: ARG001  # the same
    """The inventory as one object."""
    return _object(found)


def _object(value: Report | Inventory) -> Iterator[str]:
    fields = msgspec.structs.fields(value)
    for number, field in enumerate(fields):
        yield f'{"{" if number == 0 else ","}\n  "{field.encode_name}": '
        member = getattr(value, field.name)
        yield from _list(member) if isinstance(member, tuple) else [_encoded(member)]
    yield "\n}\n"


def _list(members: tuple[object, ...]) -> Iterator[str]:
    if not members:
        yield "[]"
        return
    for number, member in enumerate(members):
        yield f"{'[' if number == 0 else ','}\n    {_encoded(member)}"
    yield "\n  ]"


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()
