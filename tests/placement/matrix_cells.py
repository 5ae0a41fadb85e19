"""The matrix: every way to write a place, at every depth of modules, for one provider; written as one configuration.

Each cell is one resource whose place must come out as `good`. Everything that is near it and not its value is `bad`:
the default block, defaults that are overridden, other members, the other branch. `bad` is never an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

WAYS = (
    "literal", "var_default", "var_value", "object_attribute", "local", "module_input", "module_output", "function",
    "conditional", "template", "for_each", "data_source", "absent",
)  # fmt: skip
DEPTHS = ("root", "child", "grandchild", "alias", "scoped")
GROUPS = (("root", "child", "alias"), ("grandchild", "scoped"))
"""Two roots: the evaluator of source gives up on a module that calls more than some thirty others."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One provider, and the resource type that stands for it."""

    name: str
    provider: str
    """Local name, `aws`."""
    source: str
    type: str
    argument: str
    """The argument that states the place: of the provider block, or of the resource."""
    flags: str = ""
    """Of that argument in the schema of the resource; "" where it stands in the provider block only."""
    data: str
    """Type of the data source that gives the place, and the attribute that does."""
    gives: str
    good: str
    bad: str
    parts: tuple[str, str]
    """`good` in two, the first of which names no place."""
    block: str = ""
    """What else the provider block says."""
    nested: Mapping[str, object] = msgspec.field(default_factory=dict)
    absent: str = ""
    """What holds where nothing is written, "" when that is not known."""

    @property
    def on_resource(self) -> bool:
        """Whether the resource states its place itself."""
        return bool(self.flags)

    @property
    def planned(self) -> bool:
        """Whether a plan states what the resource states."""
        return self.on_resource and "U" not in self.flags

    @property
    def schema(self) -> dict[str, object]:
        """The schema of the offline provider."""
        own = {self.argument: f"{self.flags} string"} if self.flags else {}
        block = {self.argument: "O string", **self.nested}
        return {
            "provider": block,
            "resources": {self.type: {"id": "C string", "name": "O string", **own}},
            "data": {self.data: {"id": "C string", self.gives: "C string"}},
        }


def write(folder: Path, kind: Kind, tool: str, depths: tuple[str, ...]) -> None:
    """The configuration of the cells of one provider at these depths."""
    root = [_requires(kind), _block(kind, "", f'"{kind.bad}"'), _preamble(kind, ".")]
    root += _on_resource(folder, kind, depths) if kind.on_resource else _on_block(folder, kind, tool, depths)
    _put(folder / "main.tf", root)
    _put(folder / "terraform.tfvars", [f'by_value = "{kind.good}"'])
    _put(folder / "echo" / "main.tf", ['variable "in" {}\noutput "place" { value = var.in }'])
    _put(folder / "names" / "main.tf", [f'output "place" {{ value = "{kind.good}" }}'])


def address(kind: Kind, way: str, depth: str) -> str:
    """The address of the resource of one cell."""
    key = '["good"]' if kind.on_resource and way == "for_each" else ""
    if kind.on_resource:
        modules = {"root": "", "grandchild": "module.grandchild.module.mid.module.leaf."}
        return f"{modules.get(depth, f'module.{depth}.')}{kind.type}.{way}{key}"
    modules = {"root": "", "grandchild": f"module.grandchild_{way}.module.mid.module.leaf."}
    return f"{modules.get(depth, f'module.{depth}_{way}.')}{kind.type}.{way if depth == 'root' else 'here'}"


def _on_resource(folder: Path, kind: Kind, depths: tuple[str, ...]) -> Iterator[str]:
    """Resources state their place: one module per depth, with a resource per way."""
    resources = [_resource(kind, way, way, _expression(kind, way)) for way in WAYS]
    if "root" in depths:
        yield from (_resource(kind, way, way, _expression(kind, way, root=True)) for way in WAYS)
    inputs = f'by_value = var.by_value\n  by_input = "{kind.good}"'
    passed = "by_value = var.by_value\n  by_input = var.by_input"
    inner = [_requires(kind), _preamble(kind, "..")]
    _put(folder / "child" / "main.tf", [*inner, *resources])
    _put(folder / "mid" / "main.tf", [_requires(kind), _given(kind), _call("leaf", "../child", passed)])
    _put(folder / "top" / "main.tf", [_requires(kind), _given(kind), _call("mid", "../mid", passed)])
    own = f"{kind.provider}.own"
    owned = [_resource(kind, way, way, _expression(kind, way), own) for way in WAYS]
    _put(folder / "alias" / "main.tf", [_requires(kind, alias=True), _preamble(kind, ".."), *owned])
    _put(folder / "scoped" / "main.tf", [*inner, _block(kind, "", f'"{kind.bad}"'), *resources])
    yield _block(kind, "spare", f'"{kind.bad}"')
    calls = {
        "child": _call("child", "./child", inputs),
        "grandchild": _call("grandchild", "./top", inputs),
        "alias": _call("alias", "./alias", f"{inputs}\n  providers = {{ {own} = {kind.provider}.spare }}"),
        "scoped": _call("scoped", "./scoped", inputs),
    }
    yield from (call for depth, call in calls.items() if depth in depths)


