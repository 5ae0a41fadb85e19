"""HCL through tree-sitter: the text of a file in, its blocks out. Nothing is evaluated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import tree_sitter
import tree_sitter_hcl
from tree_sitter import Node

from souverain.errors import ReadError
from souverain.model import Scalar
from souverain.readers.terraform_source.blocks import Block, Expression

_IMPURE = frozenset({"bcrypt", "nonsensitive", "plantimestamp", "sensitive", "timestamp", "uuid"})
"""Functions whose result is not known before the plan, or that only hide a value."""
_STEPS = frozenset({"get_attr", "index", "splat"})
_MOST_NESTED = 200


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))


def blocks(file: str, text: bytes) -> tuple[Block, ...]:
    """The blocks of a file. Raises ReadError where it is not HCL."""
    root = _parser().parse(text).root_node
    if root.has_error:
        line = next(_errors(root), root).start_point.row + 1
        raise ReadError("source-malformed", file=file, line=line)
    return tuple(
        _block(node, file, 0) for body in root.named_children for node in body.named_children if node.type == "block"
    )


def attributes(file: str, text: bytes) -> dict[str, Expression]:
    """The attributes that stand outside of blocks, as in a file of values. Raises ReadError where it is not HCL."""
    root = _parser().parse(text).root_node
    if root.has_error:
        raise ReadError("source-malformed", file=file, line=next(_errors(root), root).start_point.row + 1)
    return dict(
        _attribute(node) for body in root.named_children for node in body.named_children if node.type == "attribute"
    )


def expression(text: str) -> Expression | None:
    """One expression; None where it is none."""
    root = _parser().parse(f"x = {text}\n".encode()).root_node
    if root.has_error or len(root.named_children) != 1 or len(root.named_children[0].named_children) != 1:
        return None
    return _attribute(root.named_children[0].named_children[0])[1]


def template(text: str) -> Expression:
    """A string of the JSON syntax, in which `${...}` is an expression."""
    if "${" not in text and "%{" not in text:
        return Expression(text=json.dumps(text), literal=text)
    whole = text[2:-1] if text.startswith("${") and text.endswith("}") and text.count("${") == 1 else ""
    found = (expression(whole) if whole else None) or expression(json.dumps(text, ensure_ascii=False))
    return found or Expression(text=json.dumps(text), names=("unread",))


def _errors(node: Node) -> Iterator[Node]:
    """The nodes that the parser could not fit, the deepest first."""
    for child in node.children:
        if child.has_error:
            yield from _errors(child)
    if node.is_error or node.is_missing:
        yield node


def _block(node: Node, file: str, depth: int) -> Block:
    if depth > _MOST_NESTED:
        raise ReadError("source-malformed", file=file, line=node.start_point.row + 1)
    heads = [child for child in node.named_children if child.type in ("identifier", "string_lit")]
    inner = [item for body in node.named_children if body.type == "body" for item in body.named_children]
    return Block(
        type=_text(heads[0]),
        labels=tuple(_text(head).strip('"') for head in heads[1:]),
        attributes=dict(_attribute(item) for item in inner if item.type == "attribute"),
        blocks=tuple(_block(item, file, depth + 1) for item in inner if item.type == "block"),
        file=file,
        line=node.start_point.row + 1,
    )


def _attribute(node: Node) -> tuple[str, Expression]:
    name, value = (child for child in node.named_children if child.type in ("identifier", "expression"))
    return _text(name), _expression(value)


def _expression(node: Node) -> Expression:
    found = [child for child in node.named_children if child.type != "comment"]
    first = found[0] if found else node
    names = tuple(dict.fromkeys(_names(node, frozenset())))
    return Expression(
        text=_text(node),
        names=names,
        bare=first.type == "variable_expr" and all(child.type in _STEPS for child in found[1:]) and len(names) == 1,
        literal=_literal(first) if len(found) == 1 else None,
        null=first.type == "literal_value" and _text(first) == "null",
        members=_members(first),
    )


def _literal(node: Node) -> Scalar | None:
    if node.type != "literal_value":
        return None
    written = _text(node)
    if written.startswith('"'):
        if "%%{" in written or "$${" in written:
            return written[1:-1].replace("$${", "${").replace("%%{", "%{")
        return _unescaped(written)
    if written in ("true", "false"):
        return written == "true"
    return _number(written)


def _unescaped(written: str) -> str | None:
    try:
        found = json.loads(written, strict=False)
    except ValueError:
        return None
    return found if isinstance(found, str) else None


def _number(written: str) -> Scalar | None:
    try:
        return int(written)
    except ValueError:
        pass
    try:
        return float(written)
    except ValueError:
        return None


def _members(node: Node) -> dict[str, Expression] | None:
    """The members of an object; None for anything else, and for one with a computed key."""
    written = node.named_children[0] if node.type == "collection_value" and node.named_children else None
    if written is None or written.type != "object":
        return None
    found: dict[str, Expression] = {}
    for element in written.named_children:
        if element.type != "object_elem":
            continue
        key, value = (child for child in element.named_children if child.type == "expression")
        name = _key(key)
        if name is None:
            return None
        found[name] = _expression(value)
    return found or None


def _key(node: Node) -> str | None:
    first = node.named_children[0]
    if node.children[0].type == "(":
        return None
    if first.type == "variable_expr":
        return _text(node)  # `aws.west` too, which only maps of providers have
    if node.named_child_count != 1:
        return None
    literal = _literal(first)
    return None if literal is None else str(literal)


def _names(node: Node, bound: frozenset[str]) -> Iterator[str]:
    """What an expression refers to; `bound` are names that a `for` gives."""
    if node.type in ("for_expr", "for_tuple_expr", "for_object_expr"):
        intro = [child for child in _descend(node) if child.type == "for_intro"]
        bound |= {_text(name) for item in intro for name in item.named_children if name.type == "identifier"}
    if node.type == "function_call" and ((name := _text(node.named_children[0])) in _IMPURE or "::" in _text(node)):
        yield f"function.{name}"
    children = node.children
    if node.type == "object_elem" and _key(node.named_children[0]) is not None:
        children = children[1:]  # a key that is written out is no reference
    for position, child in enumerate(children):
        if child.type == "variable_expr" and _text(child) not in bound:
            yield _reference(children[position:])
        elif child.type == "variable_expr":
            continue
        if child.type != "literal_value":
            yield from _names(child, bound)


def _descend(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        if child.type in ("for_tuple_expr", "for_object_expr"):
            yield from child.children


def _reference(nodes: list[Node]) -> str:
    """`aws_s3_bucket.b["x"].arn`, up to the first step that is not written out."""
    found = _text(nodes[0])
    for node in nodes[1:]:
        if node.type == "get_attr":
            found += f".{_text(node.named_children[0])}"
        elif node.type == "index" and (key := _index(node)) is not None:
            found += f"[{json.dumps(key, ensure_ascii=False)}]"
        else:
            break
    return found


def _index(node: Node) -> Scalar | None:
    inner = node.named_children[0]
    written = [child for child in inner.named_children if child.type == "expression"]
    if len(written) == 1 and written[0].named_child_count == 1:
        return _literal(written[0].named_children[0])
    return None


def _text(node: Node) -> str:
    return (node.text or b"").decode()
