"""One answer, whatever runs the policies: OPA itself, the module in this process, and a server."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import own_rules
import pytest
import servers

import rego_cases
from real_tools import Tool
from souverain import scan
from souverain.asked import profile_facts
from souverain.config import Config, Server
from souverain.engine import Engine, RawFinding, answers, bundle
from souverain.engine.opa import OpaEngine
from souverain.engine.own import compiling, program, sources
from souverain.engine.together import Together
from souverain.engine.wasm import WasmEngine

SAMPLES = sorted(path for name in ("plan", "preview") for path in rego_cases.ROOT.glob(f"samples/*/{name}.json"))
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
            encoded = run.facts.encode(profile_facts(profile, run.knowledge))
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


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle that souverain writes."""
    path = tmp_path_factory.mktemp("bundle") / "souverain.tar.gz"
    path.write_bytes(bundle.archived(bundle.files("0.1.0")))
    return path


@pytest.fixture(scope="module", params=["wasm", "wasm-whole", "opa", "opa-bundle", "opa-pushed"])
def engine(request: pytest.FixtureRequest, tool: Tool, packed: Path) -> Iterator[Engine]:
    loaded = {"opa": [rego_cases.POLICIES], "opa-bundle": ["--bundle", packed], "opa-pushed": []}
    if request.param in loaded:
        with servers.opa_server(tool("opa"), options=loaded[request.param]) as url:
            server = OpaEngine(Server(url=url, push=request.param == "opa-pushed"))
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


def test_opa_exec_judges_alike(
    tool: Tool, documents: dict[str, rego_cases.Json], by_opa: dict[str, Told], packed: Path, tmp_path: Path
) -> None:
    names = dict(enumerate(documents))
    for number, name in names.items():
        (tmp_path / f"{number}.json").write_text(json.dumps(documents[name]), encoding="utf-8")
    command = [tool("opa"), "exec", "--bundle", packed, "--decision", "souverain/findings", "."]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    found = {names[int(Path(one["path"]).stem)]: one["result"] for one in json.loads(done.stdout)["result"]}
    assert set(found) == set(documents)
    read = {name: told(answers.from_server(json.dumps({"result": one}).encode())) for name, one in found.items()}
    assert [name for name in documents if read[name] != by_opa[name]] == []


def test_rules_of_the_user_are_judged_alike(tool: Tool, documents: dict[str, rego_cases.Json], tmp_path: Path) -> None:
    folder = own_rules.house(tmp_path / "house")
    (folder / "anywhere.rego").write_text(own_rules.rule(), encoding="utf-8")
    own = compiling.compiled(sources.read(folder), program.Opa(str(tool("opa"))))
    together = Together(own)
    asking = {"id": "HOUSE", "rules": ["approved"], "parameters": {"regions": ["par1", "eu-west-3"]}}
    told_apart = {}
    with servers.opa_server(tool("opa")) as url:
        server = OpaEngine(Server(url=url, push=True), own)
        for name in [name for name in documents if " under " in name]:
            profile = documents[name]["profile"]
            asked = {**profile, "requirements": [*profile["requirements"], asking]}
            document = json.dumps({**documents[name], "profile": asked}).encode()
            told_apart[name] = (told(together.evaluate(document)), told(server.evaluate(document)))
        server.close()
    assert [name for name, (one, other) in told_apart.items() if one != other] == []
    assert {"custom.anywhere", "custom.approved"} <= {found[0] for one, _ in told_apart.values() for found in one}


def test_samples_are_among_the_documents(documents: dict[str, rego_cases.Json]) -> None:
    assert len(SAMPLES) >= 5
    assert sum(" under " in name for name in documents) == len(SAMPLES) * len(PROFILES)


def test_the_estate_is_judged_at_all(by_opa: dict[str, Told]) -> None:
    """Engines that all say nothing would agree too."""
    assert {one[2] for one in by_opa["estate"]} >= {"pass", "fail", "unknown"}
    assert {one[0] for one in by_opa["estate"]} == set(rego_cases.RULES)
