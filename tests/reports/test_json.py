"""JSON for machines: as approved, and always by the published schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import report_cases as cases
from jsonschema import Draft202012Validator
from report_cases import Golden

from souverain.reports import Look, write_inventory
from souverain.reports.inventory import Inventory
from souverain.reports.report import Report

SCHEMAS = Path(__file__).resolve().parents[2] / "plugin/souverain/reports/schemas"
REPORTS = {
    "mixed": cases.mixed(),
    "french": cases.mixed("fr"),
    "day one": cases.day_one(),
    "holed": cases.holed(),
    "broken": cases.broken(),
    "empty": cases.made(cases.document(), []),
}
INVENTORIES = {
    "mixed": cases.listed(),
    "day one": cases.listed(cases.UNDECLARED),
    "holed": cases.listed(cases.HOLED),
    "empty": cases.listed(cases.document()),
}


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_report_as_approved(golden: Golden) -> None:
    golden("mixed.json", cases.write("json", cases.mixed()))


def test_inventory_as_approved(golden: Golden) -> None:
    golden("inventory.json", "".join(write_inventory("json", cases.listed(), Look())))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report_follows_its_schema(report: Report) -> None:
    validator("report").validate(json.loads(cases.write("json", report)))


@pytest.mark.parametrize("found", INVENTORIES.values(), ids=INVENTORIES)
def test_inventory_follows_its_schema(found: Inventory) -> None:
    validator("inventory").validate(json.loads("".join(write_inventory("json", found, Look()))))


@pytest.mark.parametrize(
    ("name", "document"),
    [("report", {"schema": "souverain/report/v1"}), ("report", {"schema": "souverain/report/v2"}), ("inventory", {})],
)
def test_a_schema_refuses_what_is_not_its_document(name: str, document: dict[str, str]) -> None:
    assert not validator(name).is_valid(document)


def test_the_language_changes_words_alone() -> None:
    english, french = (json.loads(cases.write("json", cases.mixed(lang))) for lang in ("en", "fr"))
    for report in (english, french):
        for finding in report["findings"]:
            for words in ("message", "evidence", "legal_basis", "remediation"):
                del finding[words]
        for open_ in report["coverage"]["open"]:
            del open_["reason"], open_["settle"]
    assert english == french
