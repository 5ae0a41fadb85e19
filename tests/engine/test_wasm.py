"""The sandbox: what it judges, what it refuses, and that it ends in time and in memory whatever runs in it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import wasmtime

import rego_cases
from real_tools import Tool
from souverain.engine.wasm import WasmEngine
from souverain.errors import PolicyError

Compile = Callable[[str], Path]
FACTS = b'{"profile": {}, "resources": []}'
ANSWER = '{"rule": "r", "status": "fail", "subject": 0}'


@pytest.fixture
def compiled(tool: Tool, tmp_path: Path) -> Compile:
    """Compiles a policy to Wasm with the real OPA: `findings` in package souverain."""

    def compile_(rego: str) -> Path:
        (tmp_path / "policy.rego").write_text(f"package souverain\n\n{rego}\n")
        bundle = tmp_path / "bundle.tar.gz"
        build = [tool("opa"), "build", "-t", "wasm", "-e", "souverain/findings", "-o", bundle, "policy.rego"]
        subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
        with tarfile.open(bundle) as archive:
            member = archive.extractfile("/policy.wasm")
            assert member is not None
            (tmp_path / "policy.wasm").write_bytes(member.read())
        return tmp_path / "policy.wasm"

    return compile_


@pytest.fixture
def assembled(tmp_path: Path) -> Compile:
    """Assembles a module from its text."""

    def assemble(text: str) -> Path:
        (tmp_path / "module.wasm").write_bytes(wasmtime.wat2wasm(text))
        return tmp_path / "module.wasm"

    return assemble


def refusal(module: Path, document: bytes = FACTS, *, seconds: float = 20.0, megabytes: int = 64) -> PolicyError:
    """The error that ends an evaluation."""
    engine = WasmEngine(module, seconds=seconds, megabytes=megabytes, whole=True)
    with pytest.raises(PolicyError) as caught:
        engine.evaluate(document)
    engine.close()
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_finding_comes_back(compiled: Compile) -> None:
    found = WasmEngine(compiled(f"findings contains {ANSWER}"), whole=True).evaluate(FACTS)
    assert [(one.rule, one.status, one.subject) for one in found] == [("r", "fail", 0)]


def test_a_finding_for_many_comes_back_as_many(compiled: Compile) -> None:
    rego = 'findings contains {"rule": "r", "status": "fail", "subjects": {3, 1, 2}, "evidence": [1]}'
    found = WasmEngine(compiled(rego), whole=True).evaluate(FACTS)
    assert [(one.subject, one.subjects, bytes(one.evidence)) for one in found] == [
        (subject, (), b"[1]") for subject in (1, 2, 3)
    ]


def test_policies_see_what_they_are_given(compiled: Compile) -> None:
    rego = 'findings contains {"rule": input.name, "status": "é\\n\\u0000\\"", "subject": 0}'
    found = WasmEngine(compiled(rego), whole=True).evaluate('{"name": "né"}'.encode())
    assert [(one.rule, one.status) for one in found] == [("né", 'é\n\0"')]


@pytest.mark.parametrize(
    ("rego", "code"),
    [
        pytest.param('findings contains {"rule": sprintf("%d", [1])}', "policy-builtins", id="builtin of the host"),
        pytest.param("findings := x if x := input.nothing", "policy-undefined", id="undefined"),
        pytest.param('findings := "none"', "policy-answer", id="a text"),
        pytest.param('findings := {"rule": "r"}', "policy-answer", id="one object"),
        pytest.param('findings contains {"rule": "r"}', "policy-answer", id="no status"),
        pytest.param('findings contains {"rule": 1, "status": "fail"}', "policy-answer", id="no name"),
        pytest.param(
            'findings contains {"rule": "r", "status": "fail", "subject": "0"}', "policy-answer", id="no number"
        ),
        pytest.param("findings := 1 if input.profile\nfindings := 2 if input.profile", "policy-stopped", id="conflict"),
    ],
)
def test_what_is_no_answer_is_refused(compiled: Compile, rego: str, code: str) -> None:
    assert refusal(compiled(rego)).code == code


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half"),
        pytest.param(b"{} {}", id="two"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="UTF-16"),
        pytest.param(b"nonsense", id="nonsense"),
    ],
)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "view"])
def test_what_is_no_document_is_refused(document: bytes, whole: bool) -> None:
    engine = WasmEngine(whole=whole)
    with pytest.raises(PolicyError) as caught:
        engine.evaluate(document)
    assert caught.value.code == "not-facts"


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "view"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")], ids=["lists", "objects"])
def test_a_document_of_endless_depth_is_refused(whole: bool, opening: str, closing: str) -> None:
    depth = 300_000
    deep = f'{{"profile": {opening * depth}1{closing * depth}, "resources": []}}'.encode()
    with pytest.raises(PolicyError):
        WasmEngine(whole=whole, seconds=20).evaluate(deep)


def test_a_policy_that_does_not_end_is_interrupted(compiled: Compile) -> None:
    numbers = "numbers.range(1, 2000)"
    loops = "".join(f"\tsome {name} in {numbers}\n" for name in "abc")
    module = compiled(f"findings contains {ANSWER} if {{\n{loops}\ta == b\n\tb == c\n\ta < 0\n}}")
    start = time.monotonic()
    error = refusal(module, seconds=0.5, megabytes=1024)
    assert error.code == "policy-timeout"
    assert time.monotonic() - start < 5


def test_a_module_that_never_starts_is_interrupted(assembled: Compile) -> None:
    module = assembled("(module (func $spin (loop br 0)) (start $spin))")
    assert refusal(module, seconds=0.3).code == "policy-timeout"


def test_a_module_that_calls_itself_for_ever_is_stopped(assembled: Compile) -> None:
    module = assembled("(module (func $deeper call $deeper) (start $deeper))")
    assert refusal(module).code == "policy-stopped"


def test_a_policy_that_wants_all_memory_is_stopped(compiled: Compile) -> None:
    module = compiled("findings contains x if x := numbers.range(1, 100000000)")
    assert refusal(module, seconds=60).code == "policy-memory"


def test_a_document_that_needs_more_memory_than_allowed_is_stopped(compiled: Compile) -> None:
    document = b'{"profile": "%s"}' % (b"x" * (70 << 20))
    assert refusal(compiled(f"findings contains {ANSWER}"), document).code == "policy-memory"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("(module)", "policy-not-wasm", id="nothing inside"),
        pytest.param('(module (import "env" "socket" (func)))', "policy-stopped", id="wants a socket"),
        pytest.param('(module (memory (export "memory") 1))', "policy-not-wasm", id="memory alone"),
        pytest.param(
            '(module (memory (export "memory") 1) (global (export "opa_wasm_abi_version") i32 (i32.const 2)))',
            "policy-not-wasm",
            id="another ABI",
        ),
    ],
)
def test_a_module_of_another_kind_is_refused(assembled: Compile, text: str, code: str) -> None:
    assert refusal(assembled(text)).code == code


def test_a_policy_with_another_entry_point_is_refused(compiled: Compile, tool: Tool, tmp_path: Path) -> None:
    compiled(f"findings contains {ANSWER}")
    bundle = tmp_path / "other.tar.gz"
    build = [tool("opa"), "build", "-t", "wasm", "-e", "souverain", "-o", bundle, "policy.rego"]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    with tarfile.open(bundle) as archive:
        member = archive.extractfile("/policy.wasm")
        assert member is not None
        (tmp_path / "other.wasm").write_bytes(member.read())
    assert refusal(tmp_path / "other.wasm").code == "policy-entrypoint"


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "policy-missing"), (b"", "policy-not-wasm"), (b"\0asm\1\0\0\0junk", "policy-not-wasm")],
    ids=["absent", "empty", "broken"],
)
def test_a_file_that_is_no_module_is_refused(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "policies.wasm"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PolicyError) as caught:
        WasmEngine(path)
    assert caught.value.code == code


def test_nothing_stays_of_an_evaluation(tool: Tool) -> None:
    document = rego_cases.estate(tool("opa")).document
    engine, threads = WasmEngine(), threading.active_count()
    first = engine.evaluate(document)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        assert engine.evaluate(document) == first
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert threading.active_count() <= threads  # servers of other tests may still end theirs
    engine.close()
    engine.close()


@pytest.mark.parametrize("home", ["/dev/null", "relative", ""], ids=["not writable", "relative", "empty"])
def test_a_home_without_a_cache_is_no_obstacle(home: str, tmp_path: Path) -> None:
    program = "from souverain.engine.wasm import WasmEngine; WasmEngine().close(); print('judged')"
    kept = {name: value for name, value in os.environ.items() if name not in ("XDG_CACHE_HOME", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**kept, "HOME": home, "PYTHONPATH": str(rego_cases.ROOT / "plugin")},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"judged\n", b"")


def test_the_view_leaves_the_answers_as_they_are(tool: Tool) -> None:
    document = json.dumps(rego_cases.estate(tool("opa")).facts).encode()
    assert [str(one) for one in WasmEngine().evaluate(document)]
    whole, view = WasmEngine(whole=True).evaluate(document), WasmEngine().evaluate(document)
    assert [
        (one.rule, one.requirement, one.subject, one.subjects, one.status, bytes(one.evidence)) for one in whole
    ] == [(one.rule, one.requirement, one.subject, one.subjects, one.status, bytes(one.evidence)) for one in view]
