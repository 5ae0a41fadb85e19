"""The bundle: the same bytes each time, loaded by every kind of OPA host, and signed where that is asked."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
import servers
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

import rego_cases
from real_tools import Tool
from souverain.cli import main
from souverain.config import Server
from souverain.engine import bundle, rules
from souverain.engine.opa import OpaEngine
from souverain.engine.wasm import WasmEngine


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "souverain.tar.gz"
    path.write_bytes(bundle.archived(bundle.files("0.1.0")))
    return path


@pytest.fixture(scope="module")
def unpacked(packed: Path) -> Path:
    folder = packed.parent / "unpacked"
    with tarfile.open(packed) as tar:
        newer: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # as of Python 3.11.4
        tar.extractall(folder, **newer)  # noqa: S202  # we packed it
    return folder


@pytest.fixture(scope="module")
def facts(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "facts.json"
    path.write_bytes(rego_cases.estate(tool("opa")).document)
    return path


@pytest.fixture(scope="module")
def expected(facts: Path) -> list[str]:
    """The rules that answer, one for each finding as OPA counts them."""
    return sorted({one.rule for one in WasmEngine().evaluate(facts.read_bytes())})


def said(*command: str | Path, code: int = 0) -> Any:
    """What a program prints as JSON."""
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == code, done.stderr.decode()
    return json.loads(done.stdout)


def test_the_same_release_gives_the_same_bytes(packed: Path) -> None:
    write = "sys.stdout.buffer.write(archived(files('0.1.0')))"
    program = f"import sys; from souverain.engine.bundle import archived, files; {write}"
    env = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(rego_cases.ROOT / "plugin"), "TZ": "Asia/Tokyo"}
    done = subprocess.run([sys.executable, "-c", program], env=env, check=True, capture_output=True)
    assert done.stdout == packed.read_bytes()


def test_it_holds_no_tests_and_says_what_it_is(packed: Path) -> None:
    with tarfile.open(packed) as tar:
        names = tar.getnames()
        manifest = json.load(io.BytesIO((tar.extractfile(".manifest") or io.BytesIO()).read()))
    assert not [name for name in names if "test" in name]
    assert {"souverain/main.rego", "souverain/knowledge/data.json", "souverain/profiles/data.json"} <= set(names)
    assert (manifest["roots"], manifest["rego_version"]) == (["souverain"], 1)
    assert manifest["revision"].startswith(f"0.1.0-{rules.revision()[:12]}-")


def test_opa_eval_loads_it(tool: Tool, packed: Path, facts: Path, expected: list[str]) -> None:
    query = "{f.rule | some f in data.souverain.findings}"
    found = said(tool("opa"), "eval", "--bundle", packed, "--input", facts, "--format", "raw", query)
    assert sorted(found) == expected
    data = "{name | some name in [object.keys(data.souverain.profiles), data.souverain.knowledge.as_of][0]}"
    assert "health" in said(tool("opa"), "eval", "--bundle", packed, "--format", "raw", data)


def test_opa_exec_loads_it(tool: Tool, packed: Path, facts: Path, expected: list[str]) -> None:
    command = [tool("opa"), "exec", "--bundle", packed, "--decision", "souverain/findings", facts]
    (result,) = said(*command)["result"]
    assert sorted({one["rule"] for one in result["result"]}) == expected


def test_opa_run_loads_it_and_says_which_it_is(
    tool: Tool, packed: Path, facts: Path, expected: list[str], tmp_path: Path
) -> None:
    with servers.opa_server(tool("opa"), packed, options=["--bundle"]) as url:
        engine = OpaEngine(Server(url=url))
        assert sorted({one.rule for one in engine.evaluate(facts.read_bytes())}) == expected
        held = engine.used().bundles
        engine.close()
    assert list(held.values()) == [bundle.revision("0.1.0")]
    assert tmp_path.is_dir()


def test_conftest_loads_it_unpacked(tool: Tool, unpacked: Path, facts: Path, expected: list[str]) -> None:
    """Conftest asks for `deny` and `warn`: what it is given here is the query of a host that wants a list."""
    (unpacked / "main.rego").write_text(
        "package main\n\ndeny contains f.rule if some f in data.souverain.findings\n", encoding="utf-8"
    )
    command = [tool("conftest"), "test", "--policy", unpacked, "--output", "json", facts]
    (found,) = said(*command, code=1)
    assert sorted(item["msg"] for item in found["failures"]) == expected
    (unpacked / "main.rego").unlink()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A private key and its public half."""
    folder, key = tmp_path_factory.mktemp("keys"), rsa.generate_private_key(65537, 2048)
    plain = serialization.NoEncryption()
    pem, shape = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(pem, shape, plain))
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    (folder / "public.pem").write_bytes(public)
    return folder / "key.pem", folder / "public.pem"


def test_a_signed_bundle_is_verified(tool: Tool, keys: tuple[Path, Path], tmp_path: Path, facts: Path) -> None:
    key, public = keys
    signed = tmp_path / "signed.tar.gz"
    given = ["-o", str(signed), "--signing-key", str(key), "--opa", str(tool("opa"))]
    assert main(["policy", "bundle", *given]) == 0
    first = signed.read_bytes()
    assert main(["policy", "bundle", *given]) == 0
    assert signed.read_bytes() == first
    with servers.opa_server(tool("opa"), signed, options=["--bundle", "--verification-key", public]) as url:
        engine = OpaEngine(Server(url=url))
        assert engine.evaluate(facts.read_bytes())
        engine.close()


def test_a_bundle_that_was_changed_after_signing_is_refused(
    tool: Tool, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    key, public = keys
    files = bundle.signed(bundle.files("0.1.0"), _opa(tool), key, "RS256")
    (tmp_path / "changed.tar.gz").write_bytes(
        bundle.archived({**files, "souverain/main.rego": files["souverain/main.rego"] + b"\n"})
    )
    command = [tool("opa"), "build", "--bundle", tmp_path / "changed.tar.gz", "--verification-key", public, "-o"]
    done = subprocess.run([*command, tmp_path / "o.tar.gz"], check=False, capture_output=True)
    assert done.returncode != 0


def _opa(tool: Tool) -> Any:
    from souverain.engine.own.program import Opa

    return Opa(str(tool("opa")))


def test_without_the_key_nothing_is_written(tool: Tool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "b.tar.gz"
    given = ["-o", str(out), "--signing-key", str(tmp_path / "none.pem"), "--opa", str(tool("opa"))]
    assert main(["policy", "bundle", *given]) == 3
    assert not out.exists()
    assert str(tmp_path / "none.pem") in capsys.readouterr().err
