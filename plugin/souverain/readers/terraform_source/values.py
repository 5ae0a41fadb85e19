"""Values of root variables: files, options, the environment or a plan in; layers for the evaluator and names out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from souverain.errors import ReadError
from souverain.given import Given, variable_of_environment
from souverain.readers.members import RepeatedKeyError, value
from souverain.readers.terraform_source import folders, syntax
from souverain.readers.terraform_source.blocks import Block

_HCL, _JSON = ".tfvars", ".tfvars.json"
_TEXTS = frozenset({"string", "number", "bool"})
"""Types of which a value on the command line is the text itself; of any other type it is an expression."""


class Layer(msgspec.Struct, frozen=True):
    """Values as one file holds them."""

    suffix: str
    text: bytes


class Values(msgspec.Struct, frozen=True):
    """All values of root variables. A later layer wins over an earlier one."""

    layers: tuple[Layer, ...] = ()
    names: frozenset[str] = frozenset()
    """Variables that have a value, that of the environment included."""
    files: tuple[Path, ...] = ()
    assumed: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Variables whose value the environment gives, with the variable of the environment that does."""


def collected(folder: Path, declared: Mapping[str, Block], given: Given) -> Values:
    """The values that a run in this folder would have. Raises ReadError for what cannot be read, or is not declared."""
    files = (*folders.values(folder), *(Path(name) for name in given.files))
    names = {name for path in files for name in _names(path)} | given.values.keys()
    for name in given.values:
        if name not in declared:
            raise ReadError("variable-not-declared", name=name)
    environment = {name: text for name, text in given.variables.items() if name in declared and name not in names}
    layers = [_written(environment, declared)]
    layers += [Layer(_JSON if path.suffix == ".json" else _HCL, folders.load(path).text) for path in files]
    layers.append(_written(given.values, declared))
    return Values(
        tuple(layer for layer in layers if layer.text),
        frozenset(names | environment.keys()),
        files,
        {name: variable_of_environment(name) for name in environment},
    )


def planned(stated: Mapping[str, object], declared: Mapping[str, Block]) -> Values:
    """The values that a plan states; what is sensitive is given to nobody."""
    known = {
        name: item
        for name, item in stated.items()
        if name in declared and not declared[name].literal("sensitive") and not declared[name].literal("ephemeral")
    }
    return Values((Layer(_JSON, json.dumps(known).encode()),), frozenset(known))


def texts(given: Given) -> dict[str, str]:
    """The single values and those of the named files that are plain texts, by variable: what can be compared."""
    found: dict[str, str] = {}
    for name in given.files:
        found |= dict(_texts(Path(name)))
    return found | dict(given.values)


def _written(values: Mapping[str, str], declared: Mapping[str, Block]) -> Layer:
    lines = [f"{name} = {_expression(name, text, declared[name])}\n" for name, text in values.items()]
    return Layer(_HCL, "".join(lines).encode())


def _expression(name: str, text: str, declared: Block) -> str:
    type_ = declared.attributes.get("type")
    if type_ is None or type_.text in _TEXTS:
        return json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    if syntax.expression(text) is None:
        raise ReadError("variable-malformed", name=name)
    return text


def _names(path: Path) -> Iterable[str]:
    text = folders.load(path).text
    return _members(path, text) if path.suffix == ".json" else syntax.attributes(str(path), text)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    text = folders.load(path).text
    if path.suffix == ".json":
        yield from ((name, item) for name, item in _members(path, text).items() if isinstance(item, str))
        return
    for name, expression in syntax.attributes(str(path), text).items():
        if isinstance(expression.literal, str):
            yield name, expression.literal


def _members(path: Path, text: bytes) -> dict[str, object]:
    try:
        found = value(text)
    except (msgspec.DecodeError, RepeatedKeyError) as error:
        raise ReadError("source-malformed", file=str(path), line=0) from error
    return found if isinstance(found, dict) else {}
