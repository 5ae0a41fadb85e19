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
