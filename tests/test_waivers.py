"""Waivers and the baseline: what they set aside, what they never do, and that nothing of it counts as satisfied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import estate
from estate import asked, document, not_known, passed, refused, resource
from souverain import baseline, findings, gate, waivers
from souverain.config import Config
from souverain.document import Document
from souverain.errors import ConfigError
from souverain.findings import Finding, Status
from souverain.model import Location
from souverain.revision import WorkTree
from souverain.waivers.inline import Comments
from souverain.waivers.waiver import Granted

CONFIG = Config(as_of=estate.AS_OF)
MADE = document(
    resource(),
    resource('module.legacy.aws_s3_bucket.copies["a"]', identity="module.legacy.aws_s3_bucket.copies"),
    resource("scaleway_rdb_instance.hl7", at="nowhere"),
)
RAW = [
    *passed("IMM-LOC", 0, 1),
    *(refused(number) for number in (0, 1)),
    not_known(2),
    not_known(2, "IMM-REACH"),
]


def found(made: Document = MADE, config: Config = CONFIG) -> tuple[Finding, ...]:
    return findings.judge(made, RAW, asked(config), estate.knowledge())


def waiver(**changes: str) -> Granted:
    said = {"rule": "extra-eu-jurisdiction", "address": "*", "until": "2026-12-31", "reason": "why", "written": "f"}
    return Granted(**{**said, **changes})


def applied(*given: Granted, findings_: Sequence[Finding] | None = None) -> tuple[tuple[Finding, ...], list[str]]:
    told, uses = waivers.apply(found() if findings_ is None else findings_, given, Comments(WorkTree()), CONFIG)
    return told, [use.state for use in uses]


@pytest.mark.parametrize(
    ("given_", "waived", "state"),
    [
        (waiver(), 2, "in-force"),
        (waiver(until="2026-12-24"), 2, "ending"),
        (waiver(until=estate.AS_OF), 2, "ending"),
        (waiver(until="2026-11-23"), 0, "expired"),
        (waiver(rule="health/IMM-REACH"), 3, "in-force"),
        (waiver(rule="storage-outside-zone"), 0, "orphan"),
        (waiver(address="module.legacy.*"), 1, "in-force"),
        (waiver(address="module.legacy.aws_s3_bucket.copies"), 1, "in-force"),
        (waiver(address='module.legacy.aws_s3_bucket.copies["b"]'), 0, "orphan"),
        (waiver(input="other.json"), 0, "orphan"),
        (waiver(reason=""), 0, "unusable"),
    ],
    ids=[
        *("in force", "about to end", "last day", "a day late", "by requirement", "another rule", "module"),
        *("without keys", "another key", "another input", "without a reason"),
    ],
)
def test_what_a_waiver_covers(given_: Granted, waived: int, state: str) -> None:
    told, states = applied(given_)
    assert [finding.status for finding in told].count("waived") == waived
    assert states == [state]


def test_a_waived_finding_says_who_answers_for_it_and_keeps_its_evidence() -> None:
    before = found()
    told, _ = applied(waiver(approver="RSSI", link="https://example.org/1"))
    finding = next(finding for finding in told if finding.status == "waived")
    assert finding.set_aside is not None
    assert (finding.set_aside.was, finding.set_aside.until, finding.set_aside.approver) == (
        "fail",
        "2026-12-31",
        "RSSI",
    )
    assert not finding.gate
    assert finding.evidence[0].text == "2026-12-31: waived, why (RSSI)"
    assert finding.evidence[1:] == before[0].evidence


def test_the_longest_of_several_waivers_holds() -> None:
    told, _ = applied(waiver(), waiver(until="2027-01-31"), waiver(until="2020-01-01"))
    assert {finding.set_aside.until for finding in told if finding.set_aside} == {"2027-01-31"}


@pytest.mark.parametrize(("binding", "waived"), [("house", 2), ("certification", 0)])
def test_an_unknown_place_is_never_waived_under_a_certification(binding: str, waived: int) -> None:
    bound = [msgspec.structs.replace(finding, binding=binding) for finding in found()]
    told, states = applied(waiver(rule="unknown-location"), findings_=bound)
    assert [finding.status for finding in told].count("waived") == waived
    assert states == (["in-force"] if waived else ["refused"])


def test_a_profile_of_which_all_is_waived_is_waived_until_the_first_day_that_ends_one() -> None:
    told, _ = applied(waiver(), waiver(rule="unknown-location", until="2026-12-01"))
    verdict = gate.verdict(MADE, told, CONFIG)
    assert (verdict.verdict, verdict.until, verdict.waived, verdict.gating) == ("waived", "2026-12-01", 4, 0)
    assert gate.exit_code(told, MADE.inputs, CONFIG) == 0


def test_what_is_not_waived_decides() -> None:
    told, _ = applied(waiver())
    assert gate.verdict(MADE, told, CONFIG).verdict == "unproven"
    assert gate.exit_code(told, MADE.inputs, CONFIG) == 4


# --- In source ------------------------------------------------------------------------------------------------------

SOURCE = """\
# souverain:ignore extra-eu-jurisdiction until=2026-12-31 reason=moves in January
# (ticket 12)
resource "aws_s3_bucket" "records" {
  bucket = "x"
}

