"""Today's debt: findings in, a file of their fingerprints out; and later, findings with what that file knows set aside.

An occurrence counts once: of three like findings a baseline that knows two leaves one to close the gate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from souverain.errors import ConfigError
from souverain.findings.finding import Finding, SetAside
from souverain.revision import Files

BASELINE_SCHEMA: Literal["souverain/baseline/v1"] = "souverain/baseline/v1"
DEFAULT_NAME = "souverain-baseline.json"
_DEBT = ("fail", "unproven")


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a finding was there. `rule` and `address` are for people who read the difference."""

    profile: str
    fingerprint: str
    count: int
    rule: str
    address: str


class Baseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. `as_of` is the day on which the debt was counted."""

    schema: Literal["souverain/baseline/v1"] = BASELINE_SCHEMA
    as_of: str
    findings: tuple[Known, ...]


NOTHING = Baseline(as_of="", findings=())


def of(findings: Iterable[Finding], as_of: str) -> Baseline:
    """All that is refused or unproven. What asks about a whole input is left out: a question is answered, not kept."""
    debt = [finding for finding in findings if finding.status in _DEBT and finding.address]
    counts = Counter((finding.profile, finding.fingerprint) for finding in debt)
    first = {(finding.profile, finding.fingerprint): finding for finding in reversed(debt)}
    known = (
        Known(profile=key[0], fingerprint=key[1], count=count, rule=first[key].rule, address=first[key].address)
        for key, count in counts.items()
    )
    ordered = sorted(known, key=lambda item: (item.profile, item.rule, item.address, item.fingerprint))
    return Baseline(as_of=as_of, findings=tuple(ordered))


def written(baseline: Baseline) -> str:
    """The file, a finding to a line, so that a difference can be read."""
    lines = ",\n".join("  " + msgspec.json.encode(item).decode() for item in baseline.findings)
    head = f'{{"schema": "{baseline.schema}", "as_of": "{baseline.as_of}", "findings": ['
    return f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n"


def load(path: str, files: Files) -> Baseline:
    """What a file knows; "" knows nothing. Raises ConfigError."""
    if not path:
        return NOTHING
    data = files.read(Path(path))
    if data is None:
        raise ConfigError("no-baseline", path=path)
    try:
        return msgspec.json.decode(data, type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError("broken-baseline", path=path, detail=error) from error


def apply(findings: Sequence[Finding], baseline: Baseline) -> tuple[Finding, ...]:
    """The findings with those set aside that were known; what stood before the change is recognised first."""
    if not baseline.findings:
        return tuple(findings)
    left = Counter({(item.profile, item.fingerprint): item.count for item in baseline.findings})
    aside: set[int] = set()
    for number in sorted(range(len(findings)), key=lambda number: findings[number].state == "introduced"):
        finding = findings[number]
        keys = ((finding.profile, print_) for print_ in (finding.fingerprint, finding.moved_from) if print_)
        key = next((key for key in keys if left[key] > 0), None)
        if key and finding.status in _DEBT and finding.address:
            left[key] -= 1
            aside.add(number)
    return tuple(_set_aside(finding) if number in aside else finding for number, finding in enumerate(findings))


def _set_aside(finding: Finding) -> Finding:
    return msgspec.structs.replace(finding, status="baselined", gate=False, set_aside=SetAside(was=finding.status))
