"""What `souverain.yaml` declares, on the command line: counted in reports, shown in `explain`, refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_run import Run

PLAN = {
    "format_version": "1.2",
    "terraform_version": "1.11.4",
    "resource_changes": [
        {
            "address": "azurerm_storage_account.records",
            "mode": "managed",
            "type": "azurerm_storage_account",
            "name": "records",
            "provider_name": "registry.terraform.io/hashicorp/azurerm",
            "change": {
                "actions": ["create"],
                "before": None,
                "after": {"location": "francecentral", "account_replication_type": "LRS", "tags": {"data": "health"}},
                "after_unknown": {},
            },
        }
    ],
}
ATTESTED = """\
author: DPO
date: 2026-11-20
attestations:
  - scheme: HDS
    offer: azure/azure
    certificate_no: H-1
    version: "2.0"
    activities: [physical-sites, hardware, virtual-infrastructure, platform]
    sites: [francecentral]
    services: ["*"]
    from: 2026-01-01
    to: 2027-01-01
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A plan in the folder of the run."""
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    return "plan.json"


def declare(content: str) -> None:
    Path("souverain.yaml").write_text(content, encoding="utf-8")


def test_an_attestation_settles_what_is_claimed_and_is_counted(run: Run, plan: str) -> None:
    arguments = ("check", plan, "--profile", "hds", "--as-of", "2026-11-21", "--format", "json")
    before = run(*arguments)
    declare(ATTESTED)
    after = run(*arguments)
    assert (before.code, after.code) == (4, 0)
    assert [json.loads(ran.out)["config"]["overrides"] for ran in (before, after)] == [0, 1]


def test_explain_shows_it_as_declared_by_whom_and_when(run: Run, plan: str) -> None:
    declare(ATTESTED)
    page = " ".join(run("explain", "azurerm_storage_account.records", plan, "--as-of", "2026-11-21").out.split())
    assert "HDS 2.0: attested by you, until 2027-01-01" in page
    assert "[declared; certificate H-1, seen by DPO, 2026-11-20" in page


def test_a_declaration_of_nothing_on_record_is_no_verdict(run: Run, plan: str) -> None:
    declare(ATTESTED.replace("azure/azure", "azure/nothing"))
    ran = run("check", plan)
    assert ran.code == 3
    assert "attestations H-1 names azure/nothing" in ran.err


QUALIFIED = {
    "format_version": "1.2",
    "terraform_version": "1.11.4",
    "resource_changes": [
        {
            "address": "outscale_volume.records",
            "mode": "managed",
            "type": "outscale_volume",
            "name": "records",
            "provider_name": "registry.terraform.io/outscale/outscale",
            "change": {
                "actions": ["create"],
                "before": None,
                "after": {"subregion_name": "cloudgouv-eu-west-1a", "tags": [{"key": "data", "value": "health"}]},
                "after_unknown": {},
            },
        }
    ],
}
CLAUSES = """\
author: DPO
date: 2026-11-20
contracts:
  - {clause: service-qualified, agreed: %s, offers: [outscale]}
"""


@pytest.mark.parametrize(
    ("declared", "code", "status", "said"),
    [
        ("", 0, "alert", "clause service-qualified: not declared"),
        (CLAUSES % "true", 0, "pass", "The contract says that the service provided is the qualified one"),
        (CLAUSES % "false", 1, "fail", "clause service-qualified: declared absent"),
    ],
    ids=["not declared", "agreed", "absent"],
)
def test_a_clause_of_the_contract(run: Run, tmp_path: Path, declared: str, code: int, status: str, said: str) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(QUALIFIED), encoding="utf-8")
    if declared:
        declare(declared)
    arguments = ("check", "plan.json", "--profile", "secnumcloud", "--as-of", "2026-11-21", "--include-passes")
    ran = run(*arguments, "--format", "json")
    (found,) = [one for one in json.loads(ran.out)["findings"] if one["requirement"] == "secnumcloud/SNC-CONTRACT"]
    assert (ran.code, found["status"]) == (code, status)
    assert said in found["message"]
    evidence = {line["about"]: line for line in found["evidence"]}
    if declared:
        assert (evidence["clause"]["grade"], evidence["clause"]["as_of"]) == ("declared", "2026-11-20")
        assert "declared by DPO" in evidence["clause"]["source"]
    else:
        assert "service-qualified" in found["remediation"]
    french = run(*arguments, "--lang", "fr")
    assert french.code == code
    assert ("déclarée absente" in french.out) == (status == "fail")


def test_a_clause_with_a_typing_error_is_refused(run: Run, plan: str) -> None:
    declare(CLAUSES.replace("service-qualified", "service-qualifed") % "true")
    ran = run("check", plan, "--as-of", "2026-11-21")
    assert ran.code == 3
    assert "service-qualifed" in ran.err
    assert "service-qualified" in ran.err


def test_a_clause_is_not_asked_of_what_may_hold_nothing_of_concern(run: Run, tmp_path: Path) -> None:
    plan = json.loads(json.dumps(QUALIFIED))
    del plan["resource_changes"][0]["change"]["after"]["tags"]
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    arguments = ("check", "plan.json", "--profile", "secnumcloud", "--as-of", "2026-11-21", "--format", "json")
    asked = {found["requirement"] for found in json.loads(run(*arguments).out)["findings"]}
    strictly = {found["requirement"] for found in json.loads(run(*arguments, "--strict").out)["findings"]}
    assert asked == {""}
    assert "secnumcloud/SNC-CONTRACT" in strictly