module "legacy" { # souverain:ignore health/IMM-REACH until=2026-12-01 reason="old, really"
  # souverain:ignore unknown-location until=2026-12-02 reason=first in it
  source = "./legacy" // souverain:ignore storage-outside-zone until=2026-12-02 reason=too late
}
variable "x" {} # souverain:ignore extra-eu-jurisdiction until=2026-12-31 reason=no block of ours
resource "scaleway_rdb_instance" "hl7" { // souverain:ignore unknown-location until=2026-13-01 reason=no such day
}
"""


def in_source(tmp_path: Path, source: str = SOURCE) -> tuple[tuple[Finding, ...], tuple[waivers.Use, ...]]:
    file = tmp_path / "main.tf"
    file.write_text(source, encoding="utf-8")
    placed = [msgspec.structs.replace(finding, location=Location(str(file), 3)) for finding in found()]
    return waivers.apply(placed, (), Comments(WorkTree()), CONFIG)


def test_a_comment_counts_for_its_block(tmp_path: Path) -> None:
    told, uses = in_source(tmp_path)
    waived = {finding.address: finding.set_aside.reason for finding in told if finding.set_aside}
    assert waived == {
        "aws_s3_bucket.records": "moves in January",
        'module.legacy.aws_s3_bucket.copies["a"]': "old, really",
    }
    assert {(use.rule, use.state) for use in uses} == {
        ("extra-eu-jurisdiction", "in-force"),
        ("health/IMM-REACH", "ending"),
        ("unknown-location", "orphan"),
        ("unknown-location", "unusable"),
    }


@given(st.text(alphabet='#/ {}\n"=souverain:ignore until=2026-12-31 reason=x module resource', max_size=300))
def test_no_source_breaks_the_reading_of_comments(text: str) -> None:
    class Made:
        def read(self, path: Path) -> bytes:  # noqa: ARG002  # one file
            return f"souverain:ignore\n{text}".encode()

    placed = [msgspec.structs.replace(finding, location=Location("main.tf", 3)) for finding in FOUND]
    told, _ = waivers.apply(placed, (), Comments(Made()), CONFIG)
    assert len(told) == len(placed)


FOUND = found()

# --- The baseline ---------------------------------------------------------------------------------------------------


def statuses(told: Sequence[Finding]) -> list[str]:
    return [finding.status for finding in told]


def test_debt_that_is_known_closes_no_gate_and_is_still_what_it_was() -> None:
    debt = baseline.of(FOUND, estate.AS_OF)
    told = baseline.apply(FOUND, debt)
    assert set(statuses(told)) == {"baselined"}
    assert gate.exit_code(told, MADE.inputs, CONFIG) == 0
    verdict = gate.verdict(MADE, told, CONFIG)
    assert (verdict.verdict, verdict.refused, verdict.unproven, verdict.gating) == ("fail", 2, 2, 0)


def test_an_occurrence_counts_once_and_the_new_one_closes_the_gate() -> None:
    """Instances of one block share a fingerprint."""
    siblings = [
        resource(f"aws_s3_bucket.b[{number}]", identity="aws_s3_bucket.b", state=state, action=action)
        for number, (state, action) in enumerate([("introduced", "create"), ("existing", "no-op")])
    ]
    raw = [*passed("IMM-LOC", 0, 1), refused(0), refused(1)]
    now = findings.judge(document(*siblings), raw, asked(CONFIG), estate.knowledge())
    debt = baseline.of([finding for finding in now if finding.state == "existing"], estate.AS_OF)
    told = baseline.apply(now, debt)
    assert [(finding.address, finding.gate) for finding in told] == [
        ("aws_s3_bucket.b[0]", True),
        ("aws_s3_bucket.b[1]", False),
    ]


def test_a_resource_that_moves_is_known_by_its_former_address() -> None:
    raw = [*passed("IMM-LOC", 0), refused(0)]
    moved = resource("module.new.aws_s3_bucket.records", previous_address="aws_s3_bucket.records", action="move")
    before, after = (
        findings.judge(document(item), raw, asked(CONFIG), estate.knowledge())
        for item in (resource(identity="aws_s3_bucket.records"), moved)
    )
    assert before[0].fingerprint != after[0].fingerprint
    assert statuses(baseline.apply(after, baseline.of(before, estate.AS_OF))) == ["baselined"]


def test_a_question_is_never_kept_in_a_baseline() -> None:
    made = document(resource(data_class=estate.UNDECLARED))
    raw = [*passed("IMM-LOC", 0), refused(0), estate.question(0)]
    asking = findings.judge(made, raw, asked(CONFIG), estate.knowledge())
    debt = baseline.of(asking, estate.AS_OF)
    assert debt.findings == ()
    assert "unproven" in statuses(baseline.apply(asking, debt))


@given(st.permutations(range(len(FOUND))), st.integers(0, len(FOUND)))
def test_order_changes_nothing_and_nothing_is_set_aside_twice(order: list[int], known: int) -> None:
    shuffled = [FOUND[number] for number in order]
    debt = baseline.of(FOUND[:known], estate.AS_OF)
    told = baseline.apply(shuffled, debt)
    assert statuses(told).count("baselined") == known
    assert {finding.address for finding in told if finding.status == "baselined"} == {
        finding.address for finding in baseline.apply(FOUND, debt) if finding.status == "baselined"
    }


@given(st.sets(st.integers(0, len(FOUND) - 1)))
def test_a_baseline_only_ever_opens_the_gate_for_what_it_holds(chosen: set[int]) -> None:
    debt = baseline.of([FOUND[number] for number in chosen], estate.AS_OF)
    told = baseline.apply(FOUND, debt)
    left = [finding for finding in FOUND if finding.gate and FOUND.index(finding) not in chosen]
    assert sum(finding.gate for finding in told) == len(left)


@given(st.lists(st.sampled_from(FOUND), max_size=8), st.integers(0, 4))
def test_as_many_of_a_kind_are_known_as_there_were(some: list[Finding], more: int) -> None:
    debt = baseline.of(some, estate.AS_OF)
    assert statuses(baseline.apply(some, debt)) == ["baselined"] * len(some)
    told = baseline.apply([*some, *some[:more]], debt)
    assert statuses(told).count("baselined") == len(some)


@given(st.sampled_from(FOUND), st.sampled_from(["waived", "question", "alert", "pass", "not-applicable"]))
def test_what_closes_no_gate_of_its_own_stays_what_it_is(one: Finding, status: Status) -> None:
    debt = baseline.of([one], estate.AS_OF)
    assert statuses(baseline.apply([msgspec.structs.replace(one, status=status)], debt)) == [status]


@given(st.lists(st.sampled_from(FOUND), max_size=8))
def test_what_is_written_is_read_back(some: list[Finding]) -> None:
    debt = baseline.of(some, estate.AS_OF)

    class Written:
        def read(self, path: Path) -> bytes:  # noqa: ARG002  # one file
            return baseline.written(debt).encode()

    assert baseline.load("b.json", Written()) == debt


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "no-baseline"), (b"", "broken-baseline"), (b"[]", "broken-baseline"), (b'{"as_of": 1}', "broken-baseline")],
)
def test_a_baseline_that_cannot_be_read_is_no_verdict(content: bytes | None, code: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        baseline.load(str(path), WorkTree())
    assert caught.value.code == code
