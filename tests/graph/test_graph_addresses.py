"""Addresses are taken apart whatever stands in their keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.graph import addresses

NAMES = st.lists(st.sampled_from(["a", "b_1", "c-d"]), max_size=4)
KEYS = st.lists(st.text(max_size=5), min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("", ("",)),
        ("module.a", ("", "module.a")),
        ('module.a["x"].module.b[0]', ("", 'module.a["x"]', 'module.a["x"].module.b[0]')),
        ('module.a["module.z.y"].module.b', ("", 'module.a["module.z.y"]', 'module.a["module.z.y"].module.b')),
    ],
    ids=["root", "child", "keys", "a key like an address"],
)
def test_a_module_knows_the_modules_above(module: str, expected: tuple[str, ...]) -> None:
    assert addresses.scopes(module) == expected


@pytest.mark.parametrize(
    ("address", "plain", "key"),
    [
        ("aws_s3_bucket.b", "aws_s3_bucket.b", ""),
        ("aws_s3_bucket.b[12]", "aws_s3_bucket.b", "[12]"),
        ('module.a["x"].aws_s3_bucket.b["a.b]c"]', "module.a.aws_s3_bucket.b", '["a.b]c"]'),
        (r'aws_s3_bucket.b["say \"]\""]', "aws_s3_bucket.b", r'["say \"]\""]'),
    ],
    ids=["none", "count", "bracket in a key", "quotes in a key"],
)
def test_keys_are_told_from_addresses(address: str, plain: str, key: str) -> None:
    assert addresses.plain(address) == plain
    assert addresses.instance_key(address) == key


@given(
    st.lists(st.sampled_from(["a", "b_1", "c-d"]), max_size=4), st.lists(st.text(max_size=5), min_size=4, max_size=4)
)
def test_without_keys_an_address_is_the_path_of_calls(names: list[str], keys: list[str]) -> None:
    quoted = ['["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]' for key in keys]
    module = ".".join(f"module.{name}{key}" for name, key in zip(names, quoted, strict=False))
    assert addresses.plain(module) == ".".join(f"module.{name}" for name in names)
    assert len(addresses.scopes(module)) == len(names) + 1
    assert addresses.parent(addresses.plain(module)) == ".".join(f"module.{name}" for name in names[:-1])
