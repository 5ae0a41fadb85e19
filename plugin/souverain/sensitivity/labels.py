"""The labels of a resource that may name a class: a resource and its provider block in, `Label` values out.

Four forms are read: a map (`tags.data-class`), blocks (`tags[0].key` with `tags[0].value`), a list of texts (`tags[0]`,
`data-class=health`), and the same in what the configuration of the resource states when the plan does not know it yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from souverain.knowledge.types import LABEL_ROOTS
from souverain.model import Constant, Expression, Form, ProviderConfig, Resource, Scalar, values_at
from souverain.sensitivity.words import Vocabulary

_MERGED = frozenset(LABEL_ROOTS[-3:])
_ROOTS = "|".join(sorted(LABEL_ROOTS, key=len, reverse=True))
_PATH = re.compile(
    rf"^(?:(?:metadata|settings)(?:\[\d+\])?\.)?(?P<root>{_ROOTS})(?:\[\d+\](?:\.(?P<part>key|value))?|\.(?P<key>.+))?$",
    re.DOTALL,
)
_DEFAULTS = re.compile(r"^default_(?:tags|labels)(?:\[\d+\])?(?:\.tags)?\.(?P<key>.+)$", re.DOTALL)


class Label(msgspec.Struct, frozen=True):
    """A label that may name a class."""

    key: str
    """"" for a word of a list, and where the labels as a whole are not known."""
    value: str | None
    """None when it is not known before apply, or is sensitive."""
    default: bool = False
    """Whether it comes from the default labels of the provider block."""


class _Path(msgspec.Struct, frozen=True):
    root: str
    form: str
    """`map`, `key` (of a block), `list`, or `all` for the labels as a whole."""
    key: str = ""


_Placed = tuple[str, _Path]


class _Places(NamedTuple):
    """The paths of a resource at which a label may name a class."""

    written: tuple[_Placed, ...]
    configured: tuple[_Placed, ...]
    hidden: tuple[_Placed, ...]
    """Known after apply only, or sensitive."""
    plain: bool
    """Whether the labels are no more than the values at the paths that are written."""
    said: Callable[[Mapping[str, Scalar]], tuple[Scalar, ...]]
    """Those values."""


class LabelReader:
    """Reads the labels of the resources of one stack; what was understood once is not parsed again."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._paths: dict[str, _Path | None] = {}
        self._places: dict[Form, _Places] = {}
        self._entries: dict[str, Label | None] = {}
        self._defaults: dict[str, tuple[tuple[Label, ...], bool]] = {}

    def labels(self, resource: Resource, form: Form, provider: ProviderConfig | None, root: str) -> tuple[Label, ...]:
        """Own labels first, then default ones that no own label of the same key replaces.

        `root` is the attribute in which resources of this type carry labels.
        """
        found: list[Label] = []
        places = self._of(form)
        if places.written:
            found += self._stated(resource.attributes, places.written)
        if places.configured or places.hidden:
            found += self._expected(resource, places, found, root)
        if provider is not None:
            found += self._provided(provider, resource)
        if len(found) < 2:
            return tuple(found)
        own = {label.key for label in found if label.key and not label.default}
        return tuple(label for label in dict.fromkeys(found) if not (label.default and label.key in own))

    def _stated(self, attributes: Mapping[str, Scalar], written: Iterable[_Placed]) -> Iterator[Label]:
        for path, where in written:
            if where.form == "map":
                yield Label(where.key, _text(attributes[path]), where.root in _MERGED)
            elif where.form == "list":
                if (entry := self._entry(str(attributes[path]))) is not None:
                    yield entry
            elif where.form == "key" and self._vocabulary.key(str(attributes[path])):
                value = attributes.get(path[:-3] + "value")
                yield Label(str(attributes[path]), None if value is None else _text(value))

    def _expected(self, resource: Resource, places: _Places, found: Sequence[Label], root: str) -> Iterator[Label]:
        """Labels that the plan does not know: what the configuration says of them, else that they are not known."""
        known = {label.key for label in found}
        written = False
        for path, where in places.configured:
            if where.form == "map" and where.key not in known:
                known.add(where.key)
                written = True
                yield Label(where.key, _constant(resource.expressions[path]))
        for _, where in places.hidden:
            if where.root in _MERGED or where.key in known:
                continue
            whole = where.root == root.rpartition(".")[2] and _gives(resource, where.root)
            if where.form == "map" or (whole and not written):
                yield Label(where.key, None)

    def said(self, resource: Resource, form: Form) -> object:
        """What its labels depend on, beside the form and the provider block; None where that is not values alone.

        `1`, `1.0` and `true` are equal, and other texts: the types tell them apart.
        """
        places = self._of(form)
        if not places.plain:
            return None
        said = places.said(resource.attributes)
        return (*said, *map(type, said))

    def _of(self, form: Form) -> _Places:
        """Where the resources of a form may have labels."""
        if (found := self._places.get(form)) is None:
            paths = (form.attributes, form.expressions, sorted(form.unknown))
            written, configured, hidden = map(self._relevant, paths)
            plain = not (configured or hidden or any(where.form == "key" for _, where in written))
            said = values_at(path for path, _ in written)
            found = self._places[form] = _Places(written, configured, hidden, plain, said)
        return found

    def _relevant(self, paths: Iterable[str]) -> tuple[_Placed, ...]:
        """The paths at which a label may name a class."""
        found = ((path, self._parsed(path)) for path in paths)
        return tuple((path, where) for path, where in found if where is not None)

    def _parsed(self, path: str) -> _Path | None:
        if path not in self._paths:
            self._paths[path] = self._parse(path)
        return self._paths[path]

    def _provided(self, provider: ProviderConfig, resource: Resource) -> tuple[Label, ...]:
        if provider.key not in self._defaults:
            self._defaults[provider.key] = self._defaults_of(provider)
        labels, complete = self._defaults[provider.key]
        if complete or not any(path in _MERGED for path in resource.unknown):
            return labels
        return (*labels, Label("", None, default=True))

    def _defaults_of(self, provider: ProviderConfig) -> tuple[tuple[Label, ...], bool]:
        """The constant default labels that may name a class, and whether there are no others."""
        found: list[Label] = []
        complete = True
        for path, expression in provider.expressions.items():
            if not path.startswith(("default_tags", "default_labels")):
                continue
            match = _DEFAULTS.match(path)
            value = _constant(expression)
            if value is None and (match is None or self._vocabulary.key(match["key"]) or match["key"] == "tags"):
                complete = False
            elif match is not None and value is not None and self._vocabulary.key(match["key"]):
                found.append(Label(match["key"], value, default=True))
        return tuple(found), complete

    def _parse(self, path: str) -> _Path | None:
        match = _PATH.match(path)
        if match is None or match["part"] == "value":
            return None
        if match["key"] is not None:
            return _Path(match["root"], "map", match["key"]) if self._vocabulary.key(match["key"]) else None
        if match["part"] == "key":
            return _Path(match["root"], "key")
        return _Path(match["root"], "list" if path.endswith("]") else "all")

    def _entry(self, text: str) -> Label | None:
        if text not in self._entries:
            self._entries[text] = self._read_entry(text)
        return self._entries[text]

    def _read_entry(self, text: str) -> Label | None:
        """`data-class=health`, `hds:data-class:health`, or a word that says health alone."""
        separator = "=" if "=" in text else ":"
        if separator not in text:
            return Label("", text) if self._vocabulary.flag(text) else None
        key, _, value = text.partition("=") if separator == "=" else text.rpartition(":")
        return Label(key, value) if self._vocabulary.key(key) else None


def _gives(resource: Resource, root: str) -> bool:
    """Whether the block of the resource may give labels: an attribute that it leaves out is the provider's to fill."""
    written = resource.expressions
    return not written or any(path.startswith(root) or f".{root}" in path for path in written)


def _constant(expression: Expression) -> str | None:
    return _text(expression.value) if isinstance(expression, Constant) else None


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
