"""`show`: who owns whom as a tree and as graphs, claims, conflicts, and what to keep an eye on in the knowledge."""

from __future__ import annotations

import pytest
import yaml
from cli_run import Run

from souverain import knowledge


def test_the_owners_of_who_runs_a_provider_up_to_the_last(run: Run) -> None:
    lines = run("show", "entities", "exoscale").out.splitlines()
    start = lines.index("Akenes SA (CH)")
    assert lines[start + 1] == "└─ owned by A1 Digital International GmbH (AT): control"
    assert "      ├─ owned by América Móvil, S.A.B. de C.V. (MX): control, 56.55% of the capital" in lines
    assert any("read 2023-07-26]" in line for line in lines)


def test_the_subsidiaries_of_a_group_hang_on_it(run: Run) -> None:
    out = run("show", "entities", "ovh-sas").out
    assert "│  └─ owns OVH US LLC (US): control" in out
    assert "└─ technology of: Broadcom Inc. (VMware) (US)" in out


def test_what_a_state_owns_besides_is_left_out(run: Run) -> None:
    out = run("show", "entities", "s3ns-sas").out
    assert "owned by French State (FR)" in out
    assert "La Poste" not in out


def test_in_french(run: Run) -> None:
    out = run("show", "entities", "exoscale", "--lang", "fr").out
    assert "détenu par América Móvil, S.A.B. de C.V. (MX) : contrôle, 56.55 % du capital" in out


@pytest.mark.parametrize(
    ("entity", "answer", "line"),
    [
        ("akenes", "not met", "19.6.a   not met: Akenes SA has its seat or its headquarters outside the Union"),
        ("aws-esc-gmbh", "not met", "19.6.b1  not met: Amazon.com, Inc., outside the Union, has at least 100 %"),
        ("s3ns-sas", "not known", "19.6.b1  not known: the share or the seat of Google LLC is not published"),
    ],
)
def test_the_capital_test_of_secnumcloud(run: Run, entity: str, answer: str, line: str) -> None:
    out = run("show", "entities", entity, "--as-of", "2026-11-21").out
    assert f"capital test of SecNumCloud 19.6 on 2026-11-21, from the records: {answer}" in out
    assert f"  {line}" in out


@pytest.mark.parametrize(
    ("form", "first", "edge"),
    [
        ("mermaid", "flowchart TD", '  e1 -->|"control (2026-11-21, secondary)"| e0'),
        ("dot", "digraph owners {", '  e1 -> e0 [label="control (2026-11-21, secondary)"];'),
    ],
)
def test_as_a_graph(run: Run, form: str, first: str, edge: str) -> None:
    lines = run("show", "entities", "exoscale", "--format", form).out.splitlines()
    assert lines[0] == first
    assert edge in lines
    assert sum("América Móvil" in line for line in lines) == 1


def test_a_graph_names_every_end_of_its_edges(run: Run) -> None:
    lines = run("show", "entities", "numspot", "--format", "dot").out.splitlines()
    nodes = {line.split()[0] for line in lines if "[label=" in line and "->" not in line}
    ends = {word for line in lines if "->" in line for word in (line.split()[0], line.split()[2])}
    assert ends <= nodes
    assert len(ends) > 5


@pytest.mark.parametrize(
    "arguments",
    [
        ("providers", "aws", "--format", "dot"),
        ("entities", "--format", "mermaid"),
        ("entities", "nobody"),
        ("claims", "nothing"),
        ("knowledge", "--as-of", "yesterday"),
    ],
    ids=" ".join,
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run("show", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1].startswith("Error: ")


@pytest.mark.parametrize(
    ("what", "id_", "said"),
    [
        ("claims", "hds-is-sovereign", "verdict: contradicted"),
        ("conflicts", "s3ns-google-share", "A survey: Google holds 49 %"),
        ("backends", "terraform-s3", "dynamodb_table"),
        ("providers", "scaleway", "technology:"),
        ("regimes", "sren-31", "id: SREN-31-CERT"),
        ("laws", "us-cloud-act", "channel: parent"),
    ],
)
def test_one_of_each_shelf(run: Run, what: str, id_: str, said: str) -> None:
    ran = run("show", what, id_)
    assert (ran.code, said in ran.out, "grade: " in ran.out) == (0, True, True)


def section(out: str, title: str) -> list[str]:
    """The lines under a title."""
    lines = out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(title))
    after = lines[start + 1 :]
    return after[: after.index("")] if "" in after else after


@pytest.mark.parametrize(
    ("as_of", "within", "listed"),
    [("2026-11-30", "0", True), ("2026-12-01", "0", False), ("2026-11-01", "29", True), ("2026-11-01", "28", False)],
)
def test_what_ends_soon_bounds_included(run: Run, as_of: str, within: str, listed: bool) -> None:
    out = run("show", "knowledge", "--as-of", as_of, "--within", within).out
    found = section(out, "ends within")
    assert any(line.endswith("certificate  outscale/outscale SecNumCloud") for line in found) is listed


def test_what_has_ended_without_a_renewal(run: Run) -> None:
    out = run("show", "knowledge", "--as-of", "2026-12-01").out
    assert "  2026-11-30  certificate  outscale/outscale SecNumCloud" in section(out, "ended before")


@pytest.mark.parametrize(("as_of", "old"), [("2027-02-22", False), ("2027-02-23", True)])
def test_old_after_ninety_days(run: Run, as_of: str, old: bool) -> None:
    """The knowledge is of 2026-11-24 here; a newer one would move the day."""
    first, second, *_ = run("show", "knowledge", "--as-of", as_of).out.splitlines()
    assert first.startswith("knowledge of 2026-11-24")
    assert second.startswith("old on") is old


def test_what_rests_on_little_and_what_is_contradicted(run: Run) -> None:
    out = run("show", "knowledge", "--below", "secondary").out
    weak = section(out, "rests on less than secondary")
    assert {line.split()[0] for line in weak} == {"background"}
    assert any(line.startswith("  s3ns-google-share") for line in section(out, "sources that disagree"))


def test_what_other_scanners_ask_for_is_listed_beside_what_sources_disagree_on(run: Run) -> None:
    lines = run("show", "conflicts").out.splitlines()
    assert any(line.startswith("azure-storage-geo-redundancy") and "trivy AZU-0058" in line for line in lines)
    assert "checkov-checks:" in run("show", "conflicts", "s3-replication").out


def test_the_lines_that_skip_checks_of_checkov_are_its_configuration(run: Run) -> None:
    out = run("show", "conflicts", "--format", "checkov").out
    ids = [check.id for item in knowledge.load().advice for check in item.checks if check.tool == "checkov"]
    assert yaml.safe_load(out) == {"skip-check": ids}
    assert "#   #checkov:skip=CKV_AWS_144:copies stay in the allowed zone" in out.splitlines()


def test_the_lines_that_skip_checks_of_trivy_are_ids_and_comments(run: Run) -> None:
    lines = run("show", "conflicts", "--format", "trivy", "--lang", "fr").out.splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["AZU-0058", "AVD-AZU-0058"]
    assert "#   #trivy:ignore:AVD-AZU-0058" in lines


@pytest.mark.parametrize(
    "arguments",
    [
        ("conflicts", "s3-replication", "--format", "trivy"),
        ("conflicts", "hetzner-c5", "--format", "checkov"),
        ("entities", "--format", "trivy"),
    ],
    ids=" ".join,
)
def test_lines_that_skip_nothing_are_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("show", *arguments).code == 2
