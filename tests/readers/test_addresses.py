"""Addresses, whatever stands in their keys."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.readers.terraform_plan.addresses import module_of, whole, without_keys

NAMES = st.from_regex(r"[a-z_][a-z0-9_-]{0,5}", fullmatch=True)
KEYS = st.none() | st.integers(0, 99) | st.text(max_size=5) | st.sampled_from(["a.b", 'x"]y', "][", "\\", 'module."q"'])


def keyed(name: str, key: int | str | None) -> str:
    return name if key is None else f"{name}[{json.dumps(key, ensure_ascii=False)}]"


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, str, str]:
    """An address, the same without keys, and its module."""
    modules = draw(st.lists(st.tuples(NAMES, KEYS), max_size=3))
    data = draw(st.sampled_from(["", "data."]))
    type_, name, key = draw(NAMES), draw(NAMES), draw(KEYS)
    module = ".".join(f"module.{keyed(called, key)}" for called, key in modules)
    plain = ".".join(f"module.{called}" for called, _ in modules)
    dot = "." if modules else ""
    return f"{module}{dot}{data}{type_}.{keyed(name, key)}", f"{plain}{dot}{data}{type_}.{name}", module


@given(addresses())
def test_keys_and_modules(parts: tuple[str, str, str]) -> None:
    address, plain, module = parts
    assert without_keys(address) == plain
    assert module_of(address) == module
    assert without_keys(plain) == plain


@given(addresses())
def test_an_address_that_left_out_its_module_is_made_whole(parts: tuple[str, str, str]) -> None:
    address, _, module = parts
    local = address.removeprefix(f"{module}.") if module else address
    assert whole(local, module, None) == address
    assert whole(address, module, None) == address


@pytest.mark.parametrize(
    ("address", "module", "key", "expected"),
    [
        ("a.b", "", None, "a.b"),
        ("a.b", "module.m", 0, "module.m.a.b[0]"),
        ("a.b", 'module.m["x.y"]', "k", 'module.m["x.y"].a.b["k"]'),
        ("module.m.a.b[0]", "module.m", 0, "module.m.a.b[0]"),
        ("data.a.b", "module.m", 'q"', 'module.m.data.a.b["q\\""]'),
    ],
)
def test_whole(address: str, module: str, key: int | str | None, expected: str) -> None:
    assert whole(address, module, key) == expected
