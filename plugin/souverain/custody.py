"""Who holds the keys of a resource's data, as far as the resource says so itself: a resource in, a custody out.

A key that is named by its id is taken for one in the provider's own KMS. Where that key really is (a store outside the
provider, say) is written at the key: whoever follows the reference knows more, and what it finds stands in place of
this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, get_args

from souverain.document import Custody
from souverain.knowledge.types import TypeFacts, lookup
from souverain.model import Constant, Fact, Resource, Scalar, known, unknown

_HOLDERS = ("", "stores", "processes")
_BY_STRENGTH: tuple[Custody, ...] = get_args(Custody)
_KNOWN: dict[Custody, Fact[str]] = {word: known(word) for word in _BY_STRENGTH}
_NOT_STATED: Fact[str] = unknown("custody-not-stated")

_SWITCH = re.compile(r"(^|\.)(encrypted|storage_encrypted|at_rest_encryption_enabled|encrypt_at_rest\.enabled)$")
_METHOD = re.compile(r"(^|\.)(sse_algorithm|encryption_type)$")
_KEY = re.compile(r"encrypt|kms|cmk|key_vault|customer_managed|sse_")
_OF_SOMETHING_ELSE = re.compile(
    r"secret|insights|context|policy|access|output|destination|replica|log|client_encryption"
)
"""Keys of a password, of what is exported or replicated elsewhere, or of some fields only."""
_OF_THE_PROVIDER = re.compile(r"alias/aws/|(^|:)aws/")
_INDEX = re.compile(r"\[\d+\]")

Says = Literal["switch", "method", "key", ""]


def stated(resource: Resource) -> Fact[str] | None:
    """A `document.Custody`, or why it is not known; None for what neither stores nor processes data.

    Of several volumes or rules the weakest counts.
    """
    facts = lookup(resource.type, resource.provider)
    if facts is not None and facts.role not in _HOLDERS:
        return None
    blocks: dict[str, list[Custody | None]] = {}
    for path, says, value in _statements(resource, facts):
        blocks.setdefault(path.rpartition(".")[0], []).append(_meaning(says, value))
    if not blocks:
        return _NOT_STATED
    found = [_of_block(said) for said in blocks.values()]
    weakest = min((word for word in found if word), key=_BY_STRENGTH.index, default=None)
    return _KNOWN[weakest] if weakest and (None not in found or weakest == "none") else unknown("custody-not-settled")


def _statements(resource: Resource, facts: TypeFacts | None) -> Iterator[tuple[str, Says, Scalar | None]]:
    """Path, what it speaks of, and its value; None where the value is not known here.

    A key that the configuration does not write is one that the provider chose, or that nobody can tell from that.
    """
    keys = _keys(resource.type, resource.provider) if facts else frozenset()
    written = {_INDEX.sub("", path): item for path, item in resource.expressions.items() if _says(path, keys)}
    for path, value in resource.attributes.items():
        if says := _says(path, keys):
            yours = says != "key" or _INDEX.sub("", path) in written or _OF_THE_PROVIDER.search(str(value))
            yield path, says, value if yours else None
    for path, item in written.items():
        if not any(_INDEX.sub("", other) == path for other in resource.attributes):
            says = _says(path, keys)
            yield path, says, item.value if isinstance(item, Constant) else ("named" if says == "key" else None)


def _meaning(says: Says, value: Scalar | None) -> Custody | None:
    """What one statement comes to; None where that is not known."""
    if value is None:
        return None
    word = str(value).lower()
    if says == "key":
        return "provider-managed" if not word or _OF_THE_PROVIDER.search(word) else "customer-key-in-provider-kms"
    return "none" if word in ("false", "none") else "provider-managed"


def _of_block(said: list[Custody | None]) -> Custody | None:
    """What the statements of one block say together: a key beside a switch that is on is more precise than that."""
    if "none" in said:
        return "none"
    return None if None in said else max((word for word in said if word), key=_BY_STRENGTH.index)


def _says(path: str, keys: frozenset[str]) -> Says:
    plain = _INDEX.sub("", path) if "[" in path else path
    return "key" if plain in keys else _of_name(plain)


@cache
def _of_name(path: str) -> Says:
    if _SWITCH.search(path):
        return "switch"
    return "method" if _METHOD.search(path) else ""


@cache
def _keys(type_: str, source: str) -> frozenset[str]:
    """The paths at which a type names the key of its own data."""
    facts = lookup(type_, source)
    return frozenset(
        path
        for path, kind in (facts.references if facts else {}).items()
        if kind == "key" and _KEY.search(path) and not _OF_SOMETHING_ELSE.search(path)
    )
