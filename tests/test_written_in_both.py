"""The same infrastructure written in Terraform and in Pulumi: the same findings and fingerprints, up to names."""

from __future__ import annotations

import msgspec
import pytest

from souverain import facts, findings, knowledge, readers
from souverain.asked import profile_facts
from souverain.config import Config
from souverain.engine import rules
from souverain.engine.wasm import WasmEngine
from souverain.findings import Asked, Finding
from souverain.model import Stack
from written_in_both import ESTATES, Estate, plan, preview, renamed

PROFILES = ("health", "hds", "secnumcloud")
CONFIG = Config(as_of="2026-11-24", profiles=PROFILES, include_passes=True)


def read(data: bytes) -> Stack:
    found = readers.read("in.json", data)
    assert isinstance(found, Stack)
    return found


def of_pulumi(estate: Estate) -> Stack:
    """What Pulumi's preview states, by Terraform's names: nothing but names is touched."""
    text = msgspec.json.encode(read(preview(estate))).decode()
    return msgspec.json.decode(renamed(estate, text), type=Stack)


def judged(stack: Stack, profile: str) -> tuple[Finding, ...]:
    known = knowledge.load()
    asked = profile_facts(profile, known)
    established = facts.establish([stack], known, CONFIG)
    under = Asked(
        profile=known.profiles[profile], regime=known.regimes[asked.regime], rules=rules.load(), config=CONFIG
    )
    raw = WasmEngine().evaluate(established.encode(asked))
    return findings.judge(established.document(asked), raw, under, known)


def told(stack: Stack, profile: str) -> list[dict[str, object]]:
    """Findings in full, fingerprints included. In Terraform a single block has an index, and a reference a member."""
    text = msgspec.json.encode(judged(stack, profile)).decode().replace("[0]", "").replace(".replica.id", ".replica")
    return sorted(msgspec.json.decode(text), key=lambda item: msgspec.json.encode(item, order="sorted"))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("estate", ESTATES.values(), ids=ESTATES)
def test_the_same_findings_and_fingerprints(estate: Estate, profile: str) -> None:
    terraform, pulumi = told(read(plan(estate)), profile), told(of_pulumi(estate), profile)
    assert pulumi == terraform
    assert any(item["status"] in ("fail", "unproven") for item in terraform), "an estate in which nothing is wrong"
