"""What the METADATA of the user's rules say: the JSON of `opa inspect` in, rules by name out.

Strings come from OPA: a YAML loader of another version of YAML would read `NO` as false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter

import msgspec

from souverain.engine import rules as rule_book
from souverain.engine.rules import Rule
from souverain.errors import PolicyError

PREFIX = "custom."
"""Before the name of a user's rule, in findings: main.rego puts it there, and no shipped rule has it."""

_RULE_DEPTH = 4
_LANGUAGES = ("en", "fr")
_Place = Callable[[str], str]
"""The path of a file as the user would write it."""


class _Part(msgspec.Struct, frozen=True):
    value: str | int | float | bool | None


class _Location(msgspec.Struct, frozen=True):
    file: str
    row: int = 0


class _Said(msgspec.Struct, frozen=True):
    scope: str = ""
    title: str = ""
    description: str = ""
    custom: dict[str, object] | None = None


class _Annotation(msgspec.Struct, frozen=True):
    annotations: _Said
    location: _Location
    path: tuple[_Part, ...] = ()


class Seen(msgspec.Struct, frozen=True):
    """What `opa inspect` prints of annotations."""

    annotations: tuple[_Annotation, ...] = ()


def described(seen: Seen) -> frozenset[str]:
    """The names of the packages that say something of themselves."""
    return frozenset(str(item.path[-1].value) for item in seen.annotations if _of_rule(item))


def rules(seen: Seen, place: _Place) -> dict[str, Rule]:
    """Every rule, by the name that findings give it. Raises PolicyError for one that lacks a part of itself."""
    found: dict[str, Rule] = {}
    for item in seen.annotations:
        if _of_rule(item):
            name = str(item.path[-1].value)
            where = {"path": place(item.location.file), "line": item.location.row}
            found[f"{PREFIX}{name}"] = _rule(name, item.annotations, where)
    return found


def _of_rule(item: _Annotation) -> bool:
    return len(item.path) == _RULE_DEPTH and item.annotations.scope == "package" and item.annotations.custom is not None


def _rule(name: str, said: _Said, where: Mapping[str, object]) -> Rule:
    told = {"package": f"souverain.custom.{name}", "description": " ".join(said.description.split())}
    try:
        rule = msgspec.convert({**told, **(said.custom or {})}, Rule)
    except msgspec.ValidationError as error:
        raise PolicyError("own-metadata", **where, detail=str(error).replace("`$", "`custom")) from error
    check_rule(f"{PREFIX}{name}", rule, where)
    return rule


def check_rule(name: str, rule: Rule, where: Mapping[str, object]) -> None:
    """Raise PolicyError for a rule that goes by a name of ours, or whose texts cannot be told."""
    own = name.removeprefix(PREFIX).replace("_", "-")
    if rule.id != own:
        raise PolicyError("own-name", **where, id=rule.id, name=own)
    if not name.startswith(PREFIX) or rule.id in {shipped.id for shipped in rule_book.load().values()}:
        raise PolicyError("own-takes-name", **where, id=rule.id)
    _check_texts(rule, where)


def _check_texts(rule: Rule, where: Mapping[str, object]) -> None:
    """Every text stands in both languages, and names what fills it in plain words."""
    for field in ("title", "message", "remediation"):
        texts = getattr(rule, field)
        for lang in _LANGUAGES:
            if not texts.get(lang, "").strip():
                raise PolicyError("own-metadata", **where, detail=f"custom.{field}.{lang}")
            if not _fillable(texts[lang]):
                raise PolicyError("own-words", **where, field=f"custom.{field}.{lang}")


def _fillable(template: str) -> bool:
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return False
    return all(name is None or (name.isidentifier() and not spec and not change) for _, name, spec, change in parts)
