"""Which provider block a resource uses, by every way in which Terraform has written it."""

from __future__ import annotations

import msgspec
import pytest

from souverain.readers.terraform_plan import providers, shapes

REGION = msgspec.Raw(b'{"region": {"constant_value": "eu-west-3"}}')


def block(name: str, *, module: str = "", alias: str = "", empty: bool = False) -> shapes.ConfigProvider:
    return shapes.ConfigProvider(
        name=name, alias=alias, module_address=module, expressions=shapes.NOTHING if empty else REGION
    )


ROOT = {"aws": block("aws")}
ALIASES = {"aws": block("aws"), "aws.dr": block("aws", alias="dr")}
OWN = {"aws": block("aws"), "module.site:aws": block("aws", module="module.site")}
PLACEHOLDER = {"aws": block("aws"), "module.site:aws": block("aws", module="module.site", empty=True)}
ELSEWHERE = {"aws": block("aws"), "module.other:aws": block("aws", module="module.other")}
OLD = {"aws": block("aws"), "site:aws": block("aws", module="site")}

USED = {
    "root": (ROOT, "", "aws", "aws"),
    "alias": (ALIASES, "", "aws.dr", "aws.dr"),
    "handed down": (ALIASES, "module.site", "aws.dr", "aws.dr"),
    "no block at all": ({}, "", "aws", None),
    "no key": (ROOT, "", "", None),
    "own block of the module": (OWN, "module.site", "module.site:aws", "module.site:aws"),
    "own block, empty": (PLACEHOLDER, "module.site", "module.site:aws", "module.site:aws"),
    "block of the module above": (OWN, "module.site.module.db", "module.site:aws", "module.site:aws"),
    "before 1.1, the only block": (ROOT, "module.site", "site:aws", "aws"),
    "before 1.1, nested": (ROOT, "module.a.module.site", "site:aws", "aws"),
    "before 1.1, one of several": (ALIASES, "module.site", "site:aws", None),
    "before 1.1, own block": (OWN, "module.site", "site:aws", "module.site:aws"),
    "before 1.1, nested, block above": (OWN, "module.site.module.db", "db:aws", None),
    "before 1.1, a block or a placeholder": (PLACEHOLDER, "module.site", "site:aws", None),
    "before 1.1, a block that it cannot see": (ELSEWHERE, "module.site", "site:aws", "aws"),
    "before 1.1, only an alias": ({"aws.dr": block("aws", alias="dr")}, "module.site", "site:aws", None),
    "before 1.1, handed down to an alias": (ROOT, "module.site", "site:aws.dr", "aws"),
    "before 1.1, another provider": (ROOT, "module.site", "site:google", None),
    "0.12, own block": (OLD, "module.site", "site:aws", "site:aws"),
    "0.12, a module of the same name": (OLD, "module.a.module.site", "site:aws", "aws"),
}


@pytest.mark.parametrize(("blocks", "module", "key", "used"), USED.values(), ids=USED.keys())
def test_used_by(blocks: dict[str, shapes.ConfigProvider], module: str, key: str, used: str | None) -> None:
    assert providers.used_by(module, key, providers.read(blocks)) == used


def test_terraform_0_12_leaves_out_the_word_module() -> None:
    read = providers.read({"site.db:aws": block("aws", module="site.db")})
    assert read["site.db:aws"].module == "module.site.module.db"
