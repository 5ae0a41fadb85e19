"""`souverain config`: what can be used, what cannot and why, and what has ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_run import Run

WAIVER = "waivers: [{rule: %s, address: '*', reason: r, author: a, date: 2026-01-01, approver: b, until: %s}]"


def test_a_file_that_can_be_used_says_what_it_declares(run: Run) -> None:
    Path("souverain.yaml").write_text("data: none\nauthor: DPO\n")
    ran = run("config")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("souverain.yaml: can be used. Rules on classes: 1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{data: nonne, author: a}", "none"),
        ("profiles: [helth]", "helth"),
        (WAIVER % ("no-such-rule", "2027-01-01"), "waivers[0].rule"),
        (WAIVER % ("hds/HDS-CERT-999", "2027-01-01"), "HDS-CERT-999"),
        ("{author: a, date: 2026-01-01, workload: {no-such: yes}}", "no-such"),
        ("{author: a, date: 2026-01-01, owners: [{owner: nobody, owned: ovh-sas}]}", "nobody"),
        ("a: [", "souverain.yaml"),
    ],
    ids=["class", "profile", "rule", "requirement", "question", "owner", "no YAML"],
)
def test_a_file_that_cannot_be_used_says_why_in_one_line(run: Run, content: str, said: str) -> None:
    Path("souverain.yaml").write_text(content)
    ran = run("config")
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_one_broken_file_hides_no_other(run: Run) -> None:
    Path("good.yaml").write_text("lang: fr")
    Path("bad.yaml").write_text("lang: de")
    ran = run("config", "bad.yaml", "good.yaml", "none.yaml")
    assert ran.code == 3
    assert "good.yaml: can be used" in ran.out
    assert ran.err.count("\n") == 2


def test_a_waiver_that_has_ended_is_named(run: Run) -> None:
    Path("souverain.yaml").write_text(WAIVER % ("health/IMM-REACH", "2020-01-01"))
    ran = run("config", "--lang", "fr")
    assert ran.code == 0
    assert "échue le 2020-01-01" in ran.out


def test_without_a_file_there_is_nothing_to_validate(run: Run) -> None:
    assert run("config").code == 2
