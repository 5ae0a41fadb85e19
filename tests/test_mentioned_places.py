"""A plan shows which names an expression mentions, and not the expression: what that is worth, profile by profile.

`var.region` and `var.region == "a" ? "b" : "a"` read alike in a plan. The value counts as a place where it is one,
assumed: it may refuse, and passes unless judging is strict; the source beside the plan settles both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from souverain import scan
from souverain.config import Config
from souverain.given import Given

QUALIFIED, ABROAD = "cloudgouv-eu-west-1", "us-east-2"
MENTIONS: dict[str, Any] = {"references": ["var.region"]}
PLAIN = "var.region"
CONDITION = f'var.region == "{QUALIFIED}" ? "{ABROAD}" : "{QUALIFIED}"'


def plan(folder: Path, region: dict[str, Any], value: str = QUALIFIED) -> str:
    vm = {"address": "outscale_vm.a", "mode": "managed", "type": "outscale_vm", "name": "a"}
    after = {"image_id": "ami-1", "tags": [{"key": "data-class", "value": "health"}]}
    change = {"actions": ["create"], "before": None, "after": after, "after_unknown": {"id": True}}
    source = "registry.terraform.io/outscale/outscale"
    block = {"name": "outscale", "full_name": source, "expressions": {"region": region}}
    configured = {**vm, "provider_config_key": "outscale", "expressions": {"image_id": {"constant_value": "ami-1"}}}
    document = {
        "format_version": "1.2",
        "variables": {"region": {"value": value}},
        "resource_changes": [{**vm, "provider_name": source, "change": change}],
        "configuration": {
            "provider_config": {"outscale": block},
            "root_module": {"variables": {"region": {}}, "resources": [configured]},
        },
    }
    folder.mkdir(exist_ok=True)
    path = folder / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def source(folder: Path, region: str) -> Given:
    folder.mkdir()
    text = f"""
terraform {{
  required_providers {{
    outscale = {{ source = "outscale/outscale" }}
  }}
}}
variable "region" {{ type = string }}
provider "outscale" {{ region = {region} }}
resource "outscale_vm" "a" {{
  image_id = "ami-1"
  tags {{
    key   = "data-class"
    value = "health"
  }}
}}
"""
    (folder / "main.tf").write_text(text, encoding="utf-8")
    return Given(source=str(folder))


def judged(path: str, profile: str, **more: Any) -> tuple[int, str]:
    report = scan.check([path], Config(profiles=(profile,), as_of="2026-11-24", **more))
    return report.exit_code, report.verdicts[0].verdict


def placed(path: str, given: Given) -> tuple[str, str]:
    (entry,) = scan.inventory([path], Config(as_of="2026-11-24", given=given)).resources
    return entry.region, entry.confidence


@pytest.mark.parametrize("profile", ["health", "secnumcloud"])
def test_a_variable_that_is_only_mentioned_is_assumed(tmp_path: Path, profile: str) -> None:
    path = plan(tmp_path, MENTIONS)
    assert placed(path, Given()) == (QUALIFIED, "assumed")
    assert judged(path, profile) == (0, "pass")
    assert judged(path, profile, strict=True)[0] == 4


def test_a_constant_does(tmp_path: Path) -> None:
    assert judged(plan(tmp_path, {"constant_value": QUALIFIED}), "secnumcloud") == (0, "pass")


def test_what_is_outside_is_refused_all_the_same(tmp_path: Path) -> None:
    assert judged(plan(tmp_path, MENTIONS, ABROAD), "secnumcloud")[0] == 1
    assert judged(plan(tmp_path, MENTIONS, ABROAD), "health")[0] == 1


def test_it_says_what_settles_it(tmp_path: Path) -> None:
    (entry,) = scan.inventory([plan(tmp_path, MENTIONS)], Config(as_of="2026-11-24")).resources
    assert any("--source" in step for step in entry.why)


SOURCES = {
    "the variable": (PLAIN, (QUALIFIED, "derived"), 0),
    "a condition on it": (CONDITION, (ABROAD, "derived"), 1),
}


@pytest.mark.parametrize(("written", "where", "code"), SOURCES.values(), ids=SOURCES)
def test_the_source_settles_it(tmp_path: Path, written: str, where: tuple[str, str], code: int) -> None:
    path, given = plan(tmp_path, MENTIONS), source(tmp_path / "source", written)
    assert placed(path, given) == where
    assert judged(path, "secnumcloud", given=given)[0] == code


def test_a_name_that_is_mentioned_twice_is_no_place_at_all(tmp_path: Path) -> None:
    path = plan(tmp_path, {"references": ["var.region", "var.region"]})
    assert placed(path, Given()) == ("unknown", "unknown")
    assert judged(path, "health")[0] == 4
