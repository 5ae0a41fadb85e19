"""Who holds the keys of a resource's data, as far as the resource says so itself: a resource in, a custody out.

A key that is named by its id is taken for one in the provider's own KMS. Where that key really is (a store outside the
provider, say) is written at the key: `Keys` follows the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple, get_args

from souverain.declared import DeclaredKeys
from souverain.document import Custody
from souverain.globs import glob, matches_address, matches_input
from souverain.graph import Flow
from souverain.knowledge.types import TypeFacts, lookup
from souverain.model import Constant, Fact, Form, Resource, Scalar, Stack, known, unknown

_HOLDERS = ("", "stores", "processes")
_BY_STRENGTH: tuple[Custody, ...] = get_args(Custody)
_KNOWN: dict[Custody, Fact[str]] = {word: known(word) for word in _BY_STRENGTH}
_OWN_KEY: Custody = "customer-key-in-provider-kms"
_NOT_STATED: Fact[str] = unknown("custody-not-stated")

_SWITCH = re.compile(r"(^|\.)(encrypted|storage_encrypted|at_rest_encryption_enabled|encrypt_at_rest\.enabled)$")
_METHOD = re.compile(r"(^|\.)(sse_algorithm|encryption_type)$")
_KEY = re.compile(r"encrypt|kms|cmk|key_vault|customer_managed|sse_")
_OF_SOMETHING_ELSE = re.compile(
    r"secret|insights|context|policy|access|output|destination|replica|log|client_encryption"
)
"""Keys of a password, of what is exported or replicated elsewhere, or of some fields only."""
_OF_THE_PROVIDER = re.compile(r"alias/aws/|(^|:)aws/")
_OUTSIDE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aws_kms_key": ("xks_key_id", ()),
    "google_kms_crypto_key": ("version_template.protection_level", ("EXTERNAL", "EXTERNAL_VPC")),
}
"""Keys that another than their provider may keep: the attribute that says so, and its values, () for any.

