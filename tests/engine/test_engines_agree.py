"""One answer, whatever runs the policies: OPA itself, the module in this process, and a server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
import servers

import rego_cases
from real_tools import Tool
from souverain import facts, scan
from souverain.config import Config, Server
from souverain.engine import Engine, RawFinding, answers
from souverain.engine.opa import OpaEngine
from souverain.engine.wasm import WasmEngine

SAMPLES = sorted(rego_cases.ROOT.glob("samples/*/plan.json"))
PROFILES = ("health", "hds", "secnumcloud")
Told = list[tuple[object, ...]]


def told(findings: Sequence[RawFinding]) -> Told:
    """Findings in a form that does not depend on how an engine writes JSON."""
    return sorted(
        (
            *(one.rule, one.requirement, one.status, one.place, one.unknown, one.subjects),
            *(-1 if one.subject is None else one.subject, -1 if one.input is None else one.input),
            json.dumps(msgspec.json.decode(one.evidence), sort_keys=True),
        )
        for one in findings
    )


@pytest.fixture(scope="module")
def documents(tool: Tool) -> dict[str, rego_cases.Json]:
    """The facts of every case, and of every sample under every profile, by name."""
    opa = tool("opa")
    found = {case.name: case.facts for case in (*rego_cases.cases(opa), rego_cases.estate(opa))}
    for path in SAMPLES:
        run = scan.establish([str(path)], Config(as_of="2026-11-24"))
        for profile in PROFILES:
            encoded = run.facts.encode(facts.profile_facts(profile, run.knowledge))
            found[f"{path.parent.name} under {profile}"] = json.loads(encoded)
    return found


@pytest.fixture(scope="module")
def by_opa(
    tool: Tool, documents: dict[str, rego_cases.Json], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Told]:
    """What `opa eval` says of each document."""
    data = tmp_path_factory.mktemp("facts") / "facts.json"
    data.write_text(json.dumps({"documents": documents}))
    query = "{name: found | some name, facts in data.documents; found := data.souverain.findings with input as facts}"
    command: list[str | Path] = [tool("opa"), "eval", "--strict-builtin-errors", "--format", "raw", "--data", data]
    done = subprocess.run([*command, "--data", rego_cases.POLICIES, query], check=True, capture_output=True)
    found: dict[str, list[rego_cases.Json]] = json.loads(done.stdout)
    return {name: told(answers.from_server(json.dumps({"result": one}).encode())) for name, one in found.items()}


@pytest.fixture(scope="module", params=["wasm", "wasm-whole", "opa"])
def engine(request: pytest.FixtureRequest, tool: Tool) -> Iterator[Engine]:
    if request.param == "opa":
        with servers.opa_server(tool("opa"), rego_cases.POLICIES) as url:
            server = OpaEngine(Server(url=url))
            yield server
            server.close()
    else:
        module = WasmEngine(whole=request.param == "wasm-whole")
        yield module
        module.close()


def test_every_document_is_judged_alike(
    engine: Engine, documents: dict[str, rego_cases.Json], by_opa: dict[str, Told]
) -> None:
    assert set(by_opa) == set(documents)
    found = {name: told(engine.evaluate(json.dumps(one).encode())) for name, one in documents.items()}
    assert [name for name in documents if found[name] != by_opa[name]] == []


def test_samples_are_among_the_documents(documents: dict[str, rego_cases.Json]) -> None:
    assert len(SAMPLES) >= 5
    assert sum(" under " in name for name in documents) == len(SAMPLES) * len(PROFILES)


def test_the_estate_is_judged_at_all(by_opa: dict[str, Told]) -> None:
    """Engines that all say nothing would agree too."""
    assert {one[2] for one in by_opa["estate"]} >= {"pass", "fail", "unknown"}
    assert {one[0] for one in by_opa["estate"]} == set(rego_cases.RULES)
