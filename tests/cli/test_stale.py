"""Reports say so when the knowledge is more than 90 days older than the date that they judge for."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_run import Run

from souverain.knowledge import load

PLAN = {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": []}


@pytest.mark.parametrize(("days", "old"), [(0, False), (90, False), (91, True), (400, True)])
@pytest.mark.parametrize(("lang", "words"), [("en", "days old"), ("fr", "jours")])
def test_old_knowledge(run: Run, tmp_path: Path, days: int, old: bool, lang: str, words: str) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    as_of = date.fromisoformat(load().as_of) + timedelta(days=days)
    told = " ".join(run("check", "plan.json", "--as-of", str(as_of), "--lang", lang).out.split())
    assert (f"{days} {words}" in told) == old


def test_a_report_names_the_knowledge_that_it_rests_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    report = json.loads(run("check", "plan.json", "--as-of", "2026-11-21", "--format", "json").out)
    known = load()
    assert report["knowledge"] == {"as_of": known.as_of, "digest": known.digest, "oldest_fact": known.oldest_fact}