def _on_block(folder: Path, kind: Kind, tool: str, depths: tuple[str, ...]) -> Iterator[str]:
    """Provider blocks state the place: one block per way, handed down; in `scoped`, one module per way."""
    name = kind.provider
    here = _resource(kind, "here", "", "")
    _put(folder / "child" / "main.tf", [_requires(kind), here])
    handed = f"providers = {{ {name} = {name} }}"
    _put(folder / "mid" / "main.tf", [_requires(kind), _call("leaf", "../child", handed)])
    _put(folder / "top" / "main.tf", [_requires(kind), _call("mid", "../mid", handed)])
    own = _resource(kind, "here", "", "", f"{name}.own")
    _put(folder / "alias" / "main.tf", [_requires(kind, alias=True), own])
    for way in WAYS:
        each = tool == "tofu" and way == "for_each"
        used = f"{name}.{way}" + '["good"]' * each
        yield _block(kind, way, "each.value" if each else _expression(kind, way, root=True), each=each)
        cells = {
            "root": _resource(kind, way, "", "", used),
            "child": _call(f"child_{way}", "./child", f"providers = {{ {name} = {used} }}"),
            "grandchild": _call(f"grandchild_{way}", "./top", f"providers = {{ {name} = {used} }}"),
            "alias": _call(f"alias_{way}", "./alias", f"providers = {{ {name}.own = {used} }}"),
            "scoped": _call(f"scoped_{way}", f"./scoped_{way}", f'by_value = var.by_value\n  by_input = "{kind.good}"'),
        }
        yield from (cell for depth, cell in cells.items() if depth in depths)
        read = _block(kind, "reader", f'"{kind.bad}"')
        block = _block(kind, "", _expression(kind, way))
        inside = [_requires(kind), _preamble(kind, "..", reader=f"{name}.reader"), read, block, here]
        _put(folder / f"scoped_{way}" / "main.tf", inside)


def _expression(kind: Kind, way: str, *, root: bool = False) -> str:
    """How a place is written; "" for not at all. What a module is called with comes back to the root as an output."""
    return {
        "literal": f'"{kind.good}"',
        "var_default": "var.by_default",
        "var_value": "var.by_value",
        "object_attribute": "var.places.good",
        "local": "local.place",
        "module_input": "module.echo.place" if root else "var.by_input",
        "module_output": "module.names.place",
        "function": f'lookup(var.places, var.key, "{kind.bad}")',
        "conditional": f'var.prod ? "{kind.good}" : "{kind.bad}"',
        "template": f'"${{var.area}}{kind.parts[1]}"',
        "for_each": "each.value"
        if kind.on_resource
        else '[for name, place in var.places : place if name == "good"][0]',
        "data_source": f"data.{kind.data}.here.{kind.gives}",
        "absent": "",
    }[way]


def _preamble(kind: Kind, up: str, reader: str = "") -> str:
    """What expressions refer to. The same names stand in the root and in every module, with other values.

    `reader` is the provider of the data source, where the default one rests on it.
    """
    root = up == "."
    echo = _call("echo", "./echo", f'in = "{kind.good}"') if root else ""
    return f"""{_given(kind)}{echo}
variable "by_default" {{ default = "{kind.good}" }}
variable "places" {{ default = {{ bad = "{kind.bad}", good = "{kind.good}" }} }}
variable "key" {{ default = "good" }}
variable "prod" {{ default = true }}
variable "area" {{ default = "{kind.parts[0]}" }}
locals {{ place = "{kind.good}" }}
module "names" {{ source = "{up}/names" }}
data "{kind.data}" "here" {{
  {f"provider = {reader}" if reader else ""}
}}
"""


def _given(kind: Kind) -> str:
    """The variables that callers, or files of values, give another value than their default."""
    return f"""variable "by_value" {{ default = "{kind.bad}" }}
variable "by_input" {{ default = "{kind.bad}" }}
"""


def _requires(kind: Kind, *, alias: bool = False) -> str:
    aliases = f"\n      configuration_aliases = [{kind.provider}.own]" * alias
    return f"""terraform {{
  required_providers {{
    {kind.provider} = {{
      source = "{kind.source}"{aliases}
    }}
  }}
}}"""


def _block(kind: Kind, alias: str, expression: str, *, each: bool = False) -> str:
    lines = [f'alias = "{alias}"' * bool(alias), "for_each = var.places" * each, kind.block]
    lines.append(f"{kind.argument} = {expression}" if expression and not kind.on_resource else "")
    if kind.on_resource and kind.absent:
        lines.append(f"{kind.argument} = {expression}")
    return f'provider "{kind.provider}" {{\n' + "\n".join(filter(None, lines)) + "\n}"


def _resource(kind: Kind, name: str, way: str, expression: str, provider: str = "") -> str:
    lines = [f"provider = {provider}" * bool(provider)]
    if way == "for_each":
        lines.append(f'for_each = {{ good = "{kind.good}" }}')
    if expression:
        lines.append(f"{kind.argument} = {expression}")
    return f'resource "{kind.type}" "{name}" {{\n' + "\n".join(filter(None, lines)) + "\n}"


def _call(name: str, source: str, arguments: str) -> str:
    return f'module "{name}" {{\n  source = "{source}"\n  {arguments}\n}}'


def _put(path: Path, parts: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