Imported material is none of it, nor is a cluster of modules that the provider runs.
"""
_INDEX = re.compile(r"\[\d+\]")

Says = Literal["switch", "method", "key", ""]


def stated(resource: Resource) -> Fact[str] | None:
    """A `document.Custody`, or why it is not known; None for what neither stores nor processes data.

    Of several volumes or rules the weakest counts.
    """
    quiet = _quiet(resource.type, resource.provider, chain(resource.attributes, resource.expressions))
    return _spoken(resource) if quiet is None else quiet.holds


class _Quiet(NamedTuple):
    """What holds of resources that say nothing of the keys of their data."""

    holds: Fact[str] | None


_OF_NO_CONCERN = _Quiet(None)
_SILENT = _Quiet(_NOT_STATED)


def _quiet(type_: str, source: str, paths: Iterable[str]) -> _Quiet | None:
    """What holds of all resources of a type that state these paths; None where one of the paths speaks of keys."""
    facts = lookup(type_, source)
    if facts is not None and facts.role not in _HOLDERS:
        return _OF_NO_CONCERN
    words = _words(type_, source)
    return None if any(words[path] for path in paths) else _SILENT


def _spoken(resource: Resource) -> Fact[str] | None:
    blocks: dict[str, list[Custody | None]] = {}
    for path, says, value in _statements(resource, _words(resource.type, resource.provider)):
        blocks.setdefault(path.rpartition(".")[0], []).append(_meaning(says, value))
    found = [_of_block(said) for said in blocks.values()]
    weakest = min((word for word in found if word), key=_BY_STRENGTH.index, default=None)
    return _KNOWN[weakest] if weakest and (None not in found or weakest == "none") else unknown("custody-not-settled")


def outside(key: Resource) -> str:
    """The attribute that says, or may say, of a key that it is kept outside of its provider; "" for none."""
    path, values = _OUTSIDE.get(key.type, ("", ()))
    for written in (*key.attributes, *key.expressions) if path else ():
        if _INDEX.sub("", written) == path:
            value = key.attributes.get(written)
            if value is None or (value in values if values else value != ""):
                return path
    return ""


class Keys:
    """Who holds the keys of the resources of one stack, as the keys themselves say it."""

    def __init__(
        self, stack: Stack, flows: Iterable[Flow], declared: Sequence[DeclaredKeys] = (), as_of: str = ""
    ) -> None:
        self._resources = stack.resources
        self._forms = stack.forms
        self._quiet: dict[Form, _Quiet | None] = {}
        self._declared = tuple(
            (glob(one.address), _said(one))
            for one in reversed(declared)
            if matches_input(one.input, stack.input.path) and one.date <= as_of <= (one.until or as_of)
        )
        self._by_source: dict[int, list[Flow]] = {}
        for flow in flows:
            if flow.kind == "encrypted-by":
                self._by_source.setdefault(flow.source, []).append(flow)

    def of(self, position: int) -> Fact[str] | None:
        """What is declared of the resource; else what it states, made precise by the keys that it names.

        Of several keys the weakest counts.
        """
        said = self._stated(position)
        if said is not None and self._declared:
            address = self._resources[position].address
            for pattern, fact in self._declared:
                if matches_address(pattern, address):
                    return fact
        named = self._by_source.get(position)
        if said is None or not named or not (said is _NOT_STATED or said.value == _OWN_KEY):
            return said
        found = [self._kept(flow, frozenset({position})) for flow in named]
        weakest = min((word for word in found if word), key=_BY_STRENGTH.index, default=None)
        return _KNOWN[weakest] if weakest and None not in found else unknown("custody-not-settled")

    def _stated(self, position: int) -> Fact[str] | None:
        """What a resource states: one answer for all of a form that says nothing of keys."""
        form = self._forms[position]
        if form not in self._quiet:
            self._quiet[form] = _quiet(form.type, form.provider, chain(form.attributes, form.expressions))
        quiet = self._quiet[form]
        return _spoken(self._resources[position]) if quiet is None else quiet.holds

    def _kept(self, flow: Flow, seen: frozenset[int]) -> Custody | None:
        """Who holds the key at the end of a flow; None where that is not sure."""
        if not flow.sure:
            return None
        if flow.target is None or flow.target in seen:
            return _OWN_KEY
        key = self._resources[flow.target]
        if path := outside(key):
            known_ = any(_INDEX.sub("", written) == path for written in key.attributes)
            return "external" if known_ else None
        further = [self._kept(one, seen | {flow.target}) for one in self._by_source.get(flow.target, ())]
        if None in further:
            return None
        return min((word for word in further if word), key=_BY_STRENGTH.index, default=_OWN_KEY)


def _said(declared: DeclaredKeys) -> Fact[str]:
    """A fact of what is the user's own: nobody else could know it."""
    return known(declared.custody, "own", (declared.author,), declared.date)


def _statements(resource: Resource, words: Mapping[str, Says]) -> Iterator[tuple[str, Says, Scalar | None]]:
    """Path, what it speaks of, and its value; None where the value is not known here.

    A key that the configuration does not write is one that the provider chose, or that nobody can tell from that.
    """
    written = {_INDEX.sub("", path): item for path, item in resource.expressions.items() if words[path]}
    for path, value in resource.attributes.items():
        if says := words[path]:
            yours = says != "key" or _INDEX.sub("", path) in written or _OF_THE_PROVIDER.search(str(value))
            yield path, says, value if yours else None
    for path, item in written.items():
        if not any(_INDEX.sub("", other) == path for other in resource.attributes):
            says = words[path]
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


class _Words(dict[str, Says]):
    """What the attributes of one type speak of, by path; each path is looked at once."""

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, path: str) -> Says:
        plain = _INDEX.sub("", path)
        if plain in self._keys:
            found: Says = "key"
        else:
            found = "switch" if _SWITCH.search(plain) else "method" if _METHOD.search(plain) else ""
        self[path] = found
        return found


@cache
def _words(type_: str, source: str) -> _Words:
    facts = lookup(type_, source)
    return _Words(_keys(facts) if facts else frozenset())


def _keys(facts: TypeFacts) -> frozenset[str]:
    """The paths at which a type names the key of its own data."""
    return frozenset(
        path
        for path, kind in facts.references.items()
        if kind == "key" and _KEY.search(path) and not _OF_SOMETHING_ELSE.search(path)
    )
