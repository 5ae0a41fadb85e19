"""Which flows a resource type makes: its rows, and those that its table of types implies."""

from __future__ import annotations

import re
from functools import cache

from souverain.document import FlowKind
from souverain.knowledge import flows, types
from souverain.knowledge.flows import FlowRow
from souverain.knowledge.types import TypeFacts

COPYING: frozenset[FlowKind] = frozenset({"replicates-to", "backs-up-to", "logs-to", "streams-to"})
"""Kinds by which data is written somewhere else."""
SUPPLYING: FlowKind = "supplied-by"
"""The kind that leads to where the code of an image comes from."""
LEAVING: frozenset[FlowKind] = COPYING | {"encrypted-by", "peers-with", SUPPLYING}
"""Kinds of which the destination matters where it is no resource of the stack."""
CARRYING: frozenset[FlowKind] = COPYING | {"restored-from", "mounted-by", "served-by", "deployed-on", "reads"}
"""Kinds along which data goes, and its class with it."""
_BACKUP_SOURCES = ("source", "storage")
_KEY = re.compile(r"encrypt|kms|cmk|key_vault|customer_managed|sse_")
_OF_SOMETHING_ELSE = re.compile(
    r"secret|insights|context|policy|access|output|destination|replica|log|client_encryption|backup|performance"
)
"""Keys of a password, of what is exported or replicated elsewhere, or of some fields only."""
_HOLDS = ("stores", "processes")


@cache
def rows(type_: str, provider: str) -> tuple[FlowRow, ...]:
    """All rows of a type. One that its table calls a backup copies its source; one that holds data names its key."""
    said = flows.rows(type_)
    facts = types.lookup(type_, provider)
    if facts is None:
        return said
    copies = () if said or facts.kind != "backup" else _backups(facts)
    keys = () if any(row.kind == "encrypted-by" and not row.source for row in said) else _keys(facts)
    return (*said, *copies, *keys)


def _backups(facts: TypeFacts) -> tuple[FlowRow, ...]:
    return tuple(
        FlowRow("backs-up-to", path, ("",)) for path, kind in facts.references.items() if kind in _BACKUP_SOURCES
    )


def _keys(facts: TypeFacts) -> tuple[FlowRow, ...]:
    return tuple(
        FlowRow("encrypted-by", "", (path,))
        for path, kind in facts.references.items()
        if kind == "key" and facts.role in _HOLDS and _KEY.search(path) and not _OF_SOMETHING_ELSE.search(path)
    )
